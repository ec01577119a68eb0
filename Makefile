.PHONY: help run test proof bench lint format lock messages shell clean
export PORT
python := .venv/bin/python

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' Makefile | expand -t 10

run: ## everything on this machine at http://localhost:8000; another port: make run PORT=9000
	@bin/setup
	@$(python) bin/run

test: ## all static checks and all tests, browser included
	@bin/setup dev
	@$(python) bin/test

proof: ## the long rows with their figures; one of them: make proof ROW=R5
	@bin/setup dev
	@$(python) bin/test proof $(ROW)

bench: ## what it costs beside a bare Django site; a quick look: make bench SIZE=small
	@bin/setup dev
	@$(python) bin/bench --size $(or $(SIZE),big) $(ARGS)

lint: ## the static checks alone
	@bin/setup dev
	@$(python) bin/test lint

format: ## write Python and templates in the one form
	@bin/setup dev
	@.venv/bin/ruff check -q --fix-only --select I .
	@.venv/bin/ruff format -q .
	@git ls-files -z --cached --others --exclude-standard 'templates/*.html' \
		| xargs -0 .venv/bin/djade --target-version 5.2

lock: ## choose package versions anew and write the lock files
	@bin/setup dev
	@bin/lock

messages: ## collect the strings to translate into locale/
	@bin/setup dev
	@$(python) bin/within bin/messages

shell: ## Python with the models of what `make run` runs
	@bin/setup
	@$(python) bin/within manage.py shell

clean: ## remove what can be made again; the database and the secrets stay
	rm -rf .venv var/static var/static.stamp var/test .pytest_cache .ruff_cache .import_linter_cache
	find . -name __pycache__ -not -path './var/*' -prune -exec rm -rf {} +
