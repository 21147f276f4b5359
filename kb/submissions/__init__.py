"""What people send to the library, from the first draft to the published file; the front door of the room."""

from kb.submissions.attachments import Attachment
from kb.submissions.bundle import Bundle, image_name, read_bundle, slug_of
from kb.submissions.checks import Checked, check_remarks, remark_of
from kb.submissions.diff import Comparison, DiffLine, FieldChange, Part, compare_texts
from kb.submissions.duplicates import Duplicate, Known
from kb.submissions.figure_terms import FigureTerms
from kb.submissions.figures import FoundFigure, find_figures
from kb.submissions.messages import LIMITS, Message, Report
from kb.submissions.model import (
    KINDS,
    Comment,
    Conflicting,
    Consent,
    Document,
    Event,
    Place,
    Revision,
    State,
    Submission,
    hash_of,
    place_of,
)
from kb.submissions.publishing import Approved, FileSteps, conflicts_of, read_or_none, write_documents
from kb.submissions.remarks import REMARKS, Remark
from kb.submissions.reports import REPORT_MIGRATIONS, Reports
from kb.submissions.schema import SUBMISSION_MIGRATIONS
from kb.submissions.states import STATE_WORDS, STEPS, possible
from kb.submissions.submissions import Notice, Submissions

__all__ = [
    "KINDS",
    "LIMITS",
    "REMARKS",
    "REPORT_MIGRATIONS",
    "STATE_WORDS",
    "STEPS",
    "SUBMISSION_MIGRATIONS",
    "Approved",
    "Attachment",
    "Bundle",
    "Checked",
    "Comment",
    "Comparison",
    "Conflicting",
    "Consent",
    "DiffLine",
    "Document",
    "Duplicate",
    "Event",
    "FieldChange",
    "FigureTerms",
    "FileSteps",
    "FoundFigure",
    "Known",
    "Message",
    "Notice",
    "Part",
    "Place",
    "Remark",
    "Report",
    "Reports",
    "Revision",
    "State",
    "Submission",
    "Submissions",
    "check_remarks",
    "compare_texts",
    "conflicts_of",
    "find_figures",
    "hash_of",
    "image_name",
    "place_of",
    "possible",
    "read_bundle",
    "read_or_none",
    "remark_of",
    "slug_of",
    "write_documents",
]
