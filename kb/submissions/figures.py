"""Finds figures in a text and proposes a typed result for each; a human confirms every one of them.

Years, dates, hours, telephone numbers, the numbers of lists and of laws are not figures, nor is anything inside code,
addresses, headings or front matter. What the words around a number say of it is in `figure_context`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from kb.submissions.figure_context import Around, Words, nearest_metric
from kb.submissions.figure_terms import FigureTerms
from kb.submissions.figure_words import BLANK, DASH, HOW_OFTEN, IN_WORDS, MULTIPLIERS, NUMBER, any_of, number_of
from kb.submissions.remarks import is_prose

MAX_FIGURES = 200
# So many numbers are looked at; a text with more of them is a table, not a story.
_MOST_NUMBERS = 1_500

_ENDED = r"(?:(?<=mil|mln|mld|тыс|млн)\.|(?<=mlrd|млрд)\.)?"
_MULTIPLIER = rf"(?:{BLANK}{{0,3}}(?:de{BLANK}{{1,3}})?(?P<by>{any_of(MULTIPLIERS)})(?!\w){_ENDED})?"
_FIGURE = re.compile(
    rf"(?<![\w.,:/#№^]) (?<![\d][{BLANK[1:-1]}]) (?<!\d[-–]) (?P<sign>[x×X]\s?)? (?P<one>{NUMBER}) {_MULTIPLIER}"
    rf" (?: {BLANK}?%(?={BLANK}{{0,3}}{DASH}{BLANK}{{0,3}}{NUMBER}{BLANK}?%) )?"  # 25 % - 30 %
    rf" (?: {BLANK}{{0,3}}{DASH}{BLANK}{{0,3}} (?P<two>{NUMBER}) {_MULTIPLIER.replace('?P<by>', '?P<by_two>')} )?"
    r" (?P<plus>\+)? (?P<mark>x(?!\w)|×)?",
    re.VERBOSE,
)
_WORDS = re.compile(rf"(?<!\w)(?:{any_of(IN_WORDS)})(?!\w)", re.IGNORECASE)
_MASKED = re.compile(
    r"\A---\n.*?^---[ \t]*$|```.*?(?:```|\Z)|`[^`\n]*`|\]\([^)\n]{0,500}\)|<[^>\n]{0,500}>|https?://\S+|www\.\S+"
    r"|^[ \t]*\d+[.)](?=[ \t])|\[\^[^\]\n]{0,100}\]|^\[[^\]\n]*\]:[^\n]*|[\w.+-]{1,64}@[\w.-]{1,200}|^[ \t]*\#+[^\n]*",
    re.DOTALL | re.MULTILINE,
)
_NO_FIGURE = re.compile(
    r"\+\d[\d ()-]{6,20}\d|\b0\d{1,3}[ -]\d{2,3}[ -]?\d{2,3}(?:[ -]?\d{2,3})?\b|\b\d{4}-\d\d(?:-\d\d)?\b"
    r"|\b\d{1,2}\.\d{1,2}\.(?:\d{4}|\d\d)\b|\b\d{1,2}/\d{1,2}/\d{2,4}\b|\b\d{1,2}:\d\d(?::\d\d)?\b"
    r"|\b24/7\b|\b[A-Z]{1,3}-\d+\b|\b\d+-(?:a|lea)\b"
)
# Two numbers that are said together: a change, or a range.
_CHANGES = (("de la", "la"), ("с", "до"), ("from", "to"))
_RANGES = (("între", "și"), ("от", "до"), ("between", "and"))
_PAIR = re.compile(
    r"(?<!\w)(?:" + "|".join(
        rf"(?P<open{number}>{any_of([opening])}){BLANK}{{1,3}}(?P<one{number}>{NUMBER})"
        rf"(?:{BLANK}{{0,3}}(?P<by{number}>{any_of(MULTIPLIERS)})(?!\w)\.?)?"
        rf"(?:{BLANK}{{0,3}}[^\W\d]{{1,15}}|{BLANK}?%){{0,3}}?{BLANK}{{1,3}}{any_of([closing])}{BLANK}{{1,3}}(?=\d)"
        for number, (opening, closing) in enumerate((*_CHANGES, *_RANGES))
    ) + ")", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FoundFigure:
    """A figure as it stands in a text, `text[start:end]`, on `line` (from 1), and what it seems to say.

    Slugs are of the vocabularies, None where the text does not tell.
    """

    start: int
    end: int
    line: int
    words: str
    value: float
    value_to: float | None = None
    before: float | None = None
    unit: str | None = None
    metric: str | None = None
    qualifier: str = "exactly"
    base: str | None = None
    label: str = ""

    def result(self) -> dict[str, object]:
        """The entry of `results` that it proposes; evidence and source are for a human to add."""
        known = {
            "metric": self.metric, "label": self.label or self.words, "value": self.value, "value_to": self.value_to,
            "unit": self.unit, "qualifier": None if self.qualifier == "exactly" else self.qualifier,
            "before": self.before, "base": self.base,
        }
        return {name: value for name, value in known.items() if value is not None}


def find_figures(text: str, lang: str, terms: FigureTerms) -> tuple[FoundFigure, ...]:
    """The figures of a text in the order in which they stand, at most MAX_FIGURES."""
    if not is_prose(text):
        return ()
    masked = _blank_out(_NO_FIGURE, _blank_out(_MASKED, text))
    found = [*islice(_in_digits(masked, lang, terms), MAX_FIGURES), *islice(_in_words(masked, terms), MAX_FIGURES)]
    ordered = sorted(_joined(found, masked, lang), key=lambda one: one.start)[:MAX_FIGURES]
    return tuple(_shown(one, text) for one in ordered)


def _blank_out(pattern: re.Pattern[str], text: str) -> str:
    """The same text with what fits put out of sight, every character in its place."""
    return pattern.sub(lambda found: re.sub(r"[^\n]", "\0", found[0]), text)


def _shown(figure: FoundFigure, text: str) -> FoundFigure:
    line = text.count("\n", 0, figure.start) + 1
    return replace(figure, line=line, words=" ".join(text[figure.start:figure.end].split()))


def _in_digits(text: str, lang: str, terms: FigureTerms) -> Iterator[FoundFigure]:
    for match in islice(_FIGURE.finditer(text), _MOST_NUMBERS):
        around = Around(text, match, terms)
        if around.is_figure():
            by = match["by"] or (match["by_two"] if match["two"] else None)
            one = _scaled(match["one"], by, lang) * around.factor
            two = _scaled(match["two"], match["by_two"], lang) * around.factor if match["two"] else None
            if two is not None and two <= one:
                continue
            label = around.counted()
            yield FoundFigure(around.start, around.end, 0, "", one, two, None, around.unit, around.metric,
                              around.qualifier, around.base, label or terms.metrics.label(around.metric or "", lang))


def _scaled(written: str, multiplier: str | None, lang: str) -> float:
    return round(number_of(written, lang) * MULTIPLIERS.get(multiplier or "", 1), 6)


def _in_words(text: str, terms: FigureTerms) -> Iterator[FoundFigure]:
    for match in _WORDS.finditer(text):
        following = text[match.end():match.end() + 12].split()
        if following and following[0].lower() in HOW_OFTEN and "ori" in match[0]:
            continue
        value = IN_WORDS[" ".join(match[0].lower().split())]
        metric = nearest_metric(Words(text, match.start(), match.end()), terms, "times")
        yield FoundFigure(match.start(), match.end(), 0, "", value, unit="times", metric=metric)


def _joined(figures: Sequence[FoundFigure], text: str, lang: str) -> Iterator[FoundFigure]:
    """Two numbers that are said together as one figure: "from 20 to 60 shops" is a change, "between" gives a range."""
    pairs = list(_PAIR.finditer(text))
    taken: list[tuple[int, int]] = []
    for pair in pairs:
        second = next((each for each in figures if each.start <= pair.end() < each.end), None)
        number = next(place for place in range(len(_CHANGES) + len(_RANGES)) if pair[f"open{place}"])
        first = _scaled(pair[f"one{number}"], pair[f"by{number}"], lang)
        if second is None or second.value_to is not None:
            continue
        if number < len(_CHANGES):
            yield replace(second, start=pair.start(), before=first, qualifier="exactly")
        elif first < second.value:
            yield replace(second, start=pair.start(), value=first, value_to=second.value, qualifier="exactly")
        else:
            continue
        taken.append((pair.start(), second.end))
    yield from (each for each in figures if not any(start <= each.start < end for start, end in taken))
