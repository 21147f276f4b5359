"""Finds the files of a library without opening them: which there are, what they are, and what cannot be one."""

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from kb.model import LANGUAGES, VOCABULARIES, Problem, Severity, is_slug, nearest

PAGE_FOLDERS = ("cases", "businesses", "specialists", "events", "books", "questions", "wanted")
YAML_FOLDERS = ("market", "vocabulary")
YAML_FILES = ("glossary", "golden-queries")
# Front matter and body at their own limits, with room for Windows line ends.
MAX_PAGE_BYTES = 300 * 1024
MAX_YAML_BYTES = 1024 * 1024
_LEFTOVERS = ("~", ".swp", ".swo", ".tmp", ".bak", ".orig", ".rej")
_NOTES = ("README.md", "LICENSE.md")


class Identity(NamedTuple):
    """What a path says: the kind (a folder, or a YAML file's own name), the slug, the language of a version."""

    kind: str
    slug: str
    lang: str | None


@dataclass(frozen=True, slots=True)
class Stamp:
    """By what a changed file is noticed without reading it."""

    path: str
    size: int
    mtime_ns: int


@dataclass(frozen=True, slots=True)
class Scan:
    """The files that may be read, by path in order, and what is wrong with others."""

    files: dict[str, Stamp] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def identify(path: str) -> Identity | None:
    """Read kind, slug and language off a path such as `cases/x.ru.md`; None when it is not a right name."""
    folder, _, name = path.rpartition("/")
    stem, _, ending = name.rpartition(".")
    if folder in PAGE_FOLDERS and ending == "md":
        slug, _, lang = stem.partition(".")
        right = is_slug(slug) and (stem == slug or lang in LANGUAGES)
        return Identity(folder, slug, lang or None) if right else None
    if ending != "yaml" or (folder == "" and stem not in YAML_FILES):
        return None
    if folder == "vocabulary":
        return Identity(folder, stem, None) if stem in VOCABULARIES else None
    if folder == "market":
        return Identity(folder, stem, None) if is_slug(stem) else None
    return Identity(stem, stem, None) if folder == "" else None


def size_limit(path: str) -> int:
    """How many bytes a file of this name may have."""
    return MAX_PAGE_BYTES if path.endswith(".md") else MAX_YAML_BYTES


def scan(content: Path) -> Scan:
    """List the library's files in order of path. Hidden files and what editors leave behind are passed over."""
    root = content.resolve()
    found = [*_scan_folder(root, "", wanted=YAML_FILES)]
    for folder in (*PAGE_FOLDERS, *YAML_FOLDERS):
        found += _scan_folder(root, folder)
    stamps = sorted((one for one in found if isinstance(one, Stamp)), key=lambda stamp: stamp.path)
    problems = sorted((one for one in found if isinstance(one, Problem)), key=lambda problem: problem.path)
    return Scan({stamp.path: stamp for stamp in stamps}, tuple(problems))


def _scan_folder(root: Path, folder: str, wanted: tuple[str, ...] = ()) -> Iterator[Stamp | Problem]:
    try:
        if folder and not (root / folder).resolve().is_relative_to(root):
            yield Problem(folder, 1, "", "outside_library")
            return
        with os.scandir(root / folder) as entries:
            for entry in entries:
                if not wanted or entry.name.removesuffix(".yaml") in wanted:
                    yield from _look_at(root, folder, entry)
    except (FileNotFoundError, NotADirectoryError):
        if not folder:
            yield Problem(".", 1, "", "unreadable", {"reason": "there is no such folder"})
    except OSError as error:
        yield Problem(folder or ".", 1, "", "unreadable", {"reason": error.strerror or str(error)})


def _look_at(root: Path, folder: str, entry: os.DirEntry[str]) -> Iterator[Stamp | Problem]:
    name = entry.name
    if name.startswith(".") or name.endswith(_LEFTOVERS) or name in _NOTES:
        return
    path = f"{folder}/{_printable(name)}" if folder else _printable(name)
    try:
        if entry.is_symlink() and not Path(entry.path).resolve(strict=True).is_relative_to(root):
            yield Problem(path, 1, "", "outside_library")
            return
        status = entry.stat()
    except (OSError, RuntimeError) as error:  # a link that leads nowhere, or in a circle
        yield Problem(path, 1, "", "unreadable", {"reason": getattr(error, "strerror", None) or str(error)})
        return
    yield _judge(path, status)


def _judge(path: str, status: os.stat_result) -> Stamp | Problem:
    limit = size_limit(path)
    if identify(path) is None:
        return _bad_name(path)
    if not stat.S_ISREG(status.st_mode):
        return Problem(path, 1, "", "unreadable", {"reason": "it is not a regular file"})
    if status.st_size > limit:
        return Problem(path, 1, "", "too_large", {"size": str(status.st_size), "limit": str(limit)})
    return Stamp(path, status.st_size, status.st_mtime_ns)


def _bad_name(path: str) -> Problem:
    """What looks like a page or a list is an error; anything else lying there is only pointed out."""
    folder, _, name = path.rpartition("/")
    ending = ".md" if folder in PAGE_FOLDERS else ".yaml"
    stem = name.removesuffix(ending)
    near = nearest(stem, VOCABULARIES) if folder == "vocabulary" else None
    severity = Severity.ERROR if name.endswith(ending) else Severity.WARNING
    return Problem(path, 1, "", "bad_file_name", {}, severity, near, f"{folder}/struguri-in-loc-de-flori{ending}")


def _printable(name: str) -> str:
    """File names are bytes; what is not UTF-8 or not printable among them must not spoil a report or a terminal."""
    text = name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return "".join(char if char.isprintable() else "\ufffd" for char in text)
