"""For machines that watch or crawl: is the process alive, can it answer, what may a crawler fetch."""

from flask import Blueprint, Response, jsonify

from kb.errors import IndexUnavailable
from kb.web.context import services
from kb.web.guards import public

blueprint = Blueprint("health", __name__)

ROBOTS = "User-agent: *\nDisallow: /api/\n"


@blueprint.get("/healthz")
@public
def alive() -> Response:
    """The process answers; nothing else is asked."""
    return jsonify(status="ok")


@blueprint.get("/readyz")
@public
def ready() -> Response:
    """The index can be read. Raises IndexUnavailable when it cannot."""
    status = services().status()
    if status.manifest is None:
        raise IndexUnavailable("the index cannot be read: %(reason)s", reason=status.reason)
    return jsonify(status="ok", generation=status.manifest.generation, cases=status.manifest.cases,
                   engine=status.engine, lacks=sorted(status.lacks))


@blueprint.get("/robots.txt")
@public
def robots() -> Response:
    """Crawlers may read the pages; the API repeats them."""
    return Response(ROBOTS, content_type="text/plain; charset=utf-8")
