PYTHON ?= python3
BIN := .venv/bin

.PHONY: run test lock train

# pip 23.2 cannot resolve lxml's two extras; the stamp keeps an unchanged lock from being installed twice
.venv/stamp: requirements.lock pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade "pip>=25"
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	touch $@

run: .venv/stamp
	$(BIN)/casewire extract corpus/articles -o records.jsonl
	$(BIN)/casewire show records.jsonl

test: .venv/stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest

lock: .venv/stamp
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header --extra dev --no-annotate pyproject.toml -o requirements.lock

# from the base's weights to the model that ships; goes on where it was stopped. make train OTHERS=FOLDER: data sets as
# pipelines/training/others.py names them
build/train/stamp: pyproject.toml
	$(PYTHON) -m venv build/train
	build/train/bin/python -m pip install --quiet -e ".[train]"
	touch $@

train: build/train/stamp
	build/train/bin/python -m pipelines.training.train --others $(OTHERS)
