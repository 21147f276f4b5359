"""An e-mail address as a person types it, and the one form in which it is kept and compared."""

import re
import unicodedata

from kb.errors import Unprocessable

# RFC 5321 allows 254 in all, and 64 before the @.
_MOST = 254
_MOST_LOCAL = 64
_LOCAL = re.compile(r"[^\s@<>()\[\]\\,;:\"\x00-\x1f\x7f]+")
_DOMAIN = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]")


def normal_email(text: str) -> str:
    """The address in small letters, with its domain in ASCII. Raises Unprocessable for what can be no address.

    Case before the @ could matter by the letter of the standard; no provider makes use of that, and people type it
    either way.
    """
    local, _, domain = unicodedata.normalize("NFKC", text.strip()[:2 * _MOST]).lower().rpartition("@")
    try:
        ascii_domain = domain.encode("idna").decode("ascii").lower()
    except UnicodeError:
        ascii_domain = ""
    address = f"{local}@{ascii_domain}"
    is_sound = _LOCAL.fullmatch(local) and local.isprintable() and _DOMAIN.fullmatch(ascii_domain) and ".." not in local
    if not is_sound or len(local) > _MOST_LOCAL or len(address) > _MOST or local.startswith(".") or local.endswith("."):
        raise Unprocessable("write an e-mail address such as ana@example.md", field="email")
    return address
