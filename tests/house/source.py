"""Reads a tree of source files into modules, imports and functions with `ast`; judges nothing."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Import:
    """One imported name: `from target import name`, or `import target` with name None."""

    target: str
    name: str | None
    line: int
    level: int
    in_function: bool

    @property
    def top(self) -> str:
        """The outermost package imported from."""
        return self.target.partition(".")[0]


@dataclass(frozen=True)
class Module:
    """One Python file: its dotted name, its place in the tree and what it holds."""

    name: str
    path: Path
    where: str

    @cached_property
    def text(self) -> str:
        """The whole file."""
        return self.path.read_text("utf-8")

    @cached_property
    def tree(self) -> ast.Module:
        """The file as parsed."""
        return ast.parse(self.text, self.where)

    @property
    def room(self) -> str:
        """The room it stands in: the second part of the name, or the first for the package's own file."""
        parts = self.name.split(".")
        return parts[1] if len(parts) > 1 else parts[0]

    @property
    def is_package(self) -> bool:
        """Whether it is the front door of a package."""
        return self.path.name == "__init__.py"

    @cached_property
    def imports(self) -> tuple[Import, ...]:
        """Every import, those under TYPE_CHECKING too."""
        return tuple(_imports(self.tree, in_function=False))

    @cached_property
    def functions(self) -> tuple[Function, ...]:
        """Every function and method, inner ones too."""
        return tuple(node for node in ast.walk(self.tree) if isinstance(node, Function))

    @cached_property
    def public_names(self) -> tuple[str, ...] | None:
        """What `__all__` lists, or None without one."""
        for node in self.tree.body:
            target = node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "target", None)
            if isinstance(node, ast.Assign | ast.AnnAssign) and target and ast.unparse(target) == "__all__":
                return tuple(ast.literal_eval(node.value or ast.Tuple([])))
        return None


def _imports(node: ast.AST, *, in_function: bool) -> Iterator[Import]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import):
            for alias in child.names:
                yield Import(alias.name, None, child.lineno, 0, in_function)
        elif isinstance(child, ast.ImportFrom):
            for alias in child.names:
                yield Import(child.module or "", alias.name, child.lineno, child.level, in_function)
        else:
            yield from _imports(child, in_function=in_function or isinstance(child, Function | ast.Lambda))


def read_modules(root: Path, package: str) -> dict[str, Module]:
    """All modules under `root/package` by dotted name."""
    modules = {}
    for path in sorted((root / package).rglob("*.py")):
        relative = path.relative_to(root)
        inner = relative.parent if path.name == "__init__.py" else relative.with_suffix("")
        name = ".".join(inner.parts)
        modules[name] = Module(name, path, relative.as_posix())
    return modules


def reached(imported: Import, modules: dict[str, Module]) -> str | None:
    """The module of the tree that an import reaches, or None when it reaches outside the tree."""
    if imported.name and f"{imported.target}.{imported.name}" in modules:
        return f"{imported.target}.{imported.name}"
    return imported.target if imported.target in modules else None


def lines_of(function: Function) -> int:
    """How long a function is, from `def` to its end, less its docstring: saying why must cost nothing."""
    return (function.end_lineno or function.lineno) - function.lineno + 1 - _docstring_lines(function)


def _docstring_lines(function: Function) -> int:
    if ast.get_docstring(function, clean=False) is None:
        return 0
    statement = function.body[0]
    return (statement.end_lineno or statement.lineno) - statement.lineno + 1
