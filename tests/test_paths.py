"""Where folders are found: the set one, the wheel's copy, the checkout's; and where there is no answer."""

from collections.abc import Callable
from pathlib import Path

import pytest

from kb import paths
from kb.errors import ConfigurationError

SHIPPED = [(paths.content, "content"), (paths.templates, "templates")]
WRITTEN = [(paths.index, "search_index", "KB_INDEX"), (paths.instance, "instance", "KB_INSTANCE")]
ALL = [paths.content, paths.templates, paths.index, paths.instance]

Finder = Callable[..., Path]


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """The package folder of a checkout that has content and templates."""
    root = tmp_path / "a checkout"
    for name in ("kb", "content", "templates"):
        (root / name).mkdir(parents=True)
    (root / "setup.cfg").touch()
    return root / "kb"


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """The package folder of an installed wheel, with other people's folders beside it."""
    package = tmp_path / "site-packages" / "kb"
    for name in ("_content", "_templates"):
        (package / name).mkdir(parents=True)
    for name in ("content", "templates", "search_index", "instance"):
        (package.parent / name).mkdir()
    return package


@pytest.mark.parametrize(("find", "name"), SHIPPED)
def test_a_checkout_reads_its_own_folders(find: Finder, name: str, checkout: Path) -> None:
    assert find(package=checkout) == checkout.parent / name


@pytest.mark.parametrize(("find", "name"), SHIPPED)
def test_a_wheel_reads_its_copy_and_no_namesake_beside_it(find: Finder, name: str, installed: Path) -> None:
    assert find(package=installed) == installed / f"_{name}"


@pytest.mark.parametrize(("find", "name"), SHIPPED)
def test_the_wheels_copy_wins_over_a_checkout_around_it(find: Finder, name: str, checkout: Path) -> None:
    (checkout / f"_{name}").mkdir()
    assert find(package=checkout) == checkout / f"_{name}"


@pytest.mark.parametrize("find", ALL)
def test_a_set_folder_wins_everywhere(find: Finder, checkout: Path, installed: Path, tmp_path: Path) -> None:
    chosen = tmp_path / "chosen"
    chosen.mkdir()
    assert find(chosen, package=checkout) == find(chosen, package=installed) == chosen


@pytest.mark.parametrize("find", ALL)
def test_a_set_folder_comes_back_absolute(
    find: Finder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "chosen").mkdir()
    monkeypatch.chdir(tmp_path)
    assert find(Path("chosen")) == tmp_path / "chosen"


@pytest.mark.parametrize("find", ALL)
def test_a_tilde_means_the_home_folder(find: Finder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "chosen").mkdir()
    monkeypatch.setenv("HOME", str(tmp_path))
    assert find(Path("~/chosen")) == tmp_path / "chosen"


@pytest.mark.parametrize(("find", "name"), SHIPPED)
def test_a_missing_set_folder_is_named_with_its_setting(find: Finder, name: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=f"KB_{name.upper()} is .*missing, which is not a folder"):
        find(tmp_path / "missing")


@pytest.mark.parametrize(("find", "name"), SHIPPED)
def test_a_file_is_not_taken_for_a_folder(find: Finder, name: str, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(ConfigurationError, match="not a folder"):
        find(tmp_path / "file")


@pytest.mark.parametrize(("find", "name"), SHIPPED)
def test_a_package_without_its_data_says_what_to_set(find: Finder, name: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=f"no {name} folder: set KB_{name.upper()}"):
        find(package=tmp_path / "site-packages" / "kb")


@pytest.mark.parametrize(("find", "name", "setting"), WRITTEN)
def test_a_checkout_writes_beside_its_code(find: Finder, name: str, setting: str, checkout: Path) -> None:
    assert find(package=checkout) == checkout.parent / name


@pytest.mark.parametrize(("find", "name", "setting"), WRITTEN)
def test_a_wheel_never_writes_beside_its_code(find: Finder, name: str, setting: str, installed: Path) -> None:
    with pytest.raises(ConfigurationError, match=f"set {setting}"):
        find(package=installed)


@pytest.mark.parametrize(("find", "name", "setting"), WRITTEN)
def test_a_folder_to_write_need_not_exist_and_is_not_made(
    find: Finder, name: str, setting: str, installed: Path, tmp_path: Path
) -> None:
    chosen = tmp_path / "not yet" / "there"
    assert find(chosen, package=installed) == chosen
    assert not chosen.exists()


def test_this_checkout_is_found_from_anywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = Path(__file__).resolve().parent.parent
    monkeypatch.chdir(tmp_path)
    names = ("content", "templates", "search_index", "instance")
    assert [find() for find in ALL] == [root / name for name in names]


def test_only_a_checkout_has_a_folder_of_questions_and_baselines(checkout: Path, installed: Path) -> None:
    assert paths.evaluation(package=checkout) is None
    folder = checkout.parent / "tests/eval"
    folder.mkdir(parents=True)
    assert paths.evaluation(package=checkout) == folder
    (installed.parent / "tests/eval").mkdir(parents=True)
    assert paths.evaluation(package=installed) is None
