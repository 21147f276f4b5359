"""Where one goes on to after signing in: an address of this site, or none."""

from urllib.parse import urlsplit

_LONGEST = 2_000


def own_path(address: str, otherwise: str) -> str:
    """The address when it is a path of this site, else the other one: a link must not lead on to strangers.

    Browsers read "\\" as "/" and drop tabs and line ends, so neither may be in it.
    """
    if not address.startswith("/") or len(address) > _LONGEST or "\\" in address or not address.isprintable():
        return otherwise
    try:
        parts = urlsplit(address)
    except ValueError:
        return otherwise
    is_own = not parts.scheme and not parts.netloc and not address.startswith("//")
    return address if is_own else otherwise
