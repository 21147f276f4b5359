"""What search engines are told of a page in their own terms (schema.org, as JSON-LD)."""

import json
from collections.abc import Mapping, Sequence

from markupsafe import Markup

from kb.model import CaseStudy, CaseText
from kb.web.pages.reading import Link

_CONTEXT = "https://schema.org"
_LICENCE = "https://creativecommons.org/licenses/by/4.0/"


def as_script(value: Mapping[str, object]) -> Markup:
    """A value as it may stand inside a script element: nothing in it can end the element."""
    text = json.dumps({"@context": _CONTEXT, **value}, ensure_ascii=False)
    safe = text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
    return Markup(safe)  # noqa: S704 (every character that HTML knows was replaced)


def article(case: CaseStudy, text: CaseText, address: str, site: str, businesses: Sequence[str]) -> dict[str, object]:
    """A case as an article of the site."""
    told: dict[str, object] = {
        "@type": "Article", "headline": text.title, "description": text.summary, "inLanguage": text.lang,
        "url": address, "mainEntityOfPage": address, "license": _LICENCE, "isAccessibleForFree": True,
        "publisher": {"@type": "Organization", "name": site},
        "author": {"@type": "Organization", "name": site},
        "about": [{"@type": "Organization", "name": name} for name in businesses],
        "citation": [source.url for source in case.sources],
        "temporalCoverage": "/".join(str(year) for year in dict.fromkeys((min(case.years), max(case.years)))),
    }
    return told | ({"datePublished": case.added} if case.added else {})


def breadcrumbs(links: Sequence[Link], last: str, host: str) -> dict[str, object]:
    """The way from the first page to this one."""
    steps = [*((link.label, host + link.url) for link in links), (last, "")]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": name} | ({"item": url} if url else {})
            for place, (name, url) in enumerate(steps, 1)
        ],
    }


def website(site: str, host: str, lang: str) -> dict[str, object]:
    """The site, and how it is searched."""
    return {
        "@type": "WebSite", "name": site, "url": f"{host}/{lang}/", "inLanguage": lang,
        "potentialAction": {
            "@type": "SearchAction", "query-input": "required name=search_term_string",
            "target": {"@type": "EntryPoint", "urlTemplate": f"{host}/{lang}/search?q={{search_term_string}}"},
        },
    }
