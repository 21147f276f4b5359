"""A process that writes, sends in and approves one case after the other, and says which were acknowledged.

Run as `python -m tests.services.publisher FOLDER FIRST LAST`; it is killed by tests at any moment.
"""

import sys
from pathlib import Path

from kb import services
from kb.accounts import Actor, Role
from kb.settings import Settings
from kb.submissions import Consent, Document
from tests.builders import business_markdown, case_markdown

ANA, EVA = Actor("ana", Role.CONTRIBUTOR), Actor("eva", Role.EDITOR)


def settings_of(folder: Path) -> Settings:
    return Settings(content=folder / "content", index=folder / "index", instance=folder / "instance", processes=1,
                    log_level="error")


def documents_of(number: int) -> list[Document]:
    """A case with a business of its own, so that a half of it would show."""
    return [
        Document(f"cases/caz-{number}.md",
                 case_markdown(title=f"Cazul numarul{number}", businesses=[f"firma-{number}"])),
        Document(f"businesses/firma-{number}.md", business_markdown(name=f"Firma {number}")),
    ]


def main(folder: Path, first: int, last: int) -> None:
    made = services.build(settings_of(folder))
    made.publish_approved()
    for number in range(first, last):
        draft = made.submissions.start(ANA, "ro", documents_of(number))
        made.submissions.submit(ANA, draft, Consent(licence=True, images=True))
        made.approve(EVA, draft, 1)
        print(number, flush=True)
    made.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
