"""From the bytes of a file to clean text: UTF-8, one kind of line end, composed letters, no control characters.

What is accepted and mended: a byte order mark, CRLF and CR line ends, decomposed letters (NFD). All else is refused
with its place, because one such character in a title makes readers further on refuse the whole file.
"""

import re
import unicodedata
from itertools import islice

from kb.model import Problem

# C0 and C1 controls but tab and newline; line separators that YAML counts as lines and editors do not; marks
# that turn the reading direction (a text then shows other than it is written); a byte order mark inside;
# non-characters.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
_MOST_REPORTED = 10
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def decode(path: str, data: bytes) -> tuple[str, tuple[Problem, ...]]:
    """Give the text of a file and what is wrong with it; the text is empty when there are problems."""
    try:
        text = data.removeprefix(_BYTE_ORDER_MARK).decode("utf-8")
    except UnicodeDecodeError as error:
        return "", (_not_utf8(path, data, error),)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    problems = find_controls(path, text)
    return ("", problems) if problems else (unicodedata.normalize("NFC", text), ())


def find_controls(path: str, text: str, line: int = 1, field: str = "") -> tuple[Problem, ...]:
    """Report the first control characters of a text whose first line is `line` of the file."""
    found = islice(_FORBIDDEN.finditer(text), _MOST_REPORTED)
    return tuple(_control(path, text, match.start(), line, field) for match in found)


def _control(path: str, text: str, position: int, line: int, field: str) -> Problem:
    column = position - text.rfind("\n", 0, position)
    arguments = {"character": f"U+{ord(text[position]):04X}", "column": str(column)}
    return Problem(path, line + text.count("\n", 0, position), field, "control_character", arguments)


def _not_utf8(path: str, data: bytes, error: UnicodeDecodeError) -> Problem:
    mark = len(data) - len(data.removeprefix(_BYTE_ORDER_MARK))
    position = error.start + mark
    return Problem(path, data.count(b"\n", 0, position) + 1, "", "not_utf8", {"position": str(position)})
