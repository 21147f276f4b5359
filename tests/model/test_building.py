"""Building the model from plain fields: every field arrives, defaults hold, versions join, the rest is left out."""

import json
from collections.abc import Callable

import pytest

from kb.ingest.links import resolve
from kb.ingest.reading import parse_source, read_file, render_file
from kb.model import (
    Body,
    Budget,
    CaseStudy,
    Credit,
    EvidenceLevel,
    Library,
    Metric,
    Period,
    Point,
    Quote,
    Result,
    Source,
    SourceFile,
    Talk,
    Unit,
    building,
)
from tests.builders import CASE, RESULT, SOURCE, business_markdown, case_markdown, page, specialist_markdown
from tests.vocabularies import LABELS, vocabulary_yaml

TRIO = {"ro": "a", "ru": "б", "en": "c"}


def source(path: str, text: str) -> SourceFile:
    file = render_file(parse_source(path, text.encode()))
    assert file.is_good, file.problems
    return file


def build_case(**fields: object) -> CaseStudy:
    return building.build_case(source("cases/caz.md", case_markdown(**fields)))


def test_a_case_gets_everything_its_file_says() -> None:
    case = build_case(
        period={"from": "2019-02", "to": "2019-03-24"}, budget={"amount": "5000", "currency": "MDL"},
        what_did_not_work="Livrarea.", books=["carte"], related=["alt"], aliases=["vechi"], demo="true",
        years=["2020", "2018"],
    )
    assert (case.slug, case.lang, case.langs) == ("caz", "ro", ("ro",))
    assert case.texts[0].title == CASE["title"]
    assert case.texts[0].summary == CASE["summary"]
    assert case.texts[0].what_did_not_work == "Livrarea."
    assert case.texts[0].reliability == "Cifrele sunt ale organizatorilor."
    assert "Recolta" in case.texts[0].body.html
    assert case.businesses == ("tineri-fermieri",)
    assert case.platforms == ("facebook", "tv")
    assert case.years == (2018, 2020)
    assert case.period == Period("2019-02", "2019-03-24")
    assert case.budget == Budget(5000.0, "MDL", "")
    assert case.specialists == (Credit("diana-crudu", "business_owner", "a filmat apelul"),)
    assert case.sources == (Source("https://publika.md/struguri", "Publika.md", "ro"),)
    assert case.results == (
        Result("units_sold", "fructe vândute la târg", "tonne", "press", 1, 60.0, qualifier="about"),
    )
    assert (case.books, case.related, case.aliases, case.demo) == (("carte",), ("alt",), ("vechi",), True)
    assert case.added == "2026-11-22"


def test_a_case_with_only_what_is_required_has_defaults() -> None:
    case = build_case(objectives=None, specialists=None, places=None, added=None, results=None, reliability=None)
    assert (case.objectives, case.specialists, case.places, case.results) == ((), (), (), ())
    assert (case.period, case.budget, case.added, case.demo) == (None, None, None, False)
    assert (case.texts[0].what_did_not_work, case.texts[0].reliability) == (None, "")


def test_a_result_in_words_has_no_unit() -> None:
    words = {**RESULT, "text": "argint"}
    del words["value"], words["unit"]
    result = build_case(results=[words]).results[0]
    assert (result.text, result.value, result.unit) == ("argint", None, "")


def test_what_a_case_has_is_read_off_its_parts() -> None:
    body = case_markdown().split("---\n\n")[1] + "\n## Lecții\n\nAm învățat.\n\n![foto](../media/caz/a.png)\n"
    case = build_case(body=body, budget={"amount": "1", "currency": "EUR"}, what_did_not_work="Multe.")
    assert case.has == ("results", "lessons", "failure", "budget", "images")
    assert build_case(results=[{**RESULT, "kind": "context"}]).has == ()


def test_versions_follow_in_one_order_and_number_their_texts() -> None:
    version = {"title": "Т", "summary": "К", "labels": {1: "фрукты"}, "notes": {1: "n"}, "did": {1: "d"}}
    main = source("cases/caz.md", case_markdown())
    body = "## Context\n\na\n\n## What was done\n\nb\n\n## Results\n\nc\n"
    russian = source("cases/caz.ru.md", page({**version, "lang": "ru"}, body))
    english = source("cases/caz.en.md", page({**version, "lang": "en"}, body))
    library = building.build_library([english, russian, main], {main.path, russian.path, english.path})
    case = library.cases["caz"]
    assert case.langs == ("ro", "ru", "en")
    assert (case.text("ru").labels, case.text("ru").notes, case.text("ru").did) == ({1: "фрукты"}, {1: "n"}, {1: "d"})


def test_fields_may_have_been_json_in_between() -> None:
    file = source("cases/caz.md", case_markdown(budget={"amount": "5000", "currency": "MDL"}))
    stored = json.loads(json.dumps(file.fields))
    again = SourceFile(file.path, file.kind, file.slug, file.lang, file.sha256, stored, file.body)
    assert building.build_case(again) == building.build_case(file)


def test_a_business_gets_everything_its_file_says() -> None:
    text = business_markdown(
        also_known_as=["Пуркарь"], place="orhei", website="https://purcari.wine", founded="1827", summary="Vinărie.",
    )
    business = building.build_business(source("businesses/purcari.md", text))
    assert (business.slug, business.name, business.founded) == ("purcari", "Tineri fermieri", 1827)
    assert (business.also_known_as, business.industries, business.place) == (("Пуркарь",), ("agriculture",), "orhei")
    assert business.website == "https://purcari.wine"
    assert (business.texts[0].summary, business.texts[0].body.plain) == ("Vinărie.", "O asociație.")


def test_a_specialist_gets_everything_their_file_says() -> None:
    text = specialist_markdown(
        works_at=["tineri-fermieri"], link="https://a.md", quotes=[{"text": "Ascultați.", "source": "1"}],
        claimed="true", withdrawn="true",
    )
    person = building.build_specialist(source("specialists/diana.md", text))
    assert (person.roles, person.works_at, person.link) == (("business_owner",), ("tineri-fermieri",), "https://a.md")
    assert person.quotes == (Quote("Ascultați.", 1),)
    assert (person.claimed, person.withdrawn) == (True, True)


def test_somebody_who_withdrew_stays_in_the_library_marked() -> None:
    file = source("specialists/diana.md", specialist_markdown(withdrawn="true"))
    assert building.build_library([file], {file.path}).specialists["diana"].withdrawn


EVENT = {
    "name": "Supradoză", "lang": "ro", "date": "2017-10-20", "to": "2017-10-21", "place": "chisinau",
    "organiser": "smc", "speakers": [{"person": "vadim", "talk": "Grupuri"}, {"person": "ana"}], "cases": ["caz"],
    "tickets_url": "https://iticket.md/x", "sources": [SOURCE],
}


def test_an_event_gets_everything_its_file_says() -> None:
    event = building.build_event(source("events/supradoza.md", page(EVENT)))
    assert (event.date, event.to, event.place, event.organiser) == ("2017-10-20", "2017-10-21", "chisinau", "smc")
    assert event.speakers == (Talk("vadim", "Grupuri"), Talk("ana", ""))
    assert (event.cases, event.tickets_url) == (("caz",), "https://iticket.md/x")


def test_an_event_known_by_its_year_has_it_as_date() -> None:
    text = page({**EVENT, "date": None, "to": None, "year": "2017"})
    assert building.build_event(source("events/supradoza.md", text)).date == "2017"


def test_books_questions_and_open_briefs_are_built() -> None:
    book = building.build_book(source("books/influenta.md", page({
        "title": "Influența", "original_title": "Influence", "author": "Cialdini", "year": "1984", "lang": "ro",
        "recommended_by": ["vadim"], "sources": [SOURCE],
    })))
    assert (book.name, book.author, book.original_title, book.year) == ("Influența", "Cialdini", "Influence", 1984)
    assert book.recommended_by == ("vadim",)
    question = building.build_question(source("questions/cum.md", page({
        "title": "Cum vindem?", "lang": "ro", "asked": "2026-11", "objectives": ["sales"], "platforms": ["tv"],
        "industries": ["wine"], "cases": ["caz"],
    })))
    assert (question.name, question.asked, question.cases) == ("Cum vindem?", "2026-11", ("caz",))
    assert (question.objectives, question.platforms, question.industries) == (("sales",), ("tv",), ("wine",))
    wanted = building.build_wanted(source("wanted/radio.md", page({
        "title": "Radio", "lang": "ro", "from": "empty_search", "platforms": ["radio"], "query": "reclame radio",
        "opened": "2026-11-22", "closed_by": "caz",
    })))
    assert (wanted.origin, wanted.query, wanted.opened, wanted.closed_by) == (
        "empty_search", "reclame radio", "2026-11-22", "caz")
    assert building.build_wanted(source("wanted/x.md", page({"title": "X", "lang": "ro"}))).origin == "editor"


def test_market_figures_keep_their_series_apart() -> None:
    points = [
        {"year": "2018", "month": "8", "value": "1000000", "qualifier": "about", "by": "Gramatic", "source": "https://a.md"},
        {"year": "2019", "note": "41 / 37 / 22", "source": "https://b.md"},
    ]
    text = page({
        "title": TRIO, "unit": "count", "method": TRIO,
        "series": [{"name": TRIO, "platform": "facebook", "points": points}, {"name": TRIO, "points": points[1:]}],
    }).split("---\n")[1]
    figures = building.build_market(source("market/social.yaml", text))
    assert (figures.slug, figures.title, figures.unit) == ("social", TRIO, "count")
    assert [series.platform for series in figures.series] == ["facebook", None]
    assert figures.series[0].points == (
        Point(2018, 1000000.0, "https://a.md", 8, "about", "", "Gramatic"),
        Point(2019, None, "https://b.md", note="41 / 37 / 22"),
    )


@pytest.mark.parametrize("name", LABELS)
def test_a_vocabulary_keeps_the_order_and_labels_of_its_file(name: str) -> None:
    vocabulary = building.build_vocabulary(source(f"vocabulary/{name}.yaml", vocabulary_yaml(name)))
    assert vocabulary.name == name
    assert [term.slug for term in vocabulary] == list(LABELS[name])
    slug, labels = next(iter(LABELS[name].items()))
    assert tuple(vocabulary.label(slug, lang) for lang in ("ro", "ru", "en")) == labels
    assert vocabulary.label("nu-e", "ro") == "nu-e"


def test_terms_have_the_fields_of_their_vocabulary() -> None:
    def term(name: str, slug: str) -> object:
        return building.build_vocabulary(source(f"vocabulary/{name}.yaml", vocabulary_yaml(name))).terms[slug]

    metric, level, unit = term("metrics", "engagement_rate"), term("evidence", "press"), term("units", "tonne")
    assert isinstance(metric, Metric)
    assert (metric.family, metric.units, metric.bases) == ("attention", ("percent",), ("reach", "followers"))
    assert isinstance(level, EvidenceLevel)
    assert level.strength == 2
    assert isinstance(unit, Unit)
    assert (unit.forms("ru"), unit.family) == (("{} т",), "weight")


def test_terms_may_have_other_words_and_a_parent() -> None:
    text = "- {slug: a, ro: a, ru: б, en: c, synonyms: {ro: [x, y]}, description: {en: d}, parent: b}\n"
    term = building.build_vocabulary(source("vocabulary/industries.yaml", text)).terms["a"]
    assert (term.synonyms, term.description, term.parent) == ({"ro": ("x", "y")}, {"en": "d"}, "b")


def test_the_glossary_and_known_questions_are_built() -> None:
    glossary = source("glossary.yaml", "- {ro: [vin], ru: [вино, вина], note: băutură}\n- {en: [ad]}\n")
    golden = source("golden-queries.yaml", "- {q: vin, expect: [a], filters: {platform: tv}, within: 5, kind: facet}\n")
    library = building.build_library([glossary, golden], {glossary.path, golden.path})
    assert [group.words for group in library.glossary] == [{"ro": ("vin",), "ru": ("вино", "вина")}, {"en": ("ad",)}]
    assert library.glossary[0].note == "băutură"
    query = library.golden_queries[0]
    assert (query.q, query.expect, query.filters, query.within, query.kind) == (
        "vin", ("a",), {"platform": ("tv",)}, 5, "facet")


def test_only_good_files_are_built() -> None:
    files = [source("cases/a.md", case_markdown()), source("cases/b.md", case_markdown())]
    assert set(building.build_library(files, {"cases/b.md"}).cases) == {"b"}
    assert building.build_library(files, ()) == Library()


def test_a_version_whose_main_file_is_left_out_builds_nothing() -> None:
    text = '---\ntitle: "a"\nsummary: "b"\nlang: ru\n---\n'
    version = parse_source("cases/a.ru.md", text.encode())
    assert building.build_library([version], {version.path}).cases == {}


def test_a_page_without_a_rendered_body_has_an_empty_one() -> None:
    file = parse_source("businesses/x.md", business_markdown().encode())
    bare = SourceFile(file.path, file.kind, file.slug, None, file.sha256, file.fields)
    assert building.build_business(bare).texts[0].body == Body()


BUILDERS: dict[str, Callable[[SourceFile], object]] = {
    "businesses": building.build_business, "specialists": building.build_specialist, "events": building.build_event,
    "books": building.build_book, "questions": building.build_question, "wanted": building.build_wanted,
}


def test_everything_a_schema_lets_through_can_be_built(tmp_path) -> None:
    """What the schema requires is what building takes for granted."""
    least = {
        "businesses": {"name": "a", "lang": "ro", "industries": ["a"]},
        "specialists": {"name": "a", "lang": "ro", "roles": ["a"], "sources": [SOURCE]},
        "events": {"name": "a", "lang": "ro", "year": "2020", "sources": [SOURCE]},
        "books": {"title": "a", "lang": "ro", "author": "b", "sources": [SOURCE]},
        "questions": {"title": "a", "lang": "ro", "cases": ["a"]},
        "wanted": {"title": "a", "lang": "ro"},
    }
    for kind, fields in least.items():
        (tmp_path / kind).mkdir()
        (tmp_path / kind / "x.md").write_text(page(fields))
        file = read_file(tmp_path, f"{kind}/x.md")
        assert file.is_good
        assert BUILDERS[kind](file).name == "a"
        assert resolve([file]).good <= {file.path}
