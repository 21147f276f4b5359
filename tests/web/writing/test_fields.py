"""The forms ask for what the format holds, and for nothing else."""

import pytest

from kb.i18n import LANGUAGES, translator
from kb.ingest.schema import PLACEHOLDER, PLACEHOLDER_URL, field_names
from kb.ingest.skeleton import FILL_IN
from kb.submissions import KINDS, State
from kb.web.present.write.fields import FIXED, GROUPS, fields_of, groups_of
from kb.web.present.write.inputs import PLACEHOLDERS
from kb.web.present.write.lists import KINDS_OF
from kb.web.present.write.words import BEGINNINGS, MEANINGS
from tests.vocabularies import LABELS

# What editors set, or the site by itself: kept as it is by every form.
NOT_ASKED = {"demo", "contributors", "claimed", "withdrawn"}
VERSION_ONLY = {"labels", "texts", "notes", "did"}


def names_in_form(kind, **options):
    for field in fields_of(kind, **options):
        yield field.name
        yield from (f"{field.name}.{part.name}" for part in field.parts)


@pytest.mark.parametrize("kind", KINDS)
def test_the_form_of_a_page_asks_for_every_field_of_its_format(kind):
    wanted = {name for name in field_names(kind) if name.split(".")[0] not in NOT_ASKED | VERSION_ONLY}
    asked = set(names_in_form(kind)) | set(names_in_form(kind, is_version=True))
    assert wanted - asked == set()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("is_version", [False, True])
def test_no_form_asks_for_what_the_format_does_not_have(kind, is_version):
    assert set(names_in_form(kind, is_version=is_version)) - set(field_names(kind)) == set()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("is_version", [False, True])
def test_every_form_has_its_text_once_and_no_field_twice(kind, is_version):
    groups = groups_of(kind, is_version=is_version)
    assert sum(group.has_text for group in groups) == 1
    names = [field.name for group in groups for field in group.fields]
    assert len(names) == len(set(names))
    assert len({group.name for group in groups}) == len(groups)


def every_field():
    for kind in KINDS:
        for field in (*fields_of(kind), *fields_of(kind, is_version=True)):
            yield from (field, *field.parts)


@pytest.mark.parametrize("field", sorted({(f.name, f.control, f.of) for f in every_field() if f.of}))
def test_what_one_chooses_from_is_a_list_that_there_is(field):
    _, control, of = field
    lists = {"page": KINDS_OF, "pages": KINDS_OF, "checks": LABELS, "select": {**LABELS, **FIXED, "sources": ()}}
    assert of in lists[control] if control != "numbered" else of.split(".")[0] in ("results", "specialists")


def test_all_that_can_be_added_says_so_on_its_button():
    assert [f.name for f in every_field() if f.control in ("rows", "pages") and not f.add] == []


@pytest.mark.parametrize("lang", ["ro", "ru"])
def test_every_label_and_hint_is_translated(lang):
    say = translator(lang).gettext
    told = {text for f in every_field() for text in (f.label, f.hint, f.add) if text}
    told |= {group.label for kind in KINDS for group in groups_of(kind)}
    same = {"Note"} if lang == "ro" else set()
    assert sorted(text for text in told - same if say(text) == text and " " in text) == []


def test_placeholders_are_those_that_new_pages_hold():
    assert {PLACEHOLDER, PLACEHOLDER_URL, *FILL_IN.values()} == PLACEHOLDERS


def test_every_state_and_every_kind_is_explained():
    assert set(MEANINGS) == {state.value for state in State}
    assert set(BEGINNINGS) == set(KINDS) == set(GROUPS)
    assert set(FIXED["languages"]) == set(LANGUAGES)
