"""Every address that the site writes is one that it answers, whatever stands in it."""

from urllib.parse import parse_qsl, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from kb.i18n import LANGUAGES
from kb.web import addresses
from kb.web.addresses import (
    account_address,
    admin_address,
    audit_address,
    book_address,
    business_address,
    case_address,
    change_address,
    compare_address,
    doctor_address,
    event_address,
    handbook_address,
    home_address,
    index_address,
    industry_address,
    insights_address,
    list_address,
    market_address,
    new_page_address,
    page_address,
    person_address,
    place_address,
    platform_address,
    propose_address,
    question_address,
    report_address,
    review_address,
    searches_address,
    shortlist_address,
    sign_in_address,
    users_address,
    wanted_address,
    with_query,
    write_address,
)

# The function, what it is given behind the language, and the endpoint that answers.
WRITTEN = [
    (home_address, (), "home.show"),
    (case_address, ("vin",), "cases.show"),
    (list_address, ("businesses",), "businesses.index"),
    (list_address, ("people",), "people.index"),
    (list_address, ("industries",), "industries.index"),
    (list_address, ("platforms",), "platforms.index"),
    (list_address, ("events",), "events.index"),
    (list_address, ("books",), "books.index"),
    (list_address, ("questions",), "questions.index"),
    (list_address, ("wanted",), "wanted.index"),
    (business_address, ("vin",), "businesses.show"),
    (person_address, ("vin",), "people.show"),
    (industry_address, ("vin",), "industries.show"),
    (platform_address, ("vin",), "platforms.show"),
    (page_address, ("cases", "vin"), "cases.show"),
    (page_address, ("businesses", "vin"), "businesses.show"),
    (page_address, ("specialists", "vin"), "people.show"),
    (page_address, ("events", "vin"), "events.show"),
    (page_address, ("books", "vin"), "books.show"),
    (page_address, ("questions", "vin"), "questions.show"),
    (page_address, ("wanted", "vin"), "wanted.show"),
    (event_address, ("vin",), "events.show"),
    (event_address, ("vin", ".ics"), "events.file"),
    (book_address, ("vin",), "books.show"),
    (question_address, ("vin",), "questions.show"),
    (wanted_address, ("vin",), "wanted.show"),
    (propose_address, ("tiktok", "reach"), "wanted.propose"),
    (handbook_address, ("about",), "about.show"),
    (handbook_address, ("privacy",), "privacy.show"),
    (handbook_address, ("figures",), "help.show"),
    (report_address, ("/ro/cases/vin",), "reports.show"),
    (insights_address, ([("metric", "reach")],), "insights.show"),
    (place_address, ([("value", "5")],), "insights.place"),
    (compare_address, (["unu", "doi"],), "compare.show"),
    (shortlist_address, ("vin",), "compare.add"),
    (market_address, (), "market.index"),
    (market_address, ("retele", "line-0"), "market.show"),
    (sign_in_address, ("/ro/write",), "account_entry.sign_in"),
    (account_address, (), "account.show"),
    (account_address, ("notices",), "account_notices.show"),
]
# Behind these stands a page of those who are signed in; which endpoint it is, test_permissions.py knows.
SIGNED_IN = [
    (account_address, ("password",)), (account_address, ("second-step",)), (account_address, ("sessions",)),
    (account_address, ("data",)),
    (review_address, ()), (review_address, ("a-b",)), (write_address, ()), (write_address, ("a-b",)),
    (write_address, ("a-b", "markdown")), (write_address, ("a-b", "images")), (write_address, ("a-b", "check")),
    (write_address, ("a-b", "", "cases/x.md")), (new_page_address, ("cases",)), (change_address, ("cases/x.md",)),
    (users_address, ()), (users_address, ("7",)), (audit_address, ()), (audit_address, (".csv",)),
    (admin_address, ()), (index_address, ()), (doctor_address, ()), (searches_address, ()),
    (searches_address, (".csv",)),
]


def endpoint_of(app, address):
    parts = urlsplit(address)
    found, values = app.url_map.bind("localhost").match(unquote(parts.path), method="GET")
    return found, values


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(("function", "given", "endpoint"), WRITTEN)
def test_an_address_leads_to_the_view_of_its_noun(app, function, given, endpoint, lang):
    found, values = endpoint_of(app, function(lang, *given))
    assert (found, values["lang"]) == (endpoint, lang)


@pytest.mark.parametrize(("function", "given"), SIGNED_IN)
def test_an_address_of_those_who_are_signed_in_is_answered_too(app, function, given):
    found, _ = endpoint_of(app, function("ru", *given))
    assert found.split(".")[0].startswith(("account", "review", "write", "admin"))


def test_the_tables_above_call_every_function_there_is():
    """`search_address` and what rests on it are tested with the parameters they write."""
    called = {each[0].__name__ for each in (*WRITTEN, *SIGNED_IN)}
    there = {name for name in vars(addresses) if name.endswith("_address")}
    assert there - called == {"search_address", "facet_address"}


BY_SLUG = (case_address, business_address, person_address, industry_address, platform_address, event_address,
           book_address, question_address, wanted_address, shortlist_address)
texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=15)


@given(st.sampled_from(BY_SLUG), texts)
def test_no_slug_leaves_its_place_in_the_address(function, slug):
    """A query, a fragment or a host in it would lead elsewhere; a slash stays one in the path and finds nothing."""
    address = function("ro", slug)
    parts = urlsplit(address)
    assert (parts.scheme, parts.netloc, parts.query, parts.fragment) == ("", "", "", "")
    assert address.isascii()
    assert unquote(parts.path).endswith(slug)
    assert parts.path.startswith("/ro/")


@given(st.lists(st.tuples(texts, texts), min_size=1, max_size=5))
def test_parameters_are_read_back_as_they_were(pairs):
    assert parse_qsl(urlsplit(with_query("/ro/x", pairs)).query, keep_blank_values=True) == pairs


@given(st.lists(texts, max_size=4))
def test_cases_side_by_side_keep_their_order(slugs):
    read = MultiDict(parse_qsl(urlsplit(compare_address("ro", slugs)).query)).getlist("case")
    assert read == slugs


@given(texts, texts)
def test_a_page_and_the_place_to_go_on_to_survive_any_text(submission, page):
    assert dict(parse_qsl(urlsplit(write_address("ro", "a", "check", page)).query)) == {"page": page}
    assert dict(parse_qsl(urlsplit(sign_in_address("ro", page)).query)) == {"next": page}
    assert urlsplit(review_address("ro", submission)).query == ""


@pytest.mark.parametrize("address", [
    with_query("/ro/x", []), compare_address("ro"), report_address("ro"), sign_in_address("ro"),
    propose_address("ro"), write_address("ro"), insights_address("ro"), case_address("ro", "x"),
])
def test_without_parameters_there_is_no_question_mark(address):
    assert "?" not in address
    assert "#" not in address
