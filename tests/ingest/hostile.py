"""Two hundred broken and hostile files, each with the code of a problem that it must end in.

Around them stands a right library, which must be served as if they were not there.
"""

import os
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from tests.builders import CASE, CASE_BODY, RESULT, SOURCE, case_markdown, page, write_library
from tests.vocabularies import vocabulary_yaml

SCRIPT = "<script>alert(1)</script>"


class Hostile(NamedTuple):
    """A file and the problem it must end in; None when it is odd but harmless."""

    path: str
    data: bytes
    code: str | None


def hostile_files() -> list[Hostile]:
    """All files that can be written anywhere; `place_traps` adds what needs a real file system."""
    groups = (_encodings, _fences, _yaml, _bombs, _values, _results, _scripts, _bodies, _links, _versions, _lists)
    return [file for group in groups for file in group()]


def write_hostile_library(folder: Path) -> list[Hostile]:
    """Write the right library, and the hostile files among it."""
    write_library(folder, files={"glossary.yaml": "- {ro: [vin], ru: [вино]}\n"})
    files = [*hostile_files(), *_traps(folder)]
    for path, data, _ in files:
        if data:
            file = folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
    return files


def _encodings() -> Iterator[Hostile]:
    right = case_markdown()
    for name, data, code in (
        ("latin2", "---\ntitle: Bălţi\n---\n".encode("iso8859-2"), "not_utf8"),
        ("cp1251", right.replace("Struguri", "Виноград").encode("cp1251", "replace"), "not_utf8"),
        ("utf16", right.encode("utf-16"), "not_utf8"),
        ("utf32", right.encode("utf-32"), "not_utf8"),
        ("cut-letter", right.encode()[:-2] + "ș".encode()[:1], "not_utf8"),
        ("surrogate", right.encode() + b"\xed\xa0\x80", "not_utf8"),
        ("overlong", right.encode() + b"\xc0\xaf", "not_utf8"),
        ("random", bytes(range(256)) * 20, "not_utf8"),
        ("nul-title", right.replace("Struguri", "Stru\0guri").encode(), "control_character"),
        ("nul-body", right.encode() + b"\0", "control_character"),
        ("only-nul", b"\0" * 1000, "control_character"),
        ("escape", right.encode() + b"\x1b[31m", "control_character"),
        ("reversed", right.encode() + "\u202egnp.exe".encode(), "control_character"),
        ("line-separator", right.replace("Tinerii", "Tinerii\u2028").encode(), "control_character"),
        ("next-line", right.replace("Tinerii", "Tinerii\x85").encode(), "control_character"),
        ("many-controls", right.encode() + b"\x01" * 10_000, "control_character"),
        ("bom", b"\xef\xbb\xbf" + right.encode(), None),
        ("crlf", right.replace("\n", "\r\n").encode(), None),
        ("two-boms", b"\xef\xbb\xbf\xef\xbb\xbf" + right.encode(), "control_character"),
    ):
        yield Hostile(f"cases/encoding-{name}.md", data, code)


def _fences() -> Iterator[Hostile]:
    for name, text, code in (
        ("blank", "\n", "no_front_matter"),
        ("body-only", CASE_BODY, "no_front_matter"),
        ("late", "\n" + case_markdown(), "no_front_matter"),
        ("toml", "+++\ntitle = 'a'\n+++\n", "no_front_matter"),
        ("never-closed", "---\ntitle: a\n", "unclosed_front_matter"),
        ("many-opened", "---x\n" * 50_000, "no_front_matter"),
        ("many-almost", "---\n" + "--- x\n" * 40_000, "unclosed_front_matter"),
        ("nothing-inside", "---\n---\n", "not_a_mapping"),
        ("list-inside", "---\n- a\n---\n", "not_a_mapping"),
        ("words-inside", "---\njust words\n---\n", "not_a_mapping"),
        ("large", f"---\ntitle: {'x' * 17_000}\n---\n", "front_matter_too_large"),
        ("large-list", "---\nyears:\n" + "  - 2019\n" * 3_000 + "---\n", "front_matter_too_large"),
    ):
        yield Hostile(f"cases/fence-{name}.md", text.encode(), code)


def _yaml() -> Iterator[Hostile]:
    for number, (text, code) in enumerate((
        ("title: Purcari: 1827", "bad_yaml"), ("title: [a", "bad_yaml"), ("title: {a", "bad_yaml"),
        ("title: 'a", "bad_yaml"), ('title: "a', "bad_yaml"), ('title: "\\q"', "bad_yaml"), ("title: @a", "bad_yaml"),
        ("title: `a`", "bad_yaml"), ("title: %a", "bad_yaml"), ("title: a\n\tlang: ro", "bad_yaml"),
        ("title: a\n  lang: ro\n b: c", "bad_yaml"), ("- a\ntitle: b", "bad_yaml"), ("title: 'a' b", "bad_yaml"),
        ("? a\n? b", "missing"), ("title: a\ntitle: b", "duplicate_key"),
        ("results: [{a: 1, a: 2}]", "duplicate_key"),
        ("title: &a b", "yaml_feature"), ("title: *a", "yaml_feature"), ("title: !!str a", "yaml_feature"),
        ("title: !!python/object/apply:os.system ['id']", "yaml_feature"), ("title: !!binary aGk=", "yaml_feature"),
        ("<<: {title: a}", "yaml_feature"), ("%TAG ! x\n---\ntitle: a", "bad_yaml"),
        ("? [a]\n: b", "yaml_feature"), ("? {a: b}\n: c", "yaml_feature"), ('title: "\\0"', "control_character"),
        ('title: "\\u202e"', "control_character"), ('"\\x07": a', "control_character"),
        ('title: "\\ud800"', "bad_yaml"),
        ("title: {a: {b: {c: {d: {e: {f: g}}}}}}", "yaml_too_deep"), ("title: [[[[[[[a]]]]]]]", "yaml_too_deep"),
        ("...\ntitle: a", "bad_yaml"), ("title: a\n...\nlang: ro", "bad_yaml"), ("title: |\n a\nb", "bad_yaml"),
        ("title: >9\n a", "bad_yaml"), ("[title, a]: b", "yaml_feature"), ("'': a", "missing"),
    )):
        yield Hostile(f"cases/yaml-{number:02}.md", f"---\n{text}\n---\n{CASE_BODY}".encode(), code)


def _bombs() -> Iterator[Hostile]:
    letters = "abcdefgh"
    aliases = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "\n".join(
        f"{one}: &{one} [{','.join(['*' + before] * 9)}]" for before, one in pairwise(letters))
    merges = "a0: &a0 {k: 1}\n" + "\n".join(f"a{n}: &a{n} {{<<: [*a{n - 1}, *a{n - 1}]}}" for n in range(1, 25))
    for name, text, code in (
        ("aliases", aliases, "yaml_feature"), ("merges", merges, "yaml_feature"),
        ("brackets", "a: " + "[" * 15_000, "yaml_too_deep"), ("braces", "a: " + "{b: " * 3_000, "yaml_too_deep"),
        ("dashes", "a:\n  " + "- " * 7_000, "yaml_too_deep"), ("questions", "? " * 7_000, "yaml_feature"),
        ("indents", "\n".join(" " * n + "a:" for n in range(150)), "yaml_too_deep"),
        ("keys", "\n".join(f"k{n}: {n}" for n in range(1_500)), "missing"),
        ("same-keys", "a: 1\n" * 3_000, "duplicate_key"),
        ("anchors", "a: " + "&x " * 4_000, "bad_yaml"), ("number", "years: [" + "9" * 15_000 + "]", "wrong_type"),
        ("long-key", "k" * 15_000 + ": a", "bad_yaml"),
        ("escapes", 'a: "' + "\\x00" * 3_000 + '"', "control_character"),
    ):
        yield Hostile(f"cases/bomb-{name}.md", f"---\n{text}\n---\n{CASE_BODY}".encode(), code)


def _values() -> Iterator[Hostile]:
    wrong: tuple[tuple[str, object, str], ...] = (
        ("title", None, "missing"), ("title", [], "wrong_type"), ("title", "", "empty"),
        ("title", "x" * 500, "too_long"),
        ("summary", {"a": "b"}, "wrong_type"), ("summary", "x" * 5_000, "too_long"), ("lang", "de", "unknown_value"),
        ("businesses", "a", "not_a_list"), ("businesses", [], "empty"), ("businesses", ["../a"], "bad_slug"),
        ("industries", [["a"]], "wrong_type"), ("industries", ["A"], "bad_slug"),
        ("platforms", {"a": "b"}, "not_a_list"),
        ("platforms", ["tv", "tv"], "repeated_value"), ("platforms", [f"p{n}" for n in range(300)], "too_many"),
        ("objectives", "sales", "not_a_list"), ("places", ["Chișinău"], "bad_slug"),
        ("years", ["MMXIX"], "wrong_type"),
        ("years", ["99999999999999999999"], "wrong_type"), ("years", ["1"], "out_of_range"),
        ("years", None, "missing"),
        ("period", "2019", "not_a_mapping"), ("period", {"from": "2019-02-31"}, "bad_date"),
        ("period", {"from": "2019", "to": "2018"}, "range_backwards"), ("added", "2024-13-45", "bad_date"),
        ("added", "0000-01-01", "out_of_range"), ("added", "12:30:45", "bad_date"),
        ("added", "9" * 5_000, "bad_date"),
        ("budget", "mult", "not_a_mapping"), ("budget", {"amount": "1e9", "currency": "MDL"}, "wrong_type"),
        ("budget", {"amount": "5", "currency": "lei"}, "unknown_value"), ("specialists", ["ana"], "not_a_mapping"),
        ("specialists", [{"role": "a"}], "missing"), ("sources", [], "empty"), ("sources", None, "missing"),
        ("sources", [{**SOURCE, "url": "javascript:alert(1)"}], "bad_url"),
        ("sources", [{**SOURCE, "url": "https://u:p@evil.md"}], "bad_url"),
        ("sources", [{"url": "https://a.md"}], "missing"),
        ("demo", "da", "wrong_type"), ("aliases", ["Vechi"], "bad_slug"), ("results", "multe", "not_a_list"),
        ("results", ["multe"], "not_a_mapping"), ("reliability", "x" * 4_000, "too_long"),
        ("related", "a", "not_a_list"),
        ("titlu", "a", "unknown_key"),
    )
    for number, (field, value, code) in enumerate(wrong):
        yield Hostile(f"cases/value-{number:02}.md", page({**CASE, field: value}, CASE_BODY).encode(), code)


def _results() -> Iterator[Hostile]:
    changes: tuple[tuple[dict[str, object], str], ...] = (
        ({"value": "4,2"}, "wrong_type"), ({"value": "nan"}, "wrong_type"), ({"value": "9" * 400}, "wrong_type"),
        ({"value": None}, "value_or_text"), ({"value_to": "1"}, "range_backwards"),
        ({"unit": "percent"}, "wrong_unit"),
        ({"unit": None}, "missing"), ({"base": "reach"}, "wrong_base"), ({"source": "9"}, "bad_source_number"),
        ({"metric": "engagement_rate", "unit": "percent"}, "rate_without_base"),
        ({"metric": "likes"}, "dangling_link"),
        ({"evidence": "zvon"}, "dangling_link"), ({"qualifier": "cam"}, "unknown_value"),
        ({"kind": "plan"}, "unknown_value"),
    )
    for number, (change, code) in enumerate(changes):
        result = {name: value for name, value in {**RESULT, **change}.items() if value is not None}
        yield Hostile(f"cases/result-{number:02}.md", case_markdown(results=[result]).encode(), code)


def _scripts() -> Iterator[Hostile]:
    """Script in every field of words is only words; pages escape them when they show them."""
    for field in ("title", "summary", "what_did_not_work", "reliability"):
        yield Hostile(f"cases/script-{field.replace('_', '-')}.md", case_markdown(**{field: SCRIPT}).encode(), None)
    for field in ("lang", "added", "demo"):
        code = {"lang": "unknown_value", "added": "bad_date", "demo": "wrong_type"}[field]
        yield Hostile(f"cases/script-{field}.md", case_markdown(**{field: SCRIPT}).encode(), code)
    for field in ("businesses", "industries", "platforms", "places", "related"):
        yield Hostile(f"cases/script-{field}.md", case_markdown(**{field: [SCRIPT]}).encode(), "bad_slug")
    for number, words in enumerate((SCRIPT, "[x](javascript:alert(1))", "![x](x\" onerror=\"alert(1))",
    "<svg onload=alert(1)>")):
        yield Hostile(f"cases/script-body-{number}.md", case_markdown(body=CASE_BODY + words).encode(), None)


def _bodies() -> Iterator[Hostile]:
    for name, body, code in (
        ("too-large", "x " * 131_500, "body_too_large"), ("brackets", "[" * 10_000, "render_failed"),
        ("images", "![" * 5_000, "render_failed"), ("blanks", ("a" + " " * 4_990 + "a\n") * 20, "render_failed"),
        ("indents", (" " * 4_990 + "a\n") * 20, "too_deep"),
        ("long-line", "x" * 50_000, "render_failed"),
        ("table", "|" + "a|" * 9_000 + "\n|" + "-|" * 9_000, "render_failed"),
        ("quotes", "> " * 500 + "a", "too_deep"), ("list", "- " * 500 + "a", "too_deep"),
        ("tabs", "\t" * 80 + "a", "too_deep"),
        ("numbers", "1. " * 200 + "a", "too_deep"), ("tags", "<a " * 80_000, "render_failed"),
        ("html-too-large", "<a@b.c> " * 30_000, "render_failed"), ("fences", "~~~ a\n" * 40_000, "render_timeout"),
        ("headings", "## a\n" * 40_000, "render_timeout"), ("empty", "\n", "missing_section"),
        ("no-results", CASE_BODY.partition("## Rezultate")[0], "missing_section"),
        ("empty-results", CASE_BODY.replace("Oamenii au cumpărat strugurii.", ""), "empty_section"),
        ("empty-lessons", CASE_BODY + "\n## Lecții\n", "empty_section"), ("twice", CASE_BODY * 2, "repeated_section"),
        ("russian", CASE_BODY.replace("Contextul", "Контекст"), "heading_language"),
        ("cedilla", CASE_BODY + "\nrecoltă şi ţuică\n", "cedilla"),
        ("unfinished", CASE_BODY + "\n## Lecții\n\n…\n", "to_fill"),
        ("cdata", "a <![CDATA[" * 150, "missing_section"), ("stars", "*" * 19_000, "missing_section"),
        ("backticks", "`" * 2_001, "missing_section"), ("unclosed-fence", "```\n" + CASE_BODY, None),
    ):
        yield Hostile(f"cases/body-{name}.md", case_markdown(body=body).encode(), code)


def _links() -> Iterator[Hostile]:
    def case(slug: str, code: str | None, **fields: object) -> Hostile:
        return Hostile(f"cases/link-{slug}.md", case_markdown(**fields).encode(), code)

    yield case("nowhere", "dangling_link", businesses=["nu-e"])
    yield case("nobody", "dangling_link", specialists=[{"person": "nu-e", "role": "business_owner"}])
    yield case("no-value", "dangling_link", platforms=["fax"])
    yield case("no-related", "dangling_link", related=["nu-e"])
    yield case("in-body", "dangling_link", body=CASE_BODY + "\n[x](../cases/nu-e.md)\n")
    yield case("to-bad", "left_out_link", related=["fence-blank"])
    yield case("to-that", "left_out_link", related=["link-to-bad"])
    yield case("circle-a", "left_out_link", related=["link-circle-b"])
    yield case("circle-b", "dangling_link", related=["link-circle-a"], businesses=["nu-e"])
    yield case("takes-a-name", "duplicate_slug", aliases=["struguri-in-loc-de-flori"])
    yield case("old-name", None, aliases=["nume-vechi"])
    yield case("same-old-name", "duplicate_slug", aliases=["nume-vechi"])


def _versions() -> Iterator[Hostile]:
    texts = {"title": "Т", "summary": "К", "lang": "ru"}
    body = "## Контекст\n\nа\n\n## Что сделали\n\nб\n\n## Результаты\n\nв\n"
    for path, fields, code in (
        ("lonely.ru", texts, "lonely_version"),
        ("struguri-in-loc-de-flori.ru", {**texts, "years": ["2019"]}, "version_field"),
        ("struguri-in-loc-de-flori.en", texts, "version_language"),
        ("struguri-in-loc-de-flori.ro", {**texts, "lang": "ro"}, "version_language"),
        ("link-old-name.ru", {**texts, "labels": {7: "x"}}, "out_of_range"),
        ("link-old-name.en", {**texts, "lang": "en", "labels": {'"a"': "x"}}, "number_key"),
        ("fence-blank.ru", texts, "left_out_link"), ("x.fr", texts, "bad_file_name"),
        ("x.ru.ru", texts, "bad_file_name"),
    ):
        yield Hostile(f"cases/{path}.md", page(fields, body).encode(), code)


def _lists() -> Iterator[Hostile]:
    """Vocabularies with one bad entry more than they should have, and other files that are no lists."""
    bad = {"industries": "- {slug: A}\n", "roles": "- word\n", "objectives": "- {slug: sales, ro: a, ru: б, en: c}\n"}
    codes = {"industries": "bad_slug", "roles": "not_a_mapping", "objectives": "duplicate_slug"}
    for name, entry in bad.items():
        yield Hostile(f"vocabulary/{name}.yaml", (vocabulary_yaml(name) + entry).encode(), codes[name])
    yield Hostile("vocabulary/platfroms.yaml", b"- a\n", "bad_file_name")
    yield Hostile("market/words.yaml", b"just words\n", "not_a_mapping")
    yield Hostile("market/large.yaml", b"# " + b"x" * 1_100_000, "too_large")
    yield Hostile("market/deep.yaml", b"[" * 900_000, "yaml_too_deep")
    yield Hostile("market/aliases.yaml", b"- *a\n" * 150_000, "yaml_feature")
    yield Hostile("golden-queries.yaml", b"q: vin\n", "not_a_list")


def _traps(folder: Path) -> Iterator[Hostile]:
    """What only a file system can do; empty data means it is in place already."""
    cases = folder / "cases"
    (folder.parent / "secret.md").write_text(case_markdown())
    (cases / "trap-outside.md").symlink_to(folder.parent / "secret.md")
    (cases / "trap-nowhere.md").symlink_to(cases / "nu-e.md")
    (cases / "trap-circle.md").symlink_to(cases / "trap-circle.md")
    (cases / "trap-zero.md").symlink_to("/dev/zero")
    (cases / "trap-folder.md").mkdir()
    os.mkfifo(cases / "trap-pipe.md")
    for name in ("outside", "zero"):
        yield Hostile(f"cases/trap-{name}.md", b"", "outside_library")
    for name in ("nowhere", "circle", "folder", "pipe"):
        yield Hostile(f"cases/trap-{name}.md", b"", "unreadable")
    yield Hostile("cases/trap-large.md", b"x" * 2_000_000, "too_large")
    yield Hostile("cases/Trap Name.md", b"x", "bad_file_name")
    yield Hostile("cases/trap.txt", b"x", "bad_file_name")
    yield Hostile("cases/.trap-hidden.md", b"\xff", None)
    yield Hostile("cases/trap-leftover.md~", b"\xff", None)
