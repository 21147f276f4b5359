"""Similar cases: alike in what they are about, for a reason that can be told; none where there is no reason."""

from collections.abc import Sequence

import pytest
from pyroaring import BitMap

from kb.errors import EngineFailed, TooComplex
from kb.language import analyse
from kb.model import Body, CaseStudy, CaseText, Credit, Section
from kb.query import Node, Word
from kb.search.document import document_id
from kb.search.engine import Matches
from kb.search.facets import FacetIndex, build_bitmaps
from kb.search.similar import MOST, SharedWord, SimilarCases


def case(slug: str, text: str, lang: str = "ro", also: Sequence[tuple[str, str]] = (), **facts: object) -> CaseStudy:
    def version(lang: str, text: str) -> CaseText:
        title, _, rest = text.partition(". ")
        return CaseText(lang, title, "", Body(sections=(Section("context", "c", "", rest),)))
    known = {"businesses": (slug,), "industries": (), "platforms": (), "objectives": (), "years": (), "sources": ()}
    texts = (version(lang, text), *(version(*each) for each in also))
    return CaseStudy(slug, texts, **{**known, **facts})  # type: ignore[arg-type]


GRAPES = case(
    "grapes", "Struguri vânduți la târg. Fermierii au vândut struguri vecinilor, direct din depozit, la târg.",
    also=[("ru", "Виноград продали. Фермеры продали виноград соседям.")],
    industries=("agriculture",), platforms=("facebook",), objectives=("sales",),
)
CASES = [
    GRAPES,
    case("apples", "Mere la târg. Un târg unde fermierii au vândut mere vecinilor, direct din depozit.",
         industries=("agriculture",), platforms=("tv",), objectives=("sales",)),
    case("виноград", "Виноград из Дурлешт. Фермеры привезли виноград соседям.", "ru",
         industries=("agriculture",), objectives=("sales",)),
    case("bank", "Un card nou. Banca a lansat un card.", industries=("finance",), platforms=("facebook",),
         objectives=("launch",), specialists=(Credit("ana", "marketer"),)),
    case("bank-again", "O aplicație. Aplicația a ajuns la toți.", businesses=("bank",), industries=("it",),
         objectives=("image",), specialists=(Credit("ana", "marketer"),)),
    case("alone", "Nimic comun. Zăpadă peste munți.", industries=("tourism",), platforms=("facebook",)),
    *(case(f"other-{number}", f"Altceva {number}. Cuvinte despre lucruri, {number}.", platforms=("facebook", "tv"),
           objectives=("image",)) for number in range(20)),
]
NUMBERS = {each.slug: number for number, each in enumerate(CASES)}


class Engine:
    """Finds stems in the texts above; counts what it is asked."""

    def __init__(self, error: Exception | None = None) -> None:
        self.error = error
        self.asked = 0
        self._stems = {
            document_id(number, version): set(analyse(f"{text.title} {text.body.plain}").stems.split())
            for number, each in enumerate(CASES) for version, text in enumerate(each.texts)
        }

    def match(self, nodes: Sequence[Node], *, within: object = None, top: int = 10) -> list[Matches]:
        if self.error:
            raise self.error
        self.asked += len(nodes)
        return [self._matches(node) for node in nodes]

    def _matches(self, node: Node) -> Matches:
        assert isinstance(node, Word)
        return Matches((), lambda: BitMap(document for document, stems in self._stems.items() if node.text in stems))


def facets() -> FacetIndex:
    held = [(number, {
        "business": each.businesses, "industry": each.industries, "platform": each.platforms,
        "objective": each.objectives, "specialist": [credit.person for credit in each.specialists],
    }) for number, each in enumerate(CASES)]
    return FacetIndex((facet, value, kept) for (facet, value), kept in build_bitmaps(held).items())


def likenesses(slug: str, named: Sequence[str] = (), engine: Engine | None = None) -> dict[str, object]:
    similar = SimilarCases(engine or Engine(), facets(), len(CASES))  # type: ignore[arg-type]
    found = similar.of(CASES[NUMBERS[slug]], NUMBERS[slug], [NUMBERS[each] for each in named])
    return {CASES[each.case].slug: each for each in found}


def test_cases_of_the_same_words_and_facets_are_found_with_both_reasons():
    apples = likenesses("grapes")["apples"]
    assert dict(apples.facets) == {"industry": ("agriculture",), "objective": ("sales",)}
    assert {word.text for word in apples.words} >= {"vecinilor", "depozit"}
    assert not apples.named


def test_a_case_in_another_language_is_found_by_a_version():
    russian = likenesses("grapes")["виноград"]
    assert SharedWord("виноград", "ru") in russian.words


def test_a_case_is_never_like_itself():
    for slug in NUMBERS:
        assert slug not in likenesses(slug, [slug])


def test_where_nothing_is_alike_nothing_is_said():
    assert likenesses("alone") == {}


def test_the_same_business_and_people_are_reason_enough():
    found = likenesses("bank")
    assert list(found) == ["bank-again"]
    assert dict(found["bank-again"].facets) == {"business": ("bank",), "specialist": ("ana",)}


def test_the_names_of_those_it_is_about_are_no_common_words():
    for each in (*likenesses("bank").values(), *likenesses("grapes").values()):
        assert not {"banca", "bank", "grapes"} & {word.text.lower() for word in each.words}


def test_what_the_author_names_goes_first_whatever_it_is():
    found = likenesses("grapes", ["alone"])
    assert next(iter(found)) == "alone"
    assert found["alone"].named
    assert [each.named for each in found.values()].count(True) == 1


def test_at_most_five_are_named():
    many = [f"other-{number}" for number in range(9)]
    assert list(likenesses("grapes", many)) == many[:MOST]


@pytest.mark.parametrize("error", [EngineFailed("no"), TooComplex("no")])
def test_without_an_engine_facets_decide(error):
    found = likenesses("grapes", engine=Engine(error))
    assert {"apples"} <= set(found)
    assert all(each.words == () for each in found.values())


def test_an_answer_is_kept_and_common_words_are_asked_once():
    engine = Engine()
    similar = SimilarCases(engine, facets(), len(CASES))  # type: ignore[arg-type]
    first = similar.of(CASES[7], 7)
    asked = engine.asked
    assert similar.of(CASES[7], 7) is first
    assert engine.asked == asked
    similar.of(CASES[8], 8)
    assert engine.asked - asked < asked  # "cuvinte", "despre" and "lucruri" are known by now to tell nothing


def test_scores_fall_from_one_to_the_next_and_the_reasons_are_true():
    index = facets()
    for slug, number in NUMBERS.items():
        found = list(likenesses(slug).values())
        assert [each.score for each in found] == sorted((each.score for each in found), reverse=True)
        for each in found:
            for facet, values in each.facets.items():
                assert all({number, each.case} <= set(index.cases(facet, [value])) for value in values)


def test_a_library_of_one_case_has_no_similar_ones():
    alone = FacetIndex((facet, value, kept) for (facet, value), kept in build_bitmaps([
        (0, {"industry": ["agriculture"], "business": ["grapes"]})]).items())
    assert SimilarCases(Engine(), alone, 1).of(GRAPES, 0) == ()  # type: ignore[arg-type]
