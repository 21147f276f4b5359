"""Settings: the environment over a TOML file over defaults, and a clear word for each that cannot work."""

from contextlib import suppress
from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.errors import ConfigurationError
from kb.settings import BOUNDS, CHOICES, READ, Settings, is_secret, meanings, read_settings

KINDS = {f"KB_{each.name.upper()}": each.metadata for each in fields(Settings)}


def sample(name):
    """A right value that is not the default."""
    kind = KINDS[name]
    return {
        "choice": lambda: kind[CHOICES][-1], "number": lambda: str(kind[BOUNDS][1]),
        "switch": lambda: str(not getattr(Settings(), name.removeprefix("KB_").lower())),
    }.get(kind[READ], lambda: "/x")()


def test_nothing_set_gives_the_defaults():
    assert read_settings({}) == Settings()


@pytest.mark.parametrize(("name", "value", "field", "expected"), [
    ("KB_ENGINE", "null", "engine", "null"),
    ("KB_PROCESSES", "4", "processes", 4),
    ("KB_LOG_LEVEL", "debug", "log_level", "debug"),
    ("KB_CONTENT", "/srv/library", "content", Path("/srv/library")),
    ("KB_INDEX", "/srv/index", "index", Path("/srv/index")),
    ("KB_INSTANCE", "/srv/instance", "instance", Path("/srv/instance")),
    ("KB_TEMPLATES", "/srv/templates", "templates", Path("/srv/templates")),
    ("KB_TRUSTED_HOSTS", "culise.md, www.culise.md,", "trusted_hosts", ("culise.md", "www.culise.md")),
])
def test_the_environment_sets_each_setting(name, value, field, expected):
    assert getattr(read_settings({name: value}), field) == expected


def test_every_setting_is_read_by_its_name():
    """A setting that no reader knows would be listed and never work."""
    known = {f"KB_{field.name.upper()}" for field in fields(Settings)}
    read = read_settings({name: sample(name) for name in known})
    unchanged = [field.name for field in fields(Settings) if getattr(read, field.name) == field.default]
    assert unchanged == []


def test_every_setting_says_what_it_means():
    assert set(meanings()) == {f"KB_{field.name.upper()}" for field in fields(Settings)}
    assert all(len(meaning) > 10 for meaning in meanings().values())


def test_an_empty_variable_is_not_set():
    assert read_settings({"KB_ENGINE": "", "KB_CONTENT": ""}) == Settings()


def test_other_variables_are_not_ours():
    assert read_settings({"ENGINE": "null", "KBENGINE": "null", "PATH": "/bin"}) == Settings()


def test_a_home_folder_is_written_out(monkeypatch):
    monkeypatch.setenv("HOME", "/srv/somebody")
    assert read_settings({"KB_CONTENT": "~/library"}).content == Path("/srv/somebody/library")


def test_a_relative_folder_is_taken_from_where_one_stands(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert read_settings({"KB_CONTENT": "library"}).content == tmp_path / "library"


def test_the_environment_goes_over_the_file(tmp_path):
    file = tmp_path / "kb.toml"
    file.write_text('engine = "null"\nprocesses = 3\ntrusted_hosts = ["culise.md"]\n')
    read = read_settings({"KB_CONFIG": str(file), "KB_PROCESSES": "5"})
    assert (read.engine, read.processes, read.trusted_hosts) == ("null", 5, ("culise.md",))


WRONG = [
    ({"KB_ENGINE": "solr"}, "KB_ENGINE", *KINDS["KB_ENGINE"][CHOICES]),
    ({"KB_LOG_LEVEL": "loud"}, "KB_LOG_LEVEL", *KINDS["KB_LOG_LEVEL"][CHOICES]),
    ({"KB_PROOF_BAR": "1.1"}, "KB_PROOF_BAR", "0", "1"),
    ({"KB_PROOF_BAR": "nan"}, "KB_PROOF_BAR", "nan"),
    ({"KB_PROOF_BAR": "0,8"}, "KB_PROOF_BAR", "0,8"),
    ({"KB_FOLLOW": "maybe"}, "KB_FOLLOW", "true", "false"),
    ({"KB_PROCESSES": "0"}, "KB_PROCESSES", "1", "64"),
    ({"KB_PROCESSES": "65"}, "KB_PROCESSES", "1", "64"),
    ({"KB_PROCESSES": "two"}, "KB_PROCESSES", "two"),
    ({"KB_PROCESSES": "-1"}, "KB_PROCESSES", "-1"),
    ({"KB_PROCESSES": "٣"}, "KB_PROCESSES", "٣"),
]


@pytest.mark.parametrize(("environment", "words"), [(row[0], row[1:]) for row in WRONG])
def test_a_wrong_value_is_named_with_what_may_stand_there(environment, words):
    with pytest.raises(ConfigurationError) as caught:
        read_settings(environment)
    assert all(word in str(caught.value) for word in words)


@pytest.mark.parametrize(("text", "words"), [
    ("engine = ", ("kb.toml",)),
    ('motor = "null"\n', ("kb.toml", "motor")),
    ('engine = "solr"\n', ("KB_ENGINE", "solr")),
])
def test_a_wrong_file_is_named_with_what_is_wrong(tmp_path, text, words):
    file = tmp_path / "kb.toml"
    file.write_text(text)
    with pytest.raises(ConfigurationError) as caught:
        read_settings({}, file)
    assert all(word in str(caught.value) for word in words)


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(ConfigurationError, match=r"nowhere\.toml"):
        read_settings({"KB_CONFIG": str(tmp_path / "nowhere.toml")})


def test_a_file_that_is_not_text_is_named(tmp_path):
    file = tmp_path / "kb.toml"
    file.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ConfigurationError, match=r"kb\.toml"):
        read_settings({}, file)


@pytest.mark.parametrize(("value", "expected"), [
    ("true", True), ("1", True), ("YES", True), ("on", True),
    ("false", False), ("0", False), ("No", False), ("off", False),
])
def test_a_switch_is_on_or_off(value, expected):
    assert read_settings({"KB_FOLLOW": value}).follow is expected


@pytest.mark.parametrize(("value", "expected"), [("0", 0.0), ("0.75", 0.75), ("1", 1.0)])
def test_a_share_need_not_be_whole(value, expected):
    assert read_settings({"KB_PROOF_BAR": value}).proof_bar == expected


def test_settings_can_be_handed_on_to_another_process():
    settings = read_settings({name: sample(name) for name in KINDS})
    assert read_settings(settings.as_environment()) == settings
    assert read_settings(Settings().as_environment()) == Settings()


def test_secrets_are_known_and_never_printed():
    assert is_secret("secret_key")
    assert not is_secret("engine")
    assert "hidden-word" not in repr(Settings(secret_key="hidden-word"))


def is_right(name, value):
    kind = KINDS[name]
    if kind[READ] == "choice":
        return value in kind[CHOICES]
    if kind[READ] == "switch":
        return value.lower() in ("1", "true", "yes", "on", "0", "false", "no", "off")
    if kind[READ] == "number":
        with suppress(ValueError):
            number = float(value) if isinstance(getattr(Settings(), name[3:].lower()), float) else int(value)
            return value.isascii() and kind[BOUNDS][0] <= number <= kind[BOUNDS][1]
        return False
    return True


@given(st.dictionaries(st.sampled_from(sorted(meanings())), st.text(max_size=30)))
def test_any_values_give_settings_or_a_clear_error(environment):
    if any(value.startswith("~") for value in environment.values()):
        with suppress(ConfigurationError):  # a home folder that may be there or not
            read_settings(environment)
    elif all(is_right(name, value) for name, value in environment.items() if value):
        assert isinstance(read_settings(environment), Settings)
    else:
        with pytest.raises(ConfigurationError, match="KB_"):
            read_settings(environment)


@pytest.mark.parametrize("name", ["KB_CONTENT", "KB_INDEX", "KB_INSTANCE", "KB_TEMPLATES"])
def test_the_home_folder_of_nobody_is_a_clear_error(name):
    with pytest.raises(ConfigurationError, match=f"{name} is ~nobody-of-this-name/library"):
        read_settings({name: "~nobody-of-this-name/library"})


def test_folders_are_found_when_they_are_not_set(tmp_path):
    content = tmp_path / "library"
    content.mkdir()
    assert Settings(content=content).content_folder == content
    assert Settings(index=tmp_path / "index").index_folder == tmp_path / "index"
    assert Settings(instance=tmp_path / "i").instance_folder == tmp_path / "i"
    with pytest.raises(ConfigurationError, match="KB_CONTENT"):
        Settings(content=tmp_path / "nowhere").content_folder  # noqa: B018
    with pytest.raises(ConfigurationError, match="KB_TEMPLATES"):
        Settings(templates=tmp_path / "nowhere").templates_folder  # noqa: B018
