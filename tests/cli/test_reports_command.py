"""`kb reports` over a real instance: what readers wrote, listed and closed."""

import json
from datetime import UTC, datetime

import pytest
from click.testing import CliRunner

from kb.cli import Session, main
from kb.services import build
from kb.settings import Settings
from kb.submissions import Message

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture
def settings(tmp_path):
    return Settings(index=tmp_path / "index", instance=tmp_path / "instance", log_level="error")


@pytest.fixture
def run(settings):
    def invoke(*arguments):
        return CliRunner().invoke(main, ["reports", *arguments], obj=Session(read=lambda: settings),
                                  catch_exceptions=False)
    return invoke


@pytest.fixture
def written(settings):
    services = build(settings)
    for message in (
        Message("report", "/ro/cases/x", "Prima frază.\nA doua.", "Ana", "ana@example.md"),
        Message("wanted", "/ru/wanted/propose?q=tiktok", "Нужен TikTok", lang="ru"),
    ):
        services.send_message(message, "::1", NOON)
    services.close()


def test_nothing_yet(run):
    answer = run()
    assert (answer.exit_code, answer.output) == (0, "Nothing is waiting.\n")


def test_each_message_is_shown_whole(run, written):
    assert run().output == (
        "1  22 November 2026  about a page\n    /ro/cases/x\n    Ana · ana@example.md\n"
        "    | Prima frază.\n    | A doua.\n\n"
        "2  22 November 2026  a case that is missing\n    /ru/wanted/propose?q=tiktok\n    | Нужен TikTok\n\n"
    )


def test_in_another_language(run, written):
    assert "22 noiembrie 2026  despre o pagină" in run("--lang", "ro").output


def test_for_programs(run, written):
    first, second = json.loads(run("--json").output)
    assert first == {
        "id": 1, "kind": "report", "about": "/ro/cases/x", "text": "Prima frază.\nA doua.", "name": "Ana",
        "email": "ana@example.md", "lang": "ro", "received": "2026-11-22T12:00:00+00:00", "closed": None,
    }
    assert (second["name"], second["email"], second["kind"]) == (None, None, "wanted")


def test_a_closed_one_is_gone_from_the_list_and_stays_under_all(run, written):
    assert run("close", "1").output == "Message 1 is closed.\n"
    assert [each["id"] for each in json.loads(run("--json").output)] == [2]
    every = json.loads(run("--all", "--json").output)
    assert [each["id"] for each in every] == [1, 2]
    assert every[0]["closed"] is not None
    assert every[0]["email"] is None
    assert "about a page, closed" in run("--all").output


def test_a_number_that_is_not_there_fails_with_a_sentence(run, written):
    answer = run("close", "9")
    assert answer.exit_code == 1
    assert "there is no message with the number 9" in answer.output


@pytest.mark.parametrize("arguments", [("close",), ("close", "one"), ("--nothing",), ("open", "1")])
def test_wrong_usage_is_said(run, arguments):
    assert run(*arguments).exit_code == 2
