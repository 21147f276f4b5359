"""A draft as a form: its groups of controls, filled in and told what is wrong, and what its buttons change."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from kb.errors import Conflict
from kb.i18n import N_
from kb.web.context import current_reader, services
from kb.web.pages.write import CheckView
from kb.web.pages.write_form import GroupView, SectionInput
from kb.web.present.write.fields import Group, groups_of
from kb.web.present.write.inputs import fits, show, with_open, with_wrong
from kb.web.present.write.posted import Posted
from kb.web.present.write.sections import show_sections
from kb.web.writing.check import check_draft
from kb.web.writing.draft import Draft

# A page that was only begun is not told off for what is not there yet.
_FIRST_VERSION = 1


def form_of_draft(draft: Draft, opened: str = "") -> tuple[list[GroupView], CheckView]:
    """The groups of the form and the check; `opened` is a row to show open, such as "results.2"."""
    groups = [_group(group, draft) for group in groups_of(draft.kind, is_version=draft.version_lang is not None)]
    view, wrong = check_draft(draft, draft.documents, _names(groups))
    if draft.submission.version == _FIRST_VERSION and not draft.submission.revisions:
        wrong = {}
    return [_judged(group, wrong, opened) for group in groups], view


def _group(group: Group, draft: Draft) -> GroupView:
    fields, lists = draft.fields or {}, draft.lists
    inputs = [show(field, fields.get(field.name), lists) for field in group.fields
              if fits(field, fields.get(field.name))]
    sections = show_sections(draft.body, draft.lang, lists.reader) if group.has_text and draft.kind == "cases" else []
    if group.has_text and draft.kind != "cases":
        sections = [_whole_text(draft, lists.reader.say(group.label))]
    return GroupView(group.name, lists.reader.say(group.label), inputs, sections)


def _whole_text(draft: Draft, label: str) -> SectionInput:
    """The text of a page that has no sections of its own."""
    text = draft.body.strip("\n")
    return SectionInput(-1, "", label, "" if text == "…" else text, required=False, key="body")


def _names(groups: Sequence[GroupView]) -> frozenset[str]:
    """What problems may point to."""
    inputs = [each for group in groups for top in group.inputs for each in top.walk()]
    rows = [f"{each.name}.{row.key}" for each in inputs for row in each.rows]
    sections = [f"section.{each.key}" for group in groups for each in group.sections if each.number >= 0]
    return frozenset([*(each.name for each in inputs), *rows, *sections,
                      *("body" for group in groups for each in group.sections if each.number < 0)])


def _judged(group: GroupView, wrong: Mapping[str, Sequence[str]], opened: str) -> GroupView:
    inputs = [with_open(with_wrong(each, wrong), opened) for each in group.inputs]
    sections = [replace(each, wrong=list(wrong.get("body" if each.number < 0 else f"section.{each.key}", ())))
                for each in group.sections]
    is_wrong = any(part.wrong for each in inputs for part in each.walk()) or any(each.wrong for each in sections)
    return replace(group, inputs=inputs, sections=sections, is_wrong=is_wrong)


def kept_fields(draft: Draft) -> tuple[list[str], list[str]]:
    """Keys that no control is for, and labels of fields that are written in a way that theirs cannot show."""
    fields, reader = draft.fields or {}, current_reader()
    known = {field.name: field for field in draft.form_fields}
    unfit = [reader.say(field.label) for name, field in known.items() if not fits(field, fields.get(name))]
    return [name for name in fields if name not in known], unfit


def without_and_up(posted: Posted) -> Posted:
    """What was sent, without the row that a button takes out, or with one moved up."""
    changed = posted.without(gone) if (gone := posted.text("remove")) else posted
    return changed.moved_up(up) if (up := posted.text("up")) else changed


def with_figure(draft: Draft, text: str, wanted: str) -> str:
    """The text with a figure found in it as one more result, by where it stands and its words. Raises Conflict."""
    form = services().form_of(text)
    start, _, words = wanted.partition(":")
    found = services().figures_in(form.body, draft.lang)
    same = [each for each in found if each.words == words]
    figure = next((each for each in same if str(each.start) == start), same[0] if same else None)
    if figure is None or form.fields is None:
        raise Conflict(N_("this figure is not in the text any more"))
    held = form.fields.get("results")
    return services().with_fields(text, draft.path, {"results": [*(held if isinstance(held, list) else []),
                                                                 dict(figure.result())]})
