"""What readers send to the editors, and what editors do with it."""

from datetime import datetime

from kb.services.keys import Keys
from kb.submissions import Message, Report, Reports


class Reporting(Keys):
    """Messages of readers. Everything raises Busy or StorageFailed when they cannot be kept or read."""

    def send_message(self, message: Message, sender: str, now: datetime) -> int:
        """Keep a message from a network address; its number. Raises Unprocessable, TooManyRequests."""
        return self._reports().open(message, sender, now)

    def reports(self, *, with_closed: bool = False) -> tuple[Report, ...]:
        """The open messages, or all of them, oldest first."""
        return self._reports().list(with_closed=with_closed)

    def close_report(self, number: int, now: datetime, note: str = "") -> None:
        """Mark a message as dealt with, with a note on it, and forget who sent it. Raises NotFound, Unprocessable."""
        self._reports().close(number, now, note)

    def _reports(self) -> Reports:
        return Reports(self.settings.instance_folder, self.secret_key)
