"""What must be right before the site is started, and what a site that everybody can reach must not do."""

import os
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from ipaddress import ip_network
from pathlib import Path

from kb.errors import ConfigurationError
from kb.i18n import N_
from kb.mail import Mailer
from kb.services.keys import FILE as SECRET_FILE
from kb.settings import Settings

_LEAST_SECRET = 32
# A secret of few different characters is one that somebody typed, such as "aaaa..." or "12341234...".
_LEAST_CHARACTERS = 10
_COMMON = (
    "change", "secret", "password", "example", "default", "insecure", "culise", "qwerty", "0123456789", "abcdefgh",
)

_NOT_WRITABLE = N_(
    "%(setting)s is %(folder)s, which this user cannot write to; give it to the user that the site runs as")
_NOT_READABLE = N_("%(setting)s is %(folder)s, which this user cannot read; give it to the user that the site runs as")


def faults(settings: Settings) -> tuple[ConfigurationError, ...]:
    """What cannot work, wherever the site runs; nothing is opened or made."""
    return tuple(fault for check in _CHECKS for fault in check(settings))


def production_faults(settings: Settings) -> tuple[ConfigurationError, ...]:
    """What is not safe where everybody can reach the site."""
    return tuple(fault for check in _PRODUCTION_CHECKS for fault in check(settings))


def _folders(settings: Settings) -> Iterator[ConfigurationError]:
    """Those of code and library are read, those of index and records are written."""
    for name in ("content", "templates", "index", "instance"):
        try:
            folder: Path = getattr(settings, f"{name}_folder")
        except ConfigurationError as fault:
            yield fault
            continue
        is_written = name in ("index", "instance")
        if not os.access(_nearest(folder), os.W_OK | os.X_OK if is_written else os.R_OK | os.X_OK):
            yield ConfigurationError(_NOT_WRITABLE if is_written else _NOT_READABLE,
                                     setting=f"KB_{name.upper()}", folder=str(folder))


def _nearest(folder: Path) -> Path:
    """The folder, or the one in which it would be made."""
    return next(each for each in (folder, *folder.parents) if each.exists())


def _mail(settings: Settings) -> Iterator[ConfigurationError]:
    """The mailer knows what it needs, the address that links begin with among it."""
    try:
        Mailer(settings)
    except ConfigurationError as fault:
        yield fault


def _hosts(settings: Settings) -> Iterator[ConfigurationError]:
    for host in settings.trusted_hosts:
        if "/" in host:
            yield ConfigurationError(
                "KB_TRUSTED_HOSTS holds %(value)s; give names of hosts alone, such as culise.example", value=host)


def _metrics(settings: Settings) -> Iterator[ConfigurationError]:
    if settings.metrics and find_spec("prometheus_client") is None:
        yield ConfigurationError("KB_METRICS needs an extra; install it with: pip install 'culise[metrics]'")
    for network in settings.metrics_from:
        try:
            ip_network(network, strict=False)
        except ValueError:
            yield ConfigurationError("KB_METRICS_FROM holds %(value)s; give network addresses such as 10.0.0.0/8",
                                     value=network)
    if settings.metrics_token and len(settings.metrics_token) < _LEAST_SECRET:
        yield ConfigurationError("KB_METRICS_TOKEN is too short; make one with: python3 -c "
                                 "'import secrets; print(secrets.token_urlsafe(48))'")


def _secret(settings: Settings) -> Iterator[ConfigurationError]:
    if settings.secret_key and is_weak(settings.secret_key):
        yield ConfigurationError(
            "KB_SECRET_KEY is weak; leave it out, and one is made and kept in the instance folder, or make one with: "
            "python3 -c 'import secrets; print(secrets.token_urlsafe(48))'")


def is_weak(secret: str) -> bool:
    """Whether a secret is short, of few characters, or one that stands in examples."""
    lowered = secret.lower()
    is_common = any(word in lowered for word in _COMMON)
    return len(secret) < _LEAST_SECRET or len(set(secret)) < _LEAST_CHARACTERS or is_common


def _trusted_hosts(settings: Settings) -> Iterator[ConfigurationError]:
    if not settings.trusted_hosts:
        yield ConfigurationError("KB_TRUSTED_HOSTS is not set; name the hosts that the site answers to, such as "
                                 "culise.example, or links could be made to lead elsewhere")


def _proxies(settings: Settings) -> Iterator[ConfigurationError]:
    """This server speaks no https itself, so in production something stands in front that does."""
    if not settings.proxies:
        yield ConfigurationError("KB_PROXIES is 0; set it to 1 with a reverse proxy in front that speaks https, or all "
                                 "visitors have one address and cookies are not kept to https")


def _links(settings: Settings) -> Iterator[ConfigurationError]:
    if settings.smtp_host and not settings.address.startswith("https://"):
        yield ConfigurationError("KB_ADDRESS must be set to the https:// address of the site: links in mails begin "
                                 "with it")


def _privacy_of_records(settings: Settings) -> Iterator[ConfigurationError]:
    """Nobody else on this machine may read who has an account, nor the secret."""
    folder = settings.instance_folder
    for path in (folder, folder / SECRET_FILE):
        if path.exists() and path.stat().st_mode & 0o077:
            mode = "700" if path.is_dir() else "600"
            yield ConfigurationError(
                "%(path)s can be read by other users of this machine; run: chmod %(mode)s %(path)s",
                path=str(path), mode=mode)


_Check = Callable[[Settings], Iterator[ConfigurationError]]
_CHECKS: tuple[_Check, ...] = (_folders, _mail, _hosts, _metrics)
_PRODUCTION_CHECKS: tuple[_Check, ...] = (_secret, _trusted_hosts, _proxies, _links, _privacy_of_records)
