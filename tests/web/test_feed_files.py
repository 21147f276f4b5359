"""Feeds and lists of addresses are what their standards say, whatever is searched for: each is read by the letter."""

import re
from datetime import datetime
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from kb.i18n import LANGUAGES
from kb.services import ListedCase
from tests.web.fake_services import HITS, answer_of, make_hit

ATOM = "{http://www.w3.org/2005/Atom}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def child(element, name):
    [found] = element.findall(f"{ATOM}{name}")
    return found


def assert_is_atom(data):
    """RFC 4287: 4.1.1 (a feed has one id, title and date, and an author), 4.1.2 (so has an entry), 4.2.7 (links)."""
    feed = ElementTree.fromstring(data)
    assert feed.tag == f"{ATOM}feed"
    assert child(child(feed, "author"), "name").text
    entries = feed.findall(f"{ATOM}entry")
    for element in (feed, *entries):
        assert child(element, "title").text
        assert RFC_3339.fullmatch(child(element, "updated").text)
        identity = urlsplit(child(element, "id").text)
        assert identity.scheme
        assert identity.netloc
        assert element.get(LANG) in LANGUAGES
        links = [(link.get("rel"), link.get("type"), link.get("hreflang")) for link in element.findall(f"{ATOM}link")]
        assert len(links) == len(set(links))
        assert all(urlsplit(link.get("href")).scheme == "http" for link in element.findall(f"{ATOM}link"))
    own = [link.get("href") for link in feed.findall(f"{ATOM}link") if link.get("rel") == "self"]
    assert own == [child(feed, "id").text]
    identities = [child(entry, "id").text for entry in entries]
    assert len(identities) == len(set(identities))
    newest = max((child(entry, "updated").text for entry in entries), default=child(feed, "updated").text)
    assert child(feed, "updated").text == newest
    datetime.fromisoformat(newest)
    for entry in entries:
        summary = child(entry, "summary")
        assert summary.get("type") == "html"
        ElementTree.fromstring(f"<p>{(summary.text or '').replace('&nbsp;', ' ')}</p>")
    return feed


@pytest.mark.parametrize("address", [
    "feed.atom", "search.atom", "search.atom?q=cazul", "search.atom?q=nimic", "search.atom?industry=wine&platform=tv",
    "search.atom?page=99", "search.atom?sort=evidence&q=<b>", "search.atom?industry=<unheard>",
])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_feed_is_valid(client, lang, address):
    answer = client.get(f"/{lang}/{address}")
    assert answer.content_type == "application/atom+xml; charset=utf-8"
    assert_is_atom(answer.data)


typed = st.text(st.characters(exclude_categories=["Cs"]), max_size=25)
days = st.sampled_from(["2026-11-20", "2026-11-22", None])
quiet = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)


@quiet
@given(typed, st.sampled_from(LANGUAGES))
@example("\x08", "ro")
@example("a\x00b", "ru")
@example("\ufffe", "en")
@example("]]>", "ro")
@example("&amp; <![CDATA[", "ro")
def test_a_feed_is_valid_whatever_was_searched_for_and_says_what(client, words, lang):
    """Some characters may be typed, and stand in no XML at all."""
    feed = assert_is_atom(client.get(f"/{lang}/search.atom", query_string={"q": words}).data)
    title = child(feed, "title").text
    shown = " ".join(words.split())
    if shown.isprintable() and shown:
        assert shown in " ".join(title.split())
    own = child(feed, "id").text
    assert unquote(urlsplit(own).query.replace("+", " ")).removeprefix("q=") == words.strip()


@quiet
@given(st.lists(st.tuples(typed.filter(str.isprintable), days), max_size=4))
def test_a_feed_is_valid_whatever_the_titles_and_as_new_as_the_newest(client, services, cases):
    hits = tuple(make_hit(number, title=title or "x") for number, (title, _) in enumerate(cases))
    services.answer = lambda request: answer_of(request, hits)
    services.listed_cases = lambda: tuple(
        ListedCase(hit.slug, ("ro",), added) for hit, (_, added) in zip(hits, cases, strict=True))
    feed = assert_is_atom(client.get("/ro/search.atom").data)
    titles = [child(entry, "title").text for entry in feed.findall(f"{ATOM}entry")]
    assert titles == [hit.title for hit in hits]


def test_a_feed_has_as_many_entries_as_a_reader_of_feeds_keeps(client):
    feed = assert_is_atom(client.get("/ro/feed.atom").data)
    assert len(feed.findall(f"{ATOM}entry")) == 30 < len(HITS)


def test_a_narrowed_feed_is_another_feed_and_one_search_is_one_feed(client):
    def identity(query):
        return child(ElementTree.fromstring(client.get(f"/ro/search.atom?{query}").data), "id").text
    assert len({identity(query) for query in ("", "q=cazul", "industry=wine", "q=cazul&industry=wine")}) == 4
    assert len({identity(query) for query in (
        "q=cazul&industry=wine", "industry=wine&q=cazul", "q=+cazul+&industry=wine&page=3&sort=evidence&utm=x")}) == 1


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_list_of_addresses_holds_absolute_ones_each_once(client, lang):
    """sitemaps.org: absolute, escaped, at most 50,000 in a file of one host."""
    root = ElementTree.fromstring(client.get(f"/{lang}/sitemap.xml").data)
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    assert root.tag == f"{space}urlset"
    found = [url.findtext(f"{space}loc") for url in root]
    assert len(found) == len(set(found)) > 10
    assert all(each.startswith(f"http://localhost/{lang}/") and each.isascii() for each in found)
    assert not any("?" in each or "#" in each for each in found)
    for day in root.iter(f"{space}lastmod"):
        assert re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", day.text)


def test_counterparts_in_a_list_of_addresses_name_each_other(client):
    """Else search engines take none of them: a page that names its Russian one must be named by that one."""
    named = {}
    for lang in LANGUAGES:
        for url in ElementTree.fromstring(client.get(f"/{lang}/sitemap.xml").data):
            links = url.findall("{http://www.w3.org/1999/xhtml}link")
            named[url.findtext("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")] = {
                link.get("hreflang"): link.get("href") for link in links}
    assert any(named.values())
    for address, others in named.items():
        if others:
            assert address in others.values()
            for lang, other in others.items():
                assert lang == "x-default" or named[other] == others


@pytest.mark.parametrize("asked", ["ro", "ru", "en", "xx", "", "<x>", "ro&x", "\x08"])
def test_a_browser_is_told_how_to_search_in_a_language_there_is(client, asked):
    root = ElementTree.fromstring(client.get("/opensearch.xml", query_string={"lang": asked}).data)
    space = "{http://a9.com/-/spec/opensearch/1.1/}"
    lang = root.findtext(f"{space}Language")
    assert lang == (asked if asked in LANGUAGES else "ro")
    assert len(root.findtext(f"{space}ShortName")) <= 16
    for url in root.findall(f"{space}Url"):
        assert url.get("template").count("{searchTerms}") == 1
        assert f"/{lang}/search" in url.get("template")
