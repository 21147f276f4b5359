"""Commits in real repositories: only what was published, under its author's name, whatever state the folder is in."""

import os
import shutil
import subprocess
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from kb.submissions import git as commits
from kb.submissions.git import commit

OWN = {**os.environ, "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull}


def git(folder, *arguments, check=True):
    command = ["git", "-C", str(folder), "-c", "user.name=Owner", "-c", "user.email=owner@example.md", *arguments]
    return subprocess.run(command, check=check, capture_output=True, text=True, env=OWN).stdout


@pytest.fixture
def repository(tmp_path, monkeypatch):
    """A library in a folder of a repository with one commit."""
    for name in ("GIT_CONFIG_NOSYSTEM", "GIT_CONFIG_GLOBAL"):
        monkeypatch.setenv(name, OWN[name])
    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    content = tmp_path / "content"
    put(content, "cases/veche.md", "vechi")
    put(content, "businesses/firma.md", "firma")
    git(tmp_path, "add", "--all")
    git(tmp_path, "commit", "--quiet", "--message=Begin")
    return content


def put(content, name, text="text"):
    path = content / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def last(content, form="%s"):
    return git(content, "log", "-1", f"--format={form}").strip()


def changed_by_last(content):
    return git(content, "show", "--name-status", "--format=", "--no-renames", "HEAD").split("\n")[:-1]


def state(content):
    return git(content, "status", "--porcelain", "--untracked-files=all").splitlines()


def hook(content, name, script):
    path = content.parent / ".git/hooks" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


def test_new_changed_and_removed_files_are_one_commit_with_its_author(repository):
    image = put(repository, "media/noua/afis.webp", b"RIFF\0\xff")
    new, old = put(repository, "cases/noua.md"), put(repository, "cases/veche.md", "schimbat")
    gone = repository / "businesses/firma.md"
    gone.unlink()
    assert commit(repository, [image, new, old, gone], "Publish cases/noua.md", "Ana Pop") == ""
    assert last(repository, "%an|%ae|%cn|%s") == "Ana Pop|contributor@culise.invalid|Culise|Publish cases/noua.md"
    assert changed_by_last(repository) == [
        "D\tcontent/businesses/firma.md", "A\tcontent/cases/noua.md", "M\tcontent/cases/veche.md",
        "A\tcontent/media/noua/afis.webp"]
    assert state(repository) == []


def test_whatever_else_is_changed_or_staged_stays_as_it_is(repository):
    put(repository, "notes.txt", "of somebody else")
    put(repository, "cases/veche.md", "half a change")
    put(repository, "businesses/firma.md", "staged")
    git(repository, "add", "businesses/firma.md")
    before = state(repository)
    assert commit(repository, [put(repository, "cases/noua.md")], "Publish", "Ana") == ""
    assert changed_by_last(repository) == ["A\tcontent/cases/noua.md"]
    assert state(repository) == before == ["M  content/businesses/firma.md", " M content/cases/veche.md",
                                           "?? content/notes.txt"]


def test_doing_it_again_makes_no_second_commit(repository):
    files = [put(repository, "cases/noua.md"), put(repository, "media/noua/afis.webp", b"\0")]
    assert commit(repository, files, "Publish", "Ana") == ""
    first = last(repository, "%H")
    assert commit(repository, files, "Publish", "Ana") == ""
    assert last(repository, "%H") == first


def test_a_first_commit_can_be_a_publication(tmp_path, repository):
    shutil.rmtree(tmp_path / ".git")
    git(tmp_path, "init", "--quiet")
    assert commit(repository, [repository / "cases/veche.md"], "Publish", "Ana") == ""
    assert changed_by_last(repository) == ["A\tcontent/cases/veche.md"]


def test_a_page_that_came_and_went_uncommitted_is_no_trouble(repository):
    never, gone = repository / "cases/alta.ru.md", repository / "cases/veche.md"
    gone.unlink()
    assert commit(repository, [gone, never], "Take out", "Eva") == ""
    assert changed_by_last(repository) == ["D\tcontent/cases/veche.md"]
    assert commit(repository, [never], "Take out", "Eva") == ""


@pytest.mark.parametrize("name", [
    "-x", "--amend", "Ana <ana@example.md>", "Ana\nPop", "Ион Руссу", "Ștefan cel Mare", "'\"$(touch x)`", "\\", "...",
    "<>", "", "   ", "a" * 100, "👩🏽‍🌾", "\u202eanA", ",Ana;"])
def test_a_name_is_data_whatever_it_holds(repository, name):
    assert commit(repository, [put(repository, "cases/noua.md")], "Publish", name) == ""
    assert last(repository, "%ae") == "contributor@culise.invalid"
    kept = last(repository, "%an")
    assert kept
    assert set(kept) <= set(name) or kept == "contributor"


@given(st.text(max_size=30))
@hypothesis_settings(max_examples=300)
def test_what_is_made_of_a_name_is_one_line_with_one_address(name):
    credited = commits._credited(name)
    assert credited.count("<") == credited.count(">") == 1
    assert credited.isprintable()
    assert credited.endswith(" <contributor@culise.invalid>")
    assert credited[0] not in " .,:;<>\"\\'"


def test_what_another_repository_left_in_the_environment_is_not_used(repository, tmp_path, monkeypatch):
    """A server started by a hook has the repository of that hook in its environment."""
    other = tmp_path / "other"
    other.mkdir()
    git(other, "init", "--quiet")
    for name, value in (("GIT_DIR", other / ".git"), ("GIT_WORK_TREE", other), ("GIT_INDEX_FILE", other / "index"),
                        ("GIT_AUTHOR_NAME", "Nobody"), ("GIT_LITERAL_PATHSPECS", "0")):
        monkeypatch.setenv(name, str(value))
    assert commit(repository, [put(repository, "cases/noua.md")], "Publish", "Ana") == ""
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
        monkeypatch.delenv(name)
    assert last(repository, "%an %s") == "Ana Publish"


# -- what goes wrong is told, and stops nothing ------------------------------------------------------------------------

def no_repository(content):
    shutil.rmtree(content.parent / ".git")


def refusing_hook(content):
    hook(content, "pre-commit", "echo 'no commits today'; exit 1")


def babbling_hook(content):
    hook(content, "pre-commit", "printf '\\377\\376 no \\200' >&2; exit 1")


def refusing_message(content):
    hook(content, "commit-msg", "echo 'no commits today' >&2; exit 1")


def locked(content):
    (content.parent / ".git/index.lock").touch()


def ignored(content):
    (content.parent / ".gitignore").write_text("noua.md\n")


def in_a_merge(content):
    root = content.parent
    git(root, "checkout", "--quiet", "-b", "other")
    put(content, "cases/veche.md", "one")
    git(root, "commit", "--quiet", "--all", "--message=one")
    git(root, "checkout", "--quiet", "main")
    put(content, "cases/veche.md", "two")
    git(root, "commit", "--quiet", "--all", "--message=two")
    git(root, "merge", "--quiet", "other", check=False)


def damaged(content):
    (content.parent / ".git/HEAD").write_bytes(b"\xff\xfe")


def bare_link(content):
    shutil.rmtree(content.parent / ".git")
    (content.parent / ".git").write_text("gitdir: nowhere\n")


@pytest.mark.parametrize(("trouble", "reason"), [
    (no_repository, "not a git repository"), (refusing_hook, "no commits today"),
    (refusing_message, "no commits today"),
    (babbling_hook, "no"), (locked, "index.lock"), (ignored, "ignored"), (in_a_merge, "merge"),
    (damaged, "not a git repository"), (bare_link, "not a git repository"),
], ids=lambda value: getattr(value, "__name__", None))
def test_what_stands_in_the_way_is_told_and_the_file_stays(repository, trouble, reason):
    trouble(repository)
    file = put(repository, "cases/noua.md", "de publicat")
    assert reason in commit(repository, [file], "Publish", "Ana")
    assert file.read_text() == "de publicat"


def test_after_a_refusal_the_next_publication_is_committed_alone(repository):
    refusing_hook(repository)
    first = put(repository, "cases/prima.md")
    assert commit(repository, [first], "Publish", "Ana")
    (repository.parent / ".git/hooks/pre-commit").unlink()
    assert commit(repository, [put(repository, "cases/noua.md")], "Publish", "Ion") == ""
    assert changed_by_last(repository) == ["A\tcontent/cases/noua.md"]
    assert commit(repository, [first], "Publish", "Ana") == ""
    assert state(repository) == []


def test_a_hook_that_hangs_is_ended_with_all_it_started_and_leaves_no_lock(repository, tmp_path):
    """What a hook has started holds our pipes: to wait for their end would be to wait for it."""
    hook(repository, "pre-commit", f"echo $$ > '{tmp_path}/hook'; sleep 600 & echo $! > '{tmp_path}/child'; wait")
    file = put(repository, "cases/noua.md")
    assert "longer than 0.5 s" in commit(repository, [file], "Publish", "Ana", patience_s=0.5)
    for name in ("hook", "child"):
        number = int((tmp_path / name).read_text())
        for _ in range(500):
            if not is_alive(number):
                break
            time.sleep(0.01)
        assert not is_alive(number), name
    (repository.parent / ".git/hooks/pre-commit").unlink()
    assert commit(repository, [file], "Publish", "Ana") == ""


def is_alive(number):
    """Whether a process runs; one that has ended and is not yet taken note of does not."""
    try:
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def test_without_git_it_is_told(repository, monkeypatch):
    monkeypatch.setenv("PATH", str(repository))
    assert commit(repository, [put(repository, "cases/noua.md")], "Publish", "Ana") == "git is not installed"


def test_a_git_that_cannot_be_started_is_told(repository, tmp_path, monkeypatch):
    fake = tmp_path / "bin"
    fake.mkdir()
    (fake / "git").write_bytes(b"\x7fELF broken")
    (fake / "git").chmod(0o755)
    monkeypatch.setenv("PATH", str(fake))
    assert "Exec format" in commit(repository, [put(repository, "cases/noua.md")], "Publish", "Ana")
