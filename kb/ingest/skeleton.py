"""Skeletons of new pages: valid files with comments in the author's language.

Words still to come are the placeholder, which a check points to; slugs still to come are `FILL_IN`, which a check
reports as links that lead nowhere. So nothing that was left unfilled is ever published unseen.
"""

import json
from collections.abc import Callable, Mapping
from datetime import date

from kb.ingest.schema import PLACEHOLDER, PLACEHOLDER_URL
from kb.model import REQUIRED_SECTIONS, SECTION_TITLES

FILL_IN = {"ro": "de-completat", "ru": "zapolnit", "en": "fill-in"}

_CASE = """\
---
title: {title}
summary: {words}   # {summary}
lang: {lang}
businesses: [{fill}]   # {businesses}
industries: [{fill}]   # {vocabulary}/industries.yaml
platforms: [{fill}]   # {vocabulary}/platforms.yaml
objectives: []   # {vocabulary}/objectives.yaml
specialists: []   # - {{person: {fill}, role: {fill}, did: "..."}}
places: []   # {vocabulary}/places.yaml
years: [{year}]   # {years}
added: {today}
results: []   # {results}
#  - metric: {fill}   # {vocabulary}/metrics.yaml
#    label: "..."   # {label}
#    value: 60   # {value}
#    unit: {fill}   # {vocabulary}/units.yaml
#    qualifier: about   # exactly | about | at_least | at_most
#    evidence: press   # {vocabulary}/evidence.yaml
#    source: 1   # {source}
what_did_not_work:   # {failure}
sources:   # {sources}
  - url: {url}
    publisher: {words}
    lang: {lang}
reliability: {words}   # {reliability}
---

{sections}"""

_PAGE = """\
---
name: {title}
lang: {lang}
{facet}: [{fill}]   # {vocabulary}/{facet}.yaml
also_known_as: []   # {also_known_as}
sources:   # {sources}
  - url: {url}
    publisher: {words}
    lang: {lang}
---

{words}
"""

_EVENT = """\
---
name: {title}
lang: {lang}
summary:   # {event}
year: {year}   # {when}
place:   # {vocabulary}/places.yaml
organiser:   # {organiser}
speakers: []   # - {{person: {fill}, talk: "..."}}
cases: []   # {told}
tickets_url:
sources:   # {sources}
  - url: {url}
    publisher: {words}
    lang: {lang}
---

{words}
"""

_BOOK = """\
---
title: {title}
original_title:
author: {words}
year:
lang: {lang}
recommended_by: []   # {recommended}
sources:   # {sources}
  - url: {url}
    publisher: {words}
    lang: {lang}
---

{words}
"""

_QUESTION = """\
---
title: {title}
lang: {lang}
summary: {words}   # {question}
cases: [{fill}]   # {cases}
objectives: []   # {vocabulary}/objectives.yaml
industries: []   # {vocabulary}/industries.yaml
platforms: []   # {vocabulary}/platforms.yaml
asked: {today}
---

{words}
"""

_WANTED = """\
---
title: {title}
lang: {lang}
summary: {words}   # {wanted}
industries: []   # {vocabulary}/industries.yaml
platforms: []   # {vocabulary}/platforms.yaml
query:   # {query}
opened: {today}
---

{words}
"""

_COMMENTS: Mapping[str, Mapping[str, str]] = {
    "ro": {
        "also_known_as": "alte scrieri ale numelui, și cu litere chirilice",
        "businesses": "fișiere din businesses/, fără .md",
        "cases": "fișiere din cases/, fără .md: cazurile pe care se sprijină răspunsul",
        "event": "ce va fi sau a fost, pentru cine",
        "failure": "doar dacă sursele o spun",
        "label": "ce anume s-a numărat",
        "organiser": "un fișier din businesses/ sau specialists/, fără .md",
        "query": "ce s-a căutat în zadar",
        "question": "ce anume trebuie aflat și pentru cine",
        "reliability": "ce trebuie să știe un cititor atent despre aceste fapte",
        "recommended": "fișiere din specialists/, fără .md: cine o recomandă",
        "results": "câte un rând pentru fiecare cifră, ca în modelul de mai jos",
        "source": "a câta sursă din lista de mai jos, de la 1",
        "sources": "cel puțin una",
        "summary": "una–trei propoziții: cine, ce, pentru cine, cu ce rezultat",
        "told": "fișiere din cases/, fără .md: cazurile povestite acolo",
        "value": "număr, cu punct la zecimale; sau text: \"argint\"",
        "vocabulary": "valori din vocabulary",
        "wanted": "ce caz lipsește și de unde ar putea fi scris",
        "when": "sau, când se știe ziua, date: 2026-09-14; pentru mai multe zile și to: 2026-09-15",
        "years": "toți anii pe care îi numesc sursele",
    },
    "ru": {
        "also_known_as": "другие написания имени, в том числе латиницей",
        "businesses": "файлы из businesses/, без .md",
        "cases": "файлы из cases/, без .md: кейсы, на которые опирается ответ",
        "event": "что будет или было и для кого",
        "failure": "только если об этом говорят источники",
        "label": "что именно посчитали",
        "organiser": "файл из businesses/ или specialists/, без .md",
        "query": "что искали и не нашли",
        "question": "что именно нужно узнать и кому",
        "reliability": "что внимательному читателю нужно знать об этих фактах",
        "recommended": "файлы из specialists/, без .md: кто её советует",
        "results": "по записи на каждую цифру, как в образце ниже",
        "source": "номер источника из списка ниже, с 1",
        "sources": "хотя бы один",
        "summary": "одно–три предложения: кто, что, для кого, с каким результатом",
        "told": "файлы из cases/, без .md: кейсы, о которых там рассказали",
        "value": "число, дробная часть через точку; или text: \"серебро\"",
        "vocabulary": "значения из vocabulary",
        "wanted": "какого кейса не хватает и откуда его можно взять",
        "when": "или, если известен день, date: 2026-09-14; если дней несколько, ещё и to: 2026-09-15",
        "years": "все годы, которые называют источники",
    },
    "en": {
        "also_known_as": "other spellings of the name, Cyrillic too",
        "businesses": "files in businesses/, without .md",
        "cases": "files in cases/, without .md: the cases that the answer rests on",
        "event": "what it is or was, and for whom",
        "failure": "only when the sources say so",
        "label": "what exactly was counted",
        "organiser": "a file in businesses/ or specialists/, without .md",
        "query": "what was searched for in vain",
        "question": "what exactly is asked, and for whom",
        "reliability": "what a careful reader should know about these facts",
        "recommended": "files in specialists/, without .md: who recommends it",
        "results": "one entry for each figure, like the pattern below",
        "source": "number of the source in the list below, from 1",
        "sources": "at least one",
        "summary": "one to three sentences: who, what, for whom, with what result",
        "told": "files in cases/, without .md: the cases told there",
        "value": "a number, with a decimal point; or text: \"silver\"",
        "vocabulary": "values from vocabulary",
        "wanted": "which case is missing, and where it could come from",
        "when": "or, when the day is known, date: 2026-09-14; for several days also to: 2026-09-15",
        "years": "every year the sources name",
    },
}


def new_case(slug: str, title: str, lang: str, today: date) -> str:  # noqa: ARG001 - one shape for all kinds
    """The file of a new case study."""
    titles = (SECTION_TITLES[kind][lang] for kind in REQUIRED_SECTIONS)
    sections = "\n\n".join(f"## {heading}\n\n{PLACEHOLDER}" for heading in titles) + "\n"
    return _fill(_CASE, title, lang, today=today.isoformat(), year=str(today.year), sections=sections)


def new_business(slug: str, title: str, lang: str, today: date) -> str:  # noqa: ARG001
    """The file of a new organisation; `title` is its name."""
    return _fill(_PAGE, title, lang, facet="industries")


def new_specialist(slug: str, title: str, lang: str, today: date) -> str:  # noqa: ARG001
    """The file of a new person; `title` is their name."""
    return _fill(_PAGE, title, lang, facet="roles")


def new_event(slug: str, title: str, lang: str, today: date) -> str:  # noqa: ARG001
    """The file of a meetup or a conference; `title` is its name."""
    return _fill(_EVENT, title, lang, year=str(today.year))


def new_book(slug: str, title: str, lang: str, today: date) -> str:  # noqa: ARG001
    """The file of a book that somebody of the trade recommends."""
    return _fill(_BOOK, title, lang)


def new_question(slug: str, title: str, lang: str, today: date) -> str:  # noqa: ARG001
    """The file of a question whose answer rests on cases."""
    return _fill(_QUESTION, title, lang, today=today.isoformat())


def new_wanted(slug: str, title: str, lang: str, today: date) -> str:  # noqa: ARG001
    """The file of an open brief for a case that is missing."""
    return _fill(_WANTED, title, lang, today=today.isoformat())


# By the folder that a page stands in.
MAKERS: Mapping[str, Callable[[str, str, str, date], str]] = {
    "cases": new_case, "businesses": new_business, "specialists": new_specialist, "events": new_event,
    "books": new_book, "questions": new_question, "wanted": new_wanted,
}


def _fill(pattern: str, title: str, lang: str, **more: str) -> str:
    name = json.dumps(" ".join(title.split()) or PLACEHOLDER, ensure_ascii=False)  # a JSON text is a YAML text
    fixed = {"title": name, "lang": lang, "fill": FILL_IN[lang], "words": PLACEHOLDER, "url": PLACEHOLDER_URL}
    return pattern.format(**_COMMENTS[lang], **fixed, **more)
