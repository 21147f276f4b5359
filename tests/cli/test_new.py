"""`kb new`."""

import re

import pytest

from kb.errors import Conflict


@pytest.mark.parametrize(("kind", "folder"), [
    ("case", "cases"), ("business", "businesses"), ("specialist", "specialists"), ("event", "events"),
    ("book", "books"), ("question", "questions"), ("wanted", "wanted"),
])
def test_a_skeleton_is_written_where_its_kind_lives(run, services, kind, folder):
    result = run("new", kind, "vin-la-pahar", "--title", "Vin la pahar", "--lang", "ru")
    assert (result.exit_code, result.stdout) == (0, f"/library/{folder}/vin-la-pahar.md\n")
    [(_, asked_folder, slug, title, lang, today)] = services.asked
    assert (asked_folder, slug, title, lang) == (folder, "vin-la-pahar", "Vin la pahar", "ru")
    assert re.fullmatch(r"\d{4}-\d{2}-\d{2}", today.isoformat())


def test_without_a_title_the_slug_gives_one(run, services):
    run("new", "case", "vin-la-pahar")
    assert services.asked[0][3:5] == ("Vin la pahar", "ro")


def test_a_page_that_is_there_is_not_touched(run, services):
    services.fail = Conflict("%(file)s exists already", file="cases/vin.md")
    result = run("new", "case", "vin")
    assert (result.exit_code, result.stderr) == (1, "kb: cases/vin.md exists already\n")
