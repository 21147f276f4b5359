"""What there is to remark on a document: images, links, shares without a base, figures that stand in the text only."""

from pathlib import Path

import pytest

from kb.ingest import parse_source, read_source
from kb.model import Problem
from kb.model.building import build_vocabulary
from kb.submissions import REMARKS, Checked, FigureTerms, Remark, check_remarks, remark_of
from tests.builders import RESULT, case_markdown

CONTENT = Path(__file__).parents[2] / "content"
TERMS = FigureTerms(*(build_vocabulary(read_source(CONTENT, f"vocabulary/{name}.yaml"))
                      for name in ("metrics", "units", "bases")))


def remarks(body, path="cases/x.md", images=("media/x/a.webp",), **fields):
    text = case_markdown(body=body, **fields)
    return [(one.code, one.words, text[one.start:one.end] or one.line)
            for one in check_remarks(path, text, parse_source(path, text.encode()), TERMS, images)]


def codes(body, **fields):
    return [code for code, _, _ in remarks(body, **fields)]


@pytest.mark.parametrize(("body", "expected"), [
    ("![Afișul](../media/x/a.webp)", []), ("![Afișul](media/x/a.webp \"titlu\")", []),
    ("![](../media/x/a.webp)", ["no_alt"]), ("![ ](../media/x/a.webp)", ["no_alt"]),
    ("![Afișul](../media/x/b.webp)", ["no_image"]), ("![](../media/x/b.webp)", ["no_alt", "no_image"]),
    ("![x](https://a.md/b.png)", ["foreign_image"]), ("![x](b.png)", ["foreign_image"]),
    ("[pagina](../cases/y.md)", []), ("[site](https://a.md)", []), ("[scrie](mailto:a@b.md)", []), (
    "[sus](#s-context)", []),
    ("[afișul](../media/x/a.webp)", []), ("[pagina](cases/y.md)", ["dead_link"]), ("[x](/ro/cases/y)", ["dead_link"]),
    ("[x](javascript:alert(1))", ["dead_link"]), ("Un rezultat excelent.", ["praise"]), ("Text simplu.", []),
])
def test_images_links_and_words_are_looked_at(body, expected):
    assert codes(body) == expected


def test_a_share_that_no_result_states_is_asked_for_its_base():
    assert codes("Au cumpărat 30 % mai mult.") == ["no_base"]
    assert codes("Au cumpărat 30 % mai mult.", results=[{**RESULT, "value": "30"}]) == []


def test_a_figure_that_stands_in_the_text_only_is_pointed_to_when_its_metric_is_plain():
    assert remarks("Au fost 560 000 de vizualizări.") == [
        ("no_result", "560 000 de vizualizări", "560 000 de vizualizări")]
    assert codes("Au fost 560 000 de vizualizări.", results=[{**RESULT, "value": "560000"}]) == []
    assert codes("Au fost 120 de oameni.") == []


def test_only_main_files_of_cases_are_asked_for_results():
    assert codes("Au cumpărat 30 % mai mult.", path="cases/x.ru.md") == []


def test_a_result_without_evidence_is_pointed_to_on_its_line():
    [remark] = remarks("Text.", results=[{name: value for name, value in RESULT.items() if name != "evidence"}])
    assert (remark[0], remark[1]) == ("no_evidence", RESULT["label"])
    assert isinstance(remark[2], int)


def test_remarks_stand_in_the_order_of_the_text():
    assert codes("Excelent.\n\n![](../media/x/a.webp)\n\n[x](y)\n\nDin păcate.") == ["praise", "no_alt", "dead_link",
        "loaded"]


def test_broken_front_matter_does_not_keep_remarks_back():
    text = "---\ntitle: [\n---\nUn rezultat excelent.\n"
    found = check_remarks("cases/x.md", text, parse_source("cases/x.md", text.encode()), TERMS, ())
    assert [one.code for one in found] == ["praise"]


def test_every_remark_has_a_message_with_what_it_needs():
    body = "Excelent. Cea mai bună. Din păcate 30 %, 560 000 de vizualizări. ![](b.png) ![a](../media/x/z.webp) [x](y)"
    text = case_markdown(body=body)
    found = check_remarks("cases/x.md", text, parse_source("cases/x.md", text.encode()), TERMS, ())
    assert {one.code for one in found} >= REMARKS.keys() - {"no_evidence", "withdrawn"}
    for one in found:
        assert one.message % one.arguments


def test_a_name_of_somebody_who_withdrew_is_a_remark():
    remark = remark_of(Problem("cases/x.md", 1, "body", "withdrawn_named", {"value": "Diana Crudu"}))
    assert remark.message % remark.arguments == "the text still names Diana Crudu, who has withdrawn"


def test_what_was_found_is_parted_by_document():
    error, warning = Problem("a.md", 1, "title", "missing"), Problem("b.md", 1, "", "cedilla", severity="warning")
    note = Remark("b.md", 1, 0, 0, "", "no_alt")
    checked = Checked((error, warning), (note,))
    assert checked.of("b.md") == Checked((warning,), (note,))
    assert (checked.is_publishable, checked.of("b.md").is_publishable) == (False, True)


PIECES = [
    "a", "![", "[", "](", "![a](", "<", "`", "1 ", " 000", "1", " ", "de la 20 a ", "+1(", "„", '"', "[^", "a@",
    "12 lei ",
    "excelent ", "peste ", "- ", "a.", "# ", "1-", "cel mai ", "x3 ", "\t", "«", "от 10 ", "1.", "1,000",
]


@pytest.mark.timeout(60)  # each takes a second at most; a careless pattern takes minutes
@pytest.mark.parametrize("piece", PIECES)
def test_hostile_texts_are_looked_at_at_bounded_cost(piece):
    line = piece * (19_000 // len(piece))
    for body in (f"{line}\n{line}", "de la 20" + line + "3", piece * 100_000):
        file = parse_source("cases/x.md", case_markdown().encode())
        assert isinstance(check_remarks("cases/x.md", body, file, TERMS, ()), tuple)
