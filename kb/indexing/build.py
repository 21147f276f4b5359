"""Building a generation: read what the plan names, resolve links over everything, index the cases that differ.

The same steps serve a full build and a sync; a sync only starts from a copy and finds most cases unchanged. What
a case depends on (its files, the pages it names, the vocabularies) is hashed into its digest, so a case is done again
exactly when one of them changed.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice

from kb.indexing.documents import CaseWords, document_ids, documents_of, words_of
from kb.indexing.progress import Reporter
from kb.ingest import Resolution, Scan, resolve
from kb.model import Library, Problem, SourceFile, building
from kb.sandbox import Failure, Workers
from kb.search import Batch, Document, build_bitmaps
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


def store_files(writer: CatalogueWriter, files: Iterator[SourceFile], scan: Scan, gone: Iterable[str]) -> None:
    """Keep what was read, in batches, and forget what is gone."""
    writer.remove_files(gone)
    while batch := list(islice(files, _FILES_A_WRITE)):
        writer.put_files((file, scan.files[file.path].size, scan.files[file.path].mtime_ns) for file in batch)
    writer.drop_unused_bodies()


def index_cases(
    writer: CatalogueWriter, batch: Batch, scan_problems: Sequence[Problem], reporter: Reporter,
    workers: Workers | None = None,
) -> Built:
    """Make catalogue and engine equal to the stored files; only cases whose digest differs are touched."""
    headers = writer.headers()
    resolution = resolve(headers)
    good = [file for file in headers if file.path in resolution.good]
    library = building.build_library([file for file in good if file.kind != "cases"], resolution.good)
    groups = _case_groups(good)
    wanted = _digests(groups, good)
    present = writer.digests()
    stale = {slug: files for slug, files in groups.items() if present.get(slug, (0, ""))[1] != wanted[slug]}
    removed = [slug for slug in present if slug not in groups]
    for slug in removed:
        _remove(writer, batch, present[slug][0])
    cases = _put_cases(writer, batch, library, stale, wanted, present)
    for done, documents in enumerate(_analysed(cases, len(stale), workers), 1):
        for document in documents:
            batch.put(document)
        reporter.tell("indexing", done, len(stale))
    _finish(writer, good, library, resolution, scan_problems)
    added = sum(1 for slug in stale if slug not in present)
    return Built(
        added=added, changed=len(stale) - added, removed=len(removed), cases=len(groups),
        documents=sum(len(files) for files in groups.values()), files=len(headers), left_out=len(headers) - len(good),
    )


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
    writer: CatalogueWriter, batch: Batch, library: Library, stale: Mapping[str, Sequence[SourceFile]],
    digests: Mapping[str, str], present: Mapping[str, tuple[int, str]],
) -> Iterator[CaseWords]:
    """Put the stale cases into the catalogue, and give what of each is to be searched."""
    following = max((number for number, _ in present.values()), default=0) + 1
    for slug, headers in stale.items():
        if slug in present:
            number = present[slug][0]
            _remove(writer, batch, number)
        else:
            number, following = following, following + 1
        files = writer.with_bodies(headers)
        case = building.build_case(files[0], files[1:])
        writer.put_case(number, digests[slug], case, library, document_ids(number))
        yield words_of(number, case, library)


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
    writer: CatalogueWriter, good: Sequence[SourceFile], library: Library, resolution: Resolution,
    scan_problems: Sequence[Problem],
) -> None:
    """Write what is made anew each time: who stands in the library, facet bitmaps, old slugs."""
    withdrawn = {slug for slug, person in library.specialists.items() if person.withdrawn}
    writer.replace_good(good, withdrawn, [*resolution.problems, *scan_problems])
    writer.replace_facets(build_bitmaps(writer.case_facets()))
    writer.replace_renamed({
        (file.kind, str(alias)): file.slug for file in good for alias in _aliases(file)
    })


def _aliases(file: SourceFile) -> Iterable[object]:
    aliases = file.fields.get("aliases", ())
    return aliases if isinstance(aliases, list) else ()
