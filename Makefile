# Needs Python 3.11 or later and make. Everything is installed into $(VENV); nothing outside it changes.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV ?= .venv
SHARED ?= ../shared
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
USE := $(VENV)/.installed
DEVELOP := $(VENV)/.installed-dev

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo test check format docs pictures bench constraints help-pages clean

help: ## Show what can be made.
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: $(USE) ## Compare the five reports of the example and verify the result.
	@mkdir -p demo
	$(BIN)/sayso compare examples/dam-talks --json demo/dossier.json --md demo/dossier.md --html demo/dossier.html
	$(BIN)/sayso verify demo/dossier.json
	@echo "To look at: demo/dossier.html. To read: demo/dossier.md. For programs: demo/dossier.json. Why a point: $(BIN)/sayso explain demo/dossier.json 1"

test: $(DEVELOP) ## Run the tests and the examples in docstrings.
	$(BIN)/python -m pytest

check: $(DEVELOP) ## Check style, types, layers and the help pages.
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/cog --check docs/commands.md docs/exports.md docs/inputs.md

format: $(DEVELOP) ## Set the code as the formatter does.
	$(BIN)/ruff format

docs: $(DEVELOP) ## Build the documentation into site/.
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet

pictures: demo $(DEVELOP) ## Take the documentation's pictures of the demo's page (needs Chromium).
	$(BIN)/python -m tests.pictures

bench: $(DEVELOP) ## Measure quality and speed against the baseline (needs the data in SHARED).
	$(BIN)/python -m benchmarks.quality.run --shared $(SHARED)

help-pages: $(DEVELOP) ## Write the commands' help and the exports' columns into docs/.
	$(BIN)/cog -r docs/commands.md docs/exports.md docs/inputs.md

constraints: ## Write into constraints.txt the newest versions that pyproject.toml allows.
	@work=$$(mktemp -d) && trap 'rm -rf "$$work"' EXIT && \
	$(PYTHON) -m venv "$$work/venv" && \
	"$$work/venv/bin/python" -m pip --disable-pip-version-check --quiet install '.[dev,docs,ftm]' && \
	"$$work/venv/bin/python" -m pip freeze --exclude sayso > "$$work/frozen" && \
	{ \
		echo "# The exact versions of all that sayso, its tests and its documentation install. Written by:"; \
		echo "# make constraints"; \
		LC_ALL=C sort --ignore-case "$$work/frozen"; \
	} > constraints.txt

clean: ## Remove what was built, but neither the environment nor the demo's result.
	rm -rf build dist site .coverage .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find src tests benchmarks training examples -name __pycache__ -type d -prune -exec rm -rf {} +

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or later is needed; say which: make PYTHON=/path/to/python3.11"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "$(PYTHON) is older than Python 3.11; say which to use: make PYTHON=/path/to/python3.11"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(USE): pyproject.toml constraints.txt | $(BIN)/python
	$(PIP) install --constraint constraints.txt --editable .
	@touch $@

$(DEVELOP): pyproject.toml constraints.txt | $(BIN)/python
	$(PIP) install --constraint constraints.txt --editable '.[dev,docs]'
	@touch $(USE) $@
