"""The application factory."""

import subprocess
import sys
import threading

import pytest

from kb.errors import ConfigurationError
from kb.settings import Settings
from kb.web import create_app
from kb.web.app import _build_digest


def test_importing_opens_nothing_and_reads_no_environment(tmp_path):
    """A broken environment must not matter before an app is made."""
    environment = {"KB_CONTENT": "/nowhere", "KB_ENGINE": "nonsense", "PYTHONPATH": ".", "HOME": str(tmp_path)}
    command = [sys.executable, "-c", "import kb.web, kb.cli"]
    run = subprocess.run(command, env=environment, capture_output=True, check=False)
    assert (run.returncode, run.stderr) == (0, b"")


def test_a_missing_folder_of_templates_is_named(tmp_path, services):
    with pytest.raises(ConfigurationError, match="KB_TEMPLATES"):
        create_app(Settings(templates=tmp_path / "nowhere"), services)


def test_two_apps_do_not_share_anything(make_app, library):
    first, second = make_app(), make_app()
    assert first.extensions["kb.assets"] is not second.extensions["kb.assets"]
    assert first.jinja_env is not second.jinja_env


def test_services_are_built_from_the_settings_when_none_are_given(library, tmp_path):
    app = create_app(Settings(content=library, index=tmp_path / "index", log_level="error"))
    services = app.extensions["kb.services"]
    assert services.settings.index_folder == tmp_path / "index"
    assert app.test_client().get("/readyz").status_code == 503
    services.close()


def test_a_change_in_any_file_makes_another_build(tmp_path):
    (tmp_path / "a.html").write_text("a")
    before = _build_digest(tmp_path)
    (tmp_path / "a.html").write_text("b")
    assert _build_digest(tmp_path) != before


def test_requests_in_several_threads_keep_their_languages(app):
    found = {}

    def ask(lang):
        client = app.test_client()
        found[lang] = [client.get(f"/{lang}/").text.count(f'<html lang="{lang}"') for _ in range(5)]

    threads = [threading.Thread(target=ask, args=(lang,)) for lang in ("ro", "ru", "en")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == {lang: [1] * 5 for lang in ("ro", "ru", "en")}
