"""A reindex makes the index equal to the library, does no more than it must, and survives bad files and bad indexes."""

import json
import os
from pathlib import Path

import pytest

from kb.errors import Busy, IndexUnavailable
from kb.indexing import Generations, ReindexReport
from kb.indexing import manifest as manifests
from kb.indexing.manifest import CATALOGUE_FILE
from kb.store import Catalogue, Stamp
from tests.builders import business_markdown, case_markdown, specialist_markdown, write_library
from tests.indexes import live_index, reindex, search, slugs

CASES = {
    "struguri-in-loc-de-flori": case_markdown(),
    "struguri-in-loc-de-flori.ru": "---\ntitle: Виноград вместо цветов\nsummary: Продажа винограда.\nlang: ru\n---\n\n"
    "## Контекст\n\nВиноград остался.\n\n## Что сделали\n\nВидео.\n\n## Результаты\n\nПродали.\n",
    "cafea-la-colt": case_markdown(title="Cafea la colț", summary="O cafenea.", aliases=["cafea-veche"]),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_library(tmp_path / "content", cases=CASES)
    return tmp_path


def write(folder: Path, path: str, text: str) -> None:
    """Write a file with a time that surely differs from the one before."""
    file = folder / "content" / path
    file.write_text(text, encoding="utf-8")
    status = file.stat()
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns + 1_000_000))


def counts(report: ReindexReport) -> tuple[str, int, int, int]:
    return report.action, report.added, report.changed, report.removed


def test_everything_is_built_and_found(folder: Path) -> None:
    report = reindex(folder)
    assert counts(report) == ("built", 2, 0, 0)
    assert (report.cases, report.left_out, report.problems) == (2, 0, ())
    with live_index(folder) as live:
        assert slugs(search(live, "cafea")) == ["cafea-la-colt"]
        assert slugs(search(live, "виноград")) == ["struguri-in-loc-de-flori"]


@pytest.mark.parametrize("mode", ["changed", "if_needed"])
def test_nothing_is_done_when_nothing_changed(folder: Path, mode: str) -> None:
    first = reindex(folder)
    second = reindex(folder, mode)
    assert counts(second) == ("nothing", 0, 0, 0)
    assert second.generation == first.generation


@pytest.mark.parametrize("mode", ["changed", "if_needed"])
def test_without_an_index_everything_is_built(folder: Path, mode: str) -> None:
    assert counts(reindex(folder, mode)) == ("built", 2, 0, 0)


def test_a_changed_case_is_done_again_and_no_other(folder: Path) -> None:
    reindex(folder)
    write(folder, "cases/cafea-la-colt.md", case_markdown(title="Ceai la colț"))
    assert counts(reindex(folder, "changed")) == ("synced", 0, 1, 0)
    with live_index(folder) as live:
        assert slugs(search(live, "ceai")) == ["cafea-la-colt"]
        assert slugs(search(live, "cafea")) == []


def test_a_file_that_was_only_touched_changes_no_case(folder: Path) -> None:
    reindex(folder)
    os.utime(folder / "content/cases/cafea-la-colt.md")
    assert counts(reindex(folder, "changed")) == ("synced", 0, 0, 0)
    assert counts(reindex(folder, "changed")) == ("nothing", 0, 0, 0)


def test_a_new_and_a_removed_case(folder: Path) -> None:
    reindex(folder)
    write(folder, "cases/nou.md", case_markdown(title="Un caz nou"))
    (folder / "content/cases/cafea-la-colt.md").unlink()
    assert counts(reindex(folder, "changed")) == ("synced", 1, 0, 1)
    with live_index(folder) as live:
        assert slugs(search(live)) == ["nou", "struguri-in-loc-de-flori"]


def test_a_removed_language_version_is_no_longer_found(folder: Path) -> None:
    reindex(folder)
    (folder / "content/cases/struguri-in-loc-de-flori.ru.md").unlink()
    assert counts(reindex(folder, "changed")) == ("synced", 0, 1, 0)
    with live_index(folder) as live:
        assert slugs(search(live, "винограда")) == []


def test_a_renamed_business_is_found_by_its_new_name_in_every_case_of_it(folder: Path) -> None:
    reindex(folder)
    write(folder, "businesses/tineri-fermieri.md", business_markdown(name="Livada Nouă", also_known_as=["Ливада"]))
    assert counts(reindex(folder, "changed")) == ("synced", 0, 2, 0)
    with live_index(folder) as live:
        assert search(live, "livada noua").total == search(live, "ливада").total == 2
        assert search(live, "livada noua").hits[0].businesses[0].label == "Livada Nouă"


def test_a_changed_vocabulary_reaches_every_case(folder: Path) -> None:
    reindex(folder)
    file = folder / "content/vocabulary/industries.yaml"
    write(folder, "vocabulary/industries.yaml", file.read_text(encoding="utf-8").replace("Agricultură", "Agronomie"))
    assert counts(reindex(folder, "changed")) == ("synced", 0, 2, 0)
    with live_index(folder) as live:
        assert search(live, "agronomie").total == 2


def test_a_business_that_goes_takes_its_cases_out_and_brings_them_back(folder: Path) -> None:
    reindex(folder)
    file = folder / "content/businesses/tineri-fermieri.md"
    text = file.read_text(encoding="utf-8")
    file.unlink()
    report = reindex(folder, "changed")
    assert counts(report) == ("synced", 0, 0, 2)
    assert {problem.code for problem in report.problems} >= {"dangling_link"}
    file.write_text(text, encoding="utf-8")
    report = reindex(folder, "changed")
    assert (counts(report), report.problems) == (("synced", 2, 0, 0), ())


def test_a_bad_file_is_left_out_and_told_with_its_line_and_the_others_live_on(folder: Path) -> None:
    write(folder, "cases/stricat.md", "---\ntitle: Fără sfârșit\n")
    write(folder, "cases/alt.md", case_markdown(industries=["no-such"]))
    report = reindex(folder)
    assert (report.cases, report.left_out) == (2, 2)
    told = [f"{problem.path}:{problem.line}" for problem in report.problems]
    assert [line for line in told if "stricat" in line or "alt" in line]
    with live_index(folder) as live:
        assert search(live).total == 2


def test_problems_are_told_again_when_nothing_is_done(folder: Path) -> None:
    write(folder, "cases/alt.md", case_markdown(industries=["no-such"]))
    first = reindex(folder)
    assert reindex(folder, "changed").problems == first.problems != ()


def test_a_person_who_withdrew_is_named_nowhere(folder: Path) -> None:
    write(folder, "specialists/diana-crudu.md", specialist_markdown(withdrawn="true"))
    reindex(folder)
    with live_index(folder) as live:
        assert search(live, "Crudu").total == 0
        assert search(live).facets["specialist"] == ()
        assert search(live).facets["role"] == ()
        with live.reading() as generation:
            case = generation.catalogue.case("struguri-in-loc-de-flori")
            assert case is not None
            assert case.specialists == ()
            assert generation.catalogue.page("specialists", "diana-crudu") is None


def test_old_slugs_lead_to_the_new_one(folder: Path) -> None:
    reindex(folder)
    with live_index(folder) as live, live.reading() as generation:
        assert generation.catalogue.renamed("cases", "cafea-veche") == "cafea-la-colt"
        assert generation.catalogue.renamed("businesses", "cafea-veche") is None


@pytest.mark.parametrize("part", ["catalogue", "analyzer", "renderer", "engine_version"])
def test_an_index_made_by_another_version_of_the_code_is_built_anew(folder: Path, part: str) -> None:
    first = reindex(folder)
    file = folder / "index/generations" / first.generation / "manifest.json"
    values = json.loads(file.read_text())
    values["versions"][part] += 1
    file.write_text(json.dumps(values))
    assert counts(reindex(folder, "if_needed")) == ("built", 2, 0, 0)
    assert counts(reindex(folder, "if_needed")) == ("nothing", 0, 0, 0)


def test_an_index_of_another_engine_is_built_anew(folder: Path) -> None:
    reindex(folder, engine="null")
    assert counts(reindex(folder, "if_needed")) == ("built", 2, 0, 0)


@pytest.mark.parametrize("file", [CATALOGUE_FILE, "sqlite_fts.sqlite", "manifest.json"])
@pytest.mark.parametrize("damage", ["missing", "zeros", "empty"])
def test_a_damaged_index_is_built_anew_when_needed_is_asked(folder: Path, file: str, damage: str) -> None:
    first = reindex(folder)
    damaged = folder / "index/generations" / first.generation / file
    if damage == "missing":
        damaged.unlink()
    else:
        damaged.write_bytes(b"\0" * (damaged.stat().st_size if damage == "zeros" else 0))
    report = reindex(folder, "if_needed")
    assert (report.action, report.cases) == ("built", 2)
    with live_index(folder) as live:
        assert search(live, "cafea").total == 1


def test_rendered_bodies_are_taken_over_when_only_the_front_matter_changed(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reindex(folder)
    catalogue = folder / "index/generations"
    write(folder, "cases/cafea-la-colt.md", case_markdown(title="Alt titlu"))
    monkeypatch.setattr("kb.ingest.rendering.render", lambda markdown: pytest.fail("rendered again"))
    reindex(folder, "changed")
    assert len(list(catalogue.iterdir())) == 2
    with live_index(folder) as live, live.reading() as generation:
        case = generation.catalogue.case("cafea-la-colt")
        assert case is not None
        assert "Recolta a rămas" in case.texts[0].body.html


def test_the_manifest_tells_what_is_in_the_generation(folder: Path) -> None:
    report = reindex(folder)
    manifest = manifests.read_manifest(folder / "index/generations" / report.generation)
    assert (manifest.cases, manifest.documents, manifest.left_out) == (2, 3, 0)
    assert manifest.versions == manifests.versions_of_code("sqlite_fts")


def test_a_second_reindex_at_the_same_time_is_refused(folder: Path) -> None:
    with Generations(folder / "index").builder_lock(), pytest.raises(Busy):
        reindex(folder)


def test_a_generation_that_does_not_hold_everything_is_not_put_in_place(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = reindex(folder)
    write(folder, "cases/nou.md", case_markdown(title="Un caz nou"))
    monkeypatch.setattr("kb.indexing.build.documents_of", lambda *_: [])
    with pytest.raises(IndexUnavailable, match="incomplete"):
        reindex(folder, "changed")
    assert Generations(folder / "index").current() == first.generation


def test_an_empty_library_is_an_empty_index(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    report = reindex(tmp_path)
    assert (report.action, report.cases) == ("built", 0)
    with live_index(tmp_path) as live:
        assert search(live, "vin").total == 0


def test_without_a_content_folder_the_report_says_so_and_the_old_index_of_it_goes_empty(folder: Path) -> None:
    (folder / "content").rename(folder / "elsewhere")
    report = reindex(folder)
    assert [problem.code for problem in report.problems] == ["unreadable"]


def test_a_file_that_could_not_be_read_is_read_again_though_its_size_and_time_are_the_same(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reindex(folder)
    report = reindex(folder, "changed")
    assert report.action == "nothing"
    unread = {"cases/cafea-la-colt.md": ""}
    real = Catalogue.stamps

    def without_hash(self: Catalogue) -> dict[str, Stamp]:
        return {path: stamp._replace(sha256=unread.get(path, stamp.sha256)) for path, stamp in real(self).items()}

    monkeypatch.setattr(Catalogue, "stamps", without_hash)
    assert reindex(folder, "changed").action == "synced"
