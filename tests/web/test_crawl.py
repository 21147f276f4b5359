"""Following every link of the site leads to pages that are there."""

import re
from html import unescape
from urllib.parse import urldefrag

import pytest

from kb.i18n import LANGUAGES
from kb.search import FACETS
from tests.web.fake_services import HITS

LINK = re.compile(r'(?:href|action|src|hx-get)="([^"]*)"')
MOST = 120
# Adding a case to the comparison leads on to it.
LEADS_SOMEWHERE = (200, 303)


def links_of(html):
    found = (urldefrag(unescape(link))[0] for link in LINK.findall(html))
    return {link for link in found if link.startswith("/")}


def crawl(client, start):
    """Status of every address that can be reached within the language, breadth first."""
    lang = start.split("/")[1]
    seen, waiting = {}, [start]
    while waiting and len(seen) < MOST:
        address = waiting.pop(0)
        if address in seen:
            continue
        response = client.get(address)
        seen[address] = response.status_code
        if response.mimetype == "text/html" and response.status_code == 200:
            waiting += sorted(link for link in links_of(response.text) if link.startswith((f"/{lang}/", "/static/")))
    return seen


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_link_is_dead(client, services, lang):
    """The invented hits have no pages of their own, so theirs are left out."""
    services.cases = {**services.cases, **{hit.slug: services.cases["vin-la-pahar"] for hit in HITS}}
    seen = crawl(client, f"/{lang}/")
    assert len(seen) == MOST
    assert {address: status for address, status in seen.items() if status not in LEADS_SOMEWHERE} == {}


def test_every_address_on_a_page_is_written_canonically(client):
    """No page leads to the same search by two addresses."""
    page = client.get("/ro/search?q=cazul&industry=wine&page=1").text
    for link in [link for link in links_of(page) if "/search?" in link]:
        names = re.findall(r"[?&](\w+)=", link)
        assert "page=1&" not in link + "&"
        assert not re.search(r"=(&|$)", link)
        known = ["q", *FACETS, "sort", "page", "literal", "v"]
        assert list(dict.fromkeys(names)) == [name for name in known if name in names]
