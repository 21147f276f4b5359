"""A mail server for tests: takes every message, on a port of its own, and keeps it."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from queue import Queue


class MailServer(socketserver.ThreadingTCPServer):
    """Speaks as much SMTP as a client needs; `refuses` is what it answers to a message, if not yes."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Conversation)
        self.taken: Queue[EmailMessage] = Queue()
        self.recipients: list[str] = []
        self.signed_in: list[str] = []
        self.refuses = ""

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def next_message(self) -> EmailMessage:
        """The next message, waited for."""
        return self.taken.get(timeout=20)


class _Conversation(socketserver.StreamRequestHandler):
    server: MailServer

    def handle(self) -> None:
        self._say("220 tests")
        while line := self.rfile.readline():
            verb = line.decode().strip().upper()
            if verb.startswith("QUIT"):
                self._say("221 bye")
                return
            self._answer(verb, line.decode().strip())

    def _answer(self, verb: str, line: str) -> None:
        if verb.startswith("EHLO"):
            self._say("250-tests\r\n250-AUTH PLAIN\r\n250-SMTPUTF8\r\n250 8BITMIME")
        elif verb.startswith("AUTH"):
            self.server.signed_in.append(line)
            self._say("235 ok")
        elif verb.startswith("RCPT") and self.server.refuses:
            self._say(self.server.refuses)
        elif verb.startswith("RCPT"):
            self.server.recipients.append(line)
            self._say("250 ok")
        elif verb == "DATA":
            self._take()
        else:
            self._say("250 ok")

    def _take(self) -> None:
        self._say("354 go on")
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line[1:] if line.startswith(b"..") else line)
        self._say("250 taken")
        self.server.taken.put(message_from_bytes(b"".join(lines), policy=default))

    def _say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())


@contextmanager
def mail_server() -> Iterator[MailServer]:
    """A mail server as long as the block lasts."""
    with MailServer() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
