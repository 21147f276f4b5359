"""Files to model: everything that reads `content/`; the front door of the room."""

from kb.ingest import skeleton
from kb.ingest.addresses import named_page
from kb.ingest.checks import check_withdrawn
from kb.ingest.decoding import decode
from kb.ingest.editing import Form, add_contributor, read_fields, set_body, set_fields
from kb.ingest.links import LIST_KINDS, Resolution, resolve
from kb.ingest.pipeline import (
    DEADLINE_S,
    check_library,
    new_workers,
    read_documents,
    read_files,
    read_library,
    sort_problems,
)
from kb.ingest.plain_yaml import PlainYaml, parse_yaml
from kb.ingest.reading import finish, parse_source, read_file, read_source
from kb.ingest.rendering import RENDERER_VERSION, render
from kb.ingest.walk import Identity, Scan, Stamp, identify, scan

__all__ = [
    "DEADLINE_S",
    "LIST_KINDS",
    "RENDERER_VERSION",
    "Form",
    "Identity",
    "PlainYaml",
    "Resolution",
    "Scan",
    "Stamp",
    "add_contributor",
    "check_library",
    "check_withdrawn",
    "decode",
    "finish",
    "identify",
    "named_page",
    "new_workers",
    "parse_source",
    "parse_yaml",
    "read_documents",
    "read_fields",
    "read_file",
    "read_files",
    "read_library",
    "read_source",
    "render",
    "resolve",
    "scan",
    "set_body",
    "set_fields",
    "skeleton",
    "sort_problems",
]
