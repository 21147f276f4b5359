"""The command line; the front door of the room gives the program."""

from kb.cli.program import main
from kb.cli.session import Session

__all__ = ["Session", "main"]
