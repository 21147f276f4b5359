"""What templates are given: plain objects, a class for each thing shown. They are made in `kb.web.present`."""

# Taken from the files inside, by name.
__all__: list[str] = []
