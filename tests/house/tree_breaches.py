"""Small broken trees for the rules about the repository as a whole."""

from tests.house import tree_rules
from tests.house.breach import Breach
from tests.house.table import TOP_LEVEL

_FOLDERS = ("kb", "deploy", "content", "templates", "search_index", "tests", ".ci")
_WHOLE = dict.fromkeys((f"{name}/README.md" if name in _FOLDERS else name for name in TOP_LEVEL), "")

TREES = [
    Breach(
        tree_rules.wrong_top_level,
        _WHOLE | {"scripts/deploy.sh": ""},
        "scripts: not part of the plan's top level",
        _WHOLE | {".venv/bin/python": "", "search_index/CURRENT": "", "x.egg-info/y": "", "instance/x": ""},
    ),
    Breach(
        tree_rules.wrong_top_level,
        {name: text for name, text in _WHOLE.items() if name != "LICENSE"},
        "LICENSE: missing",
        _WHOLE,
    ),
    Breach(
        tree_rules.too_few_tests,
        {"kb/mail.py": "x = 1\n" * 10, "tests/test_mail.py": "x = 1\n" * 11 + "\n" * 10},
        "11 lines of tests for 10 lines of code: 1.10, at least 1.3",
        {"kb/mail.py": "x = 1\n" * 10 + "\n" * 10, "tests/test_mail.py": "x = 1\n" * 13},
    ),
    *(
        Breach(tree_rules.foreign_words, {"kb/x.py": f"1\n# {bad}"}, f"kb/x.py:2: {why}", {"kb/x.py": good})
        for bad, why, good in [
            ("/ho" + "me/ana/kb", "a path of one machine", "/var/lib/kb"),
            ("in '/ro" + "ot/.cache'", "a path of one machine", "https://agency.example/work/grapes"),
            ("https://py" + "pi.org/simple", "a package host", "https://example.org/simple"),
            ("registry.npm" + "js.org", "a package host", "npm"),
            ("fixes " + "#12", "a tracker's number", "issue 12 of a magazine"),
            ("TO" + "DO later", "a note to oneself", "to do later"),
            ("shared/" + "design", "a folder outside the repository", "shared design"),
            ("see house" + ".md", "a document outside the repository", "see content/help/search.md"),
            ("Co-authored" + "-by: x", "how it was made", "authored by x"),
        ]
    ),
    Breach(
        tree_rules.foreign_words,
        {"content/help/a.md": "in /ho" + "me/ana"},
        "content/help/a.md:1: a path of one machine",
        {"content/help/a.md": "in ~/kb"},
    ),
    Breach(
        tree_rules.foreign_words,
        {"Makefile": "# TO" + "DO\n"},
        "Makefile:1: a note to oneself",
        {"content/cases/a.md": "TO" + "DO, o agenție\n", "kb/a.woff2": "TO" + "DO"},
    ),
]
