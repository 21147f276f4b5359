"""Values as YAML that authors like to read: one line for a value or a short list, one line for each entry of a list.

Only what the narrow YAML of the library accepts is written. Which lines of a file are replaced is in `editing`.
"""

import json
import re
import unicodedata
from collections.abc import Mapping, Sequence

from kb.ingest.plain_yaml import Value

# Words that need no quotes anywhere, also inside [] and {}.
_PLAIN = re.compile(r"\w[\w./'’()+%&–-]*(?: [\w.'’()+%&–][\w./'’()+%&–-]*)*")
_NULLS = frozenset(("null", "Null", "NULL"))
_UNPRINTABLE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_LONE = re.compile("[\ud800-\udfff]")


def as_plain(value: object) -> Value:
    """The value as reading it back would give it: every scalar as composed text, keys without a value left out."""
    if value is None:
        return None
    if isinstance(value, Mapping):
        return {_text(str(key)): as_plain(inner) for key, inner in value.items() if inner is not None}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [as_plain(inner) for inner in value]
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return f"{value:.6f}".rstrip("0").rstrip(".")
    return _text(str(value))


def write_entry(name: str, value: Value, *, indent: str = "", newline: str = "\n") -> list[str]:
    """The lines of a top-level key; none for None."""
    if value is None:
        return []
    key = f"{indent}{_scalar(name)}:"
    if isinstance(value, list) and any(isinstance(one, list | dict) for one in value):
        return [key + newline, *(write_item(one, indent=f"{indent}  ", newline=newline) for one in value)]
    return [f"{key} {_flow(value)}{newline}"]


def write_item(value: Value, *, indent: str, newline: str = "\n") -> str:
    """The line of an entry of a list that stands on lines of its own."""
    return f"{indent}- {_flow(value)}{newline}"


def _flow(value: Value) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_scalar(name)}: {_flow(inner)}" for name, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_flow, value)) + "]"
    return "null" if value is None else _scalar(value)


def _scalar(text: str) -> str:
    """A JSON text is a YAML text, but for the few characters that YAML wants escaped."""
    if _PLAIN.fullmatch(text) and text not in _NULLS:
        return text
    return _UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04X}", json.dumps(text, ensure_ascii=False))


def _text(text: str) -> str:
    """Line feeds for line ends, composed letters, nothing that UTF-8 cannot write."""
    return unicodedata.normalize("NFC", _LONE.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n")))
