"""Readers of each language over small vocabularies, for what is written about figures."""

from kb.i18n import translator
from kb.model import EvidenceLevel, Metric, Term, Unit, Vocabulary
from kb.web.reader import Reader

VOCABULARIES = {
    "metrics": Vocabulary("metrics", {
        "reach": Metric("reach", {"ro": "Acoperire", "ru": "Охват", "en": "Reach"}, family="audience", direction="up",
                        description={"ro": "Câți oameni.", "ru": "Сколько людей.", "en": "How many people."}),
        "rank": Metric("rank", {"ro": "Loc", "ru": "Место", "en": "Place"}, family="attention", direction="down"),
        "staff": Metric("staff", {"ro": "Echipă", "ru": "Команда", "en": "Staff"}, family="people"),
    }),
    "units": Vocabulary("units", {
        "count": Unit("count", {"ro": "Număr"}, pattern={"ro": "{}"}),
        "place": Unit("place", {"ro": "Loc"}, family="rank",
                      pattern={"ro": "locul {}", "ru": "{}-е место", "en": "no. {}"}),
        "mdl": Unit("mdl", {"ro": "Lei", "ru": "Леи", "en": "Lei"},
                    pattern={"ro": "{} leu|{} lei|{} de lei", "ru": "{} лей|{} лея|{} леев", "en": "MDL {}"}),
    }),
    "bases": Vocabulary("bases", {
        "reach": Term("reach", {"ro": "din acoperire", "ru": "от охвата", "en": "of reach"}),
    }),
    "evidence": Vocabulary("evidence", {
        "press": EvidenceLevel("press", {"ro": "Presă", "ru": "Пресса", "en": "Press"}, strength=2),
        "audited": EvidenceLevel("audited", {"ro": "Audit", "ru": "Аудит", "en": "Audited"}, strength=4),
    }),
    "platforms": Vocabulary("platforms", {"tv": Term("tv", {"ro": "Televiziune", "ru": "Телевидение", "en": "TV"})}),
    "industries": Vocabulary("industries", {
        "wine": Term("wine", {"ro": "Vin", "ru": "Вино", "en": "Wine"}),
        "arts": Term("arts", {"ro": "Artă", "ru": "Искусство", "en": "Arts"}),
    }),
}


def reader(lang: str) -> Reader:
    """A reader of a language."""
    return Reader(translator(lang), lambda name: VOCABULARIES.get(name, Vocabulary(name)))
