"""Whether the library may have a page already: the same source, the same business and year, nearly the same title."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from kb.language import fold, is_stop, stem, words
from kb.model import SourceFile

# So much of the words of two titles must be common; from three words on, or every "Ziua Vinului" would be one.
_LIKE = 0.6
_LEAST_WORDS = 2
MOST_DUPLICATES = 12

REASONS = ("same_source", "similar_title", "same_name", "same_business_and_year")


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A page of the library that the submitted one at `path` may repeat, with the reasons, the strongest first."""

    path: str
    kind: str
    slug: str
    title: str
    reasons: tuple[str, ...]


class Known:
    """What the library holds, ready to be compared with; made once a generation from its main files and versions."""

    def __init__(self, files: Iterable[SourceFile]) -> None:
        self._titles: dict[tuple[str, str], list[frozenset[str]]] = {}
        self._names: dict[tuple[str, str], set[str]] = {}
        self._mains: dict[tuple[str, str], SourceFile] = {}
        for file in files:
            key = (file.kind, file.slug)
            self._titles.setdefault(key, []).append(_words_of(file.fields))
            self._names.setdefault(key, set()).update(_names(file.fields))
            if file.lang is None:
                self._mains[key] = file

    def like(self, file: SourceFile) -> tuple[Duplicate, ...]:
        """The pages of its kind that a submitted main file may repeat, most reasons first; never itself."""
        found = []
        for key, other in self._mains.items():
            if key[0] != file.kind or key[1] == file.slug:
                continue
            reasons = tuple(self._reasons(file, key, other))
            if reasons:
                title = other.fields.get("title") or other.fields.get("name") or other.slug
                found.append(Duplicate(file.path, *key, str(title), reasons))
        found.sort(key=lambda one: (REASONS.index(one.reasons[0]), -len(one.reasons), one.slug))
        return tuple(found[:MOST_DUPLICATES])

    def _reasons(self, file: SourceFile, key: tuple[str, str], other: SourceFile) -> Iterator[str]:
        if file.kind in ("cases", "wanted", "questions") and _urls(file.fields) & _urls(other.fields):
            yield "same_source"
        title = _words_of(file.fields)
        if any(_are_alike(title, one) for one in self._titles[key]):
            yield "similar_title"
        if _names(file.fields) & self._names[key]:
            yield "same_name"
        if file.kind == "cases" and _shared(file, other, "businesses") and _shared(file, other, "years"):
            yield "same_business_and_year"


def _are_alike(one: frozenset[str], other: frozenset[str]) -> bool:
    both = len(one & other)
    return both > _LEAST_WORDS - 1 and both / len(one | other) >= _LIKE


def _words_of(fields: Mapping[str, object]) -> frozenset[str]:
    return frozenset(stem(word) for word in words(str(fields.get("title", ""))) if not is_stop(word))


def _names(fields: Mapping[str, object]) -> set[str]:
    others = fields.get("also_known_as")
    names = [fields.get("name"), *(others if isinstance(others, list) else ())]
    return {" ".join(words(fold(str(name)))) for name in names if name}


def _urls(fields: Mapping[str, object]) -> set[str]:
    sources = fields.get("sources")
    entries = sources if isinstance(sources, list) else []
    return {_address(str(entry["url"])) for entry in entries if isinstance(entry, Mapping) and entry.get("url")}


def _address(url: str) -> str:
    """The same for http and https, with and without www, and with what only counts visitors left out."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return url
    query = "&".join(part for part in parts.query.split("&") if part and not part.startswith(("utm_", "fbclid")))
    host = parts.netloc.lower().removeprefix("www.").removeprefix("m.")
    return f"{host}{parts.path.rstrip('/')}?{query}"


def _shared(one: SourceFile, other: SourceFile, name: str) -> bool:
    values, others = one.fields.get(name), other.fields.get(name)
    return isinstance(values, list) and isinstance(others, list) and bool({*values} & {*others})
