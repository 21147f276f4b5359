"""Any order of steps by anybody: the submissions agree with a simple model of who sees what and what may be done."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from kb.accounts import Actor
from kb.database import KeptDatabase
from kb.errors import Conflict, Forbidden, NotFound
from kb.journal import AuditLog
from kb.submissions import STEPS, Consent, Document, Submissions
from tests.bench.counts import IN_MEMORY, kept_count, wanted
from tests.submissions.conftest import ANA, EVA, ION, MIGRATIONS, OLEG, Clock

YES = Consent(licence=True, images=True)
EVERYBODY = {actor.id: actor for actor in (ANA, ION, EVA, OLEG, Actor.ANONYMOUS)}
EDITORS = {"eva", "oleg"}
AUTHORS = ("ana", "ion", "eva")
OWN_STEPS = {"save", "submit", "withdraw", "reopen"}
WORDS = "de ajuns"


class Modelled:
    """What the model knows of a submission."""

    def __init__(self, author):
        self.author, self.state, self.revisions, self.text = author, "draft", 0, "0"

    def is_seen_by(self, person):
        is_private = self.state in ("draft", "withdrawn") and not self.revisions
        return person == self.author or (person in EDITORS and not is_private)

    def expected(self, person, step):
        """The error that a step by a person must end with, None when it must succeed."""
        if not self.is_seen_by(person):
            return NotFound
        if step in OWN_STEPS:
            is_allowed = person == self.author
        else:
            is_allowed = person in EDITORS and not (step == "approve" and person == self.author)
        if not is_allowed:
            return Forbidden
        return None if self.state in [state.value for state in STEPS[step].before] else Conflict


class SubmissionMachine(RuleBasedStateMachine):
    """Drives real submissions and the model side by side."""

    ids = Bundle("ids")
    people = st.sampled_from(sorted(EVERYBODY))

    @initialize()
    def begin(self):
        self.folder = tempfile.TemporaryDirectory(dir=IN_MEMORY)
        self.database = KeptDatabase(Path(self.folder.name) / "accounts.sqlite", MIGRATIONS)
        self.real = Submissions(self.database, Clock())
        self.model = {}
        self.steps = self.turn = 0

    @rule(target=ids, author=st.sampled_from(AUTHORS))
    def start(self, author):
        made = self.real.start(EVERYBODY[author], "ro", [Document("cases/vin.md", "0")])
        self.model[made] = Modelled(author)
        self.steps += 1
        return made

    def take(self, person, submission, step, call):
        """Try a step, and hold its outcome against the model's; whether it was taken."""
        known, expected = self.model[submission], self.model[submission].expected(person, step)
        if expected:
            with pytest.raises(expected):
                call(EVERYBODY[person], submission)
            return False
        call(EVERYBODY[person], submission)
        known.state = (STEPS[step].after or type(STEPS[step].before[0])(known.state)).value
        self.steps += step != "save"
        return True

    @rule(person=people, submission=ids, text=st.text(max_size=5))
    def save(self, person, submission, text):
        def call(actor, each):
            version = self.real.submission(actor, each).version
            self.real.save(actor, each, {"cases/vin.md": text}, version)
        if self.take(person, submission, "save", call):
            self.model[submission].text = text

    @rule(person=people, submission=ids)
    def submit(self, person, submission):
        if self.take(person, submission, "submit", lambda actor, each: self.real.submit(actor, each, YES)):
            self.model[submission].revisions += 1

    @rule(person=people, submission=ids, step=st.sampled_from(["withdraw", "reopen"]))
    def by_the_author(self, person, submission, step):
        self.take(person, submission, step, getattr(self.real, step))

    @rule(person=people, submission=ids, step=st.sampled_from(["ask_for_changes", "decline"]))
    def decide(self, person, submission, step):
        self.take(person, submission, step, lambda actor, each: getattr(self.real, step)(actor, each, WORDS))

    @rule(person=people, submission=ids, text=st.text(max_size=5))
    def correct(self, person, submission, text):
        known = self.model[submission]

        def call(actor, each):
            self.real.correct(actor, each, {"cases/vin.md": text}, known.revisions, "")
        if self.take(person, submission, "correct", call):
            known.revisions, known.text = known.revisions + 1, text

    @rule(person=people, submission=ids)
    def approve(self, person, submission):
        known = self.model[submission]
        self.take(person, submission, "approve", lambda actor, each: self.real.approve(actor, each, known.revisions))

    @rule(is_given_back=st.booleans())
    def carry_out(self, is_given_back):
        for approved in self.real.outbox():
            known = self.model[approved.submission.id]
            assert (known.state, approved.documents[0].text) == ("approved", known.text)
            if is_given_back:
                self.real.give_back(approved, ())
            else:
                self.real.close(approved)
            known.state = "submitted" if is_given_back else "published"
            self.steps += 1

    @rule(submission=consumes(ids))
    def discard(self, submission):
        known = self.model[submission]
        if known.state == "draft" and not known.revisions:
            self.real.discard(EVERYBODY[known.author], submission)
            del self.model[submission]
            self.steps += 1

    @rule(person=people, submission=ids)
    def look(self, person, submission):
        known = self.model.get(submission)
        if known and known.is_seen_by(person):
            found = self.real.submission(EVERYBODY[person], submission)
            assert (found.state.value, found.revisions, found.main.text) == (known.state, known.revisions, known.text)
        else:
            with pytest.raises(NotFound):
                self.real.submission(EVERYBODY[person], submission)

    @invariant()
    def the_lists_agree(self):
        """Those of one author after each step, in turn: it is the same question for all of them."""
        if hasattr(self, "real"):
            self.turn += 1
            self.check_lists(AUTHORS[self.turn % len(AUTHORS)])

    def check_lists(self, person):
        own = {name: known.text for name, known in self.model.items() if known.author == person}
        assert {each.id: each.main.text for each in self.real.own(EVERYBODY[person])} == own
        waiting = {name for name, known in self.model.items()
                   if known.state in ("submitted", "changes_asked", "approved")}
        assert {each.id for each in self.real.queue(OLEG)} == waiting

    def teardown(self):
        if hasattr(self, "real"):
            for person in AUTHORS:
                self.check_lists(person)
            state = AuditLog(self.database).verify()
            assert state.is_whole
            assert state.lines == self.steps
            self.folder.cleanup()


def run(count, steps):
    run_state_machine_as_test(SubmissionMachine, settings=settings(
        max_examples=count, stateful_step_count=steps, deadline=None, suppress_health_check=list(HealthCheck)))


def test_any_row_of_steps_ends_as_the_model_says():
    run(12, 25)


@pytest.mark.deep
@pytest.mark.timeout(3_600)
def test_twenty_thousand_rows_of_steps_end_as_the_model_says():
    with kept_count(20_000, "sequences of at most 15 steps of submissions, by a model of states, roles and visibility"):
        run(wanted(20_000), 15)
