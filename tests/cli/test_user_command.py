"""`kb user`: from the first admin to the last goodbye."""

import json

import pytest
from click.testing import CliRunner

from kb import services as wiring
from kb.accounts import Kind, Role
from kb.cli import Session, main
from kb.settings import Settings

PASSWORD = "o vaca verde pe deal"


@pytest.fixture
def services(tmp_path):
    return wiring.build(Settings(instance=tmp_path / "instance", index=tmp_path / "index", log_level="error"))


@pytest.fixture
def kb(services):
    def invoke(*arguments, answer=None):
        session = Session(read=lambda: services.settings, make=lambda _: services)
        return CliRunner().invoke(main, ["user", *arguments], obj=session, input=answer, catch_exceptions=False)
    return invoke


@pytest.fixture
def ana(kb, services):
    kb("create", "ana@example.md", "--name", "Ana")
    return services.accounts.person_by_email("ana@example.md")


def now(services, person):
    return services.accounts.person(person.id)


def test_there_is_no_account_and_the_way_to_the_first_is_told(kb):
    result = kb("list")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "kb user create --role admin EMAIL" in result.stderr


def test_the_first_admin_is_made_and_chooses_a_password_by_the_link(kb, services):
    result = kb("create", "--role", "admin", "Vera@Example.md", "--account-lang", "ru")
    assert result.exit_code == 0
    link = result.stdout.strip()
    assert link.startswith("http://127.0.0.1:8000/ru/account/reset/")
    services.accounts.reset_password(link.rpartition("/")[2], PASSWORD)
    [person] = services.accounts.people()
    assert (person.email, person.name, person.role, person.has_password) == (
        "vera@example.md", "Vera", Role.ADMIN, True)


def test_everybody_is_listed_in_a_line(kb, ana):
    kb("create", "--role", "admin", "vera@example.md")
    lines = kb("list").stdout.splitlines()
    assert lines[0] == "ana@example.md  contributor  -  Ana  no password yet"
    assert len(lines) == 2


def test_json_tells_the_same_and_no_secret(kb, ana):
    [row] = json.loads(kb("list", "--json").stdout)
    assert row == {
        "id": ana.id, "email": "ana@example.md", "name": "Ana", "role": "contributor", "state": "waiting",
        "second_step": False, "sessions": 0, "made": ana.made.isoformat(), "seen": None, "disabled": None}


def test_a_role_is_changed(kb, services, ana):
    result = kb("role", "ANA@example.md", "editor")
    assert result.exit_code == 0
    assert now(services, ana).role is Role.EDITOR
    assert services.audit.lines(limit=1)[0].actor == "console"


def test_disabling_and_enabling(kb, services, ana):
    assert kb("disable", "ana@example.md").exit_code == 0
    assert now(services, ana).disabled
    assert "disabled" in kb("list").stdout
    assert kb("enable", "ana@example.md").exit_code == 0
    assert not now(services, ana).disabled


def test_an_invitation_is_printed_alone_on_standard_output(kb, services):
    result = kb("invite", "ion@example.md", "--role", "editor", "--account-lang", "en")
    token = result.stdout.strip().rpartition("/")[2]
    link = services.accounts.link(Kind.INVITATION, token)
    assert (link.email, link.role, link.lang) == ("ion@example.md", Role.EDITOR, "en")
    assert "good once" in result.stderr


def test_a_reset_link_gives_a_new_password(kb, services, ana):
    link = kb("reset-link", "ana@example.md").stdout.strip()
    services.accounts.reset_password(link.rpartition("/")[2], PASSWORD)
    assert now(services, ana).has_password


def test_sessions_and_the_second_step_are_ended(kb, services, ana):
    with services.database.writing() as rows:
        services.accounts.begin(rows, ana.id, "", is_whole=True)
    assert kb("sign-out", "ana@example.md").stdout == "1 session ended.\n"
    assert kb("sign-out", "ana@example.md", "--lang", "ro").stdout == "0 sesiuni încheiate.\n"
    assert kb("second-step-off", "ana@example.md").exit_code == 0


def test_deleting_asks_first(kb, services, ana):
    assert kb("delete", "ana@example.md", answer="n\n").exit_code == 1
    assert now(services, ana)
    assert kb("delete", "ana@example.md", answer="y\n").exit_code == 0
    assert services.accounts.people() == []


def test_deleting_without_being_asked(kb, services, ana):
    assert kb("delete", "--yes", "ana@example.md").exit_code == 0
    assert services.accounts.people() == []


@pytest.mark.parametrize(("arguments", "words"), [
    (("create", "no address"), "ana@example.md"),
    (("create", "ana@example.md"), "already"),
    (("invite", "ana@example.md"), "already"),
    (("role", "nobody@example.md", "editor"), "no account"),
    (("disable", "nobody@example.md"), "no account"),
    (("delete", "--yes", "vera@example.md"), "only admin"),
    (("role", "vera@example.md", "editor"), "only admin"),
])
def test_what_cannot_be_done_is_said_in_one_sentence(kb, ana, arguments, words):
    kb("create", "--role", "admin", "vera@example.md")
    result = kb(*arguments)
    assert result.exit_code == 1
    assert words in result.stderr
    assert "Traceback" not in result.output


def test_a_role_that_does_not_exist_is_wrong_use(kb, ana):
    assert kb("role", "ana@example.md", "king").exit_code == 2
