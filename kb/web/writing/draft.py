"""A draft at hand: which submission, which of its pages, and what its form and its check are made of.

Views ask for it by the address; only what one wrote oneself is found here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from flask import g

from kb.accounts import Actor
from kb.errors import NotFound, Unprocessable
from kb.i18n import LANGUAGES, N_
from kb.submissions import Submission
from kb.web.context import current_reader, services
from kb.web.present.write.fields import Field, fields_of
from kb.web.present.write.lists import Lists
from kb.web.present.write.posted import SHOWN, Posted, changes
from kb.web.present.write.sections import with_sections
from kb.web.visitor import current_actor

# As many cases as a list to choose from may hold.
_MOST_CASES = 1_000


@dataclass(frozen=True)
class Draft:
    """One page of a submission of one's own; `path` is that of the page in the library."""

    actor: Actor
    submission: Submission
    path: str

    @property
    def documents(self) -> dict[str, str | None]:
        """All its pages by path."""
        return {each.path: each.text for each in self.submission.documents}

    @cached_property
    def text(self) -> str:
        """The Markdown of the page."""
        return self.documents[self.path] or ""

    @property
    def kind(self) -> str:
        """The kind of page: "cases" ..."""
        return self.path.partition("/")[0]

    @property
    def slug(self) -> str:
        """What the page is called in addresses."""
        return self.path.partition("/")[2].split(".")[0]

    @property
    def version_lang(self) -> str | None:
        """The language of a version; None for a main page."""
        lang = self.path.split(".")[1]
        return lang if lang in LANGUAGES else None

    @property
    def main_path(self) -> str:
        """The page that this is a version of, or itself."""
        return f"{self.kind}/{self.slug}.md"

    @cached_property
    def fields(self) -> Mapping[str, Any] | None:
        """The front matter; None when it cannot be read."""
        return services().form_of(self.text).fields

    @cached_property
    def body(self) -> str:
        """The text below it."""
        return services().form_of(self.text).body

    @property
    def lang(self) -> str:
        """The language that the page says it is in, else that of the draft."""
        stated = (self.fields or {}).get("lang")
        return stated if stated in LANGUAGES else self.version_lang or self.submission.lang

    @property
    def form_fields(self) -> tuple[Field, ...]:
        """What its form asks for."""
        return fields_of(self.kind, is_version=self.version_lang is not None)

    @property
    def media(self) -> str:
        """The folder of its images in the library."""
        return self.slug

    @cached_property
    def lists(self) -> Lists:
        """What its form chooses from."""
        return Lists(current_reader(), lambda kind: names_of(kind) | self._own_names(kind), self.lang,
                     _sources(self.fields or {}), self._numbered())

    def _own_names(self, kind: str) -> dict[str, str]:
        """Pages of this kind that come with the draft."""
        start = f"{kind}/"
        own = {path: text for path, text in self.documents.items() if path.startswith(start) and path.count(".") == 1}
        return {slug_of(path): services().title_of(text) or slug_of(path) for path, text in own.items()}

    def _numbered(self) -> dict[str, dict[str, str]]:
        """What the main page of a language version says, by number."""
        if not self.version_lang:
            return {}
        main = services().form_of(self._main_text()).fields or {}
        found: dict[str, dict[str, str]] = {}
        for field in (each for each in self.form_fields if each.control == "numbered"):
            name, _, part = field.of.partition(".")
            entries = main.get(name)
            found[field.of] = {str(number): str(entry[part]) for number, entry in
                               enumerate(entries if isinstance(entries, list) else (), 1)
                               if isinstance(entry, dict) and isinstance(entry.get(part), str)}
        return found

    def _main_text(self) -> str:
        if self.main_path in self.documents:
            return self.documents[self.main_path] or ""
        try:
            return services().published(self.main_path).text or ""
        except NotFound:
            return ""

    def with_text(self, text: str) -> dict[str, str | None]:
        """All pages with another text of this one."""
        return {**self.documents, self.path: text}

    def filled_in(self, posted: Posted) -> str:
        """The text with what its form was sent with. Raises Unprocessable when its front matter cannot be read."""
        if SHOWN not in dict(posted.pairs):  # the Markdown itself was sent
            return self.typed(posted.text("text"))
        if self.fields is None:
            raise Unprocessable(N_("the form cannot be shown until the Markdown is mended"), field="text")
        changed = changes(self.form_fields, posted, self.fields, self.lists)
        text = services().with_fields(self.text, self.path, changed) if changed else self.text
        body = with_sections(self.body, posted) if self.kind == "cases" else posted.text("body")
        return text if body.strip("\n") == self.body.strip("\n") else services().with_body(text, body)

    def typed(self, text: str) -> str:
        """The Markdown as somebody typed it, with the line ends of the file; a browser has its own."""
        if text == self.text.replace("\r\n", "\n").replace("\r", "\n"):
            return self.text
        return text.replace("\n", "\r\n") if "\r\n" in self.text else text

    def save(self, documents: Mapping[str, str | None], version: int) -> int:
        """Keep the pages, unless nothing has changed; answers the version. Raises Outdated, Conflict, Unprocessable."""
        if dict(documents) == self.documents:
            return self.submission.version
        return services().submissions.save(self.actor, self.submission.id, documents, version)


def draft_or_404(submission: str, path: str = "") -> Draft:
    """A submission of one's own, at its main page unless a path says another. Raises NotFound."""
    actor = current_actor()
    found = services().submissions.submission(actor, submission)
    if found.author_id != actor.id:
        raise NotFound(N_("there is no such submission among those you may see"))
    paths = [each.path for each in found.documents]
    if path and path not in paths:
        raise NotFound(N_("there is no such page in this submission"), field="page")
    return Draft(actor, found, path or paths[0])


def names_of(kind: str) -> dict[str, str]:
    """Slug and name of every page of a kind in the library, asked for once a request."""
    if "names_of_pages" not in g:
        g.names_of_pages = {}
    if kind not in g.names_of_pages:
        lang = current_reader().lang
        g.names_of_pages[kind] = \
            {hit.slug: hit.title for hit in services().newest(lang, _MOST_CASES)} if kind == "cases" else \
            {page.slug: page.text(lang).name for page in services().pages(kind)}
    return dict(g.names_of_pages[kind])


def slug_of(path: str) -> str:
    """The slug in a path of the library."""
    return path.partition("/")[2].split(".")[0]


def _sources(fields: Mapping[str, Any]) -> dict[str, str]:
    """Sources by number, as a result chooses one; the next number is that of the row still empty."""
    entries = fields.get("sources")
    held = [entry for entry in entries if isinstance(entry, dict)] if isinstance(entries, list) else []
    named = {str(number): f"{number}. {entry.get('publisher') or entry.get('url') or '…'}"
             for number, entry in enumerate(held, 1)}
    spare = str(len(held) + 1)
    return {**named, spare: f"{spare}. …"}
