# The doors of the project. Needed: a POSIX make and sh, git, and Python >= 3.11 with
# venv. `make site` and `make test` work from a fresh clone; nothing tracked changes.

PYTHON_BIN = .venv/bin/python
EVAL = ../shared/eval

.PHONY: site test checks nu test-long bench eval regold pins clean environment \
	test-environment

site: environment
	@.venv/bin/build

test: test-environment
	@chromium=$$($(PYTHON_BIN) -m tests.browser.chromium) && \
	CHROMIUM="$$chromium" $(MAKE) --no-print-directory checks

# All checks, in an environment and with a browser that are there already.
checks:
	@$(PYTHON_BIN) -m ruff check .
	@$(PYTHON_BIN) -m ruff format --check --quiet .
	@$(PYTHON_BIN) -m mypy --strict
	@$(PYTHON_BIN) -m pytest -q -n 2 --dist loadgroup

# Fetches the Nu HTML checker, where there are npm and Java; the checks then use it.
nu: test-environment
	@$(PYTHON_BIN) -m tests.browser.nu

# Kills, long histories, fuzzing: what is too slow for every day.
test-long: test-environment
	@chromium=$$($(PYTHON_BIN) -m tests.browser.chromium) && \
	CHROMIUM="$$chromium" $(PYTHON_BIN) -m pytest -q -n 2 --dist loadgroup --long

# Where the time goes; dates are also read beside another program, on the sets of EVAL.
bench: test-environment
	@EVAL="$(EVAL)" $(PYTHON_BIN) -m tests.bench

# The figures on development sets that are not part of the project.
eval: test-environment
	@$(PYTHON_BIN) -m tests.eval_table "$(EVAL)"

# Rewrites the golden files; read the diff before committing it.
regold: test-environment
	@$(PYTHON_BIN) -m pytest -q --regold

# Resolves the dependencies of pyproject.toml anew (needs uv and the network).
pins:
	@sh requirements/pins.sh

clean:
	rm -rf .venv .cache .mypy_cache .ruff_cache .pytest_cache .hypothesis dist
	find site -mindepth 1 ! -name .gitkeep -prune -exec rm -rf {} +

environment:
	@PYTHON="$(PYTHON)" sh requirements/install.sh run

test-environment:
	@PYTHON="$(PYTHON)" sh requirements/install.sh test
