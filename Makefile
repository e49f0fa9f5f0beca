# The two commands: `make kit` makes everything, `make test` proves it. Each sets up all it needs (see setup.sh).
PY = .venv/bin/python
BUILD_FLAGS ?=

# The other order of names, beside the environment: a kit that is made here has the root order. Where
# no wheel is for this machine its tests are skipped, and pip says why.
ICU = $(PY) -m pip install --quiet --disable-pip-version-check --no-deps --only-binary :all: \
	--target .venv/icu --require-hashes -r tests/icu.txt || true

.NOTPARALLEL:                   # `make -j kit test` would set up twice at once
.PHONY: kit test quick lint types proofsheet pictures conformance bench lock clean
kit:
	@./setup.sh kit
	@.venv/bin/letterpress build $(BUILD_FLAGS)

test:
	@./setup.sh test
	@[ -d .venv/icu ] || $(ICU)
	@$(PY) -m pytest -n auto --dist worksteal

quick:                          # what a developer runs between two thoughts
	@./setup.sh test
	@$(PY) -m pytest -n auto --dist worksteal -m 'not slow'

lint:                           # the rules and the form of every line of Python (pyproject.toml names them)
	@./setup.sh test
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .

types:                          # mypy --strict on the source
	@./setup.sh test
	@$(PY) -m mypy

proofsheet:                     # every poster in every language on one sheet: docs/proofsheet.png and build/proofsheet.pdf
	@./setup.sh kit
	@.venv/bin/letterpress build posters placard --size a3 --size a2 $(BUILD_FLAGS)
	@$(PY) docs/proofsheet.py

pictures:                       # renews the small pictures of posters in tests/pictures: look at them before you commit
	@./setup.sh test
	@LETTERPRESS_RENEW_PICTURES=1 $(PY) -m pytest -q -n auto tests/layout/type/test_walk.py -k leads_somewhere

conformance:                    # veraPDF and qpdf on letters and releases, axe on web pages, four viewers on seals, plates of files for print shops; setup installs what it needs
	@./setup.sh conformance
	@$(PY) tests/conformance/run.py
	@$(PY) tests/conformance/container.py

bench:                          # measures this tool against the weasyprint command and typst; writes bench/RESULTS.md, MAILING.md, ROLL.md, KITS.md, LISTS.md, STREET.md, PREVIEW.md and GROUPS.md
	@./setup.sh test
	@$(PY) -m pip install --quiet --disable-pip-version-check typst==0.15.2     # nothing else needs it
	@$(PY) bench/measure.py
	@$(PY) bench/mailing.py
	@$(PY) bench/roll.py
	@$(PY) bench/kits.py
	@$(PY) bench/lists.py
	@$(PY) bench/street.py
	@$(PY) bench/preview.py
	@$(PY) bench/groups.py

lock:                           # after a change of the dependencies in pyproject.toml
	uv pip compile --universal --generate-hashes --group dev --python-version 3.11 \
	    --custom-compile-command 'make lock' --quiet pyproject.toml -o requirements.lock
	uv pip compile --universal --generate-hashes --no-deps --python-version 3.11 \
	    --custom-compile-command 'make lock' --quiet tests/icu.in -o tests/icu.txt

clean:
	rm -rf build dist .pytest_cache .hypothesis
