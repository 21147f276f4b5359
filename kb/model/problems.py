"""Problems: what is wrong with a file, where, and how it should look. Wording is put into a language elsewhere.

Each code has one English sentence in MESSAGES, which is also its message id in the catalogues.
"""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


def N_(text: str) -> str:
    """Mark a text for the catalogues without translating it here."""
    return text


class Severity(StrEnum):
    """An error leaves the file out of the library; a warning does not (unless checked strictly)."""

    ERROR = "error"
    WARNING = "warning"


MESSAGES: Mapping[str, str] = {
    # reading the file
    "unreadable": N_("the file cannot be read: %(reason)s"),
    "too_large": N_("the file has %(size)s bytes; at most %(limit)s are accepted"),
    "not_utf8": N_("the text is not valid UTF-8 at byte %(position)s"),
    "control_character": N_("the control character %(character)s stands at column %(column)s; delete it"),
    "bad_file_name": N_("the file name is not a slug: use lower-case letters, digits and hyphens, at most 80"),
    "duplicate_slug": N_("another file already has this name: %(other)s"),
    "outside_library": N_("a link that leads out of the library is not followed"),
    # front matter
    "no_front_matter": N_("the file must begin with a line --- and front matter"),
    "unclosed_front_matter": N_("the front matter has no closing line ---"),
    "front_matter_too_large": N_("the front matter has %(size)s bytes; at most %(limit)s are accepted"),
    "bad_yaml": N_("this is not valid YAML: %(reason)s"),
    "yaml_feature": N_("%(feature)s are not accepted; write the values out"),
    "yaml_too_deep": N_("values are nested deeper than %(limit)s levels"),
    "duplicate_key": N_("this key stands twice"),
    "not_a_mapping": N_("keys with values are expected here"),
    "not_a_list": N_("a list is expected here"),
    # values
    "unknown_key": N_("this key is not known"),
    "missing": N_("this field is required"),
    "wrong_type": N_("%(expected)s is expected here"),
    "empty": N_("this must not be empty"),
    "too_long": N_("at most %(limit)s characters are accepted"),
    "bad_slug": N_("%(value)s is not a slug: use lower-case letters, digits and hyphens"),
    "bad_date": N_("%(value)s is not a date; write a year, a year and month, or a day"),
    "bad_url": N_("%(value)s is not a web address that begins with http:// or https://"),
    "unknown_value": N_("%(value)s is not known"),
    "out_of_range": N_("%(value)s is out of range: %(reason)s"),
    "too_many": N_("at most %(limit)s values are accepted"),
    "repeated_value": N_("%(value)s stands twice"),
    "number_key": N_("%(value)s is not the number of a result or credit; count from 1"),
    "value_or_text": N_("a result has either a value, or a text for what is not a number"),
    "range_backwards": N_("the end must come after the beginning"),
    "to_fill": N_("this is still to be filled in"),
    # links
    "dangling_link": N_("%(value)s does not exist in %(kind)s"),
    "left_out_link": N_("%(value)s in %(kind)s has problems of its own and was left out"),
    "bad_source_number": N_("there is no source number %(value)s; sources are counted from 1 to %(limit)s"),
    "lonely_version": N_("there is no main file %(path)s for this language version"),
    "version_language": N_("the language in the file name and in the field lang differ"),
    "version_field": N_("a language version holds texts only; this field belongs in the main file"),
    "missing_vocabulary": N_("this vocabulary is missing, so links into it cannot be checked"),
    # body
    "body_too_large": N_("the text has %(size)s bytes; at most %(limit)s are accepted"),
    "render_timeout": N_("the text takes longer than %(limit)s s to render; simplify lists, tables or brackets"),
    "render_failed": N_("the text cannot be rendered: %(reason)s"),
    "too_deep": N_("the text nests deeper than %(limit)s levels"),
    "missing_section": N_("a section %(section)s is required"),
    "empty_section": N_("this section is empty; leave it out or fill it"),
    "repeated_section": N_("this section stands twice"),
    "heading_language": N_("this heading is in another language than the file; write %(heading)s"),
    # judgement
    "rate_without_base": N_("a rate needs a base: of what is it a share?"),
    "wrong_unit": N_("%(value)s is not a unit of this metric"),
    "wrong_base": N_("%(value)s is not a base of this metric"),
    "withdrawn_named": N_("the text still names %(value)s, who has withdrawn"),
    "cedilla": N_("ş and ţ with a cedilla stand here; write ș and ț with a comma"),
}


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend: `path` is relative to the library, `line` counts from 1, `field` is dotted."""

    path: str
    line: int
    field: str
    code: str
    arguments: Mapping[str, str] = dataclasses.field(default_factory=dict)
    severity: Severity = Severity.ERROR
    nearest: str | None = None
    example: str | None = None

    def __post_init__(self) -> None:
        if self.code not in MESSAGES:
            raise ValueError(f"unknown problem code {self.code!r}")

    @property
    def message(self) -> str:
        """The sentence in English."""
        return MESSAGES[self.code] % dict(self.arguments)

    @property
    def is_error(self) -> bool:
        """Whether the file is left out because of this."""
        return self.severity is Severity.ERROR

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}: {self.field}: " if self.field else f"{self.path}:{self.line}: "
        return place + self.message


Problems = tuple[Problem, ...]
