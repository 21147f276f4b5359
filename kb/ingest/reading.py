"""Reads one file of the library: bytes, front matter, schema, links, body. Called inside a worker.

Never raises for bad content: what is wrong stands among the problems of the `SourceFile`.
"""

import dataclasses
import hashlib
import os
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kb.errors import TooComplex
from kb.ingest.checks import check_body, check_letters
from kb.ingest.front_matter import Document, parse_markdown, parse_yaml_file
from kb.ingest.link_fields import find_body_links, find_links
from kb.ingest.links import LIST_KINDS
from kb.ingest.rendering import render
from kb.ingest.schema import Checked, Place, check_items, check_page
from kb.ingest.walk import Identity, identify, named_language, size_limit
from kb.model import Body, Link, Problem, SourceFile


def read_file(content: Path, path: str) -> SourceFile:
    """Read one file completely, its body rendered; `path` is relative to `content`."""
    return render_file(read_source(content, path))


def read_source(content: Path, path: str) -> SourceFile:
    """Read one file without rendering: its body holds the Markdown alone."""
    identity = identify(path)
    if identity is None:
        return SourceFile(path, "", path, None, "", problems=(Problem(path, 1, "", "bad_file_name"),))
    try:
        data = _read_bytes(content / path, size_limit(path))
    except _Unreadable as refused:
        return SourceFile(path, *identity, "", problems=(Problem(path, 1, "", refused.code, refused.arguments),))
    return parse_source(path, data)


def read_document(document: tuple[str, str]) -> SourceFile:
    """Read and render a file that is not in the library yet, given as path and text."""
    return render_file(parse_document(document))


def parse_document(document: tuple[str, str]) -> SourceFile:
    """As read_document, without rendering; its limits are those of files."""
    path, text = document
    data = text.encode("utf-8", "surrogatepass")
    if len(data) > size_limit(path) and (identity := identify(path)):
        arguments = {"size": str(len(data)), "limit": str(size_limit(path))}
        return SourceFile(path, *identity, "", problems=(Problem(path, 1, "", "too_large", arguments),))
    return parse_source(path, data)


def parse_source(path: str, data: bytes) -> SourceFile:
    """As read_source, from bytes that need not be in a file yet (a submission, a preview)."""
    identity = identify(path)
    if identity is None:
        return SourceFile(path, "", path, None, "", problems=(Problem(path, 1, "", "bad_file_name"),))
    is_page = path.endswith(".md")
    document = parse_markdown(path, data) if is_page else parse_yaml_file(path, data)
    checked = _check(path, identity, document)
    lang = checked.fields.get("lang")
    problems = document.problems + checked.problems + check_letters(path, data, lang)
    named = named_language(path)
    if named and lang and lang != named:
        problems += (Problem(path, document.lines.get("lang", 1), "lang", "version_language"),)
    return SourceFile(
        path, *identity, hashlib.sha256(data).hexdigest(), checked.fields,
        None if document.body is None else Body(document.body), document.body_line,
        _links(identity, checked, document), problems,
    )


def render_file(file: SourceFile) -> SourceFile:
    """Give a file its rendered body, or the reason why it has none."""
    if file.body is None or not file.body.markdown:
        return finish(file, file.body)
    try:
        return finish(file, render(file.body.markdown))
    except TooComplex as error:
        arguments = {name: str(value) for name, value in error.arguments.items()}
        return refuse_body(file, arguments.pop("problem"), **arguments)


def finish(file: SourceFile, body: Body | None) -> SourceFile:
    """Put a rendered body, new or kept from before (perhaps without its Markdown), into its file, and check it."""
    if body is None:
        return file
    found = check_body(file.path, file.kind, file.fields.get("lang"), body, file.body_line)
    source = file.body.markdown if file.body else body.markdown  # a kept body does not hold its source
    return dataclasses.replace(file, body=dataclasses.replace(body, markdown=source), problems=file.problems + found)


def refuse_body(file: SourceFile, code: str, **arguments: str) -> SourceFile:
    """Leave the body out and say why; everything else that was found about the file stays."""
    problem = Problem(file.path, file.body_line, "body", code, arguments)
    return dataclasses.replace(file, body=None, problems=(*file.problems, problem))


class _Unreadable(Exception):
    """Why the bytes of a file cannot be had."""

    def __init__(self, code: str, **arguments: str) -> None:
        super().__init__(code)
        self.code = code
        self.arguments: Mapping[str, str] = arguments


def _read_bytes(file: Path, limit: int) -> bytes:
    """Read a regular file of at most `limit` bytes; never waits on a pipe or a device."""
    try:
        descriptor = os.open(file, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        with os.fdopen(descriptor, "rb") as stream:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                raise _Unreadable("unreadable", reason="it is not a regular file")
            data = stream.read(limit + 1)
    except OSError as error:
        raise _Unreadable("unreadable", reason=error.strerror or str(error)) from error
    if len(data) > limit:
        raise _Unreadable("too_large", size=f"> {limit}", limit=str(limit))
    return data


def _check(path: str, identity: Identity, document: Document) -> Checked:
    if document.problems:
        return Checked()
    place, value = Place(path, document.lines), document.value
    if identity.kind in LIST_KINDS:
        if not isinstance(value, list):
            return Checked(problems=(Problem(path, 1, "", "not_a_list", example="- slug: wine"),))
        name = identity.slug if identity.kind == "vocabulary" else identity.kind
        return check_items(name, value, place)
    if not isinstance(value, dict):
        return Checked(problems=(Problem(path, 1, "", "not_a_mapping"),))
    return check_page(identity.kind, is_version=identity.lang is not None, values=value, place=place)


def _links(identity: Identity, checked: Checked, document: Document) -> tuple[Link, ...]:
    body_links = find_body_links(document.body or "", document.body_line)
    if identity.lang is not None:
        return tuple(body_links)
    kind = f"vocabulary/{identity.slug}" if identity.kind == "vocabulary" else identity.kind
    if identity.kind not in LIST_KINDS:
        return (*find_links(kind, checked.fields, document.lines), *body_links)
    items: list[Mapping[str, Any]] = checked.fields.get("items", [])
    pairs = zip(items, checked.places, strict=True)
    links = [link for item, place in pairs for link in find_links(kind, item, document.lines, place)]
    if identity.kind == "vocabulary":
        links += [
            Link(f"{place}.parent", document.lines[f"{place}.parent"], kind, item["parent"])
            for item, place in zip(items, checked.places, strict=True) if "parent" in item
        ]
    return tuple(links)
