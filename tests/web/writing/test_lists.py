"""What one may choose from while writing: in the reader's language, in a sensible order, and never losing a value."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.i18n import LANGUAGES, translator
from kb.model import METRIC_FAMILIES, Metric, Term, Vocabulary
from kb.web.present.write.fields import FIXED, Field, fields_of
from kb.web.present.write.lists import BETWEEN, Lists
from kb.web.reader import Reader


def terms(*slugs, **labels):
    return {slug: Term(slug, labels.get(slug, {"ro": slug, "ru": slug, "en": slug})) for slug in slugs}


def metric(slug, family, label):
    return Metric(slug, {"ro": label, "ru": label, "en": label}, family=family)


VOCABULARIES = {
    "industries": Vocabulary("industries", terms(
        "wine", "agro", "oil", agro={"ro": "Șah", "ru": "Аграрная", "en": "Agro"},
        wine={"ro": "Vin", "ru": "Вино", "en": "Wine"}, oil={"ro": "Sare", "ru": "Соль", "en": "Salt"})),
    "evidence": Vocabulary("evidence", terms("press", "audited", "a_last_one")),
    "units": Vocabulary("units", terms("tonne", "count")),
    "bases": Vocabulary("bases", terms("reach", "followers")),
    "metrics": Vocabulary("metrics", {
        "reach": metric("reach", "audience", "Zona"), "fans": metric("fans", "audience", "Adepți"),
        "revenue": metric("revenue", "money", "Venit"), "old": Term("old", {"ro": "Vechi"}),
    }),
}
NAMES = {
    "businesses": {"purcari": "Vinăria Purcari", "bar": "Bar Vechi"},
    "specialists": {"ion": "Ion Țurcan", "bar": "Barbu Ion"},
    "cases": {"a-b": "Un titlu · cu punct"}, "books": {},
}


def lists(lang="ro", sources=None):
    return Lists(Reader(translator(lang), VOCABULARIES.__getitem__), NAMES.__getitem__, lang, sources or {})


def shown(groups):
    return [(group.label, [option.value for option in group.options]) for group in groups]


@pytest.mark.parametrize(("lang", "order"), [
    ("ro", ["oil", "agro", "wine"]),  # Sare, Șah, Vin: ș comes after s
    ("ru", ["agro", "wine", "oil"]),
    ("en", ["agro", "oil", "wine"]),
])
def test_values_stand_in_the_order_of_the_readers_alphabet(lang, order):
    assert shown(lists(lang).options("industries", ())) == [("", order)]


@pytest.mark.parametrize(("of", "order"), [
    ("evidence", ["press", "audited", "a_last_one"]), ("units", ["tonne", "count"]), ("bases", ["reach", "followers"]),
])
def test_lists_whose_order_means_something_keep_the_order_of_their_file(of, order):
    assert shown(lists().options(of, ())) == [("", order)]


def test_metrics_stand_by_family_and_what_is_no_metric_is_not_offered():
    groups = lists("en").options("metrics", ("reach",))
    assert len(groups) == len(METRIC_FAMILIES)
    assert [(group.label, [option.value for option in group.options]) for group in groups if group.options] == [
        ("Audience", ["fans", "reach"]), ("Money", ["revenue"])]
    assert [option.value for group in groups for option in group.options if option.chosen] == ["reach"]


def test_languages_are_called_by_their_own_names_whoever_reads():
    assert len({tuple(each.label for each in lists(lang).options("languages", ())[0].options)
                for lang in LANGUAGES}) == 1


@pytest.mark.parametrize("lang", ["ro", "ru"])
@pytest.mark.parametrize("of", ["qualifiers", "result_kinds", "origins"])
def test_words_of_the_format_are_told_in_the_readers_language(of, lang):
    [group] = lists(lang).options(of, ())
    assert [option.value for option in group.options] == list(FIXED[of])
    assert not {option.label for option in group.options} & set(FIXED[of].values())


values = st.lists(st.text("abwine_ ·", max_size=8), max_size=5)


@given(values)
def test_whatever_a_file_has_chosen_is_chosen_in_the_list_and_told_when_nobody_knows_it(chosen):
    groups = lists().options("industries", chosen)
    marked = [option for group in groups for option in group.options if option.chosen]
    assert {option.value for option in marked} == set(chosen)
    known = VOCABULARIES["industries"].terms.keys()
    assert {option.value for option in marked if not option.is_known} == set(chosen) - known


def test_a_choice_in_one_field_does_not_mark_the_list_of_another():
    held = lists()
    held.options("industries", ("wine",))
    assert not any(option.chosen for option in held.options("industries", ())[0].options)


def test_sources_are_those_of_the_page():
    [group] = lists(sources={"1": "1. Publika.md", "2": "2. …"}).options("sources", ("2",))
    assert [(option.value, option.label, option.chosen) for option in group.options] == [
        ("1", "1. Publika.md", False), ("2", "2. …", True)]


# -- pages by name -----------------------------------------------------------------------------------------------------

@pytest.mark.parametrize(("of", "slug", "written"), [
    ("businesses", "purcari", "Vinăria Purcari · purcari"), ("businesses", "nobody", "nobody"),
    ("organisers", "ion", "Ion Țurcan · ion"), ("organisers", "bar", "Bar Vechi · bar"), ("books", "x", "x"),
])
def test_a_page_stands_in_a_field_by_its_name_and_slug(of, slug, written):
    assert lists().written(of, slug) == written


@pytest.mark.parametrize(("of", "typed", "slug"), [
    ("businesses", "Vinăria Purcari · purcari", "purcari"),
    ("businesses", "  vinăria   PURCARI ", "purcari"),
    ("businesses", "Ion Țurcan", "Ion Țurcan"),
    ("organisers", "ion țurcan", "ion"),
    ("organisers", "ION ȚURCAN", "ion"),
    ("cases", "Un titlu · cu punct · a-b", "a-b"),
    ("businesses", "purcari", "purcari"),
    ("businesses", "Altă firmă", "Altă firmă"),
    ("businesses", "", ""), ("businesses", "   ", ""), ("books", "orice", "orice"),
])
def test_what_is_typed_is_the_page_of_that_name_else_left_as_it_is(of, typed, slug):
    assert lists().slug(of, typed) == slug


@given(st.sampled_from([(kind, slug) for kind, names in NAMES.items() for slug in names]))
def test_what_is_shown_of_a_page_is_read_back_as_that_page(page):
    kind, slug = page
    assert lists().slug(kind, lists().written(kind, slug)) == slug


@given(st.text(max_size=30))
def test_any_text_can_be_typed_where_a_page_is_chosen(typed):
    found = lists().slug("organisers", typed)
    assert found == " ".join(found.split())
    assert not typed.strip() or BETWEEN in typed or found


def test_a_form_is_given_the_names_of_the_pages_it_chooses_from_and_no_others():
    known = {each.id: list(each.names) for each in lists().known(fields_of("events"))}
    assert set(known) == {"known-organisers", "known-specialists", "known-cases"}
    assert known["known-specialists"] == ["Barbu Ion · bar", "Ion Țurcan · ion"]
    assert lists().known([Field("title", "line", "x")]) == []


def test_of_a_slug_that_two_kinds_share_only_one_name_is_offered():
    [known] = lists().known([Field("organiser", "page", "x", of="organisers")])
    assert sum(name.endswith(" · bar") for name in known.names) == 1
