"""Catalogues for tests, written in this process from texts of files: no workers, no engine."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from kb.database import building
from kb.indexing.build import Built, index_cases
from kb.indexing.progress import Reporter
from kb.ingest import parse_source
from kb.ingest.reading import render_file
from kb.model import SourceFile
from kb.search.null import NullEngine
from kb.store import Catalogue, CatalogueWriter
from tests.builders import business_markdown, case_markdown, specialist_markdown
from tests.vocabularies import LABELS, vocabulary_yaml

SMALL = {
    **{f"vocabulary/{name}.yaml": vocabulary_yaml(name) for name in LABELS},
    "cases/struguri.md": case_markdown(),
    "businesses/tineri-fermieri.md": business_markdown(),
    "specialists/diana-crudu.md": specialist_markdown(),
}


def source(path: str, text: str) -> SourceFile:
    """A file as it is read and rendered, whether or not it stands anywhere."""
    return render_file(parse_source(path, text.encode()))


@contextmanager
def writing(path: Path) -> Iterator[CatalogueWriter]:
    """A writer into the catalogue at `path`, made when it is not there."""
    new = not path.exists()
    with building(path) as database, database.atomic():
        yield CatalogueWriter(database, new=new)


def write_catalogue(path: Path, texts: Mapping[str, str]) -> Built:
    """Put files by path, replacing those kept before, and make everything else equal to them."""
    with writing(path) as writer:
        writer.put_files((source(name, text), len(text.encode()), 1) for name, text in texts.items())
        writer.drop_unused_bodies()
        with NullEngine().writing() as batch:
            return index_cases(writer, batch, (), Reporter(path.parent, None))


@contextmanager
def reading(path: Path) -> Iterator[Catalogue]:
    """The catalogue at `path`, closed at the end."""
    catalogue = Catalogue(path)
    try:
        yield catalogue
    finally:
        catalogue.close()
