"""The site: the front door of the room makes the app, and serves it."""

from kb.web.app import create_app
from kb.web.serve import Listener, listen, serve

__all__ = ["Listener", "create_app", "listen", "serve"]
