"""Who did something: the people credited in some cases, with their parts. In no order of merit: none is computed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pyroaring import BitMap

from kb.search.facets import FacetIndex, Selection

# What is chosen together is much the same for everybody; in a large library an answer names thousands of people.
_KEPT = 256
_LANGUAGES = 8


@dataclass(frozen=True, slots=True)
class Credited:
    """A person, the roles they had in the cases asked about (the first seen first), and the number of those cases."""

    slug: str
    roles: tuple[str, ...]
    cases: int


def credited(credits: Sequence[tuple[int, str, str]], facets: FacetIndex, chosen: Selection) -> Sequence[Credited]:
    """Everybody credited in a case that fits what was chosen, by slug; credits are (case number, person, role)."""
    among = facets.narrow(BitMap(number for number, _, _ in credits), chosen)
    roles: dict[str, dict[str, None]] = {}
    cases: dict[str, set[int]] = {}
    for number, person, role in credits:
        if number in among:
            roles.setdefault(person, {})[role] = None
            cases.setdefault(person, set()).add(number)
    return [Credited(person, tuple(roles[person]), len(cases[person])) for person in sorted(roles)]


class Credits:
    """The credits of one generation. `places` tells each person's place among all names as a language orders them."""

    def __init__(
        self, credits: Sequence[tuple[int, str, str]], facets: FacetIndex, places: Callable[[str], Mapping[str, int]],
    ) -> None:
        self._credits, self._facets, self._places = credits, facets, lru_cache(_LANGUAGES)(places)
        self._kept = lru_cache(_KEPT)(self._found)

    def of(self, chosen: Selection, lang: str) -> Sequence[Credited]:
        """Everybody credited in a case that fits what was chosen, by name."""
        return self._kept(tuple((facet, tuple(values)) for facet, values in sorted(chosen.items())), lang)

    def _found(self, chosen: tuple[tuple[str, tuple[str, ...]], ...], lang: str) -> Sequence[Credited]:
        places = self._places(lang)
        people = credited(self._credits, self._facets, dict(chosen))
        return tuple(sorted(people, key=lambda each: places.get(each.slug, len(places))))
