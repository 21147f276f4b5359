"""Invented cases with their business, their person, their vocabularies and a page of market figures."""

from kb.model import (
    Body,
    Budget,
    Business,
    CaseStudy,
    CaseText,
    Credit,
    EvidenceLevel,
    MarketFigures,
    Metric,
    PageText,
    Period,
    Point,
    Result,
    Series,
    Source,
    Specialist,
    Term,
    Unit,
    Vocabulary,
)

LABELS = {
    "wine": {"ro": "Vin", "ru": "Вино", "en": "Wine"},
    "agriculture": {"ro": "Agricultură", "ru": "Сельское хозяйство", "en": "Agriculture"},
    "facebook": {"ro": "Facebook", "ru": "Facebook", "en": "Facebook"},
    "tv": {"ro": "Televiziune", "ru": "Телевидение", "en": "Television"},
    "sales": {"ro": "Vânzări", "ru": "Продажи", "en": "Sales"},
    "chisinau": {"ro": "Chișinău", "ru": "Кишинёв", "en": "Chișinău"},
    "business_owner": {"ro": "Antreprenoare", "ru": "Предприниматель", "en": "Business owner"},
    "reach": {"ro": "oameni atinși", "ru": "охват", "en": "reach"},
}


def term(slug: str) -> Term:
    return Term(slug, LABELS[slug])


VOCABULARIES = {
    "industries": Vocabulary("industries", {slug: term(slug) for slug in ("agriculture", "wine")}),
    "platforms": Vocabulary("platforms", {slug: term(slug) for slug in ("facebook", "tv")}),
    "objectives": Vocabulary("objectives", {"sales": term("sales")}),
    "roles": Vocabulary("roles", {"business_owner": term("business_owner")}),
    "places": Vocabulary("places", {"chisinau": term("chisinau")}),
    "bases": Vocabulary("bases", {"reach": term("reach")}),
    "metrics": Vocabulary("metrics", {"units_sold": Metric(
        "units_sold", {"ro": "unități vândute", "ru": "продано", "en": "units sold"},
        description={"ro": "Câte unități s-au vândut.", "ru": "Сколько продано.", "en": "How many were sold."},
    )}),
    "evidence": Vocabulary("evidence", {
        "press": EvidenceLevel("press", {"ro": "presă", "ru": "пресса", "en": "press"}, strength=2),
        "audited": EvidenceLevel("audited", {"ro": "audit", "ru": "аудит", "en": "audited"}, strength=4),
    }),
    "units": Vocabulary("units", {
        "tonne": Unit("tonne", {"ro": "tonă", "ru": "тонна", "en": "tonne"},
                      pattern={"ro": "{} t", "ru": "{} т", "en": "{} t"}),
        "view": Unit("view", {"ro": "vizualizare", "ru": "просмотр", "en": "view"}, pattern={"ro": "{}"}),
    }),
}

BODY = Body(
    markdown="## Contextul\n\nRecolta a rămas.\n",
    html='<h2 id="contextul">Contextul</h2><p>Recolta a rămas.</p>',
)
CASE = CaseStudy(
    slug="struguri-in-loc-de-flori",
    texts=(
        CaseText("ro", "Struguri în loc de flori", "Fermierii au vândut <struguri> & mere.", BODY,
                 what_did_not_work="Plata cu cardul.", reliability="Cifrele sunt ale organizatorilor."),
        CaseText("ru", "Виноград вместо цветов", "Фермеры продали виноград.",
                 Body(markdown="## Контекст\n", html="<h2>Контекст</h2>"),
                 labels={1: "продано на ярмарке"}, texts={2: "серебро"},
                 notes={1: "по словам фермеров"}, did={1: "сняла призыв"}),
    ),
    businesses=("tineri-fermieri",),
    industries=("agriculture",),
    platforms=("facebook", "tv"),
    objectives=("sales",),
    years=(2019,),
    sources=(
        Source("https://publika.md/struguri", "Publika.md", "ro", title="Struguri", published="2019-03-24"),
        Source("https://example.md/?a=1&b=<2>", "Example", "ru"),
    ),
    specialists=(Credit("diana-crudu", "business_owner", "a filmat apelul"),
                 Credit("fara-pagina", "business_owner")),
    places=("chisinau",),
    period=Period("2019-02", "2019-03-24"),
    budget=Budget(5000, "MDL", "din resurse proprii"),
    results=(
        Result("units_sold", "fructe vândute la târg", "tonne", "press", 1, value=60, qualifier="about",
               note="după fermieri", before=10, base="reach", platform="facebook"),
        Result("units_sold", "premiu", "view", "audited", 2, text="argint"),
        Result("units_sold", "lăzi", "view", "unheard", 9, value=1000, value_to=2500),
        Result("units_sold", "fermieri", "view", "press", 1, value=16, kind="context"),
    ),
    aliases=("struguri-vechi",),
)
PLAIN_CASE = CaseStudy(
    slug="vin-la-pahar", texts=(CaseText("ro", "Vin la pahar", "Un bar.", Body(html="<p>Un bar.</p>")),),
    businesses=("bar-vechi",), industries=("wine",), platforms=("facebook",), objectives=(), years=(2016, 2018),
    sources=(Source("https://a.md", "A", "ro"),),
)
MARKET = MarketFigures(
    "retele", {"ro": "Rețele", "ru": "Сети", "en": "Networks"}, "view",
    {"ro": "Numărate de panel.", "ru": "Подсчитаны панелью.", "en": "Counted by a panel."},
    (
        Series({"ro": "Facebook", "ru": "Facebook", "en": "Facebook"}, (
            Point(2015, 500, "https://publika.md/1"), Point(2017, 910, "https://publika.md/2", by="Panel"),
        ), "facebook"),
        Series({"ro": "Odnoklassniki", "ru": "Одноклассники", "en": "Odnoklassniki"}, (
            Point(2016, 1_000, "https://publika.md/3", qualifier="at_least", note="dat de panel"),
            Point(2014, None, "https://publika.md/4", note="mai mulți ca oricine"),
        )),
    ),
)
BUSINESS = Business("tineri-fermieri", (PageText("ro", "Tineri fermieri", Body()),), industries=("agriculture",))
PERSON = Specialist("diana-crudu", (PageText("ro", "Diana Crudu", Body()),))
