"""Pages of writing as a browser and a screen reader get them: well written, named, in one language."""

import re

import pytest

from kb.i18n import LANGUAGES
from tests.builders import case_markdown, write_library
from tests.vocabularies import LABELS
from tests.web.page_outline import read_page
from tests.web.test_markup import ENGLISH, SAME_EVERYWHERE, name_of, own_words
from tests.web.write_site import EVA, Writer, image_bytes, make_writing_site

CASE = "cases/struguri-in-loc-de-flori.md"
WAYS = ["", "/new?kind=cases", "/new?kind=specialists", f"/edit?path={CASE}"]
OF_A_DRAFT = ["", "/markdown", "/images", "/check"]
# What stands in Romanian or as it is on pages of every language: values, names, slugs, code.
KEPT = re.compile(r"[a-z]{2}\.|markdown|md|zip|png|jpe?g|webp|mb|cc|by|mdl|eur|usd|ron|rub|uah|ro|ru|en|uk|utc|"
                  r"title|summary|lang|businesses|industries|platforms|objectives|specialists|results|sources|years|places")


@pytest.fixture(scope="module")
def writer(tmp_path_factory):
    folder = tmp_path_factory.mktemp("markup")
    site = make_writing_site(folder, write_library(folder / "content"))
    yield Writer(site, name="Ана")
    site.extensions["kb.services"].close()


@pytest.fixture(scope="module")
def addresses(writer):
    """Every page there is to look at, by state."""
    gaps, whole, sent = writer.begin(title="Лоза", lang="ru"), writer.change(), writer.change()
    writer.save(gaps, {"title": ""})
    writer.put(whole, case_markdown(body="## Contextul\n\nA costat 1 200 lei. O campanie excelentă.\n"))
    writer.made.attach_image(writer.actor, writer.id_of(whole), "a.png", image_bytes())
    writer.submit(sent)
    writer.made.submissions.ask_for_changes(EVA, writer.id_of(sent), "Так?")
    writer.submit(sent)
    pages = [f"/ro/write{way}" for way in WAYS]
    pages += [draft + way for draft in (gaps, whole) for way in OF_A_DRAFT]
    return [*pages, sent, f"{sent}/compare?a=1&b=2"]


@pytest.fixture(scope="module")
def read(writer, addresses):
    found = {}
    for lang in LANGUAGES:
        for address in addresses:
            response = writer.get(address.replace("/ro/", f"/{lang}/", 1))
            assert response.status_code == 200, address
            found[lang, address] = read_page(response.text)
    return found


def test_every_page_is_well_written(read):
    assert {place: faults for place, (_, faults) in read.items() if faults} == {}


def test_every_page_has_one_first_heading_and_leaves_out_no_level(read):
    for place, (root, _) in read.items():
        levels = [int(each.tag[1]) for each in root.all("h1", "h2", "h3", "h4")]
        assert levels.count(1) == 1, place
        assert sorted(set(levels)) == list(range(1, max(levels) + 1)), place


def test_ids_are_unique_and_what_is_named_by_them_is_there(read):
    for place, (root, _) in read.items():
        ids = [each.get("id") for each in root.walk() if each.get("id")]
        assert sorted(each for each in set(ids) if ids.count(each) > 1) == [], place
        for each in root.walk():
            for name in ("for", "aria-labelledby", "aria-describedby", "form", "list"):
                assert set((each.get(name) or "").split()) <= set(ids), (place, each.tag, name)


def test_every_control_has_a_name(read):
    for place, (root, _) in read.items():
        for each in root.all("input", "select", "textarea", "button"):
            if each.get("type") not in ("hidden", "radio"):
                assert name_of(each, root).strip(), (place, each.get("id"), each.get("name"))


def test_no_page_holds_what_the_policy_forbids(writer, addresses):
    for address in addresses:
        text = writer.get(address).text
        assert " style=" not in text
        assert not re.search(r"<script(?![^>]* src=)", text)
        assert not re.search(r"\son\w+=", text)


def test_no_page_mixes_languages(read):
    for (lang, address), (root, _) in read.items():
        [main] = root.all("main")
        said = [word for word in own_words(main, lang) if "/" not in word]
        if lang == "ro":
            assert ENGLISH.findall(" ".join(said).replace("CC BY", "").lower()) == [], address
        # The pages of a draft are full of its own words, which are Romanian here.
        if lang == "ru" and re.fullmatch(r"/ru/write(/new.*)?", address):
            latin = {word.lower().strip(".,:;·()«»…—") for word in said if re.search("[A-Za-z]{2}", word)}
            strange = latin - SAME_EVERYWHERE - ROMANIAN - NAMED
            assert {word for word in strange if not KEPT.fullmatch(word)} == set(), address


# Words of the labels that vocabularies have in Russian: names of networks and the like.
NAMED = {
    word.lower() for labels in LABELS.values() for _, russian, _ in (each[:3] for each in labels.values())
    for word in russian.split()
}
# What the small library says in Romanian whatever the page.
ROMANIAN = {
    "tineri", "fermieri", "tineri-fermieri", "diana", "crudu", "diana-crudu", "struguri", "vânzări", "facebook",
    "lei", "targ", "în", "loc", "de", "flori",
}
