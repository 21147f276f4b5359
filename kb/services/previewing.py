"""Documents that are not in the library yet, checked and shown exactly as they would be in it.

They are read, judged and rendered by what reads the library itself, beside everything that is live, in the sandbox.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from html import escape

from kb.errors import NotFound, TooComplex, Unprocessable
from kb.indexing import OpenGeneration
from kb.ingest import check_withdrawn, new_workers, read_documents, resolve, sort_problems
from kb.model import MESSAGES, Body, CaseStudy, Library, Page, Problem, SourceFile
from kb.model.building import build_library
from kb.services.rendering import Standby
from kb.services.wired import Wired
from kb.submissions import (
    Checked,
    Duplicate,
    FigureTerms,
    FoundFigure,
    Known,
    Remark,
    check_remarks,
    find_figures,
    place_of,
    remark_of,
)

Documents = Mapping[str, str | None]
_BODY_CODES = ("render_timeout", "render_failed", "too_deep", "body_too_large")
_BODY_PATH = "help/body.ro.md"


@dataclass(frozen=True)
class Previewing(Wired):
    """What is asked of documents while they are written. Everything raises IndexUnavailable when there is no index."""

    rendering: Standby = field(default_factory=lambda: Standby(partial(new_workers, 1)))

    def check_documents(self, documents: Documents, images: Collection[str] = ()) -> Checked:
        """Everything there is to say about documents, None for those that are to go; `images` of the draft itself.

        Names of images are as in Markdown: "media/a-slug/photo.webp".
        """
        texts = _texts(documents)
        files = read_documents(texts, self.rendering.get())
        with self.index.reading() as generation:
            live, terms = self._live(generation), self._terms(generation)
            before = generation.kept("problems between files", lambda: _signs(resolve(live).problems))
        others = [file for file in live if file.path not in documents]
        problems = [problem for file in files for problem in file.problems]
        problems += (one for one in resolve([*others, *files]).problems
                     if one.path in documents or not _signs((one,)) <= before)
        there = {*images, *self.media()} if any("](" in text for text in texts.values()) else set(images)
        remarks = [remark for file in files if file.body is not None  # what cannot be rendered has other troubles
                   for remark in check_remarks(file.path, texts[file.path], file, terms, there)]
        withdrawn = [remark_of(each) for each in check_withdrawn(_with_people(files, others)) if each.path in texts]
        return Checked(sort_problems(problems), (*remarks, *withdrawn))

    def preview(self, documents: Documents, path: str, images: Mapping[str, str] | None = None) -> CaseStudy | Page:
        """The page that one of the documents belongs to, as it would be published; warnings do not keep it back.

        `images` gives addresses to show in place of "media/a-slug/photo.webp". Raises NotFound, TooComplex,
        Unprocessable when what stands in the document makes no page yet.
        """
        place = place_of(path)
        own = {name: text for name, text in _texts(documents).items()
               if (place_of(name).kind, place_of(name).slug) == (place.kind, place.slug)}
        files = {file.path: file for file in read_documents(own, self.rendering.get())}
        for file in files.values():
            _refuse(file)
        with self.index.reading() as generation:
            live = generation.catalogue.files_of(place.kind, place.slug)
        group = [*files.values(), *(file for file in live if file.path not in documents)]
        library = build_library([_with_images(file, images or {}) for file in group], [file.path for file in group])
        pages: Mapping[str, CaseStudy | Page] = getattr(library, place.kind)
        if place.slug not in pages:
            raise NotFound("there is no main file for this version; it is called %(path)s",
                           path=f"{place.kind}/{place.slug}.md")
        return pages[place.slug]

    def preview_body(self, markdown: str, images: Mapping[str, str] | None = None) -> str:
        """Safe HTML of a text alone, for a page whose front matter is broken. Raises TooComplex."""
        text = f"---\ntitle: x\nlang: ro\n---\n{markdown}"
        [file] = read_documents({_BODY_PATH: text}, self.rendering.get())
        _refuse_body(file)
        body = _with_images(file, images or {}).body
        return body.html if body else ""

    def drafted_pages(self, documents: Documents) -> Mapping[tuple[str, str], Page]:
        """The pages other than cases that documents would make, by kind and slug; those that make none are left out."""
        texts = {path: text for path, text in _texts(documents).items() if place_of(path).kind != "cases"}
        files = [file for file in read_documents(texts, self.rendering.get()) if file.fields and file.body is not None]
        library = build_library(files, [file.path for file in files])
        kinds = {file.kind for file in files}
        return {(kind, slug): page for kind in kinds for slug, page in getattr(library, kind).items()}

    def duplicates_of(self, documents: Documents, lang: str) -> tuple[Duplicate, ...]:  # noqa: ARG002 - titles as filed
        """The pages of the library that documents may repeat, with the reasons."""
        files = read_documents(_texts(documents), self.rendering.get())
        with self.index.reading() as generation:
            known = generation.kept("known pages", lambda: Known(self._live(generation)))
        return tuple(one for file in files if file.lang is None for one in known.like(file))

    def remark_message(self, remark: Remark) -> tuple[str, Mapping[str, str]]:
        """The message id of a remark and what goes into its places."""
        return remark.message, remark.arguments

    def figures_in(self, text: str, lang: str) -> tuple[FoundFigure, ...]:
        """The figures of a text, each with the result it proposes."""
        with self.index.reading() as generation:
            return find_figures(text, lang, self._terms(generation))

    def end_rendering(self) -> None:
        """End the workers."""
        self.rendering.close()

    def _live(self, generation: OpenGeneration) -> tuple[SourceFile, ...]:
        return generation.kept("files", generation.catalogue.files)

    def _terms(self, generation: OpenGeneration) -> FigureTerms:
        known = generation.catalogue.vocabularies
        return generation.kept(
            "figure terms", lambda: FigureTerms(known["metrics"], known["units"], known["bases"]))

    def rendered(self, documents: Documents) -> list[str]:
        """The HTML of documents that make pages."""
        files = read_documents(_texts(documents), self.rendering.get())
        return [file.body.html for file in files if file.body is not None]

    def media(self) -> set[str]:
        """The images of the library, as Markdown names them."""
        folder = self.settings.content_folder / "media"
        return {f"media/{file.parent.name}/{file.name}" for file in folder.glob("*/*") if file.is_file()}


def _signs(problems: Iterable[Problem]) -> frozenset[tuple[str, str, str]]:
    """What tells a problem that documents would make elsewhere from one that is there already."""
    return frozenset((one.path, one.field, one.code) for one in problems)


def _texts(documents: Documents) -> dict[str, str]:
    return {path: text for path, text in documents.items() if text is not None}


def _refuse(file: SourceFile) -> None:
    """Raise what keeps a document from being shown."""
    _refuse_body(file)
    if not file.fields:
        errors = [problem for problem in file.problems if problem.is_error]
        raise Unprocessable("%(path)s cannot be shown yet: %(count)s places in it are to be mended first",
                            field="front_matter", path=file.path, count=len(errors))


def _refuse_body(file: SourceFile) -> None:
    for problem in file.problems:
        if problem.code in _BODY_CODES:
            raise TooComplex(MESSAGES[problem.code], field="body", **problem.arguments)


def _with_images(file: SourceFile, images: Mapping[str, str]) -> SourceFile:
    """The file with the draft's own images where they can be seen before they are in the library."""
    if file.body is None or not images:
        return file
    return replace(file, body=_shown(file.body, images))


def _shown(body: Body, images: Mapping[str, str]) -> Body:
    html = body.html
    for name, address in images.items():
        html = html.replace(f'src="/{escape(name)}"', f'src="{escape(address)}"')
    return replace(body, html=html)


def _with_people(files: Iterable[SourceFile], others: Iterable[SourceFile]) -> Library:
    """The cases among files, with everybody who has withdrawn."""
    gone = [file for file in others if file.kind == "specialists" and file.fields.get("withdrawn")]
    cases = [file for file in files if file.kind == "cases" and file.fields and file.lang is None]
    return build_library([*cases, *gone], [file.path for file in (*cases, *gone)])
