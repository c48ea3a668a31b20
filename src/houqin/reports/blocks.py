"""The parts of a summary, one after the other: what each says and which figures it names. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from houqin.reports.wording import (
    Block,
    Figure,
    Grid,
    Line,
    Part,
    Scope,
    Sentence,
    percent,
)

_NOTE_LENGTH = 60


def blocks(figures: Mapping[str, Any], scope: Scope, refs: Mapping[int, int]) -> Iterator[Block]:
    if figures["guiding"] and not scope.is_month:
        said = tuple((text,) for text in figures["guiding"])
        yield Block("guiding", "指导思想", 1, said, is_editable=False)
    yield Block(
        "overall", "总体情况", 1, (_overall(figures, scope),), grid=_domains(figures, scope),
        hint="补充一两句总的评价。数字由系统统计，不用写进来。",
    )  # fmt: skip
    yield Block("work", "各项工作完成情况", 1, _quiet(figures, scope), is_editable=False)
    for section in figures["sections"]:
        block = _section(section, scope, refs)
        if block.lines or block.sentences:
            yield block
    checked = _supervision(figures)
    if checked is not None:
        yield checked
    if figures["goals"]:
        yield Block(
            "goals", "目标完成情况", 1, tuple(_goal(goal, scope) for goal in figures["goals"]),
            hint="哪些目标实现了，凭什么说。",
        )  # fmt: skip
    yield Block(
        "problems", "未完成事项与存在问题", 1, tuple(_problems(figures, scope)),
        hint="说明原因和已采取的办法，没有依据的不写。",
    )  # fmt: skip
    yield Block("next", "下阶段打算", 1, hint="针对上面的问题，下一步怎么做、谁来做。")


def _overall(figures: Mapping[str, Any], scope: Scope) -> Sentence:
    whole = figures["total"]

    def fig(name: str, state: str = "") -> Figure:
        return Figure(str(whole[name]), scope.query(**({"state": state} if state else {})))

    if not whole["planned"]:
        return ("这段时间没有排任务。",)
    if not whole["due"]:
        return ("排了任务 ", fig("planned"), " 次，都还没有到期。")
    parts: list[Part] = [
        "排了任务 ", fig("planned"), " 次，到期应做 ", fig("due", "due"), " 次，完成 ",
        fig("done", "finished"), f" 次，完成率 {percent(whole['rate'])}{_compared(figures)}；",
        "其中按时 ",
        fig("on_time", "ontime"), " 次，逾期后补办 ", fig("late", "donelate"), " 次。",
    ]  # fmt: skip
    if whole["overdue"]:
        parts += ["逾期没有完成 ", fig("overdue", "late"), " 次。"]
    if whole["waived"]:
        parts += ["标为不适用 ", fig("waived", "waived"), " 次，不计入应做。"]
    parts.append(f"共留下佐证 {figures['evidence_count']} 条、照片 {figures['photo_count']} 张。")
    if figures.get("from_books"):
        parts.append(f"其中 {figures['from_books']} 条直接来自台账：记一次，任务不用再填。")
    return tuple(parts)


def _compared(figures: Mapping[str, Any]) -> str:
    before = figures.get("before")
    if not before or before["rate"] is None:
        return ""
    change = round(figures["total"]["rate"] - before["rate"], 1)
    if not change:
        return f"，与{before['label'][1:]}持平"
    return f"，{before['label']}{'高' if change > 0 else '低'} {abs(change):.1f} 个百分点"


def _domains(figures: Mapping[str, Any], scope: Scope) -> Grid | None:
    rows = [row for row in figures["domains"] if row["due"]]
    if not rows:
        return None
    before = figures.get("before")
    heads: tuple[str, ...] = ("领域", "应做", "完成", "按时", "补办", "逾期", "完成率")
    if before:
        heads += (before["label"],)
    return Grid(heads, tuple(_domain(row, before, scope) for row in rows))


def _domain(
    row: Mapping[str, Any], before: Mapping[str, Any] | None, scope: Scope
) -> tuple[Part, ...]:
    def fig(name: str, state: str) -> Part:
        value = str(row[name])
        # The list of tasks has no filter for work without a domain.
        return Figure(value, scope.query(domain=row["key"], state=state)) if row["key"] else value

    cells: tuple[Part, ...] = (
        row["name"], fig("due", "due"), fig("done", "finished"), fig("on_time", "ontime"),
        fig("late", "donelate"), fig("overdue", "late"), percent(row["rate"]),
    )  # fmt: skip
    if before is None:
        return cells
    earlier = before["domains"].get(row["key"])
    return (*cells, "—" if earlier is None else _signed(row["rate"] - earlier))


def _signed(change: float) -> str:
    change = round(change, 1)
    if not change:
        return "持平"
    return f"+{change:.1f}" if change > 0 else f"−{abs(change):.1f}"


def _quiet(figures: Mapping[str, Any], scope: Scope) -> tuple[Sentence, ...]:
    """A month lists what fell into it and says how much did not."""
    if not scope.is_month:
        return ()
    idle = sum(1 for section in figures["sections"] for line in section["lines"] if _is_idle(line))
    return ((f"计划里另有 {idle} 项本月没有安排，不在下表。",),) if idle else ()


def _is_idle(line: Mapping[str, Any]) -> bool:
    return not (line["planned"] or line["evidence"])


def _section(section: Mapping[str, Any], scope: Scope, refs: Mapping[int, int]) -> Block:
    lines: Sequence[Mapping[str, Any]] = section["lines"]
    if scope.is_month:
        lines = [line for line in lines if not _is_idle(line)]
    work = [line for line in lines if line["is_work"] or line["planned"]]
    kept = [line for line in lines if not (line["is_work"] or line["planned"])]
    sentences: list[Sentence] = []
    if work:
        sentences.append(_section_figures(section, len(work), scope))
    if kept:
        names = "；".join(_kept_name(line) for line in kept)
        sentences.append((f"作为要求执行、不单独计次的有 {len(kept)} 项：{names}。",))
    return Block(
        f"s:{section['key']}", section["title"], 2, tuple(sentences),
        tuple(_line(line, scope, refs) for line in work), hint="补充这一部分的做法和成效。",
    )  # fmt: skip


def _kept_name(line: Mapping[str, Any]) -> str:
    title = str(line["title"]).rstrip("。；")
    return f"{title}（已撤销）" if line["withdrawn"] else title


def _section_figures(section: Mapping[str, Any], items: int, scope: Scope) -> Sentence:
    whole = section["total"]
    head = f"列入 {items} 项，"
    if not whole["due"]:
        return (f"{head}这段时间没有到期的任务。",)
    query = scope.query(section=section["anchor_item"])
    return (
        f"{head}应做 ", Figure(str(whole["due"]), {**query, "state": "due"}), " 次，完成 ",
        Figure(str(whole["done"]), {**query, "state": "finished"}),
        f" 次，完成率 {percent(whole['rate'])}。",
    )  # fmt: skip


def _line(line: Mapping[str, Any], scope: Scope, refs: Mapping[int, int]) -> Line:
    def fig(name: str, state: str) -> Figure | None:
        if not line["planned"]:
            return None
        return Figure(str(line[name]), scope.query(item=line["item"], state=state))

    reasons = "；".join(line["reasons"])
    return Line(
        item=line["item"],
        number=line["number"],
        title=line["title"],
        when=line["when"] or ("随事件" if line["is_event"] else "未定"),
        owner=line["owner"] or "未定",
        cells=(
            fig("due", "due"), fig("done", "finished"), fig("late", "donelate"),
            fig("waived", "waived"), fig("overdue", "late"),
        ),
        state=_state(line),
        ref=refs.get(line["item"]),
        note=f"{reasons[:_NOTE_LENGTH]}…" if len(reasons) > _NOTE_LENGTH else reasons,
    )  # fmt: skip


def _state(line: Mapping[str, Any]) -> str:
    if line["withdrawn"]:
        return "已撤销"
    if line["gap"]:
        return "未完成"
    if line["due"]:
        return "已完成" if not line["upcoming"] else "按进度"
    return "未到期" if line["upcoming"] else "未派发"


def _supervision(figures: Mapping[str, Any]) -> Block | None:
    """What was given, checked and carried out; nothing where it was not counted yet."""
    found = figures.get("supervised")
    if not found:
        return None
    total = found["total"]
    said: Sentence = (
        f"交办 {total['given']} 项，督导 {total['checked']} 项，落实 {total['done']} 项，"
        f"落实率 {percent(total['rate'])}；还没督导 {total['given'] - total['checked']} 项。",
    )
    rows = tuple(
        (f"{word}：{row['name']}", str(row["given"]), str(row["checked"]), str(row["done"]),
         percent(row["rate"]))
        for key, word in (("departments", "部门"), ("leaders", "领导"))
        for row in found[key]
    )  # fmt: skip
    grid = Grid(("谁", "交办", "督导", "落实", "落实率"), rows)
    return Block("supervision", "督导检查", 1, (said,), grid=grid, hint="哪些没有落实，差在哪里。")


def _goal(goal: Mapping[str, Any], scope: Scope) -> Sentence:
    head = f"{goal['number']} {goal['text'].rstrip('。；')}："
    if not goal["items"]:
        return (head, "没有对应的事项，也没有记录。")
    named = (("kept_up", "按进度"), ("behind", "有逾期"), ("unbegun", "还没有开始"))
    standing = "、".join(f"{name} {goal[key]} 项" for key, name in named if goal[key])
    if not goal["due"]:
        return (head, f"对应 {goal['items']} 项（{standing}），这段时间没有到期的任务。")
    query = scope.query(goal=goal["goal"])
    return (
        head, f"对应 {goal['items']} 项（{standing}），应做 ",
        Figure(str(goal["due"]), {**query, "state": "due"}), " 次，完成 ",
        Figure(str(goal["done"]), {**query, "state": "finished"}),
        f" 次，完成率 {percent(goal['rate'])}。",
    )  # fmt: skip


def _problems(figures: Mapping[str, Any], scope: Scope) -> Iterator[Sentence]:
    """What cannot be called fulfilled: each item that is late, the others by cause."""
    lines = [line for section in figures["sections"] for line in section["lines"] if line["gap"]]
    late = [line for line in lines if line["overdue"]]
    for position, line in enumerate(late, 1):
        yield _problem(position, line, scope)
    causes: dict[str, list[str]] = {}
    for line in lines:
        if not line["overdue"]:
            causes.setdefault(line["gap"], []).append(_with_reasons(line))
    for cause, names in causes.items():
        yield (f"{cause}的有 {len(names)} 项：{'；'.join(names)}。",)
    if not lines:
        yield ("应当完成的都有记录，没有逾期未办的。",)


def _with_reasons(line: Mapping[str, Any]) -> str:
    reasons = f"（{'；'.join(line['reasons'])}）" if line["reasons"] else ""
    return f"{str(line['title']).rstrip('。；')}{reasons}"


def _problem(position: int, line: Mapping[str, Any], scope: Scope) -> Sentence:
    days = line.get("missed", [])  # not in reports made before it was kept
    more = "等" if len(days) < line["overdue"] else ""
    missed = f"（{'、'.join(days)}{more}）" if days else ""
    reasons = f"（{'；'.join(line['reasons'])}）" if line["reasons"] else ""
    query = scope.query(item=line["item"])
    return (
        f"{position}. {str(line['title']).rstrip('。；')}：应做 ",
        Figure(str(line["due"]), {**query, "state": "due"}), " 次，逾期没有完成 ",
        Figure(str(line["overdue"]), {**query, "state": "late"}), f" 次{missed}{reasons}。",
    )  # fmt: skip
