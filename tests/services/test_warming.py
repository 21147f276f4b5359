"""What takes long is made in advance; nobody waits for it after a change, and nothing depends on it."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kb.errors import IndexUnavailable
from kb.services import Services, build
from kb.services.warming import Warmer
from kb.settings import Settings
from tests.builders import case_markdown, write_library

PATIENCE_S = 30.0


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Services]:
    write_library(tmp_path / "content", cases={"struguri": case_markdown()})
    services = build(Settings(
        content=tmp_path / "content", index=tmp_path / "index", instance=tmp_path / "instance", processes=1))
    services.reindex("full")
    yield services
    services.close()


def suggested(services: Services, text: str) -> list[str]:
    return [each.slug for each in services.suggest(text, "ro", ("case",))]


def add_case(services: Services, slug: str, title: str) -> None:
    path = services.settings.content_folder / "cases" / f"{slug}.md"
    path.write_text(case_markdown(title=title), encoding="utf-8")
    services.reindex("changed")


def test_a_generation_is_made_ready_once(made: Services) -> None:
    assert made.warm()
    with made.index.reading() as generation:
        assert generation.made("suggestions")
    assert not made.warm()
    add_case(made, "mere", "Mere de toamnă")
    assert made.warm()


def test_until_new_suggestions_are_made_those_before_answer(made: Services) -> None:
    made.warm()
    add_case(made, "mere", "Mere de toamnă")
    assert suggested(made, "mere") == []
    assert suggested(made, "strug") == ["struguri"]
    made.warm()
    assert suggested(made, "mere") == ["mere"]


def test_without_anybody_who_makes_them_in_advance_suggestions_are_always_of_what_is_live(made: Services) -> None:
    assert suggested(made, "strug") == ["struguri"]
    add_case(made, "mere", "Mere de toamnă")
    assert suggested(made, "mere") == ["mere"]


def test_what_will_not_be_made_again_is_not_answered_with(made: Services) -> None:
    made.keep_warm()
    made.warm()
    made.end_warming()
    add_case(made, "mere", "Mere de toamnă")
    assert suggested(made, "mere") == ["mere"]


def test_suggestions_that_cannot_be_made_are_not_replaced_by_old_ones_for_ever(
    made: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    made.warm()
    add_case(made, "mere", "Mere de toamnă")

    def fail(*_: object) -> None:
        raise IndexUnavailable("gone")

    with monkeypatch.context() as broken, pytest.raises(IndexUnavailable):
        broken.setattr("kb.services.suggesting.gather", fail)
        made.warm()
    assert suggested(made, "mere") == ["mere"]


def test_there_is_nothing_to_make_ready_without_an_index(tmp_path: Path) -> None:
    services = build(Settings(content=tmp_path, index=tmp_path / "index", instance=tmp_path / "instance"))
    with pytest.raises(IndexUnavailable):
        services.warm()
    services.close()


def test_a_process_that_serves_notices_a_change_by_itself(made: Services) -> None:
    settled = threading.Semaphore(0)
    made.keep_warm(settled.release)
    assert settled.acquire(timeout=PATIENCE_S)
    add_case(made, "mere", "Mere de toamnă")
    assert settled.acquire(timeout=PATIENCE_S)
    assert suggested(made, "mere") == ["mere"]


# -- the thread ---------------------------------------------------------------------------------------------------


def run(answers: list[bool | Exception]) -> tuple[list[str], Warmer]:
    """A warmer that is given these answers one after the other, until they are used up; what it did, closed again."""
    did: list[str] = []
    done = threading.Event()

    def warm() -> bool:
        if not answers:
            done.set()
            return False
        answer = answers.pop(0)
        did.append("asked")
        if isinstance(answer, Exception):
            raise answer
        return answer

    warmer = Warmer(warm, every_s=0.001)
    warmer.start(lambda: did.append("settled"))
    assert done.wait(PATIENCE_S)
    warmer.close()
    return did, warmer


@pytest.mark.parametrize(("answers", "did"), [
    ([True], ["asked", "settled"]),
    ([False], ["asked"]),
    ([True, False, True], ["asked", "settled", "asked", "asked", "settled"]),
    ([IndexUnavailable("not yet"), True], ["asked", "asked", "settled"]),
    ([ValueError("a fault"), True], ["asked", "asked", "settled"]),
])
def test_after_what_was_made_things_settle_and_after_a_failure_it_is_tried_again(
    answers: list[bool | Exception], did: list[str]
) -> None:
    assert run(answers)[0] == did


def test_the_same_failure_is_told_once(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []

    def note(_: str, *, code: str, reason: str) -> None:
        told.append(f"{code}: {reason}")

    monkeypatch.setattr("kb.services.warming._LOGGER.warning", note)
    one, other = IndexUnavailable("away"), ValueError("odd")
    run([one, one, other, one, True, one])
    assert told == [f"{one.code}: away", "internal: odd", f"{one.code}: away", f"{one.code}: away"]


@pytest.mark.parametrize("stop", [Warmer.close, lambda warmer: None], ids=["closed", "left alone"])
def test_a_thread_is_begun_once_and_ends_when_it_is_closed(stop: Callable[[Warmer], None]) -> None:
    _, warmer = run([True])
    stop(warmer)
    assert warmer._thread is not None
    assert not warmer._thread.is_alive()
    before = warmer._thread
    warmer.start(lambda: None)
    assert warmer._thread is before
