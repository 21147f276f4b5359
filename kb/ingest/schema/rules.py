"""Rules between fields of one file. They look at the values as written, so they speak beside all other problems.

A rule never raises: what is not of the expected shape is the schema's to report.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence

from kb.ingest.plain_yaml import Value

Fields = Mapping[str, Value]
# The dotted field, the problem's code, and its arguments.
Finding = tuple[str, str, dict[str, str]]


def find_broken_rules(kind: str, fields: Fields) -> Iterator[Finding]:
    """What fields of one file say against each other."""
    for rule in _RULES.get(kind, ()):
        yield from rule(fields)


def _period(fields: Fields) -> Iterator[Finding]:
    period = fields.get("period")
    if isinstance(period, dict):
        yield from _dates("period.to", period.get("from"), period.get("to"))


def _event_dates(fields: Fields) -> Iterator[Finding]:
    if "date" not in fields and "year" not in fields:
        yield "date", "missing", {}
    yield from _dates("to", fields.get("date"), fields.get("to"))


def _dates(field: str, start: Value, end: Value) -> Iterator[Finding]:
    """A year that ends a period covers all of it, so only what both state is compared."""
    if isinstance(start, str) and isinstance(end, str) and end < start[:len(end)]:
        yield field, "range_backwards", {}


def _results(fields: Fields) -> Iterator[Finding]:
    for place, result in _entries(fields, "results"):
        value, above = _number(result.get("value")), _number(result.get("value_to"))
        if ("value" in result) == ("text" in result):
            yield f"{place}.value", "value_or_text", {}
        if "value_to" in result and "value" not in result:
            yield f"{place}.value", "missing", {}
        if "value" in result and "unit" not in result:
            yield f"{place}.unit", "missing", {}
        if value is not None and above is not None and above <= value:
            yield f"{place}.value_to", "range_backwards", {}


def _source_numbers(name: str) -> Callable[[Fields], Iterator[Finding]]:
    def rule(fields: Fields) -> Iterator[Finding]:
        sources = fields.get("sources")
        count = len(sources) if isinstance(sources, list) else 0
        for place, entry in _entries(fields, name):
            number = _number(entry.get("source"))
            if count and number is not None and not 1 <= number <= count:
                yield f"{place}.source", "bad_source_number", {"value": f"{number:g}", "limit": str(count)}
    return rule


def _entries(fields: Fields, name: str) -> Iterator[tuple[str, Fields]]:
    values = fields.get(name)
    for index, entry in enumerate(values if isinstance(values, list) else ()):
        if isinstance(entry, dict):
            yield f"{name}.{index}", entry


def _number(value: Value) -> float | None:
    try:
        return float(value) if isinstance(value, str) and len(value) < 20 else None
    except ValueError:
        return None


_RULES: Mapping[str, Sequence[Callable[[Fields], Iterator[Finding]]]] = {
    "cases": (_period, _results, _source_numbers("results")),
    "specialists": (_source_numbers("quotes"),),
    "events": (_event_dates,),
}
