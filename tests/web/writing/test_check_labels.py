"""The check of a draft calls each place what the form calls it, and tells gaps from faults."""

import re

import pytest

from kb.i18n import translator
from kb.model import Problem
from kb.web.present.write.check import label_of
from kb.web.reader import Reader
from tests.builders import business_markdown, case_markdown
from tests.web.fake_cases import VOCABULARIES
from tests.web.members import words

TEXT = "---\ntitle: x\n---\n\n## Contextul\n\n…\n\n## Ce s-a făcut\n\n### Pe urmă\n\n…\n"


def problem(field, line=1, path="cases/x.md"):
    return Problem(path, line, field, "to_fill")


@pytest.mark.parametrize(("found", "label"), [
    (problem("summary"), "Rezumat"),
    (problem("businesses.0"), "Afaceri"),
    (problem("sources.1.url"), "Surse 2, Adresa web"),
    (problem("sources.0"), "Surse 1"),
    (problem("results.2.evidence"), "Rezultate 3, Dovezi"),
    (problem("period.from"), "Perioada, De la"),
    (problem("body", 7), "Contextul"),
    (problem("body", 13), "Ce s-a făcut"),
    (problem("body", 1), ""),
    (problem("", 1), ""),
    (problem("cules_de"), ""),
    (problem("name", path="events/x.md"), "Nume"),
    (problem("title", path="cases/x.ru.md"), "Titlu"),
    (problem("businesses", path="cases/x.ru.md"), ""),
], ids=lambda value: value if isinstance(value, str) else f"{value.path}-{value.field}-{value.line}")
def test_a_place_has_the_name_of_its_control(found, label):
    assert label_of(found, TEXT, Reader(translator("ro"), VOCABULARIES.__getitem__)) == label


@pytest.fixture(scope="module")
def files():
    russian = business_markdown(name="Молодые фермеры", lang="ru", industries=None, sources=None)
    return {"businesses/tineri-fermieri.ru.md": russian}


def test_gaps_are_marked_and_other_faults_are_not(ana):
    address = ana.begin()
    ana.put(address, ana.text(address).replace("years: [2026]", "years: [mult]"))
    page = ana.get(f"{address}/check").text
    gaps = re.findall(r"<a [^>]*data-gap[^>]*><b>([^<]+)</b>", page)
    assert {"Rezumat", "Contextul", "Cât de sigur este"} <= set(gaps)
    assert "<b>Ani</b>" in page
    assert "Ani" not in gaps


def test_no_two_links_of_the_check_are_called_the_same(ana):
    page = ana.get(f"{ana.begin()}/check").text
    links = [words(link) for link in re.findall(r'<a [^>]*data-target=.*?</a>', page)]
    assert len(links) == len(set(links)) == 10


@pytest.mark.parametrize("lang", ["ro", "ru", "en"])
def test_what_is_written_is_previewed_and_not_the_version_of_the_reader(ana, lang):
    address = ana.change("businesses/tineri-fermieri.md").replace("/ro/", f"/{lang}/")
    ana.put(address, business_markdown(name="Fermieri tineri și harnici"))
    page = ana.get(f"{address}/check").text
    previewed = page.partition('<div class="previewed">')[2]
    assert "Fermieri tineri și harnici" in previewed
    assert "Молодые" not in previewed


def test_a_case_of_another_language_is_previewed_without_an_excuse(ana):
    address = ana.begin()
    ana.put(address, case_markdown(title="Prune"))
    page = words(ana.get(address.replace("/ro/", "/ru/") + "/check").text)
    assert "Prune" in page
    assert "Версии на вашем языке пока нет" not in page
