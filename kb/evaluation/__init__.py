"""How good the search is, in numbers; the front door of the room."""

from kb.evaluation.baseline import Baseline, Comparison, Moved, baseline_of, baselines_as_text, compare, read_baselines
from kb.evaluation.generate import generate
from kb.evaluation.measure import NO_ANSWER, OVERALL, Outcome, Score, Search, ask, scores
from kb.evaluation.questions import GENERATED, GOLDEN, SETS, WRITTEN, Question, golden_questions, read_questions

__all__ = [
    "GENERATED",
    "GOLDEN",
    "NO_ANSWER",
    "OVERALL",
    "SETS",
    "WRITTEN",
    "Baseline",
    "Comparison",
    "Moved",
    "Outcome",
    "Question",
    "Score",
    "Search",
    "ask",
    "baseline_of",
    "baselines_as_text",
    "compare",
    "generate",
    "golden_questions",
    "read_baselines",
    "read_questions",
    "scores",
]
