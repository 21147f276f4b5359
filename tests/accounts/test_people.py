"""Accounts: making, changing, disabling and deleting them."""

import threading

import pytest

from kb.accounts import Actor, Role
from kb.errors import Conflict, KbError, NotFound, SignInNeeded, Unprocessable
from tests.accounts.conftest import OTHER_PASSWORD, PASSWORD


@pytest.fixture
def admin(add):
    return add("admin@example.md", Role.ADMIN, "Vera")


def test_there_is_no_account_before_one_is_made(accounts):
    assert accounts.people() == []


def test_the_command_line_makes_the_first_admin(accounts, written):
    person = accounts.create(Actor.CONSOLE, " Vera@Example.md", "Vera", "ru", Role.ADMIN)
    found = accounts.person(person)
    assert (found.email, found.name, found.credit, found.lang) == ("vera@example.md", "Vera", "Vera", "ru")
    assert (found.role, found.has_password, found.has_second_step, found.seen) == (Role.ADMIN, False, False, None)
    assert written() == [("console", "person.create", f"person:{person}")]


def test_an_address_has_one_account(accounts, ana):
    with pytest.raises(Conflict) as caught:
        accounts.create(Actor.CONSOLE, "ANA@example.md", "Ana", "ro", Role.EDITOR)
    assert caught.value.field == "email"
    assert accounts.person(ana.id).role is Role.CONTRIBUTOR


@pytest.mark.parametrize(("typed", "kept"), [
    ("  Ana   Maria\t Popescu ", "Ana Maria Popescu"), ("Анна", "Анна"), ("<b>Ana</b>", "<b>Ana</b>"),
    ("Ana\u202e\u200b\0", "Ana"), ("A" * 100, "A" * 100),
])
def test_a_name_is_kept_in_one_line(accounts, ana, typed, kept):
    accounts.change_details(ana, typed, "", "en")
    person = accounts.person(ana.id)
    assert (person.name, person.credit, person.lang) == (kept, kept, "en")


@pytest.mark.parametrize(("name", "credit", "field"), [
    ("", "x", "name"), (" \n", "x", "name"), ("\0", "", "name"), ("A" * 101, "", "name"), ("Ana", "A" * 101, "credit"),
])
def test_a_name_that_is_none_is_refused(accounts, ana, name, credit, field):
    with pytest.raises(Unprocessable) as caught:
        accounts.change_details(ana, name, credit, "ro")
    assert caught.value.field == field
    assert accounts.person(ana.id).name == "Ana"


def test_the_name_on_cases_may_be_another(accounts, ana):
    accounts.change_details(ana, "Ana Popescu", "Ana P.", "ro")
    assert accounts.person(ana.id).credit == "Ana P."


def test_a_new_password_ends_every_other_session(accounts, enter, ana):
    phone = enter().token
    token = accounts.change_password(ana, OTHER_PASSWORD, "Firefox · Linux")
    assert accounts.actor(phone) == Actor.ANONYMOUS
    assert accounts.actor(token) == ana
    with pytest.raises(Unprocessable):
        enter(password=PASSWORD)
    assert enter(password=OTHER_PASSWORD).token


@pytest.mark.parametrize("password", ["scurta", "ana@example.md", "parola123456"])
def test_a_password_that_would_be_guessed_changes_nothing(accounts, enter, ana, password):
    with pytest.raises(Unprocessable):
        accounts.change_password(ana, password, "")
    assert enter().token


def test_a_role_is_changed_and_what_was_signed_in_is_out(accounts, enter, ana, admin, log):
    token = enter().token
    accounts.set_role(admin, ana.id, Role.EDITOR)
    assert accounts.actor(token) == Actor.ANONYMOUS
    assert accounts.actor(enter().token).role is Role.EDITOR
    [line] = [each for each in log.lines() if each.action == "person.role"]
    assert (line.actor, line.object) == (admin.id, f"person:{ana.id}")
    assert (line.before, line.after) == ({"role": "contributor"}, {"role": "editor"})


def test_the_same_role_is_no_change(accounts, enter, ana, admin, written):
    token, before = enter().token, None
    before = written()
    accounts.set_role(admin, ana.id, Role.CONTRIBUTOR)
    assert written() == before
    assert accounts.actor(token) == ana


def test_disabling_and_enabling(accounts, enter, ana, admin, written):
    accounts.disable(admin, ana.id)
    accounts.disable(admin, ana.id)
    with pytest.raises(Unprocessable):
        enter()
    assert accounts.person(ana.id).disabled
    accounts.enable(admin, ana.id)
    accounts.enable(admin, ana.id)
    assert enter().token
    told = [action for _, action, of in written() if of == f"person:{ana.id}"]
    assert told.count("person.disable") == told.count("person.enable") == 1


@pytest.mark.parametrize("deed", [
    lambda accounts, admin: accounts.set_role(admin, admin.id, Role.EDITOR),
    lambda accounts, admin: accounts.disable(admin, admin.id),
    lambda accounts, admin: accounts.delete(admin, admin.id),
])
def test_the_last_admin_stays(accounts, add, admin, deed):
    """Nobody could let anybody in again."""
    disabled = add("second@example.md", Role.ADMIN)
    accounts.disable(admin, disabled.id)
    with pytest.raises(Conflict, match="only admin"):
        deed(accounts, admin)
    assert accounts.person(admin.id).role is Role.ADMIN
    accounts.enable(admin, disabled.id)
    deed(accounts, admin)


def test_two_admins_who_demote_each_other_at_once_leave_one(accounts, add, admin):
    other, start, found = add("second@example.md", Role.ADMIN), threading.Barrier(2), []

    def demote(actor, person):
        start.wait()
        try:
            accounts.set_role(actor, person, Role.CONTRIBUTOR)
            found.append("done")
        except KbError as error:
            found.append(type(error))

    threads = [threading.Thread(target=demote, args=pair) for pair in ((admin, other.id), (other, admin.id))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(map(str, found)) == sorted(["done", str(Conflict)])
    assert [person.role for person in accounts.people()].count(Role.ADMIN) == 1


def test_two_role_changes_at_once_are_both_written_down_in_one_chain(accounts, ana, admin, log):
    start = threading.Barrier(2)

    def change(role):
        start.wait()
        for _ in range(10):
            accounts.set_role(admin, ana.id, role)
            accounts.set_role(admin, ana.id, Role.CONTRIBUTOR)

    threads = [threading.Thread(target=change, args=(role,)) for role in (Role.EDITOR, Role.ADMIN)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    lines = [line for line in reversed(log.lines()) if line.action == "person.role"]
    role = "contributor"
    for line in lines:
        assert line.before == {"role": role}
        role = line.after["role"]
    assert accounts.person(ana.id).role.value == role
    assert log.verify().is_whole


def test_deleting_leaves_a_number_and_no_name(accounts, enter, ana, admin, database, log):
    accounts.change_details(ana, "Anastasia Unica", "", "ro")
    enter()
    accounts.delete(admin, ana.id)
    with pytest.raises(NotFound):
        accounts.person(ana.id)
    with database.reading() as rows:
        kept = {table: repr([tuple(row) for row in rows.execute(f"SELECT * FROM {table}")]) for table in (
            "people", "sessions", "links", "second_steps", "recovery_codes", "audit", "attempts")}
    assert not any("Anastasia" in text or "ana@" in text for text in kept.values())
    assert ana.id in kept["audit"]
    assert log.verify().is_whole


def test_who_was_deleted_a_moment_ago_is_asked_to_sign_in(accounts, ana):
    accounts.delete(Actor.CONSOLE, ana.id)
    with pytest.raises(SignInNeeded):
        accounts.check_own_password(ana, PASSWORD, "192.0.2.7")
    with pytest.raises(SignInNeeded):
        accounts.begin_enrolment(ana, "Culise")
    with pytest.raises(NotFound):
        accounts.change_password(ana, OTHER_PASSWORD, "")


def test_what_was_deleted_can_come_again_as_somebody_new(accounts, ana, add):
    accounts.delete(Actor.CONSOLE, ana.id)
    assert add().id != ana.id


@pytest.mark.parametrize("person", ["", "x", "' OR 1=1 --"])
def test_nobody_of_that_number_is_told_so(accounts, admin, person):
    for deed in (accounts.person, lambda who: accounts.disable(admin, who), lambda who: accounts.enable(admin, who),
                 lambda who: accounts.set_role(admin, who, Role.EDITOR), lambda who: accounts.delete(admin, who),
                 lambda who: accounts.reset_link(admin, who)):
        with pytest.raises(NotFound):
            deed(person)


def test_people_are_found_by_address_and_listed_by_name(accounts, add):
    for email, name in (("b@example.md", "Zoe"), ("a@example.md", "Ana"), ("c@example.md", "Ion")):
        add(email, name=name)
    assert [person.name for person in accounts.people()] == ["Ana", "Ion", "Zoe"]
    assert accounts.person_by_email(" C@example.md").name == "Ion"
    with pytest.raises(NotFound):
        accounts.person_by_email("nobody@example.md")


def test_names_are_those_of_today_and_who_is_gone_has_none(accounts, ana, add):
    ion = add("ion@example.md", name="Ion")
    accounts.delete(Actor.CONSOLE, ion.id)
    assert accounts.names([ana.id, ion.id, "console"]) == {ana.id: "Ana"}
    assert accounts.names([]) == {}


def test_ones_data_is_whole_and_holds_no_secret(accounts, enter, ana, add):
    add("ion@example.md", name="Ion")
    enter()
    accounts.begin_enrolment(ana, "Culise")
    data = accounts.data_of(ana.id)
    assert (data["email"], data["name"], data["role"]) == ("ana@example.md", "Ana", "contributor")
    assert len(data["sessions"]) == 1
    assert next(line["action"] for line in data["audit_log"]) == "person.create"
    text = repr(data)
    assert "argon2" not in text
    assert "Ion" not in text
    assert accounts.begin_enrolment(ana, "Culise").key not in text
