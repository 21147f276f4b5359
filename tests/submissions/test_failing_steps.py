"""A step that fails half-way leaves nothing of itself; and what must never change does not, whatever is done."""

import sqlite3

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from kb.accounts import Actor
from kb.database import KeptDatabase
from kb.errors import KbError, StorageFailed
from kb.journal import AuditLog
from kb.submissions import Document, Submissions
from tests.submissions.conftest import ANA, EVA, MIGRATIONS, Clock
from tests.submissions.parts import CASE, YES, begin, image


def everything(database):
    """All rows of all tables."""
    with database.reading() as rows:
        names = [row[0] for row in rows.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
        return {name: [tuple(row) for row in rows.execute(f"SELECT * FROM {name}")] for name in names}


# A step, the state it is taken in, and how.
def _approved(submissions):
    submissions.approve(EVA, "s", 1)
    return submissions.outbox()[0]


STEPS = {
    "start": ("nothing", begin),
    "save": ("draft", lambda s: s.save(ANA, "s", {CASE: "b", "people/x.md".replace("people", "specialists"): "c"}, 1)),
    "submit": ("draft", lambda s: s.submit(ANA, "s", YES, "gata")),
    "withdraw": ("sent", lambda s: s.withdraw(ANA, "s")),
    "discard": ("draft", lambda s: s.discard(ANA, "s")),
    "attach": ("draft", lambda s: s.attach(ANA, image("s"))),
    "detach": ("with image", lambda s: s.detach(ANA, "s", "afis.webp")),
    "ask_for_changes": ("sent", lambda s: s.ask_for_changes(EVA, "s", "Anul?")),
    "decline": ("sent", lambda s: s.decline(EVA, "s", "Nu.")),
    "correct": ("sent", lambda s: s.correct(EVA, "s", {CASE: "corectat"}, 1, "litera")),
    "comment": ("sent", lambda s: s.comment(EVA, "s", "Bine.", revision=1)),
    "approve": ("sent", lambda s: s.approve(EVA, "s", 1)),
    "rebase_approved": ("sent", lambda s: s.rebase_approved(EVA, "s", {CASE: "0"})),
    "decide_alone": ("nothing", lambda s: s.decide_alone(EVA, [Document(CASE, "a")], {CASE: None}, "La cerere.")),
    "close": ("approved", lambda s: s.close(s.outbox()[0])),
    "give_back": ("approved", lambda s: s.give_back(s.outbox()[0], [])),
    "reopen": ("declined", lambda s: s.reopen(ANA, "s")),
}
# These two write no line into the log.
SILENT = {"save"}


@pytest.fixture
def at(database):
    """Submissions with one of Ana's, "s", in a state."""
    def bring(state):
        made = Submissions(database, Clock(), new_id=lambda: "s")
        if state != "nothing":
            begin(made)
        if state == "with image":
            made.attach(ANA, image("s"))
        if state in ("sent", "approved", "declined"):
            made.submit(ANA, "s", YES)
        if state == "approved":
            made.approve(EVA, "s", 1)
        if state == "declined":
            made.decline(EVA, "s", "Nu.")
        return made
    return bring


@pytest.mark.parametrize("name", STEPS)
def test_a_step_goes_through_and_is_told_in_the_log(at, database, name):
    state, step = STEPS[name]
    made = at(state)
    before = everything(database)
    step(made)
    after = everything(database)
    assert after != before
    assert (len(after["audit"]) > len(before["audit"])) == (name not in SILENT)
    assert AuditLog(database).verify().is_whole


@pytest.mark.parametrize("name", [name for name in STEPS if name not in SILENT])
def test_a_step_whose_line_cannot_be_written_leaves_nothing(at, database, monkeypatch, name):
    state, step = STEPS[name]
    made = at(state)
    before = everything(database)

    def fail(*_, **__):
        raise sqlite3.OperationalError("database or disk is full")
    monkeypatch.setattr("kb.submissions.desk.record", fail)
    with pytest.raises(StorageFailed, match="disk is full"):
        step(made)
    assert everything(database) == before
    monkeypatch.undo()
    step(made)


class Wrapped:
    """A connection of which the nth write fails."""

    def __init__(self, at):
        self.left = at

    def __call__(self, action, *_):
        if action in (sqlite3.SQLITE_INSERT, sqlite3.SQLITE_UPDATE, sqlite3.SQLITE_DELETE):
            self.left -= 1
        return sqlite3.SQLITE_DENY if self.left < 0 else sqlite3.SQLITE_OK


@pytest.mark.parametrize("name", STEPS)
def test_a_step_that_fails_at_any_write_leaves_nothing(at, database, monkeypatch, name):
    """Every statement of a step is refused in turn, until the step has gone through."""
    state, step = STEPS[name]
    made = at(state)
    before = everything(database)
    connect = KeptDatabase._connect
    for number in range(60):
        def connected(self, *, is_written, number=number):
            connection = connect(self, is_written=is_written)
            if is_written:
                connection.set_authorizer(Wrapped(number))
            return connection
        with monkeypatch.context() as patch:
            patch.setattr(KeptDatabase, "_connect", connected)
            try:
                step(made)
            except (KbError, sqlite3.Error):
                assert everything(database) == before, f"the step is half done at write {number}"
                continue
        assert number > 0
        return
    pytest.fail("it never went through")


# -- what never changes ------------------------------------------------------------------------------------------------

ACTIONS = st.lists(st.sampled_from([name for name in STEPS if name not in ("start", "discard", "decide_alone")]),
                   max_size=12)


@given(ACTIONS)
@hypothesis_settings(max_examples=40)
def test_a_revision_is_never_changed_and_numbers_have_no_gap(tmp_path_factory, actions):
    database = KeptDatabase(tmp_path_factory.mktemp("revisions") / "a.sqlite", MIGRATIONS)
    made = Submissions(database, Clock(), new_id=lambda: "s")
    begin(made)
    kept = []
    for action in ["submit", *actions]:
        try:
            STEPS[action][1](made)
        except (KbError, IndexError):
            continue
        revisions = made.revisions(Actor.CONSOLE, "s")
        assert revisions[:len(kept)] == kept
        assert [each.number for each in revisions] == list(range(1, len(revisions) + 1))
        kept = revisions
    events = made.events(Actor.CONSOLE, "s")
    assert [each.at for each in events] == sorted(each.at for each in events)
    assert AuditLog(database).verify().is_whole
