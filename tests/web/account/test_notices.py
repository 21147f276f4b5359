"""Notices: what happened to what one wrote, told on the site."""

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
    assert desk.author.send(f"/{lang}/account/notices").status_code == 303
    assert desk.submissions.unseen(desk.ana) == 0
    assert 'class="new"' not in desk.author.get(f"/{lang}/account/notices").text


def test_notices_count_in_the_menu_and_name_what_happened(desk):
    draft = desk.send()
    desk.services.approve(desk.eva, draft, 1)
    page = words(desk.author.get("/ro/account/notices").text)
    assert "2 lucruri vă așteaptă" in page
    assert "Prune la borcan nou Este în bibliotecă." in page
    assert f'href="/ro/write/{draft}"' in desk.author.get("/ro/account/notices").text
    assert "Încă nu s-a întâmplat nimic" in desk.other.get("/ro/account/notices").text


def test_somebody_who_was_told_of_what_is_gone_still_sees_the_rest(desk):
    draft = desk.send()
    desk.services.ask_for_changes(desk.eva, draft, "Anul?")
    with desk.services.database.writing() as rows:
        rows.execute("UPDATE submissions SET author = 'altcineva'")
    assert desk.author.get("/ro/account/notices").status_code == 200
    assert desk.submissions.submission(Actor.CONSOLE, draft).author_id == "altcineva"
