"""Services made of a handful of invented cases: a real search in miniature, so that links and counts can be checked."""

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

from kb.model import (
    Body,
    Budget,
    Business,
    CaseStudy,
    CaseText,
    Credit,
    EvidenceLevel,
    Metric,
    PageText,
    Period,
    Result,
    Source,
    Specialist,
    Term,
    Unit,
    Vocabulary,
)
from kb.search import FACETS, PAGE_SIZE, Answer, Choice, FacetValue, Figure, Hit, SearchRequest

LABELS = {
    "wine": {"ro": "Vin", "ru": "Вино", "en": "Wine"},
    "agriculture": {"ro": "Agricultură", "ru": "Сельское хозяйство", "en": "Agriculture"},
    "facebook": {"ro": "Facebook", "ru": "Facebook", "en": "Facebook"},
    "tv": {"ro": "Televiziune", "ru": "Телевидение", "en": "Television"},
    "sales": {"ro": "Vânzări", "ru": "Продажи", "en": "Sales"},
    "chisinau": {"ro": "Chișinău", "ru": "Кишинёв", "en": "Chișinău"},
    "business_owner": {"ro": "Antreprenoare", "ru": "Предприниматель", "en": "Business owner"},
    "reach": {"ro": "oameni atinși", "ru": "охват", "en": "reach"},
}


def term(slug: str) -> Term:
    return Term(slug, LABELS[slug])


VOCABULARIES = {
    "industries": Vocabulary("industries", {slug: term(slug) for slug in ("agriculture", "wine")}),
    "platforms": Vocabulary("platforms", {slug: term(slug) for slug in ("facebook", "tv")}),
    "objectives": Vocabulary("objectives", {"sales": term("sales")}),
    "roles": Vocabulary("roles", {"business_owner": term("business_owner")}),
    "places": Vocabulary("places", {"chisinau": term("chisinau")}),
    "bases": Vocabulary("bases", {"reach": term("reach")}),
    "metrics": Vocabulary("metrics", {"units_sold": Metric(
        "units_sold", {"ro": "unități vândute", "ru": "продано", "en": "units sold"},
        description={"ro": "Câte unități s-au vândut.", "ru": "Сколько продано.", "en": "How many were sold."},
    )}),
    "evidence": Vocabulary("evidence", {
        "press": EvidenceLevel("press", {"ro": "presă", "ru": "пресса", "en": "press"}, strength=2),
        "audited": EvidenceLevel("audited", {"ro": "audit", "ru": "аудит", "en": "audited"}, strength=4),
    }),
    "units": Vocabulary("units", {
        "tonne": Unit("tonne", {"ro": "tonă", "ru": "тонна", "en": "tonne"},
                      pattern={"ro": "{} t", "ru": "{} т", "en": "{} t"}),
        "view": Unit("view", {"ro": "vizualizare", "ru": "просмотр", "en": "view"}, pattern={"ro": "{}"}),
    }),
}

BODY = Body(
    markdown="## Contextul\n\nRecolta a rămas.\n",
    html='<h2 id="contextul">Contextul</h2><p>Recolta a rămas.</p>',
)
CASE = CaseStudy(
    slug="struguri-in-loc-de-flori",
    texts=(
        CaseText("ro", "Struguri în loc de flori", "Fermierii au vândut <struguri> & mere.", BODY,
                 what_did_not_work="Plata cu cardul.", reliability="Cifrele sunt ale organizatorilor."),
        CaseText("ru", "Виноград вместо цветов", "Фермеры продали виноград.",
                 Body(markdown="## Контекст\n", html="<h2>Контекст</h2>"),
                 labels={1: "продано на ярмарке"}, texts={2: "серебро"},
                 notes={1: "по словам фермеров"}, did={1: "сняла призыв"}),
    ),
    businesses=("tineri-fermieri",),
    industries=("agriculture",),
    platforms=("facebook", "tv"),
    objectives=("sales",),
    years=(2019,),
    sources=(
        Source("https://publika.md/struguri", "Publika.md", "ro", title="Struguri", published="2019-03-24"),
        Source("https://example.md/?a=1&b=<2>", "Example", "ru"),
    ),
    specialists=(Credit("diana-crudu", "business_owner", "a filmat apelul"),
                 Credit("fara-pagina", "business_owner")),
    places=("chisinau",),
    period=Period("2019-02", "2019-03-24"),
    budget=Budget(5000, "MDL", "din resurse proprii"),
    results=(
        Result("units_sold", "fructe vândute la târg", "tonne", "press", 1, value=60, qualifier="about",
               note="după fermieri", before=10, base="reach", platform="facebook"),
        Result("units_sold", "premiu", "view", "audited", 2, text="argint"),
        Result("units_sold", "lăzi", "view", "unheard", 9, value=1000, value_to=2500),
        Result("units_sold", "fermieri", "view", "press", 1, value=16, kind="context"),
    ),
    aliases=("struguri-vechi",),
)
PLAIN_CASE = CaseStudy(
    slug="vin-la-pahar", texts=(CaseText("ro", "Vin la pahar", "Un bar.", Body(html="<p>Un bar.</p>")),),
    businesses=("bar-vechi",), industries=("wine",), platforms=("facebook",), objectives=(), years=(2016, 2018),
    sources=(Source("https://a.md", "A", "ro"),),
)
BUSINESS = Business("tineri-fermieri", (PageText("ro", "Tineri fermieri", Body()),), industries=("agriculture",))
PERSON = Specialist("diana-crudu", (PageText("ro", "Diana Crudu", Body()),))


def make_hit(number: int = 1, **changes: Any) -> Hit:
    """A hit; every third is about wine, every second was on TV."""
    hit = Hit(
        slug=f"case-{number}", title=f"Cazul <{number}>", title_html=f"Cazul &lt;{number}&gt;", lang="ro",
        versions=("ro",), businesses=(Choice(f"business-{number}", f"Firma {number}"),),
        industries=(Choice("wine", "Vin") if number % 3 == 0 else Choice("agriculture", "Agricultură"),),
        platforms=(Choice("facebook", "Facebook"), *([Choice("tv", "Televiziune")] if number % 2 == 0 else [])),
        years=(2015 + number % 5,), period=None,
        figure=Figure("", 60.0, None, "tonne", "vândute", "about", "press", "presă", 4),
        snippet="…au vândut <mark>struguri</mark> &amp; mere…", snippet_lang="ro", section="rezultate", why="exact",
        score=1.5,
    )
    return dataclasses.replace(hit, **changes)


HITS = tuple(make_hit(number) for number in range(1, 36))


def values_of(hit: Hit, facet: str) -> tuple[str, ...]:
    held: Mapping[str, tuple[str, ...]] = {
        "industry": tuple(choice.value for choice in hit.industries),
        "platform": tuple(choice.value for choice in hit.platforms),
        "business": tuple(choice.value for choice in hit.businesses),
        "year": tuple(map(str, hit.years)),
        "language": hit.versions,
    }
    return held.get(facet, ())


def answer_of(request: SearchRequest, hits: tuple[Hit, ...] = HITS, **changes: Any) -> Answer:
    """Search the titles, count the facets, cut the page."""
    found = [hit for hit in hits if all(word in hit.title.lower() for word in request.text.lower().split())]

    def fits(hit: Hit, but: str | None = None) -> bool:
        return all(facet == but or set(chosen) & set(values_of(hit, facet))
                   for facet, chosen in request.filters.items())

    narrowed = [hit for hit in found if fits(hit)]
    facets = {}
    for facet in FACETS:
        chosen = request.filters.get(facet, ())
        pool = [value for hit in found if fits(hit, facet) for value in values_of(hit, facet)]
        facets[facet] = tuple(
            FacetValue(value, LABELS.get(value, {}).get(request.lang, value), pool.count(value), value in chosen)
            for value in dict.fromkeys([*sorted(pool), *chosen])
        )
    start = (request.page - 1) * PAGE_SIZE
    answer = Answer(request, len(narrowed), 0, -(-len(narrowed) // PAGE_SIZE),
                    tuple(narrowed[start:start + PAGE_SIZE]), facets, took_ms=1.5, generation="g1")
    return dataclasses.replace(answer, **changes)


def live_status() -> Any:
    manifest = SimpleNamespace(
        generation="g1", created="2026-11-22T10:00:00+00:00", cases=35, left_out=1, asked=242, met=222)
    return SimpleNamespace(manifest=manifest, engine="sqlite_fts", lacks=frozenset(), reason="", progress=None)


@dataclass
class FakeServices:
    """The face of kb.services.Services; `fail` is raised by everything that reads the index."""

    answer: Callable[[SearchRequest], Answer] = answer_of
    cases: Mapping[str, CaseStudy] = field(default_factory=lambda: {case.slug: case for case in (CASE, PLAIN_CASE)})
    fail: Exception | None = None
    found_status: Any = field(default_factory=live_status)
    problems: tuple[Any, ...] = ()
    report: Any = None
    told: tuple[Any, ...] = ()
    asked: list[Any] = field(default_factory=list)
    is_closed: bool = False

    def _begin(self, *asked: object) -> None:
        self.asked.append(asked)
        if self.fail:
            raise self.fail

    def search(self, request: SearchRequest) -> Answer:
        self._begin("search", request)
        return self.answer(request)

    def newest(self, lang: str, limit: int) -> tuple[Hit, ...]:
        self._begin("newest", lang, limit)
        return HITS[:limit]

    def case(self, slug: str) -> CaseStudy | None:
        self._begin("case", slug)
        return self.cases.get(slug)

    def renamed(self, kind: str, slug: str) -> str | None:
        return {("cases", "struguri-vechi"): CASE.slug}.get((kind, slug))

    def page(self, kind: str, slug: str) -> Any:
        return {("businesses", BUSINESS.slug): BUSINESS, ("specialists", PERSON.slug): PERSON}.get((kind, slug))

    def vocabulary(self, name: str) -> Vocabulary:
        return VOCABULARIES.get(name, Vocabulary(name))

    def source_text(self, kind: str, slug: str, lang: str | None) -> str | None:
        return {None: "---\ntitle: Struguri\n---\n", "ru": "---\ntitle: Виноград\n---\n"}.get(lang)

    def check(self) -> tuple[Any, ...]:
        self._begin("check")
        return self.problems

    def new_page(self, kind: str, slug: str, title: str, lang: str, today: Any) -> str:
        self._begin("new_page", kind, slug, title, lang, today)
        return f"/library/{kind}/{slug}.md"

    def reindex(self, mode: str, listen: Callable[[Any], None] | None = None) -> Any:
        self._begin("reindex", mode)
        for progress in self.told:
            if listen:
                listen(progress)
        return self.report

    def status(self) -> Any:
        return self.found_status

    def close(self) -> None:
        self.is_closed = True
