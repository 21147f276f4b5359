"""How long the server takes for each kind of page of the real library: `python -m tests.bench.pages [ROUNDS]`.

Asked in-process, one after another, as a table of milliseconds: by the clock, and of the processor alone, which other
work on the machine changes less; conditional requests beside full ones. No assertion: machines differ.
"""

import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from flask.testing import FlaskClient

from kb import services
from kb.settings import Settings
from kb.web import create_app
from tests.bench.table import Columns, markdown, spread

ROUNDS = 40
# One of each kind, the fullest of its kind where kinds differ much in size.
PATHS = (
    "", "search", "search?q=vin", "search?q=vin&industry=wine&platform=facebook", "search?q=strugurri",
    "search?q=odnoklassniki+2016", "search?q=zzzqqq", "cases/struguri-in-loc-de-flori",
    "cases/wine-of-moldova-brand-national", "cases/struguri-in-loc-de-flori/cite", "businesses",
    "businesses/purcari", "people", "people/nata-albot", "industries", "industries/tourism", "platforms",
    "platforms/press", "events", "books", "questions", "questions/cum-aducem-oameni-la-un-eveniment-nou", "wanted",
    "market", "market?q=odnoklassniki", "market/retele-sociale-utilizatori", "insights", "insights?metric=views",
    "insights/place?measure=views,count&value=500000",
    "compare?case=struguri-in-loc-de-flori&case=fruits-from-moldova-go-on", "about", "help/figures", "privacy",
    "report", "account/sign-in", "nothing-here",
)


def measure(client: FlaskClient, path: str, rounds: int) -> dict[str, str]:
    """Milliseconds for a page, for the same when the browser has it, and its size."""
    address = f"/ro/{path}"
    answer = client.get(address)
    row = {
        "p50 / p99 by the clock": spread(list(_times(client, address, {}, rounds, time.perf_counter))),
        "processor": spread(list(_times(client, address, {}, rounds, time.process_time))),
        "KB": f"{len(answer.data) / 1000:.0f}",
    }
    if tag := answer.headers.get("ETag"):
        known = {"If-None-Match": tag}
        status = client.get(address, headers=known).status_code
        row["known already"] = f"{status}: {spread(list(_times(client, address, known, rounds, time.process_time)))}"
    return row


def _times(
    client: FlaskClient, address: str, headers: dict[str, str], rounds: int, clock: Callable[[], float]
) -> Iterator[float]:
    for _ in range(rounds):
        began = clock()
        client.get(address, headers=headers)
        yield (clock() - began) * 1000


def table(rounds: int) -> str:
    """Every kind of page over the real library."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        wired = services.build(Settings(index=folder / "index", instance=folder / "instance", log_level="error"))
        wired.reindex("full")
        client = create_app(wired.settings, wired).test_client()
        rows = {f"/ro/{path}": measure(client, path, rounds) for path in PATHS}
        wired.close()
    columns: Columns = {
        column: {path: row[column] for path, row in rows.items() if column in row}
        for column in ("p50 / p99 by the clock", "processor", "known already", "KB")}
    return markdown("page", columns)


if __name__ == "__main__":
    print(table(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS))
