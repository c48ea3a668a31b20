"""Run the bench: a table on the screen, the figures in bench/results."""

from __future__ import annotations

import base64
import json
import os
import platform
import re
import statistics
import subprocess
import sys
import time
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Any

from tests.program import Program, clean_environment, free_port

from bench.measuring import Client, memory_mb, speed, times
from bench.operations import OPERATIONS
from bench.programs import (
    COMMAND,
    DATA,
    HERE,
    floor,
    floor_command,
    program,
    seeded,
    session,
    stop,
    wait_for,
)

SEED = Path("../shared/seeds")
MEMORY_FACTOR, START_FACTOR, CREATE_FACTOR = 1.5, 2.0, 6.0
BARS_LIST_MS = 3.3  # the floor's list on the machine where bars in milliseconds were set
DEEP = "2027-01-05"  # about 3,500 of an institution's 4,000 tasks are due before
FIRST_PAGE, WHOLE_START = "/accounts/login/", 2.0
Row = dict[str, Any]


def row(name: str, value: float, unit: str, bar: float, **more: Any) -> Row:
    return {"name": name, "value": value, "unit": unit, "bar": bar, **more}


def passes(found: Row) -> bool:
    counted = found.get("queries")
    few = counted is None or 0 <= counted <= found["queries_bar"]
    return bool(found["value"] <= found["bar"] and few)


def show(found: Row) -> None:
    extra = ""
    if "ratio" in found:
        extra += f" {found['ratio']:5.1f}×底"
    if "there" in found:
        extra += f" ≈{found['there']:5.1f} ms 在定标准的机器上"
    if "queries" in found:
        extra += f" SQL {found['queries']:>3}/{found['queries_bar']}"
    if "p95" in found:
        extra += f" p95 {found['p95']:6.1f} rps@8 {found['rps']:6.0f}"
    verdict = "达标" if passes(found) else "未达标"
    name = found["name"] + "　" * max(0, 14 - len(found["name"]))
    print(f"{name} {found['value']:9.2f} {found['unit']:<3} ≤ {found['bar']:8.2f} {verdict}{extra}")


def addresses(headers: dict[str, str], port: int, code: str) -> dict[str, str]:
    """The numbers of one task and one plan, read from the pages, and a key far down the list."""
    page = Client(port, headers).get(f"/i/{code}/tasks/?state=open").decode()
    task = re.search(r"/tasks/(\d+)/", page)
    plans = Client(port, headers).get(f"/i/{code}/plans/").decode()
    plan = re.search(r"/plans/(\d+)/", plans)
    deep = base64.urlsafe_b64encode(json.dumps([DEEP, 0]).encode()).decode().rstrip("=")
    return {"task": task[1] if task else "0", "plan": plan[1] if plan else "0", "deep": deep}


def query_counts(paths: list[tuple[str, str]], data: Path = DATA) -> list[int]:
    done = subprocess.run(
        [sys.executable, "-m", "bench.queries"],
        input=json.dumps(paths), stdout=subprocess.PIPE, text=True, check=True,
        env=clean_environment(data), cwd=HERE.parent,
    )  # fmt: skip
    return list(json.loads(done.stdout.splitlines()[-1]))


def pages(port: int, floor_port: int, school: Row) -> list[Row]:
    names, code = school["names"], school["code"]
    headers = {role: session(port, names[role]) for role in {o.role for o in OPERATIONS}}
    known = addresses(headers[0], port, code)
    paths = [f"/i/{code}/{o.path.format(**known)}" for o in OPERATIONS]
    counts = query_counts(
        [(names[o.role], path) for o, path in zip(OPERATIONS, paths, strict=True)]
    )
    found = []
    pace = speed(lambda: Client(floor_port), f"/list/{school['pk']}/").median_ms / BARS_LIST_MS
    for operation, path, queries in zip(OPERATIONS, paths, counts, strict=True):
        try:
            own = speed(lambda h=headers[operation.role]: Client(port, h), path)
        except RuntimeError as error:
            print(f"{operation.name}：{error}")
            continue
        bar, more = operation.at_most, {"there": own.median_ms / pace}
        if operation.floor:
            least = speed(lambda: Client(floor_port), f"/{operation.floor}/{school['pk']}/")
            bar = operation.at_most * least.median_ms
            more = {"ratio": own.median_ms / least.median_ms}
        found.append(row(operation.name, own.median_ms, "ms", bar, p95=own.p95_ms,
                         rps=own.per_second_at_8, queries=queries,
                         queries_bar=operation.queries, **more))  # fmt: skip
        show(found[-1])
    return found


def created(port: int, floor_port: int, school: Row) -> Row:
    """A place with its line in the journal, against one bare durable row."""
    headers = session(port, school["names"][2])
    address = f"/i/{school['code']}/org/places/add/"
    own, least, numbers = Client(port, headers), Client(floor_port), count()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', own.get(address).decode())
    assert token is not None
    mark = time.time_ns() % 10**9

    def add() -> None:
        n = next(numbers)
        own.post(address, csrfmiddlewaretoken=token[1], name=f"库房{mark}-{n}",
                 code=f"{mark}-{n}", sort="room")  # fmt: skip

    value = statistics.median(times(add, 60))
    bottom = statistics.median(times(lambda: least.get("/create/"), 200))
    return row("新增一条（含日志）", value, "ms", CREATE_FACTOR * bottom, ratio=value / bottom)


def start_seconds(command: list[str], port: int, path: str, environment: dict[str, str]) -> float:
    begin = time.perf_counter()
    process = subprocess.Popen(command, env=environment, cwd=HERE.parent,
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # fmt: skip
    try:
        wait_for(port, path)
        return time.perf_counter() - begin
    finally:
        stop(process)


def starts() -> list[Row]:
    """From the command to the first page, beside the bare floor on the same running database; and
    with the database that comes along, which a person waits for, too.
    """
    from houqin.config import embedded

    own, least, whole = [], [], []
    for _turn in range(3):
        server = embedded.start(DATA)
        urls = {name: os.environ[name] for name in ("DATABASE_URL", "DATABASE_OWNER_URL")}
        port = free_port()
        own.append(start_seconds(up(port), port, FIRST_PAGE, {**clean_environment(DATA), **urls}))
        port = free_port()
        least.append(start_seconds(floor_command(port), port, "/", dict(os.environ)))
        server.leave()
        for name in urls:
            os.environ.pop(name)
        port = free_port()
        whole.append(start_seconds(up(port), port, FIRST_PAGE, clean_environment(DATA)))
    value, bottom = statistics.median(own), statistics.median(least)
    return [
        row("启动到第一页", value, "s", START_FACTOR * bottom, ratio=value / bottom),
        row("启动连同内置数据库", statistics.median(whole), "s", WHOLE_START),
    ]


def up(port: int) -> list[str]:
    return [str(COMMAND), "up", "--no-browser", "--port", str(port)]


def seed_read() -> Row | None:
    plans = sorted((HERE.parent / SEED).glob("*.txt")) if SEED else []
    if not plans:
        return None
    found = []
    for _turn in range(5):
        begin = time.perf_counter()
        subprocess.run([str(COMMAND), "plan", "read", str(plans[0]), "--json"],
                       stdout=subprocess.DEVNULL, check=True)  # fmt: skip
        found.append((time.perf_counter() - begin) * 1000)
    return row("读七份计划（整个命令）", statistics.median(found), "ms", 1000)


def memory(own: Program, floor_process: Any, label: str) -> Row:
    assert own.process is not None
    least, value = memory_mb(floor_process.pid), memory_mb(own.process.pid)
    return row(f"内存 {label}", value, "MB", MEMORY_FACTOR * least, ratio=value / least)


def keep(found: list[Row], label: str = "") -> int:
    """Write the figures down; 1 while a bar is missed."""
    results = HERE / "results"
    results.mkdir(exist_ok=True)
    kept = results / f"{datetime.now():%Y%m%d-%H%M%S}{label}.json"
    machine = {"python": platform.python_version(), "machine": platform.platform()}
    kept.write_text(
        json.dumps({"machine": machine, "rows": found}, ensure_ascii=False, indent=1),
        encoding="utf-8",
    )
    failed = [one["name"] for one in found if not passes(one)]
    print(f"{len(found) - len(failed)} 项达标，{len(failed)} 项未达标。数字在 {kept}")
    return 1 if failed else 0


def main() -> int:
    if sys.argv[1:] == ["cases"]:
        from bench import cases

        return cases.main()
    if sys.argv[1:] == ["ledgers"]:
        from bench import ledgers

        return ledgers.main()
    seeded()
    school = json.loads((DATA / "seeded.json").read_text(encoding="utf-8"))[7]
    found = [one for one in (seed_read(), *starts()) if one]
    for one in found:
        show(one)
    floor_port = free_port()
    with program() as own, floor(floor_port) as least:
        session(own.port, school["names"][0])
        found.append(memory(own, least, "空闲"))
        show(found[-1])
        found += pages(own.port, floor_port, school)
        found.append(created(own.port, floor_port, school))
        show(found[-1])
        found.append(memory(own, least, "负载后"))
        show(found[-1])
    from bench import ledgers

    found += ledgers.services("places", data=DATA)
    return keep(found)


if __name__ == "__main__":
    sys.exit(main())
