"""``make bench ARGS=ledgers``: a million entries in 200 books of 50 institutions."""

from __future__ import annotations

import base64
import json
import statistics
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import quote

from tests.program import clean_environment, free_port

from bench.__main__ import Row, keep, memory, query_counts, row, show
from bench.measuring import Client, speed, times
from bench.programs import HERE, floor, program, seeded, session

DATA = HERE / "ledgers-data"
BOOK = "food_sample_log"
# The middle of the book: 2,500 entries are newer.
DEEP = ["2025-10-12 00:00:00+00:00", 0]
CREATE_FACTOR = 6.0

# name, path, at most (× the floor, or ms), queries, path of the floor
PAGES = (
    ("一本台账 50 行", "b/{book}/", 4, 6, ""),
    ("台账 只看异常", "b/{book}/?state=abnormal", 4, 6, "?state=abnormal"),
    ("台账 按餐次和日期", f"b/{{book}}/?key={quote('午餐')}&on_from=2026-03-01", 4, 6, ""),
    ("台账 第 2,500 行起", "b/{book}/?after={deep}", 4, 6, ""),
    ("台账 搜索两个字", f"b/{{book}}/?q={quote('鲈鱼')}", 12, 6, None),
    ("台账 搜更正后的字", f"b/{{book}}/?q={quote('宫保 鲈鱼')}", 12, 6, None),
    ("台账 搜拼音首字母", "b/{book}/?q=hsr", 12, 6, None),
    ("一条记录", "e/{entry}/", 10, 10, None),
    ("台账目录", "", 10, 10, None),
)


class _Form(HTMLParser):
    """The fields of the page's form for an entry, as a browser would send them."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}
        self._select = ""

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        given = {name: value or "" for name, value in attrs}
        name = given.get("name", "")
        if tag == "select":
            self._select = name
        elif tag == "option" and self._select and "selected" in given:
            self.fields[self._select] = given.get("value", "")
        elif tag == "input" and name and given.get("type") not in ("file", "submit", "search"):
            if given.get("type") in ("radio", "checkbox") and "checked" not in given:
                return
            self.fields[name] = given.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._select = ""


def pages(port: int, floor_port: int, school: Row, book: int, entry: int) -> list[Row]:
    name, code = school["names"][0], school["code"]
    headers = session(port, name)
    deep = base64.urlsafe_b64encode(json.dumps(DEEP).encode()).decode().rstrip("=")
    known = {"book": BOOK, "deep": deep, "entry": entry}
    paths = [f"/i/{code}/ledgers/{path.format(**known)}" for _n, path, *_more in PAGES]
    paths.append(f"/i/{code}/search/?q={quote('鲈鱼')}")
    listed = (*PAGES, ("全局搜索两个字", "", 25, 18, None))
    counts = query_counts([(name, path) for path in paths], DATA)
    found = []
    for (label, _path, at_most, most, of_floor), path, queries in zip(
        listed, paths, counts, strict=True
    ):
        own = speed(lambda p=path: Client(port, headers), path)  # type: ignore[misc]
        bar, more = float(at_most), {}
        if of_floor is not None:
            least = speed(lambda: Client(floor_port), f"/entries/{school['pk']}/{book}/{of_floor}")
            bar, more = at_most * least.median_ms, {"ratio": own.median_ms / least.median_ms}
        found.append(
            row(label, own.median_ms, "ms", bar, p95=own.p95_ms, rps=own.per_second_at_8,
                queries=queries, queries_bar=most, **more)
        )  # fmt: skip
        show(found[-1])
    return found


def written(port: int, floor_port: int, school: Row) -> Row:
    """Open the form and send it: an entry with its link, its journal line and what follows."""
    headers = session(port, school["names"][1])
    client, least = Client(port, headers), Client(floor_port)
    path = f"/i/{school['code']}/ledgers/b/cold_temp_log/new/"
    opened, sent = [], []

    def once() -> None:
        form = _Form()
        opened.extend(times_of(lambda: form.feed(client.get(path).decode())))
        fields = {**form.fields, "v-temp": "4.0", "v-device": "留样柜"}
        sent.extend(times_of(lambda: client.post(path, **fields)))

    for _n in range(80):
        once()
    bottom = statistics.median(times(lambda: least.get("/create/"), 200))
    found = sorted(sent[5:])
    value = statistics.median(found)
    p95 = found[int(len(found) * 0.95) - 1]
    print(f"（打开填写页 {statistics.median(opened[5:]):.1f} ms）")
    return row("记一笔（含链和日志）", value, "ms", CREATE_FACTOR * bottom,
               ratio=value / bottom, p95=p95, rps=0.0)  # fmt: skip


def times_of(ask: Any) -> list[float]:
    from time import perf_counter

    begin = perf_counter()
    ask()
    return [(perf_counter() - begin) * 1000]


def services(*names: str, data: Path = DATA) -> list[Row]:
    """What takes longer than a page: measured in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.ledgers_services", *names], stdout=subprocess.PIPE,
        text=True, check=True, env=clean_environment(data), cwd=HERE.parent,
    )  # fmt: skip
    found = json.loads(done.stdout.splitlines()[-1])
    for one in found:
        show(one)
    return list(found)


def main() -> int:
    seeded(DATA, "bench.ledgers_seeding", "50 个单位，200 本台账，1,000,000 条记录")
    school = json.loads((DATA / "seeded.json").read_text(encoding="utf-8"))[7]
    (facts,) = services("facts")
    found = []
    floor_port = free_port()
    with program(DATA) as own, floor(floor_port, DATA) as least:
        found += pages(own.port, floor_port, school, facts["book"], facts["entry"])
        found.append(written(own.port, floor_port, school))
        show(found[-1])
        found.append(memory(own, least, "台账负载后"))
        show(found[-1])
    found += services("verify", "places", "schedule", "import2k", "import100k")
    return keep(found, "-ledgers")
