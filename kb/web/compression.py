"""Packing what is sent: Brotli where the browser takes it, a tenth smaller than gzip, else gzip, else nothing."""

import gzip

import brotli
from werkzeug.datastructures import Accept

# The better one first.
_ENCODINGS = ("br", "gzip")
# For an answer that is made anew each time: the last percents cost more than they save.
_QUICK = 5
_BEST = {"br": 11, "gzip": 9}


def best_encoding(accepted: Accept) -> str:
    """The encoding that the browser likes best, by name or by "*", "br" before "gzip"; empty when it takes neither."""
    best = max(_ENCODINGS, key=accepted.quality)
    return best if accepted.quality(best) > 0 else ""


def pack(content: bytes, encoding: str, is_kept: bool = False) -> bytes:
    """`content` in an encoding of `best_encoding`; as small as it gets when it is kept, else quickly."""
    level = _BEST[encoding] if is_kept else _QUICK
    if encoding == "br":
        return bytes(brotli.compress(content, quality=level))
    return gzip.compress(content, compresslevel=level, mtime=0)
