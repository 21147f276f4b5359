"""Our own engines: the search of the product, as the site calls it."""

from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from kb import services as wiring
from kb.language import analyse
from kb.search import Document, open_engine
from kb.settings import Settings
from kb.web import create_app
from tests.bench.documents import BenchDocument
from tests.bench.questions import Question


class Culise:
    """The services over an index folder; `build` measures the engine alone, in a folder beside it."""

    def __init__(self, folder: Path, engine: str) -> None:
        self._folder = folder
        self._engine = engine
        self._services = wiring.build(Settings(index=folder, engine=engine, log_level="error"))

    def build(self, documents: Iterable[BenchDocument]) -> None:
        """Analyse and index the texts, without the files and the catalogue."""
        alone = self._folder / "engine-alone"
        alone.mkdir(parents=True)
        with closing(open_engine(self._engine, alone)) as engine, engine.writing() as batch:
            for each in documents:
                batch.put(Document(each.id, *map(analyse, (each.title, each.summary, each.names, each.body))))

    def page(self, question: Question) -> int:
        """One search of the product: all tiers, ten hits, all facets."""
        with self._services.index.reading() as generation:
            answer = generation.searcher.search(question.request)
        return answer.total + answer.perhaps_total

    def suggest(self, text: str) -> int:
        """What is offered while somebody types."""
        return len(self._services.suggest(text, "ro"))

    def visit(self, questions: Iterable[Question]) -> None:
        """Ask for every question's page as a browser would, so that all that serving needs is in memory."""
        client = create_app(self._services.settings, self._services).test_client()
        for question in questions:
            response = client.get("/ro/search", query_string={"q": question.text, **question.chosen})
            assert response.status_code == 200, question
            response.close()

    def close(self) -> None:
        """Let go of the index."""
        self._services.close()
