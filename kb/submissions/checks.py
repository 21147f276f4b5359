"""What there is to remark on documents: tone, shares without a base, images, links. What is an error is not here."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from kb.ingest import named_page, read_fields
from kb.model import Problem, Problems, SourceFile
from kb.submissions.figure_terms import FigureTerms
from kb.submissions.figures import find_figures
from kb.submissions.remarks import Remark, is_prose, remark_at
from kb.submissions.tone import check_tone

# Every part is bounded: an open bracket on a long line must not be looked at for ever.
_ADDRESS = r"\]\(\s{0,3}<?(?P<address>[^)\s>]{1,300})(?:[>\s][^)\n]{0,200})?\)"
_IMAGE = re.compile(rf"!\[(?P<alt>[^\]\n]{{0,300}}){_ADDRESS}")
_LINK = re.compile(rf"(?<!!)\[[^\[\]\n]{{0,300}}{_ADDRESS}")
_MEDIA = re.compile(r"(?:\.\./)?(media/[a-z0-9-]+/[a-z0-9][a-z0-9._-]*)")
_ELSEWHERE = re.compile(r"https?://|mailto:|#", re.IGNORECASE)
_HAS_OWN_SHARES = ("percent",)


@dataclass(frozen=True, slots=True)
class Checked:
    """Everything to say about documents: what must be mended, by path and line, and what is to think about."""

    problems: Problems = ()
    remarks: tuple[Remark, ...] = ()

    @property
    def is_publishable(self) -> bool:
        """Whether nothing must be mended."""
        return not any(problem.is_error for problem in self.problems)

    def of(self, path: str) -> "Checked":
        """What is to be said of one document."""
        return Checked(tuple(one for one in self.problems if one.path == path),
                       tuple(one for one in self.remarks if one.path == path))


def check_remarks(
    path: str, text: str, file: SourceFile, terms: FigureTerms, images: Collection[str]
) -> tuple[Remark, ...]:
    """Remarks on one document, from the top; `images` are the places ("media/x/y.webp") where one is."""
    stated = file.fields.get("lang")
    lang = stated if isinstance(stated, str) else "ro"
    if not is_prose(text):
        return ()
    found = [*check_tone(text, lang, path), *_images(path, text, images), *_links(path, text)]
    if file.kind == "cases" and file.lang is None:
        found += _figures(path, text, lang, terms)
    return tuple(sorted(found, key=lambda one: (one.line, one.start)))


def remark_of(problem: Problem) -> Remark:
    """A warning about a person, as a remark on its document."""
    return Remark(problem.path, problem.line, 0, 0, problem.arguments.get("value", ""), "withdrawn",
                  {"words": problem.arguments.get("value", "")})


def _images(path: str, text: str, images: Collection[str]) -> Iterator[Remark]:
    for match in _IMAGE.finditer(text):
        if not match["alt"].strip():
            yield remark_at(path, text, *match.span(), "no_alt")
        media = _MEDIA.fullmatch(match["address"])
        if media is None:
            yield remark_at(path, text, *match.span(), "foreign_image")
        elif media[1] not in images:
            yield remark_at(path, text, *match.span(), "no_image", name=media[1])


def _links(path: str, text: str) -> Iterator[Remark]:
    for match in _LINK.finditer(text):
        address = match["address"]
        known = _ELSEWHERE.match(address) or _MEDIA.fullmatch(address) or named_page(address)
        if not known:
            yield remark_at(path, text, *match.span(), "dead_link", address=address[:80])


def _figures(path: str, text: str, lang: str, terms: FigureTerms) -> Iterator[Remark]:
    """Shares in the text that no result states, for only there a base is asked for."""
    form = read_fields(text)
    results = (form.fields or {}).get("results")
    entries = [one for one in results if isinstance(one, Mapping)] if isinstance(results, list) else []
    stated = {_number(one.get(name)) for one in entries for name in ("value", "value_to", "before")} - {None}
    for figure in find_figures(text, lang, terms):
        if stated & {figure.value, figure.value_to, figure.before}:
            continue
        if figure.unit in _HAS_OWN_SHARES and figure.base is None:
            yield remark_at(path, text, figure.start, figure.end, "no_base")
        elif figure.metric is not None:
            yield remark_at(path, text, figure.start, figure.end, "no_result")
    for place, one in enumerate(entries):
        if not one.get("evidence"):
            line = form.lines.get(f"results.{place}", form.lines.get("results", 1))
            yield Remark(path, line, 0, 0, str(one.get("label") or ""), "no_evidence", {})


def _number(value: object) -> float | None:
    try:
        return float(value) if isinstance(value, str) else None
    except ValueError:
        return None
