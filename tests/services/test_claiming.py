"""The page about oneself: only one that is there, confirmed by somebody else, told where it waits."""

import dataclasses

import pytest

from kb import services
from kb.accounts import Actor, Role
from kb.errors import Conflict, Forbidden, NotFound
from kb.settings import Settings
from tests.builders import specialist_markdown, write_library

DIANA = "diana-crudu"


@pytest.fixture
def made(tmp_path):
    write_library(tmp_path / "content", specialists={
        DIANA: specialist_markdown(), "plecata": specialist_markdown(name="Plecata", withdrawn="true")})
    built = services.build(Settings(content=tmp_path / "content", index=tmp_path / "index", processes=1,
                                    instance=tmp_path / "instance", log_level="error"))
    built.reindex("full")
    yield built
    built.close()


def person(made, name, role=Role.CONTRIBUTOR):
    return Actor(made.accounts.create(Actor.CONSOLE, f"{name}@example.md", name, "ro", role), role, name)


def test_a_page_is_claimed_confirmed_and_told(made):
    ana, eva = person(made, "ana"), person(made, "eva", Role.EDITOR)
    made.claim_page(ana, DIANA)
    assert [claim.specialist for claim in made.claims(eva)] == [DIANA]
    assert (made.waiting(eva).review, made.waiting(ana).review) == (1, 0)
    made.settle_claim(eva, ana.id, DIANA)
    assert made.accounts.person(ana.id).specialist == DIANA
    assert made.waiting(eva).review == 0
    assert made.data_of(ana)["person_page"] == DIANA


@pytest.mark.parametrize("slug", ["nimeni", "", "../diana-crudu", "plecata", "tineri-fermieri"])
def test_only_a_page_about_a_person_that_can_be_seen_is_claimed(made, slug):
    with pytest.raises(NotFound) as caught:
        made.claim_page(person(made, "ana"), slug)
    assert caught.value.field == "specialist"


def test_who_may_not_is_refused(made):
    ana, eva = person(made, "ana"), person(made, "eva", Role.EDITOR)
    made.claim_page(ana, DIANA)
    for deed in (lambda: made.claim_page(Actor.ANONYMOUS, DIANA), lambda: made.claims(ana),
                 lambda: made.settle_claim(ana, ana.id, DIANA), lambda: made.settle_claim(ana, ana.id, DIANA, "Nu."),
                 lambda: made.settle_claim(dataclasses.replace(eva, must_enrol=True), ana.id, DIANA)):
        with pytest.raises(Forbidden):
            deed()
    assert len(made.claims(eva)) == 1


def test_an_editor_settles_not_their_own_unless_the_setting_lets_them(made):
    eva = person(made, "eva", Role.EDITOR)
    made.claim_page(eva, DIANA)
    for reason in (None, "Nu."):
        with pytest.raises(Forbidden, match="your own"):
            made.settle_claim(eva, eva.id, DIANA, reason)
    alone = dataclasses.replace(made, settings=dataclasses.replace(made.settings, approve_own=True))
    alone.settle_claim(eva, eva.id, DIANA)
    assert made.accounts.person(eva.id).specialist == DIANA


def test_a_refusal_leaves_the_page_free(made):
    ana, ion, eva = person(made, "ana"), person(made, "ion"), person(made, "eva", Role.EDITOR)
    made.claim_page(ana, DIANA)
    made.settle_claim(eva, ana.id, DIANA, "Nu vă cunosc.")
    made.claim_page(ion, DIANA)
    made.settle_claim(eva, ion.id, DIANA)
    with pytest.raises(Conflict):
        made.claim_page(ana, DIANA)
