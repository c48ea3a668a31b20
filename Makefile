# Everything a newcomer or an engineer types. Needs only make and Python 3.11 or later.
# Each step leaves a stamp in .venv, so that the second time is quick.

VENV := .venv
# Python's own installer for Windows gives no python3: that name opens the shop there.
ifeq ($(OS),Windows_NT)
PYTHON ?= python
BIN := $(VENV)/Scripts
else
PYTHON ?= python3
BIN := $(VENV)/bin
endif
UV_VERSION := 0.13.9
UV := $(BIN)/uv pip install --quiet --compile-bytecode --python $(BIN)/python
# Our own bytecode too: where Python is told to write none, every start would compile everything.
COMPILE := $(BIN)/python -m compileall -q src
LOCK := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header
export PIP_DISABLE_PIP_VERSION_CHECK = 1
export PYTHONUTF8 = 1

.PHONY: run test check fmt bench wheel lock schema screenshots clean front

run: $(VENV)/.houqin front
	@$(COMPILE)
	@if [ ! -e "$${HOUQIN_DATA:-data}/demo.loaded" ]; then \
	  echo "[4/4] 装入演示单位（只在第一次）……"; \
	  if $(BIN)/houqin demo; then touch "$${HOUQIN_DATA:-data}/demo.loaded"; \
  else echo "演示单位没有装成，原因见上；先启动空的程序。"; fi; fi
	@$(BIN)/houqin up $(UP)

$(VENV)/.python:
	@echo "[1/4] 建立 Python 环境……"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "需要 Python 3.11 或更新的版本，请用 make PYTHON=… 指定。")'
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet "uv==$(UV_VERSION)"
	@touch $@

# What the program needs, and what builds its front end; no more than that for `make run`.
$(VENV)/.houqin: $(VENV)/.python requirements.txt requirements-build.txt pyproject.toml
	@echo "[2/4] 安装依赖（按锁定的版本和校验值）……"
	@$(UV) --require-hashes -r requirements.txt -r requirements-build.txt
	@$(UV) --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: $(VENV)/.houqin requirements-dev.txt
	@echo "安装开发工具……"
	@$(UV) --require-hashes -r requirements-dev.txt
	@touch $@

front: $(VENV)/.houqin
	@$(BIN)/python frontend/build.py --check >/dev/null 2>&1 || { \
	  echo "[3/4] 生成页面样式和脚本……"; $(BIN)/python frontend/build.py; }

test: $(VENV)/.dev front
	@$(BIN)/pytest -n auto --dist worksteal -m "not slow and not browser" $(ARGS)

check: $(VENV)/.dev front
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/houqin manage makemigrations --check --dry-run
	$(BIN)/pytest -n auto --dist worksteal -m "not slow and not browser"

fmt: $(VENV)/.dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(VENV)/.dev front
	@$(COMPILE) bench
	@$(BIN)/python -m bench $(ARGS)

wheel: $(VENV)/.dev
	@$(BIN)/python frontend/build.py
	@$(BIN)/python -m build --wheel --no-isolation --outdir dist .

# Writes the three locks anew; commit them together with pyproject.toml.
lock: $(VENV)/.python
	$(BIN)/$(LOCK) pyproject.toml -o requirements.txt
	$(BIN)/$(LOCK) pyproject.toml --group build -c requirements.txt -o requirements-build.txt
	$(BIN)/$(LOCK) pyproject.toml --group dev -c requirements.txt -o requirements-dev.txt

# Writes anew what an empty database begins with, and compares it with what the migrations make.
schema: $(VENV)/.dev
	@rm -f src/houqin/config/first_schema.sql
	@$(BIN)/pytest tests/test_first_schema.py -m slow >/dev/null 2>&1 || $(BIN)/pytest tests/test_first_schema.py

screenshots: $(VENV)/.dev front
	@$(BIN)/pytest tests/browser -m browser --screenshots $(ARGS)

clean:
	rm -rf $(VENV) dist frontend/node_modules src/houqin/ui/static/houqin/dist
