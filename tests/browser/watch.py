"""An eye on a page: whatever it says to the console, breaks, or asks of another host is a complaint."""

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request

# What Chromium and htmx say of every request that failed or was cancelled, also when a test asked for it.
_FAILED = ("Failed to load resource", "Response Status Error Code", "htmx:afterRequest", "htmx:send")


class Watch:
    """Complaints of all pages of a context, and what they loaded."""

    def __init__(self, context: BrowserContext, home: str, expect_failures: bool) -> None:
        self.complaints: list[str] = []
        self.requested: list[str] = []
        self._home = home
        self._expects_failures = expect_failures
        context.on("console", self._hear)
        context.on("weberror", lambda error: self.complaints.append(f"script: {error.error}"))
        context.on("request", self._see)

    def _hear(self, message: ConsoleMessage) -> None:
        if not (self._expects_failures and message.text.startswith(_FAILED)):
            self.complaints.append(f"console: {message.text} ({message.location.get('url')})")

    def _see(self, request: Request) -> None:
        self.requested.append(request.url)
        if not request.url.startswith((f"{self._home}/", "data:")):
            self.complaints.append(f"another host: {request.url}")


def scrolls_sideways(page: Page) -> list[str]:
    """What sticks out of the page at the right side, if the page can be scrolled that way at all."""
    return page.evaluate(
        """() => {
          const wide = document.documentElement.clientWidth;
          if (document.documentElement.scrollWidth <= wide) return [];
          return [...document.querySelectorAll("body *")]
            .filter((each) => each.getBoundingClientRect().right > wide + 0.5)
            .map((each) => each.outerHTML.slice(0, 120));
        }""")
