"""What every part of the services stands on: the settings, and the live index that is opened by the first question."""

from dataclasses import dataclass

from kb.indexing import LiveIndex
from kb.settings import Settings


@dataclass(frozen=True)
class Wired:
    """Settings and the live index; parts that offer more inherit from it."""

    settings: Settings
    index: LiveIndex
