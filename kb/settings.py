"""Settings: one table of names, defaults and meanings, read from the environment over a TOML file over defaults."""

import os
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from kb import paths
from kb.errors import ConfigurationError

MEANING, READ, BOUNDS, CHOICES = "meaning", "read", "bounds", "choices"
_TRUE, _FALSE = ("1", "true", "yes", "on"), ("0", "false", "no", "off")


Metadata = Mapping[str, Any]


def _folder(meaning: str) -> Metadata:
    return {MEANING: meaning, READ: "folder"}


def _text(meaning: str) -> Metadata:
    return {MEANING: meaning, READ: "text"}


def _choice(meaning: str, *choices: str) -> Metadata:
    return {MEANING: meaning, READ: "choice", CHOICES: choices}


def _number(least: float, most: float, meaning: str) -> Metadata:
    """A number within bounds, whole where its default is."""
    return {MEANING: meaning, READ: "number", BOUNDS: (least, most)}


def _switch(meaning: str) -> Metadata:
    return {MEANING: meaning, READ: "switch"}


def _names(meaning: str) -> Metadata:
    return {MEANING: meaning, READ: "names"}


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that can be set; each field is read from `KB_<NAME>` or `<name>` in the TOML file."""

    content: Path | None = field(
        default=None, metadata=_folder("folder of the library: Markdown, vocabularies, media"))
    templates: Path | None = field(default=None, metadata=_folder("folder of the page templates"))
    index: Path | None = field(
        default=None, metadata=_folder("folder of the derived index; deleting it is always safe"))
    instance: Path | None = field(default=None, metadata=_folder(
        "folder for accounts, submissions, reports and backups; not derived, so keep it"))
    secret_key: str = field(default="", repr=False, metadata=_text(
        "secret that forms and sessions are signed with; one is made and kept in the instance folder when not set"))
    address: str = field(default="", metadata=_text(
        "address of the site that links in mails begin with, such as https://culise.example"))
    proxies: int = field(default=0, metadata=_number(
        0, 9, "how many reverse proxies stand in front; only so many are believed about a visitor's address"))
    registration: str = field(default="invitation", metadata=_choice(
        "who may have an account: invitation, open (to whoever confirms an e-mail address) or closed",
        "invitation", "open", "closed"))
    require_totp: bool = field(default=False, metadata=_switch(
        "whether editors and admins must sign in with a code besides the password: true or false"))
    approve_own: bool = field(default=False, metadata=_switch(
        "whether editors may approve what they wrote themselves, for a site with one editor: true or false"))
    smtp_host: str = field(default="", metadata=_text("mail server; no mail is sent when it is not set"))
    smtp_port: int = field(default=587, metadata=_number(1, 65_535, "port of the mail server"))
    smtp_security: str = field(default="starttls", metadata=_choice(
        "how the connection to the mail server is kept private: starttls, tls or none", "starttls", "tls", "none"))
    smtp_user: str = field(default="", metadata=_text("name to sign in to the mail server with, if it wants one"))
    smtp_password: str = field(default="", repr=False, metadata=_text("password to sign in to the mail server with"))
    smtp_from: str = field(default="", metadata=_text("address that mails come from; wanted with a mail server"))
    engine: str = field(default="sqlite_fts", metadata=_choice(
        "search engine: sqlite_fts, whoosh, or null to run without text search", "sqlite_fts", "whoosh", "null"))
    processes: int = field(default=2, metadata=_number(
        1, 64, "worker processes that read, render and analyse files, 1 to 64"))
    proof_bar: float = field(default=0.8, metadata=_number(
        0, 1, "share of known questions, 0 to 1, that a new index must answer to be put in place"))
    follow: bool = field(default=False, metadata=_switch(
        "whether the server follows changes of the library by itself: true or false"))
    git_commit: bool = field(default=False, metadata=_switch(
        "whether what is published is committed to git, where the library is a repository: true or false"))
    record_searches: bool = field(default=True, metadata=_switch(
        "whether searches are counted, by day and words and without whoever searched: true or false"))
    keep_searches_days: int = field(default=365, metadata=_number(
        1, 3_650, "how many days the counts of searches are kept, 1 to 3650"))
    trusted_hosts: tuple[str, ...] = field(default=(), metadata=_names(
        "host names the site answers to, parted by commas; any when none is set"))
    metrics: bool = field(default=False, metadata=_switch(
        "whether /metrics tells Prometheus what the site does; needs the extra metrics: true or false"))
    metrics_from: tuple[str, ...] = field(default=("127.0.0.1", "::1"), metadata=_names(
        "network addresses that may read /metrics, such as 127.0.0.1 or 10.0.0.0/8, parted by commas"))
    metrics_token: str = field(default="", repr=False, metadata=_text(
        "token by which /metrics may be read from anywhere, sent as: Authorization: Bearer TOKEN"))
    log_level: str = field(default="info", metadata=_choice(
        "least level that is logged: debug, info, warning or error", "debug", "info", "warning", "error"))

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


    def as_environment(self) -> dict[str, str]:
        """These settings as environment variables, for a process that is to have the same."""
        return {f"KB_{name.upper()}": _as_text(getattr(self, name)) for name in NAMES}


_FIELDS = {each.name: each for each in fields(Settings)}
NAMES = tuple(_FIELDS)


def meanings() -> Mapping[str, str]:
    """The environment name of each setting with what it means, for the docs and their test."""
    return {f"KB_{name.upper()}": each.metadata[MEANING] for name, each in _FIELDS.items()}


def is_secret(name: str) -> bool:
    """Whether a setting's value must not be shown."""
    return not _FIELDS[name].repr


def read_settings(environment: Mapping[str, str] = os.environ, file: Path | None = None) -> Settings:
    """Read the settings; `KB_CONFIG` names a TOML file. Raises ConfigurationError naming the setting that is wrong."""
    named = environment.get("KB_CONFIG")
    values = _from_file(file or (Path(named) if named else None))
    values |= {name: environment[f"KB_{name.upper()}"] for name in NAMES if environment.get(f"KB_{name.upper()}")}
    return Settings(**{name: _read(name, _as_text(value)) for name, value in values.items()})


def _from_file(file: Path | None) -> dict[str, object]:
    if file is None:
        return {}
    try:
        values = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ConfigurationError(
            "the settings file %(file)s, which KB_CONFIG names, cannot be read: %(reason)s; mend it",
            file=str(file), reason=str(error)
        ) from error
    for name in values:
        if name not in NAMES:
            raise ConfigurationError("%(file)s: the setting %(name)s is not known; take it out, or see which there are "
                                     "with: KB_CONFIG= kb config", file=str(file), name=name)
    return values


def _as_text(value: object) -> str:
    """A value as the environment would hold it; a list is parted by commas."""
    if value is None:
        return ""
    return ",".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def _read(name: str, value: str) -> Any:
    return _READERS[_FIELDS[name].metadata[READ]](name, value)


def _parted(value: str) -> tuple[str, ...]:
    return tuple(each.strip() for each in value.split(",") if each.strip())


def _read_choice(name: str, value: str) -> str:
    choices = _FIELDS[name].metadata[CHOICES]
    if value not in choices:
        raise _must_be_one_of(name, value, choices)
    return value


def _read_switch(name: str, value: str) -> bool:
    if value.lower() not in (*_TRUE, *_FALSE):
        raise _must_be_one_of(name, value, ("true", "false"))
    return value.lower() in _TRUE


def _must_be_one_of(name: str, value: str, choices: Sequence[str]) -> ConfigurationError:
    return ConfigurationError(
        "the setting %(name)s is %(value)s; it must be one of: %(choices)s",
        name=f"KB_{name.upper()}", value=value, choices=", ".join(choices),
    )


def _read_number(name: str, value: str) -> float:
    least, most = _FIELDS[name].metadata[BOUNDS]
    is_share = isinstance(_FIELDS[name].default, float)
    try:
        number = float(value) if is_share else int(value)
    except ValueError:
        number = most + 1
    if not (value.isascii() and least <= number <= most):
        raise ConfigurationError(
            "the setting %(name)s is %(value)s; it must be a number from %(least)s to %(most)s",
            name=f"KB_{name.upper()}", value=value, least=least, most=most,
        )
    return number


def _read_folder(name: str, value: str) -> Path:
    try:
        return Path(value).expanduser().absolute()
    except RuntimeError as error:  # ~somebody who has no account here
        raise ConfigurationError(
            "the setting %(name)s is %(value)s; nobody of that name has a home folder here; give the whole path",
            name=f"KB_{name.upper()}", value=value,
        ) from error


_READERS: Mapping[str, Callable[[str, str], Any]] = {
    "folder": _read_folder,
    "choice": _read_choice,
    "number": _read_number,
    "switch": _read_switch,
    "names": lambda _, value: _parted(value),
    "text": lambda _, value: value,
}
