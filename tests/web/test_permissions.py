"""Who may use which route by which method: every route of the site, everybody who may ask.

Each view is replaced by one that only says that it was reached; what stands before it is the real thing.
"""

import functools

import pytest

from kb.accounts import LEAST_ROLE, Action, Actor, Role
from kb.settings import Settings
from kb.web import create_app, forms
from kb.web.guards import action_of, requires
from tests.web.fake_services import FakeServices
from tests.web.members import add_person, make_site

REACHED = "reached"
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
WHO = ("nobody", "contributor", "editor", "admin", "disabled", "must_enrol", "over")
ROLES = {"contributor": Role.CONTRIBUTOR, "editor": Role.EDITOR, "admin": Role.ADMIN, "must_enrol": Role.ADMIN}
# What everybody may send without an account, named one by one: whoever adds to it thinks twice.
OPEN_FORMS = {
    "account_entry.sign_in", "account_entry.code", "account_entry.sign_out", "account_entry.ask_to_register",
    "account_entry.register", "account_entry.ask_reset", "account_entry.reset", "account_entry.new_email",
    "reports.send", "wanted.propose", "wanted.answer", "wanted.send",
}
# A part of the site and the least that one must be allowed to do in it.
PARTS = {"/admin/": Action.ADMINISTER, "/review": Action.REVIEW, "/write": Action.SUBMIT}


@pytest.fixture(scope="module")
def real(tmp_path_factory, library):
    """A site whose views only say that they were reached, and everybody's session."""
    app = make_site(tmp_path_factory.mktemp("matrix"), library, require_totp=True)
    services, tokens = app.extensions["kb.services"], {"nobody": "", "over": "a token that was never given"}
    for who in WHO:
        if who not in tokens:
            actor, tokens[who] = add_person(app, f"{who}@example.md", ROLES.get(who, Role.ADMIN))
            if who in ("editor", "admin"):
                with services.database.writing() as rows:
                    rows.execute("INSERT INTO second_steps VALUES (?, 'X', 1, 0)", (actor.id,))
            if who == "disabled":
                services.accounts.disable(Actor.CONSOLE, actor.id)
                with services.database.writing() as rows:  # as if a session had outlived it
                    tokens[who] = services.accounts.begin(rows, actor.id, "", is_whole=True)
    for endpoint, view in app.view_functions.items():
        app.view_functions[endpoint] = functools.wraps(view)(lambda **_: REACHED)
    with app.test_request_context("/ro/", headers={"Cookie": "form=abc"}):
        token = forms.csrf_token()
    return app, tokens, token


def address_of(app, rule):
    values = {name: "ro" if name == "lang" else "1" for name in rule.arguments}
    converters = {name: type(converter).__name__ for name, converter in rule._converters.items()}
    for name, converter in converters.items():
        if converter == "IntegerConverter":
            values[name] = 1
        if converter == "AnyConverter":
            values[name] = min(rule._converters[name].items)
    return app.url_map.bind("localhost").build(rule.endpoint, values)


def ask(site, who, method, address):
    app, tokens, form_token = site
    client = app.test_client()
    client.set_cookie("form", "abc")
    if tokens[who]:
        client.set_cookie("session", tokens[who])
    return client.open(address, method=method, headers={"X-CSRF-Token": form_token})


def is_allowed(who, action):
    """By the table; somebody disabled, or whose session is over, is nobody."""
    least = LEAST_ROLE[action]
    if least is None:
        return True
    if who == "must_enrol":
        return action is Action.ACCOUNT
    return who in ROLES and list(Role).index(ROLES[who]) >= list(Role).index(least)


@pytest.mark.parametrize("who", WHO)
def test_everybody_reaches_what_the_table_says_and_nothing_else(real, who):
    """Every route by every method it takes; refused means that the view was never called."""
    app, _, _ = real
    wrong, asked = [], 0
    for rule in app.url_map.iter_rules():
        action = action_of(app.view_functions[rule.endpoint])
        for method in set(METHODS) & rule.methods:
            answer = ask(real, who, method, address_of(app, rule))
            reached = answer.text == REACHED if method != "HEAD" else answer.status_code == 200
            asked += 1
            if reached != is_allowed(who, action):
                wrong.append((method, rule.rule, answer.status_code))
            if not reached and answer.status_code not in (303, 401, 403):
                wrong.append((method, rule.rule, answer.status_code))
    assert wrong == []
    assert asked > 60


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("who", ["nobody", "admin"])
def test_a_method_that_a_route_does_not_take_is_taken_by_nobody(real, who, method):
    app, _, _ = real
    for rule in app.url_map.iter_rules():
        others = [each for each in app.url_map.iter_rules() if each.rule == rule.rule and method in each.methods]
        if not others:
            assert ask(real, who, method, address_of(app, rule)).status_code == 405


def test_only_the_forms_named_here_are_open_to_everybody(real):
    app, _, _ = real
    found = {rule.endpoint for rule in app.url_map.iter_rules() if rule.methods - {"GET", "HEAD", "OPTIONS"}
             and action_of(app.view_functions[rule.endpoint]) is Action.PUBLIC}
    assert found <= OPEN_FORMS


def test_each_part_of_the_site_wants_at_least_what_is_its_own(real):
    app, _, _ = real
    order = list(Action)
    assert (order[0], order[-1]) == (Action.PUBLIC, Action.ADMINISTER)
    for rule in app.url_map.iter_rules():
        for start, least in PARTS.items():
            if rule.rule.startswith(f"/<language:lang>{start}"):
                found = action_of(app.view_functions[rule.endpoint])
                assert order.index(found) >= order.index(least), rule.rule


def test_ones_own_account_is_nobodys_but_for_the_ways_in(real):
    app, _, _ = real
    for rule in app.url_map.iter_rules():
        if rule.rule.startswith("/<language:lang>/account/"):
            expected = Action.PUBLIC if rule.endpoint.startswith("account_entry.") else Action.ACCOUNT
            assert action_of(app.view_functions[rule.endpoint]) is expected, rule.rule


def test_a_view_that_asks_for_an_action_that_does_not_exist_cannot_be_written():
    with pytest.raises(ValueError, match="fly"):
        requires("fly")


def test_the_fake_services_answer_as_the_table_does(library):
    app = create_app(Settings(content=library, log_level="error"), FakeServices())
    client = app.test_client()
    client.set_cookie("session", "contributor")
    assert client.get("/ro/admin/audit").status_code == 403
    assert client.get("/ro/account/sign-in").status_code == 303
