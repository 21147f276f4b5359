"""Publishing into a library that is a git repository: a commit with its author, of images too; git stops nothing."""

import dataclasses
import io
import shutil
import subprocess

import pytest
from PIL import Image

from kb import services
from kb.accounts import Actor, Role
from kb.settings import Settings
from kb.submissions import Document
from tests.builders import CASE_BODY, case_markdown, write_library
from tests.services.contributing import EVA, YES, file, found, send


class Crash(Exception):
    """The process is gone."""


def git(folder, *arguments):
    return subprocess.run(["git", "-C", str(folder), *arguments], check=True, capture_output=True, text=True).stdout


@pytest.fixture
def with_git(tmp_path):
    write_library(tmp_path / "content")
    settings = Settings(content=tmp_path / "content", index=tmp_path / "index", instance=tmp_path / "instance",
                        processes=1)
    git(settings.content_folder, "init", "--quiet")
    built = services.build(dataclasses.replace(settings, git_commit=True))
    ana = built.accounts.create(Actor.CONSOLE, "ana@example.md", "Ana <Pop>", "ro", Role.CONTRIBUTOR)
    built.reindex("full")
    yield built, Actor(ana, Role.CONTRIBUTOR)
    built.close()


def test_what_is_published_is_committed_with_its_author(with_git):
    made, ana = with_git
    file(made, "notes.txt").write_text("of somebody else")
    made.approve(EVA, send(made, actor=ana), 1)
    log = git(made.settings.content_folder, "log", "--format=%an|%cn|%s", "--name-only").split()
    assert log == ["Ana", "Pop|Culise|Publish", "cases/prune.md", "businesses/gospodaria.md", "cases/prune.md"]
    assert "notes.txt" in git(made.settings.content_folder, "status", "--short")


def test_a_repository_that_refuses_stops_no_publication(with_git):
    made, ana = with_git
    hook = made.settings.content_folder / ".git/hooks/pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\nexit 1\n")
    hook.chmod(0o755)
    made.approve(EVA, send(made, actor=ana), 1)
    assert found(made, "prune") == ["prune"]


def test_the_images_of_a_page_are_committed_with_it_in_all_their_sizes(with_git):
    made, ana = with_git
    text = case_markdown(title="Prune", body=CASE_BODY + "\n![Afiș](../media/prune/afis.webp)\n")
    draft = made.submissions.start(ana, "ro", [Document("cases/prune.md", text)])
    picture = io.BytesIO()
    Image.new("RGB", (1000, 500), "red").save(picture, "PNG")
    made.attach_image(ana, draft, "afis.png", picture.getvalue())
    made.submissions.submit(ana, draft, YES)
    made.approve(EVA, draft, 1)
    names = git(made.settings.content_folder, "show", "--name-only", "--format=%an", "HEAD").split()
    assert names == ["Ana", "Pop", "cases/prune.md", "media/prune/afis.480.webp", "media/prune/afis.960.webp",
                     "media/prune/afis.webp"]
    assert "prune" not in git(made.settings.content_folder, "status", "--short")


def test_a_page_taken_out_is_a_commit_of_the_editor_that_says_so(with_git):
    made, ana = with_git
    eva = made.accounts.create(Actor.CONSOLE, "eva@example.md", "Eva", "ro", Role.EDITOR)
    made.approve(EVA, send(made, actor=ana), 1)
    made.take_out(Actor(eva, Role.EDITOR), "cases/prune.md", "La cererea firmei.")
    log = git(made.settings.content_folder, "show", "--name-status", "--format=%an|%s", "HEAD").split("\n")
    assert log == ["Eva|Take out cases/prune.md", "", "D\tcases/prune.md", ""]


def test_what_cannot_be_committed_is_in_the_library_all_the_same(with_git):
    made, ana = with_git
    (made.settings.content_folder / ".git/index.lock").touch()
    made.approve(EVA, send(made, actor=ana), 1)
    assert found(made, "prune") == ["prune"]
    assert made.submissions.outbox() == []
    (made.settings.content_folder / ".git/index.lock").unlink()
    assert git(made.settings.content_folder, "status", "--short", "cases/prune.md") == "?? cases/prune.md\n"


def test_a_repository_that_is_none_stops_no_publication(with_git):
    made, ana = with_git
    shutil.rmtree(made.settings.content_folder / ".git")
    made.approve(EVA, send(made, actor=ana), 1)
    assert found(made, "prune") == ["prune"]


def test_a_crash_before_the_commit_is_made_good_with_it(with_git, monkeypatch):
    made, ana = with_git
    draft = send(made, actor=ana)

    def crash(*_):
        raise Crash
    with monkeypatch.context() as patch:
        patch.setattr("kb.services.contribution.commit", crash)
        with pytest.raises(Crash):
            made.approve(EVA, draft, 1)
    assert found(made, "prune") == ["prune"]
    made.publish_approved()
    assert git(made.settings.content_folder, "log", "--format=%an|%s") == "Ana Pop|Publish cases/prune.md\n"
    made.publish_approved()
    assert git(made.settings.content_folder, "log", "--format=%s").count("\n") == 1
