"""The schema: what each field accepts, what it makes of it, and that every problem is told at once with help."""

import pytest

from kb.ingest.front_matter import parse_markdown
from kb.ingest.schema import PLACEHOLDER, Checked, Place, check_page
from kb.model import Severity
from tests.builders import BUSINESS, CASE, RESULT, SOURCE, SPECIALIST, case_markdown, page

EVENT = {"name": "Supradoză", "lang": "ro", "date": "2017-10", "sources": [SOURCE]}
BOOK = {"title": "Influența", "lang": "ro", "author": "Robert Cialdini", "sources": [SOURCE]}
QUESTION = {"title": "Cum vindem?", "lang": "ro", "cases": ["struguri-in-loc-de-flori"]}
WANTED = {"title": "Un caz la radio", "lang": "ro"}
TRIO = {"ro": "a", "ru": "б", "en": "c"}
MARKET = {
    "title": TRIO, "unit": "count", "method": TRIO,
    "series": [{"name": TRIO, "points": [{"year": "2018", "value": "1000000", "source": "https://diez.md/a"}]}],
}
RIGHT = {
    "cases": CASE, "businesses": BUSINESS, "specialists": SPECIALIST, "events": EVENT, "books": BOOK,
    "questions": QUESTION, "wanted": WANTED, "market": MARKET,
}


def check(kind: str, fields: dict[str, object], *, is_version: bool = False) -> Checked:
    document = parse_markdown("x.md", page(fields).encode())
    assert isinstance(document.value, dict), document.problems
    return check_page(kind, is_version=is_version, values=document.value, place=Place("x.md", document.lines))


def found(kind: str, fields: dict[str, object]) -> list[tuple[str, str]]:
    return [(problem.field, problem.code) for problem in check(kind, fields).problems]


def with_result(**changes: object) -> dict[str, object]:
    result = {name: value for name, value in {**RESULT, **changes}.items() if value is not None}
    return {**CASE, "results": [result]}


@pytest.mark.parametrize("kind", RIGHT)
def test_a_right_page_has_no_problems(kind: str) -> None:
    assert check(kind, RIGHT[kind]).problems == ()


@pytest.mark.parametrize("kind", RIGHT)
def test_a_page_can_be_marked_as_made_up_for_demonstration(kind: str) -> None:
    assert check(kind, {**RIGHT[kind], "demo": "true"}).fields["demo"] is True


@pytest.mark.parametrize(("kind", "required"), [
    ("cases", "title summary lang businesses industries platforms years sources"),
    ("businesses", "name lang industries"),
    ("specialists", "name lang roles sources"),
    ("events", "name lang date sources"),
    ("books", "title author lang sources"),
    ("questions", "title lang cases"),
    ("wanted", "title lang"),
    ("market", "title unit method series"),
])
def test_an_empty_page_lacks_exactly_what_is_required(kind: str, required: str) -> None:
    problems = check(kind, {"aliases": []}).problems
    assert {problem.field for problem in problems} == set(required.split())
    assert {problem.code for problem in problems} == {"missing"}
    assert all(problem.example for problem in problems)


@pytest.mark.parametrize(("field", "written", "value"), [
    ("title", "  Struguri\t în   loc ", "Struguri în loc"),
    ("years", ["2018", "2019"], [2018, 2019]),
    ("added", "2026-11", "2026-11"),
    ("demo", "false", False),
    ("period", {"from": "2019", "to": "2019-03-24"}, {"from": "2019", "to": "2019-03-24"}),
    ("budget", {"amount": "5000.50", "currency": "MDL"}, {"amount": 5000.5, "currency": "MDL"}),
    ("budget", {"amount": "0", "currency": "EUR", "note": ""}, {"amount": 0.0, "currency": "EUR", "note": ""}),
    ("platforms", ["own_outlets"], ["own_outlets"]),
    ("aliases", ["nume-vechi"], ["nume-vechi"]),
    ("what_did_not_work", "no", "no"),
])
def test_a_field_gets_its_type(field: str, written: object, value: object) -> None:
    checked = check("cases", {**CASE, field: written})
    assert checked.problems == ()
    assert checked.fields[field] == value


@pytest.mark.parametrize("date", ["2019", "2019-02", "2020-02-29", "1827"])
def test_a_date_is_a_year_a_month_or_a_day(date: str) -> None:
    assert check("cases", {**CASE, "added": date}).fields["added"] == date


@pytest.mark.parametrize("date", [
    "2019-02-31", "2019-13", "2019-00", "19", "2019-2", "2019/02/03", "03.02.2019", "0000-00-00", "2019-02-29",
    "2019-02-03T10:00", "ieri", "٢٠١٩",
])
def test_a_day_that_is_in_no_calendar_is_refused(date: str) -> None:
    assert found("cases", {**CASE, "added": date}) == [("added", "bad_date")]


@pytest.mark.parametrize(("lang", "expected"), [
    ("uk", []), ("pl", []), ("gag", []), ("română", [("sources.0.lang", "unknown_value")]),
    ("RO", [("sources.0.lang", "unknown_value")]),
])
def test_a_source_may_be_in_any_language(lang: str, expected: list[tuple[str, str]]) -> None:
    assert found("cases", {**CASE, "sources": [{**SOURCE, "lang": lang}]}) == expected


@pytest.mark.parametrize("url", [
    "https://publika.md/a?b=c#d", "http://1984.md", "HTTPS://Diez.md/x", "https://пример.рф/страница",
    "https://a.md:8080/x_(y)",
])
def test_web_addresses_are_accepted(url: str) -> None:
    assert found("cases", {**CASE, "sources": [{**SOURCE, "url": url}]}) == []


@pytest.mark.parametrize("url", [
    "javascript:alert(1)", "java\tscript:alert(1)", "data:text/html,x", "//evil.md/x", "ftp://a.md", "publika.md",
    "https://", "https://user:pass@a.md", "https://a.md/ b", "https://a.md/<script>", "http://[::1", "https://a.md:0",
    "https://a.md\\@evil.md", "vbscript:x", "file:///etc/passwd", "https:///a", "https://a.md:99999999/",
])
def test_other_addresses_are_refused(url: str) -> None:
    assert found("cases", {**CASE, "sources": [{**SOURCE, "url": url}]}) == [("sources.0.url", "bad_url")]


@pytest.mark.parametrize(("kind", "field", "written", "place", "code"), [
    ("cases", "title", ["a"], "title", "wrong_type"),
    ("cases", "title", {"a": "b"}, "title", "wrong_type"),
    ("cases", "title", "", "title", "empty"),
    ("cases", "title", "   ", "title", "empty"),
    ("cases", "title", "x" * 201, "title", "too_long"),
    ("cases", "summary", "x" * 1001, "summary", "too_long"),
    ("cases", "lang", "md", "lang", "unknown_value"),
    ("cases", "businesses", "tineri", "businesses", "not_a_list"),
    ("cases", "businesses", [], "businesses", "empty"),
    ("cases", "businesses", ["Tineri Fermieri"], "businesses.0", "bad_slug"),
    ("cases", "businesses", ["../../etc"], "businesses.0", "bad_slug"),
    ("cases", "businesses", ["x" * 81], "businesses.0", "bad_slug"),
    ("cases", "businesses", [["a"]], "businesses.0", "wrong_type"),
    ("cases", "platforms", ["tv", "tv"], "platforms", "repeated_value"),
    ("cases", "platforms", [f"p{number}" for number in range(201)], "platforms", "too_many"),
    ("cases", "years", ["no"], "years.0", "wrong_type"),
    ("cases", "years", ["1799"], "years.0", "out_of_range"),
    ("cases", "years", ["99999"], "years.0", "out_of_range"),
    ("cases", "years", ["2019.5"], "years.0", "wrong_type"),
    ("cases", "demo", "yes", "demo", "wrong_type"),
    ("cases", "added", "1492-10-12", "added", "out_of_range"),
    ("cases", "added", ["2019"], "added", "wrong_type"),
    ("cases", "budget", "5000", "budget", "not_a_mapping"),
    ("cases", "budget", {"amount": "-1", "currency": "MDL"}, "budget.amount", "out_of_range"),
    ("cases", "budget", {"amount": "1", "currency": "lei"}, "budget.currency", "unknown_value"),
    ("cases", "period", {"to": "2019"}, "period.from", "missing"),
    ("cases", "period", {"from": "2019-03", "to": "2018"}, "period.to", "range_backwards"),
    ("cases", "specialists", [{"person": "a"}], "specialists.0.role", "missing"),
    ("cases", "specialists", ["ana"], "specialists.0", "not_a_mapping"),
    ("cases", "sources", {"url": "https://a.md"}, "sources", "not_a_list"),
    ("cases", "sources", [{**SOURCE, "url": "https://a.md/" + "x" * 2000}], "sources.0.url", "too_long"),
    ("businesses", "founded", "999", "founded", "out_of_range"),
    ("businesses", "website", "purcari.wine", "website", "bad_url"),
    ("specialists", "quotes", [{"text": "a", "source": "2"}], "quotes.0.source", "bad_source_number"),
    ("events", "to", "2016", "to", "range_backwards"),
    ("wanted", "from", "reader", "from", "unknown_value"),
    ("market", "title", "Utilizatori", "title", "not_a_mapping"),
    ("market", "series", [], "series", "empty"),
])
def test_a_wrong_value_is_told_at_its_place(
    kind: str, field: str, written: object, place: str, code: str
) -> None:
    assert (place, code) in found(kind, {**RIGHT[kind], field: written})


@pytest.mark.parametrize(("field", "written", "near"), [
    ("lang", "rom", "ro"), ("lang", "eng", "en"), ("lang", "zzz", None),
])
def test_the_nearest_value_is_offered(field: str, written: str, near: str | None) -> None:
    assert check("cases", {**CASE, field: written}).problems[0].nearest == near


def test_unknown_keys_are_warnings_with_the_nearest_known_one() -> None:
    checked = check("cases", {**with_result(evidnce="x"), "platfroms": ["tv"], "zzz": "1"})
    told = {problem.field: (problem.code, problem.severity, problem.nearest) for problem in checked.problems}
    assert told == {
        "results.0.evidnce": ("unknown_key", Severity.WARNING, "evidence"),
        "platfroms": ("unknown_key", Severity.WARNING, "platforms"),
        "zzz": ("unknown_key", Severity.WARNING, None),
    }
    assert checked.fields["title"] == CASE["title"]
    assert "zzz" not in checked.fields


def test_a_key_left_empty_counts_as_not_written() -> None:
    checked = check("cases", {**CASE, "budget": None, "what_did_not_work": None})
    assert "budget" not in checked.fields
    text = case_markdown(title=None).replace("lang:", "title:\nbefore:\nlang:", 1)
    document = parse_markdown("x.md", text.encode())
    assert isinstance(document.value, dict)
    problem = check_page("cases", is_version=False, values=document.value, place=Place("x.md",
    document.lines)).problems
    assert [(one.field, one.code, one.line) for one in problem if one.is_error] == [("title", "missing", 3)]


def test_problems_stand_on_the_line_of_their_field() -> None:
    document = parse_markdown("x.md", b"---\ntitle: a\nresults:\n  - metric: b\n    value: many\n  - value: 1\n---\n")
    assert isinstance(document.value, dict)
    checked = check_page("cases", is_version=False, values=document.value, place=Place("x.md", document.lines))
    lines = {problem.field: problem.line for problem in checked.problems}
    assert lines["results.0.value"] == 5
    assert lines["results.0.label"] == 4
    assert lines["results.1.metric"] == 6
    assert lines["summary"] == 1


def test_errors_leave_no_fields_behind() -> None:
    assert check("cases", {**CASE, "title": None}).fields == {}


def test_a_version_holds_texts_only() -> None:
    version = {"title": "Виноград вместо цветов", "summary": "Фермеры продали виноград.", "lang": "ru"}
    texts = {"labels": {"1": "фрукты"}, "notes": {"1": "по словам"}, "did": {"1": "снял"}, "reliability": "так"}
    assert check("cases", {**version, **texts}, is_version=True).problems == ()
    checked = check("cases", {**version, "platforms": ["tv"]}, is_version=True)
    assert [(one.field, one.code) for one in checked.problems] == [("platforms", "version_field")]


@pytest.mark.parametrize("number", ["0", "-1", "a", "1.5", "1000", "٣"])
def test_texts_of_a_version_are_numbered_from_one(number: str) -> None:
    version = {"title": "a", "summary": "b", "lang": "ru", "labels": {f'"{number}"': "x"}}
    assert [one.code for one in check("cases", version, is_version=True).problems] == ["number_key"]


@pytest.mark.parametrize("kind", ["businesses", "specialists", "events"])
def test_named_pages_have_versions_by_name(kind: str) -> None:
    assert check(kind, {"name": "Имя", "lang": "ru"}, is_version=True).problems == ()
    assert check(kind, {"name": "Имя", "lang": "ru", "summary": "Кратко."}, is_version=True).problems == ()


def test_words_still_to_come_are_pointed_to() -> None:
    checked = check("cases", {**CASE, "summary": PLACEHOLDER, "reliability": PLACEHOLDER})
    assert {(one.field, one.code, one.severity) for one in checked.problems} == {
        ("summary", "to_fill", Severity.WARNING), ("reliability", "to_fill", Severity.WARNING),
    }
    assert checked.fields["summary"] == PLACEHOLDER
