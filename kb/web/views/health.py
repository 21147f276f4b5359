"""For machines that watch: is the process alive, can it answer."""

from flask import Blueprint, Response, jsonify

from kb.errors import IndexUnavailable
from kb.web.context import services
from kb.web.guards import public

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
@public
def alive() -> Response:
    """The process answers; nothing else is asked."""
    return jsonify(status="ok")


@blueprint.get("/readyz")
@public
def ready() -> Response:
    """The live index and the records can be read. Raises Busy, IndexUnavailable, StorageFailed when not: a 503."""
    status = services().ready()
    if status.manifest is None:
        raise IndexUnavailable("the index cannot be read: %(reason)s", reason=status.reason)
    return jsonify(status="ok", generation=status.manifest.generation, cases=status.manifest.cases,
                   engine=status.engine, lacks=sorted(status.lacks))
