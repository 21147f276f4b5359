"""Snippets: the best stretch, the right marks, and HTML that nothing in a text can break."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.language import Snippet, Wanted, cut, fold, mark, stem, words

TEXT = (
    "Contextul. Tinerii fermieri din Durlești aveau prea multă recoltă. "
    "Au vândut 60 de tone de struguri la târg, după o campanie pe Facebook. "
    "Clienții au aflat de struguri și de la televiziune; strugurii s-au terminat repede. "
    "Lecția: „cine întreabă < cine răspunde” & restul e tăcere."
)


def forms(*typed: str) -> Wanted:
    """Wanted as a search for words makes it: as typed and in any form."""
    return Wanted(frozenset(map(fold, typed)), frozenset(stem(fold(word)) for word in typed))


class _Reader(HTMLParser):
    """The tags and the text of a snippet as a browser reads them."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.text = ""
        self.marked: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag if not attrs else f"{tag}!")
        self.marked.append("")

    def handle_endtag(self, tag: str) -> None:
        self.tags.append("/" + tag)

    def handle_data(self, data: str) -> None:
        self.text += data
        if self.tags and self.tags[-1] == "mark":
            self.marked[-1] += data

    def handle_comment(self, data: str) -> None:
        self.tags.append("comment")


def test_the_stretch_with_most_different_words_is_shown_from_its_sentence_on():
    assert cut(TEXT, forms("struguri", "vânduți", "campanie"), 90) == Snippet(
        "Au <mark>vândut</mark> 60 de tone de <mark>struguri</mark> la târg, după o <mark>campanie</mark> pe Facebook. "
        "Clienții au aflat…",
        hits=3,
        distinct=3,
    )


def test_different_words_beat_more_of_the_same():
    text = "vin vin vin vin. " + "x " * 100 + "vin roșu sec"
    assert "roșu" in cut(text, forms("vin", "roșu"), 40).html


def test_of_equal_stretches_the_first_is_shown():
    assert cut("vin alb. " + "x " * 100 + "vin roșu", forms("vin"), 40).html.startswith("<mark>vin</mark> alb")


def test_all_forms_of_a_word_are_marked_and_count_as_one():
    snippet = cut("Strugurii, strugurilor și STRUGURI cu struguraș.", forms("struguri"))
    assert snippet.html == ("<mark>Strugurii</mark>, <mark>strugurilor</mark> și <mark>STRUGURI</mark> cu struguraș.")
    assert (snippet.hits, snippet.distinct) == (3, 1)


@pytest.mark.parametrize(
    ("text", "wanted", "html"),
    [
        ("Când?", forms("cind", "când"), "<mark>Când</mark>?"),
        ("cînd", forms("când"), "<mark>cînd</mark>"),
        ("s\u0326i VA\u0302ND", forms("vând"), "s\u0326i <mark>VA\u0302ND</mark>"),
        ("Винодельни Криково", forms("винодельня"), "<mark>Винодельни</mark> Криково"),
        ("C++ & C", forms("c++"), "<mark>C++</mark> &amp; C"),
        ("Facebook-ul nostru", forms("facebook"), "<mark>Facebook-ul</mark> nostru"),
        ("1 200 de lei", forms("1200"), "<mark>1 200</mark> de lei"),
        ("Instagram, insta, in", Wanted(prefixes=("inst",)), "<mark>Instagram</mark>, <mark>insta</mark>, in"),
        ("vinul", Wanted(exact=frozenset(["vin"])), "vinul"),
        ("vinul", Wanted(stems=frozenset(["vin"])), "<mark>vinul</mark>"),
        ("nimic", Wanted(), "nimic"),
        ("", forms("vin"), ""),
    ],
)
def test_what_is_marked(text, wanted, html):
    assert cut(text, wanted).html == html
    assert mark(text, wanted) == html


def test_prefixes_count_as_one_term_each():
    assert cut("instagram insta facebook", Wanted(prefixes=("insta", "face"))).distinct == 2


def test_without_a_hit_the_beginning_is_shown():
    snippet = cut(TEXT, forms("tractor"), 38)
    assert snippet == Snippet("Contextul. Tinerii fermieri din…", 0, 0)


def test_a_short_text_is_shown_whole_without_ellipsis():
    assert cut("Un text scurt", forms("text")).html == "Un <mark>text</mark> scurt"


def test_the_beginning_is_shown_for_a_hit_near_it():
    text = "unu doi trei vin patru " + "cinci " * 60
    assert cut(text, forms("vin"), 60).html.startswith("unu doi trei <mark>vin</mark> patru")


def test_a_hit_far_from_a_sentence_start_has_some_words_before_it():
    text = "cuvânt " * 100 + "vin " + "alt " * 100
    html = cut(text, forms("vin"), 100).html
    assert html.startswith("…cuvânt cuvânt")
    assert html.endswith("alt…")
    assert "<mark>vin</mark> alt" in html


def test_a_hit_at_the_end_has_as_much_before_it_as_fits():
    text = "cuvânt " * 100 + "vin"
    html = cut(text, forms("vin"), 100).html
    assert html.endswith("<mark>vin</mark>")
    assert len(html) > 90


def test_a_new_line_begins_a_sentence():
    text = "Titlu\n" + "a " * 90 + "\nRezultate: vin și\nmust și suc de struguri\n" + "b " * 90
    assert cut(text, forms("vin"), 33).html == "Rezultate: <mark>vin</mark> și must și suc de…"


def test_text_is_escaped_before_it_is_marked():
    text = "<script>alert('vin')</script> & \"vin\" <mark>vin</mark>"
    assert mark(text, forms("vin")) == (
        "&lt;script&gt;alert(&#x27;<mark>vin</mark>&#x27;)&lt;/script&gt; &amp; &quot;<mark>vin</mark>&quot; "
        "&lt;mark&gt;<mark>vin</mark>&lt;/mark&gt;"
    )


def test_looking_for_tag_names_and_entities_breaks_nothing():
    text = "<b>amp</b> &amp; mark <mark>x</mark>"
    html = mark(text, forms("b", "amp", "mark", "lt", "gt", "x"))
    assert _Reader(html).text == text
    assert set(_Reader(html).tags) == {"mark", "/mark"}


def test_signs_that_turn_or_end_text_are_dropped_and_blanks_joined():
    text = "\x00vin\x1b \u202eniv\u2066 \u200fx\udc80\ufffe\r\n\t y"
    assert mark(text, forms("vin")) == "<mark>vin</mark> niv x y"


def test_only_the_first_part_of_a_long_text_is_looked_at():
    filler = "cuvânt " * 3_000
    assert cut(filler + "vin", forms("vin")).hits == 0
    assert cut(filler[:15_000] + " vin " + filler, forms("vin")).hits == 1


def test_a_text_without_blanks_is_cut_hard():
    assert cut("x" * 1_000, forms("y"), 50).html == "x" * 50 + "…"


def test_a_word_longer_than_the_snippet_is_not_shown_half_marked():
    snippet = cut("un " + "x" * 300, Wanted(prefixes=("xxx",)), 50)
    assert "<mark>" not in snippet.html
    assert snippet.hits == 0


ALPHABET = st.sampled_from(
    [*"<>&\"'; .,!?\n\t\x00\u202e\u0301…", "vin", "vinul ", "струг", "<mark>", "&lt;", "C++", "1 200", "😀", "x"]
)
ANY_TEXT = st.one_of(st.text(), st.lists(ALPHABET, max_size=80).map("".join))
WANTED = st.builds(
    Wanted,
    st.frozensets(st.sampled_from(["vin", "lt", "mark", "amp", "x", "c++", "1200"])),
    st.frozensets(st.sampled_from(["vin", "струг", "mark"])),
    st.lists(st.sampled_from(["vin", "ma", "стр"]), max_size=2).map(tuple),
)


@given(ANY_TEXT, WANTED, st.integers(1, 300))
def test_a_snippet_of_any_text_is_text_with_paired_marks_alone(text, wanted, length):
    snippet = cut(text, wanted, length)
    read = _Reader(snippet.html)
    assert read.tags == ["mark", "/mark"] * snippet.hits
    assert re.sub("</?mark>", "", snippet.html).count("<") == 0
    assert snippet.distinct <= snippet.hits


@given(ANY_TEXT, WANTED, st.integers(1, 300))
def test_a_snippet_is_a_stretch_of_the_text_no_longer_than_asked(text, wanted, length):
    shown = _Reader(cut(text, wanted, length).html).text
    assert len(shown) <= length + 2
    spaceless = re.sub(r"\s|[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff]", "", text)
    assert "".join(shown.split()).removeprefix("…").removesuffix("…") in spaceless


@given(ANY_TEXT, WANTED)
def test_exactly_the_wanted_words_of_a_title_are_marked(text, wanted):
    met = [word for word in words(text) if wanted.term(word)]
    read = _Reader(mark(text, wanted))
    assert [word for shown in read.marked for word in words(shown)] == met
    assert read.tags == ["mark", "/mark"] * len(met)


@given(ANY_TEXT, WANTED)
def test_a_snippet_shows_a_hit_whenever_there_is_one(text, wanted):
    assert bool(cut(text, wanted, 300).hits) == any(map(wanted.term, words(text)))


ENDS = [
    ("Vinul s-a vândut. Apoi a venit iarna grea.", 20, "Vinul s-a vândut."),
    ("Câte unul, câte doi, toată strada a venit.", 21, "Câte unul, câte doi…"),
    ("Было шумно: показ. Потом все разошлись домой.", 20, "Было шумно: показ."),
    ("El a spus „da!” Apoi a plecat repede acasă.", 17, "El a spus „da!”"),
    ("Un târg — apoi altul, mare.", 10, "Un târg…"),
    ("Vinul s-a vândut tot.", 40, "Vinul s-a vândut tot."),
]


@pytest.mark.parametrize(("text", "length", "shown"), ENDS)
def test_a_whole_sentence_is_not_followed_by_dots_and_a_broken_one_ends_in_a_word(text, length, shown):
    assert cut(text, Wanted(), length).html == shown
