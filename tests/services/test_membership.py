"""Accounts, wired: links by mail or by hand, in the person's language, telling nothing to strangers."""

import re

import pytest

from kb import services as wiring
from kb.accounts import Actor, Kind, Role
from kb.errors import ConfigurationError, Conflict, Forbidden, NotFound, TooManyRequests, Unprocessable
from kb.settings import Settings


@pytest.fixture
def make(tmp_path):
    def build(**changes):
        return wiring.build(Settings(instance=tmp_path / "instance", index=tmp_path / "index", log_level="error",
                                     **changes))
    return build


@pytest.fixture
def mailing(make, server):
    """Services with a mail server."""
    def build(**changes):
        return make(smtp_host="127.0.0.1", smtp_port=server.port, smtp_security="none", smtp_from="culise@example.md",
                    address="https://culise.example/", **changes)
    return build


@pytest.fixture
def tasks(monkeypatch):
    """What is done aside is done at once, and what it raises is seen."""
    done = []
    monkeypatch.setattr(wiring.Services, "_aside", lambda self, task: done.append(task))
    return done


def token_of(address):
    return address.rpartition("/")[2]


def link_in(message):
    [address] = re.findall(r"https://\S+", message.get_content())
    return address


def person(services, email="ana@example.md", lang="ro", role=Role.CONTRIBUTOR):
    return services.accounts.create(Actor.CONSOLE, email, "Ana", lang, role)


def test_settings_that_do_not_fit_together_stop_the_start(make):
    with pytest.raises(ConfigurationError, match="KB_SMTP_HOST"):
        make(registration="open")


def test_building_services_makes_no_file(make, tmp_path):
    services = make()
    assert services.accounts
    assert services.audit
    assert not (tmp_path / "instance").exists()


def test_nobody_is_asked_for_without_a_session(make):
    services = make()
    assert services.actor("x") == Actor.ANONYMOUS
    assert services.can(Actor.ANONYMOUS, "public")
    assert not services.can(Actor.ANONYMOUS, "submit")


def test_the_setting_lets_an_editor_approve_their_own(make):
    class Text:
        author_id = "vera"
    vera = Actor("vera", Role.EDITOR)
    assert not make().can(vera, "approve", Text())
    assert make(approve_own=True).can(vera, "approve", Text())


def test_the_setting_asks_editors_for_a_second_step(make):
    services = make(require_totp=True)
    token = services.accounts.invite(Actor.CONSOLE, "vera@example.md", Role.EDITOR, "ro")
    session = services.accounts.accept(token, "Vera", "o vaca verde pe deal", "ro", "")
    assert services.actor(session).must_enrol


def test_without_a_mail_server_the_link_is_handed_over(make):
    services = make()
    sent = services.invite(Actor.CONSOLE, "ana@example.md", Role.EDITOR, "ru")
    assert not sent.is_mailed
    assert sent.address.startswith("http://127.0.0.1:8000/ru/account/register/")
    assert services.accounts.link(Kind.INVITATION, token_of(sent.address)).email == "ana@example.md"


@pytest.mark.parametrize(("lang", "letters"), [("ro", "[ăâîșț]"), ("ru", "[а-я]"), ("en", "[a-z]")])
def test_an_invitation_goes_out_in_its_language(mailing, server, lang, letters):
    services = mailing()
    assert services.invite(Actor.CONSOLE, "ana@example.md", Role.CONTRIBUTOR, lang).is_mailed
    message = server.next_message()
    assert message["Content-Language"] == lang
    assert re.search(letters, message.get_content())
    assert link_in(message).startswith(f"https://culise.example/{lang}/account/register/")
    assert services.accounts.link(Kind.INVITATION, token_of(link_in(message)))


def test_a_mail_server_that_refuses_leaves_the_link_to_hand_over(mailing, server):
    server.refuses = "550 no such mailbox"
    sent = mailing().invite(Actor.CONSOLE, "ana@example.md", Role.CONTRIBUTOR, "ro")
    assert not sent.is_mailed
    assert "no such mailbox" in sent.reason
    assert "/ro/account/register/" in sent.address


def test_a_closed_site_invites_from_the_command_line_alone(make):
    services = make(registration="closed")
    with pytest.raises(Forbidden):
        services.invite(Actor("vera", Role.ADMIN), "ana@example.md", Role.EDITOR, "ro")
    assert services.invite(Actor.CONSOLE, "ana@example.md", Role.EDITOR, "ro").address


def test_a_forgotten_password_is_asked_for_by_mail(mailing, server):
    services = mailing()
    ana = person(services, lang="ru")
    services.ask_reset(" ANA@example.md", "192.0.2.7")
    message = server.next_message()
    assert message["To"] == "ana@example.md"
    assert "/ru/account/reset/" in link_in(message)
    services.accounts.reset_password(token_of(link_in(message)), "o vaca verde pe deal")
    assert services.accounts.person(ana).has_password


def test_the_answer_is_the_same_for_an_unknown_address_and_comes_before_anything_is_looked_up(mailing, server, tasks):
    services = mailing()
    person(services)
    assert services.ask_reset("ana@example.md", "192.0.2.7") == services.ask_reset("nobody@example.md", "192.0.2.7")
    assert len(tasks) == 2
    assert server.taken.empty()
    tasks[0]()
    assert server.next_message()["To"] == "ana@example.md"
    with pytest.raises(NotFound):
        tasks[1]()
    assert server.taken.empty()


def test_what_fails_aside_is_logged_and_not_raised(mailing, server):
    services = mailing()
    thread = services._aside(lambda: services.accounts.person("nobody"))
    thread.join()
    assert not thread.is_alive()


def test_a_disabled_account_gets_no_mail(mailing, server, tasks):
    services = mailing()
    services.accounts.disable(Actor.CONSOLE, person(services))
    services.ask_reset("ana@example.md", "192.0.2.7")
    with pytest.raises(Exception, match="disabled"):
        tasks[0]()
    assert server.taken.empty()


def test_mails_are_not_asked_for_without_end(mailing, tasks):
    services = mailing()
    for _ in range(3):
        services.ask_reset("ana@example.md", "192.0.2.7")
    with pytest.raises(TooManyRequests):
        services.ask_reset("ana@example.md", "192.0.2.8")
    assert len(tasks) == 3


def test_without_a_mail_server_one_asks_an_admin(make):
    with pytest.raises(NotFound, match="ask an admin"):
        make().ask_reset("ana@example.md", "192.0.2.7")


def test_an_open_site_confirms_the_address_by_mail(mailing, server):
    services = mailing(registration="open")
    services.ask_to_register("ion@example.md", "192.0.2.7", "ro")
    message = server.next_message()
    link = services.accounts.link(Kind.INVITATION, token_of(link_in(message)))
    assert (link.email, link.role, link.made_by) == ("ion@example.md", Role.CONTRIBUTOR, "nobody")


def test_who_has_an_account_already_is_told_so_by_mail_alone(mailing, server, tasks):
    services = mailing(registration="open")
    person(services)
    assert services.ask_to_register("ana@example.md", "192.0.2.7", "ro") is None
    tasks[0]()
    assert "/account/reset/" in link_in(server.next_message())
    assert len(services.accounts.people()) == 1


@pytest.mark.parametrize("registration", ["invitation", "closed"])
def test_a_site_that_is_not_open_takes_nobody_by_themselves(mailing, registration):
    with pytest.raises(Forbidden):
        mailing(registration=registration).ask_to_register("ion@example.md", "192.0.2.7", "ro")


def test_what_is_no_address_is_told_at_once(mailing, tasks):
    services = mailing(registration="open")
    with pytest.raises(Unprocessable):
        services.ask_to_register("ion", "192.0.2.7", "ro")
    with pytest.raises(Unprocessable):
        services.ask_reset("", "192.0.2.7")
    assert tasks == []


# -- another e-mail address --------------------------------------------------------------------------------------------

def own(services, **changes):
    found = person(services, **changes)
    return Actor(found, Role.CONTRIBUTOR)


def test_without_mail_an_address_is_changed_at_once(make):
    services = make()
    ana = own(services)
    assert services.change_email(ana, "noua@example.md", "192.0.2.1") is True
    assert services.accounts.person(ana.id).email == "noua@example.md"
    with pytest.raises(Conflict):
        services.change_email(ana, "noua@example.md", "192.0.2.1")


@pytest.mark.parametrize(("lang", "subject", "told"), [
    ("ro", "Noua dumneavoastră adresă de e-mail la Culise",
     "Adresa dumneavoastră de e-mail la Culise a fost schimbată"),
    ("ru", "Ваш новый адрес почты на Culise", "Ваш адрес почты на Culise изменён"),
    ("en", "Your new e-mail address at Culise", "Your e-mail address at Culise was changed")])
def test_with_mail_the_new_address_confirms_and_the_old_one_is_told(mailing, server, tasks, lang, subject, told):
    services = mailing()
    ana = own(services, lang=lang)
    assert services.change_email(ana, "noua@example.md", "192.0.2.1") is False
    tasks.pop()()
    message = server.next_message()
    assert (message["To"], message["Subject"]) == ("noua@example.md", subject)
    assert services.accounts.person(ana.id).email == "ana@example.md"
    address = link_in(message)
    assert f"/{lang}/account/new-email/" in address
    services.confirm_email(token_of(address))
    assert services.accounts.person(ana.id).email == "noua@example.md"
    tasks.pop()()
    message = server.next_message()
    assert (message["To"], message["Subject"]) == ("ana@example.md", told)
    assert "noua" not in message.get_content()
    assert link_in(message) == f"https://culise.example/{lang}/about"


def test_whether_an_address_has_an_account_is_not_told_where_mail_is_sent(mailing, server, tasks):
    services = mailing()
    ana = own(services)
    person(services, "ion@example.md")
    assert services.change_email(ana, "ion@example.md", "192.0.2.1") is False
    with pytest.raises(Conflict):
        tasks.pop()()
    assert server.taken.empty()


def test_mails_for_new_addresses_are_counted_like_all_others(mailing, tasks):
    services = mailing()
    ana = own(services)
    for _ in range(3):
        services.change_email(ana, "noua@example.md", "192.0.2.1")
    with pytest.raises(TooManyRequests):
        services.change_email(ana, "noua@example.md", "192.0.2.1")
    assert len(tasks) == 3


def test_a_used_link_tells_nobody_anything(mailing, tasks):
    services = mailing()
    token = services.accounts.email_link(own(services), "noua@example.md")
    services.confirm_email(token)
    tasks.clear()
    with pytest.raises(NotFound):
        services.confirm_email(token)
    assert tasks == []
