"""The handbook is read like the rest of the library: checked, rendered in the sandbox, kept in all its languages."""

import pytest

from kb.ingest import read_library
from kb.ingest.addresses import is_safe_href, named_page, served
from kb.ingest.walk import Identity, identify, main_path, named_language, scan
from tests.builders import page, write_library

GUIDE = {
    "help/searching.ro.md": page(
        {"title": "Cum se caută", "lang": "ro", "summary": "Ce se scrie."}, "## Cuvinte\n\nScrieți."),
    "help/searching.ru.md": page({"title": "Как искать", "lang": "ru"}, "## Слова\n\nПишите."),
    "help/searching.en.md": page({"title": "How to search", "lang": "en"}, "## Words\n\nType."),
}


def read(tmp_path, files):
    library, problems = read_library(write_library(tmp_path / "content", files=files))
    return library, [(problem.path, problem.code) for problem in problems]


@pytest.mark.parametrize(("path", "identity", "lang"), [
    ("help/searching.ro.md", ("help", "searching", None), "ro"),
    ("help/searching.ru.md", ("help", "searching", "ru"), "ru"),
    ("help/a-b.en.md", ("help", "a-b", "en"), "en"),
    ("cases/x.ru.md", ("cases", "x", "ru"), "ru"),
    ("cases/x.md", ("cases", "x", None), None),
])
def test_a_path_says_page_and_language(path, identity, lang):
    assert identify(path) == Identity(*identity)
    assert named_language(path) == lang


@pytest.mark.parametrize("path", [
    "help/searching.md", "help/searching.fr.md", "help/.ro.md", "help/Searching.ro.md", "help/a.ro.ru.md",
    "help/x/a.ro.md", "help/searching.ro", "help/searching..md",
])
def test_other_names_are_no_pages_of_the_handbook(path):
    assert identify(path) is None
    assert named_language(path) is None


def test_all_languages_of_a_page_are_one_page(tmp_path):
    library, problems = read(tmp_path, GUIDE)
    assert problems == []
    guide = library.help["searching"]
    assert [text.lang for text in guide.texts] == ["ro", "ru", "en"]
    assert [text.name for text in guide.texts] == ["Cum se caută", "Как искать", "How to search"]
    assert guide.text("ru").body.html == '<h2 id="s-слова">Слова</h2>\n<p>Пишите.</p>'
    assert guide.text("ro").summary == "Ce se scrie."


def test_a_page_in_another_language_than_its_name_says_is_refused(tmp_path):
    wrong = page({"title": "How to search", "lang": "en"}, "Type.")
    for name in ("ro", "ru"):
        library, problems = read(tmp_path / name, {f"help/searching.{name}.md": wrong})
        assert (f"help/searching.{name}.md", "version_language") in problems
        assert library.help == {}


def test_a_version_without_the_romanian_page_says_which_file_is_missing(tmp_path):
    _, problems = read_library(write_library(tmp_path, files={"help/searching.en.md": GUIDE["help/searching.en.md"]}))
    [lonely] = problems
    assert (lonely.code, lonely.arguments) == ("lonely_version", {"path": "help/searching.ro.md"})


def test_a_file_with_a_wrong_name_gets_a_right_example(tmp_path):
    folder = write_library(tmp_path, files={"help/searching.md": GUIDE["help/searching.ro.md"]})
    [problem] = scan(folder).problems
    assert (problem.path, problem.code) == ("help/searching.md", "bad_file_name")
    assert problem.example == "help/searching.ro.md"
    assert main_path("cases", "x") == "cases/x.md"


@pytest.mark.parametrize(("fields", "code"), [
    ({"lang": "ro"}, "missing"),
    ({"title": "a", "lang": "ro", "colour": "red"}, "unknown_key"),
    ({"title": "a", "lang": "de"}, "unknown_value"),
])
def test_the_front_matter_is_checked(tmp_path, fields, code):
    _, problems = read(tmp_path, {"help/searching.ro.md": page(fields, "Scrieți.")})
    assert ("help/searching.ro.md", code) in problems


def test_what_could_run_is_not_rendered(tmp_path):
    body = '<script>alert(1)</script>\n\n[x](javascript:alert(1)) <img src=x onerror=alert(1)>'
    library, _ = read(tmp_path, {"help/searching.ro.md": page({"title": "a", "lang": "ro"}, body)})
    html = library.help["searching"].texts[0].body.html
    assert "<script" not in html
    assert "<img" not in html
    assert "href=" not in html


@pytest.mark.parametrize(("written", "address", "named"), [
    ("../help/figures.ro.md", "../help/figures", ("help", "figures")),
    ("../help/figures.en.md#s-x", "../help/figures#s-x", ("help", "figures")),
    ("../help/figures", "../help/figures", ("help", "figures")),
    ("../help/figures.fr.md", "../help/figures.fr.md", None),
    ("../help/../x.ro.md", "../help/../x.ro.md", None),
])
def test_a_link_to_a_page_of_the_handbook_leads_to_its_address(written, address, named):
    assert served(written) == address
    assert named_page(written) == named
    assert is_safe_href(address) == (named is not None)


def test_a_link_to_a_page_that_is_not_there_is_said(tmp_path):
    linking = page({"title": "a", "lang": "ro"}, "[Cifre](../help/figures.ro.md)")
    library, problems = read(tmp_path, {"help/searching.ro.md": linking})
    assert problems == [("help/searching.ro.md", "dangling_link")]
    assert library.help == {}
