"""RESULTS.md: what was measured, when and on what. Sections and lines are only ever added by a run."""

from pathlib import Path

RESULTS = Path(__file__).with_name("RESULTS.md")


def add_section(text: str) -> None:
    """A section of its own at the end; `text` begins with its heading."""
    kept = RESULTS.read_text(encoding="utf-8").rstrip("\n")
    RESULTS.write_text(f"{kept}\n\n{text.strip()}\n", encoding="utf-8")


def add_line(heading: str, line: str, results: Path | None = None) -> None:
    """A line at the end of the section under a heading, which is begun when it is not there."""
    file = results or RESULTS
    lines = file.read_text(encoding="utf-8").rstrip("\n").split("\n")
    if heading not in lines:
        lines += ["", heading]
    begun = lines.index(heading) + 1
    following = (at for at in range(begun, len(lines)) if lines[at].startswith("## "))
    end = next(following, len(lines))
    while end > begun and not lines[end - 1].strip():
        end -= 1
    lines[end:end] = [line] if lines[end - 1].startswith("- ") else ["", line]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
