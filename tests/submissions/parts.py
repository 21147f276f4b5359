"""What tests of submissions are made of: a draft of two pages, an image, an archive."""

import io
import zipfile

from kb.submissions import Attachment, Consent, Document
from tests.submissions.conftest import ANA

YES = Consent(licence=True, images=True)
CASE, FIRM = "cases/vin.md", "businesses/firma.md"


def begin(submissions, text="a", actor=ANA):
    return submissions.start(actor, "ro", [Document(CASE, text), Document(FIRM, "f")])


def image(submission, name="afis.webp", file="0" * 32 + ".webp"):
    return Attachment(file, submission, name, "image/webp", 10, 10)


PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)


def zipped(members, compression=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()
