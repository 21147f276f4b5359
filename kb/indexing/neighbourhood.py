"""Which files are enough to bring an index up to date after a small change; None when all of them have to be seen.

Most edits change one page in a way no other page can notice: what links to it still finds it. Such a change is judged
with the pages it names, the cases that name it and the vocabularies. Whatever could concern others (a name that
appears or goes, an error, a list that all pages share) is left to the judgement of the whole library, so that a sync
always ends where building everything anew does.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from kb.ingest import LIST_KINDS, resolve
from kb.model import Problem, SourceFile
from kb.store import PageKey, Standing

# Beyond this many files the whole library is as quickly read.
MOST_FILES = 100


@dataclass(frozen=True, slots=True)
class Change:
    """What a sync put into the catalogue: the files before and after, by path, and whether any are gone."""

    before: Mapping[str, SourceFile]
    after: Mapping[str, SourceFile]
    gone: bool = False


def neighbourhood(standing: Standing, change: Change, scan_problems: Sequence[Problem]) -> list[SourceFile] | None:
    """Headers enough to index what changed, all of which stand in the library; None when they may not be enough."""
    keys = {(file.kind, file.slug) for file in change.after.values()}
    if not _is_unnoticed(standing, change, keys) or not _is_undisturbed(standing, change, scan_problems):
        return None
    pages = [*standing.pages(keys | standing.cases_naming(key for key in keys if key[0] != "cases"))]
    if not _all_stand(standing, (file for file in pages if file.path not in change.after)):
        return None
    lists = standing.lists("vocabulary")
    named = _good(standing, standing.pages(_named(pages) - {(file.kind, file.slug) for file in pages}))
    # What others link to is judged already; here only what they are counts.
    known = [replace(file, links=()) for file in (*named, *lists)]
    if resolve(sorted((*pages, *known), key=lambda file: file.path)).problems:
        return None
    # A case that is only named shows nothing of these, and what it names itself is not here.
    shown = (file for file in named if file.kind != "cases")
    return sorted((*pages, *shown, *_good(standing, lists)), key=lambda file: file.path)


def _is_unnoticed(standing: Standing, change: Change, keys: Iterable[PageKey]) -> bool:
    """Whether the files were and are right, and are known by the same names as before."""
    right = change.after.values()
    if change.gone or any(file.kind in LIST_KINDS or not file.is_good for file in right):
        return False
    if any(_aliases(file) != _aliases(change.before.get(file.path)) for file in right):
        return False
    return _all_stand(standing, change.before.values()) and not standing.renamed(keys)


def _is_undisturbed(standing: Standing, change: Change, scan_problems: Sequence[Problem]) -> bool:
    """Whether all that is wrong between files stays wrong: a new file may be what was missing elsewhere."""
    told = standing.between()
    others = [problem for problem in told if problem not in scan_problems]
    if any(problem not in told for problem in scan_problems):
        return False
    if len(change.before) < len(change.after) and others:
        return False
    known = {file.path for file in standing.at(problem.path for problem in others)}
    return all(problem.path in known for problem in others)


def _all_stand(standing: Standing, files: Iterable[SourceFile]) -> bool:
    paths = {file.path for file in files}
    return standing.good(paths) == paths


def _good(standing: Standing, files: Sequence[SourceFile]) -> list[SourceFile]:
    good = standing.good(file.path for file in files)
    return [file for file in files if file.path in good]


def _named(files: Iterable[SourceFile]) -> set[PageKey]:
    return {
        (kind, link.slug) for file in files for link in file.links for kind in link.kind.split("|")
        if not kind.startswith("vocabulary/")
    }


def _aliases(file: SourceFile | None) -> object:
    return file.fields.get("aliases") or [] if file else []
