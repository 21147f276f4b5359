"""What figures of several cases say together; the front door of the room."""

from kb.insights.choosing import Chosen, choose, family_of
from kb.insights.comparable import Measure, Strengths, groups, measure_of, number_of
from kb.insights.comparing import FEWEST_CASES, MOST_CASES, Comparison, SharedMeasure, Trait, compare
from kb.insights.medians import FACETS, Summary, by_facet, ranked, summaries, summary_of
from kb.insights.placing import NEAREST, Placing, nearest, place
from kb.insights.quartiles import FEWEST, Quartiles, quartiles

__all__ = [
    "FACETS",
    "FEWEST",
    "FEWEST_CASES",
    "MOST_CASES",
    "NEAREST",
    "Chosen",
    "Comparison",
    "Measure",
    "Placing",
    "Quartiles",
    "SharedMeasure",
    "Strengths",
    "Summary",
    "Trait",
    "by_facet",
    "choose",
    "compare",
    "family_of",
    "groups",
    "measure_of",
    "nearest",
    "number_of",
    "place",
    "quartiles",
    "ranked",
    "summaries",
    "summary_of",
]
