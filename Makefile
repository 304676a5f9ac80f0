# Largesse. `make` lists what there is to do.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
UV := $(BIN)/uv
JOBS ?= 2

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup demo test check pytest mutation format brute bench load docs site client lock clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' Makefile

setup: .venv/ready ## make .venv with everything that the lock names

# Packages come by hash from the lock. uv does it in seconds; pip does the same more slowly where uv finds no index.
.venv/ready: requirements.lock pyproject.toml
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo 'Largesse needs Python 3.11 or later; name one: make PYTHON=/path/to/python3.11 setup' >&2; exit 1; }
	@"$(PYTHON)" -c 'import venv, ensurepip' || \
		{ echo 'This Python cannot make virtual environments; on Debian and Ubuntu: apt-get install python3-venv' >&2; exit 1; }
	@test -x $(BIN)/python || "$(PYTHON)" -m venv .venv
	@test -x $(UV) || $(BIN)/python -m pip install -q "$$(sed -n 's/^\(uv==[0-9.]*\).*/\1/p' requirements.lock)"
	@$(UV) pip sync -q --python $(BIN)/python --require-hashes requirements.lock || \
		$(BIN)/python -m pip install -q --require-hashes -r requirements.lock
	@$(UV) pip install -q --python $(BIN)/python --no-deps --no-build-isolation --offline -e .
	@touch $@

demo: setup ## start Largesse with a real retailer's year in it
	$(BIN)/largesse demo --data .largesse/demo

test: check pytest ## prove that it works: every check and every test

pytest: setup ## run the tests alone (JOBS=2 at a time)
	$(BIN)/pytest -q -n $(JOBS) --dist loadfile

check: setup ## format, lint, types, directions between rooms, spelling
	$(BIN)/ruff format --check -q .
	$(BIN)/ruff check -q .
	$(BIN)/lint-imports
	$(BIN)/codespell
	$(BIN)/basedpyright --level error

# SHARE=0.1 takes a tenth of each file's mutants, always the same ones for one SEED; ONLY=path takes one file or folder.
ONLY ?= src/largesse/promotions
SHARE ?= 1
SEED ?= 1
mutation: setup ## change the engine in one place at a time and count what no test sees (hours; SHARE=0.1 for a sample)
	@$(UV) pip install -q --python $(BIN)/python --require-hashes -r tests/mutation/requirements.lock
	$(BIN)/python -m tests.mutation $(ONLY) --share $(SHARE) --seed $(SEED) --jobs $(JOBS) --out .mutation.txt

format: setup ## put the code in order, as `check` wants it
	$(BIN)/ruff check -q --fix-only .
	$(BIN)/ruff format -q .

brute: setup ## compare the best combination with brute force on 10,000 books
	nice -n 5 $(BIN)/python -m tests.promotions.combination 10000 $(JOBS)

bench: setup ## measure the claims about speed
	$(BIN)/python -m benchmarks

load: setup ## four processes under load during a publish, a kill and an upgrade
	$(BIN)/python -m benchmarks load

docs: setup ## write the reference pages that come from the code
	$(BIN)/python docs/generate.py

site: docs ## build the documentation as a site, in site/
	$(BIN)/zensical build --strict

COMPILE = $(UV) pip compile -q --universal --generate-hashes --no-header --no-annotate --no-emit-index-url

client: setup ## write the Python client's calls from the table of routes
	$(BIN)/python -m largesse.api.client_source src/largesse/client/calls

lock: ## write the locks anew from the ranges in pyproject.toml
	$(COMPILE) --extra server --extra otel --extra demo --extra dev --upgrade -o requirements.lock pyproject.toml
	$(COMPILE) --extra server --constraint requirements.lock --upgrade -o deploy/requirements.lock pyproject.toml
	$(COMPILE) --extra mutation --constraint requirements.lock --upgrade -o tests/mutation/requirements.lock pyproject.toml

clean: ## remove the environment and every cache; your data folder stays
	rm -rf .venv .pytest_cache .ruff_cache .import_linter_cache .hypothesis .schemathesis build dist
