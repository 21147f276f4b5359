"""Figures as a Markdown table, ready to be put into RESULTS.md by hand."""

import statistics
from collections.abc import Mapping, Sequence

Columns = Mapping[str, Mapping[str, str]]


def markdown(title: str, columns: Columns) -> str:
    """One row for each name that any column has, in the order of their first appearance."""
    names = list(dict.fromkeys(name for column in columns.values() for name in column))
    lines = [f"| {title} | {' | '.join(columns)} |", "|---" * (len(columns) + 1) + "|"]
    lines += [f"| {name} | {' | '.join(column.get(name, '–') for column in columns.values())} |" for name in names]
    return "\n".join(lines)


def spread(milliseconds: Sequence[float]) -> str:
    """Median and 99th percentile."""
    ordered = sorted(milliseconds)
    return f"{statistics.median(ordered):.2f} / {ordered[int(len(ordered) * 0.99)]:.1f} ms"
