"""A case study: which version a reader gets, what it offers, how its results are told apart."""

import dataclasses
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.model import HAS_VALUES, Body, Budget, CaseStudy, CaseText, Credit, Result, Section, Source

SOURCE = Source("https://publika.md/a", "Publika.md", "ro")
RESULT = Result("units_sold", "fructe", "tonne", "press", 1, value=60)


def text(lang: str, **changes: object) -> CaseText:
    made = CaseText(lang, f"Titlu {lang}", f"Rezumat {lang}", Body(html="<p>A.</p>"))
    return dataclasses.replace(made, **changes)  # type: ignore[arg-type]


def case(*langs: str, **changes: object) -> CaseStudy:
    texts = tuple(map(text, langs or ("ro",)))
    made = CaseStudy("caz", texts, ("firma",), ("wine",), ("facebook",), ("sales",), (2019,), (SOURCE,))
    return dataclasses.replace(made, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(("langs", "reader", "opened"), [
    (("ro",), "ro", "ro"), (("ro",), "ru", "ro"), (("ru",), "en", "ru"), (("ru", "ro"), "ro", "ro"),
    (("ru", "ro"), "en", "ru"), (("ro", "ru", "en"), "en", "en"), (("en", "ro"), "ru", "en"),
])
def test_the_version_of_the_reader_opens_else_the_main_one(langs: tuple[str, ...], reader: str, opened: str) -> None:
    assert case(*langs).text(reader).lang == opened


@given(st.permutations(["ro", "ru", "en"]), st.integers(1, 3), st.sampled_from(["ro", "ru", "en"]))
def test_whatever_versions_there_are_one_opens_and_the_first_is_the_main_one(
    order: list[str], count: int, reader: str
) -> None:
    made = case(*order[:count])
    assert (made.lang, made.langs) == (order[0], tuple(order[:count]))
    assert made.text(reader).lang == (reader if reader in order[:count] else order[0])


def lessons() -> CaseStudy:
    context, told = Section("context", "contextul", "Contextul", "A"), Section("lessons", "lectii", "Lecții", "B")
    body = Body(sections=(context, told))
    return case(texts=(text("ro", body=body),))


def image() -> CaseStudy:
    return case(texts=(text("ro", body=Body(html='<p><img src="/media/a/b.webp" alt="x"></p>')),))


OFFERS: list[tuple[Callable[[], CaseStudy], tuple[str, ...]]] = [
    (case, ()),
    (lambda: case(results=(RESULT,)), ("results",)),
    (lambda: case(results=(dataclasses.replace(RESULT, kind="context"),)), ()),
    (lambda: case(results=(dataclasses.replace(RESULT, kind="context"), RESULT)), ("results",)),
    (lessons, ("lessons",)),
    (lambda: case(texts=(text("ro", what_did_not_work="Plata."),)), ("failure",)),
    (lambda: case(texts=(text("ro", what_did_not_work=""),)), ()),
    (lambda: case(budget=Budget(5000, "MDL")), ("budget",)),
    (image, ("images",)),
    (lambda: case(results=(RESULT,), budget=Budget(0, "EUR")), ("results", "budget")),
]


@pytest.mark.parametrize(("make", "offered"), OFFERS)
def test_what_a_case_offers_follows_from_what_it_holds(
    make: Callable[[], CaseStudy], offered: tuple[str, ...]
) -> None:
    assert make().has == offered


def test_offers_come_in_the_order_of_the_facet() -> None:
    made = case(results=(RESULT,), budget=Budget(1, "MDL"), texts=(text("ro", what_did_not_work="x"),))
    assert made.has == tuple(name for name in HAS_VALUES if name in made.has) == ("results", "failure", "budget")


@pytest.mark.parametrize(("kind", "is_outcome"), [("outcome", True), ("context", False)])
def test_only_what_came_of_the_work_is_an_outcome(kind: str, is_outcome: bool) -> None:
    assert dataclasses.replace(RESULT, kind=kind).is_outcome is is_outcome


@pytest.mark.parametrize("change", [{"slug": "altul"}, {"specialists": (Credit("ana", "designer"),)}])
def test_a_case_is_a_value_that_never_changes(change: dict[str, object]) -> None:
    made = case()
    assert dataclasses.replace(made, **change) != made  # type: ignore[arg-type]
    assert dataclasses.replace(made) == made
    with pytest.raises(dataclasses.FrozenInstanceError):
        made.slug = "x"  # type: ignore[misc]
