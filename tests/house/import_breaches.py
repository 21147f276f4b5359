"""Small broken trees for the rules about imports."""

from tests.house import import_rules
from tests.house.breach import Breach

_DOOR = "from kb.model.slugs import Slug\n__all__ = ['Slug']\n"

IMPORTS = [
    Breach(
        import_rules.outside_row,
        {"kb/model/slugs.py": "import kb.errors\nfrom kb.store import rows\n", "kb/store/__init__.py": ""},
        "kb/model/slugs.py:2: model may not import store",
        {"kb/store/rows.py": "from kb import model\nfrom kb.store import x\n", "kb/model/__init__.py": ""},
    ),
    Breach(
        import_rules.outside_row,
        {"kb/query/parse.py": "from kb import search\n", "kb/search/__init__.py": ""},
        "kb/query/parse.py:1: query may not import search",
        {"kb/query/parse.py": "from kb import __version__\n", "kb/__init__.py": ""},
    ),
    Breach(
        import_rules.outside_row,
        {"kb/language/stems.py": "if TYPE_CHECKING:\n    import kb.search.engine\n"},
        "kb/language/stems.py:2: language may not import search",
        {"kb/search/engine.py": "if TYPE_CHECKING:\n    import kb.language.stems\n"},
    ),
    Breach(
        import_rules.outside_row,
        {"kb/attic/box.py": ""},
        "kb/attic/box.py: the room attic is not in the table",
        {"kb/web/views/box.py": ""},
    ),
    Breach(
        import_rules.more_than_types,
        {"kb/web/views/admin.py": "from kb.indexing import start_job\n", "kb/indexing/__init__.py": ""},
        "kb/web/views/admin.py:1: web may take only types from indexing",
        {"kb/web/views/admin.py": "from kb.indexing import Report\n", "kb/indexing/__init__.py": ""},
    ),
    Breach(
        import_rules.more_than_types,
        {"kb/cli/jobs.py": "import kb.indexing\n", "kb/indexing/__init__.py": ""},
        "kb/cli/jobs.py:1: cli may take only types from indexing",
        {"kb/services.py": "import kb.indexing\n", "kb/indexing/__init__.py": ""},
    ),
    Breach(
        import_rules.more_than_types,
        {"kb/cli/check.py": "from kb.web import create_app\n", "kb/web/__init__.py": ""},
        "kb/cli/check.py:1: only kb.cli.serve may import web",
        {"kb/cli/serve.py": "from kb.web import create_app\n", "kb/web/__init__.py": ""},
    ),
    Breach(
        import_rules.outside_home,
        {"kb/search/searcher.py": "import os\nfrom sqlite_utils.db import Database\n"},
        "kb/search/searcher.py:2: sqlite_utils may be imported only in kb.database, kb.store, kb.search.sq",
        {"kb/search/sqlite_fts/writing.py": "from sqlite_utils.db import Database\n"},
    ),
    Breach(
        import_rules.outside_home,
        {"kb/database_of_others.py": "import sqlite3\n"},
        "kb/database_of_others.py:1: sqlite3 may be imported only in kb.database",
        {"kb/database.py": "import sqlite3\n"},
    ),
    Breach(
        import_rules.outside_home,
        {"kb/model/table.py": "import pandas.core\n"},
        "kb/model/table.py:1: pandas has no home in the table",
        {"kb/model/table.py": "import dataclasses, collections.abc\nfrom kb.model import x\n"},
    ),
    Breach(
        import_rules.cycles,
        {
            "kb/model/a.py": "from kb.model.b import x\n",
            "kb/model/b.py": "from kb.model import c\n",
            "kb/model/c.py": "if TYPE_CHECKING:\n    import kb.model.a\n",
        },
        "cycle: kb.model.",
        {
            "kb/model/a.py": "from kb.model.b import x\n",
            "kb/model/b.py": "from kb.model import c\n",
            "kb/model/c.py": "",
        },
    ),
    Breach(
        import_rules.cycles,
        {"kb/model/__init__.py": _DOOR, "kb/model/slugs.py": "from kb.model import Slug\n"},
        "cycle: kb.model",
        {"kb/model/__init__.py": _DOOR, "kb/model/slugs.py": ""},
    ),
    Breach(
        import_rules.hidden,
        {"kb/cli/check.py": "def check() -> None:\n    if True:\n        from kb import ingest\n"},
        "kb/cli/check.py:3: import inside a function",
        {"kb/cli/check.py": "try:\n    from kb import ingest\nexcept ImportError: ...\n"},
    ),
    Breach(
        import_rules.hidden,
        {"kb/cli/check.py": "class Check:\n    async def run(self) -> None:\n        import kb.ingest\n"},
        "kb/cli/check.py:3: import inside a function",
        {"kb/search/registry.py": "def load() -> None:\n    import kb.search.null\n"},
    ),
    Breach(
        import_rules.hidden,
        {"kb/cli/check.py": "import importlib\nx = importlib.import_module('kb.ingest')\n"},
        "kb/cli/check.py:2: import by a call",
        {"kb/search/registry.py": "import importlib\nx = importlib.import_module('kb.search.null')\n"},
    ),
    Breach(
        import_rules.relative,
        {"kb/model/a.py": "from .b import x\n", "kb/model/b.py": ""},
        "kb/model/a.py:1: relative import",
        {"kb/model/a.py": "from kb.model.b import x\n", "kb/model/b.py": ""},
    ),
    Breach(
        import_rules.past_the_door,
        {"kb/store/rows.py": "from kb.model.slugs import Slug\n", "kb/model/__init__.py": _DOOR},
        "kb/store/rows.py:1: take Slug from kb.model, not kb.model.slugs",
        {
            "kb/store/rows.py": "from kb.model import Slug\nfrom kb.model.slugs import is_slug\n",
            "kb/model/links.py": "from kb.model.slugs import Slug\n",
            "kb/model/__init__.py": _DOOR,
        },
    ),
]
