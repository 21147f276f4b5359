"""What one may choose from while writing: vocabularies, pages of the library and of the draft, sources of the page."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from kb.i18n import collation_key
from kb.model import Metric
from kb.web.pages.write import Known
from kb.web.pages.write_form import Option, OptionGroup
from kb.web.present.insights import FAMILIES
from kb.web.present.write.fields import FIXED, Field
from kb.web.reader import Reader

# Between the name of a page and its slug, where both are shown to whoever chooses.
BETWEEN = " · "
# Which kinds of pages a list holds.
KINDS_OF: Mapping[str, tuple[str, ...]] = {
    "businesses": ("businesses",), "specialists": ("specialists",), "books": ("books",), "cases": ("cases",),
    "organisers": ("businesses", "specialists"),
}
Names = Callable[[str], Mapping[str, str]]


@dataclass(frozen=True)
class Lists:
    """`names` gives slug and name of the pages of a kind; `sources` are those of the page at hand, by number.

    `numbered` is what the main page of a language version holds under "results.label" and its like, by number.
    """

    reader: Reader
    names: Names
    lang: str
    sources: Mapping[str, str] = field(default_factory=dict)
    numbered: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @cached_property
    def _held(self) -> dict[str, list[tuple[str, dict[str, str]]]]:
        return {}

    def options(self, of: str, chosen: Sequence[str]) -> list[OptionGroup]:
        """The values of a list, the chosen ones marked; one that no list knows is kept and told."""
        groups = self._held.get(of) or self._held.setdefault(of, self._groups(of))
        known = {value for _, values in groups for value in values}
        strangers = [Option(value, value, chosen=True, is_known=False) for value in chosen if value not in known]
        shown = [OptionGroup(label, [Option(value, name, value in chosen) for value, name in values.items()])
                 for label, values in groups]
        return [*([OptionGroup("", strangers)] if strangers else []), *shown]

    def _groups(self, of: str) -> list[tuple[str, dict[str, str]]]:
        if of == "sources":
            return [("", dict(self.sources))]
        if of in FIXED:
            say = self.reader.say if of != "languages" else str
            return [("", {value: say(label) for value, label in FIXED[of].items()})]
        terms = self.reader.vocabulary(of).terms
        if of == "metrics":
            return [(self.reader.say(label), self._sorted(
                slug for slug, term in terms.items() if isinstance(term, Metric) and term.family == family))
                for family, label in FAMILIES.items()]
        if of in ("evidence", "units", "bases"):  # in the order of the file, which means something
            return [("", {slug: term.label(self.reader.lang) for slug, term in terms.items()})]
        return [("", self._sorted(terms, of))]

    def _sorted(self, slugs: Iterable[str], of: str = "metrics") -> dict[str, str]:
        named = {slug: self.reader.label(of, slug) for slug in slugs}
        return dict(sorted(named.items(), key=lambda each: collation_key(each[1], self.reader.lang)))

    def written(self, of: str, slug: str) -> str:
        """A page as it stands in a field: its name and its slug; the slug alone when nobody knows it."""
        name = next((found for kind in KINDS_OF[of] if (found := self.names(kind).get(slug))), "")
        return f"{name}{BETWEEN}{slug}" if name else slug

    def slug(self, of: str, text: str) -> str:
        """The slug of what stands in a field: chosen from the list, or the name typed in full; else the text."""
        typed = " ".join(text.split())
        if BETWEEN in typed:
            return typed.rpartition(BETWEEN)[2]
        for kind in KINDS_OF[of]:
            for slug, name in self.names(kind).items():
                if typed and name.casefold() == typed.casefold():
                    return slug
        return typed

    def known(self, fields: Sequence[Field]) -> list[Known]:
        """The pages that the fields of a form choose from, by the alphabet."""
        wanted = dict.fromkeys(each.of for field in fields for each in (field, *field.parts)
                               if each.control in ("page", "pages"))
        return [Known(f"known-{of}", self._names_of(of)) for of in wanted]

    def _names_of(self, of: str) -> list[str]:
        names = {slug: name for kind in KINDS_OF[of] for slug, name in self.names(kind).items()}
        ordered = sorted(names.items(), key=lambda each: collation_key(each[1], self.reader.lang))
        return [f"{name}{BETWEEN}{slug}" for slug, name in ordered]
