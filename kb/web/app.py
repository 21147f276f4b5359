"""The application factory: settings and services in, a Flask app out. Importing it does nothing."""

import hashlib
import secrets
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from flask import Flask
from flask.json.provider import DefaultJSONProvider
from werkzeug.middleware.proxy_fix import ProxyFix

from kb import __version__, i18n, log
from kb.services import Services, build
from kb.settings import Settings
from kb.web import (
    account_links,
    api,
    assets,
    context,
    delivery,
    errors,
    forms,
    guards,
    language,
    metrics,
    views,
    visitor,
)

STATIC = Path(__file__).parent / "static"


def create_app(
    settings: Settings,
    services: Services | None = None,
    *,
    new_request_id: Callable[[], str] = lambda: secrets.token_hex(8),
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> Flask:
    """The site over a library. Raises ConfigurationError for a missing folder or an undeclared route."""
    log.configure(settings.log_level)
    templates = settings.templates_folder
    app = Flask(__name__, static_folder=None, template_folder=str(templates))
    app.config["MAX_CONTENT_LENGTH"] = guards.MAX_REQUEST_BYTES
    app.config["TRUSTED_HOSTS"] = list(settings.trusted_hosts) or None
    if settings.proxies:
        # A method is replaced, as the library itself documents it; only so many hops are believed.
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=settings.proxies, x_proto=settings.proxies)
    app.json = _json(app)
    app.extensions["kb.settings"] = settings
    app.extensions["kb.services"] = services if services is not None else build(settings)
    app.extensions["kb.clock"] = clock
    app.extensions["kb.build"] = _build_digest(templates, STATIC, i18n.LOCALES)
    guards.install(app, new_request_id)
    delivery.install(app)
    errors.install(app)
    language.install(app)
    context.install(app, STATIC)
    visitor.install(app)
    metrics.install(app, settings)
    forms.install(app)
    account_links.install(app)
    for blueprint in (*views.BLUEPRINTS, api.blueprint):
        app.register_blueprint(blueprint)
    guards.require_declared_actions(app)
    return app


def _json(app: Flask) -> DefaultJSONProvider:
    """Keys in the order of the documents, letters as they are."""
    provider = DefaultJSONProvider(app)
    provider.sort_keys = False
    provider.ensure_ascii = False
    return provider


def _build_digest(*folders: Path) -> str:
    """What pages are made of besides the index: a change in it makes every kept page stale."""
    digest = hashlib.sha256(__version__.encode())
    for folder in folders:
        for path in assets.files(folder):
            digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()
