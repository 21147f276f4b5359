"""Notices: what happened to what one wrote, told on the site."""

import re

import pytest

from kb.accounts import Actor
from kb.i18n import LANGUAGES
from tests.web.members import words
from tests.web.page_outline import read_page


@pytest.mark.parametrize("lang", LANGUAGES)
def test_notices_are_well_written_and_seen_only_when_one_says_so(desk, lang):
    draft = desk.send()
    desk.services.ask_for_changes(desk.eva, draft, "Anul?")
    for _ in range(2):
        root, faults = read_page(desk.author.get(f"/{lang}/account/notices").text)
        assert faults == []
        assert len([item for item in root.all("li") if item.get("class") == "new"]) == 1
    last = desk.submissions.notices(desk.ana)[0].number
    assert desk.author.send(f"/{lang}/account/notices", last=last).status_code == 303
    assert desk.submissions.unseen(desk.ana) == 0
    assert 'class="new"' not in desk.author.get(f"/{lang}/account/notices").text


def test_notices_count_in_the_menu_and_name_what_happened(desk):
    draft = desk.send()
    desk.services.approve(desk.eva, draft, 1)
    page = words(desk.author.get("/ro/account/notices").text)
    assert "1 lucru vă așteaptă" in page
    assert "Prune la borcan nou Este în bibliotecă." in page
    assert f'href="/ro/write/{draft}"' in desk.author.get("/ro/account/notices").text
    assert "Încă nu s-a întâmplat nimic" in desk.other.get("/ro/account/notices").text


def test_ones_own_writing_shows_what_is_new_until_one_has_read_it(desk):
    draft = desk.send()
    desk.services.ask_for_changes(desk.eva, draft, "Anul?")
    for _ in range(2):  # a browser that opens the page ahead reads nothing
        page = desk.author.get("/ro/write").text
        assert "Anul?" in page
    [last] = re.findall(r'name="last" value="(\d+)"', page)
    desk.submissions.comment(desk.eva, draft, "Și luna?", revision=1)
    assert desk.author.send("/ro/account/notices", last=last, back="write").location == "/ro/write"
    [news] = re.findall(r'<ul class="news">(.*?)</ul>', desk.author.get("/ro/write").text, re.DOTALL)
    assert "Și luna?" in news
    assert "Anul?" not in news


@pytest.mark.parametrize("last", ["", "x", "-1", "٣", "9" * 30])
def test_a_number_that_no_page_sends_marks_nothing(desk, last):
    draft = desk.send()
    desk.services.ask_for_changes(desk.eva, draft, "Anul?")
    assert desk.author.send("/ro/account/notices", last=last).status_code == 303
    assert desk.submissions.unseen(desk.ana) == 1


def test_an_approval_is_told_once(desk):
    draft = desk.send()
    desk.services.approve(desk.eva, draft, 1)
    assert [each.step for each in desk.submissions.notices(desk.ana)] == ["publish"]


def test_somebody_who_was_told_of_what_is_gone_still_sees_the_rest(desk):
    draft = desk.send()
    desk.services.ask_for_changes(desk.eva, draft, "Anul?")
    with desk.services.database.writing() as rows:
        rows.execute("UPDATE submissions SET author = 'altcineva'")
    assert desk.author.get("/ro/account/notices").status_code == 200
    assert desk.submissions.submission(Actor.CONSOLE, draft).author_id == "altcineva"
