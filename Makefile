# One command for everything: `make serve` sets up and serves, `make test` sets up and checks. All paths are relative, so a
# checkout may stand in any folder. What is installed is in .venv; the stamps in it say from which setup.cfg and constraints.txt.

# Not taken from the environment: some shells export HOST, and the site must not leave this machine by accident.
HOST := 127.0.0.1
PORT ?= 8000
PYTHON ?=
# Of the libraries that `make bench` measures, in cases; 0 is the real one.
SIZES ?= 0 1000

py := .venv/bin/python
pip := $(py) -m pip install --quiet --disable-pip-version-check --constraint constraints.txt
described := setup.cfg pyproject.toml constraints.txt

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
# One environment, so one thing at a time: two installs at once would spoil it. pytest uses both cores by itself.
.NOTPARALLEL:
.PHONY: help install install-test serve browser messages lint test bench deep

help:
	@echo "make serve     set everything up and serve the library on http://$(HOST):$(PORT)"
	@echo "make test      set everything up and run lint, types and all tests, those in a browser too"
	@echo "make install   set up .venv;  make lint   ruff and mypy;  make messages   renew the translation catalogues"
	@echo "make bench     measure speed beside tantivy and plain FTS5 (SIZES='0 1000 10000' SAVE=1)"
	@echo "make deep      the long counts: fuzzing, kills, load"

# An environment whose Python is gone or has changed is made anew.
ifneq ($(shell $(py) -c 'import pip; print("sound")' 2>/dev/null),sound)
.PHONY: .venv/made
endif

.venv/made:
	@sh tests/setup/make_venv.sh .venv "$(PYTHON)"
	@touch $@

.venv/installed: .venv/made $(described)
	$(pip) --editable .
	@touch $@

.venv/installed-test: .venv/made $(described)
	$(pip) --editable '.[test]'
	@touch .venv/installed $@

install: .venv/installed

install-test: .venv/installed-test

serve: install
	$(py) -m kb reindex --if-needed
	$(py) -m kb serve --host $(HOST) --port $(PORT)

browser: install-test
	@$(py) tests/browser/find_chromium.py

lint: install-test
	$(py) -m ruff check kb tests
	$(py) -m mypy

test: install-test browser lint
	$(py) -m pytest -n 2 --dist loadfile --no-loadscope-reorder

messages: install
	$(py) -m kb.i18n.extract

# What is compared with is only wanted here; without it the rest is measured all the same, and the table says so.
bench: install-test
	-@$(pip) --editable '.[bench]'
	@$(py) -m tests.bench $(SIZES) $(if $(SAVE),--save)

deep: install-test browser
	$(py) -m pytest -m "deep or hypothesis" --hypothesis-profile=deep --timeout=0 -n 2 --dist loadgroup
