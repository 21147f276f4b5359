"""What the index doctor found, as an admin sees it."""

from collections.abc import Sequence

from kb.i18n import N_
from kb.indexing import Finding
from kb.web.pages.admin import FindingView
from kb.web.reader import Reader

_WEIGHTS = {"error": N_("error"), "warning": N_("warning"), "note": N_("note")}


def present_findings(findings: Sequence[Finding], reader: Reader) -> list[FindingView]:
    """What the doctor found, each with its repair."""
    return [
        FindingView(each.severity, reader.say(_WEIGHTS[each.severity]), _sentence(each, reader), each.repair,
                    each.is_safe)
        for each in findings
    ]


def _sentence(finding: Finding, reader: Reader) -> str:
    told = reader.translator.describe(finding.reason, finding.arguments)
    return told[:1].upper() + told[1:] + "."
