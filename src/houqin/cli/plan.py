"""``houqin plan read``: what a plan file promises, on the screen, as JSON or as a workbook."""

from __future__ import annotations

import argparse
import json
import sys

from houqin.cli.chinese import fail, say


def _progress(done: int, total: int) -> None:
    if sys.stderr.isatty():
        end = "\n" if done >= total else ""
        print(f"\r正在读第 {done}/{total} 部分…", end=end, file=sys.stderr, flush=True)


def run(chosen: argparse.Namespace) -> int:
    from houqin.planning import reading

    try:
        plans = reading.read_file(chosen.file, _progress)
    except reading.UnreadablePlan as error:
        return fail(str(error), 2)
    if chosen.xlsx:
        try:
            reading.to_xlsx(plans, chosen.xlsx)
        except OSError as error:
            return fail(f"写不进 {chosen.xlsx}（{error.strerror}）。请先关闭打开它的程序再试。", 2)
        say(f"已写入 {chosen.xlsx}。")
    if chosen.json:
        say(json.dumps(reading.to_json(plans), ensure_ascii=False, indent=1))
    elif not chosen.xlsx:
        say(reading.to_table(plans))
    return 0
