"""Files on disk: what is a conflict, in which order pages come and go, and that a fault in between breaks no link."""

import itertools
import os

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from kb.errors import StorageFailed
from kb.submissions import Document, FileSteps, conflicts_of, hash_of, read_or_none, write_documents
from kb.submissions.model import KINDS

CASE = "cases/vin.md"


def put(folder, text, path=CASE):
    file = folder / path
    if text is None:
        file.unlink(missing_ok=True)
    else:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode())


@pytest.mark.parametrize(("base", "there", "proposed", "is_conflict"), [
    ("a", "a", "b", False), ("a", "b", "b", False), ("a", "c", "b", True), ("a", None, "b", True),
    (None, None, "b", False), (None, "b", "b", False), (None, "c", "b", True),
    ("a", "a", None, False), ("a", None, None, False), ("a", "c", None, True), (None, "c", None, True),
    ("a", "a\r\n", "b", True), ("a", "", "b", True), ("", "", "b", False), ("a", "a", "a", False),
])
def test_a_file_is_in_the_way_when_it_is_neither_the_old_nor_the_new(tmp_path, base, there, proposed, is_conflict):
    put(tmp_path, there)
    document = Document(CASE, proposed, None if base is None else hash_of(base))
    found = conflicts_of(tmp_path, [document])
    assert bool(found) == is_conflict
    if found:
        assert (found[0].path, found[0].there, found[0].proposed) == (CASE, there, proposed)
    elif not is_conflict:
        write_documents(tmp_path, [document], FileSteps())
        assert conflicts_of(tmp_path, [document]) == []
        assert read_or_none(tmp_path / CASE) == (None if proposed is None else proposed.encode())


def test_a_file_that_is_no_text_is_shown_as_far_as_it_can_be(tmp_path):
    (tmp_path / "cases").mkdir()
    (tmp_path / CASE).write_bytes(b"a\xff")
    [found] = conflicts_of(tmp_path, [Document(CASE, "b", hash_of("a"))])
    assert found.there == "a\ufffd"


def test_where_a_folder_stands_no_file_is_read_and_none_is_written_over_it(tmp_path):
    (tmp_path / CASE).mkdir(parents=True)
    with pytest.raises(StorageFailed):
        conflicts_of(tmp_path, [Document(CASE, "b")])
    (tmp_path / "businesses").write_text("a file where a folder should be")
    assert read_or_none(tmp_path / "businesses/x.md") is None
    with pytest.raises(StorageFailed):
        write_documents(tmp_path, [Document("businesses/x.md", "b")], FileSteps())


class Crash(Exception):
    """The process is gone."""


def crashing(after, told):
    """File steps of which so many succeed; each is told."""
    def count(path):
        told.append(path.parent.name)
        if len(told) > after:
            raise Crash

    def write(path, content):
        count(path)
        path.write_bytes(content)

    def remove(path):
        count(path)
        path.unlink(missing_ok=True)
    return FileSteps(write, remove)


DOCUMENTS = st.dictionaries(
    st.builds("{}/{}.md".format, st.sampled_from(KINDS), st.sampled_from("ab")),
    st.none() | st.sampled_from(["x", "y"]), min_size=1, max_size=6)


@given(DOCUMENTS, st.integers(0, 6))
@hypothesis_settings(max_examples=100)
def test_after_a_crash_at_any_file_doing_it_again_ends_it(tmp_path_factory, texts, after):
    folder = tmp_path_factory.mktemp("library")
    for number, path in enumerate(texts):
        put(folder, ["x", None, "z"][number % 3], path)
    bases = {path: read_or_none(folder / path) for path in texts}
    documents = [Document(path, text, None if bases[path] is None else hash_of(bases[path]))
                 for path, text in texts.items()]
    told = []
    try:
        write_documents(folder, documents, crashing(after, told))
    except Crash:
        assert conflicts_of(folder, documents) == [], "what was begun must not stand in its own way"
    touched = write_documents(folder, documents, FileSteps())
    assert {path: read_or_none(folder / path) for path in texts} == {
        path: None if text is None else text.encode() for path, text in texts.items()}
    assert {os.fspath(path.relative_to(folder)) for path in touched} == set(texts)
    again = []
    write_documents(folder, [each for each in documents if each.text is not None], crashing(0, again))
    assert again == []


NAMED_FIRST = list(itertools.combinations(["businesses", "specialists", "books", "cases"], 2))


@pytest.mark.parametrize(("named", "naming"), [pair for pair in NAMED_FIRST if pair[1] == "cases"])
@pytest.mark.parametrize("is_there", [True, False])
def test_what_a_case_names_comes_before_it_and_goes_after_it(tmp_path, named, naming, is_there):
    """Whoever reads the folder between two files finds no case that names what is not there."""
    paths = [f"{naming}/a.md", f"{named}/b.md"]
    for path in paths:
        put(tmp_path, None if is_there else "x", path)
    told = []
    write_documents(tmp_path, [Document(path, "x" if is_there else None) for path in paths], crashing(9, told))
    for path in paths:
        (tmp_path / path).parent.mkdir(exist_ok=True)
    assert told == ([named, naming] if is_there else [naming, named])


def test_new_pages_come_before_old_ones_go(tmp_path):
    """A page that moves is there twice for a moment, and never not at all."""
    put(tmp_path, "x", "cases/veche.md")
    told = []
    steps = crashing(1, told)
    with pytest.raises(Crash):
        write_documents(tmp_path, [Document("cases/veche.md", None), Document("cases/noua.md", "x")], steps)
    assert (tmp_path / "cases/noua.md").exists()
    assert (tmp_path / "cases/veche.md").exists()
