"""What the figures were measured on, and whether it was quiet."""

import os
import platform
import sqlite3
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

# More than this by somebody else, and the figures are not worth keeping.
_QUIET_LOAD = 0.3


def describe() -> str:
    """Class of machine and versions, in one line."""
    libraries = ", ".join(f"{name} {_version(name)}" for name in ("whoosh3", "tantivy"))
    return (
        f"{os.cpu_count()} cores ({_processor()}), {_gigabytes()} GB, Python {platform.python_version()},"
        f" SQLite {sqlite3.sqlite_version}, {libraries}"
    )


def noise() -> str:
    """How busy the machine is, in words; empty when it is quiet."""
    load = os.getloadavg()[0]
    return "" if load < _QUIET_LOAD else f"NOT A QUIET MACHINE: load {load:.1f} before the first measurement"


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "(not installed)"


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    return next((line.partition(": ")[2] for line in lines if line.startswith("model name")), platform.machine())


def _gigabytes() -> int:
    return round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30)
