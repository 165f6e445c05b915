# A thin face over tools/bootstrap.py, which needs nothing but Python 3.11 or newer.
#   make run [ARGS="--lang en"]     make demo [ORDERS=1000]     make tour [OUT=dir]
#   make test [ARGS="tests/domain -x"]     make lint     make bench     make ci     make lock

PYTHON ?= python3
OUT ?= out
ORDERS ?=
ARGS ?=
BOOTSTRAP = $(PYTHON) tools/bootstrap.py

.DEFAULT_GOAL := run
.PHONY: run demo tour test lint bench ci lock

run:
	@$(BOOTSTRAP) run --out "$(OUT)" $(ARGS)

demo:
	@$(BOOTSTRAP) demo $(ORDERS)

tour:
	@$(BOOTSTRAP) tour --out "$(OUT)" $(ARGS)

test bench:
	@$(BOOTSTRAP) $@ $(ARGS)

lint ci lock:
	@$(BOOTSTRAP) $@
