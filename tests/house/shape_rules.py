"""Rules about files: length, names, docstrings, annotations, READMEs. Each yields what breaks it."""

import ast
import sys
from collections.abc import Iterator
from statistics import median

from tests.house import table
from tests.house.source import Function, Module, lines_of

Modules = dict[str, Module]


def long_files(modules: Modules) -> Iterator[str]:
    """A file can be read in one sitting."""
    for module in modules.values():
        if (lines := len(module.text.splitlines())) > table.MAX_FILE_LINES:
            yield f"{module.where}: {lines} lines, at most {table.MAX_FILE_LINES}"


def long_functions(modules: Modules) -> Iterator[str]:
    """No function is longer than a screen."""
    for module in modules.values():
        for function in module.functions:
            if (lines := lines_of(function)) > table.MAX_FUNCTION_LINES:
                yield f"{module.where}:{function.lineno}: {function.name} has {lines} lines"


def long_on_the_whole(modules: Modules) -> Iterator[str]:
    """Half of all functions are tiny and nine of ten are short."""
    lengths = sorted(lines_of(function) for module in modules.values() for function in module.functions)
    if not lengths:
        return
    if (middle := median(lengths)) > table.MEDIAN_FUNCTION_LINES:
        yield f"the median function has {middle} lines, at most {table.MEDIAN_FUNCTION_LINES}"
    if (tenth := lengths[(len(lengths) * 9 - 1) // 10]) > table.MOST_FUNCTION_LINES:
        yield f"nine of ten functions have up to {tenth} lines, at most {table.MOST_FUNCTION_LINES}"


def without_docstring(modules: Modules) -> Iterator[str]:
    """Every module says what lives in it."""
    for module in modules.values():
        if not ast.get_docstring(module.tree):
            yield f"{module.where}: no docstring"


def without_annotations(modules: Modules) -> Iterator[str]:
    """Every argument and every answer has a type."""
    for module in modules.values():
        for function in module.functions:
            for name in _unannotated(function):
                yield f"{module.where}:{function.lineno}: {function.name}: no annotation for {name}"


def _unannotated(function: Function) -> Iterator[str]:
    given = function.args
    named = [*given.posonlyargs, *given.args]
    bound = named[:1] if named and named[0].arg in ("self", "cls") else []
    for argument in [*named[len(bound):], *given.kwonlyargs, given.vararg, given.kwarg]:
        if argument and not argument.annotation:
            yield argument.arg
    if not function.returns:
        yield "the answer"


def forbidden_names(modules: Modules) -> Iterator[str]:
    """A file is named for what lives in it, which these names never say."""
    for module in modules.values():
        if words := table.FORBIDDEN_NAMES & set(_stem(module).lower().split("_")):
            yield f"{module.where}: {', '.join(sorted(words))} says nothing about what lives there"


def named_like_a_library(modules: Modules) -> Iterator[str]:
    """No module shares its name with a library, or a reader of an import must guess which is meant."""
    libraries = {*sys.stdlib_module_names, *table.LIBRARIES} - {"__main__"}
    for module in modules.values():
        if _stem(module) in libraries:
            yield f"{module.where}: {_stem(module)} is the name of a library"


def _stem(module: Module) -> str:
    return module.name.rpartition(".")[2]


def unsorted_names(modules: Modules) -> Iterator[str]:
    """`__all__` is sorted as ruff sorts it, names nothing twice, and every front door has one."""
    for module in modules.values():
        names = module.public_names
        if names is None:
            if module.is_package:
                yield f"{module.where}: no __all__"
        elif list(names) != sorted(set(names), key=_place):
            yield f"{module.where}: __all__ is not sorted or repeats itself"


def _place(name: str) -> tuple[int, str]:
    """Constants, then classes, then the rest."""
    return (0 if name.isupper() else 1 if name[:1].isupper() else 2, name)


def without_readme(modules: Modules) -> Iterator[str]:
    """Every package tells its rule in a few lines."""
    for module in modules.values():
        if not module.is_package or module.name == module.room:
            continue
        readme = module.path.with_name("README.md")
        lines = len(readme.read_text("utf-8").splitlines()) if readme.is_file() else 0
        if not 0 < lines < table.MAX_README_LINES:
            yield f"{module.where}: README.md has {lines} lines, wanted 1 to {table.MAX_README_LINES - 1}"
