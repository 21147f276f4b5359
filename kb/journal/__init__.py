"""What happened, written down: the audit log, and what was searched for."""

from kb.journal.audit import AUDIT_MIGRATIONS, AuditFilter, AuditLine, AuditLog, AuditState, record
from kb.journal.counting import SearchCounter
from kb.journal.searches import (
    LISTS,
    SEARCH_MIGRATIONS,
    SEARCHES_FILE,
    Opened,
    SearchCount,
    Searched,
    SearchFilter,
    SearchLog,
    SearchSums,
    kept_query,
    searches_as_csv,
)
from kb.journal.written import as_csv, as_json

__all__ = [
    "AUDIT_MIGRATIONS",
    "LISTS",
    "SEARCHES_FILE",
    "SEARCH_MIGRATIONS",
    "AuditFilter",
    "AuditLine",
    "AuditLog",
    "AuditState",
    "Opened",
    "SearchCount",
    "SearchCounter",
    "SearchFilter",
    "SearchLog",
    "SearchSums",
    "Searched",
    "as_csv",
    "as_json",
    "kept_query",
    "record",
    "searches_as_csv",
]
