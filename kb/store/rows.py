"""Files, bodies and problems as rows, and back."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from kb.model import Body, Link, Problem, Section, Severity, SourceFile, body_sha256

_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
FILE_COLUMNS = "path, kind, slug, lang, sha256, fields, links, problems"


def file_row(file: SourceFile, size: int, mtime_ns: int) -> dict[str, Any]:
    """A file as it is kept, without its body."""
    return {
        "path": file.path, "kind": file.kind, "slug": file.slug, "lang": file.lang, "size": size, "mtime_ns": mtime_ns,
        "sha256": file.sha256, "body_sha256": body_sha256(file.body.markdown) if file.body else None,
        "fields": dumps(file.fields), "links": dumps(file.links),
        "problems": dumps([asdict(problem) for problem in file.problems]),
    }


def source_file(row: Sequence[Any], body: Body | None = None) -> SourceFile:
    """The file a row of FILE_COLUMNS keeps."""
    path, kind, slug, lang, digest, fields, links, problems = row
    return SourceFile(
        path=path, kind=kind, slug=slug, lang=lang, sha256=digest, fields=json.loads(fields), body=body,
        links=tuple(map(Link._make, json.loads(links))),
        problems=() if problems == "[]" else tuple(map(_problem, json.loads(problems))),
    )


def body_row(body: Body) -> dict[str, Any]:
    """A rendered body as it is kept; its source stays in the file."""
    sections = [[x.kind, x.anchor, x.heading, x.plain, x.line] for x in body.sections]
    return {"sha256": body_sha256(body.markdown), "html": body.html, "sections": dumps(sections)}


def rendered_body(html: str, sections: str) -> Body:
    """The body that a row keeps."""
    return Body(html=html, sections=tuple(Section(*values) for values in json.loads(sections)))


def problem_row(problem: Problem) -> dict[str, str]:
    """A problem that only shows when all files are seen together."""
    return {"path": problem.path, "problem": dumps(asdict(problem))}


def stored_problem(text: str) -> Problem:
    """The problem that a row keeps."""
    return _problem(json.loads(text))


def _problem(values: Mapping[str, Any]) -> Problem:
    return Problem(**{**values, "severity": Severity(values["severity"])})


def dumps(value: object) -> str:
    """JSON as it is kept: no blanks, letters as they are."""
    return _ENCODER.encode(value)
