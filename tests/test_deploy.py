"""What runs the product elsewhere: every command in it is one of ours, every setting is known, nothing runs as root."""

import configparser
import json
import re
import shlex
from pathlib import Path

import click
import pytest
import yaml

from kb.cli import program
from kb.settings import meanings, read_settings

DEPLOY = Path(__file__).parent.parent / "deploy"
DOCKERFILE = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
COMPOSE = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
SERVICES = sorted(path.name for path in DEPLOY.glob("*.service"))


class Unit(configparser.RawConfigParser):
    """A unit of systemd: names may come more than once, and are kept as they are written."""

    def __init__(self, name):
        super().__init__(strict=False, delimiters="=", interpolation=None)
        self.optionxform = str
        self.lines = (DEPLOY / name).read_text(encoding="utf-8").splitlines()
        self.read_string("\n".join(self.lines))

    def all(self, name):
        """Every value of a name that may come more than once."""
        return [line.partition("=")[2] for line in self.lines if line.startswith(f"{name}=")]


def instruction(name):
    """The arguments of an instruction of the Dockerfile that is written as a list."""
    text = DOCKERFILE.replace("\\\n", " ")
    return json.loads(re.findall(rf"(?:^|\s){name} (\[.*\])$", text, re.MULTILINE)[-1])


def check_command(arguments):
    """Raises UsageError for a command or an option that the program does not have."""
    command = program.main.commands[arguments[0]]
    with click.Context(program.main) as parent:
        command.make_context(arguments[0], list(arguments[1:]), parent=parent)


def commands():
    """Every command of ours that stands in a file."""
    for name in SERVICES:
        unit = Unit(name)
        for line in (*unit.all("ExecStartPre"), *unit.all("ExecStart")):
            executable, *arguments = shlex.split(line)
            assert executable == "/opt/culise/bin/kb"
            yield arguments
    yield instruction("CMD")
    yield from (each["command"] for each in COMPOSE["services"].values() if "command" in each)


def test_every_command_is_one_of_the_program():
    found = list(commands())
    assert [arguments[0] for arguments in found] == ["backup", "config", "serve", "serve", "backup"]
    for arguments in found:
        check_command(arguments)


@pytest.mark.parametrize("arguments", [["backups", "x"], ["serve", "--productive"], ["backup"]])
def test_a_command_that_is_not_would_be_noticed(arguments):
    with pytest.raises((KeyError, click.UsageError)):
        check_command(arguments)


@pytest.mark.parametrize("path", sorted(DEPLOY.iterdir()), ids=lambda path: path.name)
def test_every_setting_named_is_one(path):
    named = set(re.findall(r"\bKB_[A-Z_]+\b", path.read_text(encoding="utf-8")))
    assert named - set(meanings()) == set()


def test_the_settings_of_the_image_are_read():
    values = dict(re.findall(r"^\s+(KB_\w+)=(\S+)", DOCKERFILE, re.MULTILINE))
    settings = read_settings(values)
    assert {str(settings.content), str(settings.index), str(settings.instance), "/srv/culise/backups"} == set(
        instruction("VOLUME"))


def test_the_image_is_slim_and_does_not_run_as_root():
    assert set(re.findall(r"^FROM (\S+)", DOCKERFILE, re.MULTILINE)) == {"python:3.11-slim"}
    users = re.findall(r"^USER (\S+)$", DOCKERFILE, re.MULTILINE)
    assert users == ["10001:10001"]
    assert DOCKERFILE.index("USER ") < DOCKERFILE.index("ENTRYPOINT")
    assert instruction("ENTRYPOINT") == ["kb"]


def test_the_image_can_be_asked_whether_it_can_answer():
    command = instruction("CMD") and json.loads(re.findall(r"CMD (\[\"python.*\])$", DOCKERFILE, re.MULTILINE)[0])
    compile(command[2], "HEALTHCHECK", "exec")
    assert "/readyz" in command[2]


def test_nothing_kept_or_derived_goes_into_the_image():
    ignored = (DEPLOY / "Dockerfile.dockerignore").read_text(encoding="utf-8").splitlines()
    assert {"instance", "search_index/*", ".git", ".venv"} <= set(ignored)
    assert not {"content", "templates", "kb", "constraints.txt", "setup.cfg"} & set(ignored)


def test_services_of_the_compose_file_use_volumes_and_files_that_are_there():
    for service in COMPOSE["services"].values():
        for volume in service["volumes"]:
            source = volume.partition(":")[0]
            assert source in COMPOSE["volumes"] or (DEPLOY / source).exists()


@pytest.mark.parametrize("name", ["culise", "backup"])
def test_the_site_is_locked_in(name):
    service = COMPOSE["services"][name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert {volume.partition(":")[2] for volume in service["volumes"]} == set(instruction("VOLUME"))


def test_only_the_proxy_is_reached_from_outside_and_it_knows_the_site():
    assert [name for name, service in COMPOSE["services"].items() if "ports" in service] == ["caddy"]
    caddyfile = (DEPLOY / "Caddyfile").read_text(encoding="utf-8")
    assert "reverse_proxy culise:8000" in caddyfile
    assert COMPOSE["services"]["culise"]["expose"] == [instruction("CMD")[-1]]
    assert COMPOSE["services"]["culise"]["environment"]["KB_PROXIES"] == "1"
    assert "respond /metrics 404" in caddyfile


@pytest.mark.parametrize("name", SERVICES)
def test_each_unit_is_hardened(name):
    service = Unit(name)["Service"]
    assert service["User"] == "culise"
    wanted = {"NoNewPrivileges": "yes", "ProtectSystem": "strict", "ProtectHome": "yes", "PrivateTmp": "yes",
              "CapabilityBoundingSet": "", "UMask": "0077", "StateDirectoryMode": "0700", "RestrictNamespaces": "yes"}
    assert {key: service[key] for key in wanted} == wanted


@pytest.mark.parametrize("name", SERVICES)
def test_each_unit_works_on_the_same_folders(name):
    unit = Unit(name)
    settings = read_settings(dict(value.split("=", 1) for value in unit.all("Environment")))
    assert str(settings.content) == "/var/lib/culise/content"
    assert str(settings.instance) == "/var/lib/culise/instance"
    assert str(settings.index) == "/var/cache/culise"
    assert unit["Service"]["StateDirectory"].split()[0] == "culise"
    assert unit["Service"]["CacheDirectory"] == "culise"


def test_it_is_given_longer_to_stop_than_it_takes_itself():
    assert int(Unit("culise.service")["Service"]["TimeoutStopSec"]) > 25
    assert int(COMPOSE["services"]["culise"]["stop_grace_period"].removesuffix("s")) > 25


def test_the_timer_starts_the_backup():
    timer = Unit("culise-backup.timer")
    assert (timer["Timer"]["Persistent"], timer["Install"]["WantedBy"]) == ("yes", "timers.target")
    assert (DEPLOY / "culise-backup.service").is_file()


def test_the_settings_file_is_right_but_for_the_name_of_the_site():
    lines = (DEPLOY / "culise.env").read_text(encoding="utf-8").splitlines()
    settings = read_settings(dict(line.split("=", 1) for line in lines if line and not line.startswith("#")))
    assert (settings.trusted_hosts, settings.proxies) == (("culise.example",), 1)


def test_every_file_is_told_of_with_what_was_done_with_it():
    told = (DEPLOY / "README.md").read_text(encoding="utf-8")
    assert [path.name for path in DEPLOY.iterdir() if path.name != "README.md" and f"`{path.name}`" not in told] == []
    assert told.count("**not ") == 3
