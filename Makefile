# make publish · make test: each installs what it needs first.
export PATH := $(CURDIR)/.venv/bin:$(PATH)

.PHONY: help setup publish serve release desk ocr cluster test check coverage fuzz lock clean

help: ## List the targets
	@sed -n 's/^\([a-z]*\):.*## /make \1\t/p' Makefile | expand -t 16

setup: ## Install what publishing needs
	@tools/setup publish

publish: setup ## Publish everything below seeds/ into build/
	@snakemake --logger kanben

check: ## Format, lint, types, floors, workflow
	@tools/setup check
	ruff format --check .
	ruff check .
	mypy
	lint-imports
	snakefmt --check Snakefile rules
	snakemake --lint

test: ## Install what the tests need, and pass them all
	@tools/setup test
	pytest --numprocesses auto --dist loadfile

coverage: ## Pass all tests and count the lines and branches that they reach, in child processes too
	@tools/setup test
	@rm -f build/coverage/.coverage*
	COVERAGE_FILE=$(CURDIR)/build/coverage/.coverage coverage run -m pytest --numprocesses auto --dist loadfile
	@# children that tests kill leave data that cannot be read
	-cd build/coverage && coverage combine --quiet --rcfile ../../pyproject.toml
	cd build/coverage && coverage report --ignore-errors --rcfile ../../pyproject.toml

fuzz: ## Try a million texts, YAML files, manuscripts and pictures on every stage
	@tools/setup test
	KANBEN_FUZZ=104000 pytest --numprocesses auto tests/test_fuzz.py

desk: ## Correct and publish in the browser: make desk BOOKS=folder
	@tools/setup desk
	@kanben desk $(BOOKS)

ocr: setup ## Install what recognises scans
	@tools/setup ocr

cluster: setup ## Install what sends jobs to Slurm
	@tools/setup cluster

serve: ## Publish, serve on this machine, publish again when a source changes
	@tools/setup desk
	@kanben serve

release: ## Make a release in dist/ from a clean checkout: make release VERSION=0.1.0
	@tools/release $(VERSION)

lock: ## Lock the newest versions of all Python packages (needs uv)
	@tools/lock

clean: ## Delete everything that was made
	rm -rf build .snakemake
