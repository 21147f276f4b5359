"""A draft as a form and back: its fields, values, sections and remarks as plain objects."""

# Taken from the files inside, by name.
__all__: list[str] = []
