"""Static files of the site, and images of the library. Nothing else is ever given away as a file."""

from pathlib import Path
from typing import cast

from flask import Blueprint, Response, current_app, request

from kb.errors import NotFound
from kb.i18n import N_
from kb.web.assets import Assets
from kb.web.compression import best_encoding
from kb.web.context import settings
from kb.web.guards import public

blueprint = Blueprint("files", __name__)

# An image can do nothing in a page of its own, whatever it turns out to hold.
MEDIA_POLICY = "default-src 'none'; sandbox; frame-ancestors 'none'"
IMAGE_TYPES = {
    ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".webp": "image/webp",
}
_A_YEAR = "public, max-age=31536000, immutable"


@blueprint.get("/static/<path:name>")
@public
def static(name: str) -> Response:
    """A static file, kept for a year when its address holds the right digest."""
    asset = cast(Assets, current_app.extensions["kb.assets"]).get(name)
    encoding = best_encoding(request.accept_encodings) if asset.is_compressible else ""
    response = Response(asset.packed(encoding) if encoding else asset.content, content_type=asset.content_type)
    if encoding:
        response.headers["Content-Encoding"] = encoding
    if asset.is_compressible:
        response.vary.add("Accept-Encoding")
    response.headers["Cache-Control"] = _A_YEAR if request.args.get("v") == asset.digest else "no-cache"
    response.set_etag(asset.digest, weak=True)
    return response


@blueprint.get("/media/<path:name>")
@public
def media(name: str) -> Response:
    """An image of the library."""
    path = image_or_404(settings().content_folder / "media", name)
    response = Response(path.read_bytes(), content_type=IMAGE_TYPES[path.suffix.lower()])
    response.headers["Cache-Control"] = "public, max-age=3600"
    response.headers["Content-Security-Policy"] = MEDIA_POLICY
    return response


def image_or_404(folder: Path, name: str) -> Path:
    """The path of an image inside the folder, links followed. Raises NotFound."""
    try:
        path = (folder / name).resolve(strict=True)
    except (OSError, ValueError, RuntimeError):  # not there, too long, with a NUL in it, or a link in a circle
        path = folder
    is_image = path.suffix.lower() in IMAGE_TYPES and path.is_file()
    if not is_image or not path.is_relative_to(folder.resolve()):
        raise NotFound(N_("there is no such image"))
    return path
