"""An uploaded .md file, or a .zip of several with their images, as documents of a submission.

A zip is read member by member within limits; nothing of it is ever written by its own names.
"""

import io
import posixpath
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote

from kb.errors import TooLarge, Unprocessable
from kb.ingest import decode, identify, read_fields
from kb.language import fold, in_other_script, is_cyrillic
from kb.model import LANGUAGES, MAX_SLUG, is_slug
from kb.submissions.model import KINDS, MAX_DOCUMENTS, MAX_IMAGES, MAX_TEXT_BYTES
from kb.submissions.remarks import N_

MAX_UPLOAD_BYTES = 60 * 1024 * 1024
MAX_IMAGE_BYTES = 8 * 1024 * 1024
# All members of a zip together, unpacked; and how much larger than packed a text or an image may become.
MAX_UNPACKED_BYTES = 100 * 1024 * 1024
MAX_RATIO = 200
MAX_MEMBERS = 100
_IMAGE_ENDINGS = (".png", ".jpg", ".jpeg", ".webp")
# What archivers and desktops leave behind.
_JUNK = re.compile(
    r"(?:^|/)(?:__MACOSX/|\._|Thumbs\.db\Z|desktop\.ini\Z)|(?:^|/)\.[^./\\][^/\\]*\Z", re.IGNORECASE)
_REFERENCE = re.compile(
    r"(?P<before>!\[[^\]\n]{0,300}\]\(\s{0,3})(?:<(?P<angled>[^<>\n]{1,300})>|(?P<address>[^)\s<>]{1,300}))")
_NOT_A_NAME = re.compile(r"[^a-z0-9]+")
_TEXT_ENDINGS = (".md", ".markdown")
# What every archiver writes; others may ask for gigabytes of memory before the first byte comes out.
_PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENDING = re.compile(r"\.(?:md|markdown)\Z", re.IGNORECASE)
_DRIVE = re.compile(r"[A-Za-z]:")


@dataclass(frozen=True, slots=True)
class Bundle:
    """Documents by path, the main one first, and images by their names as uploaded ("cover.jpg", NFC), still unread."""

    documents: Mapping[str, str]
    images: Mapping[str, bytes] = field(default_factory=dict)


def read_bundle(filename: str, data: bytes, kind: str = "cases") -> Bundle:
    """Read an upload; a page whose place the zip does not tell becomes one of `kind`.

    References to images of the bundle point into `media/<slug>/` afterwards. Raises TooLarge, Unprocessable.
    """
    if len(data) > MAX_UPLOAD_BYTES:
        raise TooLarge("%(name)s is larger than %(limit)s MB", name=_shown(filename), limit=MAX_UPLOAD_BYTES >> 20)
    lower = filename.lower()
    if lower.endswith(_TEXT_ENDINGS):
        return _bundle({_base(filename): data}, kind)
    if lower.endswith(".zip"):
        return _bundle(dict(_unpacked(data)), kind)
    raise Unprocessable("%(name)s is neither a .md file nor a .zip of some with their images", field="upload",
                        name=_shown(filename))


def image_name(filename: str) -> str:
    """The name an image gets in the library, without its ending: lower-case letters, digits, hyphens."""
    stem = _base(filename).rpartition(".")[0] or _base(filename)
    return slug_of(stem)[:60].strip("-") or "image"


def media_slug(path: str) -> str:
    """The folder in `media/` of a document's images."""
    return posixpath.basename(path).partition(".")[0]


def _unpacked(data: bytes) -> Iterator[tuple[str, bytes]]:
    """The members of a zip that are wanted, each within its limits."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = [one for one in archive.infolist()
                       if not one.filename.endswith("/") and not _JUNK.search(one.filename)]
            if len(members) > MAX_MEMBERS:
                raise TooLarge("the zip holds more than %(limit)s files", limit=MAX_MEMBERS)
            names = _without_top([one.filename for one in members])
            left = MAX_UNPACKED_BYTES
            for name, member in zip(names, members, strict=True):
                content = _read_member(archive, member, name, left)
                left -= len(content)
                yield name, content
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError) as error:
        raise Unprocessable("the zip cannot be read: %(reason)s", field="upload",
                            reason=str(error)[:100] or type(error).__name__) from error


def _read_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str, left: int) -> bytes:
    """Unpack one member; what its header says is checked first, what comes out while it comes."""
    if member.flag_bits & 1:
        raise _refused(name, N_("%(name)s is locked with a password"))
    if member.compress_type not in _PACKED:
        raise _refused(name, N_("%(name)s in the zip is packed in a way that few can read; make an ordinary zip"))
    is_text = name.lower().endswith(_TEXT_ENDINGS)
    limit = MAX_TEXT_BYTES if is_text else MAX_IMAGE_BYTES
    if member.file_size > limit or left <= 0:
        raise TooLarge("%(name)s in the zip is larger than %(limit)s KB", name=_shown(name), limit=limit >> 10)
    if member.file_size > MAX_RATIO * max(member.compress_size, 100):
        raise _refused(name, N_("%(name)s in the zip is packed too tightly to be a text or an image"))
    with archive.open(member) as stream:
        content = stream.read(limit + 1)
    if len(content) > min(limit, left):
        raise TooLarge("%(name)s in the zip is larger than %(limit)s KB", name=_shown(name), limit=limit >> 10)
    return content


def _without_top(names: list[str]) -> list[str]:
    """Names as they stand inside the one folder that archivers put around everything. Raises Unprocessable."""
    for name in names:
        parts = name.split("/")
        if "\\" in name or "\0" in name or _DRIVE.match(name) or ".." in parts or "" in parts or "." in parts:
            raise _refused(name, N_("%(name)s in the zip has a path that leads elsewhere"))
        if not name.lower().endswith((*_TEXT_ENDINGS, *_IMAGE_ENDINGS)):
            raise _refused(name, N_("%(name)s in the zip is neither a .md file nor a PNG, JPEG or WebP image"))
        if names.count(name) > 1:
            raise _refused(name, N_("%(name)s stands twice in the zip"))
    tops = {name.partition("/")[0] for name in names}
    if len(tops) == 1 and all("/" in name for name in names) and not tops & {*KINDS, "media"}:
        return [name.partition("/")[2] for name in names]
    return names


def _bundle(members: Mapping[str, bytes], kind: str) -> Bundle:
    texts = {name: _text(name, content) for name, content in members.items() if _ENDING.search(name)}
    pictures = {name: content for name, content in members.items() if name not in texts}
    if not texts:
        raise Unprocessable("there is no .md file in the zip", field="upload")
    if len(texts) > MAX_DOCUMENTS or len(pictures) > MAX_IMAGES:
        raise TooLarge("a submission holds at most %(pages)s pages and %(images)s images", pages=MAX_DOCUMENTS,
                       images=MAX_IMAGES)
    images: dict[str, bytes] = {}
    for name, content in pictures.items():
        if images.setdefault(_composed(_base(name)), content) != content:
            raise _refused(name, N_("two images in the zip are called %(name)s"))
    documents: dict[str, str] = {}
    for name, text in sorted(texts.items(), key=lambda item: _rank(item[0])):
        path = _place(name, text, kind)
        if path in documents:
            raise _refused(name, N_("two files of the zip would both become %(path)s"), path=path)
        documents[path] = _referring(text, path, images)
    return Bundle(documents, images)


def _rank(name: str) -> tuple[int, str]:
    """Cases first: the first document is what a submission is about; then what it names; versions after their page."""
    folder = name.rpartition("/")[0].rpartition("/")[2]
    return KINDS.index(folder) if folder in KINDS else 0, name.replace(".md", "")


def _text(name: str, data: bytes) -> str:
    if len(data) > MAX_TEXT_BYTES:
        raise TooLarge("%(name)s is larger than %(limit)s KB", name=_shown(name), limit=MAX_TEXT_BYTES >> 10)
    text, problems = decode(name, data)
    if problems:
        raise Unprocessable("%(name)s, line %(line)s: this is no plain UTF-8 text", field="upload", name=_shown(name),
                            line=problems[0].line)
    return text


def _place(name: str, text: str, kind: str) -> str:
    """Where a file belongs: where it stood, when that is a place of the library, else by its name or its title."""
    folder, base = name.rpartition("/")[0].rpartition("/")[2], _base(name)
    home = folder if folder in KINDS else kind
    if identify(f"{home}/{base}"):
        return f"{home}/{base}"
    whole = _ENDING.sub("", base)
    stem, _, lang = whole.rpartition(".")
    is_version = bool(stem) and lang.lower() in LANGUAGES
    slug = slug_of(stem if is_version else whole)
    if not is_slug(slug):
        fields = read_fields(text).fields or {}
        slug = slug_of(str(fields.get("title") or fields.get("name") or "")) or "untitled"
    return f"{home}/{slug}{f'.{lang.lower()}' if is_version else ''}.md"


def slug_of(text: str) -> str:
    """A slug made of a title or a name: Latin letters, Cyrillic ones as in passports; empty when nothing is left."""
    words = (fold((in_other_script(word) or (word,))[-1] if is_cyrillic(word) else word) for word in text.split())
    return _NOT_A_NAME.sub("-", " ".join(words)).strip("-")[:MAX_SLUG].strip("-")


def _referring(text: str, path: str, images: Mapping[str, bytes]) -> str:
    """The text with its references to images of the bundle as the library writes them."""
    def written(match: re.Match[str]) -> str:
        base = _composed(_base(unquote(match["angled"] or match["address"])))
        if base not in images:
            return match[0]
        address = f"../media/{media_slug(path)}/{base}"
        return match["before"] + (f"<{address}>" if match["angled"] or " " in base else address)
    return _REFERENCE.sub(written, text)


def _composed(name: str) -> str:
    """Some systems keep a letter and its mark as two characters in the names of files, and texts do not."""
    return unicodedata.normalize("NFC", name)


def _base(name: str) -> str:
    return name.replace("\\", "/").rpartition("/")[2]


def _shown(name: str) -> str:
    return "".join(char if char.isprintable() else "\ufffd" for char in name)[:80]


def _refused(name: str, message: str, **arguments: str) -> Unprocessable:
    return Unprocessable(message, field="upload", name=_shown(name), **arguments)
