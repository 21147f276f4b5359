"""The plan of the house as data: who may import whom, where each library lives, which names and sizes."""

# A room may import itself and its row. "kb" itself (the version) may be imported by everybody.
_GROUND = ("errors", "paths", "settings", "log")
_READING = ("errors", "paths", "settings", "log", "i18n", "language", "model", "query", "search", "insights")

ROWS: dict[str, tuple[str, ...]] = {
    "kb": (),
    "errors": (),
    "paths": ("errors",),
    "settings": ("errors", "paths"),
    "log": ("errors",),
    "tables": (),
    "database": ("errors", "settings", "log"),
    "sandbox": ("errors", "settings", "log"),
    "mail": ("errors", "settings", "log"),
    "language": ("errors",),
    "model": ("errors", "language"),
    "i18n": ("errors", "paths", "settings"),
    "ingest": (*_GROUND, "sandbox", "language", "model"),
    "store": (*_GROUND, "database", "model"),
    "query": ("errors", "language"),
    "search": (*_GROUND, "database", "language", "model", "store", "query"),
    "indexing": (
        *_GROUND, "database", "sandbox", "language", "model", "ingest", "store", "query", "search",
    ),
    "evaluation": ("errors", "language", "model", "ingest", "search"),
    "insights": ("errors", "model"),
    "journal": (*_GROUND, "database", "tables"),
    "accounts": (*_GROUND, "database", "journal"),
    "submissions": (
        *_GROUND, "database", "sandbox", "language", "model", "ingest", "accounts", "journal",
    ),
    # Backup and restore of both kept folders, records and library: neither of the rooms that own them can hold it.
    "backup": (*_GROUND, "database"),
    "services": (
        *_GROUND, "database", "sandbox", "mail", "language", "model", "i18n", "ingest", "store", "query",
        "search", "indexing", "evaluation", "insights", "journal", "accounts", "submissions",
        "backup",
    ),
    "web": (*_READING, "tables", "services", "accounts", "submissions", "journal", "indexing"),
    "cli": (*_READING, "tables", "evaluation", "services", "accounts", "submissions", "journal", "indexing", "web"),
    "assistant": ("errors", "settings", "model", "query", "search", "insights", "services"),
    "__main__": ("cli",),
}

# From these rooms the doors take classes only, to annotate with; what they do goes through services.
TYPES_ONLY: dict[str, frozenset[str]] = {
    door: frozenset({"accounts", "submissions", "journal", "indexing"}) for door in ("web", "cli")
}

# The command line knows the web only to serve it.
ONLY_IN: dict[tuple[str, str], str] = {("cli", "web"): "kb.cli.serve"}

_DATABASES = (
    "kb.database", "kb.store", "kb.search.sqlite_fts", "kb.accounts", "kb.submissions", "kb.journal",
)

# Each library has one home; a name that is neither here nor in the standard library fails.
LIBRARIES: dict[str, tuple[str, ...]] = {
    "structlog": ("kb.log",),
    "sqlite_utils": _DATABASES,
    "sqlite3": _DATABASES,  # standard library, but its exceptions stop at the same doors
    "pebble": ("kb.sandbox",),
    "Stemmer": ("kb.language",),
    "rapidfuzz": ("kb.language",),
    "babel": ("kb.i18n",),
    "markdown": ("kb.ingest",),
    "yaml": ("kb.ingest",),
    "nh3": ("kb.ingest",),
    "pydantic": ("kb.ingest.schema", "kb.web.api"),
    "pydantic_core": ("kb.ingest.schema",),  # where pydantic keeps the exception for custom errors
    "PIL": ("kb.ingest.images",),
    # Not in sqlite_fts, as first planned: the facet bitmaps of search/facets.py sit above all engines.
    "pyroaring": ("kb.search",),
    "whoosh": ("kb.search.whoosh_index",),
    "watchfiles": ("kb.indexing.watch",),
    "argon2": ("kb.accounts",),
    "cryptography": ("kb.accounts.sealing",),
    "itsdangerous": ("kb.accounts", "kb.web.forms"),
    "pyotp": ("kb.accounts",),
    "segno": ("kb.accounts",),
    "flask": ("kb.web",),
    "flask_babel": ("kb.web",),
    "flask_limiter": ("kb.web",),
    "flask_login": ("kb.web",),
    "flask_wtf": ("kb.web",),
    "jinja2": ("kb.web",),
    "markupsafe": ("kb.web",),
    "werkzeug": ("kb.web",),
    "wtforms": ("kb.web",),
    "gunicorn": ("kb.web.serve", "kb.web.worker"),
    "brotli": ("kb.web.compression",),
    "prometheus_client": ("kb.web.metrics",),
    "click": ("kb.cli",),
    "mcp": ("kb.assistant",),
}

# The only modules that may import inside a function: what they load depends on a setting or an extra.
LOADERS: dict[str, str] = {
    "kb.search.registry": "loads only the engine that the setting names",
    "kb.web.metrics": "an extra: without the setting it need not be installed",
}

FORBIDDEN_NAMES = frozenset({
    "base", "common", "core", "helper", "helpers", "manager", "managers", "misc", "util", "utilities",
    "utils",
})

MAX_FILE_LINES = 300
MAX_FUNCTION_LINES = 40
MOST_FUNCTION_LINES = 25  # nine of ten functions
MEDIAN_FUNCTION_LINES = 8
MAX_README_LINES = 10
LEAST_TESTS_PER_CODE = 1.3

# What stands at the top level: the folders and files of the plan, each of which must be there.
# `deploy` holds what runs the product elsewhere (an image, units of a service manager): neither code nor content.
TOP_LEVEL = frozenset({
    "kb", "deploy", "content", "templates", "search_index", "tests", ".ci", ".gitignore", "Makefile", "MANIFEST.in",
    "setup.cfg", "pyproject.toml", "ruff.toml", "constraints.txt",
    "README.md", "CONTRIBUTING.md", "CHANGELOG.md", "LICENSE",
})

# Folders that tools make and git ignores; only looked at where there is no git to ask.
IGNORED_FOLDERS = frozenset({
    ".git", ".venv", "__pycache__", "build", "dist", ".mypy_cache", ".ruff_cache", ".pytest_cache",
    ".hypothesis", "instance", "node_modules",
})

# The plans the house was built from are not part of it: whoever reads a file here could not open them.
_PLANS = (
    "house", "practices", "interfaces", "content-format", "ux", "product", "dependencies", "security",
    "search",
)

# What must stand in no file: pattern -> why. The patterns are written so as not to match themselves.
FOREIGN_WORDS: dict[str, str] = {
    r"shared/(?:design|research|hooks)": "a folder outside the repository",
    r"(?<![\w.$}/-])/(?:work|root|home|Users)/[\w.]": "a path of one machine",
    r"\b(?:pypi|pythonhosted|npmjs|yarnpkg)\.(?:org|com)\b|\bdeb\.debian\.org\b": "a package host",
}
# The same, but the library may quote whatever its sources say and names its own pages.
FOREIGN_OUTSIDE_CONTENT: dict[str, str] = {
    r"(?i)\b(?:issues?|tickets?|fix(?:es)?|closes?|bug)\s+#\d+": "a tracker's number",
    r"\b(?:TO[D]O|FIX[M]E|XX[X]|HA[C]K)\b": "a note to oneself",
    rf"(?<![\w/-])(?:{'|'.join(_PLANS)})\.md\b": "a document outside the repository",
    r"(?i)\bco-authored-by\b|\bsub-?agents?\b|\bAI (?:agents?|assistant|session)\b": "how it was made",
}
