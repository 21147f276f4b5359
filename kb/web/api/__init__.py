"""The JSON door; the front door of the room gives its blueprint."""

from kb.web.api import description, insights, suggest
from kb.web.api.search import blueprint

blueprint.register_blueprint(description.blueprint)
blueprint.register_blueprint(insights.blueprint)
blueprint.register_blueprint(suggest.blueprint)

__all__ = ["blueprint"]
