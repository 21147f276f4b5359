"""Numbers for Prometheus, for those who may read them; for everybody else there is nothing at this address."""

from typing import cast

from flask import Blueprint, Response, current_app

from kb.errors import NotFound
from kb.i18n import N_
from kb.web.context import now, services, settings
from kb.web.guards import public
from kb.web.metrics import Metrics, may_read

blueprint = Blueprint("metrics", __name__)


@blueprint.get("/metrics")
@public
def show() -> Response:
    """The numbers. Raises NotFound when they are not kept, or not for whoever asks."""
    metrics = cast(Metrics | None, current_app.extensions.get("kb.metrics"))
    if metrics is None or not may_read(settings()):
        raise NotFound(N_("there is no page at this address"))
    text, content_type = metrics.as_text(services().status(), now())
    return Response(text, content_type=content_type, headers={"Cache-Control": "no-store"})
