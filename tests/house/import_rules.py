"""Rules about imports: rows, homes of libraries, cycles, hidden ones, doors. Each yields what breaks it."""

import ast
import sys
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter

from tests.house.source import Import, Module, reached
from tests.house.table import LIBRARIES, LOADERS, ONLY_IN, ROWS, TYPES_ONLY

Modules = dict[str, Module]
_IMPORTERS = ("import_module", "__import__")


def outside_row(modules: Modules) -> Iterator[str]:
    """A room imports only itself and the rooms of its row."""
    for module in modules.values():
        if module.room not in ROWS:
            yield f"{module.where}: the room {module.room} is not in the table"
            continue
        for imported, room in _rooms_reached(module, modules):
            if room not in ROWS[module.room]:
                yield f"{_at(module, imported)}: {module.room} may not import {room}"


def more_than_types(modules: Modules) -> Iterator[str]:
    """From some rooms only classes may be taken, and some rooms are known to one module only."""
    for module in modules.values():
        for imported, room in _rooms_reached(module, modules):
            at = _at(module, imported)
            if room in TYPES_ONLY.get(module.room, ()) and not (imported.name or "")[:1].isupper():
                yield f"{at}: {module.room} may take only types from {room}"
            only = ONLY_IN.get((module.room, room), module.name)
            if only != module.name:
                yield f"{at}: only {only} may import {room}"


def _at(module: Module, imported: Import) -> str:
    return f"{module.where}:{imported.line}"


def _rooms_reached(module: Module, modules: Modules) -> Iterator[tuple[Import, str]]:
    for imported in module.imports:
        target = reached(imported, modules)
        room = modules[target].room if target else _missing_room(imported)
        if room and room not in ("kb", module.room):
            yield imported, room


def _missing_room(imported: Import) -> str | None:
    """The room of an import from kb that reaches no file: it would fail, but is judged all the same."""
    parts = imported.target.split(".")
    return parts[1] if parts[0] == "kb" and len(parts) > 1 else None


def outside_home(modules: Modules) -> Iterator[str]:
    """A library is imported only in its home, and has one."""
    for module in modules.values():
        for imported in module.imports:
            homes = LIBRARIES.get(imported.top)
            if homes is None:
                if imported.top not in (*sys.stdlib_module_names, "kb", ""):
                    yield f"{_at(module, imported)}: {imported.top} has no home in the table"
            elif not any(f"{module.name}.".startswith(f"{home}.") for home in homes):
                yield f"{_at(module, imported)}: {imported.top} may be imported only in {', '.join(homes)}"


def cycles(modules: Modules) -> Iterator[str]:
    """No module needs itself through others."""
    graph = {
        name: {target for i in module.imports if (target := reached(i, modules))}
        for name, module in modules.items()
    }
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        yield "cycle: " + " -> ".join(reversed(error.args[1]))


def hidden(modules: Modules) -> Iterator[str]:
    """Imports stand at the top of the file, where they are seen, but for the named loaders."""
    for module in modules.values():
        if module.name in LOADERS:
            continue
        for imported in module.imports:
            if imported.in_function:
                yield f"{_at(module, imported)}: import inside a function"
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(_IMPORTERS):
                yield f"{module.where}:{node.lineno}: import by a call"


def relative(modules: Modules) -> Iterator[str]:
    """Every import says the full name."""
    for module in modules.values():
        for imported in module.imports:
            if imported.level:
                yield f"{_at(module, imported)}: relative import"


def past_the_door(modules: Modules) -> Iterator[str]:
    """What a room's front door offers is taken there and not from the room's inner modules."""
    for module in modules.values():
        for imported in module.imports:
            door = _door(imported, modules)
            if door and door.room != module.room and imported.name in (door.public_names or ()):
                yield f"{_at(module, imported)}: take {imported.name} from {door.name}, not {imported.target}"


def _door(imported: Import, modules: Modules) -> Module | None:
    parts = imported.target.split(".")
    return modules.get(".".join(parts[:2])) if parts[0] == "kb" and len(parts) > 2 else None
