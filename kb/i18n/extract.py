"""Collect the texts of code and templates into the catalogues: `python -m kb.i18n.extract` in a checkout.

Translations are kept by message id; nothing is guessed (no fuzzy entries) and what is no longer used goes.
English fills itself in. Besides the usual gettext names, the first argument of every error of `kb.errors` is a
text, and so are explanations: words of ours given as `expected`, `feature` or `reason` of a problem.
"""

import ast
import datetime
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from kb.errors import KbError
from kb.i18n.languages import LANGUAGES
from kb.i18n.messages import DOMAIN, LOCALES, SPOKEN_ARGUMENTS

# A text, or its forms for one and for many.
Text = str | tuple[str, ...] | list[str]

CHECKOUT = LOCALES.parents[2]
MAPPING = LOCALES.with_name("babel.cfg")
_HEADER = "# Texts of Culise. Made by python -m kb.i18n.extract; only msgstr is written by hand."
# A time of making would change the file each time without saying anything.
_EPOCH = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)


def extract_messages(checkout: Path = CHECKOUT) -> Catalog:
    """All texts that need a translation, with the files they stand in."""
    catalog = Catalog()
    with MAPPING.open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)  # type: ignore[no-untyped-call]
    found = extract_from_dir(checkout, methods, options, keywords=_keywords(), comment_tags=["i18n:"],
                             strip_comment_tags=True)
    for file_name, _, message, comments, context in found:
        catalog.add(message, None, [(file_name, 0)], auto_comments=comments, context=context)
    for path in sorted((checkout / "kb").rglob("*.py")):
        for text in _explanations(ast.parse(path.read_text(encoding="utf-8"))):
            catalog.add(text, None, [(path.relative_to(checkout).as_posix(), 0)])
    return catalog


def _explanations(tree: ast.AST) -> Iterator[str]:
    """Literal words that are handed over under a name that is spoken: as an argument, its default, or an entry."""
    for name, value in _named_values(tree):
        text = value.value if isinstance(value, ast.Constant) else None
        if name in SPOKEN_ARGUMENTS and isinstance(text, str) and text:
            yield text


def _named_values(tree: ast.AST) -> Iterator[tuple[object, ast.expr]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.keyword):
            yield node.arg, node.value
        elif isinstance(node, ast.Dict):
            yield from ((key.value, value) for key, value in zip(node.keys, node.values, strict=True)
                        if isinstance(key, ast.Constant))
        elif isinstance(node, ast.arguments) and node.defaults:
            named = [each.arg for each in (*node.posonlyargs, *node.args)][-len(node.defaults):]
            yield from zip(named, node.defaults, strict=True)


def update(locale: str, template: Catalog, locales: Path = LOCALES) -> Catalog:
    """The catalogue of `locale` with exactly the texts of `template`, keeping the translations there are."""
    old = read_catalogue(locale, locales)
    new = Catalog(locale=locale, project="Culise", version="1", header_comment=_HEADER,
                  creation_date=_EPOCH, revision_date=_EPOCH, last_translator="Culise",
                  language_team=locale, fuzzy=False)
    for message in template:
        if message.id:
            new.add(message.id, _translation(message.id, old, locale, new.num_plurals),
                    sorted(set(message.locations)), flags=message.flags, auto_comments=message.auto_comments)
    return new


def _translation(message: Text, old: Catalog, locale: str, forms: int) -> Text:
    if locale == "en":
        return message
    is_plural = not isinstance(message, str)
    kept = old.get(_forms(message)[0])
    if kept and kept.string and isinstance(kept.string, str) != is_plural:
        return kept.string
    return ("",) * forms if is_plural else ""


def read_catalogue(locale: str, locales: Path = LOCALES) -> Catalog:
    """The catalogue as it is written down; empty when there is none yet."""
    path = po_path(locale, locales)
    if not path.exists():
        return Catalog(locale=locale)
    with path.open("rb") as file:
        return read_po(file, locale=locale)


def po_path(locale: str, locales: Path = LOCALES) -> Path:
    """Where the catalogue of a language is kept."""
    return locales / locale / "LC_MESSAGES" / f"{DOMAIN}.po"


def write(catalog: Catalog, locale: str, locales: Path = LOCALES) -> None:
    """Write the catalogue and its compiled form."""
    path = po_path(locale, locales)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalog, width=110, sort_output=True, include_lineno=False)
    with path.with_suffix(".mo").open("wb") as file:
        write_mo(file, catalog)


def missing(catalog: Catalog) -> list[str]:
    """Message ids without a translation, or with an empty plural form."""
    return [str(message.id) for message in catalog if message.id and not all(_forms(message.string))]


def _forms(text: Text | None) -> tuple[str, ...]:
    return (text or "",) if isinstance(text, str | None) else tuple(text)


def _keywords() -> dict[str, Any]:
    ours = {"N_": None, "say": None, "say_number": (1, 2), "as_text": (2,)}
    return {**DEFAULT_KEYWORDS, **ours, **{error.__name__: None for error in _error_classes(KbError)}}


def _error_classes(error: type[KbError]) -> Iterator[type[KbError]]:
    yield error
    for subclass in error.__subclasses__():
        yield from _error_classes(subclass)


def main() -> int:
    """Rewrite the three catalogues and say what is missing; 1 when anything is."""
    template = extract_messages()
    left = 0
    for locale in LANGUAGES:
        catalog = update(locale, template)
        write(catalog, locale)
        for message in missing(catalog):
            left += 1
            sys.stdout.write(f"{locale}: {message}\n")
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main())
