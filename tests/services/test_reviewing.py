"""Decisions told by mail: in the author's language, aside, and never in the way of what was decided."""

import pytest

from kb import services
from kb.accounts import Actor, Role
from kb.errors import Forbidden, NotFound, Unprocessable
from kb.journal import AuditFilter
from kb.settings import Settings
from kb.submissions import Consent, Document, Message, State
from tests.builders import case_markdown, write_library

YES = Consent(licence=True, images=True)
CASE = {"cases/prune.md": case_markdown(title="Prune la borcan")}
PASSWORD = "o vaca verde pe deal"


@pytest.fixture
def make(tmp_path):
    """Services over a small library, with mail when a server is given, and an account for each language."""
    built = []

    def open_services(server=None):
        mail = {"smtp_host": "127.0.0.1", "smtp_port": server.port, "smtp_from": "culise@example.md",
                "smtp_security": "none", "address": "https://culise.example"} if server else {}
        write_library(tmp_path / "content")
        settings = Settings(content=tmp_path / "content", index=tmp_path / "index", processes=1, log_level="error",
                            instance=tmp_path / "instance", **mail)
        made = services.build(settings)
        built.append(made)
        made.reindex("full")
        return made
    yield open_services
    for made in built:
        made.close()


def person(made, email, role, lang="ro"):
    token = made.accounts.accept(made.accounts.invite(Actor.CONSOLE, email, role, lang), "Ana", PASSWORD, lang, "x")
    return made.accounts.actor(token)


def sent_by(made, actor):
    draft = made.submissions.start(actor, "ro", [Document(path, text) for path, text in CASE.items()])
    made.submissions.submit(actor, draft, YES)
    return draft


def letter(server, to):
    """The next message, which is for somebody."""
    message = server.next_message()
    assert message["To"] == to
    return message


@pytest.mark.parametrize(("lang", "subject"), [
    ("ro", "Se cer schimbări: Prune la borcan"), ("ru", "Нужны правки: Prune la borcan"),
    ("en", "Changes are asked for: Prune la borcan")])
def test_the_author_reads_in_their_language_what_to_change_and_where(make, server, lang, subject):
    made = make(server)
    ana, eva = person(made, "ana@example.md", Role.CONTRIBUTOR, lang), person(made, "eva@example.md", Role.EDITOR)
    draft = sent_by(made, ana)
    made.ask_for_changes(eva, draft, "Lipsește anul.")
    message = letter(server, "ana@example.md")
    assert (message["Subject"], message["Content-Language"]) == (subject, lang)
    assert "Lipsește anul." in message.get_content()
    assert f"https://culise.example/{lang}/write/{draft}" in message.get_content()


def test_a_refusal_and_a_publication_are_told_too(make, server):
    made = make(server)
    ana, eva = person(made, "ana@example.md", Role.CONTRIBUTOR), person(made, "eva@example.md", Role.EDITOR)
    made.decline(eva, sent_by(made, ana), "O reclamă.")
    message = letter(server, "ana@example.md")
    assert message["Subject"] == "Neprimit în bibliotecă: Prune la borcan"
    assert "O reclamă." in message.get_content()
    made.approve(eva, sent_by(made, ana), 1)
    message = letter(server, "ana@example.md")
    assert message["Subject"] == "Publicat: Prune la borcan"
    assert "https://culise.example/ro/cases/prune" in message.get_content()


def test_what_a_crash_left_undone_is_told_when_it_is_done(make, server):
    made = make(server)
    ana, eva = person(made, "ana@example.md", Role.CONTRIBUTOR), person(made, "eva@example.md", Role.EDITOR)
    draft = sent_by(made, ana)
    made.submissions.approve(eva, draft, 1)
    made.publish_approved()
    assert letter(server, "ana@example.md")["Subject"] == "Publicat: Prune la borcan"


def test_nobody_writes_to_oneself_or_to_a_disabled_account(make, server):
    made = make(server)
    ana, eva = person(made, "ana@example.md", Role.CONTRIBUTOR), person(made, "eva@example.md", Role.EDITOR)
    ion = person(made, "ion@example.md", Role.CONTRIBUTOR)
    made.decline(eva, sent_by(made, eva), "Nu e gata.")
    draft = sent_by(made, ana)
    made.accounts.disable(Actor.CONSOLE, ana.id)
    made.decline(eva, draft, "O reclamă.")
    made.decline(eva, sent_by(made, ion), "O reclamă.")
    assert letter(server, "ion@example.md")["Subject"].startswith("Neprimit")
    assert server.taken.empty()
    assert {line.lower() for line in server.recipients} == {"rcpt to:<ion@example.md>"}


@pytest.mark.parametrize("trouble", ["refused", "gone"])
def test_a_mail_that_fails_takes_nothing_back(make, server, trouble):
    made = make(server)
    ana, eva = person(made, "ana@example.md", Role.CONTRIBUTOR), person(made, "eva@example.md", Role.EDITOR)
    draft = sent_by(made, ana)
    if trouble == "refused":
        server.refuses = "550 no such mailbox"
    else:
        made.accounts.delete(Actor.CONSOLE, ana.id)
    made.decline(eva, draft, "O reclamă.")
    assert made.submissions.submission(eva, draft).state is State.DECLINED


def test_without_a_mail_server_decisions_are_told_on_the_site_alone(make):
    made = make()
    ana, eva = person(made, "ana@example.md", Role.CONTRIBUTOR), person(made, "eva@example.md", Role.EDITOR)
    made.ask_for_changes(eva, sent_by(made, ana), "Anul?")
    assert made.waiting(ana).notices == 1


def test_a_refused_decision_tells_nobody(make):
    made = make()
    ana, eva = person(made, "ana@example.md", Role.CONTRIBUTOR), person(made, "eva@example.md", Role.EDITOR)
    draft = sent_by(made, ana)
    for attempt in (lambda: made.decline(eva, draft, " "), lambda: made.decline(ana, draft, "da"),
                    lambda: made.ask_for_changes(eva, "nimic", "da")):
        with pytest.raises((Forbidden, NotFound, Unprocessable)):
            attempt()
    assert made.waiting(ana).notices == 0


def test_checks_are_made_once_for_each_text(make, monkeypatch):
    made = make()
    ana, eva = person(made, "ana@example.md", Role.CONTRIBUTOR), person(made, "eva@example.md", Role.EDITOR)
    draft = sent_by(made, ana)
    found, revision = made.submissions.submission(eva, draft), made.newest_revision(eva, draft)
    first = made.brief_checks(eva, found, revision)
    assert (first.errors, first.duplicates) == (0, 1)
    monkeypatch.setattr(type(made), "check_documents", lambda *_: pytest.fail("checked again"))
    assert made.brief_checks(eva, found, revision) == first


def test_what_was_never_sent_in_has_no_revision(make):
    made = make()
    ana = person(made, "ana@example.md", Role.CONTRIBUTOR)
    draft = made.submissions.start(ana, "ro", [Document(path, text) for path, text in CASE.items()])
    with pytest.raises(NotFound):
        made.newest_revision(ana, draft)


@pytest.mark.parametrize(("text", "title", "lang"), [
    ("---\ntitle: Prune\nlang: ru\n---\n", "Prune", "ru"), ("---\nname: Ion\n---\n", "Ion", "ro"),
    ("---\ntitle: [x\n---\n", "", "ro"), ("---\ntitle: [x]\nlang: xx\n---\n", "", "ro"), ("", "", "ro"),
    (None, "", "ro"),
])
def test_a_page_tells_its_title_and_language(make, text, title, lang):
    made = make()
    assert (made.title_of(text), made.lang_of(text, "ro")) == (title, lang)


def test_steps_are_those_of_the_state_and_of_the_person(make):
    made = make()
    ana, eva = person(made, "ana@example.md", Role.CONTRIBUTOR), person(made, "eva@example.md", Role.EDITOR)
    draft = sent_by(made, ana)
    found = made.submissions.submission(eva, draft)
    assert made.steps(eva, found) == {"ask_for_changes", "decline", "correct", "approve"}
    assert made.steps(ana, found) == {"withdraw"}
    own = made.submissions.submission(eva, sent_by(made, eva))
    assert "approve" not in made.steps(eva, own)


def test_only_editors_deal_with_readers_messages_and_it_is_written_down(make):
    made = make()
    ana, eva = person(made, "ana@example.md", Role.CONTRIBUTOR), person(made, "eva@example.md", Role.EDITOR)
    number = made.send_message(Message("report", "", "Au fost 70.", lang="ro"), "203.0.113.1", made.clock())
    assert made.waiting(eva).review == 1
    with pytest.raises(Forbidden):
        made.settle_report(ana, number, "")
    made.settle_report(eva, number, " Corectat. ")
    assert made.waiting(eva).review == 0
    [kept] = made.reports(with_closed=True)
    assert kept.note == "Corectat."
    assert [line["action"] for line in made.audit_json(AuditFilter(action="report.close"))] == ["report.close"]


def test_a_later_note_replaces_an_earlier_one_but_silence_does_not(make):
    made = make()
    number = made.send_message(Message("report", "", "Au fost 70.", lang="ro"), "203.0.113.1", made.clock())
    for note, kept in (("Prima.", "Prima."), ("", "Prima."), ("A doua.", "A doua.")):
        made.close_report(number, made.clock(), note)
        assert made.reports(with_closed=True)[0].note == kept
