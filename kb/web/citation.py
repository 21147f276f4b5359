"""A case as others cite it. The day of the visit is part of it, since pages of a library change."""

from datetime import date

from kb.i18n import N_
from kb.model import CaseText
from kb.web.reader import Reader

# The quotation marks of a language: the outer pair, and the pair inside it.
_QUOTES = {"ro": ("„”", "«»"), "ru": ("«»", "„“"), "en": ("“”", "‘’")}
# What TeX reads as something else than itself.
_TEX = str.maketrans({
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "%": r"\%", "&": r"\&", "#": r"\#", "$": r"\$", "_": r"\_",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
})


def as_text(text: CaseText, added: str | None, address: str, site: str, today: date, reader: Reader) -> str:
    """One line to paste: title, site, year, address and the day of the visit."""
    year = f"{added[:4]}. " if added else ""
    seen = reader.say(N_("accessed %(day)s"), day=reader.date(today.isoformat()))
    return f"{_quoted(text)}. {site}, {year}{address} ({seen})."


def _quoted(text: CaseText) -> str:
    """The title in the quotation marks of its language; those it has itself become the inner ones."""
    outer, inner = _QUOTES[text.lang]
    return outer[0] + text.title.translate(str.maketrans(outer, inner)) + outer[1]


def as_bibtex(slug: str, text: CaseText, added: str | None, address: str, site: str, today: date) -> str:
    """An entry of type misc, with the fields that biblatex and most reference managers know."""
    fields = {
        "title": "{" + text.title.translate(_TEX) + "}",
        "author": "{" + site + "}",
        "year": added[:4] if added else str(today.year),
        "url": address,
        "urldate": today.isoformat(),
        "langid": {"ro": "romanian", "ru": "russian", "en": "english"}[text.lang],
        "note": "CC BY 4.0",
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items())
    return f"@misc{{culise-{slug},\n{lines}}}\n"
