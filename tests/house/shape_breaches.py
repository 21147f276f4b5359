"""Small broken trees for the rules about the shape of files."""

from tests.house import shape_rules
from tests.house.breach import Breach


def _function(lines: int, docstring: int = 0) -> str:
    said = ['    """Say.', *["    why"] * (docstring - 2), '    """'] if docstring else []
    return "\n".join(["def f() -> None:", *said, *["    print()"] * (lines - 1)]) + "\n"


_GOOD = "def f(a: int, *rest: int, b: str = '', **more: object) -> None: ...\n"

SHAPES = [
    Breach(
        shape_rules.long_files,
        {"kb/mail.py": "x = 1\n" * 301},
        "kb/mail.py: 301 lines, at most 300",
        {"kb/mail.py": "x = 1\n" * 300},
    ),
    Breach(
        shape_rules.long_functions,
        {"kb/mail.py": _function(41)},
        "kb/mail.py:1: f has 41 lines",
        {"kb/mail.py": _function(40, docstring=9)},
    ),
    Breach(
        shape_rules.long_on_the_whole,
        {"kb/mail.py": _function(9) * 2 + _function(2)},
        "the median function has 9 lines, at most 8",
        {"kb/mail.py": _function(9) + _function(8) + _function(2)},
    ),
    Breach(
        shape_rules.long_on_the_whole,
        {"kb/mail.py": _function(26) * 2 + _function(3) * 9},
        "nine of ten functions have up to 26 lines, at most 25",
        {"kb/mail.py": _function(26) + _function(3) * 9},
    ),
    Breach(
        shape_rules.without_docstring,
        {"kb/mail.py": "x = 1\n"},
        "kb/mail.py: no docstring",
        {"kb/mail.py": "'''Sends letters.'''\nx = 1\n"},
    ),
    Breach(
        shape_rules.without_annotations,
        {"kb/mail.py": _GOOD.replace("a: int", "a")},
        "kb/mail.py:1: f: no annotation for a",
        {"kb/mail.py": _GOOD},
    ),
    Breach(
        shape_rules.without_annotations,
        {"kb/mail.py": _GOOD.replace("**more: object", "**more")},
        "kb/mail.py:1: f: no annotation for more",
        {"kb/mail.py": f"class Letter:\n    {_GOOD.replace('a: int', 'self, a: int')}"},
    ),
    Breach(
        shape_rules.without_annotations,
        {"kb/mail.py": _GOOD.replace(" -> None", "")},
        "kb/mail.py:1: f: no annotation for the answer",
        {"kb/mail.py": f"class Letter:\n    @classmethod\n    {_GOOD.replace('a: int', 'cls')}"},
    ),
    Breach(
        shape_rules.forbidden_names,
        {"kb/web/text_utils.py": ""},
        "kb/web/text_utils.py: utils says nothing about what lives there",
        {"kb/web/commons.py": ""},
    ),
    Breach(
        shape_rules.forbidden_names,
        {"kb/web/core/__init__.py": ""},
        "kb/web/core/__init__.py: core says nothing about what lives there",
        {"kb/web/score/__init__.py": ""},
    ),
    Breach(
        shape_rules.named_like_a_library,
        {"kb/ingest/yaml.py": ""},
        "kb/ingest/yaml.py: yaml is the name of a library",
        {"kb/ingest/front_matter.py": "", "kb/__main__.py": ""},
    ),
    Breach(
        shape_rules.named_like_a_library,
        {"kb/web/html/__init__.py": ""},
        "kb/web/html/__init__.py: html is the name of a library",
        {"kb/web/pages/__init__.py": ""},
    ),
    Breach(
        shape_rules.unsorted_names,
        {"kb/model/__init__.py": "__all__ = ['is_slug', 'Slug']\n"},
        "kb/model/__init__.py: __all__ is not sorted or repeats itself",
        {"kb/model/__init__.py": "__all__ = ['MOST', 'Case', 'Slug', 'is_slug']\n"},
    ),
    Breach(
        shape_rules.unsorted_names,
        {"kb/model/slugs.py": "__all__ = ['Slug', 'Slug']\n"},
        "kb/model/slugs.py: __all__ is not sorted or repeats itself",
        {"kb/model/slugs.py": ""},
    ),
    Breach(
        shape_rules.unsorted_names,
        {"kb/model/__init__.py": ""},
        "kb/model/__init__.py: no __all__",
        {"kb/model/__init__.py": "__all__ = []\n"},
    ),
    Breach(
        shape_rules.without_readme,
        {"kb/model/__init__.py": ""},
        "kb/model/__init__.py: README.md has 0 lines",
        {"kb/model/__init__.py": "", "kb/model/README.md": "What lives here.\n", "kb/__init__.py": ""},
    ),
    Breach(
        shape_rules.without_readme,
        {"kb/web/__init__.py": "", "kb/web/README.md": "word\n" * 10},
        "kb/web/__init__.py: README.md has 10 lines",
        {"kb/web/__init__.py": "", "kb/web/README.md": "word\n" * 9},
    ),
]
