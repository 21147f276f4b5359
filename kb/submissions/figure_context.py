"""What the words around a number say of it: unit, metric, qualifier, base, or that it is no figure at all."""

import re

from kb.language import Token, is_stop, tokenise
from kb.submissions.figure_terms import FigureTerms, Names, Phrase, Read
from kb.submissions.figure_words import (
    BLANK,
    HOW_OFTEN,
    MONTHS,
    NAMED,
    NAMING,
    QUALIFIERS,
    any_of,
    number_of,
)

# Characters on either side of a number within which words speak of it, inside its own sentence.
_AROUND = 90
# Something is watched 30,000 times, but does not grow so many.
_MOST_TIMES = 1000

_QUALIFIER_OF = {word: name for name, words in QUALIFIERS.items() for word in words}
_BEFORE = re.compile(rf"(?:^|(?<=[\s(„«\"]))(?P<word>{any_of(_QUALIFIER_OF)}){BLANK}{{0,3}}\Z", re.IGNORECASE)
_MONEY_BEFORE = re.compile(rf"(?:^|(?<=[\s(])|(?<=[~><≈]))(?P<sign>[$€£]|[A-Z]{{3}}|[^\W\d_]{{3,10}}){BLANK}?\Z")
_PERCENT = re.compile(
    rf"{BLANK}?(?:%|la{BLANK}sută|процент\w*|percent\b|per{BLANK}cent\b|la{BLANK}suta)(?!-?\w)", re.IGNORECASE)
_TIMES = re.compile(rf"{BLANK}?(?:ori|раза?|times|-?fold)(?!\w)", re.IGNORECASE)
# "€2.5m": behind money it is no metre.
_MILLIONS = re.compile(rf"{BLANK}?m(?!\w)")
_POINTS = re.compile(rf"{BLANK}?(?:%|de)?{BLANK}?(?:puncte|п\.{BLANK}?п|п\.п|percentage{BLANK}points?)", re.IGNORECASE)
_SENTENCE = re.compile(r"[.!?…](?=\s|\Z)|\n\s*\n|\n(?=\s*[-*|>#])|;")
# After these "up to 40" is where it ended, not a bound.
_GROWN = re.compile(
    r"(?:crescut|urcat|ajuns|ridicat|scăzut|coborât|выро\w+|увелич\w+|поднял\w+|снизил\w+|дошл\w*"
    r"|grew|rose|grown|risen|fell|dropped)\s*\Z", re.IGNORECASE)
_GROWS = re.compile(rf"(?:^|\s)(de|в){BLANK}{{1,3}}\Z")
_GAP = re.compile(r"\s*(?:(?:de|of)\s+)?")
_ORDINAL = re.compile(r"-(?:е|й|я|м|го|ое|ом|му)(?!\w)")


class Words:
    """The words around a place, inside its sentence: behind it, and before it from the nearest on."""

    def __init__(self, text: str, start: int, end: int) -> None:
        left = text[max(0, start - _AROUND):start]
        right = text[end:end + _AROUND]
        cut = [match.end() for match in _SENTENCE.finditer(left)]
        ends = _SENTENCE.search(right)
        self.after_read = Read(tokenise(right[:ends.start()] if ends else right))
        self.before_read = Read(tokenise(left[cut[-1]:] if cut else left))
        self.after, self.before = self.after_read.tokens, self.before_read.tokens


class Around:
    """What the text around a number says of it."""

    def __init__(self, text: str, match: re.Match[str], terms: FigureTerms) -> None:
        self.text, self.match, self.terms = text, match, terms
        self.start, self.end = match.span()
        self.factor = 1
        self.words = Words(text, self.start, self.end)
        self.unit = self._unit()
        self.metric = nearest_metric(self.words, terms, self.unit)
        self.qualifier = self._qualifier()
        self.base = self._base()
        if self.unit is None and self.metric:
            self.unit = "count"

    def is_figure(self) -> bool:
        """Whether the number counts or measures something."""
        if self._is_name():
            return False
        if self.unit is not None or self.match["by"] or self.match["by_two"]:
            return self._settled()
        is_large = number_of(self.match["one"], "ro") >= 1000 and len(self.match["one"]) > 4
        return (is_large or self._counts_things()) and self._settled()

    def counted(self) -> str:
        """What is counted, as the text names it: the noun behind the number, which then belongs to the figure."""
        words = [token for token in self.words.after[:2] if token.surface not in ("de", "of")]
        if self.unit != "count" or not words or is_stop(words[0].folded) or not words[0].surface.isalpha():
            return ""
        if not self._is_near(words[0]):
            return ""
        self.end = self.match.end() + words[0].end
        return words[0].surface

    def _settled(self) -> bool:
        self.unit = self.unit or "count"
        return True

    def _is_name(self) -> bool:
        """A year, a day of a month, a page."""
        written = self.match["one"]
        following = self.words.after[0].surface.lower() if self.words.after else ""
        before = self.words.before[-1].surface.lower() if self.words.before else ""
        is_year = len(written) == 4 and written.isdigit() and 1800 <= int(written) <= 2100
        stands_alone = not (self.match["by"] or self.match["mark"] or self.match["sign"])
        if following in MONTHS and float(number_of(written, "ro")) <= 31:
            return True
        if stands_alone and (before in NAMING or before in MONTHS) and self.unit not in ("percent", "times", "place"):
            return self.unit is None or is_year or self.unit == "year"
        if is_year and (self.unit in (None, "year", "count") or following in NAMED) and not self._is_of_things():
            return True
        return _POINTS.match(self.text, self.match.end()) is not None

    def _is_of_things(self) -> bool:
        """Romanian counts from twenty on with "de": nobody says so of a year."""
        words = self.words.after
        return len(words) > 1 and words[0].surface == "de" and words[1].surface.islower() and bool(self.metric)

    def _counts_things(self) -> bool:
        """Whether a noun seems to follow: "120 de oameni", "40 магазинов"."""
        words = [token for token in self.words.after[:2] if token.surface != "de"]
        if not words or len(words[0].surface) < 4 or not words[0].surface.islower() or is_stop(words[0].folded):
            return False
        gap = self.text[self.match.end():self.match.end() + 4]
        return gap[:1] in " \u00a0" and number_of(self.match["one"], "ro") >= 10

    def _unit(self) -> str | None:
        """The unit that stands with the number; what is said grows with it."""
        if self.match["sign"] or self.match["mark"]:
            return self._known("times")
        if found := _PERCENT.match(self.text, self.end):
            self.end = found.end()
            return self._known("percent")
        is_small = number_of(self.match["one"], "ro") < _MOST_TIMES and not self.match["by"]
        if is_small and (found := _TIMES.match(self.text, self.end)) and self._is_growth(found):
            self.end = found.end()
            return self._known("times")
        if (found := _MILLIONS.match(self.text, self.end)) and (money := self._unit_before()):
            self.end, self.factor = found.end(), 1_000_000
            return money
        return self._unit_after() or self._unit_before()

    def _known(self, slug: str) -> str | None:
        return slug if slug in self.terms.units else None

    def _is_growth(self, found: re.Match[str]) -> bool:
        before = self.words.before[-1].surface.lower() if self.words.before else ""
        if self._before_qualifier():
            before = before if before in ("de", "в") else "de"
        following = self.text[found.end():found.end() + 12].split()
        often = bool(following) and following[0].lower().strip(",.") in HOW_OFTEN
        return not often and (before in ("de", "в") or found[0].strip() in ("times", "fold", "-fold"))

    def _unit_after(self) -> str | None:
        rest = self.text[self.end:self.end + 30]
        if symbol := re.match(rf"{BLANK}?([€$£])", rest):
            self.end += symbol.end()
            phrase = self.terms.after.sign(symbol[1])
            return phrase.slug if phrase else None
        if _ORDINAL.match(rest):
            return self._rank()
        words = self.words.after
        skipped = 1 if words and words[0].surface in ("de", "of") else 0
        if len(words) <= skipped or not self._is_near(words[skipped]):
            return None
        found = _first_at(self.terms.after, self.words.after_read, skipped)
        if found is None:
            return self._currency_after(words[skipped])
        phrase, count = found
        self.end = self.match.end() + words[skipped + count - 1].end
        return phrase.slug

    def _currency_after(self, word: Token) -> str | None:
        """The code of a currency, which the vocabulary writes before the number: "500 MDL"."""
        phrase = self.terms.before.sign(word.surface)
        if phrase is None:
            return None
        self.end = self.match.end() + word.end
        return phrase.slug

    def _is_near(self, word: Token) -> bool:
        """Whether nothing stands between the number and a word behind it but blanks, "de" and "of"."""
        if self.text[self.match.end() - 1] == "." and word.surface[0].isupper():  # "9 mln. The second ..."
            return False
        return _GAP.fullmatch(self.text, self.match.end(), self.match.end() + word.start) is not None

    def _rank(self) -> str | None:
        """The unit of "3-м месте": the vocabulary writes it with one of the endings of the numeral."""
        words = self.words.after_read.stems[1:2]
        phrase = next((each for each in self.terms.after.all
                       if len(each.stems) == 2 and len(each.stems[0]) == 1 and words == [each.stems[1]]), None)
        if phrase:
            self.end += self.words.after[1].end
        return phrase.slug if phrase else None

    def _unit_before(self) -> str | None:
        found = _MONEY_BEFORE.search(self.text, max(0, self.start - 14), self.start)
        if not found:
            return None
        read = Read(tokenise(found["sign"]))
        named = _first_at(self.terms.before, read, 0) if len(read) else None
        phrase = self.terms.before.sign(found["sign"]) or (named[0] if named else None)
        if phrase is None:
            return None
        self.start = found.start("sign")
        return phrase.slug

    def _before_qualifier(self) -> re.Match[str] | None:
        return _BEFORE.search(self.text, max(0, self.start - 24), self.start)

    def _qualifier(self) -> str:
        if self.match["plus"]:
            return "at_least"
        start = self.start
        if self.unit == "times" and (found := _GROWS.search(self.text, max(0, start - 6), start)):
            start = self.start = found.start(1)
        found_before = _BEFORE.search(self.text, max(0, start - 24), start)
        if not found_before:
            return "exactly"
        qualifier = _QUALIFIER_OF[" ".join(found_before["word"].lower().split())]
        if qualifier == "at_most" and _GROWN.search(self.text, max(0, found_before.start() - 20), found_before.start()):
            return "exactly"
        self.start = found_before.start("word")
        return qualifier

    def _base(self) -> str | None:
        """Of what a share is one, as the text says or as the metric has it."""
        metric = self.terms.metric(self.metric)
        if self.unit not in ("percent", "times") or metric is None or not metric.bases:
            return None
        for place in range(len(self.words.after)):
            for phrase, _ in self.terms.base_names.at(self.words.after_read, place):
                if phrase.slug in metric.bases:
                    return phrase.slug
        return metric.bases[0] if len(metric.bases) == 1 else None


def nearest_metric(words: Words, terms: FigureTerms, unit: str | None) -> str | None:
    """The metric whose name stands nearest, behind the number sooner than before it, and that has this unit."""
    best: tuple[float, str] | None = None
    limit = 3 if unit is None else 9
    for read, is_behind in ((words.after_read, True), (words.before_read, False)):
        for place in range(len(read)):
            for phrase, count in terms.metric_names.at(read, place):
                distance = place if is_behind else len(read) - place - count + 1.5
                cost = distance - 2 * len(phrase.stems)
                metric = terms.metric(phrase.slug)
                fits = metric is not None and (unit or "count") in metric.units and distance <= limit
                if fits and (best is None or cost < best[0]):
                    best = (cost, phrase.slug)
    return best[1] if best else _metric_in_words(words, terms, unit)


def _metric_in_words(words: Words, terms: FigureTerms, unit: str | None) -> str | None:
    """The metric all of whose words stand around the number, wherever: "a growth of 25 % of the sales"."""
    around = {*words.after_read.stems, *words.before_read.stems}
    for phrase in terms.metric_names.all:
        if len(phrase.stems) > 1 and around.issuperset(phrase.stems):
            metric = terms.metric(phrase.slug)
            if metric and (unit or "count") in metric.units:
                return phrase.slug
    return None


def _first_at(names: Names, read: Read, place: int) -> tuple[Phrase, int] | None:
    return max(names.at(read, place), key=lambda found: found[1], default=None)
