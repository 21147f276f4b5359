"""What every template can use."""

import re

import pytest
from flask import render_template_string
from jinja2 import UndefinedError

from kb.web import context
from tests.web.fake_services import CASE, HITS


@pytest.fixture
def show(app):
    def render(template, address="/ro/search", **values):
        with app.test_request_context(address):
            app.preprocess_request()
            return render_template_string(template, **values)
    return render


@pytest.mark.parametrize(("template", "ro", "en"), [
    ("{{ 1234.5|number }}", "1\u00a0234,5", "1,234.5"),
    ("{{ '2019-03-24'|date }}", "24 martie 2019", "24 March 2019"),
    ("{{ 'ru'|own_lang_name }}", "Русский", "Русский"),
    ("{{ 'ru'|lang_name }}", "în rusă", "in Russian"),
    ("{{ _('Cases') }}", "Cazuri", "Cases"),
    ("{{ ngettext('%(count)s case', '%(count)s cases', 21, count='21') }}", "21 de cazuri", "21 cases"),
    ("{{ locale }}{{ site_name }}", "roCulise", "enCulise"),
])
def test_globals_and_filters_speak_the_language_of_the_page(show, template, ro, en):
    assert show(template) == ro
    assert show(template, "/en/search") == en


@pytest.mark.parametrize(("shown", "text"), [(CASE, "februarie – 24 martie 2019"), (HITS[0], "2016")])
def test_the_period_filter_takes_hits_and_cases(show, shown, text):
    assert show("{{ shown|period }}", shown=shown) == text


def test_a_case_without_a_period_shows_its_years(app):
    with app.test_request_context("/ro/"):
        assert context.period_of(HITS[3]) == "2019"


def test_a_name_that_does_not_exist_is_an_error(show):
    with pytest.raises(UndefinedError):
        show("{{ nobody_gave_this }}")


def test_values_are_escaped_and_texts_of_ours_are_not(show):
    assert show("{{ value }}", value="<b>") == "&lt;b&gt;"
    assert show("{{ _('Searched for <b>%(query)s</b>: your words look written in another alphabet.', query='<i>') }}",
                "/en/").startswith("Searched for <b>&lt;i&gt;</b>")


@pytest.mark.parametrize(("cookie", "theme"), [("dark", "dark"), ("light", "light"), ("<x>", ""), ("", ""), (None, "")])
def test_the_theme_comes_from_the_cookie_and_is_one_of_two(client, cookie, theme):
    if cookie is not None:
        client.set_cookie("theme", cookie)
    assert f'data-theme="{theme}"' in client.get("/ro/").text


@pytest.mark.parametrize(("address", "canonical"), [
    ("/ro/", "http://localhost/ro/"),
    ("/ro/?utm=x", "http://localhost/ro/"),
    ("/en/cases/vin-la-pahar?x=y", "http://localhost/ro/cases/vin-la-pahar"),
])
def test_a_page_names_its_one_address(client, address, canonical):
    assert re.search(r'rel="canonical" href="([^"]+)"', client.get(address).text)[1] == canonical


def test_navigation_marks_where_the_reader_is(client):
    assert 'aria-current="page"' in client.get("/ro/search").text
    assert '<a href="/ro/search" aria-current="page"' not in client.get("/ro/").text


def test_vocabularies_are_asked_for_once_a_page(client, services):
    asked = []
    original = services.vocabulary
    services.vocabulary = lambda name: asked.append(name) or original(name)
    client.get("/ro/search")
    assert len(asked) == len(set(asked))
