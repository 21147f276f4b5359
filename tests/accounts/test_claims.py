"""Claims on pages about people: one owner a page, one page a person, settled once, ended by whoever made it."""

import threading

import pytest

from kb.accounts import Actor, Role
from kb.errors import Conflict, NotFound, Unprocessable

DIANA = "diana-crudu"


@pytest.fixture
def eva(add):
    return add("eva@example.md", Role.EDITOR, "Eva")


@pytest.fixture
def ion(add):
    return add("ion@example.md", name="Ion")


def page_of(accounts, actor):
    return accounts.person(actor.id).specialist


def waiting(accounts):
    return [(claim.name, claim.specialist) for claim in accounts.claims()]


def test_a_claim_waits_until_an_editor_confirms_it(accounts, ana, eva):
    accounts.claim(ana, DIANA)
    assert waiting(accounts) == [("Ana", DIANA)]
    assert page_of(accounts, ana) == ""
    accounts.confirm_claim(eva, ana.id, DIANA)
    assert page_of(accounts, ana) == DIANA
    assert waiting(accounts) == []
    assert accounts.own_claim(ana) is None


def test_a_refusal_is_read_by_its_maker_and_waits_no_more(accounts, ana, eva):
    accounts.claim(ana, DIANA)
    accounts.refuse_claim(eva, ana.id, DIANA, "  Diana a scris altceva. ")
    assert accounts.own_claim(ana).refused == "Diana a scris altceva."
    assert waiting(accounts) == []
    accounts.claim(ana, "ion-rusu")
    assert accounts.own_claim(ana).refused == ""
    assert waiting(accounts) == [("Ana", "ion-rusu")]


@pytest.mark.parametrize(("words", "message"), [("", "say why"), (" \n", "say why"), ("x" * 1_001, "longer than 1000")])
def test_a_refusal_says_why_in_few_words(accounts, ana, eva, words, message):
    accounts.claim(ana, DIANA)
    with pytest.raises(Unprocessable, match=message):
        accounts.refuse_claim(eva, ana.id, DIANA, words)
    assert waiting(accounts) == [("Ana", DIANA)]


def test_a_page_has_one_owner_and_others_who_wait_are_let_go(accounts, ana, ion, eva):
    accounts.claim(ana, DIANA)
    accounts.claim(ion, DIANA)
    accounts.confirm_claim(eva, ion.id, DIANA)
    assert accounts.claims() == []
    with pytest.raises(NotFound):
        accounts.confirm_claim(eva, ana.id, DIANA)
    with pytest.raises(Conflict) as caught:
        accounts.claim(ana, DIANA)
    assert caught.value.field == "specialist"
    accounts.end_claim(ion, ion.id)
    accounts.claim(ana, DIANA)
    assert waiting(accounts) == [("Ana", DIANA)]


def test_who_changed_the_claim_meanwhile_is_not_linked_with_what_the_editor_saw(accounts, ana, eva):
    accounts.claim(ana, DIANA)
    accounts.claim(ana, "altcineva")
    for settle in (lambda: accounts.confirm_claim(eva, ana.id, DIANA),
                   lambda: accounts.refuse_claim(eva, ana.id, DIANA, "Nu.")):
        with pytest.raises(NotFound):
            settle()
    assert waiting(accounts) == [("Ana", "altcineva")]


def test_another_page_takes_the_place_of_the_first(accounts, ana, eva):
    for slug in (DIANA, "ana-pop"):
        accounts.claim(ana, slug)
        accounts.confirm_claim(eva, ana.id, slug)
    assert page_of(accounts, ana) == "ana-pop"
    accounts.claim(eva, DIANA)


def test_what_is_taken_back_is_gone_and_doing_so_twice_is_no_error(accounts, ana, log, written):
    accounts.claim(ana, DIANA)
    accounts.end_claim(ana, ana.id)
    lines = len(log.lines())
    accounts.end_claim(ana, ana.id)
    assert (accounts.own_claim(ana), accounts.claims(), len(log.lines())) == (None, [], lines)
    assert [action for _, action, _ in written()][-2:] == ["claim.make", "claim.end"]


def test_a_claim_goes_with_its_account_and_the_page_is_free_again(accounts, ana, ion, eva):
    accounts.claim(ana, DIANA)
    accounts.confirm_claim(eva, ana.id, DIANA)
    accounts.claim(ion, "ion-rusu")
    for person in (ana, ion):
        accounts.delete(Actor.CONSOLE, person.id)
    assert accounts.claims() == []
    accounts.claim(eva, DIANA)
    with pytest.raises(NotFound):
        accounts.claim(ana, "alta")
    with pytest.raises(NotFound):
        accounts.end_claim(ana, ana.id)


def test_the_longest_waits_first(accounts, clock, ana, ion):
    accounts.claim(ion, "ion-rusu")
    clock.move(seconds=1)
    accounts.claim(ana, DIANA)
    assert waiting(accounts) == [("Ion", "ion-rusu"), ("Ana", DIANA)]


def test_ones_claim_is_among_ones_data(accounts, ana, eva):
    assert accounts.data_of(ana.id)["claimed_page"] is None
    accounts.claim(ana, DIANA)
    accounts.refuse_claim(eva, ana.id, DIANA, "Nu.")
    assert accounts.data_of(ana.id)["claimed_page"] == {
        "specialist": DIANA, "made": "2026-11-22T12:00:00.000+00:00", "refused": "Nu."}


def test_of_two_editors_at_once_one_settles_it(accounts, ana, ion, eva):
    accounts.claim(ana, DIANA)
    accounts.claim(ion, DIANA)
    outcomes, start = [], threading.Barrier(2)

    def confirm(person):
        start.wait()
        try:
            accounts.confirm_claim(eva, person.id, DIANA)
        except (Conflict, NotFound) as error:
            outcomes.append(type(error))
        else:
            outcomes.append(None)
    threads = [threading.Thread(target=confirm, args=(person,)) for person in (ana, ion)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert outcomes.count(None) == 1
    assert sorted([page_of(accounts, ana), page_of(accounts, ion)]) == ["", DIANA]
