"""Hits as a table for spreadsheets."""

from collections.abc import Iterable, Iterator

from kb.i18n import N_
from kb.search import Hit
from kb.tables import table_row
from kb.web.addresses import case_address
from kb.web.present.hits import present_figure
from kb.web.reader import Reader, years_text

_HEAD = (
    N_("Title"), N_("Address"), N_("Languages"), N_("Businesses"), N_("Industries"), N_("Platforms"), N_("Years"),
    N_("Figure"), N_("What was counted"), N_("Evidence"),
)


def hits_as_csv(hits: Iterable[Hit], host: str, reader: Reader) -> Iterator[str]:
    """The rows, each with its line end; `host` is put before addresses. Begins with a mark that says UTF-8."""
    yield "\ufeff" + table_row(reader.say(name) for name in _HEAD)
    for hit in hits:
        yield table_row(_cells(hit, host, reader))


def _cells(hit: Hit, host: str, reader: Reader) -> list[str]:
    figure = present_figure(hit.figure, reader) if hit.figure else None
    told = f"{figure.qualifier} {figure.number}".strip() if figure else ""
    return [
        hit.title, host + case_address(reader.lang, hit.slug), ", ".join(hit.versions),
        *(", ".join(choice.label for choice in choices)
          for choices in (hit.businesses, hit.industries, hit.platforms)),
        years_text(hit.years), told, figure.label if figure else "", figure.evidence if figure else "",
    ]
