"""What tests of contribution share: two pages to send in, and how they are sent, found and looked at on disk."""

from kb.accounts import Actor, Role
from kb.search import SearchRequest
from kb.submissions import Consent, Document
from tests.builders import business_markdown, case_markdown

ANA, EVA, OLEG = Actor("ana", Role.CONTRIBUTOR), Actor("eva", Role.EDITOR), Actor("oleg", Role.ADMIN)
YES = Consent(licence=True, images=True)
NEW = {
    "cases/prune.md": case_markdown(title="Prune la borcan", businesses=["gospodaria"]),
    "businesses/gospodaria.md": business_markdown(name="Gospodăria"),
}


def send(made, documents=NEW, actor=ANA):
    draft = made.submissions.start(actor, "ro", [Document(path, text) for path, text in documents.items()])
    made.submissions.submit(actor, draft, YES)
    return draft


def found(made, words):
    return [hit.slug for hit in made.search(SearchRequest(words)).hits]


def file(made, path):
    return made.settings.content_folder / path
