"""Finds the files of a library without opening them: which there are, what they are, and what cannot be one."""

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

from kb.model import LANGUAGES, VOCABULARIES, Problem, Severity, is_slug, nearest

PAGE_FOLDERS = ("cases", "businesses", "specialists", "events", "books", "questions", "wanted", "help")
YAML_FOLDERS = ("market", "vocabulary")
# The handbook has no main language: every file names its own, and this one stands where pages have their main file.
HANDBOOK, HANDBOOK_LANG = "help", "ro"
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


class Stamp(NamedTuple):
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
        right = is_slug(slug) and (lang in LANGUAGES or (stem == slug and folder != HANDBOOK))
        is_main = not lang or (folder == HANDBOOK and lang == HANDBOOK_LANG)
        return Identity(folder, slug, None if is_main else lang) if right else None
    if ending != "yaml" or (folder == "" and stem not in YAML_FILES):
        return None
    if folder == "vocabulary":
        return Identity(folder, stem, None) if stem in VOCABULARIES else None
    if folder == "market":
        return Identity(folder, stem, None) if is_slug(stem) else None
    return Identity(stem, stem, None) if folder == "" else None


def main_path(kind: str, slug: str) -> str:
    """The path of the main file of a page."""
    return f"{kind}/{slug}.{HANDBOOK_LANG}.md" if kind == HANDBOOK else f"{kind}/{slug}.md"


def named_language(path: str) -> str | None:
    """The language that the name of a file says, or None."""
    identity = identify(path)
    if identity is not None and identity.kind == HANDBOOK:
        return identity.lang or HANDBOOK_LANG
    return identity.lang if identity else None


def size_limit(path: str) -> int:
    """How many bytes a file of this name may have."""
    return MAX_PAGE_BYTES if path.endswith(".md") else MAX_YAML_BYTES


def scan(content: Path) -> Scan:
    """List the library's files in order of path. Hidden files and what editors leave behind are passed over."""
    root = content.resolve()
    found = [*_scan_folder(root, "", wanted=YAML_FILES)]
    for folder in (*PAGE_FOLDERS, *YAML_FOLDERS):
        found += _scan_folder(root, folder)
    stamps = sorted((one for one in found if isinstance(one, Stamp)), key=attrgetter("path"))
    problems = sorted((one for one in found if isinstance(one, Problem)), key=attrgetter("path"))
    return Scan({stamp.path: stamp for stamp in stamps}, tuple(problems))


def _scan_folder(root: Path, folder: str, wanted: tuple[str, ...] = ()) -> Iterator[Stamp | Problem]:
    try:
        if folder and not (root / folder).resolve().is_relative_to(root):
            yield Problem(folder, 1, "", "outside_library")
            return
        with os.scandir(root / folder) as entries:
            for entry in entries:
                if not wanted or entry.name.removesuffix(".yaml") in wanted:
                    found = _look_at(root, folder, entry)
                    if found is not None:
                        yield found
    except (FileNotFoundError, NotADirectoryError):
        if not folder:
            yield Problem(".", 1, "", "unreadable", {"reason": "there is no such folder"})
    except OSError as error:
        yield Problem(folder or ".", 1, "", "unreadable", {"reason": error.strerror or str(error)})


def _look_at(root: Path, folder: str, entry: os.DirEntry[str]) -> Stamp | Problem | None:
    """What an entry of a folder is; None for what is passed over."""
    name = entry.name
    if name.startswith(".") or name.endswith(_LEFTOVERS) or name in _NOTES:
        return None
    path = f"{folder}/{_printable(name)}" if folder else _printable(name)
    try:
        if entry.is_symlink() and not Path(entry.path).resolve(strict=True).is_relative_to(root):
            return Problem(path, 1, "", "outside_library")
        status = entry.stat()
    except (OSError, RuntimeError) as error:  # a link that leads nowhere, or in a circle
        return Problem(path, 1, "", "unreadable", {"reason": getattr(error, "strerror", None) or str(error)})
    return _judge(path, status)


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
    right = main_path(HANDBOOK, "searching") if folder == HANDBOOK else f"{folder}/struguri-in-loc-de-flori{ending}"
    return Problem(path, 1, "", "bad_file_name", {}, severity, near, right)


def _printable(name: str) -> str:
    """File names are bytes; what is not UTF-8 or not printable among them must not spoil a report or a terminal."""
    if name.isascii() and name.isprintable():  # nearly all are
        return name
    text = name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return "".join(char if char.isprintable() else "\ufffd" for char in text)
