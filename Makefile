# The tasks of the house. Everything sets itself up on first use.

PYTHON ?= python3
BIN := .venv/bin
PIP = $(PYTHON) -m pip --python $(BIN)/python --disable-pip-version-check install -q
# pip compiles what it installs, not what it only links to.
COMPILE = $(BIN)/python -m compileall -q src
WORKERS ?= 2

.PHONY: help demo setup extras web test lint types floors docs docs-update messages format bench dist check clean

help:
	@echo "make demo         analyse the Korean dispute of 2019"
	@echo "make extras       install what data frames, workbooks, linear programmes and compiled code need"
	@echo "make web          install what the web app needs (detente serve)"
	@echo "make test         run every test that this machine can run"
	@echo "make lint types floors docs"
	@echo "                  style, types, imports between packages, documentation"
	@echo "make check        all of the above, as the continuous integration does"
	@echo "make docs-update  put the real output of every command into the documents"
	@echo "make messages     bring the Russian catalogue up to date with the code"
	@echo "make bench        measure (benchmarks/)"
	@echo "make dist         pack the archive of the sources and the wheel (dist/)"
	@echo "make clean        remove what was built"

# No pip inside the environment: Debian's Python may come without ensurepip.
$(BIN)/python:
	$(PYTHON) -m venv --without-pip .venv

# What a user installs; quick, enough for the demonstration.
.venv/core.stamp: pyproject.toml constraints.txt | $(BIN)/python
	$(PIP) -c constraints.txt -e .
	$(COMPILE)
	@touch $@

# What a developer installs.
.venv/all.stamp: pyproject.toml constraints.txt | $(BIN)/python
	$(PIP) -c constraints.txt -e '.[test,oracle,lint,docs,office,draws,opt,fast,web,postgres]'
	$(COMPILE)
	@touch $@ .venv/core.stamp

setup: .venv/all.stamp

# Data frames, workbooks, linear programmes (`roadmap weights`), compiled code.
extras: .venv/core.stamp
	$(PIP) -c constraints.txt -e '.[plot,office,opt,fast]'

# The web app, `detente serve`.
web: .venv/core.stamp
	$(PIP) -c constraints.txt -e '.[web,postgres]'

demo: .venv/core.stamp
	$(BIN)/detente analyze korea-2019

test: setup
	$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal $(PYTEST)

lint: setup
	$(BIN)/ruff check
	$(BIN)/ruff format --check

format: setup
	$(BIN)/ruff format
	$(BIN)/ruff check --fix

types: setup
	$(BIN)/mypy

floors: setup
	$(BIN)/lint-imports

docs: setup
	$(BIN)/sphinx-build -q -W --keep-going -n -b html docs docs/_build/html

docs-update: setup
	$(BIN)/python docs/_tools/refresh.py

messages: setup
	$(BIN)/python docs/_tools/messages.py

check: test lint types floors docs

bench: setup
	$(BIN)/python benchmarks/ladder.py --page

dist: setup
	$(BIN)/hatchling build

clean:
	rm -rf .venv build dist docs/_build .pytest_cache .mypy_cache .ruff_cache \
	  .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
