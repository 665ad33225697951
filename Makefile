# Two commands on a fresh machine:  make brief   and   make test
# They need Python 3.11 or newer, make, and a package registry that pip can reach.

CASE    ?= examples/russia-iran
VENV    ?= .venv
BIN     := $(VENV)/bin
PYTESTS ?=
JOBS    ?= 2

# The first Python that is new enough; name your own with  make brief PYTHON=/path/to/python3.12
PYTHON ?= $(shell for p in python3 python3.11 python3.12 python3.13 python3.14 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; break; }; done)

export PIP_DISABLE_PIP_VERSION_CHECK = 1
PIP     := $(BIN)/python -m pip
INSTALL := $(PIP) install --quiet --require-hashes -r
# The package itself: its build needs are in the locks, so nothing unpinned is fetched.
EDITABLE := $(PIP) install --quiet --no-deps --no-build-isolation --editable .

.PHONY: help brief test check lock clean screenshots

help:
	@echo "make brief        set up and write the briefing of $(CASE)   (CASE=folder for your own)"
	@echo "make test         set up and run every check"
	@echo "make screenshots  draw docs/images/briefing-*.png from the real page"
	@echo "make lock         resolve requirements/*.txt anew from pyproject.toml"
	@echo "make clean        remove everything that can be made again, $(VENV) too"

brief: $(VENV)/runtime.stamp
	@$(BIN)/sharaka brief "$(CASE)"

test: $(VENV)/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy --strict
	$(BIN)/lint-imports
	$(BIN)/pytest -n $(JOBS) --dist loadfile $(PYTESTS)

screenshots: $(VENV)/dev.stamp
	$(BIN)/sharaka brief "$(CASE)"
	$(BIN)/python scripts/screenshots.py "$(CASE)/briefing.html" docs/images

# pip's own list of what it needs is pip-tools' business only, so it lives apart from $(VENV).
lock:
	@$(MAKE) --no-print-directory build/lock/python.stamp
	PATH="$(CURDIR)/build/lock/bin:$$PATH" sh scripts/lock.sh

$(VENV)/python.stamp build/lock/python.stamp:
	@test -n "$(PYTHON)" || { echo "Sharaka needs Python 3.11 or newer, and none was found." >&2; \
		echo "Install one, or name it: make brief PYTHON=/path/to/python3.11" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "$(PYTHON) cannot make virtual environments (its ensurepip or venv is missing)." >&2; \
		echo "On Debian and Ubuntu: sudo apt-get install python3-venv, then run make again." >&2; exit 1; }
	@echo "Setting up $(@D) with $$($(PYTHON) --version)"
	@$(PYTHON) -m venv $(@D)
	@touch $@

$(VENV)/runtime.stamp: requirements/runtime.txt pyproject.toml | $(VENV)/python.stamp
	@echo "Installing the locked packages (once)"
	@$(INSTALL) requirements/runtime.txt
	@$(EDITABLE)
	@touch $@

$(VENV)/dev.stamp: requirements/dev.txt requirements/runtime.txt pyproject.toml | $(VENV)/python.stamp
	@echo "Installing the locked packages and the tools that check them (once)"
	@$(INSTALL) requirements/dev.txt
	@$(EDITABLE)
	@touch $@ $(VENV)/runtime.stamp

clean:
	rm -rf $(VENV) build dist src/*.egg-info
	rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	rm -rf examples/*/.sharaka examples/*/ledger.sqlite* examples/*/briefing.html
	find src tests benchmarks scripts -name __pycache__ -type d -prune -exec rm -rf {} +
