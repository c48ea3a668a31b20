"""The machine: versions, disk, fonts, time zones, the built front end, the last backup."""

from __future__ import annotations

import json
import platform
import shutil
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from importlib.metadata import version
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from houqin import __version__
from houqin.cli.backup import LAST
from houqin.cli.checks.finding import Finding, bad, fine, note
from houqin.ledgers.paper.fonts import NoChineseFont, chosen

MIN_FREE_BYTES = 1 << 30
FEW_FREE_BYTES = 5 << 30
BACKUP_DAYS = 7


def look(folder: Path, today: date) -> Iterator[Finding]:
    yield _versions()
    yield _disk(folder)
    yield _fonts()
    yield _zone()
    yield _front_end()
    yield _backup(folder, today)


def _versions() -> Finding:
    said = f"houqin {__version__}，Python {platform.python_version()}，Django {version('Django')}"
    return fine("版本", said)


def _disk(folder: Path) -> Finding:
    free = shutil.disk_usage(folder).free
    said = f"{folder} 所在磁盘还有 {free / (1 << 30):.1f} GB"
    if free < MIN_FREE_BYTES:
        return bad("磁盘", said, "马上清理磁盘：写满后不能再保存记录")
    if free < FEW_FREE_BYTES:
        return note("磁盘", said, "请清理磁盘，或把数据文件夹移到更大的磁盘")
    return fine("磁盘", said)


def _fonts() -> Finding:
    """Asked of what sets the PDFs: it may see other fonts than the desktop does."""
    try:
        return fine("中文字体", f"PDF 用 {chosen()[0]}")
    except NoChineseFont as missing:
        return note("中文字体", "没有找到", str(missing))


def _zone() -> Finding:
    try:
        offset = datetime.now(ZoneInfo("Asia/Shanghai")).utcoffset()
    except ZoneInfoNotFoundError:
        return bad("时区", "没有 Asia/Shanghai 的时区资料", "请重新安装后勤（缺少 tzdata）")
    if offset != timedelta(hours=8):
        return bad("时区", f"Asia/Shanghai 的时差是 {offset}，应为 8 小时", "请升级 tzdata")
    return fine("时区", "Asia/Shanghai，比世界时早 8 小时")


def _front_end() -> Finding:
    built = Path(__file__).resolve().parents[2] / "ui" / "static" / "houqin" / "dist" / ".inputs"
    if built.exists():
        return fine("页面", "样式和脚本已生成")
    return bad("页面", "样式和脚本还没有生成", "请执行 make run，或重新安装后勤")


def _backup(folder: Path, today: date) -> Finding:
    kept = folder / LAST
    advice = "请执行 houqin backup 文件名，并把文件存到另一块磁盘"
    if not kept.exists():
        return note("备份", "还没有备份过", advice)
    last = json.loads(kept.read_text(encoding="utf-8"))
    age = (today - datetime.fromisoformat(last["at"]).date()).days
    said = f"上次备份在 {age} 天前：{last['file']}" if age else f"今天备份过：{last['file']}"
    return note("备份", said, advice) if age > BACKUP_DAYS else fine("备份", said)
