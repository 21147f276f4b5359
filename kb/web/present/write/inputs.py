"""Values of a file as controls of a form. The way back is in `posted`."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace

from kb.web.pages.write_form import Input, Row
from kb.web.present.write.fields import Field
from kb.web.present.write.lists import Lists

# What a new page holds in place of words and slugs to come: shown as empty, and told by the check.
PLACEHOLDERS = frozenset({"…", "https://example.com/", "de-completat", "zapolnit", "fill-in"})
Wrong = Mapping[str, Sequence[str]]


def fits(field: Field, value: object) -> bool:
    """Whether a control can show a value; what it cannot is left to the Markdown."""
    if value is None or value == "":
        return True
    if field.control in ("checks", "pages", "lines", "years"):
        return isinstance(value, list) and all(isinstance(each, str) and "\n" not in each for each in value)
    if field.control == "rows":
        return isinstance(value, list) and all(isinstance(each, dict) and _parts_fit(field, each) for each in value)
    if field.control == "group":
        return isinstance(value, dict) and _parts_fit(field, value)
    if field.control == "numbered":
        return isinstance(value, dict) and all(isinstance(each, str) for each in value.values())
    return isinstance(value, str)


def _parts_fit(field: Field, entry: Mapping[str, object]) -> bool:
    return all(fits(part, entry.get(part.name)) for part in field.parts)


def show(field: Field, value: object, lists: Lists, name: str = "") -> Input:
    """A control that holds a value. What is wrong with it is put in later, by `with_wrong`."""
    name, say = name or field.name, lists.reader.say
    view = Input(field, name, say(field.label), say(field.hint) if field.hint else "", lang=lists.lang)
    if field.control == "rows":
        return replace(view, rows=_rows(field, value, lists, name))
    if field.control == "pages":
        return replace(view, rows=_page_rows(field, _texts(value), lists, name))
    if field.control == "group":
        held = value if isinstance(value, dict) else {}
        return replace(view, parts=[show(part, held.get(part.name), lists, f"{name}.{part.name}")
                                    for part in field.parts])
    if field.control == "numbered":
        return replace(view, parts=_numbered(field, value, lists, name))
    if field.control in ("checks", "select"):
        chosen = _texts(value if isinstance(value, list) else [value])
        return replace(view, options=lists.options(field.of, chosen), text=chosen[0] if chosen else "")
    return replace(view, text=_text_of(field, value, lists))


def _text_of(field: Field, value: object, lists: Lists) -> str:
    if field.control in ("lines", "years"):
        between = "\n" if field.control == "lines" else ", "
        return between.join(_texts(value))
    text = _text(value)
    return lists.written(field.of, text) if field.control == "page" and text else text


def _text(value: object) -> str:
    return value if isinstance(value, str) and value.strip() not in PLACEHOLDERS else ""


def _texts(value: object) -> list[str]:
    return [text for each in value if (text := _text(each))] if isinstance(value, list) else []


def _rows(field: Field, value: object, lists: Lists, name: str) -> list[Row]:
    """A row for each entry, and a spare one to fill in."""
    entries = value if isinstance(value, list) else []
    rows = [_row(field, entry, str(number), lists, name) for number, entry in enumerate(entries)]
    spare = {part.name: lists.lang for part in field.parts if part.is_preset}
    return [*rows, replace(_row(field, spare, str(len(entries)), lists, name), is_spare=True, entry="")]


def _row(field: Field, entry: Mapping[str, object], key: str, lists: Lists, name: str) -> Row:
    parts = [show(part, entry.get(part.name), lists, f"{name}.{key}.{part.name}") for part in field.parts]
    return Row(key, _title(field, entry, lists), parts, json.dumps(entry, ensure_ascii=False))


def _title(field: Field, entry: Mapping[str, object], lists: Lists) -> str:
    """What a closed row says of itself."""
    if field.name == "results":
        return ": ".join(filter(None, (_amount(entry, lists), _text(entry.get("label")))))
    told = [_text(entry.get(part.name)) for part in field.parts]
    first = lists.written(field.parts[0].of, told[0]) if field.parts[0].control == "page" and told[0] else told[0]
    return " — ".join(filter(None, (first.partition(" · ")[0], told[1] if field.name == "sources" else "")))


def _amount(entry: Mapping[str, object], lists: Lists) -> str:
    """The figure of a result as readers see it, as far as it is one yet."""
    value, above = _text(entry.get("value")), _text(entry.get("value_to"))
    try:
        return lists.reader.amount(float(value), float(above) if above else None, _text(entry.get("unit")) or "count")
    except ValueError:
        return value or _text(entry.get("text"))


def _page_rows(field: Field, slugs: Sequence[str], lists: Lists, name: str) -> list[Row]:
    one = Field("", "page", field.label, of=field.of)
    rows = [Row(str(number), "", [show(one, slug, lists, f"{name}.{number}")])
            for number, slug in enumerate([*slugs, ""])]
    return [*rows[:-1], replace(rows[-1], is_spare=True)]


def _numbered(field: Field, value: object, lists: Lists, name: str) -> list[Input]:
    """Texts by number; `lists.numbered` says which there are in the main page, and what stands there."""
    held = value if isinstance(value, dict) else {}
    there = lists.numbered.get(field.of, {})
    numbers = sorted({*held, *there}, key=lambda each: (len(each), each))
    return [
        Input(Field(number, "text", number), f"{name}.{number}", f"{number}. {there.get(number, '')}".strip(),
              text=_text(held.get(number)), lang=lists.lang)
        for number in numbers
    ]


def with_wrong(view: Input, wrong: Wrong) -> Input:
    """The control with what is wrong with it, and with the rows open in which something is."""
    rows = []
    for row in view.rows:
        parts = [with_wrong(part, wrong) for part in row.parts]
        is_wrong = any(each.wrong for part in parts for each in part.walk()) or f"{view.name}.{row.key}" in wrong
        rows.append(replace(row, parts=parts, is_wrong=is_wrong and not row.is_spare,
                            is_open=row.is_open or (is_wrong and not row.is_spare)))
    return replace(view, wrong=list(wrong.get(view.name, ())), rows=rows,
                   parts=[with_wrong(part, wrong) for part in view.parts])


def with_open(view: Input, place: str) -> Input:
    """The control with one row open: "results.2"."""
    return replace(view, rows=[replace(row, is_open=row.is_open or f"{view.name}.{row.key}" == place)
                               for row in view.rows])


def unchanged(field: Field, value: object, lists: Lists, name: str) -> list[tuple[str, str]]:
    """What a browser sends of a control with one value, or several, that nobody has touched."""
    if field.control == "checks":
        return [(name, text) for text in _texts(value)]
    if field.control == "pages":
        return [(f"{name}.{number}", lists.written(field.of, slug)) for number, slug in enumerate(_texts(value))]
    return [(name, _text(value) if field.control == "select" else _text_of(field, value, lists))]
