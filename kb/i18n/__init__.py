"""Languages, translated texts, and numbers, dates and lists as each language writes them."""

from kb.i18n.amounts import parse_number, short_number
from kb.i18n.collation import CollationKey, collation_key, initial
from kb.i18n.formats import amount, date, number, period
from kb.i18n.languages import DEFAULT, LANGUAGES, OWN_NAMES, negotiate
from kb.i18n.messages import DOMAIN, LOCALES, N_, Translator, translator

__all__ = [
    "DEFAULT",
    "DOMAIN",
    "LANGUAGES",
    "LOCALES",
    "N_",
    "OWN_NAMES",
    "CollationKey",
    "Translator",
    "amount",
    "collation_key",
    "date",
    "initial",
    "negotiate",
    "number",
    "parse_number",
    "period",
    "short_number",
    "translator",
]
