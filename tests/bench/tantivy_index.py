"""tantivy (Rust) through its Python binding, with the analysis it offers for Romanian, and its own facet counts."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

import tantivy
from tantivy import Filter, Occur, Query, SnippetGenerator, TextAnalyzerBuilder, Tokenizer

from kb.query import AllOf, AnyOf, Node, Not, Phrase, Prefix, Word
from kb.search import FACETS, MOST_VALUES, WEIGHTS
from tests.bench.documents import BenchDocument
from tests.bench.questions import Question

_HEAP_BYTES = 128_000_000


class TantivyIndex:
    """An index in a folder, held open for questions."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._schema = _schema()
        self._index = tantivy.Index(self._schema, path=str(folder))
        self._analyzer = (
            TextAnalyzerBuilder(Tokenizer.simple()).filter(Filter.lowercase()).filter(Filter.stemmer("romanian"))
            .filter(Filter.ascii_fold()).build()
        )
        self._index.register_tokenizer("text", self._analyzer)
        self._index.config_reader("manual")
        self._searcher = self._index.searcher()

    def build(self, documents: Iterable[BenchDocument]) -> None:
        """Index everything with one thread."""
        writer = self._index.writer(_HEAP_BYTES, num_threads=1)
        for document in documents:
            writer.add_document(self._document(document))
        writer.commit()
        writer.wait_merging_threads()

    def change(self, document: BenchDocument) -> None:
        """Replace one document."""
        writer = self._index.writer(_HEAP_BYTES, num_threads=1)
        writer.delete_documents_by_term("id", str(document.id))
        writer.add_document(self._document(document))
        writer.commit()
        self._index.reload()
        self._searcher = self._index.searcher()

    def _document(self, document: BenchDocument) -> tantivy.Document:
        made = tantivy.Document()
        for name in (*WEIGHTS, "card"):
            made.add_text(name, getattr(document, name))
        made.add_text("id", str(document.id))
        for facet, values in document.facets.items():
            for value in values:
                made.add_text(facet, value)
        return made

    def page(self, question: Question) -> int:
        """Ten hits with snippets of title and body, the count, and the counts of all facets."""
        words = self._query(question.node) if question.node else Query.all_query()
        narrowed = self._narrowed(words, question.chosen)
        found = self._searcher.search(narrowed, 10)
        marks = [SnippetGenerator.create(self._searcher, words, self._schema, name) for name in ("title", "body")]
        for _, address in found.hits:
            document = self._searcher.doc(address)
            for mark in marks:
                mark.snippet_from_doc(document).to_html()
            json.loads(document["card"][0])
        self._count(narrowed, [facet for facet in FACETS if facet not in question.chosen])
        for facet in question.chosen:
            self._count(words, [facet])
        return int(found.count or 0)

    def _count(self, query: Query, facets: list[str]) -> None:
        self._searcher.aggregate(query, {facet: {"terms": {"field": facet, "size": MOST_VALUES}} for facet in facets})

    def _narrowed(self, words: Query, chosen: dict[str, str]) -> Query:
        terms = [Query.term_query(self._schema, facet, value) for facet, value in chosen.items()]
        return Query.boolean_query([(Occur.Must, each) for each in (words, *terms)]) if terms else words

    def _query(self, node: Node) -> Query:
        match node:
            case AllOf(nodes):
                wanted = [(Occur.Must, self._query(each)) for each in nodes if not isinstance(each, Not)]
                unwanted = [(Occur.MustNot, self._query(each.node)) for each in nodes if isinstance(each, Not)]
                return Query.boolean_query([*wanted, *unwanted])
            case AnyOf(nodes):
                return Query.boolean_query([(Occur.Should, self._query(each)) for each in nodes])
            case Not(inner):
                return Query.boolean_query([(Occur.Must, Query.all_query()), (Occur.MustNot, self._query(inner))])
        return Query.boolean_query([(Occur.Should, each) for each in self._leaves(node)])

    def _leaves(self, node: Word | Phrase | Prefix) -> Iterator[Query]:
        """A word, phrase or beginning in each field, weighted."""
        for name, weight in WEIGHTS.items():
            match node:
                case Word(text):
                    made = Query.term_query(self._schema, name, *self._analyzer.analyze(text)[:1] or [text])
                case Phrase(words):
                    analysed = [self._analyzer.analyze(word)[:1] or [word] for word in words]
                    made = Query.phrase_query(self._schema, name, [word for word, in analysed])
                case Prefix(text):
                    made = Query.regex_query(self._schema, name, f"{text}.*")
            yield Query.boost_query(made, weight)

    def close(self) -> None:
        """Nothing is held that must be let go of."""


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    for name in WEIGHTS:
        builder.add_text_field(name, stored=name in ("title", "body"), tokenizer_name="text")
    builder.add_text_field("id", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("card", stored=True, tokenizer_name="raw", index_option="basic")
    for facet in FACETS:
        builder.add_text_field(facet, fast=True, tokenizer_name="raw", index_option="basic")
    return builder.build()
