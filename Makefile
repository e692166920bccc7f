# Leadloop in two commands: `make run` and `make test`. On Windows without make: see README.md.

VENV = .venv
PORT =
ARGS =
PYTHON =

bin := $(VENV)/bin
newest := python3 python3.14 python3.13 python3.12 python3.11 python
too_old := import sys; sys.exit(sys.version_info < (3, 11))
install := $(bin)/python -m pip install --quiet --disable-pip-version-check --requirement
supply := $(bin)/python -m pip install --quiet --disable-pip-version-check
offline := Installing the packages failed; the lines above say why. Check the internet connection, then run make again.

.PHONY: explore fuzz hostile kills help run test check robustness leaks-trial droughts-trial bench sample load lock audit server-test

help:
	@echo "make run      set everything up and open the app on localhost (PORT=8600 for another port)"
	@echo "make test     set everything up, a browser and PostgreSQL included, and run the tests (ARGS='-k funnel' for some)"
	@echo "make check    style and types: ruff and mypy"
	@echo "make robustness  read every fixture and print what was expected of each and what came"
	@echo "make kills    kill 200 imports at random moments and look at what each leaves (ARGS=20 for fewer)"
	@echo "make explore  the property tests with cases made anew, where make test takes the same ones each time"
	@echo "make fuzz     give the importer bytes nobody foresaw for ten minutes (ARGS=30 for thirty)"
	@echo "make hostile  every hostile value as every name through every page and export, half an hour (ARGS=1 for a part)"
	@echo "make leaks-trial  find leaks in made-up practices whose leaks are known, an hour or two (ARGS='--practices 10')"
	@echo "make server-test  run what a team runs: PostgreSQL, an object store, two app processes behind nginx, Daft on Ray"
	@echo "make droughts-trial  stop sources in made-up practice-years and count days until it shows, an hour (ARGS='--years 20')"
	@echo "make bench    time a page's figures at 100k, 1M and 10M leads against pandas and DuckDB"
	@echo "make load     fifty viewers clicking filters for five minutes, every answer checked"
	@echo "make audit    look for known vulnerabilities in the locked packages (asks a public database)"
	@echo "make lock     lock the newest versions the requirements allow, with hashes, and list their licences"
	@echo "make sample   write a made-up practice's exports to build/sample (ARGS='--leads 500 --seed 7')"

run: $(VENV)/run.stamp
	@$(bin)/python -m streamlit run streamlit_app.py $(if $(PORT),--server.port $(PORT)) $(ARGS)

test: $(VENV)/dev.stamp
	@$(bin)/python -m tests.chromium
	@$(bin)/python -m tests.server.postgres
	@$(bin)/python -m pytest --numprocesses auto --maxprocesses 4 --dist loadfile $(ARGS)

check: $(VENV)/dev.stamp
	@$(bin)/python -m ruff check .
	@$(bin)/python -m mypy

explore: $(VENV)/dev.stamp
	@$(bin)/python -m pytest --hypothesis-profile=new-cases -m hypothesis $(ARGS)

robustness: $(VENV)/dev.stamp
	@$(bin)/python -m tests.robustness

kills: $(VENV)/dev.stamp
	@$(bin)/python -m tests.kills $(ARGS)

fuzz: $(VENV)/dev.stamp
	@$(install) requirements-fuzz.txt
	@$(bin)/python -m tests.fuzz $(ARGS)

hostile: $(VENV)/dev.stamp
	@$(bin)/python -m tests.chromium
	@$(bin)/python -m tests.hostile $(ARGS)

leaks-trial: $(VENV)/dev.stamp
	@$(bin)/python -m tests.leaks $(ARGS)

server-test: $(VENV)/server.stamp
	@$(bin)/python -m tests.chromium
	@$(bin)/python -m tests.server.postgres
	@$(bin)/python -m tests.server.nginx
	@$(bin)/python -m pytest $(wildcard tests/server/check_*.py tests/server/test_*.py) $(ARGS)

droughts-trial: $(VENV)/dev.stamp
	@$(bin)/python -m tests.leaks.droughts $(ARGS)

bench: $(VENV)/dev.stamp
	@$(bin)/python -m tests.bench $(ARGS)
	@$(bin)/python -m tests.bench.reading
	@$(bin)/python -m tests.bench.searches
	@$(bin)/python -m tests.chromium && $(bin)/python -m tests.bench.clicks

load: $(VENV)/dev.stamp
	@$(bin)/python -m tests.load $(ARGS)

audit: $(VENV)/run.stamp
	@$(supply) 'pip-audit>=2.9,<3' && $(bin)/python -m pip_audit --requirement requirements.lock --disable-pip --strict

lock: $(VENV)/dev.stamp
	@$(supply) 'uv>=0.9,<1' && $(bin)/uv pip compile --quiet --upgrade --universal --python-version 3.11 \
	  --generate-hashes --no-header --no-annotate requirements.txt requirements-server.txt --output-file requirements.lock
	@$(bin)/python -m tests.supply.licences

sample: $(VENV)/run.stamp
	@$(bin)/python -m dashboard sample build/sample $(ARGS)

# A stamp is written last, so an interrupted set-up is taken up again and a finished one is not repeated.
$(VENV)/run.stamp: requirements.txt $(bin)/python
	@echo "Installing what the app needs into $(VENV) (a minute or two, only when requirements.txt changes) ..."
	@$(install) requirements.txt || { echo "$(offline)" >&2; exit 1; }
	@touch $@

$(VENV)/dev.stamp: requirements-dev.txt requirements-server.txt $(VENV)/run.stamp
	@echo "Installing what the tests need into $(VENV) ..."
	@$(install) requirements-dev.txt || { echo "$(offline)" >&2; exit 1; }
	@touch $@

$(VENV)/server.stamp: tests/server/requirements.txt requirements-scale.txt $(VENV)/dev.stamp
	@echo "Installing what the tests of a server need into $(VENV) ..."
	@$(install) tests/server/requirements.txt || { echo "$(offline)" >&2; exit 1; }
	@touch $@

$(bin)/python:
	@for python in $(or $(PYTHON),$(newest)); do \
	  "$$python" -c '$(too_old)' 2>/dev/null && break; python=; \
	done; \
	if [ -z "$$python" ]; then \
	  found=$$($(or $(PYTHON),python3) --version 2>/dev/null || echo "no $(or $(PYTHON),python3)"); \
	  echo "Leadloop needs Python 3.11 or newer, and there is $$found here. Install one (python.org, or apt-get install python3), or name yours: make run PYTHON=/path/to/python3.12" >&2; \
	  exit 1; \
	fi; \
	if ! "$$python" -c 'import venv, ensurepip' 2>/dev/null; then \
	  echo "$$python cannot make environments because its venv module is missing. On Debian and Ubuntu run: apt-get install python3-venv (as root), then run make again." >&2; \
	  exit 1; \
	fi; \
	"$$python" -m venv --clear "$(VENV)" || { rm -rf "$(VENV)"; echo "$$python could not make an environment in $(VENV); the lines above say why." >&2; exit 1; }
