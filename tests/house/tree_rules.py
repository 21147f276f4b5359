"""Rules about the repository as a whole: its top level, how much of it is tests, what no file may say."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

from tests.house import table

_TEXT = frozenset({
    "", ".cfg", ".css", ".html", ".in", ".js", ".md", ".po", ".py", ".sh", ".toml", ".txt", ".xml", ".yaml",
})


def tracked_files(root: Path) -> list[str]:
    """The files git has or would take; without git, all that no tool has made."""
    if (root / ".git").exists():
        command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--deduplicate"]
        answer = subprocess.run(command, cwd=root, check=True, capture_output=True, text=True)
        return sorted(name for name in answer.stdout.split("\0") if name and (root / name).is_file())
    return sorted(path.relative_to(root).as_posix() for path in root.rglob("*") if _is_ours(path, root))


def _is_ours(path: Path, root: Path) -> bool:
    parts = path.relative_to(root).parts
    derived = parts[0] == "search_index" and parts[1:] != ("README.md",)
    made = any(part in table.IGNORED_FOLDERS or part.endswith(".egg-info") for part in parts)
    return path.is_file() and not derived and not made


def wrong_top_level(root: Path) -> Iterator[str]:
    """The top level holds what the plan says: all of it and nothing else."""
    there = {name.partition("/")[0] for name in tracked_files(root)}
    yield from (f"{name}: not part of the plan's top level" for name in sorted(there - table.TOP_LEVEL))
    yield from (f"{name}: missing" for name in sorted(table.TOP_LEVEL - there))


def too_few_tests(root: Path) -> Iterator[str]:
    """There is clearly more test than code, counted in lines that are not blank."""
    tests, code = (_lines(root / folder) for folder in ("tests", "kb"))
    if tests < code * table.LEAST_TESTS_PER_CODE:
        wanted = f"{tests / code:.2f}, at least {table.LEAST_TESTS_PER_CODE}"
        yield f"{tests} lines of tests for {code} lines of code: {wanted}"


def _lines(folder: Path) -> int:
    texts = (path.read_text("utf-8") for path in folder.rglob("*.py"))
    return sum(bool(line.strip()) for text in texts for line in text.splitlines())


def foreign_words(root: Path) -> Iterator[str]:
    """The repository speaks of the product alone, and of no one machine."""
    everywhere = table.FOREIGN_WORDS
    outside_content = everywhere | table.FOREIGN_OUTSIDE_CONTENT
    for name in tracked_files(root):
        if Path(name).suffix in _TEXT:
            text = (root / name).read_text("utf-8")
            yield from _found(name, text, everywhere if name.startswith("content/") else outside_content)


def _found(name: str, text: str, patterns: dict[str, str]) -> Iterator[str]:
    for number, line in enumerate(text.splitlines(), 1):
        for pattern, why in patterns.items():
            if found := re.search(pattern, line):
                yield f"{name}:{number}: {why}: {found[0]}"
