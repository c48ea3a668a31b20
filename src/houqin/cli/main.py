"""The ``houqin`` command: what it can do, and where each part lives.

A part is imported only when it is asked for: reading a plan must not wait for the web program.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path

from houqin.cli.chinese import Parser, fail, say, utf8_output

DEFAULT_PORT = 8000


def _serving(commands: argparse._SubParsersAction[Parser]) -> None:
    up = commands.add_parser("up", help="启动后勤：数据库、网页和后台工作一起启动")
    up.add_argument(
        "--host",
        default="0.0.0.0",  # noqa: S104 - phones in the same network are the point
        help="监听地址，默认 0.0.0.0（同一网络的手机可用）",
    )
    up.add_argument("--port", type=int, default=DEFAULT_PORT, help="端口，默认 8000")
    up.add_argument("--workers", type=int, default=1, help="网页进程数，默认 1")
    up.add_argument("--no-browser", action="store_true", help="启动后不打开浏览器")
    up.add_argument("--no-worker", action="store_true", help="后台工作另由 houqin worker 承担")
    up.set_defaults(run="houqin.cli.up")
    worker = commands.add_parser("worker", help="单独运行后台工作（定时任务、通知）")
    worker.set_defaults(run="houqin.cli.worker")
    jobs = commands.add_parser("jobs", help="列出定时任务，或手工执行一项")
    jobs.add_argument("action", nargs="?", choices=["list", "run"], default="list", help="动作")
    jobs.add_argument("name", nargs="?", help="任务名称")
    jobs.set_defaults(run="houqin.cli.jobs")
    found = commands.add_parser("found", help="再建一个单位：给出一次性的建立地址")
    found.set_defaults(run="houqin.cli.institutions", action="found")
    inspector = commands.add_parser("inspector", help="让上级检查员查看几个单位（只读）")
    inspector.add_argument("username", help="检查员的登录名；没有这个账号就新建")
    inspector.add_argument("codes", nargs="+", metavar="单位代码", help="网址里 /i/ 后面的代码")
    inspector.add_argument("--name", default="上级检查员", help="新账号的姓名")
    inspector.set_defaults(run="houqin.cli.institutions", action="inspector")
    keeper = commands.add_parser("keeper", help="指定安装管理员：在网页上添加单位和检查员")
    keeper.add_argument("username", help="登录名；要在某个单位在岗")
    keeper.add_argument("--withdraw", action="store_true", help="收回")
    keeper.set_defaults(run="houqin.cli.institutions", action="keeper")
    demo = commands.add_parser("demo", help="装入演示单位（小学、幼儿园、医院）")
    demo.add_argument("--reset", action="store_true", help="先清除原有的演示单位")
    demo.set_defaults(run="houqin.cli.demo")


def _care(commands: argparse._SubParsersAction[Parser]) -> None:
    doctor = commands.add_parser("doctor", help="检查本机：数据库、字体、磁盘、时间、队列、备份")
    doctor.set_defaults(run="houqin.cli.doctor")
    backup = commands.add_parser("backup", help="把数据库和照片备份成一个文件")
    backup.add_argument("file", help="备份文件，例如 后勤备份.zip")
    backup.add_argument("--force", action="store_true", help="文件已存在时覆盖")
    backup.set_defaults(run="houqin.cli.backup")
    restore = commands.add_parser("restore", help="从备份文件恢复")
    restore.add_argument("file", help="备份文件")
    restore.add_argument("--force", action="store_true", help="替换现有的数据")
    restore.set_defaults(run="houqin.cli.restore")
    verify = commands.add_parser("verify", help="查验台账有没有被改动过，逐条指出")
    verify.add_argument("book", nargs="?", help="台账代码，或台账包（.zip）；不写时用 --all")
    verify.add_argument("--all", action="store_true", help="查验全部台账")
    verify.add_argument("--in", dest="within", metavar="单位代码", help="只查验这个单位")
    verify.add_argument("--photos", action="store_true", help="连照片和文件的内容一起查验")
    verify.set_defaults(run="houqin.cli.verify")
    # The rest of the line is Django's: argparse would take its options for our own.
    commands.add_parser("manage", help="（工程师）执行 Django 命令", add_help=False)


def _reading(commands: argparse._SubParsersAction[Parser]) -> None:
    plan = commands.add_parser("plan", help="读工作计划")
    parts = plan.add_subparsers(title="动作", metavar="动作", required=True)
    read = parts.add_parser("read", help="读出计划里的条目和时间，不需要数据库")
    read.add_argument("file", help="计划文件：docx、txt、md、xlsx、pdf")
    read.add_argument("--json", action="store_true", help="以 JSON 输出")
    read.add_argument("--xlsx", metavar="OUT", help="写成 Excel 文件")
    read.set_defaults(run="houqin.cli.plan")
    cadence = commands.add_parser("cadence", help="时间词识别")
    parts = cadence.add_subparsers(title="动作", metavar="动作", required=True)
    tag = parts.add_parser("tag", help="逐行标出时程：读 JSONL，写 JSONL")
    tag.add_argument("source", help="输入文件，每行 {id, heading, text}")
    tag.add_argument("target", help="输出文件，每行 {id, cadences, domain}")
    tag.set_defaults(run="houqin.cli.cadence")


def _parser() -> Parser:
    parser = Parser(prog="houqin", description="后勤：让半年工作计划自己运转起来。")
    parser.add_argument("--version", action="store_true", help="显示版本")
    commands = parser.add_subparsers(title="命令", metavar="命令", parser_class=Parser)
    _serving(commands)
    _care(commands)
    _reading(commands)
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; gives the exit code."""
    utf8_output()
    arguments = list(sys.argv[1:] if argv is None else argv)
    try:
        return _dispatch(arguments)
    except KeyboardInterrupt:
        return fail("\n已中断。", 130)
    except BrokenPipeError:
        # Whoever read our output (head, more) has seen enough; nothing is wrong.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        if arguments[:1] == ["manage"]:
            raise  # an engineer reads the trace
        return fail(unexpected(error))


def unexpected(error: Exception) -> str:
    """The sentence for a mistake of ours; the trace goes to a file that can be sent."""
    import traceback

    kept = Path(os.environ.get("HOUQIN_DATA") or "data") / "error.log"
    trace = "".join(traceback.format_exception(error))
    try:
        with kept.open("a", encoding="utf-8") as log:
            log.write(f"{datetime.now(UTC).isoformat(timespec='seconds')}\n{trace}\n")
        where = f"详细原因已写进 {kept.resolve()}，请把它发给信息员"
    except OSError:
        where = f"详细原因：\n{trace}"
    return f"遇到了意料之外的问题：{type(error).__name__}。{where}"


def _dispatch(arguments: list[str]) -> int:
    if arguments[:1] == ["manage"]:
        return int(import_module("houqin.cli.manage").run(arguments[1:]))
    parser = _parser()
    chosen = parser.parse_args(arguments)
    if chosen.version:
        from houqin import __version__

        say(f"houqin {__version__}")
        return 0
    if not hasattr(chosen, "run"):
        parser.print_help()
        return 0
    return int(import_module(chosen.run).run(chosen))


if __name__ == "__main__":
    sys.exit(main())
