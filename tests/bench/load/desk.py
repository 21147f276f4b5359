"""Those who work while others read: an author sends a case in, an admin approves it or orders a reindex, by the pages.

Their requests go through the same server as everybody's, so what they cost it is part of the figures.
"""

import http.client
import re
import secrets
import threading
import time
from datetime import UTC, datetime
from urllib.parse import urlencode

from kb import services
from kb.accounts import Actor, Role
from kb.submissions import Consent, Document
from tests.bench.load.site import Site, settings_of
from tests.builders import case_markdown

_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
_AGAIN_S = 0.5
# A full rebuild under load takes minutes.
_MOST_S = 1_800
# What was approved during a rebuild comes in after it.
_SETTLED_S = 120


class Desk:
    """An author and an admin with accounts of this site, who use one connection after the other."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._services = services.build(settings_of(site.folder))
        self._author, _ = self._join(Role.CONTRIBUTOR)
        _, session = self._join(Role.ADMIN)
        self._cookies = {"__Host-session": session}
        self._stop = threading.Event()

    def _join(self, role: Role) -> tuple[Actor, str]:
        accounts = self._services.accounts
        invitation = accounts.invite(Actor.CONSOLE, f"{secrets.token_hex(8)}@example.md", role, "ro")
        token = accounts.accept(invitation, "Cineva", secrets.token_urlsafe(), "ro", "")
        return accounts.actor(token), token

    def publish(self, name: str) -> bool:
        """Send a case in and approve it; False when it waits in the outbox, behind a full rebuild."""
        text = case_markdown(title=f"Publicat {name}", businesses=["firma-1"], specialists=[])
        submissions = self._services.submissions
        draft = submissions.start(self._author, "ro", [Document(f"cases/publicat-{name}.md", text)])
        submissions.submit(self._author, draft, Consent(licence=True, images=True))
        where = self._send(f"/ro/review/{draft}", do="approve", revision="1")
        return "published" in where

    def reindex(self) -> bool:
        """Order a full rebuild and wait for its end; whether it was put in place."""
        ordered = datetime.now(UTC).isoformat(timespec="milliseconds")
        while "busy" in self._send("/ro/admin/index", mode="full"):  # with what was just published
            if self._stop.wait(_AGAIN_S):
                return False
        end = time.monotonic() + _MOST_S
        while time.monotonic() < end and not self._stop.wait(_AGAIN_S):
            for entry in self._services.history():
                if entry.mode == "full" and entry.began >= ordered:
                    return entry.outcome == "built"
        return False

    def lost(self) -> int:
        """How many approved cases do not come into the library, given time for what is left to do."""
        end = time.monotonic() + _SETTLED_S
        while (waiting := self._services.submissions.outbox()) and time.monotonic() < end:
            if self._stop.wait(_AGAIN_S):
                break
        return len(waiting)

    def close(self) -> None:
        """Wait for nothing any more, and let go of the records."""
        self._stop.set()
        self._services.close()

    def _send(self, path: str, **fields: str) -> str:
        """Send the form of a page; where the answer leads. Raises RuntimeError when it is refused."""
        [token, *_] = _TOKEN.findall(self._ask("GET", path)[1])
        status, text, where = self._ask("POST", path, urlencode({"csrf_token": token, **fields}))
        if status != 303:
            raise RuntimeError(f"{path} answered {status}: {text[:500]}")
        return where

    def _ask(self, method: str, path: str, body: str | None = None) -> tuple[int, str, str]:
        connection = http.client.HTTPConnection(self._site.host, self._site.port, timeout=_MOST_S)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items()),
                   "X-Forwarded-For": "203.0.113.250", "X-Forwarded-Proto": "https"}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            text = answer.read().decode()
            for cookie in answer.headers.get_all("Set-Cookie") or []:
                name, _, value = cookie.partition(";")[0].partition("=")
                self._cookies[name] = value
            return answer.status, text, answer.headers.get("Location", "")
        finally:
            connection.close()
