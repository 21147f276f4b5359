"""Services made of a handful of invented cases: a real search in miniature, so that links and counts can be checked."""

import dataclasses
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

from kb.accounts import Actor, Role, can
from kb.insights import Chosen, Comparison, choose, compare, summaries
from kb.model import Body, Business, CaseStudy, MarketFigures, PageText, Vocabulary, figures_of
from kb.search import FACETS, PAGE_SIZE, Answer, Choice, FacetValue, Figure, Hit, SearchRequest
from kb.services import ListedCase, Work
from kb.submissions.messages import checked
from tests.web.fake_cases import BUSINESS, CASE, LABELS, MARKET, PERSON, PLAIN_CASE, VOCABULARIES
from tests.web.fake_pages import PAGES


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


def label_of(value: str, lang: str) -> str:
    """As the vocabulary has it; businesses have names."""
    return LABELS.get(value, {}).get(lang, value.replace("business-", "Firma "))


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
            FacetValue(value, label_of(value, request.lang), pool.count(value), value in chosen)
            for value in dict.fromkeys([*sorted(pool), *chosen])
        )
    start = (request.page - 1) * PAGE_SIZE
    answer = Answer(request, len(narrowed), 0, -(-len(narrowed) // PAGE_SIZE),
                    tuple(narrowed[start:start + PAGE_SIZE]), facets, took_ms=1.5, generation="g1")
    return dataclasses.replace(answer, **changes)


ACTORS = {role.value: Actor(f"id-of-{role.value}", role, f"Ana {role.value.title()}") for role in Role}


def live_status() -> Any:
    manifest = SimpleNamespace(
        generation="g1", created="2026-11-22T10:00:00+00:00", cases=35, left_out=1, asked=242, met=222)
    idle = Work(None, is_building=False, is_held=False)
    return SimpleNamespace(manifest=manifest, engine="sqlite_fts", lacks=frozenset(), reason="", work=idle)


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
    suggested: tuple[Any, ...] = ()
    did_this: tuple[Any, ...] = ()
    alike: tuple[Any, ...] = ()
    entries: tuple[Any, ...] = ()
    asked: list[Any] = field(default_factory=list)
    counted: list[Any] = field(default_factory=list)
    is_closed: bool = False
    # Who the token of a session stands for: `client.set_cookie("session", "editor")` signs an editor in.
    actors: Mapping[str, Actor] = field(default_factory=lambda: ACTORS)
    approve_own: bool = False

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

    def hits(self, request: SearchRequest, most: int) -> tuple[Hit, ...]:
        self._begin("hits", request, most)
        return tuple(self.answer(request).hits[:most])

    def listed_cases(self) -> tuple[ListedCase, ...]:
        return tuple(ListedCase(slug, case.langs, case.added) for slug, case in sorted(self.cases.items()))

    def count_search(self, answer: Answer) -> None:
        self.counted.append(answer.request.text)

    def count_opening(self, lang: str, text: str) -> None:
        self.counted.append((lang, text))

    def case(self, slug: str) -> CaseStudy | None:
        self._begin("case", slug)
        return self.cases.get(slug)

    def renamed(self, kind: str, slug: str) -> str | None:
        old = {("cases", "struguri-vechi"): CASE.slug, ("events", "targul-vechi"): "targul-2027"}
        return old.get((kind, slug))

    def page(self, kind: str, slug: str) -> Any:
        firms = {hit.businesses[0].value: hit.businesses[0].label for hit in HITS}
        if kind == "businesses" and slug in firms:
            return Business(slug, (PageText("ro", firms[slug], Body()),), industries=("wine",))
        return next((page for page in self.pages(kind) if page.slug == slug), None)

    def pages(self, kind: str) -> tuple[Any, ...]:
        return {"businesses": (BUSINESS,), "specialists": (PERSON,), **PAGES}.get(kind, ())

    def kept(self, name: str, make: Callable[[], Any]) -> Any:
        return make()

    def pages_by_slug(self, kind: str) -> Mapping[str, Any]:
        return {page.slug: page for page in self.pages(kind)}

    def cards(self, slugs: Iterable[str], lang: str) -> tuple[Hit, ...]:
        known = [self.cases[slug] for slug in slugs if slug in self.cases]
        return tuple(make_hit(slug=case.slug, title=case.text(lang).title) for case in known)

    def cases_by_book(self) -> Mapping[str, tuple[str, ...]]:
        return {"arta-vanzarii": ("vin-la-pahar",)}

    def send_message(self, message: Any, sender: str, now: Any) -> int:
        self._begin("send_message", checked(message), sender, now)
        return 1

    def medians_for(self, facet: str, value: str) -> tuple[Any, ...]:
        self._begin("medians_for", facet, value)
        return ()

    def suggest(self, text: str, lang: str, kinds: Any) -> tuple[Any, ...]:
        self._begin("suggest", text, lang, tuple(kinds))
        return self.suggested if text.strip() else ()

    def figures(self) -> tuple[Any, ...]:
        return tuple(figure for case in self.cases.values() for figure in figures_of(case))

    def chosen_figures(self, chosen: Chosen) -> tuple[Any, Any]:
        self._begin("chosen_figures", chosen)
        figures = choose(self.figures(), chosen, VOCABULARIES["metrics"])
        return figures, summaries(figures, {"press": 2, "audited": 4})

    def summaries(self) -> tuple[Any, ...]:
        return self.chosen_figures(Chosen())[1]

    def compare(self, cases: tuple[CaseStudy, ...]) -> Comparison:
        return compare(cases, {"press": 2, "audited": 4})

    def market(self) -> tuple[MarketFigures, ...]:
        return (MARKET,)

    def credited(self, filters: Mapping[str, Any], lang: str) -> tuple[Any, ...]:
        return self.did_this

    def similar(self, case: CaseStudy, lang: str) -> tuple[Any, ...]:
        return self.alike

    def vocabulary(self, name: str) -> Vocabulary:
        return VOCABULARIES.get(name, Vocabulary(name))

    def source_text(self, kind: str, slug: str, lang: str | None) -> str | None:
        return {None: "---\ntitle: Struguri\n---\n", "ru": "---\ntitle: Виноград\n---\n"}.get(lang)

    def actor(self, token: str) -> Actor:
        return self.actors.get(token, Actor.ANONYMOUS)

    def can(self, actor: Actor, action: str, of: Any = None) -> bool:
        return can(actor, action, of, approve_own=self.approve_own)

    def waiting(self, actor: Actor) -> Any:
        return SimpleNamespace(notices=0, review=0)

    def secret_key(self) -> bytes:
        return b"a secret of the tests"

    def check(self) -> tuple[Any, ...]:
        self._begin("check")
        return self.problems

    def new_page(self, kind: str, slug: str, title: str, lang: str, today: Any) -> str:
        self._begin("new_page", kind, slug, title, lang, today)
        return f"/library/{kind}/{slug}.md"

    def publish_approved(self) -> None:
        self._begin("publish_approved")

    def roll_back(self, now: Any) -> str:
        self._begin("roll_back")
        return "g1"

    def cancel_reindex(self) -> None:
        self._begin("cancel_reindex")

    def history(self) -> tuple[Any, ...]:
        self._begin("history")
        return self.entries

    def reindex(self, mode: str, listen: Callable[[Any], None] | None = None, *, insist: bool = False) -> Any:
        self._begin("reindex", mode, insist)
        for progress in self.told:
            if listen:
                listen(progress)
        return self.report

    def status(self) -> Any:
        return self.found_status

    def ready(self) -> Any:
        return self.found_status

    def close(self) -> None:
        self.is_closed = True
