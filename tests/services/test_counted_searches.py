"""Counting searches over a real library: what is counted, what a brief answers already, and that nothing disturbs."""

import threading
from datetime import UTC, date, datetime

import pytest

from kb import services
from kb.errors import StorageFailed
from kb.journal import SearchFilter
from kb.search import SearchRequest
from kb.settings import Settings
from tests.builders import page, write_library

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
BRIEF = page({"title": "TikTok", "lang": "ro", "summary": "Un caz cu TikTok.", "query": " Campanie TIKTOK "}, "Text.\n")


@pytest.fixture
def make(tmp_path):
    made = []

    def make(**changes):
        if not made:
            write_library(tmp_path / "content", files={"wanted/tiktok.md": BRIEF})
        settings = Settings(content=tmp_path / "content", index=tmp_path / "index", instance=tmp_path / "instance",
                            processes=1, log_level="error", **changes)
        built = services.Services(settings, services.build(settings).index, clock=lambda: NOW)
        if not made:
            built.reindex("full")
        made.append(built)
        return built
    yield make
    for each in made:
        each.close()


@pytest.fixture
def made(make):
    return make()


def search(made, text, lang="ro"):
    made.count_search(made.search(SearchRequest(text, lang=lang)))


def counted(made, kind="top"):
    made.search_counter.flush()
    return {each.query: each for each in made.search_log.counts(kind, SearchFilter())}


def test_a_search_is_counted_with_what_it_found_and_how(made):
    for text in ("Struguri", "struguri ", "xqzwv", "cnheuehb", "strugri"):
        search(made, text)
    found = counted(made)
    assert (found["struguri"].searches, found["struguri"].total, found["struguri"].nothing) == (2, 1, 0)
    assert (found["xqzwv"].total, found["xqzwv"].nothing) == (0, 1)
    assert (found["strugri"].reasons, found["strugri"].rescued, found["strugri"].total) == ("typo", 1, 1)


def test_a_part_of_the_words_is_told_apart_from_nothing(made):
    search(made, "struguri xqzwv")
    [count] = counted(made, "nothing").values()
    assert (count.nothing, count.perhaps) in {(0, 1), (1, 0)}
    answer = made.search(SearchRequest("struguri xqzwv"))
    assert count.perhaps == bool(answer.perhaps_total)


def test_what_was_opened_is_counted_under_the_words_that_led_there(made):
    search(made, "struguri")
    made.count_opening("ro", "  STRUGURI ")
    made.count_opening("ru", "struguri")
    assert counted(made)["struguri"].opened == 1


@pytest.mark.parametrize("text", ["", "   ", "industry:wine ana@example.md", "069123456", "ana@example.md"])
def test_what_is_empty_or_personal_leaves_no_trace(made, text):
    search(made, text)
    made.count_opening("ro", text)
    made.stop_counting()
    assert not (made.settings.instance_folder / "searches.sqlite").exists()


def test_a_site_that_counts_nothing_writes_nothing(make):
    made = make(record_searches=False)
    search(made, "struguri")
    made.count_opening("ro", "struguri")
    made.close()
    assert not made.settings.instance_folder.exists()


def test_closing_the_services_writes_what_waits(make):
    made = make()
    search(made, "struguri")
    made.close()
    assert counted(make())["struguri"].searches == 1


def test_days_are_kept_as_long_as_the_setting_says(make):
    made = make(keep_searches_days=10)
    search(made, "struguri")
    made.search_counter.flush()
    old = services.Services(made.settings, made.index, clock=lambda: datetime(2026, 12, 2, tzinfo=UTC))
    old.search_counter.flush()
    assert old.search_log.sums(SearchFilter()).searches == 1
    old = services.Services(made.settings, made.index, clock=lambda: datetime(2026, 12, 3, tzinfo=UTC))
    old.search_counter.flush()
    assert old.search_log.sums(SearchFilter()).searches == 0


def test_what_is_missed_most_comes_first_without_what_a_brief_asks_for(made):
    for text in ("campanie tiktok", "campanie tiktok", "xqzwv", "drone", "drone", "struguri"):
        search(made, text)
    counted(made)
    missed = [each.query for each in made.missed_searches(10)]
    assert missed[0] == "drone"
    assert set(missed) == {"drone", "xqzwv"}
    assert [each.query for each in made.missed_searches(1)] == ["drone"]


def test_what_a_brief_asks_for_since_is_missed_no_more(made):
    search(made, "drone")
    made.search_counter.flush()
    brief = made.settings.content_folder / "wanted" / "tiktok.md"
    brief.write_text(BRIEF.replace("Campanie TIKTOK", "Drone"), "utf-8")
    made.reindex("changed")
    assert made.missed_searches(10) == ()


def test_without_counts_or_with_unreadable_ones_nothing_is_missed(made, monkeypatch):
    assert made.missed_searches(10) == ()

    def fail(*_):
        raise StorageFailed("the disk is failing")
    monkeypatch.setattr(type(made.search_log), "counts", fail)
    assert made.missed_searches(10) == ()


def test_an_instance_folder_that_cannot_be_made_disturbs_no_search(make, tmp_path):
    (tmp_path / "instance").write_text("a file stands in the way")
    made = make()
    for _ in range(3):
        search(made, "struguri")
        made.search_counter.flush()
    assert made.search(SearchRequest("struguri")).total == 1


def test_many_threads_search_and_all_are_counted(made):
    def ask():
        for _ in range(20):
            search(made, "struguri")
    threads = [threading.Thread(target=ask) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert counted(made)["struguri"].searches == 120


def test_the_table_names_what_the_list_holds(made):
    search(made, "xqzwv")
    made.search_counter.flush()
    rows = "".join(made.searches_csv("nothing", SearchFilter(since=date(2026, 11, 22)))).splitlines()
    assert rows == ["query,lang,searches,total,nothing,perhaps,rescued,reasons,opened", "xqzwv,ro,1,0,1,0,0,,0"]
