"""Who did something: the people credited in some cases, with their parts. In no order of merit: none is computed."""

from collections.abc import Sequence
from dataclasses import dataclass

from pyroaring import BitMap

from kb.search.facets import FacetIndex, Selection


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
