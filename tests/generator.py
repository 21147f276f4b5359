"""Libraries of any size with the shape of the real one, the same for the same seed.

Words are drawn by Zipf's law from lists of the field, their inflections and a long tail of rare made-up words; one
case in five has a version in another language; every link leads somewhere.
"""

import random
from bisect import bisect
from itertools import accumulate
from pathlib import Path

from tests import words
from tests.vocabularies import LABELS, values, vocabulary_yaml

_LANGS = ("ro", "ru", "en")
_LANG_WEIGHTS = (6, 3, 1)
_RARE_WORDS = 6_000
_HEADINGS = {
    "ro": ("Contextul", "Ce s-a făcut", "Rezultate", "Lecții"),
    "ru": ("Контекст", "Что сделали", "Результаты", "Выводы"),
    "en": ("Context", "What was done", "Results", "Lessons"),
}


def generate_library(folder: Path, count: int, seed: int = 1) -> Path:
    """Write a library of `count` cases with their versions, businesses, specialists and vocabularies."""
    return _Generator(folder, count, seed).write()


class _Generator:
    """One library in the making."""

    def __init__(self, folder: Path, count: int, seed: int) -> None:
        self.folder = folder
        self.count = count
        self.rng = random.Random(seed)
        self.businesses = [f"firma-{number}" for number in range(max(1, count // 3))]
        self.people = [f"specialist-{number}" for number in range(max(1, count // 4))]
        self.sentences = {lang: self.make_sentences(lang, min(40_000, 300 + 4 * count)) for lang in _LANGS}

    def write(self) -> Path:
        for name in ("cases", "businesses", "specialists", "vocabulary"):
            (self.folder / name).mkdir(parents=True, exist_ok=True)
        for name in LABELS:
            self.put(f"vocabulary/{name}.yaml", vocabulary_yaml(name))
        for slug in self.businesses:
            self.put(f"businesses/{slug}.md", self.business(slug))
        for slug in self.people:
            self.put(f"specialists/{slug}.md", self.specialist())
        for number in range(self.count):
            self.case(f"caz-{number}")
        return self.folder

    def put(self, path: str, text: str) -> None:
        with open(f"{self.folder}/{path}", "w", encoding="utf-8") as file:
            file.write(text)

    def case(self, slug: str) -> None:
        lang = self.rng.choices(_LANGS, _LANG_WEIGHTS)[0]
        self.put(f"cases/{slug}.md", f"---\n{self.texts(lang)}{self.facts(lang)}---\n\n{self.body(lang)}")
        if self.rng.random() < 0.2:
            other = self.rng.choice([one for one in _LANGS if one != lang])
            self.put(f"cases/{slug}.{other}.md", f"---\n{self.texts(other)}---\n\n{self.body(other)}")

    def texts(self, lang: str) -> str:
        title = self.sentence(lang).rstrip(".")[:150]
        return f"title: {title}\nsummary: {self.sentence(lang)} {self.sentence(lang)}\nlang: {lang}\n"

    def facts(self, lang: str) -> str:
        year = self.rng.randint(2012, 2026)
        day = f"20{self.rng.randint(20, 26)}-{self.rng.randint(1, 12):02}-{self.rng.randint(1, 28):02}"
        lines = [
            f"businesses: [{self.pick(self.businesses)}]",
            f"industries: [{self.some('industries', 2)}]",
            f"platforms: [{self.some('platforms', 3)}]",
            f"objectives: [{self.some('objectives', 2)}]",
            f"places: [{self.pick(values('places'))}]",
            f"years: [{year}]",
            f"added: {day}",
            "sources:",
            f"  - {{url: \"https://presa.md/{self.rng.randrange(10**6)}\", publisher: Presa, lang: {lang}}}",
        ]
        if self.rng.random() < 0.7:
            role = self.pick(values("roles"))
            lines += ["specialists:", f"  - {{person: {self.pick(self.people)}, role: {role}}}"]
        lines += self.results(lang)
        if self.rng.random() < 0.2:
            lines.append(f"what_did_not_work: {self.sentence(lang)}")
        return "\n".join(lines) + "\n"

    def results(self, lang: str) -> list[str]:
        lines = []
        for _ in range(self.rng.choice((0, 1, 1, 2, 3))):
            metric, unit, more = self.rng.choice((
                ("units_sold", "tonne", ""), ("reach", "count", ""), ("revenue", "mdl", ""),
                ("engagement_rate", "percent", ", base: reach"),
            ))
            label = " ".join(self.sentence(lang).split()[:4]).strip(",.")
            evidence = self.pick(values("evidence"))
            lines.append(
                f"  - {{metric: {metric}, label: {label}, value: {self.rng.randint(1, 9999)}, unit: {unit}, "
                f"evidence: {evidence}, source: 1{more}}}"
            )
        return ["results:", *lines] if lines else []

    def body(self, lang: str) -> str:
        headings = _HEADINGS[lang][:3 + (self.rng.random() < 0.3)]
        return "\n".join(f"## {heading}\n\n{self.section(lang)}" for heading in headings)

    def section(self, lang: str) -> str:
        sentences = self.rng.choices(self.sentences[lang], k=self.rng.randint(3, 6))
        if self.rng.random() < 0.25:
            return f"{sentences[0]}\n\n" + "".join(f"- {one}\n" for one in sentences[1:])
        if self.rng.random() < 0.3:
            sentences[0] = f"**{sentences[0]}**"
        return " ".join(sentences) + "\n"

    def business(self, slug: str) -> str:
        name = f"{self.pick(words.FIRMS)} {self.pick(words.LAST_NAMES)} {slug.rpartition('-')[2]}"
        return (f"---\nname: {name}\nlang: ro\nindustries: [{self.some('industries', 1)}]\n"
                f"place: {self.pick(values('places'))}\n---\n\n{self.sentence('ro')}\n")

    def specialist(self) -> str:
        name = f"{self.pick(words.FIRST_NAMES)} {self.pick(words.LAST_NAMES)}"
        return (f"---\nname: {name}\nlang: ro\nroles: [{self.some('roles', 1)}]\n"
                f"sources: [{{url: \"https://presa.md/om\", publisher: Presa, lang: ro}}]\n---\n\n"
                f"{self.sentence('ro')}\n")

    def pick(self, choices: list[str] | tuple[str, ...]) -> str:
        """One of the choices, the first ones more often."""
        return choices[int(len(choices) * self.rng.random() ** 2)]

    def some(self, vocabulary: str, most: int) -> str:
        chosen = [self.pick(values(vocabulary)) for _ in range(self.rng.randint(1, most))]
        return ", ".join(dict.fromkeys(chosen))

    def sentence(self, lang: str) -> str:
        return self.rng.choice(self.sentences[lang])

    def make_sentences(self, lang: str, count: int) -> list[str]:
        ranked = self.ranked_words(lang)
        heights = list(accumulate(1 / rank for rank in range(3, len(ranked) + 3)))
        rng, total = self.rng.random, heights[-1]
        sentences = []
        for _ in range(count):
            drawn = [ranked[bisect(heights, rng() * total)] for _ in range(6 + int(rng() * 9))]
            sentences.append(" ".join(drawn).capitalize() + ".")
        return sentences

    def ranked_words(self, lang: str) -> list[str]:
        """Small words first, then the field's words with their endings, then rare ones."""
        stems = words.STEMS[lang].split()
        inflected = [stem + ending for ending in words.ENDINGS[lang] for stem in stems]
        syllables = words.SYLLABLES[lang]
        rare = ["".join(self.rng.choices(syllables, k=self.rng.randint(2, 5))) for _ in range(_RARE_WORDS)]
        return words.FREQUENT[lang].split() + list(dict.fromkeys([*inflected, *rare]))
