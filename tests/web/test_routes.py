"""Every route answers sanely in three languages, by every method, with any query string."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kb.accounts import Action
from kb.i18n import LANGUAGES
from kb.web.guards import action_of

PAGES = {
    "home.show": "/{lang}/",
    "search.show": "/{lang}/search?q=cazul&industry=wine",
    "search.as_data": "/{lang}/search.json?q=cazul",
    "cases.show": "/{lang}/cases/struguri-in-loc-de-flori",
    "citations.show": "/{lang}/cases/struguri-in-loc-de-flori/cite",
    "citations.bibtex": "/{lang}/cases/struguri-in-loc-de-flori.bib",
    "feeds.newest": "/{lang}/feed.atom",
    "feeds.search": "/{lang}/search.atom?q=cazul",
    "feeds.table": "/{lang}/search.csv?q=cazul",
    "discovery.sitemap": "/{lang}/sitemap.xml",
    "businesses.index": "/{lang}/businesses",
    "businesses.show": "/{lang}/businesses/tineri-fermieri",
    "people.index": "/{lang}/people",
    "people.show": "/{lang}/people/diana-crudu",
    "industries.index": "/{lang}/industries",
    "industries.show": "/{lang}/industries/wine",
    "platforms.index": "/{lang}/platforms",
    "platforms.show": "/{lang}/platforms/facebook",
    "insights.show": "/{lang}/insights?metric=units_sold",
    "insights.place": "/{lang}/insights/place?measure=units_sold,tonne&value=5",
    "market.index": "/{lang}/market?q=facebook",
    "market.show": "/{lang}/market/retele",
    "compare.show": "/{lang}/compare?case=struguri-in-loc-de-flori&case=vin-la-pahar",
    "cases.source": "/{lang}/cases/struguri-in-loc-de-flori.md",
    "events.index": "/{lang}/events",
    "events.calendar": "/{lang}/events.ics",
    "events.show": "/{lang}/events/targul-2027",
    "events.file": "/{lang}/events/targul-2027.ics",
    "books.index": "/{lang}/books",
    "books.show": "/{lang}/books/arta-vanzarii",
    "questions.index": "/{lang}/questions?objective=sales&industry=wine",
    "questions.show": "/{lang}/questions/cum-vindem",
    "wanted.index": "/{lang}/wanted",
    "wanted.show": "/{lang}/wanted/un-caz",
    "wanted.propose": "/{lang}/wanted/propose?q=tiktok&metric=units_sold",
    "help.index": "/{lang}/help",
    "help.show": "/{lang}/help/figures",
    "about.show": "/{lang}/about",
    "privacy.show": "/{lang}/privacy",
    "reports.show": "/{lang}/report?about=/ro/cases/vin-la-pahar",
    "reports.sent": "/{lang}/report/sent?about=/ro/cases/vin-la-pahar",
}
# What takes a form, at an address that shows it too; without a token of the browser nothing is taken.
FORMS = {
    "reports.send": "/{lang}/report?about=/ro/cases/vin-la-pahar",
    "wanted.send": "/{lang}/wanted/propose?q=tiktok&metric=units_sold",
}
OTHERS = {
    "home.choose_language": ("/", 302),
    "api.search": ("/api/v1/search?q=cazul", 200),
    "api.facets": ("/api/v1/facets?q=cazul", 200),
    "api.case": ("/api/v1/cases/vin-la-pahar", 200),
    "api.description.show": ("/api/v1/openapi.json", 200),
    "api.suggest.show": ("/api/v1/suggest?q=vin", 200),
    "files.static": ("/static/site.css", 200),
    "files.media": ("/media/struguri/targ.png", 200),
    "compare.add": ("/ro/compare/add/vin-la-pahar", 303),
    "api.insights.show": ("/api/v1/insights?metric=units_sold", 200),
    "health.alive": ("/healthz", 200),
    "health.ready": ("/readyz", 200),
    "metrics.show": ("/metrics", 404),
    "discovery.robots": ("/robots.txt", 200),
    "discovery.sitemaps": ("/sitemap.xml", 200),
    "discovery.opensearch": ("/opensearch.xml?lang=ru", 200),
}
ADDRESSES = [(path.format(lang=lang), 200) for path in PAGES.values() for lang in LANGUAGES] + list(OTHERS.values())


def test_the_tables_name_every_route(app):
    """But for what needs an account, and the ways into one: test_permissions.py asks those of everybody."""
    found = {rule.endpoint for rule in app.url_map.iter_rules()
             if action_of(app.view_functions[rule.endpoint]) is Action.PUBLIC}
    assert {each for each in found if not each.startswith("account_entry.")} == {*PAGES, *FORMS, *OTHERS}


@pytest.mark.parametrize(("address", "status"), ADDRESSES)
def test_it_answers_a_get(client, address, status):
    assert client.get(address).status_code == status


@pytest.mark.parametrize(("address", "status"), ADDRESSES)
def test_a_head_has_the_headers_of_a_get_and_no_body(client, address, status):
    answer, full = client.head(address), client.get(address)
    assert (answer.status_code, answer.data) == (status, b"")
    assert answer.headers["Content-Type"] == full.headers["Content-Type"]


FORM_ADDRESSES = [path.format(lang=lang) for path in FORMS.values() for lang in LANGUAGES]
WITHOUT_FORM = [(method, address) for address, _ in ADDRESSES for method in ("post", "put", "patch", "delete")
                if method != "post" or address not in FORM_ADDRESSES]


@pytest.mark.parametrize("address", FORM_ADDRESSES)
def test_a_form_without_a_token_changes_nothing_and_is_shown_again(client, services, address):
    answer = client.post(address, data={"text": "Salut din formular", "about": ""})
    assert answer.status_code == 403
    assert "Salut din formular" in answer.text
    assert [asked for asked in services.asked if asked[0] != "case"] == []


@pytest.mark.parametrize(("method", "address"), WITHOUT_FORM)
def test_nothing_can_be_changed_by_any_method(client, services, address, method):
    answer = getattr(client, method)(address, data=b"q=1")
    assert answer.status_code == 405
    assert {"GET", "HEAD"} <= set(answer.headers["Allow"].split(", "))
    assert services.asked == []


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("endpoint", ["home.show", "search.show", "cases.show"])
def test_a_page_is_in_the_language_of_its_address(client, endpoint, lang):
    page = client.get(PAGES[endpoint].format(lang=lang)).text
    assert f'<html lang="{lang}"' in page
    assert page.count("<h1") == 1
    for other in set(LANGUAGES) - {lang}:
        assert f'href="/{other}/' in page


@pytest.mark.parametrize("address", ["/ro", "/ru", "/en"])
def test_a_missing_slash_is_put_there(client, address):
    answer = client.get(address)
    assert answer.status_code == 308
    assert answer.headers["Location"].endswith(f"{address}/")


@pytest.mark.parametrize("address", [
    "/fr/", "/RO/", "/ro/nothing", "/ro/search/", "/ro/cases", "/ro/cases/", "/ro/cases/nobody", "/search",
    "/ro/cases/nobody.md", "/ro/cases/struguri-in-loc-de-flori.md?version=en", "/api",
    "/api/v2/search",
    "/api/v1/cases/nobody", "/static/", "/static/nothing.css", "/media/nothing.png", "/ro/cases/a%2Fb",
    "/ro/businesses/nobody", "/ro/people/nobody", "/ro/industries/nobody", "/ro/platforms/nobody", "/ro/people/",
    "/ro//search", "/%00", "/ro/cases/%00", "/ro/cases/%ff%fe", "/ro/cases/..%2f..%2fetc",
    "/\u202e", "/ro/cases/" + "x" * 3_000,
])
def test_an_address_that_leads_nowhere_says_so(client, address):
    assert client.get(address).status_code in (404, 308)


quiet = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
names = st.sampled_from(["q", "industry", "platform", "year", "sort", "page", "literal", "lang", "version", "x", ""])


@quiet
@given(st.binary(max_size=60), st.sampled_from([address for address, _ in ADDRESSES]))
def test_any_bytes_after_the_question_mark_never_fail(client, query, address):
    path = address.partition("?")[0]
    answer = client.get(path, query_string=query.decode("latin-1").replace("#", ""))
    assert answer.status_code in (200, 302, 303, 404)


@quiet
@given(st.lists(st.tuples(names, st.text(max_size=40)), max_size=8), st.sampled_from(LANGUAGES))
def test_any_parameters_never_fail_and_give_valid_json(client, parameters, lang):
    answer = client.get(f"/{lang}/search.json", query_string=parameters)
    assert answer.status_code in (200, 404)
    assert isinstance(json.loads(answer.data), dict)


@quiet
@given(st.binary(min_size=1, max_size=60))
def test_any_bytes_as_a_path_never_fail(app, path):
    """As a server gives them: percent-decoded bytes, told as Latin-1."""
    environ = {"PATH_INFO": "/" + path.decode("latin-1"), "REQUEST_METHOD": "GET"}
    answer = app.test_client().open("/", environ_overrides=environ)
    assert answer.status_code in (200, 302, 308, 404)


@quiet
@given(st.dictionaries(
    st.sampled_from(["Accept-Language", "Accept-Encoding", "Cookie", "If-None-Match", "If-Modified-Since",
                     "HX-Request", "HX-Trigger", "Range", "Accept", "X-Request-Id", "User-Agent"]),
    st.text(st.characters(min_codepoint=32, max_codepoint=255, exclude_characters="\x7f"), max_size=40),
))
def test_any_headers_never_fail(client, headers):
    assert client.get("/ro/search?q=cazul", headers=headers).status_code in (200, 304)
