"""Secrets that must be read again, encrypted with the site's own: who has the file of accounts alone has nothing.

Fernet (AES-128-CBC with HMAC-SHA256) of the library cryptography; a password, which never needs to be read again, is
hashed and not sealed.
"""

import base64
import hashlib
import hmac

from cryptography.fernet import Fernet, InvalidToken

# What Fernet's tokens begin with (version 0x80, in base64); no base32 key does: it has no small letters.
_BEGINNING = "gAAAA"


def seal(key: bytes, purpose: str, owner: str, secret: str) -> str:
    """The secret as it may be kept; it can be opened for the same purpose and owner alone."""
    return _fernet(key, purpose).encrypt(f"{owner}\0{secret}".encode()).decode("ascii")


def unseal(key: bytes, purpose: str, owner: str, sealed: str) -> str | None:
    """The secret; None when it was sealed with another key, or for somebody else.

    What is not sealed is given back as it is: files of earlier versions hold such, until it is next used.
    """
    if not is_sealed(sealed):
        return sealed
    try:
        found, _, secret = _fernet(key, purpose).decrypt(sealed.encode("ascii", "replace")).decode().partition("\0")
    except InvalidToken:
        return None
    return secret if hmac.compare_digest(found.encode(), owner.encode()) else None


def is_sealed(text: str) -> bool:
    """Whether something is sealed."""
    return text.startswith(_BEGINNING)


def _fernet(key: bytes, purpose: str) -> Fernet:
    """With a key of its own, so that nothing else that the site's secret makes can be taken for it."""
    return Fernet(base64.urlsafe_b64encode(hmac.digest(key, f"seal\0{purpose}".encode(), hashlib.sha256)))
