"""What views of writing and of review share: the draft at hand, its check and form, a submission, the preview."""

# Taken from the files inside, by name.
__all__: list[str] = []
