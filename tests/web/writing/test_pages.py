"""Writing over a real library: a form and a Markdown text are two views of one document, and nothing is ever lost."""

import re

import pytest

from kb.submissions import State
from tests.builders import business_markdown, case_markdown, page
from tests.web.members import words
from tests.web.page_outline import read_page
from tests.web.write_site import EVA

CASE = "cases/struguri-in-loc-de-flori.md"
QUESTION = page({"title": "Cum vindem?", "lang": "ro", "cases": ["struguri-in-loc-de-flori"],
                 "objectives": ["sales"]}, "Așa.\n")
WANTED = page({"title": "Un caz despre vin", "lang": "ro", "industries": ["wine"], "platforms": ["tv"]}, "Ar ajuta.\n")


@pytest.fixture(scope="module")
def files():
    return {
        "questions/cum-vindem.md": QUESTION, "wanted/un-caz.md": WANTED,
        "cases/struguri-in-loc-de-flori.ru.md": page(
            {"title": "Виноград", "lang": "ru", "summary": "Виноград.", "labels": {"1": "фрукты"}},
            "## Контекст\n\nА.\n\n## Что сделали\n\nБ.\n\n## Результаты\n\nВ.\n")}


def test_a_page_is_begun_with_its_title_and_found_among_ones_own(ana):
    address = ana.begin(title="Prune  <la> borcan")
    assert ana.submission(address).main.path == "cases/prune-la-borcan.md"
    assert ana.fields(address)["title"] == "Prune <la> borcan"
    page_ = words(ana.get("/ro/write").text)
    assert "Prune <la> borcan" in page_
    assert "Ciornă" in page_


@pytest.mark.parametrize("kind", ["cases", "businesses", "specialists", "questions", "wanted", "events", "books"])
def test_every_kind_of_page_can_be_begun_filled_in_and_looked_at(ana, kind):
    address = ana.begin(kind=kind, title="Ceva nou")
    for way in ("", "/markdown", "/images", "/check"):
        assert ana.get(address + way).status_code == 200, way
    name = "name" if kind in ("businesses", "specialists", "events") else "title"
    assert ana.save(address, {name: "Altceva"}).status_code == 303
    assert ana.fields(address)[name] == "Altceva"


def test_a_second_page_of_one_name_gets_a_number(ana):
    assert ana.submission(ana.begin(title="Struguri în loc de flori")).main.path == \
        "cases/struguri-in-loc-de-flori-2.md"


@pytest.mark.parametrize(("fields", "status"), [
    ({"kind": "cases", "title": " "}, 422), ({"kind": "vocabulary", "title": "x"}, 404), ({"kind": "help"}, 404)])
def test_what_cannot_be_begun_is_refused_with_a_reason(ana, fields, status):
    assert ana.send("/ro/write/new", **fields).status_code == status


def test_rows_are_added_taken_out_and_moved_by_buttons_alone(ana):
    address = ana.change()
    second = {"sources.1.url": "https://diez.md/x", "sources.1.publisher": "diez.md"}
    response = ana.save(address, second, add="sources")
    assert response.location.endswith("#f-sources-2")
    assert re.search(r'<details class="row spare" id="f-sources-2"[^>]* open>', ana.get(response.location).text)
    ana.save(address, up="sources.1")
    fields = ana.fields(address)
    assert [each["publisher"] for each in fields["sources"]] == ["diez.md", "Publika.md"]
    assert fields["results"][0]["source"] == "2"
    ana.save(address, remove="sources.0")
    assert ana.fields(address)["results"][0]["source"] == "1"
    ana.save(address, remove="results.0")
    assert "results" not in ana.fields(address)


def test_a_person_who_is_in_no_list_is_drafted_along(ana):
    address = ana.change()
    response = ana.save(address, {"specialists.1.person": "Ion Vin", "specialists.1.role": "marketer"},
                        draft="specialists:specialists.1.person")
    assert "page=specialists/ion-vin.md" in response.location.replace("%2F", "/")
    assert ana.fields(address)["specialists"][1] == {"person": "ion-vin", "role": "marketer"}
    assert ana.made.title_of(ana.texts(address)["specialists/ion-vin.md"]) == "Ion Vin"
    drafted = ana.get(response.location)
    assert 'value="Ion Vin"' in drafted.text
    assert 'name="open" value="cases/struguri-in-loc-de-flori.md"' in drafted.text
    assert "Ion Vin · ion-vin" in ana.get(address).text


@pytest.mark.parametrize(("value", "typed"), [
    ("specialists:specialists.1.person", ""), ("vocabulary:title", "x"), ("x", "y")])
def test_nothing_is_drafted_without_a_name(ana, value, typed):
    address = ana.change()
    assert ana.save(address, {"specialists.1.person": typed}, draft=value).status_code == 422


def test_drafting_a_page_that_is_there_only_names_it(ana):
    address = ana.change()
    ana.save(address, {"businesses.1": "tineri fermieri"}, draft="businesses:businesses.1")
    assert list(ana.texts(address)) == [CASE]
    assert ana.fields(address)["businesses"] == ["tineri-fermieri", "tineri-fermieri"]


def test_figures_of_the_text_become_results_one_by_one_by_hand(ana):
    address = ana.change()
    body = "## Contextul\n\nA costat 1 200 lei.\n\n## Ce s-a făcut\n\nB.\n\n## Rezultate\n\nER 4,2 %.\n"
    ana.put(address, case_markdown(body=body))
    offered = re.findall(r'name="take" value="([^"]+)"', ana.get(address).text)
    assert [each.partition(":")[2] for each in offered] == ["1 200 lei", "4,2 %"]
    response = ana.save(address, take=offered[1])
    assert response.location.endswith("#f-results-1")
    added = ana.fields(address)["results"][1]
    assert (added["value"], added["unit"], "evidence" in added) == ("4.2", "percent", False)
    left = re.findall(r'name="take" value="([^"]+)"', ana.get(address).text)
    assert left == offered[:1]
    assert ana.save(address, take="3:99 lei").status_code == 409


def test_problems_stand_at_their_fields_and_in_a_list_that_links_there(ana):
    address = ana.begin()
    assert "aria-invalid" not in ana.get(address).text
    ana.save(address, {"title": ""})
    root, _ = read_page(ana.get(address).text)
    ids = {each.get("id") for each in root.walk()}
    links = [each.get("href") for each in root.all("a") if each.get("data-target", ) is not None]
    assert "#f-title" in links
    assert "#f-section-context" in links
    assert all(link.removeprefix("#") in ids for link in links if link.startswith("#"))
    [title] = [each for each in root.walk() if each.get("id") == "f-title"]
    assert title.get("aria-invalid") == "true"
    assert "f-title-problem" in title.get("aria-describedby")


def test_the_preview_is_the_page_as_it_will_be_published(ana):
    address = ana.change()
    pairs = [(name, "Mere în loc de flori" if name == "title" else text) for name, text in ana.form(address)]
    shown = ana.post(f"{address}/preview", pairs).text
    assert "Mere în loc de flori" in shown
    assert "Oamenii au cumpărat strugurii." in shown
    assert '<h1' not in shown
    assert ana.submission(address).version == 1
    published = ana.get("/ro/cases/struguri-in-loc-de-flori").text
    [facts] = re.findall(r'<dt>Cine a făcut</dt>.*?</dd>', published, re.DOTALL)
    assert facts in shown


def test_markup_of_an_author_is_never_that_of_the_page(ana):
    address = ana.begin()
    body = "## Contextul\n\n<img src=x onerror=alert(1)> [a](javascript:x)\n"
    evil = case_markdown(title="<script>x</script>", body=body)
    shown = ana.post(f"{address}/preview", [*ana.form(f"{address}/markdown"), ("text", evil)][1:])
    for text in (shown.text, ana.save(f"{address}/markdown", {"text": evil}) and ana.get(f"{address}/check").text):
        assert "<script>x" not in text
        assert "onerror" not in re.sub(r"&lt;.*?&gt;", "", text)
        assert 'href="javascript' not in text


@pytest.mark.parametrize("path", ["", "cases/nothing.md", "../setup.cfg", "vocabulary/roles.yaml"])
def test_only_a_published_page_can_be_changed(ana, path):
    assert ana.get(f"/ro/write/edit?path={path}").status_code in (404, 422)
    assert ana.send("/ro/write/edit", path=path).status_code in (404, 422)


def test_pages_of_the_library_offer_their_change_to_those_who_may_write(ana):
    for address in ("cases/struguri-in-loc-de-flori", "people/diana-crudu", "businesses/tineri-fermieri",
                    "questions/cum-vindem", "wanted/un-caz"):
        path, address = f"{address.replace('people', 'specialists')}.md", f"/ro/{address}"
        link = f"/ro/write/edit?path={path.replace('/', '%2F')}"
        assert f'href="{link}"' in ana.get(address).text
        assert "write/edit" not in ana.site.test_client().get(address).text
        assert ana.get(link).status_code == 200


def test_a_change_already_begun_is_named(ana):
    address = ana.change("businesses/tineri-fermieri.md")
    assert f'href="{address}"' in ana.get("/ro/write/edit?path=businesses/tineri-fermieri.md").text


@pytest.mark.parametrize(("name", "slug", "path", "field", "value"), [
    ("wanted", "un-caz", "wanted/un-caz.md", "closed_by", "vinul-nou"),
    ("question", "cum-vindem", "questions/cum-vindem.md", "cases", ["struguri-in-loc-de-flori", "vinul-nou"]),
])
def test_a_brief_and_a_question_are_taken_with_what_they_say_and_closed_by_the_case(
        ana, name, slug, path, field, value):
    asked = ana.get(f"/ro/write/new?kind=cases&{name}={slug}")
    assert f'name="{name}" value="{slug}"' in asked.text
    address = ana.begin(title="Vinul nou", **{name: slug})
    texts = ana.texts(address)
    assert ana.made.form_of(texts[path]).fields[field] == value
    given, said = {"wanted": ("industries", ["wine"]), "question": ("objectives", ["sales"])}[name]
    assert ana.fields(address)[given] == said
    assert f'href="/ro/write/new?kind=cases&amp;{name}={slug}"' in ana.get(f"/ro/{path.removesuffix('.md')}").text


def test_another_language_is_written_beside_the_page(ana):
    address = ana.change("businesses/tineri-fermieri.md")
    response = ana.send(f"{address}/pages", page="businesses/tineri-fermieri.md", do="add", lang="ru")
    path = "businesses/tineri-fermieri.ru.md"
    ana.save(response.location.partition("&")[0], {"name": "Молодые фермеры"})
    assert ana.made.form_of(ana.texts(address)[path]).fields == {"name": "Молодые фермеры", "lang": "ru"}
    ana.send(f"{address}/pages", page=path, do="remove")
    assert list(ana.texts(address)) == ["businesses/tineri-fermieri.md"]


def test_a_version_that_the_library_has_is_taken_from_there_with_its_texts_by_number(ana):
    address = ana.change()
    response = ana.send(f"{address}/pages", page=CASE, do="add", lang="ru")
    pairs = dict(ana.form(response.location.partition("&")[0]))
    assert (pairs["title"], pairs["labels.1"], pairs["did.1"]) == ("Виноград", "фрукты", "")
    assert ana.made.conflicts(ana.submission(address)) == []
    again = ana.send(f"{address}/pages", page=CASE, do="add", lang="ru")
    assert again.location == response.location


@pytest.mark.parametrize(("fields", "status"), [
    ({"do": "add", "lang": "de"}, 422), ({"do": "add", "lang": "ro"}, 422), ({"do": "remove"}, 409),
    ({"page": "cases/other.md"}, 404)])
def test_pages_that_cannot_be_added_or_taken_out_are_refused(ana, fields, status):
    assert ana.send(f"{ana.change()}/pages", **{"page": CASE, **fields}).status_code == status


def test_what_an_editor_says_stands_above_the_text(ana):
    address = ana.change()
    ana.submit(address)
    ana.made.submissions.ask_for_changes(EVA, ana.id_of(address), "Spuneți de unde vine cifra.")
    ana.made.submissions.comment(EVA, ana.id_of(address), "Aici.", revision=1, path=CASE, line=3)
    shown = words(ana.get(address).text)
    for text in ("Spuneți de unde vine cifra.", "Aici.", f"{CASE}:3", "Un redactor vă roagă să schimbați ceva."):
        assert text in shown
    assert "Spuneți de unde vine cifra." in ana.get("/ro/write").text
    assert ana.submission(address).state is State.CHANGES_ASKED


def test_a_business_is_written_and_looked_at_before_it_is_there(ana):
    address = ana.begin(kind="businesses", title="Gospodăria")
    ana.put(address, business_markdown(name="Gospodăria"))
    shown = ana.get(f"{address}/check").text
    assert "O asociație." in shown
    assert "Gospodăria" in shown
