"""``houqin cadence tag``: the time words of many sentences, line by line."""

from __future__ import annotations

import argparse
from pathlib import Path

from houqin.cli.chinese import fail, say


def run(chosen: argparse.Namespace) -> int:
    from houqin.cadence import tag_file

    source, target = Path(chosen.source), Path(chosen.target)
    if not source.is_file():
        return fail(f"找不到文件 {source}。", 2)
    try:
        tag_file(source, target)
    except (ValueError, KeyError) as error:
        return fail(f"{source} 里有一行不是约定的 JSON：{error}", 2)
    except OSError as error:
        return fail(f"读写文件时出错：{error.strerror}（{error.filename}）。", 2)
    say(f"已写入 {target}。")
    return 0
