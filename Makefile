# make run    sets everything up on first use and serves the chat at http://127.0.0.1:7860
# make test   lint, types and every test, browser included
# Variables: PYTHON (the interpreter .venv is made from), TORCH_INDEX (a further package index to
# look for torch in, such as the one with the CPU builds), RUN_ARGS (passed on to `hoibaocao serve`).

SHELL := /bin/bash
PYTHON ?= $(shell command -v python3.11 || command -v python3)
TORCH_INDEX ?=
RUN_ARGS ?=

BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
BROWSER_PACKAGES := chromium fonts-noto-core

.DEFAULT_GOAL := help
.PHONY: help run test lint audit format bench reader screenshots browser clean

help:
	@echo "make run | test | lint | audit | format | bench | reader | screenshots | clean"

# The stamps make a second run instant: pip runs again only when pyproject.toml has changed.
$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Python 3.11 or newer is needed; name one with: make PYTHON=/path/to/python3.11 run" >&2; exit 1; }
	@$(PYTHON) -m venv .venv \
		|| { rm -rf .venv; echo "Python's venv module is missing; on Debian: apt-get install python3-venv" >&2; exit 1; }

# torch alone may come from another index; its local version ("+cpu") sorts above the plain one.
.venv/.torch: $(BIN)/python pyproject.toml
	@if [ -n "$(TORCH_INDEX)" ]; then \
		torch=$$($(BIN)/python -c 'import tomllib; wanted = tomllib.load(open("pyproject.toml", "rb"))["project"]["dependencies"]; print(next(one for one in wanted if one.startswith("torch")))') \
		&& $(PIP) install --extra-index-url "$(TORCH_INDEX)" "$$torch"; \
	fi
	@touch $@

.venv/.run: .venv/.torch
	$(PIP) install -e .
	@touch $@

.venv/.dev: .venv/.torch
	$(PIP) install -e '.[dev]'
	@touch $@ .venv/.run

run: .venv/.run
	@$(BIN)/hoibaocao serve $(RUN_ARGS)

# pytest stands last: its closing line says how many tests passed.
test: lint browser
	@$(BIN)/python -m pytest

lint: .venv/.dev
	@$(BIN)/python -m ruff check .
	@$(BIN)/python -m ruff format --check --quiet .
	@$(BIN)/python -m mypy

# Asks a public database of known weaknesses about each installed package; needs a network.
audit: .venv/.dev
	@$(BIN)/python -m pip_audit --skip-editable --progress-spinner off

format: .venv/.dev
	@$(BIN)/python -m ruff check --fix .
	@$(BIN)/python -m ruff format .

browser:
	@if command -v chromium >/dev/null; then exit 0; fi; \
	as_root=""; [ "$$(id -u)" = 0 ] || as_root="sudo -n"; \
	if command -v apt-get >/dev/null && $$as_root true 2>/dev/null; then \
		$$as_root apt-get update -qq \
		&& $$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $(BROWSER_PACKAGES) >/dev/null; \
	else \
		echo "The browser tests need chromium; install it as root: apt-get install $(BROWSER_PACKAGES)" >&2; exit 1; \
	fi

# Every benchmark is runnable alone; here one after the other, none beside another. Status 2 is misuse: those that
# need a data set of their own are named and passed over.
bench: .venv/.dev
	@for benchmark in benchmarks/[a-z]*.py; do \
		echo "== $$benchmark"; $(BIN)/python "$$benchmark"; status=$$?; \
		if [ $$status = 2 ]; then echo "   needs arguments: $(BIN)/python $$benchmark --help"; \
		elif [ $$status != 0 ]; then exit $$status; fi; \
	done

reader: .venv/.dev
	@$(BIN)/python -m rag.training $(READER_ARGS)

screenshots: .venv/.dev browser
	@$(BIN)/python docs/screenshots.py

clean:
	rm -rf .venv build *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
