"""Whatever was found, scores are means that fit together; whatever a file holds, it is read wholly or refused."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from kb.errors import ContentError
from kb.evaluation.baseline import baseline_of, baselines_as_text, compare, read_baselines
from kb.evaluation.measure import OVERALL, Outcome, ask, scores
from kb.evaluation.questions import SETS, Question, read_questions
from kb.search import Answer

TEXTS = st.text(st.sampled_from("abș ж\"\\[]{},:\n'"), min_size=1, max_size=10)
QUESTIONS = st.builds(
    Question, TEXTS, st.sampled_from([("a",), ("a", "b"), ()]), st.sampled_from(["ro", "ru", "en"]),
    st.sampled_from(["plain", "idea", "no_answer"]), st.sampled_from(SETS))
OUTCOMES = st.lists(st.builds(Outcome, QUESTIONS, st.none() | st.integers(1, 10)), max_size=12,
                    unique_by=lambda outcome: outcome.question.key)


@given(OUTCOMES)
def test_scores_are_shares_and_better_further_down_the_page(outcomes):
    rows = scores(outcomes)
    for row in rows:
        assert 0 <= row.at_1 <= row.at_3 <= row.at_10 <= 1
        assert row.at_1 - 1e-4 <= row.mrr <= row.at_10 + 1e-4
    categories = [row for row in rows if row.kind != OVERALL]
    assert sum(row.asked for row in categories) == len(outcomes)
    assert len({(row.origin, row.kind) for row in rows}) == len(rows)
    assert [SETS.index(row.origin) for row in rows] == sorted(SETS.index(row.origin) for row in rows)


@given(OUTCOMES)
@hypothesis_settings(max_examples=60)
def test_a_baseline_says_the_same_after_it_was_saved(tmp_path_factory, outcomes):
    file = tmp_path_factory.mktemp("baselines") / "baseline.json"
    kept = baseline_of(outcomes, "sqlite_fts", "2026-11-22", 141)
    file.write_text(baselines_as_text({"sqlite_fts": kept, "whoosh": replace(kept, engine="whoosh")}))
    assert read_baselines(file) == {"sqlite_fts": kept, "whoosh": replace(kept, engine="whoosh")}
    same = compare(kept, outcomes)
    assert (same.moved, same.new, same.gone) == ((), 0, 0)
    assert set(same.changes.values()) <= {0.0}


@given(OUTCOMES, st.data())
def test_what_moved_is_told_once_and_the_worst_first(outcomes, data):
    since = baseline_of(outcomes, "sqlite_fts", "2026-11-22", 141)
    now = [replace(each, rank=data.draw(st.none() | st.integers(1, 10))) for each in outcomes]
    found = compare(since, now)
    moved = {each.question.key for each, after in zip(outcomes, now, strict=True) if each.rank != after.rank}
    assert [each.outcome.question.key for each in found.moved] == sorted(
        moved, key=lambda key: (next(each.gain for each in found.moved if each.outcome.question.key == key), key))
    left_out = compare(since, now[1:])
    assert left_out.gone == len(now[:1])


WHOLE = json.loads(baselines_as_text({"x": baseline_of(
    [Outcome(Question("vin", ("a",), "ro", "plain", "golden"), 2)], "x", "2026-11-22", 3)}))


@pytest.mark.parametrize("change", [
    {"ranks": {"golden/plain/ro: vin": "first"}}, {"ranks": {"golden/plain/ro: vin": None}}, {"ranks": [1]},
    {"ranks": {"golden/plain/ro: vin": [1]}}, {"scores": [["golden", "plain", 1, "much", 0, 0, 0]]},
    {"scores": [["golden"]]}, {"scores": {}}, {"scores": [[]]}, {"cases": "many"}, {"cases": None}, {"date": None},
], ids=["a rank in words", "no rank", "ranks in a list", "a list of ranks", "a score in words", "a short row",
        "no rows", "an empty row", "cases in words", "no cases", "no date"])
def test_a_baseline_that_somebody_edited_is_read_wholly_or_refused_by_name(tmp_path, change):
    """What is read in half would fail later, far from the file that is to blame."""
    file = tmp_path / "baseline.json"
    file.write_text(json.dumps({"x": {**WHOLE["x"], **change}}))
    outcomes = [Outcome(Question("vin", ("a",), "ro", "plain", "golden"), 1)]
    try:
        kept = read_baselines(file)["x"]
    except ContentError as error:
        assert "baseline.json" in str(error)  # noqa: PT017 - both ways are right
        return
    assert compare(kept, outcomes).moved is not None


@given(st.lists(st.dictionaries(
    st.sampled_from(["q", "lang", "kind", "expect", "x"]),
    st.one_of(TEXTS, st.integers(0, 3), st.lists(st.sampled_from(["vin", "Vin", "", "a b"]), max_size=2)), max_size=5),
    max_size=3))
@hypothesis_settings(max_examples=200)
def test_a_list_of_anything_is_questions_or_told_with_its_line(tmp_path_factory, entries):
    file = tmp_path_factory.mktemp("questions") / "written.yaml"
    file.write_text("".join(f"- {json.dumps(entry, ensure_ascii=False)}\n" for entry in entries))
    try:
        found = read_questions(file)
    except ContentError as error:
        assert 1 <= int(error.arguments["line"]) <= max(1, len(entries))  # noqa: PT017 - both ways are right
        return
    assert len(found) == len(entries)
    assert all(question.q.strip() and question.kind.strip() for question in found)


@pytest.mark.parametrize("hits", [0, 1, 10, 11, 50])
def test_only_the_first_page_counts(hits):
    class Hit:
        def __init__(self, slug):
            self.slug = slug

    def search(request):
        del request
        answer = Answer.__new__(Answer)
        object.__setattr__(answer, "hits", tuple(Hit(f"c{number}") for number in range(hits)))
        object.__setattr__(answer, "total", hits)
        return answer
    last = ask(Question("vin", (f"c{hits - 1}",), "ro", "plain", "golden"), search)
    assert last.rank == (hits if 1 <= hits <= 10 else None)
    assert len(last.found) == min(hits, 10)
    none = ask(Question("vin", (), "ro", "no_answer", "golden"), search)
    assert none.rank == (1 if hits == 0 else None)
