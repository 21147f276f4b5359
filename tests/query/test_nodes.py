"""Nodes: trees are flat, without repetitions, and keep exclusions where they can be answered."""

import pytest

from kb.query import AllOf, AnyOf, Channel, Not, Phrase, Prefix, Word, all_of, any_of, negated

A, B, C, D = map(Word, "abcd")


@pytest.mark.parametrize(
    ("nodes", "expected"),
    [
        ([], None),
        ([A], A),
        ([A, A], A),
        ([A, B], AllOf((A, B))),
        ([A, AllOf((B, C))], AllOf((A, B, C))),
        ([AllOf((A, B)), AllOf((B, C))], AllOf((A, B, C))),
        ([A, AnyOf((B, C))], AllOf((A, AnyOf((B, C))))),
        ([Not(A)], Not(A)),
        ([Not(A), Not(A)], Not(A)),
        ([Not(A), Not(B)], Not(AnyOf((A, B)))),
        ([Not(A), Not(AnyOf((B, C)))], Not(AnyOf((A, B, C)))),
        ([Not(A), B], AllOf((B, Not(A)))),
        ([A, Not(AnyOf((B, C)))], AllOf((A, Not(B), Not(C)))),
        ([A, Not(AllOf((B, C)))], AllOf((A, Not(AllOf((B, C)))))),
        ([AllOf((A, Not(B))), Not(C)], AllOf((A, Not(B), Not(C)))),
    ],
)
def test_everything_at_once(nodes, expected):
    assert all_of(nodes) == expected


@pytest.mark.parametrize(
    ("nodes", "expected"),
    [
        ([], None),
        ([A], A),
        ([A, B, A], AnyOf((A, B))),
        ([A, AnyOf((B, C))], AnyOf((A, B, C))),
        ([AllOf((A, B)), C], AnyOf((AllOf((A, B)), C))),
    ],
)
def test_at_least_one(nodes, expected):
    assert any_of(nodes) == expected


def test_the_opposite_of_an_exclusion_is_what_it_excludes():
    assert negated(A) == Not(A)
    assert negated(Not(A)) == A


def test_trees_can_be_kept_in_sets():
    trees = {AllOf((A, Not(B))), AllOf((A, Not(B))), AnyOf((C, Phrase(("x", "y")))), Prefix("vin"), Not(D)}
    assert len(trees) == 4


def test_a_word_is_looked_up_as_written_unless_said_otherwise():
    assert Word("vin").channel is Channel.EXACT
    assert Phrase(("vin", "rosu")).channel is Channel.EXACT
    assert Word("vin") != Word("vin", Channel.STEM)
