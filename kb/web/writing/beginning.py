"""How a page begins: its text, the name of its file, and briefs that are begun with what is known already."""

from collections.abc import Iterable, Mapping

from kb.errors import Conflict, NotFound, Unprocessable
from kb.i18n import N_, translator
from kb.submissions import Document, Submission
from kb.web.context import current_reader, now, services
from kb.web.parameters import MAX_VALUE
from kb.web.visitor import current_actor

_ON_THE_WAY = ("draft", "submitted", "changes_asked", "approved")


def begun(kind: str, title: str, lang: str, taken: Mapping[str, object]) -> tuple[str, str]:
    """The path and the text of a new page; one that is there already gets a number. Raises Unprocessable."""
    words = " ".join(title.split())
    if not words:
        raise Unprocessable(N_("give it a title first; you can change it later"), field="title")
    text = services().skeleton(kind, words, lang)
    file = words.replace("/", " ").replace("\\", " ").replace(".", " ")[:MAX_VALUE]
    [path] = services().read_upload(f"{file}.md", text.encode("utf-8", "replace"), kind).documents
    return _free(path, taken), text


def is_published(path: str) -> bool:
    """Whether the library has a file at this path."""
    try:
        services().published(path)
    except NotFound:
        return False
    return True


def brief_for_search(query: str, lang: str) -> str:
    """Begin a brief for what was searched in vain, and answer its draft. Raises Conflict, Unprocessable."""
    path, text = begun("wanted", query[:1].upper() + query[1:], lang, {})
    summary = translator(lang).gettext(N_("Readers search for “%(query)s” and find no case."), query=query)
    return _brief(path, text, lang, {"from": "empty_search", "query": query, "summary": summary})


def brief_for_figure(metric: str) -> str:
    """Begin a brief for a measure that has too few cases, and answer its draft. Raises Conflict, NotFound."""
    reader = current_reader()
    if metric not in services().vocabulary("metrics").terms:
        raise NotFound(N_("there is no such metric"), field="metric")
    name = reader.label("metrics", metric)
    title = reader.say(N_("Cases with figures: %(metric)s"), metric=name)
    summary = reader.say(N_("Too few cases state this figure to compare it: %(metric)s."), metric=name)
    text = services().skeleton("wanted", title, reader.lang)
    path = _free(figure_path(metric), {})
    return _brief(path, text, reader.lang, {"from": "thin_insight", "summary": summary})


def figure_path(metric: str) -> str:
    """The file of the brief for a measure."""
    return f"wanted/figures-{metric.replace('_', '-')}.md"


def asked_already(submissions: Iterable[Submission]) -> tuple[set[str], set[str]]:
    """The files of briefs that stand in the library or are on their way there, and the searches that those are for."""
    coming = [each for each in submissions if each.kind == "wanted" and each.state.value in _ON_THE_WAY]
    paths = {f"wanted/{each.slug}.md" for each in services().pages("wanted")} | {each.main.path for each in coming}
    fields = [services().form_of(each.main.text or "").fields or {} for each in coming]
    return paths, {str(each["query"]) for each in fields if each.get("query")}


def _brief(path: str, text: str, lang: str, fields: Mapping[str, object | None]) -> str:
    filled = services().with_fields(text, path, {**fields, "opened": now().date().isoformat()})
    return services().submissions.start(current_actor(), lang, [Document(path, filled)])


def _free(path: str, taken: Mapping[str, object]) -> str:
    """The path, or the first with a number that no page has, here or in the library."""
    stem = path.removesuffix(".md")
    for number in range(1, 100):
        found = path if number == 1 else f"{stem[:70]}-{number}.md"
        if found not in taken and not is_published(found):
            return found
    raise Conflict(N_("there are many pages of this name already; choose another title"), field="title")
