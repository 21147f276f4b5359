"""Addresses of pages, written in one place. What a page at an address shows is made elsewhere."""

from collections.abc import Sequence
from urllib.parse import quote, urlencode

from kb.search import FACETS, SORTS, SearchRequest

Pairs = Sequence[tuple[str, str]]
# Kinds of pages that stand under another noun.
_NOUNS = {"specialists": "people"}


def with_query(path: str, pairs: Pairs) -> str:
    """The path with its parameters, if any."""
    return f"{path}?{urlencode(pairs)}" if pairs else path


def search_pairs(request: SearchRequest) -> list[tuple[str, str]]:
    """The parameters of a search in their fixed order; what is empty or as usual is left out."""
    pairs = [("q", request.text)] if request.text.strip() else []
    pairs += [(facet, value) for facet in FACETS for value in request.filters.get(facet, ())]
    if request.sort in SORTS:
        pairs.append(("sort", request.sort))
    if request.page > 1:
        pairs.append(("page", str(request.page)))
    return [*pairs, ("literal", "1")] if request.literal else pairs


def search_address(request: SearchRequest, form: str = "") -> str:
    """The address of a search; `form` is a suffix such as ".json"."""
    return with_query(f"/{request.lang}/search{form}", search_pairs(request))


def facet_address(lang: str, facet: str, value: str) -> str:
    """The address of everything that has one facet value."""
    return search_address(SearchRequest(filters={facet: (value,)}, lang=lang))


def home_address(lang: str) -> str:
    """The address of the first page."""
    return f"/{lang}/"


def case_address(lang: str, slug: str, *, section: str | None = None, version: str | None = None) -> str:
    """The address of a case, of a section in it, or of one of its language versions."""
    path = with_query(f"/{lang}/cases/{quote(slug)}", [("version", version)] if version else [])
    return f"{path}#{quote(section)}" if section else path


def list_address(lang: str, noun: str) -> str:
    """The address of a list: "businesses", "people", "industries", "platforms" and their like."""
    return f"/{lang}/{noun}"


def business_address(lang: str, slug: str) -> str:
    """The address of a business."""
    return f"/{lang}/businesses/{quote(slug)}"


def person_address(lang: str, slug: str) -> str:
    """The address of a specialist."""
    return f"/{lang}/people/{quote(slug)}"


def industry_address(lang: str, slug: str) -> str:
    """The address of an industry."""
    return f"/{lang}/industries/{quote(slug)}"


def platform_address(lang: str, slug: str) -> str:
    """The address of a platform."""
    return f"/{lang}/platforms/{quote(slug)}"


def page_address(lang: str, kind: str, slug: str) -> str:
    """The address of a page by the folder it stands in: "cases", "specialists" ..."""
    return f"/{lang}/{_NOUNS.get(kind, kind)}/{quote(slug)}"


def review_address(lang: str, submission: str = "", pairs: Pairs = ()) -> str:
    """The address of the editors' queue, or of one submission in it; `pairs` such as ("part", "changes")."""
    path = f"/{lang}/review/{quote(submission)}" if submission else f"/{lang}/review"
    return with_query(path, pairs)


def sign_in_address(lang: str, after: str = "") -> str:
    """The address where one signs in, and of the page to go on to."""
    return with_query(f"/{lang}/account/sign-in", [("next", after)] if after else [])


def account_address(lang: str, part: str = "") -> str:
    """The address of one's own account, or of a part of it: "password", "second-step", "sessions", "delete" ..."""
    return f"/{lang}/account/{part}"


def users_address(lang: str, person: str = "") -> str:
    """The address of the list of people with accounts, or of one of them."""
    return f"/{lang}/admin/users/{quote(person)}" if person else f"/{lang}/admin/users"


def audit_address(lang: str, form: str = "") -> str:
    """The address of the audit log; `form` is a suffix such as ".csv"."""
    return f"/{lang}/admin/audit{form}"


def admin_address(lang: str) -> str:
    """The address of how everything is that admins look after."""
    return f"/{lang}/admin"


def index_address(lang: str, part: str = "", pairs: Pairs = ()) -> str:
    """The address of the index and its reindexes, or of an order: "cancel", "rollback"."""
    return with_query(f"/{lang}/admin/index/{part}" if part else f"/{lang}/admin/index", pairs)


def doctor_address(lang: str, pairs: Pairs = ()) -> str:
    """The address of the index doctor."""
    return with_query(f"/{lang}/admin/doctor", pairs)


def searches_address(lang: str, form: str = "", pairs: Pairs = ()) -> str:
    """The address of what readers searched for; `form` is a suffix such as ".csv"."""
    return with_query(f"/{lang}/admin/searches{form}", pairs)


def event_address(lang: str, slug: str, form: str = "") -> str:
    """The address of an event; `form` is a suffix such as ".ics"."""
    return f"/{lang}/events/{quote(slug)}{form}"


def book_address(lang: str, slug: str) -> str:
    """The address of a book."""
    return f"/{lang}/books/{quote(slug)}"


def question_address(lang: str, slug: str) -> str:
    """The address of a question."""
    return f"/{lang}/questions/{quote(slug)}"


def wanted_address(lang: str, slug: str) -> str:
    """The address of an open brief."""
    return f"/{lang}/wanted/{quote(slug)}"


def propose_address(lang: str, query: str = "", metric: str = "") -> str:
    """The address of the form for a case that is missing: what was searched for, or which figure has too few."""
    pairs = [(name, value) for name, value in (("q", query), ("metric", metric)) if value]
    return with_query(f"/{lang}/wanted/propose", pairs)


def handbook_address(lang: str, page: str) -> str:
    """The address of a page of the handbook; two of them stand where people look for them on any site."""
    return f"/{lang}/{page}" if page in ("about", "privacy") else f"/{lang}/help/{quote(page)}"


def report_address(lang: str, about: str = "") -> str:
    """The address of the form for an error or a reply; `about` is the address of the page it is about."""
    return with_query(f"/{lang}/report", [("about", about)] if about else [])


def insights_address(lang: str, pairs: Pairs = ()) -> str:
    """The address of the figures of all cases, narrowed by `pairs` such as ("metric", "reach")."""
    return with_query(f"/{lang}/insights", pairs)


def place_address(lang: str, pairs: Pairs = ()) -> str:
    """The address where a result of one's own is placed among the others."""
    return with_query(f"/{lang}/insights/place", pairs)


def compare_address(lang: str, slugs: Sequence[str] = ()) -> str:
    """The address of cases side by side, in this order."""
    return with_query(f"/{lang}/compare", [("case", slug) for slug in slugs])


def shortlist_address(lang: str, slug: str) -> str:
    """The address that puts a case beside those chosen before."""
    return f"/{lang}/compare/add/{quote(slug)}"


def market_address(lang: str, slug: str = "", section: str | None = None) -> str:
    """The address of the market figures, of one page of them, or of a part of it."""
    path = f"/{lang}/market/{quote(slug)}" if slug else f"/{lang}/market"
    return f"{path}#{quote(section)}" if section else path


def write_address(lang: str, submission: str = "", part: str = "", page: str = "") -> str:
    """The address of one's own writing, of a submission, of a part of it ("markdown", "check" ...), for one page."""
    path = "/".join(filter(None, (f"/{lang}/write", quote(submission), part)))
    return with_query(path, [("page", page)] if page else [])


def new_page_address(lang: str, kind: str, pairs: Pairs = ()) -> str:
    """The address where a page of a kind is begun; `pairs` may name what it answers: ("wanted", slug)."""
    return with_query(f"/{lang}/write/new", [("kind", kind), *pairs])


def change_address(lang: str, path: str) -> str:
    """The address where the change of a published page is begun, by its path in the library."""
    return with_query(f"/{lang}/write/edit", [("path", path)])
