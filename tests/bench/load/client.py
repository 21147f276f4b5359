"""A reader who keeps a connection open: just enough HTTP/1.1 to ask, and to notice every way an answer can go wrong."""

import asyncio
import json
from dataclasses import dataclass

# Whoever waited so long has gone; it is counted as an error, and nobody hangs for ever.
PATIENCE_S = 60.0


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back; `status` 0 is a connection that broke, with what was said of it in `failure`.

    `is_refused`: nobody was at the door, so no request was lost.
    """

    status: int
    body: bytes = b""
    failure: str = ""
    is_refused: bool = False

    def json(self) -> dict[str, object]:
        """The body as JSON."""
        read: dict[str, object] = json.loads(self.body)
        return read


class Reader:
    """One connection, opened anew when the server closes it; `address` is where a proxy says the reader is."""

    def __init__(self, host: str, port: int, address: str = "203.0.113.1", patience_s: float = PATIENCE_S) -> None:
        self._host, self._port, self._address, self._patience_s = host, port, address, patience_s
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def get(self, path: str) -> Answer:
        """Ask for a path. A connection that the server had closed in the meantime is no failure: browsers ask again."""
        is_kept = self._streams is not None
        answer = await self._ask(path)
        if is_kept and answer.status == 0:
            answer = await self._ask(path)
        return answer

    async def _ask(self, path: str) -> Answer:
        try:
            async with asyncio.timeout(self._patience_s):
                return await self._answer(path)
        except ConnectionRefusedError as error:
            return Answer(0, failure=repr(error), is_refused=True)
        except (OSError, EOFError, KeyError, ValueError, IndexError) as error:  # TimeoutError is an OSError
            await self.close()
            return Answer(0, failure=repr(error))

    async def _answer(self, path: str) -> Answer:
        if self._streams is None:
            self._streams = await asyncio.open_connection(self._host, self._port)
        incoming, outgoing = self._streams
        outgoing.write(f"GET {path} HTTP/1.1\r\nHost: {self._host}:{self._port}\r\n"
                       f"X-Forwarded-For: {self._address}\r\nX-Forwarded-Proto: https\r\n\r\n".encode("ascii"))
        await outgoing.drain()
        status, headers = await _read_head(incoming)
        body = await incoming.readexactly(int(headers["content-length"]))
        if headers.get("connection", "").lower() == "close":
            await self.close()
        return Answer(status, body)

    async def close(self) -> None:
        """Let go of the connection."""
        if self._streams:
            self._streams[1].close()
            self._streams = None


async def _read_head(incoming: asyncio.StreamReader) -> tuple[int, dict[str, str]]:
    lines = (await incoming.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    pairs = (line.partition(":") for line in lines[1:] if line)
    return int(lines[0].split()[1]), {name.strip().lower(): value.strip() for name, _, value in pairs}
