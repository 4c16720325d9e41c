# make train, make test: each works on a fresh clone with Python 3.11 to 3.13, pip and make.
# make test-tooling: the tests of what stands beside the product: benchmarks, packaging, the generated docs.
#   make train ARGS="--seed 1"
# make bench: the CPU measurements of docs/performance.md, on an idle machine; under half an hour on two cores.
# make findings: each surprise of a library, seen again with pinned packages of its own; up to three minutes a file.

VENV := .venv
PYTHON := $(VENV)/bin/python
INSTALLED := $(VENV)/.installed
ARGS ?=
RESULTS := benchmarks/results
BENCH_RUNS := runs/bench-$(shell date +%Y%m%d-%H%M%S)

# packages and plugins of other projects, a sourced ROS for one, stay out
unexport PYTHONPATH PYTHONHOME PYTEST_ADDOPTS PYTEST_PLUGINS

.PHONY: setup train test test-tooling bench findings lint constraints

setup: $(INSTALLED)

train: setup
	$(PYTHON) -m go2mjx.train $(ARGS)

test: setup
	$(PYTHON) -m pytest -n 2 --ignore tests/tooling

test-tooling: setup
	$(PYTHON) -m pytest -n 2 tests/tooling

bench: setup
	$(PYTHON) -m benchmarks.speed.env_steps --platform cpu --repeats 3 --json $(RESULTS)/env_steps.json
	$(PYTHON) -m benchmarks.speed.train_steps --platform cpu --repeats 3 --factors 4 --json $(RESULTS)/train_steps.json
	$(PYTHON) -m benchmarks.speed.telemetry --platform cpu --pairs 3 --steps 24000 --json $(RESULTS)/telemetry.json
	$(PYTHON) -m benchmarks.learning.time_to_walk --seeds 3 --platform cpu --wandb_mode offline --output $(BENCH_RUNS) \
		--json $(RESULTS)/time_to_walk.json
	cp $(BENCH_RUNS)/learning_curve.png docs/learning_curves.png
	$(PYTHON) docs/tables.py

findings:
	@changed=; \
	for finding in findings/*.sh; do echo "== $$finding"; bash $$finding || changed="$$changed $$finding"; done; \
	if [ -n "$$changed" ]; then echo "changed:$$changed" >&2; exit 1; fi

lint: setup
	$(VENV)/bin/ruff check
	$(VENV)/bin/ruff format --check
	$(VENV)/bin/lint-imports

# The CUDA build of JAX is installed only where the driver shows a GPU, for the CUDA version it supports.
# Debian's python3 has the venv module without ensurepip; there its own pip fills the environment.
# pip would compile the modules one after the other; left to the first start, they are compiled at every one where
# PYTHONDONTWRITEBYTECODE is set.
$(INSTALLED): pyproject.toml constraints.txt
	@set -e; \
	if [ ! -x $(PYTHON) ]; then \
		for candidate in python3 python3.13 python3.12 python3.11 python; do \
			if $$candidate -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null; then \
				found=$$candidate; break; \
			fi; \
		done; \
		if [ -z "$${found:-}" ]; then \
			echo "go2mjx needs Python 3.11, 3.12 or 3.13 and found none (python3 is $$(python3 --version 2>&1))" >&2; exit 1; \
		fi; \
		$$found -m venv $(VENV) >/dev/null 2>&1 || { \
			$$found -m venv --clear --without-pip $(VENV); \
			$$found -m pip --python $(PYTHON) install --quiet pip; \
		}; \
	fi; \
	cuda=$$(nvidia-smi 2>/dev/null | sed -n 's/.*CUDA[A-Za-z ]*Version *: *\([0-9][0-9]*\).*/\1/p' | head -n 1); \
	if [ "$${cuda:-0}" -ge 13 ]; then extras=dev,cuda13; \
	elif [ "$${cuda:-0}" -eq 12 ]; then extras=dev,cuda12; \
	else extras=dev; fi; \
	echo "installing go2mjx[$$extras] into $(VENV) (once, a few minutes)"; \
	$(PYTHON) -m pip install --quiet --disable-pip-version-check --no-compile -c constraints.txt -e ".[$$extras]"; \
	$(PYTHON) -m compileall -qq -j 0 -x '/tests?/' $(VENV)/lib || true; \
	touch $(INSTALLED)

# Pins for all Python versions and both CUDA builds; needs uv.
constraints:
	uv pip compile pyproject.toml --universal --fork-strategy fewest --python-version 3.11 \
		--extra dev --extra cuda12 --extra cuda13 --extra warp --upgrade \
		--no-header --no-annotate --no-emit-index-url --no-emit-find-links --quiet -o constraints.txt
