"""``houqin verify 台账包.zip``: prove a bundle where there is no database at all."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from time import perf_counter
from zoneinfo import ZoneInfo

from houqin.chain.bundle import BundleFound, NotABundle, check_bundle
from houqin.cli.chinese import fail, say


def check(path: Path) -> int:
    """0 when the bundle is whole, 1 when it is not, 2 when it is no bundle."""
    if not path.is_file():
        return fail(f"没有这个文件：{path}。请核对文件名。", 2)
    begun = perf_counter()
    try:
        found = check_bundle(path)
    except NotABundle as error:
        return fail(str(error), 2)
    _tell(found)
    links = sum(one.verdict.checked for one in found.books if one.verdict)
    seconds = max(perf_counter() - begun, 0.001)
    say(
        f"共查验 {len(found.books)} 本、{links:,} 条、{found.files} 个文件，"
        f"用时 {seconds:.1f} 秒，每秒 {links / seconds:,.0f} 条。"
    )
    if found.all_problems:
        return fail(f"有 {len(found.all_problems)} 处不符，这个包被改动过，不能作为凭证。")
    say("全部完整，没有改动。请再把上面的摘要与当时打印、寄出的每日摘要核对。")
    return 0


def _local(made: str) -> str:
    """The moment as people there read it; what is no moment stays as the bundle says it."""
    try:
        moment = datetime.fromisoformat(made)
    except ValueError:
        return made
    return moment.astimezone(ZoneInfo("Asia/Shanghai")).strftime("%Y-%m-%d %H:%M")


def _tell(found: BundleFound) -> None:
    say(f"{found.institution}，{_local(found.made)} 导出")
    say(f"  清单摘要  {found.manifest}")
    for problem in found.problems:
        say(f"    {problem}")
    for book in found.books:
        word = "不符" if book.problems else "完整"
        say(f"  {word}  {book.title}  {book.head.sequence:,} 条  末尾摘要 {book.head.digest}")
        if book.verdict and book.verdict.destroyed:
            say(f"    已按保存期限销毁 {book.verdict.destroyed:,} 条，摘要还在，前后相连")
        for problem in book.problems:
            say(f"    {problem}")
    for day, digest in found.days[-7:]:
        say(f"  每日摘要  {day}  {digest}")
