"""Many readers at once, with a reindex and publishing beside them: `python -m tests.bench.load`."""
