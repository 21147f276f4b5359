"""The text of a case as its sections: parted, filled in, put together again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.model import SECTION_TITLES
from kb.web.present.write.posted import Posted
from kb.web.present.write.sections import key_of_heading, show_sections, split, with_sections
from tests.web.write_forms import READER

BODY = "## Contextul\n\nA.\n\n## Ceva al meu\nB.\n\n## Rezultate\n\nC.\n"
lines = st.sampled_from([
    "## Contextul", "## Rezultate", "## X", "### Y", "text", "", "```", "~~~", "## ", "##fără", "…"])
bodies = st.lists(lines, max_size=12).map("\n".join)


def shown(body, lang="ro"):
    return show_sections(body, lang, READER)


def posted(body, lang="ro", **texts):
    pairs = []
    for section in shown(body, lang):
        text = texts.get(section.key.replace("-", "_"), section.text)
        pairs += [(f"section.{section.number}.heading", section.heading), (f"section.{section.number}.text", text)]
    return Posted(pairs)


@given(bodies)
def test_parts_put_together_are_the_text(body):
    assert "".join(part.heading + part.text for part in split(body)) == body


@given(bodies, st.sampled_from(["ro", "ru", "en"]))
def test_untouched_sections_leave_the_text_as_it_is(body, lang):
    assert with_sections(body, posted(body, lang)) == body


@given(bodies, st.sampled_from(["context", "actions", "lessons"]), st.text("ab \n", min_size=1, max_size=8))
def test_what_is_written_into_a_section_is_found_there_again(body, key, text):
    new = with_sections(body, posted(body, **{key: text}))
    if text.strip() and "```" not in body and "~~~" not in body:
        assert next(part.text for part in shown(new) if part.key == key).strip("\n") == text.strip("\n")


def test_every_known_section_is_offered_where_it_belongs():
    assert [section.key for section in shown(BODY)] == [
        "context", "objective", "actions", "ceva-al-meu", "results", "lessons", "vision"]
    assert [section.title for section in shown("", "ru")] == [titles["ru"] for titles in SECTION_TITLES.values()]


def test_words_before_the_first_heading_are_a_part_of_their_own():
    first = shown("Întâi.\n\n" + BODY)[0]
    assert (first.key, first.text, first.title) == ("before", "Întâi.", "Înainte de primul titlu")


@pytest.mark.parametrize(("texts", "new"), [
    ({"context": "Nou."}, "## Contextul\n\nNou.\n\n## Ceva al meu\nB.\n\n## Rezultate\n\nC.\n"),
    ({"objective": "Vânzări."},
     "## Contextul\n\nA.\n\n## Obiectiv\n\nVânzări.\n\n## Ceva al meu\nB.\n\n## Rezultate\n\nC.\n"),
    ({"lessons": "Mult."},
     "## Contextul\n\nA.\n\n## Ceva al meu\nB.\n\n## Rezultate\n\nC.\n\n## Lecții\n\nMult.\n"),
    ({"ceva_al_meu": ""}, "## Contextul\n\nA.\n\n## Rezultate\n\nC.\n"),
    ({"results": "D.\r\n\r\nE."}, "## Contextul\n\nA.\n\n## Ceva al meu\nB.\n\n## Rezultate\n\nD.\n\nE.\n"),
])
def test_only_the_section_that_changed_is_written_anew(texts, new):
    assert with_sections(BODY, posted(BODY, **texts)) == new


def test_a_heading_inside_a_code_block_is_none():
    parts = split("## Contextul\n```\n## Rezultate\n```\n## Lecții\n")
    assert [part.title for part in parts] == ["Contextul", "Lecții"]


def test_two_sections_of_one_name_stay_two():
    body = "## Contextul\n\nA.\n\n## Contextul\n\nB.\n"
    pairs = [("section.0.heading", "## Contextul"), ("section.0.text", "A."),
             ("section.1.heading", "## Contextul"), ("section.1.text", "Z.")]
    assert with_sections(body, Posted(pairs)) == body.replace("B.", "Z.")


def test_a_section_added_elsewhere_meanwhile_is_not_lost():
    new = with_sections(BODY + "\n## Alta\n\nV.\n", posted(BODY, context="Nou."))
    assert "## Alta\n\nV." in new
    assert "Nou." in new


def test_headings_are_known_in_every_language_and_however_they_are_closed():
    assert [key_of_heading(line) for line in ("## Контекст", "## Results ##", "##  Lecții", "# Contextul", "x")] == [
        "context", "results", "lessons", "", ""]
