"""The site: the front door of the room makes the app, and serves it."""

from kb.web.app import create_app
from kb.web.serve import WORKERS, Listener, cores, listen, serve

__all__ = ["WORKERS", "Listener", "cores", "create_app", "listen", "serve"]
