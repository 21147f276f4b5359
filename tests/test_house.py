"""The house stands as planned. The plan is `tests/house/table.py`; for a better one, change it and say why.

Each rule is tried on small broken trees in `tests/house/`, so none of them can pass by seeing nothing.
"""

from collections.abc import Callable, Iterator
from inspect import isfunction
from pathlib import Path

import pytest

from tests.house import import_rules, shape_rules, table, tree_rules
from tests.house.import_breaches import IMPORTS
from tests.house.shape_breaches import SHAPES
from tests.house.source import Module, read_modules
from tests.house.tree_breaches import TREES

ROOT = Path(__file__).resolve().parent.parent

CODE_RULES = [
    import_rules.outside_row,
    import_rules.more_than_types,
    import_rules.outside_home,
    import_rules.cycles,
    import_rules.hidden,
    import_rules.relative,
    import_rules.past_the_door,
    shape_rules.long_files,
    shape_rules.long_functions,
    shape_rules.long_on_the_whole,
    shape_rules.without_docstring,
    shape_rules.without_annotations,
    shape_rules.forbidden_names,
    shape_rules.named_like_a_library,
    shape_rules.unsorted_names,
    shape_rules.without_readme,
]
TEST_RULES = [
    import_rules.relative,
    shape_rules.long_files,
    shape_rules.without_docstring,
    shape_rules.forbidden_names,
]
TREE_RULES = [tree_rules.wrong_top_level, tree_rules.too_few_tests, tree_rules.foreign_words]

CodeRule = Callable[[dict[str, Module]], Iterator[str]]
TreeRule = Callable[[Path], Iterator[str]]


def _name(rule: CodeRule | TreeRule) -> str:
    return rule.__name__


def _report(broken: Iterator[str]) -> str:
    return "\n".join(broken)


@pytest.fixture(scope="module")
def code() -> dict[str, Module]:
    return read_modules(ROOT, "kb")


@pytest.fixture(scope="module")
def tests() -> dict[str, Module]:
    return read_modules(ROOT, "tests")


@pytest.mark.parametrize("rule", CODE_RULES, ids=_name)
def test_the_code_keeps_the_rule(rule: CodeRule, code: dict[str, Module]) -> None:
    assert _report(rule(code)) == ""


@pytest.mark.parametrize("rule", TEST_RULES, ids=_name)
def test_the_tests_keep_the_rule(rule: CodeRule, tests: dict[str, Module]) -> None:
    assert _report(rule(tests)) == ""


@pytest.mark.parametrize("rule", TREE_RULES, ids=_name)
def test_the_repository_keeps_the_rule(rule: TreeRule) -> None:
    assert _report(rule(ROOT)) == ""


def test_the_code_is_read_at_all(code: dict[str, Module]) -> None:
    assert {"kb", "kb.paths"} <= set(code)


def test_the_table_goes_one_way() -> None:
    seen: set[str] = set()
    for room, row in table.ROWS.items():
        assert set(row) <= seen, f"{room} may import rooms that stand later in the table"
        seen.add(room)


def test_every_loader_is_a_module_that_exists(code: dict[str, Module]) -> None:
    assert set(table.LOADERS) <= set(code)


def test_every_rule_that_is_written_is_applied_and_has_a_breach_it_sees() -> None:
    written = {
        member
        for rules in (import_rules, shape_rules, tree_rules)
        for name, member in vars(rules).items()
        if isfunction(member) and member.__module__ == rules.__name__ and not name.startswith("_")
    }
    tried = {breach.rule for breach in (*IMPORTS, *SHAPES, *TREES)}
    assert written - {tree_rules.tracked_files} == {*CODE_RULES, *TREE_RULES} == tried
