"""Chance that falls the same way every time, so that a measurement can be repeated."""

import random

Chance = random.Random


def seeded(name: str) -> Chance:
    """A source of chance of its own for each name."""
    return random.Random(name)  # noqa: S311 - drawing questions, not secrets
