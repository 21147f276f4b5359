"""Pages, one module a noun; the front door of the room lists their blueprints."""

from kb.web.views import cases, files, health, home, search

BLUEPRINTS = (home.blueprint, search.blueprint, cases.blueprint, files.blueprint, health.blueprint)

__all__ = ["BLUEPRINTS"]
