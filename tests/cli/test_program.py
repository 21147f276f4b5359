"""The program as a whole: help, exit statuses, errors as a sentence with what to do."""

import subprocess
import sys

import pytest
from click.testing import CliRunner

from kb import __version__, errors
from kb.cli import main
from kb.cli.advice import ADVICE
from kb.cli.session import Session
from kb.errors import ConfigurationError
from kb.settings import Settings

COMMANDS = (
    "audit", "backup", "check", "config", "doctor", "eval", "export", "new", "publish", "reindex", "reports", "restore",
    "search", "searches", "serve", "status", "user", "watch",
)


def tree(root):
    return [root, *(each for child in root.__subclasses__() for each in tree(child))]


RAISED = [error for error in tree(errors.KbError) if error.__module__ == "kb.errors"]


def test_it_has_the_documented_commands():
    assert tuple(sorted(main.commands)) == COMMANDS


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_is_there_and_opens_nothing(run, services, command):
    result = run(*filter(None, [command, "--help"]))
    assert result.exit_code == 0
    assert "Usage:" in result.stdout
    assert services.asked == []
    assert not services.is_closed


@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_says_what_it_does(command):
    for option in main.commands[command].params:
        if option.param_type_name == "option":
            assert option.help, option.name


def test_the_version_is_the_packages(run):
    assert run("--version").stdout == f"kb, version {__version__}\n"


@pytest.mark.parametrize("arguments", [
    ["nonsense"], ["search", "--sort", "price"], ["search", "--page", "0"], ["search", "--page", "x"],
    ["search", "--lang", "fr"], ["serve", "--port", "99999"], ["new"], ["new", "poem", "x"], ["new", "case"],
    ["reindex", "--changed", "--if-needed"], ["check", "--nonsense"], ["status", "extra"],
])
def test_wrong_use_is_2_and_does_nothing(run, services, arguments):
    result = run(*arguments)
    assert result.exit_code == 2
    assert "Usage:" in result.stderr
    assert result.stdout == ""
    assert services.asked == []


@pytest.mark.parametrize("error", RAISED)
@pytest.mark.parametrize("arguments", [["check"], ["reindex"], ["search", "vin"], ["new", "case", "vin"]])
def test_an_error_is_a_sentence_with_what_to_do_and_1(run, services, error, arguments):
    services.fail = error("the %(thing)s is broken", thing="lamp")
    result = run(*arguments)
    told, *advice = result.stderr.splitlines()
    assert (result.exit_code, result.stdout, told) == (1, "", "kb: the lamp is broken")
    assert advice == [f"    {text}" for kind, text in ADVICE.items() if error is kind]


def test_no_advice_is_given_where_the_sentence_names_a_command(run, services):
    services.fail = errors.IndexUnavailable("there is no index yet; make it with: kb reindex")
    assert run("search", "vin").stderr == "kb: there is no index yet; make it with: kb reindex\n"


@pytest.mark.parametrize(("lang", "text"), [
    ("ro", "kb: indexul este construit de alt proces; încercați din nou când va fi gata\n"),
    ("ru", "kb: индекс строит другой процесс; повторите, когда он закончит\n"),
])
def test_an_error_is_said_in_the_language_asked_for(run, services, lang, text):
    services.fail = errors.Busy("the index is being made by another process; try again when it is done")
    assert run("reindex", "--lang", lang).stderr == text


def test_a_wrong_setting_is_one_sentence(run):
    def read():
        raise ConfigurationError("the setting %(name)s is wrong", name="KB_ENGINE")

    result = CliRunner().invoke(main, ["config"], obj=Session(read=read))
    assert (result.exit_code, result.stderr) == (1, "kb: the setting KB_ENGINE is wrong\n")


@pytest.mark.parametrize("arguments", [["search", "vin"], ["check"], ["status"]])
def test_services_are_closed_at_the_end(run, services, arguments):
    run(*arguments)
    assert services.is_closed


def test_services_are_closed_after_an_error_too(run, services):
    services.fail = errors.Busy("x")
    run("search", "vin")
    assert services.is_closed


def test_what_was_never_opened_is_not_closed(services):
    Session(read=Settings, make=lambda _: services).close()
    assert not services.is_closed


def test_the_module_is_the_program(tmp_path):
    command = [sys.executable, "-m", "kb", "--version"]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    assert run.stdout == f"kb, version {__version__}\n"
