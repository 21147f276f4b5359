"""Mail: handed over to a server, or a clear word why not."""

import socket

import pytest

from kb.errors import ConfigurationError, MailFailed
from kb.mail import Mailer
from kb.settings import Settings
from tests.mail_server import mail_server

SENDER = {"smtp_from": "culise@example.md", "address": "https://culise.example", "smtp_security": "none"}


@pytest.fixture
def server():
    with mail_server() as running:
        yield running


def mailer(server, **changes):
    return Mailer(Settings(smtp_host="127.0.0.1", smtp_port=server.port, log_level="error", **{**SENDER, **changes}))


def test_a_message_arrives_in_the_letters_it_was_written_in(server):
    text = "Bună!\n\nhttps://culise.example/ro/x\n.\nȘ"
    mailer(server).send("ana@example.md", "Parolă nouă — новый пароль", text, "ro")
    message = server.next_message()
    assert message["Subject"] == "Parolă nouă — новый пароль"
    assert (message["From"], message["To"]) == ("culise@example.md", "ana@example.md")
    assert message["Content-Language"] == "ro"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Message-ID"].endswith("@example.md>")
    assert message["Date"]
    assert message.get_content().split() == ["Bună!", "https://culise.example/ro/x", ".", "Ș"]


@pytest.mark.parametrize("subject", ["Parola\r\nBcc: evil@example.com", "Parola\nX-Header: x", "Parola\x0bX"])
def test_a_subject_makes_no_header_of_its_own(server, subject):
    mailer(server).send("ana@example.md", subject, "x", "ro")
    message = server.next_message()
    assert "Bcc" not in message
    assert "X-Header" not in message
    assert [line.lower() for line in server.recipients] == ["rcpt to:<ana@example.md>"]


def test_it_signs_in_where_the_server_wants_it(server):
    mailer(server, smtp_user="culise", smtp_password="a secret").send("ana@example.md", "x", "x", "ro")
    assert server.next_message()
    assert len(server.signed_in) == 1


def test_a_refused_message_is_told_with_the_reason(server):
    server.refuses = "550 no such mailbox"
    with pytest.raises(MailFailed, match="no such mailbox"):
        mailer(server).send("ana@example.md", "x", "x", "ro")


@pytest.mark.parametrize("security", ["none", "starttls", "tls"])
def test_a_server_that_is_not_there_is_told(security):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    settings = Settings(smtp_host="127.0.0.1", smtp_port=port, **{**SENDER, "smtp_security": security})
    with pytest.raises(MailFailed):
        Mailer(settings).send("ana@example.md", "x", "x", "ro")


def test_a_server_that_does_not_encrypt_gets_nothing_where_it_must(server):
    with pytest.raises(MailFailed):
        mailer(server, smtp_security="starttls").send("ana@example.md", "x", "x", "ro")
    assert server.taken.empty()
    assert server.recipients == []


def test_what_failed_is_logged_without_an_address(server, capsys):
    server.refuses = "550 no ana@example.md here"
    with pytest.raises(MailFailed):
        mailer(server).send("ana@example.md", "x", "x", "ro")
    captured = capsys.readouterr()
    assert "ana@" not in captured.err + captured.out


def test_without_a_server_nothing_is_set():
    assert not Mailer(Settings()).is_set


@pytest.mark.parametrize(("changes", "named"), [
    ({"smtp_host": "mail.example.md"}, "KB_SMTP_FROM"),
    ({"smtp_host": "mail.example.md", "smtp_from": "x@example.md"}, "KB_ADDRESS"),
    ({"smtp_host": "mail.example.md", "address": "https://culise.example"}, "KB_SMTP_FROM"),
    ({"registration": "open"}, "KB_SMTP_HOST"),
    ({"address": "culise.example"}, "KB_ADDRESS"),
    ({"address": "javascript:alert(1)"}, "KB_ADDRESS"),
])
def test_settings_that_do_not_fit_together_are_named(changes, named):
    with pytest.raises(ConfigurationError, match=named):
        Mailer(Settings(**changes))
