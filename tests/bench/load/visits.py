"""What readers ask for: searches, half-typed words, cases, now and then another page; the same for the same seed."""

import random
from collections.abc import Iterator
from urllib.parse import quote, urlencode

from tests import words

# Parts of a hundred. What is controlled is asked as JSON, so that a thinned result shows.
_SEARCH, _CONTROL, _SUGGEST, _CASE = 45, 10, 15, 20
_OTHERS = ("/ro/", "/ro/businesses", "/ru/people", "/en/insights", "/ro/industries", "/ro/search?sort=evidence")

WORDS = [stem + ending for lang in words.STEMS for ending in words.ENDINGS[lang] for stem in words.STEMS[lang].split()]


class Visits:
    """An endless visit of one reader; `controls` are searches whose totals are known."""

    def __init__(self, seed: int, slugs: list[str], controls: list[str]) -> None:
        self._chance = random.Random(seed)
        self._slugs, self._controls = slugs, controls

    def __iter__(self) -> Iterator[tuple[str, str]]:
        """Kinds and paths."""
        while True:
            yield self._one()

    def pause(self, mean_s: float) -> float:
        """How long this reader looks at the last answer, in seconds: half to one and a half times the mean."""
        return mean_s * self._chance.uniform(0.5, 1.5)

    def _one(self) -> tuple[str, str]:
        dice = self._chance.randrange(100)
        if dice < _SEARCH:
            return "search", f"/{self._lang()}/search?" + urlencode(self._search())
        if dice < _SEARCH + _CONTROL:
            return "control", self._chance.choice(self._controls)
        if dice < _SEARCH + _CONTROL + _SUGGEST:
            word = self._word()
            return "suggest", "/api/v1/suggest?" + urlencode({"q": word[:self._chance.randrange(1, len(word) + 1)]})
        if dice < _SEARCH + _CONTROL + _SUGGEST + _CASE:
            return "case", f"/{self._lang()}/cases/{quote(self._chance.choice(self._slugs))}"
        return "other", self._chance.choice(_OTHERS)

    def _search(self) -> list[tuple[str, str]]:
        asked = [("q", " ".join(self._word() for _ in range(self._chance.choice((1, 1, 2, 2, 3)))))]
        if self._chance.random() < 0.4:
            asked.append(("platform", self._chance.choice(("facebook", "instagram", "tv"))))
        if self._chance.random() < 0.1:
            asked.append(("sort", "evidence"))
        return asked

    def _word(self) -> str:
        return self._chance.choice(WORDS)

    def _lang(self) -> str:
        return self._chance.choice(("ro", "ro", "ru", "en"))
