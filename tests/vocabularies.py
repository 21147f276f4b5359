"""Small vocabularies for made-up libraries: every list the format knows, with labels in three languages."""

import json

# slug: labels in Romanian, Russian, English
LABELS = {
    "industries": {
        "agriculture": ("Agricultură", "Сельское хозяйство", "Agriculture"),
        "wine": ("Vin", "Вино", "Wine"),
        "tourism": ("Turism", "Туризм", "Tourism"),
        "restaurants": ("Restaurante", "Рестораны", "Restaurants"),
        "retail": ("Comerț", "Торговля", "Retail"),
        "banking": ("Bănci", "Банки", "Banking"),
        "culture": ("Cultură", "Культура", "Culture"),
        "education": ("Educație", "Образование", "Education"),
        "health": ("Sănătate", "Здоровье", "Health"),
        "fashion": ("Modă", "Мода", "Fashion"),
        "telecom": ("Telecomunicații", "Связь", "Telecoms"),
        "nonprofit": ("Asociații", "Общественные организации", "Non-profit"),
    },
    "platforms": {
        "facebook": ("Facebook", "Facebook", "Facebook"),
        "instagram": ("Instagram", "Instagram", "Instagram"),
        "tv": ("Televiziune", "Телевидение", "Television"),
        "youtube": ("YouTube", "YouTube", "YouTube"),
        "odnoklassniki": ("Odnoklassniki", "Одноклассники", "Odnoklassniki"),
        "fair": ("Târg", "Ярмарка", "Fair"),
        "outdoor": ("Reclamă stradală", "Наружная реклама", "Outdoor"),
        "radio": ("Radio", "Радио", "Radio"),
        "tiktok": ("TikTok", "TikTok", "TikTok"),
        "email": ("E-mail", "Рассылки", "E-mail"),
    },
    "objectives": {
        "sales": ("Vânzări", "Продажи", "Sales"),
        "awareness": ("Notorietate", "Узнаваемость", "Awareness"),
        "trust": ("Încredere", "Доверие", "Trust"),
        "community": ("Comunitate", "Сообщество", "Community"),
        "fundraising": ("Strângere de fonduri", "Сбор средств", "Fundraising"),
    },
    "roles": {
        "business_owner": ("Antreprenor", "Предприниматель", "Business owner"),
        "smm_manager": ("Manager SMM", "SMM-менеджер", "SMM manager"),
        "marketer": ("Marketolog", "Маркетолог", "Marketer"),
        "designer": ("Designer", "Дизайнер", "Designer"),
        "copywriter": ("Copywriter", "Копирайтер", "Copywriter"),
    },
    "places": {
        "chisinau": ("Chișinău", "Кишинёв", "Chișinău"),
        "balti": ("Bălți", "Бельцы", "Bălți"),
        "cahul": ("Cahul", "Кагул", "Cahul"),
        "orhei": ("Orhei", "Оргеев", "Orhei"),
        "soroca": ("Soroca", "Сороки", "Soroca"),
        "comrat": ("Comrat", "Комрат", "Comrat"),
        "durlesti": ("Durlești", "Дурлешты", "Durlești"),
    },
    "metrics": {
        "units_sold": ("Unități vândute", "Продано единиц", "Units sold"),
        "reach": ("Oameni atinși", "Охват", "Reach"),
        "engagement_rate": ("Rata de implicare", "Вовлечённость", "Engagement rate"),
        "revenue": ("Venit", "Выручка", "Revenue"),
        "award": ("Premiu", "Награда", "Award"),
    },
    "evidence": {
        "self_declared": ("Declarat de autor", "Со слов автора", "Self-declared"),
        "press": ("Presă", "Пресса", "Press"),
        "platform_export": ("Raport al platformei", "Отчёт площадки", "Platform export"),
        "audited": ("Auditat", "Аудит", "Audited"),
        "client_confirmed": ("Confirmat de client", "Подтверждено клиентом", "Confirmed by the client"),
    },
    "units": {
        "count": ("Număr", "Количество", "Number"),
        "tonne": ("Tonă", "Тонна", "Tonne"),
        "percent": ("Procent", "Процент", "Percent"),
        "mdl": ("Leu", "Лей", "Leu"),
    },
    "bases": {
        "reach": ("Din oamenii atinși", "От охвата", "Of reach"),
        "followers": ("Din abonați", "От подписчиков", "Of followers"),
    },
}

_MORE = {
    "metrics": {
        "units_sold": {"family": "sales", "unit_family": "count", "units": ["count", "tonne"], "direction": "up"},
        "reach": {"family": "audience", "unit_family": "count", "units": ["count"], "direction": "up"},
        "engagement_rate": {
            "family": "attention", "unit_family": "share", "units": ["percent"], "direction": "up",
            "bases": ["reach", "followers"],
        },
        "revenue": {"family": "money", "unit_family": "money", "units": ["mdl"], "direction": "up"},
        "award": {"family": "recognition", "unit_family": "text", "units": ["count"], "direction": "neutral"},
    },
    "evidence": {
        slug: {"strength": strength} for strength, slug in enumerate(LABELS["evidence"], 1)
    },
    "units": {
        "count": {"family": "count", "pattern": {"ro": "{}", "ru": "{}", "en": "{}"}},
        "tonne": {"family": "weight", "pattern": {"ro": "{} t", "ru": "{} т", "en": "{} t"}},
        "percent": {"family": "share", "pattern": {"ro": "{} %", "ru": "{} %", "en": "{}%"}},
        "mdl": {"family": "money", "pattern": {"ro": "{} lei", "ru": "{} леев", "en": "MDL {}"}},
    },
}


def vocabulary_yaml(name: str) -> str:
    """The file of a vocabulary. JSON, one entry a line, is YAML too."""
    lines = []
    for slug, (ro, ru, en) in LABELS[name].items():
        entry = {"slug": slug, "ro": ro, "ru": ru, "en": en, **_MORE.get(name, {}).get(slug, {})}
        lines.append("- " + json.dumps(entry, ensure_ascii=False))
    return "\n".join(lines) + "\n"


def values(name: str) -> tuple[str, ...]:
    """The slugs of a vocabulary, in the order of its file."""
    return tuple(LABELS[name])
