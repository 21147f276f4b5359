"""Texts in the reader's language, from gettext catalogues. Which texts there are is found by `extract`.

A message id is the English sentence with %(name)s places.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from babel.support import NullTranslations, Translations

from kb.i18n.languages import LANGUAGES

LOCALES = Path(__file__).parent / "locale"
DOMAIN = "messages"

# Arguments that hold words of ours, not of the reader; a rule's explanation is a message of its own.
SPOKEN_ARGUMENTS = frozenset({"cause", "expected", "feature", "reason"})


def N_(text: str) -> str:
    """Mark a text for the catalogues without translating it here."""
    return text


class Translator:
    """Speaks one language. Raises ValueError for a language that has no catalogue."""

    def __init__(self, locale: str, locales: Path = LOCALES) -> None:
        if locale not in LANGUAGES:
            raise ValueError(f"no catalogue for {locale!r}")
        self.locale = locale
        self._catalogue: NullTranslations = Translations.load(locales, [locale], DOMAIN)

    def gettext(self, message: str, **arguments: object) -> str:
        """The text in this language with its arguments put in."""
        return _fill(self._catalogue.gettext(message), arguments)

    def ngettext(self, one: str, many: str, number: int, **arguments: object) -> str:
        """The form of the text that goes with `number`; `%(num)s` is the number unless it is given."""
        return _fill(self.form(one, many, number), {"num": number, **arguments})

    def form(self, one: str, many: str, number: int) -> str:
        """The form of the text that goes with `number`, its places still open."""
        return self._catalogue.ngettext(one, many, number)

    def describe(self, message: str, arguments: Mapping[str, object]) -> str:
        """The sentence of an error or a problem; explanations among its arguments are translated too."""
        spoken = {name: self._speak(name, value) for name, value in arguments.items()}
        return _fill(self._catalogue.gettext(message), spoken)

    def _speak(self, name: str, value: object) -> object:
        is_ours = name in SPOKEN_ARGUMENTS and isinstance(value, str) and value
        return self._catalogue.gettext(str(value)) if is_ours else value


@cache
def translator(locale: str) -> Translator:
    """The shared translator of a language; catalogues are read once."""
    return Translator(locale)


def _fill(text: str, arguments: Mapping[str, object]) -> str:
    return text % arguments if arguments else text
