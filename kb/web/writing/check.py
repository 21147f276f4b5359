"""What the check says of a draft, put together from the services for the page that shows it."""

from collections.abc import Mapping

from kb.submissions import Checked
from kb.web.addresses import write_address
from kb.web.context import current_reader, services
from kb.web.language import locale
from kb.web.pages.write import CheckView
from kb.web.present.write.check import Ground, present_check, present_figures, wrong_by_control
from kb.web.writing.draft import Draft, slug_of

Texts = Mapping[str, str | None]


def check_draft(
    draft: Draft, texts: Texts, names: frozenset[str] = frozenset()
) -> tuple[CheckView, dict[str, list[str]]]:
    """The check of a draft's pages, and what is wrong with each control of a form that has these `names`."""
    reader, text = current_reader(), texts[draft.path] or ""
    form = services().form_of(text)
    ground = Ground(draft.submission.id, draft.path, text, form.lines, names)
    checked: Checked = services().check_documents(texts, set(image_addresses(draft)))
    is_case = draft.kind == "cases" and draft.version_lang is None
    found = services().figures_in(form.body, draft.lang) if is_case and form.fields is not None else ()
    view = present_check(
        checked, services().duplicates_of(texts, draft.lang), present_figures(found, form.body, form.fields, reader),
        services().remark_message, ground, reader)
    return view, wrong_by_control(checked, ground, reader)


def image_addresses(draft: Draft) -> dict[str, str]:
    """Where each image of the draft can be seen, by the names that its pages have for it."""
    address = write_address(locale(), draft.submission.id, "images")
    images = services().submissions.images(draft.actor, draft.submission.id)
    folders = {slug_of(path) for path in draft.documents}
    return {f"media/{folder}/{each.name}": f"{address}/{each.name}" for each in images for folder in sorted(folders)}
