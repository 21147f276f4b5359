"""The tables of a catalogue. A generation is built anew when CATALOGUE_VERSION differs, so there are no migrations."""

from sqlite_utils import Database

# Raise it with every change of a table or of what its columns mean.
CATALOGUE_VERSION = 5


def create_tables(database: Database) -> None:
    """Make the tables of an empty catalogue."""
    database.table("files").create(
        {
            "path": str, "kind": str, "slug": str, "lang": str, "size": int, "mtime_ns": int, "sha256": str,
            "body_sha256": str, "fields": str, "links": str, "problems": str,
        },
        pk="path", not_null={"kind", "slug", "size", "mtime_ns", "sha256", "fields", "links", "problems"},
    )
    database.table("files").create_index(["kind", "slug"]).create_index(["body_sha256"])
    database.table("bodies").create({"sha256": str, "html": str, "sections": str}, pk="sha256")
    database.table("cases").create(
        {
            "number": int, "slug": str, "digest": str, "time": str, "added": str, "strength": int, "card": str,
            "facets": str,
        },
        pk="number", not_null={"slug", "digest", "card", "facets"},
    )
    database.table("cases").create_index(["slug"], unique=True)
    database.table("texts").create(
        {"document": int, "lang": str, "title": str, "summary": str, "sections": str}, pk="document"
    )
    # What comparing figures needs to know, a row for each case that has any.
    database.table("figures").create(
        {"number": int, "facts": str, "results": str}, pk="number", not_null={"facts", "results"}
    )
    # Files that stand in the library; the main file of a page carries its name, a withdrawn person's carries none.
    database.table("good").create({"path": str, "kind": str, "slug": str, "lang": str, "name": str}, pk="path")
    database.table("good").create_index(["kind", "slug"])
    database.table("link_problems").create({"path": str, "problem": str})
    database.table("facets").create({"facet": str, "value": str, "cases": bytes}, pk=("facet", "value"))
    database.table("renamed").create({"kind": str, "alias": str, "slug": str}, pk=("kind", "alias"))
    # Every word of the library with the number of cases it stands in, quick to list by first letter and length.
    database.table("words").create(
        {"word": str, "stem": str, "sound": str, "first": str, "length": int, "cases": int}, pk="word",
        not_null={"stem", "sound", "first", "length", "cases"},
    )
    for columns in (["stem"], ["sound"], ["first", "length", "word", "cases"]):
        database.table("words").create_index(columns)
    # What each case adds to them, so that it can be taken away again.
    database.table("case_words").create({"number": int, "words": str}, pk="number")
