"""Forms without a browser: what one would send of a form, untouched or with something changed."""

from kb.i18n import translator
from kb.ingest.editing import read_fields, set_body, set_fields
from kb.web.present.write.fields import fields_of
from kb.web.present.write.inputs import fits, show
from kb.web.present.write.lists import Lists
from kb.web.present.write.posted import Posted, changes
from kb.web.present.write.sections import show_sections, with_sections
from kb.web.reader import Reader
from tests.web.fake_cases import VOCABULARIES

NAMES = {"businesses": {"purcari": "Vinăria Purcari"}, "specialists": {"diana-crudu": "Diana Crudu"},
         "cases": {"struguri": "Struguri în loc de flori"}, "books": {}}
READER = Reader(translator("ro"), VOCABULARIES.__getitem__)


def lists_for(lang="ro", numbered=None):
    return Lists(READER, NAMES.__getitem__, lang, {"1": "1. Publika.md"}, numbered or {})


def sent(view):
    """The names and texts that a browser sends of a control as it is shown."""
    if view.rows:
        pairs = []
        for row in view.rows:
            pairs += [(f"{view.name}.{row.key}.entry", row.entry)] if row.entry else []
            pairs += [pair for part in row.parts for pair in sent(part)]
        return pairs
    if view.field.control in ("group", "numbered"):
        return [pair for part in view.parts for pair in sent(part)]
    if view.field.control == "checks":
        return [(view.name, value) for value in view.chosen]
    if view.field.control == "select":
        return [(view.name, (view.chosen or [""])[0])]
    is_area = view.field.control in ("text", "lines")
    text = view.text.replace("\r\n", "\n").replace("\r", "\n")
    return [(view.name, text.replace("\n", "\r\n") if is_area else text.replace("\n", ""))]


def form_pairs(text, kind="cases", lang="ro", lists=None, **options):
    """Everything that the form of a page sends, untouched."""
    form = read_fields(text)
    pairs = []
    for field in fields_of(kind, **options):
        if fits(field, form.fields.get(field.name)):
            pairs += [("field", field.name), *sent(show(field, form.fields.get(field.name), lists or lists_for(lang)))]
    if kind != "cases":
        return [*pairs, ("body", form.body.replace("\n", "\r\n"))]
    for section in show_sections(form.body, lang, READER):
        pairs += [(f"section.{section.number}.heading", section.heading),
                  (f"section.{section.number}.text", section.text.replace("\n", "\r\n"))]
    return pairs


def filled_in(text, pairs, kind="cases", lists=None, **options):
    """The file after a form was sent."""
    form, posted = read_fields(text), Posted(pairs)
    changed = changes(fields_of(kind, **options), posted, form.fields, lists or lists_for())
    new = set_fields(text, kind, changed)
    body = with_sections(form.body, posted) if kind == "cases" else posted.text("body")
    return new if body.strip("\n") == form.body.strip("\n") else set_body(new, body)


def change(pairs, **texts):
    """The pairs with other texts; `a__b` stands for "a.b", and what was not sent is added."""
    wanted = {name.replace("__", "."): text for name, text in texts.items()}
    known = {name for name, _ in pairs}
    return [(name, wanted.get(name, text)) for name, text in pairs] + [
        pair for pair in wanted.items() if pair[0] not in known]
