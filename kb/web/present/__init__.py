"""Results of the services made into what templates are given (`kb.web.pages`), in the reader's language."""

# Taken from the files inside, by name.
__all__: list[str] = []
