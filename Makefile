# The two commands of the README, and four for who works on it. Needs python3 (3.11 or newer, with venv) and make.
PYTHON ?= python3
VENV ?= .venv
SCENARIO ?= partner-video-call
WORKERS ?= 2

BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
INSTALL_LOCKED := $(PIP) install --require-hashes
# The package itself is installed as a pointer to this folder, so a changed source needs no second installation.
INSTALL_PACKAGE := $(PIP) install --no-deps --no-build-isolation --editable .
COMPILE := $(BIN)/pip-compile --quiet --generate-hashes --strip-extras --allow-unsafe --no-header \
	--no-emit-options --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --annotation-style=line

.PHONY: help demo test docs bench lock clean
.DELETE_ON_ERROR:

help:
	@echo "make demo   make a report of a shipped scenario, in output/"
	@echo "make test   install what tests need and run everything"
	@echo "make docs   write the reference pages anew, and build the manual, in output/manual/"
	@echo "make bench  print the measurements that claims of speed rest on"
	@echo "make lock   pin the dependencies anew, in requirements/"
	@echo "make clean  remove the virtual environment and what tools left behind"

demo: $(VENV)/.runtime
	@$(BIN)/threatmodel report $(SCENARIO) --out output
	@echo "The result lies in output/$(SCENARIO)/: report.html, checklist.md, diagram.svg, diagram.png, findings.json"

# The fastest checks come first. What tries thousands of cases or starts programs goes without coverage: counting lines takes
# as long as running them; what these cover, the other tests have to cover too.
UNCOUNTED := tests/laws tests/scenarios tests/manual tests/browser tests/catalogue tests/benchmarks \
	tests/analysis/changes/test_many_changes.py tests/reports/picture/test_rank_layout.py tests/formats/test_schema.py \
	tests/test_bad_input.py tests/test_cli.py tests/test_layers.py tests/test_wheel.py
test: $(VENV)/.test $(VENV)/.wheels $(if $(wildcard tests/browser/test_*.py),chromium)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet --site-dir $(abspath $(VENV))/site
	$(BIN)/pytest -n $(WORKERS) --dist worksteal $(UNCOUNTED)
	$(BIN)/pytest -n $(WORKERS) --dist worksteal --cov $(addprefix --ignore ,$(UNCOUNTED))

docs: $(VENV)/.test
	$(BIN)/python -m manual.reference
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet --site-dir $(abspath output)/manual
	@echo "The manual begins with output/manual/index.html"

bench: $(VENV)/.test
	$(BIN)/python -m benchmarks

# Each file starts from the one before, so that all three agree on every version. UPGRADE=1 takes the newest versions.
# Run it with the oldest Python that is to work (that of Debian 12 is 3.11.2): some releases leave out early ones.
lock: $(VENV)/.test
	$(PIP) install "pip-tools>=7.4"
	$(COMPILE) $(if $(UPGRADE),--upgrade) --output-file requirements/runtime.txt pyproject.toml
	$(COMPILE) $(if $(UPGRADE),--upgrade) --output-file requirements/test.txt \
		--extra test --all-build-deps --constraint requirements/runtime.txt pyproject.toml
	$(COMPILE) $(if $(UPGRADE),--upgrade) --output-file requirements/build.txt \
		--only-build-deps --all-build-deps --constraint requirements/test.txt pyproject.toml

clean:
	rm -rf $(VENV) .coverage* .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache build dist

.PHONY: chromium
chromium:
	@sh scripts/install-chromium.sh

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "threatmodel needs Python 3.11 or newer; set PYTHON=...")'
	$(PYTHON) -m venv $(VENV)

# Installed once for each state of the locks; without a change, none of these needs a network.
$(VENV)/.runtime: requirements/runtime.txt requirements/build.txt pyproject.toml | $(BIN)/python
	$(INSTALL_LOCKED) -r requirements/runtime.txt -r requirements/build.txt
	$(INSTALL_PACKAGE)
	@touch $@

$(VENV)/.test: requirements/test.txt pyproject.toml | $(BIN)/python
	$(INSTALL_LOCKED) -r requirements/test.txt
	$(INSTALL_PACKAGE)
	@touch $@

# What tests/test_wheel.py installs from, in an environment that has nothing.
$(VENV)/.wheels: requirements/runtime.txt | $(BIN)/python
	$(PIP) download --require-hashes --only-binary=:all: --dest $(VENV)/wheels -r requirements/runtime.txt
	@touch $@
