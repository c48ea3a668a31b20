"""The program and the floor, served side by side on one database."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPException
from pathlib import Path

import psutil
from tests.program import Browser, Program, clean_environment

from bench.measuring import Client

HERE = Path(__file__).resolve().parent
DATA = HERE / "data"
COMMAND = Path(sys.executable).with_name("houqin.exe" if sys.platform == "win32" else "houqin")
PASSWORD = "pw-for-tests"


def seeded(
    data: Path = DATA, module: str = "bench.seeding", what: str = "50 个单位，200,000 项任务"
) -> None:
    """Fill the data folder the first time."""
    if not (data / "seeded.json").exists():
        print(f"准备数据：{what}（只在第一次）……")
        subprocess.run(
            [sys.executable, "-m", module],
            env={**clean_environment(data), "HOUQIN_AS_OWNER": "1"},
            cwd=HERE.parent,
            check=True,
        )


@contextmanager
def program(data: Path = DATA) -> Iterator[Program]:
    started = Program(COMMAND, data, settings={"HOUQIN_API_PER_ADDRESS": "1000000"})
    started.up()
    try:
        yield started
    finally:
        started.stop()


def floor_command(port: int) -> list[str]:
    """As the bars were measured: two workers, eight threads."""
    return [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(port),
        "--workers", "2", "--blocking-threads", "8", "--no-ws", "--log-level", "error",
        "bench.floor:application",
    ]  # fmt: skip


@contextmanager
def floor(port: int, data: Path = DATA) -> Iterator[psutil.Process]:
    """granian with the minimal view and two workers, as the bars were measured."""
    from houqin.config import embedded

    server = embedded.start(data)
    serving = subprocess.Popen(floor_command(port), env={**os.environ}, cwd=HERE.parent)
    try:
        wait_for(port)
        yield psutil.Process(serving.pid)
    finally:
        stop(serving)
        server.leave()


def stop(process: subprocess.Popen[bytes], seconds: float = 15) -> None:
    """Ask it to end; one that was still starting its workers may not hear it, and is ended."""
    family = [psutil.Process(process.pid), *psutil.Process(process.pid).children(recursive=True)]
    process.terminate()
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        for one in family:
            if one.is_running():
                one.kill()
        process.wait(seconds)


def wait_for(port: int, path: str = "/", seconds: float = 30) -> None:
    until = time.perf_counter() + seconds
    while True:
        try:
            Client(port).get(path)
        except (OSError, HTTPException):
            if time.perf_counter() > until:
                raise
            time.sleep(0.005)
        else:
            return


def session(port: int, name: str) -> dict[str, str]:
    browser = Browser(f"http://127.0.0.1:{port}")
    if not browser.sign_in(name, PASSWORD):
        raise RuntimeError(f"{name} cannot sign in")
    return {"Cookie": "; ".join(f"{c.name}={c.value}" for c in browser.cookies)}
