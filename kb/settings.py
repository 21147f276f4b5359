"""Settings: one table of names, defaults and meanings, read from the environment over a TOML file over defaults."""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from kb import paths
from kb.errors import ConfigurationError

MEANING = "meaning"
CHOICES = {"engine": ("sqlite_fts", "null"), "log_level": ("debug", "info", "warning", "error")}
MOST_PROCESSES = 64


def _says(meaning: str) -> Mapping[str, str]:
    return {MEANING: meaning}


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that can be set; each field is read from `KB_<NAME>` or `<name>` in the TOML file."""

    content: Path | None = field(default=None, metadata=_says("folder of the library: Markdown, vocabularies, media"))
    templates: Path | None = field(default=None, metadata=_says("folder of the page templates"))
    index: Path | None = field(default=None, metadata=_says("folder of the derived index; deleting it is always safe"))
    instance: Path | None = field(
        default=None, metadata=_says("folder for accounts, submissions and backups; not used yet"))
    engine: str = field(
        default="sqlite_fts", metadata=_says("search engine: sqlite_fts, or null to run without text search"))
    processes: int = field(default=2, metadata=_says("worker processes that read, render and analyse files, 1 to 64"))
    trusted_hosts: tuple[str, ...] = field(
        default=(), metadata=_says("host names the site answers to, parted by commas; any when none is set"))
    log_level: str = field(
        default="info", metadata=_says("least level that is logged: debug, info, warning or error"))

    @property
    def content_folder(self) -> Path:
        """The library's folder, found when not set."""
        return paths.content(self.content)

    @property
    def templates_folder(self) -> Path:
        """The templates' folder, found when not set."""
        return paths.templates(self.templates)

    @property
    def index_folder(self) -> Path:
        """The index folder; raises ConfigurationError when installed from a wheel and not set."""
        return paths.index(self.index)

    @property
    def instance_folder(self) -> Path:
        """The instance folder; raises ConfigurationError when installed from a wheel and not set."""
        return paths.instance(self.instance)


NAMES = tuple(each.name for each in fields(Settings))


def meanings() -> Mapping[str, str]:
    """The environment name of each setting with what it means, for the docs and their test."""
    return {f"KB_{each.name.upper()}": each.metadata[MEANING] for each in fields(Settings)}


def read_settings(environment: Mapping[str, str] = os.environ, file: Path | None = None) -> Settings:
    """Read the settings; `KB_CONFIG` names a TOML file. Raises ConfigurationError naming the setting that is wrong."""
    named = environment.get("KB_CONFIG")
    values = _from_file(file or (Path(named) if named else None))
    values |= {name: environment[f"KB_{name.upper()}"] for name in NAMES if environment.get(f"KB_{name.upper()}")}
    return Settings(**{name: _read(name, _text(value)) for name, value in values.items()})


def _from_file(file: Path | None) -> dict[str, object]:
    if file is None:
        return {}
    try:
        values = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ConfigurationError(
            "the settings file %(file)s cannot be read: %(reason)s", file=str(file), reason=str(error)
        ) from error
    for name in values:
        if name not in NAMES:
            raise ConfigurationError("%(file)s: the setting %(name)s is not known", file=str(file), name=name)
    return values


def _text(value: object) -> str:
    """A value as the environment would hold it; a TOML list is parted by commas."""
    return ",".join(map(str, value)) if isinstance(value, list) else str(value)


def _read(name: str, value: str) -> Any:
    """A setting's value from text. Raises ConfigurationError."""
    if name == "processes":
        return _processes(value)
    if name == "trusted_hosts":
        return tuple(host.strip() for host in value.split(",") if host.strip())
    if name not in CHOICES:
        return _folder(name, value)
    if value not in CHOICES[name]:
        raise ConfigurationError(
            "the setting %(name)s is %(value)s; it must be one of: %(choices)s",
            name=f"KB_{name.upper()}", value=value, choices=", ".join(CHOICES[name]),
        )
    return value


def _folder(name: str, value: str) -> Path:
    try:
        return Path(value).expanduser().absolute()
    except RuntimeError as error:  # ~somebody who has no account here
        raise ConfigurationError(
            "the setting %(name)s is %(value)s; nobody of that name has a home folder here",
            name=f"KB_{name.upper()}", value=value,
        ) from error


def _processes(value: str) -> int:
    if not (value.isascii() and value.isdecimal() and 1 <= int(value) <= MOST_PROCESSES):
        raise ConfigurationError(
            "the setting %(name)s is %(value)s; it must be a number from 1 to %(most)s",
            name="KB_PROCESSES", value=value, most=MOST_PROCESSES,
        )
    return int(value)
