"""argparse that speaks Chinese, and output that survives any console."""

from __future__ import annotations

import argparse
import sys
from typing import Any, NoReturn

_WORDS = {
    "usage: ": "用法：",
    "positional arguments": "参数",
    "options": "选项",
    "show this help message and exit": "显示这份帮助",
    "%(prog)s: error: %(message)s\n": "%(message)s\n",
    "the following arguments are required: %s": "还缺少：%s",
    "unrecognized arguments: %s": "不认识：%s",
    "invalid choice: %(value)r (choose from %(choices)s)": "没有 %(value)r，可以是 %(choices)s",
    "expected one argument": "后面要跟一个值",
    "expected at least one argument": "后面至少要跟一个值",
    "invalid %(type)s value: %(value)r": "%(value)r 不是合适的值",
    "ignored explicit argument %r": "不需要值 %r",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s：%(message)s",
}


def _translated(text: str) -> str:
    return _WORDS.get(text, text)


# argparse looks its words up through the name `_` of its own module.
setattr(argparse, "_", _translated)  # noqa: B010 - mypy knows no such attribute


class Parser(argparse.ArgumentParser):
    """A parser whose mistakes are one Chinese sentence and exit code 2."""

    def error(self, message: str) -> NoReturn:
        say(f"命令写得不对：{message}。用 {self.prog} -h 看说明。", to=sys.stderr)
        raise SystemExit(2)


def utf8_output() -> None:
    """Write UTF-8 whatever the code page: a pipe on a Chinese Windows is GBK otherwise."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace", line_buffering=True)


def say(text: str = "", *, to: Any = None) -> None:
    print(text, file=to or sys.stdout, flush=True)


def fail(text: str, code: int = 1) -> int:
    """Say what went wrong on the error stream; gives the exit code back."""
    say(text, to=sys.stderr)
    return code
