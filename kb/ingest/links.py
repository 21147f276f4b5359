"""What files say about each other: whether linked slugs exist, and which files can stand in the library together.

Works from headers (path, kind, slug, language, links, problems, fields; no bodies), so a sync can judge the whole
library with most of it taken from the catalogue. A vocabulary that is missing or wholly unreadable is reported once
and links into it are not judged: one broken list must not empty the library.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kb.ingest.walk import main_path
from kb.model import Link, Problem, SourceFile, nearest

# List files give what is right in them, whatever else stands there.
LIST_KINDS = frozenset(("vocabulary", "glossary", "golden-queries"))
# Finding the nearest of 3,000 slugs takes some 40 ms; a folder full of dangling links must not take minutes.
_MOST_NEAREST = 30


@dataclass(frozen=True, slots=True)
class Resolution:
    """What is wrong between files (not what is wrong inside them), and the paths of those that can be served."""

    problems: tuple[Problem, ...] = ()
    good: frozenset[str] = frozenset()


# What a language version gives by number, and what of the main file the numbers count.
_NUMBERED = (("labels", "results"), ("texts", "results"), ("notes", "results"), ("did", "specialists"))


def resolve(files: Iterable[SourceFile]) -> Resolution:
    """Judge all files of a library together; a file that links to one left out is left out too, and so on."""
    judge = _Judge(files)
    judge.check_names()
    judge.check_links()
    judge.check_versions()
    judge.check_figures()
    judge.spread()
    good = frozenset(path for path in judge.files if path not in judge.bad)
    return Resolution(tuple(sorted(judge.problems, key=lambda one: (one.path, one.line, one.field))), good)


class _Judge:
    """The state of one judgement: what exists, what is bad so far, and why."""

    def __init__(self, files: Iterable[SourceFile]) -> None:
        self.files = {file.path: file for file in files}
        self.mains: dict[str, dict[str, SourceFile]] = {}
        for file in self.files.values():
            if file.lang is None:
                self.mains.setdefault(file.kind, {})[file.slug] = file
        self.values = {f"vocabulary/{name}": _terms(file) for name, file in self.mains.get("vocabulary", {}).items()}
        self.known: dict[str, Mapping[str, Any]] = {**self.mains, **self.values}
        self.bad = {path for path, file in self.files.items() if not _is_usable(file)}
        self.problems: list[Problem] = []
        self.renamed = {
            (file.kind, alias): file.slug
            for file in self.files.values() if file.lang is None for alias in _list(file.fields, "aliases")
        }
        self.nearest_left = _MOST_NEAREST

    def refuse(
        self, file: SourceFile, line: int, name: str, code: str, near: str | None = None, **arguments: str
    ) -> None:
        self.problems.append(Problem(file.path, line, name, code, arguments, nearest=near))
        if file.kind not in LIST_KINDS:
            self.bad.add(file.path)

    def check_names(self) -> None:
        """An old name must not be another page's name, or two pages' old name."""
        for mains in self.mains.values():
            taken = {slug: file.path for slug, file in mains.items()}
            for file in mains.values():
                for place, alias in enumerate(_list(file.fields, "aliases")):
                    other = taken.setdefault(alias, file.path)
                    if other != file.path or alias == file.slug:
                        self.refuse(file, 1, f"aliases.{place}", "duplicate_slug", other=other)

    def check_links(self) -> None:
        missing: set[str] = set()
        for file in self.files.values():
            for link in file.links:
                if link.slug in self.known.get(link.kind, ()):
                    continue
                if link.kind.startswith("vocabulary/") and not self.known.get(link.kind):
                    missing.add(link.kind)
                elif not any(link.slug in self.known.get(kind, ()) for kind in link.kind.split("|")):
                    near = self.near(link)
                    self.refuse(file, link.line, link.field, "dangling_link", near, value=link.slug, kind=link.kind)
        for kind in missing.difference(self.known):
            self.problems.append(Problem(f"{kind}.yaml", 1, "", "missing_vocabulary"))

    def near(self, link: Link) -> str | None:
        """The slug that an old one was changed to, or the most similar one."""
        kinds = link.kind.split("|")
        if found := next((self.renamed[kind, link.slug] for kind in kinds if (kind, link.slug) in self.renamed), None):
            return found
        self.nearest_left -= 1
        known = [slug for kind in kinds for slug in self.known.get(kind, ())]
        return nearest(link.slug, known) if self.nearest_left >= 0 else None

    def check_versions(self) -> None:
        for file in self.files.values():
            if file.lang is None:
                continue
            main = self.mains.get(file.kind, {}).get(file.slug)
            if main is None:
                self.refuse(file, 1, "", "lonely_version", path=main_path(file.kind, file.slug))
            elif main.fields.get("lang") == file.lang:
                self.refuse(file, 1, "lang", "version_language")
            else:
                for place, count in _numbers_beyond(file.fields, main.fields):
                    self.refuse(file, 1, place, "out_of_range", value=place.rpartition(".")[2], reason=f"1 … {count}")

    def check_figures(self) -> None:
        """Units and bases must be among those of the metric; a share needs a base where the metric has any."""
        metrics, units = self.values.get("vocabulary/metrics", {}), self.values.get("vocabulary/units", {})
        for file in self.mains.get("cases", {}).values():
            for links in _by_result(file.links):
                metric = metrics.get(links["metric"].slug) if "metric" in links else None
                if metric is not None:
                    self.check_figure(file, links, metric, units)

    def check_figure(
        self, file: SourceFile, links: Mapping[str, Link], metric: Mapping[str, Any], units: Mapping[str, Any]
    ) -> None:
        unit, base = links.get("unit"), links.get("base")
        for link, code, known in ((unit, "wrong_unit", metric["units"]), (base, "wrong_base", metric.get("bases", ()))):
            if link is not None and link.slug not in known:
                self.refuse(file, link.line, link.field, code, nearest(link.slug, known), value=link.slug)
        is_share = unit is not None and units.get(unit.slug, {}).get("family") == "share"
        if unit is not None and is_share and metric.get("bases") and base is None:
            self.refuse(file, unit.line, f"{unit.field.rpartition('.')[0]}.base", "rate_without_base")

    def spread(self) -> None:
        """Leave out what links to a file that is left out, until nothing changes; versions go with their main file."""
        linking = self.who_links() if self.bad else {}
        waiting = deque(sorted(self.bad))
        while waiting:
            gone = self.files[waiting.popleft()]
            if gone.lang is not None:
                continue
            for file, link in linking.get((gone.kind, gone.slug), ()):
                if file.path not in self.bad:
                    waiting.append(file.path)
                self.refuse(file, link.line, link.field, "left_out_link", value=gone.slug, kind=gone.kind)

    def who_links(self) -> dict[tuple[str, str], list[tuple[SourceFile, Link]]]:
        linking: dict[tuple[str, str], list[tuple[SourceFile, Link]]] = {}
        for file in self.files.values():
            if file.lang is not None:
                own = Link("", 1, file.kind, file.slug)
                linking.setdefault((file.kind, file.slug), []).append((file, own))
            for link in file.links:
                for kind in () if link.kind.startswith("vocabulary/") else link.kind.split("|"):
                    linking.setdefault((kind, link.slug), []).append((file, link))
        return linking


def _is_usable(file: SourceFile) -> bool:
    return "items" in file.fields if file.kind in LIST_KINDS else file.is_good


def _terms(file: SourceFile) -> dict[str, Mapping[str, Any]]:
    return {term["slug"]: term for term in _list(file.fields, "items")}


def _list(fields: Mapping[str, Any], name: str) -> list[Any]:
    return list(fields.get(name) or ())


def _by_result(links: Iterable[Link]) -> Iterable[dict[str, Link]]:
    """The links of each result, by the name of the field."""
    results: dict[str, dict[str, Link]] = {}
    for link in links:
        if link.field.startswith("results."):
            place, _, name = link.field.rpartition(".")
            results.setdefault(place, {})[name] = link
    return results.values()


def _numbers_beyond(version: Mapping[str, Any], main: Mapping[str, Any]) -> Iterator[tuple[str, int]]:
    """Texts in a version for results or credits that the main file does not have."""
    for name, counted in _NUMBERED:
        count = len(_list(main, counted))
        for number in version.get(name) or ():
            if int(number) > count:
                yield f"{name}.{number}", count
