"""Two stylesheets: what every page needs, and what is added for those who write, review and keep the site."""

import re

import pytest

from kb.paths import templates
from kb.web.app import STATIC

TEMPLATES = templates()
DESK = ("account", "admin", "review", "write")
# Macros that only pages of the desk use.
DESK_MACROS = {"macros/checks.html", "macros/diff.html", "macros/fields.html"}
READING = sorted(
    str(path.relative_to(TEMPLATES)) for path in TEMPLATES.rglob("*.html")
    if path.relative_to(TEMPLATES).parts[0] not in DESK and str(path.relative_to(TEMPLATES)) not in DESK_MACROS)


def styled(sheet):
    """The classes that a stylesheet says something of."""
    css = re.sub(r"/\*.*?\*/", "", (STATIC / sheet).read_text(), flags=re.DOTALL)
    selectors = re.sub(r"\{[^{}]*\}", "{}", css)
    return set(re.findall(r"\.([a-z][a-z-]*)", selectors))


def worn(template):
    """The classes that the elements of a template have."""
    found = re.findall(r'class="([^"]*)"', (TEMPLATES / template).read_text())
    return {word for words in found for word in re.sub(r"\{[{%].*?[%}]\}", " ", words).split()}


@pytest.mark.parametrize("template", READING)
def test_a_page_for_readers_needs_nothing_of_the_second_stylesheet(template):
    assert not worn(template) & (styled("desk.css") - styled("site.css"))


@pytest.mark.parametrize("address", ["/ro/", "/ro/search", "/ru/cases/struguri-in-loc-de-flori", "/ro/nothing"])
def test_readers_load_one_stylesheet(client, address):
    assert re.findall(r'<link rel="stylesheet" href="/static/([a-z.]+)', client.get(address).text) == ["site.css"]


@pytest.mark.parametrize("address", ["/ro/account/sign-in", "/ru/account/register"])
def test_the_desk_loads_its_own_after_that_of_all(client, address):
    sheets = re.findall(r'<link rel="stylesheet" href="/static/([a-z.]+)', client.get(address).text)
    assert sheets == ["site.css", "desk.css"]


@pytest.mark.parametrize("sheet", ["site.css", "desk.css"])
def test_rules_stand_in_layers_and_colours_come_from_tokens(sheet):
    css = re.sub(r"/\*.*?\*/", "", (STATIC / sheet).read_text(), flags=re.DOTALL)
    outside = re.sub(r"@layer \w+ \{.*?\n\}", "", css, flags=re.DOTALL)
    assert not re.search(r"^\s*[.#a-z]", outside, flags=re.MULTILINE)
    assert css.count("{") == css.count("}")
    coloured = re.sub(r"@layer tokens \{.*?\n\}", "", css, flags=re.DOTALL)
    assert not re.search(r":[^;{}]*#[0-9a-f]{6}", re.sub(r"@media print \{.*", "", coloured, flags=re.DOTALL))
