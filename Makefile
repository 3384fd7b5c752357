# Each target does all of its own set-up. Everything is installed into .venv; models go to the user's cache folder.

PYTHON ?= $(shell for p in python3 python3.12 python3.11 python3.10; do \
	$$p -c 'import sys; sys.exit(not (3, 10) <= sys.version_info < (3, 13))' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin

.PHONY: demo test check bench clean lock browser

demo: .venv/.ready ## build samples/welcome.md with the real models
	$(BIN)/narrate models pull kokoro voices whisper-tiny.en
	$(BIN)/narrate build samples/welcome.md -o out

test: .venv/.ready-dev browser ## all tests, with the real models
	$(BIN)/narrate models pull kokoro voices whisper-tiny.en whisper-base smollm2
	$(BIN)/python -m pytest

check: .venv/.ready-dev ## format, lint, types, layering
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m pytest tests/test_layers.py

bench: .venv/.ready-dev ## measure against the usual ways, side by side in one run
	$(BIN)/narrate models pull kokoro kokoro-q8 voices whisper-base
	$(BIN)/python tests/bench/bench_synthesis.py
	$(BIN)/python tests/bench/bench_word_times.py

clean: ## remove what was built and installed here; the models stay in the cache
	rm -rf .venv out build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis *.egg-info

lock: .venv/.ready-dev ## write constraints.txt from what is installed
	{ sed -n '/^#/p' constraints.txt; $(BIN)/pip freeze --exclude-editable | sed 's/+cpu//'; } > constraints.new
	mv constraints.new constraints.txt

# Debian's chromium shows the report page in a real browser; CHROMIUM names another one.
browser:
	@command -v "$${CHROMIUM:-chromium}" >/dev/null || { \
	echo "installing chromium for the browser test"; \
	SUDO=$$([ "$$(id -u)" = 0 ] || echo sudo); \
	$$SUDO apt-get -qq update && $$SUDO apt-get -qq install -y --no-install-recommends chromium >/dev/null; }

.venv/.ready: pyproject.toml constraints.txt | .venv/bin/python
	@echo "installing narrate into .venv (about 0.5 GB to fetch; a few minutes)"
	@$(BIN)/python -m pip install -q -c constraints.txt -e .
	@touch $@

.venv/.ready-dev: pyproject.toml constraints.txt | .venv/bin/python
	@echo "installing narrate and what its tests need into .venv (about 0.6 GB to fetch; a few minutes)"
	@$(BIN)/python -m pip install -q -c constraints.txt -e '.[dev]'
	@touch $@ .venv/.ready

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "narrate needs Python 3.10, 3.11 or 3.12; name one: make PYTHON=/path/to/python3"; exit 1; }
	$(PYTHON) -m venv .venv
