"""Where the folders are, decided once. The environment is read by the settings; no folder is made here.

Each function asks in this order: the folder that was set, the copy inside an installed wheel, the checkout
around the package. The editable install takes the third step, so nothing depends on how a build backend maps
editable packages.
"""

from pathlib import Path

from kb.errors import ConfigurationError

PACKAGE = Path(__file__).resolve().parent


def content(explicit: Path | None = None, *, package: Path = PACKAGE) -> Path:
    """The folder of the library. Raises ConfigurationError when there is none."""
    return _shipped("content", explicit, package)


def templates(explicit: Path | None = None, *, package: Path = PACKAGE) -> Path:
    """The folder of the page templates. Raises ConfigurationError when there is none."""
    return _shipped("templates", explicit, package)


def index(explicit: Path | None = None, *, package: Path = PACKAGE) -> Path:
    """The folder of the index, which need not exist. Raises ConfigurationError if installed and not set."""
    return _written("index", "search_index", explicit, package)


def instance(explicit: Path | None = None, *, package: Path = PACKAGE) -> Path:
    """The folder of accounts, which need not exist. Raises ConfigurationError if installed and not set."""
    return _written("instance", "instance", explicit, package)


def evaluation(*, package: Path = PACKAGE) -> Path | None:
    """The folder of hand-written questions and baselines, which only a checkout has."""
    checkout = _checkout(package)
    folder = checkout and checkout / "tests" / "eval"
    return folder if folder and folder.is_dir() else None


def _shipped(name: str, explicit: Path | None, package: Path) -> Path:
    """A folder that comes with the product and is only read, so it must be there."""
    if explicit is not None:
        return _existing(name, explicit)
    checkout = _checkout(package)
    for folder in (package / f"_{name}", checkout and checkout / name):
        if folder and folder.is_dir():
            return folder
    raise ConfigurationError("there is no %(name)s folder: set %(setting)s to one",
                             name=name, setting=_setting(name))


def _written(name: str, folder: str, explicit: Path | None, package: Path) -> Path:
    """A folder that is written: never inside site-packages, where an upgrade would delete it."""
    if explicit is not None:
        return explicit.expanduser().absolute()
    checkout = _checkout(package)
    if checkout is None:
        raise ConfigurationError("an installed copy has no %(name)s folder: set %(setting)s to one",
                                 name=name, setting=_setting(name))
    return checkout / folder


def _existing(name: str, explicit: Path) -> Path:
    folder = explicit.expanduser().absolute()
    if not folder.is_dir():
        raise ConfigurationError("%(setting)s is %(folder)s, which is not a folder; make it, or name another",
                                 setting=_setting(name), folder=str(folder))
    return folder


def _checkout(package: Path) -> Path | None:
    """The checkout around the package, if any; `setup.cfg` tells it from site-packages."""
    return package.parent if (package.parent / "setup.cfg").is_file() else None


def _setting(name: str) -> str:
    return f"KB_{name.upper()}"
