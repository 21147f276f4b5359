"""Building a generation: read what the plan names, resolve links over everything, index the cases that differ.

The same steps serve a full build and a sync; a sync only starts from a copy and finds most cases unchanged. What
a case depends on (its files, the pages it names, the vocabularies) is hashed into its digest, so a case is done again
exactly when one of them changed. A change that only its neighbourhood can notice is judged there (see
neighbourhood); what is done then is the same.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice

from kb.indexing.documents import CaseWords, described, document_ids, documents_of, vocabulary_of, words_of
from kb.indexing.neighbourhood import MOST_FILES, Change, neighbourhood
from kb.indexing.plan import Plan
from kb.indexing.progress import Reporter
from kb.ingest import Scan, resolve
from kb.model import Library, Problem, SourceFile, building
from kb.sandbox import Failure, Workers
from kb.search import Batch, Document, build_bitmaps, change_bitmaps
from kb.store import CatalogueWriter

_FILES_A_WRITE = 200
# Fewer are analysed sooner than they are sent to another process and back.
_MANY_CASES = 50


@dataclass(frozen=True, slots=True)
class Built:
    """What was done: counts of cases by what happened to them, of files left out, and of everything there is now."""

    added: int
    changed: int
    removed: int
    cases: int
    documents: int
    files: int
    left_out: int


def store_files(writer: CatalogueWriter, files: Iterator[SourceFile], scan: Scan, plan: Plan) -> Change | None:
    """Keep what was read, in batches, and forget what is gone; gives what changed when that is only a little."""
    few = plan.base is not None and len(plan.read) <= MOST_FILES
    before = writer.standing.at(plan.read) if few else []
    after: dict[str, SourceFile] = {}
    writer.remove_files(plan.gone)
    while batch := list(islice(files, _FILES_A_WRITE)):
        writer.put_files((file, scan.files[file.path].size, scan.files[file.path].mtime_ns) for file in batch)
        after |= {file.path: file for file in batch} if few else {}
    writer.drop_unused_bodies()
    return Change({file.path: file for file in before}, after, bool(plan.gone)) if few else None


def index_cases(
    writer: CatalogueWriter, batch: Batch, scan_problems: Sequence[Problem], reporter: Reporter,
    workers: Workers | None = None, change: Change | None = None,
) -> Built:
    """Make catalogue and engine equal to the stored files; only cases whose digest differs are touched.

    `change` says all that differs from what the catalogue and the engine hold, where that is known.
    """
    good, problems = _judged(writer, change, scan_problems)
    library = building.build_library([file for file in good if file.kind != "cases"], {file.path for file in good})
    groups = _case_groups(good)
    wanted = _digests(groups, good)
    present = writer.digests(None if problems is not None else groups)
    stale = {slug: files for slug, files in groups.items() if present.get(slug, (0, ""))[1] != wanted[slug]}
    removed = [slug for slug in present if slug not in groups]
    before = writer.facets_of(stale) if problems is None else []
    cases = _put_cases(writer, library, stale, wanted, _numbered(writer, batch, stale, removed, present))
    for done, documents in enumerate(_analysed(cases, len(stale), workers), 1):
        for document in documents:
            batch.put(document)
        if documents:
            writer.put_words(*vocabulary_of(documents))
        reporter.tell("indexing", done, len(stale))
    writer.count_words(described)
    if problems is None:
        _amend(writer, [file for file in good if change and file.path in change.after], library, stale, before)
    else:
        _finish(writer, good, library, problems)
    added = sum(1 for slug in stale if slug not in present)
    cases_now, documents_now, files_now, good_now = writer.standing.counts()
    return Built(
        added=added, changed=len(stale) - added, removed=len(removed), cases=cases_now,
        documents=documents_now, files=files_now, left_out=files_now - good_now,
    )


def _judged(
    writer: CatalogueWriter, change: Change | None, scan_problems: Sequence[Problem]
) -> tuple[list[SourceFile], list[Problem] | None]:
    """The files that stand in the library with all problems between files, or those near a change, and None."""
    near = neighbourhood(writer.standing, change, scan_problems) if change else None
    if near is not None:
        return near, None
    headers = writer.headers()
    resolution = resolve(headers)
    return [file for file in headers if file.path in resolution.good], [*resolution.problems, *scan_problems]


def _numbered(
    writer: CatalogueWriter, batch: Batch, stale: Iterable[str], removed: Iterable[str],
    present: Mapping[str, tuple[int, str]],
) -> dict[str, int]:
    """Forget the cases that are gone or are put anew, and give each of the latter its number, the old or a new one."""
    following = writer.last_number() + 1
    numbers: dict[str, int] = {}
    for slug in removed:
        _remove(writer, batch, present[slug][0])
    for slug in stale:
        if slug in present:
            numbers[slug] = present[slug][0]
            _remove(writer, batch, numbers[slug])
        else:
            numbers[slug], following = following, following + 1
    return numbers


def _case_groups(good: Sequence[SourceFile]) -> dict[str, list[SourceFile]]:
    """The files of each case: the main one first, then its versions."""
    groups: dict[str, list[SourceFile]] = defaultdict(list)
    for file in good:
        if file.kind == "cases":
            groups[file.slug].append(file)
    return {slug: sorted(files, key=lambda file: file.lang or "") for slug, files in groups.items()}


def _digests(groups: Mapping[str, Sequence[SourceFile]], good: Sequence[SourceFile]) -> dict[str, str]:
    hashes: dict[tuple[str, str], list[str]] = defaultdict(list)
    for file in good:
        hashes[file.kind, file.slug].append(f"{file.path}:{file.sha256}")
    vocabularies = sorted(text for (kind, _), texts in hashes.items() if kind == "vocabulary" for text in texts)
    shared = sha256("\n".join(vocabularies).encode()).hexdigest()
    return {slug: _digest(files, hashes, shared) for slug, files in groups.items()}


def _digest(files: Sequence[SourceFile], hashes: Mapping[tuple[str, str], list[str]], shared: str) -> str:
    links = (link for file in files for link in file.links)
    linked = {(link.kind, link.slug) for link in links if not link.kind.startswith("vocabulary/")}
    own = (f"{file.path}:{file.sha256}" for file in files)
    # Cases link to cases only by slug: nothing of the other one is shown or searched here.
    others = (text for key in sorted(linked) if key[0] != "cases" for text in sorted(hashes.get(key, ())))
    return sha256("\n".join((shared, *own, *others)).encode()).hexdigest()


def _put_cases(
    writer: CatalogueWriter, library: Library, stale: Mapping[str, Sequence[SourceFile]],
    digests: Mapping[str, str], numbers: Mapping[str, int],
) -> Iterator[CaseWords]:
    """Put the stale cases into the catalogue, and give what of each is to be searched."""
    for slug, headers in stale.items():
        files = writer.with_bodies(headers)
        case = building.build_case(files[0], files[1:])
        writer.put_case(numbers[slug], digests[slug], case, library, document_ids(numbers[slug]))
        yield words_of(numbers[slug], case, library)


def _analysed(cases: Iterator[CaseWords], count: int, workers: Workers | None) -> Iterator[list[Document]]:
    """The documents of each case; many cases are analysed by the workers, which have nothing else to do by now."""
    if workers is None or count < _MANY_CASES:
        yield from map(documents_of, cases)
        return
    for outcome in workers.map_batches(documents_of, cases):
        yield documents_of(outcome.item) if isinstance(outcome, Failure) else outcome


def _remove(writer: CatalogueWriter, batch: Batch, number: int) -> None:
    writer.remove_case(number, document_ids(number))
    for document in document_ids(number):
        batch.remove(document)


def _finish(
    writer: CatalogueWriter, good: Sequence[SourceFile], library: Library, problems: Iterable[Problem]
) -> None:
    """Write what is made anew each time: who stands in the library, facet bitmaps, old slugs."""
    writer.replace_good(good, _withdrawn(library), problems)
    writer.replace_facets(build_bitmaps(writer.case_facets()))
    writer.replace_renamed({
        (file.kind, str(alias)): file.slug for file in good for alias in _aliases(file)
    })


def _amend(
    writer: CatalogueWriter, changed: Iterable[SourceFile], library: Library, stale: Iterable[str],
    before: Iterable[tuple[int, Mapping[str, list[str]]]],
) -> None:
    """The same after a change that only its neighbourhood notices; `before` are the facets the stale cases had."""
    writer.put_good(changed, _withdrawn(library))
    writer.change_facets(change_bitmaps(writer.facet_bitmaps, before, writer.facets_of(stale)))


def _withdrawn(library: Library) -> set[str]:
    return {slug for slug, person in library.specialists.items() if person.withdrawn}


def _aliases(file: SourceFile) -> Iterable[object]:
    aliases = file.fields.get("aliases", ())
    return aliases if isinstance(aliases, list) else ()
