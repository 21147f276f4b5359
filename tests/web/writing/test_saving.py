"""Saving: two views of one text, two tabs, a session that ended, an old form, a long text; nothing is ever lost."""

import pytest

from kb.accounts import Role
from tests.builders import case_markdown
from tests.web.page_outline import read_page
from tests.web.write_site import Writer, fields_of_form

CASE = "cases/struguri-in-loc-de-flori.md"


def test_from_form_to_markdown_and_back_nothing_changes(ana):
    address = ana.change()
    before = ana.text(address)
    for _ in range(2):
        assert ana.save(address, go="markdown").location.partition("?")[0] == f"{address}/markdown"
        assert ana.save(f"{address}/markdown", go="").location.partition("?")[0] == address
    assert ana.text(address) == before == (ana.made.settings.content_folder / CASE).read_text()
    assert ana.submission(address).version == 1


def test_what_the_form_does_not_know_survives_it(ana):
    address = ana.change()
    text = ana.text(address).replace("---\n", "---\n# notă\nmood: bun\n", 1).replace('"60"', '"60" ')
    ana.put(address, text)
    assert ana.save(address, {"title": "Mere"}).status_code == 303
    new = ana.text(address)
    assert new == text.replace('title: "Struguri în loc de flori"', "title: Mere")
    assert "mood" in ana.get(address).text


def test_text_typed_as_markdown_stands_in_the_form(ana):
    address = ana.begin()
    ana.save(f"{address}/markdown", {"text": case_markdown(title="Mere").replace("\n", "\r\n")})
    assert ana.text(address) == case_markdown(title="Mere")
    assert dict(ana.form(address))["title"] == "Mere"


def test_a_form_cannot_be_shown_of_broken_markdown_but_the_text_is_there_with_the_line(ana):
    address = ana.begin()
    ana.put(address, "---\ntitle: [\n---\nText.\n")
    response = ana.get(address)
    assert response.location.partition("?")[0] == f"{address}/markdown"
    shown = ana.get(response.location).text
    assert "title: [" in shown
    assert 'data-target="text"' in shown
    assert "Text." in ana.get(f"{address}/check").text


def test_saving_by_script_answers_with_the_new_version(ana):
    address = ana.change()
    pairs = [(name, "Mere" if name == "title" else text) for name, text in ana.form(address)]
    response = ana.post(address, pairs, Accept="application/json")
    assert response.get_json() == {"version": 2}
    again = ana.post(address, [(name, "2" if name == "version" else text) for name, text in pairs],
                     Accept="application/json")
    assert again.get_json() == {"version": 2}


def test_of_two_tabs_the_second_sees_both_texts_and_loses_none(ana):
    address = ana.change()
    here, there = ana.form(address), ana.form(f"{address}/markdown")
    ana.post(address, [(name, case_markdown(title="De acolo") if name == "text" else text) for name, text in there])
    late = [(name, "De aici" if name == "title" else text) for name, text in here]
    assert ana.post(address, late, Accept="application/json").status_code == 409
    response = ana.post(address, late)
    assert response.status_code == 409
    root, faults = read_page(response.text)
    mine, theirs = ("".join(each.texts) for each in root.all("textarea"))
    assert faults == []
    assert "title: De aici" in mine
    assert "De acolo" in theirs
    assert "De acolo" in ana.text(address)
    [form] = [each for each in root.all("form") if each.get("class") == "own-text"]
    kept = ana.post(address, fields_of_form(form))
    assert kept.status_code == 303
    assert "De aici" in ana.text(address)


def test_text_sent_after_it_was_submitted_in_another_tab_is_given_back(ana):
    address = ana.change()
    late = [(name, "Prea târziu" if name == "title" else text) for name, text in ana.form(address)]
    ana.submit(address)
    response = ana.post(address, late)
    assert response.status_code == 409
    assert "Prea târziu" in response.text


def test_a_session_that_ended_loses_no_text(ana):
    address = ana.change()
    typed = [(name, "Scris cu sudoare, rând cu rând, toată noaptea, până la capăt" if name == "title" else text)
             for name, text in ana.form(address)]
    ana.browser.client.delete_cookie("session")
    response = ana.post(address, typed, **{"Sec-Fetch-Site": "same-origin"})
    assert response.status_code == 401
    root, _ = read_page(response.text)
    [form] = [each for each in root.all("form") if each.get("action") == address]
    given_back = fields_of_form(form)
    assert sorted(pair for pair in typed if pair[0] != "csrf_token") == sorted(
        pair for pair in given_back if pair[0] != "csrf_token")
    assert ana.post(address, typed, Accept="application/json").status_code == 401


def test_an_old_form_is_shown_again_with_its_text_and_can_then_be_kept(ana):
    address = ana.change()
    typed = [(name, {"title": "Mere", "csrf_token": "old"}.get(name, text)) for name, text in ana.form(address)]
    response = ana.post(address, typed)
    assert response.status_code == 403
    root, _ = read_page(response.text)
    [form] = [each for each in root.all("form") if each.get("class") == "own-text"]
    again = fields_of_form(form)
    assert ana.post(address, again).status_code == 303
    assert ana.fields(address)["title"] == "Mere"


def test_a_text_that_is_too_long_is_refused_and_given_back(ana):
    address = ana.begin()
    text = case_markdown(body="## Contextul\n\n" + "ă" * 160_000)
    response = ana.save(f"{address}/markdown", {"text": text})
    assert response.status_code == 422
    assert "ă" * 1000 in response.text


def test_a_long_cyrillic_text_within_the_limit_is_taken(ana):
    address = ana.begin()
    text = case_markdown(body="## Contextul\n\n" + "ш" * 120_000)
    assert ana.save(f"{address}/markdown", {"text": text}).status_code == 303


@pytest.mark.parametrize("way", ["", "/markdown", "/images", "/check", "/compare?a=0&b=0", "/images/x.webp"])
def test_what_others_write_is_not_there(ana, ion, way):
    address = ana.begin()
    editor = Writer(ana.site, f"eva{way.replace('/', '-').partition('?')[0]}@example.md", Role.EDITOR)
    for other in (ion, editor):
        assert other.get(address + way).status_code == 404
        assert other.post(address, [*ion.form(ion.begin()), ("title", "Al meu")]).status_code == 404


def test_nobody_writes_without_an_account(ana):
    client = ana.site.test_client()
    for address in ("/ro/write", "/ro/write/new", "/ro/write/edit?path=x", ana.begin()):
        response = client.get(address)
        assert (response.status_code, response.location.partition("?")[0]) == (303, "/ro/account/sign-in")
