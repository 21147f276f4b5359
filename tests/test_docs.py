"""Documentation cannot rot: every command, option, setting, query operator, field and front-matter key is told."""

import re
from pathlib import Path

import click
import pytest
import yaml

from kb.cli import program
from kb.i18n import translator
from kb.ingest.schema import field_names
from kb.model import HEADINGS, LANGUAGES
from kb.query import FIELDS, parse
from kb.settings import meanings
from kb.web.context import THEME_COOKIE
from kb.web.forms import FORM_COOKIE
from kb.web.language import LANGUAGE_COOKIE
from kb.web.views.compare import SHORTLIST_COOKIE

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
HELP = ROOT / "content" / "help"
PAGES = sorted({path.name.partition(".")[0] for path in HELP.glob("*.md")})
EVIDENCE = yaml.safe_load((ROOT / "content" / "vocabulary" / "evidence.yaml").read_text(encoding="utf-8"))


def help_page(name: str, lang: str) -> str:
    return (HELP / f"{name}.{lang}.md").read_text(encoding="utf-8")


def commands() -> list[str]:
    return sorted(program.main.commands)


@pytest.mark.parametrize("command", commands())
def test_every_command_is_in_the_readme(command: str) -> None:
    assert f"`kb {command}" in README


def test_the_readme_names_no_command_that_is_not_there() -> None:
    told = set(re.findall(r"^\| `kb (\w+)", README, re.MULTILINE))
    assert told == set(commands())


@pytest.mark.parametrize("command", commands())
def test_every_command_and_option_says_what_it_does(command: str) -> None:
    chosen = program.main.commands[command]
    assert chosen.help
    assert [each.name for each in chosen.params if isinstance(each, click.Option) and not each.help] == []


@pytest.mark.parametrize("setting", sorted(meanings()))
def test_every_setting_is_in_the_readme(setting: str) -> None:
    assert f"| `{setting}` |" in README


def test_the_readme_names_no_setting_that_is_not_there() -> None:
    told = set(re.findall(r"^\| `(KB_\w+)` \|", README, re.MULTILINE))
    assert told == set(meanings())


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("field", FIELDS)
def test_every_field_of_a_query_is_in_the_search_guide(field: str, lang: str) -> None:
    assert f"`{field}:`" in help_page("searching", lang)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("operator", ['`"', " -", " OR ", "SAU", "ИЛИ", "\\|", "*`", "(", "..", ":", ","])
def test_every_operator_is_in_the_search_guide(operator: str, lang: str) -> None:
    table = [line for line in help_page("searching", lang).splitlines() if line.startswith("|")]
    assert any(operator in line for line in table) or operator == " OR "


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_example_of_the_search_guide_is_read_without_a_remark(lang: str) -> None:
    examples = re.findall(r"^\| `([^`]+)` \|", help_page("searching", lang), re.MULTILINE)
    assert len(examples) >= 8
    for example in examples:
        query = parse(example.replace("\\|", "|"))
        assert query.ignored == ()
        assert query.words is not None or query.filters or query.excluded


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("kind", ["cases", "businesses", "specialists"])
def test_every_front_matter_field_is_in_the_writing_guide(kind: str, lang: str) -> None:
    guide = help_page("writing", lang)
    assert [name for name in field_names(kind) if f"`{name.rpartition('.')[2]}`" not in guide] == []


def test_every_heading_of_a_case_is_in_the_writing_guide_of_its_language() -> None:
    guide = help_page("writing", "en")
    assert [names[0] for names in HEADINGS.values() if names[0] not in guide] == []


@pytest.mark.parametrize("page", PAGES)
def test_guides_stand_in_all_languages_with_the_same_shape(page: str) -> None:
    shapes = {tuple(re.findall(r"^(##|\||- |\d\.)", help_page(page, lang), re.MULTILINE)) for lang in LANGUAGES}
    assert len(shapes) == 1


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_guide_to_figures_tells_every_evidence_level_with_its_strength_and_no_other(lang: str) -> None:
    told = re.findall(r"^\| (\d) \| ([^|]+) \|", help_page("figures", lang), re.MULTILINE)
    assert told == sorted((str(level["strength"]), level[lang]) for level in EVIDENCE)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_privacy_page_tells_every_cookie_and_no_other(lang: str) -> None:
    told = re.findall(r"^\| `(\w+)` \|", help_page("privacy", lang), re.MULTILINE)
    assert sorted(told) == sorted([LANGUAGE_COOKIE, THEME_COOKIE, FORM_COOKIE, SHORTLIST_COOKIE, "session"])


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(("page", "message"), [
    ("figures", "Figures and where they come from"),
    ("figures", "no figures published"),
    ("figures", "about"),
    ("figures", "at least"),
    ("figures", "at most"),
    ("figures", "How sure is this?"),
    ("privacy", "as the system"),
    ("privacy", "Report an error or reply"),
    ("review", "Report an error or reply"),
    ("about", "Report an error or reply"),
    ("about", "Cases wanted"),
    ("about", "How sure is this?"),
])
def test_guides_quote_the_pages_in_the_words_of_the_pages(page: str, message: str, lang: str) -> None:
    quoted = re.findall(r'["„«“]([^"”»]+)["”»]', help_page(page, lang))
    assert translator(lang).gettext(message) in quoted


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_operations_page_tells_every_command_and_no_setting_that_is_not_there(lang: str) -> None:
    page = help_page("operations", lang)
    assert [command for command in commands() if f"`kb {command}" not in page] == []
    assert set(re.findall(r"`kb ([a-z]+)", page)) <= set(commands())
    assert set(re.findall(r"\bKB_[A-Z_]+", page)) <= set(meanings())


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("message", [
    "there is no index yet; make it with: kb reindex",
    "the index is being made by another process; try again when it is done",
    "The last reindex was interrupted.",
])
def test_the_operations_page_quotes_what_the_program_says(message: str, lang: str) -> None:
    quoted = re.findall(r'["„«“]([^"”»]+)["”»]', help_page("operations", lang))
    assert translator(lang).gettext(message).partition(";")[0].rstrip(".") in quoted


@pytest.mark.parametrize("document", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "deploy/README.md"])
def test_links_between_documents_lead_somewhere(document: str) -> None:
    text = (ROOT / document).read_text(encoding="utf-8")
    targets = re.findall(r"\]\((?!https?:)([^)#]+)", text)
    assert [target for target in targets if not (ROOT / document).parent.joinpath(target).exists()] == []


def test_every_room_of_the_house_is_in_contributing() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    rooms = [path.parent.name for path in (ROOT / "kb").glob("*/__init__.py") if path.parent.name not in ("web", "cli")]
    assert [room for room in rooms if f"`{room}`" not in text] == []
