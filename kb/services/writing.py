"""Tools of those who write: a text as a form and back, differences, uploads. They need no index."""

from collections.abc import Mapping
from datetime import date

from kb.errors import NotFound
from kb.ingest import Form, add_contributor, read_fields, set_body, set_fields, skeleton
from kb.services.wired import Wired
from kb.submissions import Bundle, Comparison, compare_texts, read_bundle


class Writing(Wired):
    """What a page for writing asks for."""

    def skeleton(self, kind: str, title: str, lang: str) -> str:
        """The text of a new page. Raises NotFound for a kind that has none."""
        if kind not in skeleton.MAKERS:
            raise NotFound("there is no kind of page called %(kind)s", kind=kind)
        return skeleton.MAKERS[kind]("", title, lang, self._today())

    def form_of(self, text: str, path: str = "") -> Form:
        """A text as fields and body; never raises, what cannot be read is told in it."""
        return read_fields(text, path)

    def with_fields(self, text: str, kind: str, fields: Mapping[str, object | None]) -> str:
        """The text with some fields changed and nothing else. Raises Unprocessable when it cannot be read."""
        return set_fields(text, kind, fields)

    def with_body(self, text: str, body: str) -> str:
        """The text with another body under the same front matter. Raises Unprocessable when there is none."""
        return set_body(text, body)

    def with_credit(self, text: str, name: str) -> str:
        """The text with somebody credited for it. Raises Unprocessable when it cannot be read."""
        return add_contributor(text, name)

    def compare_texts(self, before: str | None, after: str | None) -> Comparison:
        """What changed between two states of a document, None for one that is not there."""
        return compare_texts(before, after)

    def read_upload(self, filename: str, data: bytes, kind: str = "cases") -> Bundle:
        """Documents and images of an uploaded file. Raises TooLarge, Unprocessable."""
        return read_bundle(filename, data, kind)

    def _today(self) -> date:
        return self.clock().date()
