"""Which of several cases that all have the words comes first, and why."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kb.indexing import LiveIndex
from kb.query import Channel, Phrase, any_of, parse
from kb.search import PAGE_SIZE
from kb.search.ranking import WINDOW, preferring, side_by_side
from tests.builders import case_markdown, write_library
from tests.indexes import live_index, reindex, search, slugs


def body(context: str) -> str:
    return f"## Contextul\n\n{context}\n\n## Ce s-a făcut\n\nUn apel.\n\n## Rezultate\n\nNu s-au publicat cifre.\n"


def case(title: str, context: str, **more: object) -> str:
    return case_markdown(title=title, summary="Rezumat.", body=body(context), results=[], specialists=[], **more)


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveIndex]:
    folder = tmp_path_factory.mktemp("library")
    write_library(folder / "content", cases={
        "apart": case("Un concert", "Ziua a fost frumoasă. Multe pahare. Seara, vinului i s-a cântat."),
        "beside": case("Alt concert", "A fost ziua vinului. Multe pahare, seara, cu cântece. Atât."),
        "titled": case("Ziua vinului", "Un concert cu multe pahare și cu oameni care au venit de departe."),
        "often": case("Spectacol", "Ziua vinului, iar ziua vinului, și ziua vinului, mereu ziua vinului."),
        "year-filed": case("Un film", "O poveste despre cafele.", years=["2019"]),
        "year-said": case("Un film", "O poveste despre cafele din 2019.", years=["2021"]),
        "insta-said": case("Reclamă", "O reclamă cu prune pe instagram.", platforms=["facebook"]),
        "insta-filed": case("Reclamă", "O reclamă cu prune pe telefon acolo.", platforms=["instagram"]),
    })
    reindex(folder)
    with live_index(folder) as opened:
        search(opened, "concert")  # opens its connections here, where they are closed
        yield opened


def test_words_side_by_side_rank_before_the_same_words_apart(live: LiveIndex) -> None:
    found = slugs(search(live, "ziua vinului"))
    assert found.index("beside") < found.index("apart")


def test_a_title_that_is_the_query_ranks_before_a_body_that_repeats_it(live: LiveIndex) -> None:
    assert slugs(search(live, "ziua vinului"))[0] == "titled"
    assert slugs(search(live, "zilele vinurilor"))[0] == "titled"


def test_a_case_filed_under_a_year_needs_not_say_it_and_ranks_first(live: LiveIndex) -> None:
    assert slugs(search(live, "cafele 2019")) == ["year-filed", "year-said"]


def test_a_case_filed_under_a_platform_needs_not_say_it_and_ranks_first(live: LiveIndex) -> None:
    assert slugs(search(live, "prune instagram")) == ["insta-filed", "insta-said"]


def test_words_that_name_facets_are_counted_as_one_click_yields(live: LiveIndex) -> None:
    answer = search(live, "prune instagram")
    counts = {value.value: value.count for value in answer.facets["platform"]}
    assert counts == {platform: search(live, "prune instagram", platform=platform).total for platform in counts}


def test_an_order_asked_for_is_not_overruled(live: LiveIndex) -> None:
    assert set(slugs(search(live, "ziua vinului", sort="newest"))) == {"apart", "beside", "titled", "often"}


PAIRS = [
    ("ziua vinului", [("ziu", "vin")]), ("wine of moldova", [("win", "of"), ("of", "moldov")]),
    ("ziua", []), ("ziua OR vinului", []), ("ziua -vinului pahare", [("ziu", "pahar")]), ('ziua "vinului bun"', []),
    ("la cel de la", []),
]


@pytest.mark.parametrize(("text", "pairs"), PAIRS)
def test_neighbours_are_words_typed_one_after_the_other(text: str, pairs: list[tuple[str, str]]) -> None:
    expected = any_of(Phrase(pair, Channel.STEM) for pair in pairs)
    assert side_by_side(parse(text).words) == expected


@pytest.mark.parametrize(("text", "telling"), [
    ("ziua vinului", ["ziu", "vin"]), ("vin de la tine", ["vin", "tin"]), ("de la", ["de", "la"]),
    ('"ziua vinului"', []),
    ("", []),
])
def test_titles_are_compared_with_the_words_that_tell_something(text: str, telling: list[str]) -> None:
    preference = preferring(parse(text).words, None, ())
    assert list(preference.stems) == telling
    assert list(preference.concepts) == [frozenset([each]) for each in telling]


def test_a_word_said_in_any_way_is_one_concept() -> None:
    words = parse("ziua vinului").words
    wider = parse('ziua OR сутки "vinul bun" OR вину -bere').words
    assert list(preferring(words, wider, ()).concepts) == [frozenset(["ziu", "сутк"]), frozenset(["вин"])]


def test_a_title_in_another_language_counts_as_well(tmp_path: Path) -> None:
    glossary = "- ro: [licitație]\n  ru: [аукцион]\n  en: [auction]\n"
    write_library(tmp_path / "content", files={"glossary.yaml": glossary}, cases={
        "said": case("Un film", "Licitație, licitație, licitație, licitație de artă."),
        "titled": case("Licitație de artă", "Un eveniment cu mulți oameni veniți de departe, cu multe de văzut."),
    })
    reindex(tmp_path)
    with live_index(tmp_path) as live:
        assert slugs(search(live, "auction")) == slugs(search(live, "аукцион")) == ["titled", "said"]

def test_pages_are_parts_of_one_order_within_what_is_weighed_and_beyond(tmp_path: Path) -> None:
    count = WINDOW + 2 * PAGE_SIZE
    write_library(tmp_path / "content", cases={
        f"caz-{number:03}": case("Vin" if number % 7 else "Vin bun la masă", "vin " * (1 + number % 5))
        for number in range(count)
    })
    reindex(tmp_path)
    with live_index(tmp_path) as live:
        pages = range(1, count // PAGE_SIZE + 1)
        found = [slug for page in pages for slug in slugs(search(live, "vin bun OR vin", page=page))]
        assert len(found) == len(set(found)) == count
