"""The strict schema: from values that are all text to plain typed fields, or to every problem at once.

The only home of pydantic here. What comes out is plain JSON, so it can be kept in the catalogue;
`kb.model.building` makes the model of it.
"""

from kb.ingest.schema.checking import (
    PLACEHOLDER,
    PLACEHOLDER_URL,
    Checked,
    Place,
    check_items,
    check_page,
    field_names,
    without_nulls,
)
from kb.ingest.schema.examples import EXAMPLES, example_for

__all__ = [
    "EXAMPLES",
    "PLACEHOLDER",
    "PLACEHOLDER_URL",
    "Checked",
    "Place",
    "check_items",
    "check_page",
    "example_for",
    "field_names",
    "without_nulls",
]
