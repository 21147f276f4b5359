"""What is logged: JSON lines with the id of the request."""

import io
import json
import threading

import pytest

from kb import log


@pytest.fixture
def stream():
    lines = io.StringIO()
    log.configure("info", lines)
    yield lines
    log.end_request()
    log.configure("error")


def written(stream):
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_a_line_is_json_with_its_room_level_and_time(stream):
    log.get_logger("web").info("request", status=200)
    [line] = written(stream)
    assert line["event"] == "request"
    assert (line["room"], line["level"], line["status"]) == ("web", "info", 200)
    assert line["timestamp"].endswith("Z")


def test_lines_of_a_request_carry_its_id_and_later_ones_do_not(stream):
    logger = log.get_logger("web")
    log.begin_request("abc")
    logger.info("inside")
    log.end_request()
    logger.info("after")
    assert [line.get("request_id") for line in written(stream)] == ["abc", None]


def test_a_request_forgets_what_the_one_before_it_said(stream):
    log.begin_request("one")
    log.begin_request("two")
    assert log.context() == {"request_id": "two"}


def test_threads_do_not_share_their_requests(stream):
    log.begin_request("here")
    seen = []
    thread = threading.Thread(target=lambda: seen.append(dict(log.context())))
    thread.start()
    thread.join()
    assert seen == [{}]


@pytest.mark.parametrize(("level", "events"), [
    ("debug", ["a", "b", "c", "d"]), ("info", ["b", "c", "d"]), ("warning", ["c", "d"]), ("error", ["d"]),
])
def test_lines_below_the_level_are_left_out(stream, level, events):
    log.configure(level, stream)
    logger = log.get_logger("web")
    logger.debug("a")
    logger.info("b")
    logger.warning("c")
    logger.error("d")
    assert [line["event"] for line in written(stream)] == events


def test_a_logger_made_before_follows_a_later_configuration(stream):
    logger = log.get_logger("web")
    later = io.StringIO()
    log.configure("info", later)
    logger.info("moved")
    assert stream.getvalue() == ""
    assert written(later)[0]["event"] == "moved"


def test_an_exception_is_one_line_of_json(stream):
    try:
        raise ValueError("broken\nover lines")
    except ValueError as error:
        log.get_logger("web").error("failed", exc_info=error)
    [line] = written(stream)
    assert line["exception"][0]["exc_type"] == "ValueError"


def test_an_exception_does_not_tell_the_values_of_variables(stream):
    def fail(typed):
        raise ValueError("broken")

    try:
        fail("what somebody searched for")
    except ValueError as error:
        log.get_logger("web").error("failed", exc_info=error)
    assert "fail" in stream.getvalue()
    assert "somebody searched" not in stream.getvalue()


def test_letters_are_written_as_they_are_and_odd_values_as_text(stream):
    log.get_logger("web").info("țară", path=stream)
    assert "țară" in stream.getvalue()
    assert isinstance(written(stream)[0]["path"], str)
