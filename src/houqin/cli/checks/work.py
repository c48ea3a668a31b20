"""What goes on by itself: the queue, its worker, mail, and the holidays known so far."""

from __future__ import annotations

import smtplib
from collections.abc import Iterator
from datetime import date, timedelta

from django.conf import settings
from django.db import connection
from django.utils import timezone

from houqin.cli.checks.finding import Finding, bad, fine, note

WAITING_SECONDS = 600
HEARTBEAT_SECONDS = 120
MAIL_SECONDS = 5
LOOK_AHEAD = timedelta(days=45)


def look(today: date) -> Iterator[Finding]:
    yield _worker()
    yield from _queue()
    yield _mail()
    yield from _channels()
    yield _holidays(today)


def _row(query: str, *values: int) -> tuple[int, ...]:
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        found = cursor.fetchone()
    return tuple(found or ())


def _worker() -> Finding:
    (alive,) = _row(
        "SELECT count(*) FROM procrastinate_workers"
        " WHERE last_heartbeat > now() - make_interval(secs => %s)",
        HEARTBEAT_SECONDS,
    )
    if alive:
        return fine("后台工作", f"{alive} 个正在运行")
    return note("后台工作", "没有在运行", "提醒和定时任务不会执行，请用 houqin up 启动后勤")


def _queue() -> Iterator[Finding]:
    late, failed = _row(
        "SELECT count(*) FILTER (WHERE status = 'todo' AND coalesce(scheduled_at, now())"
        " <= now() - make_interval(secs => %s)), count(*) FILTER (WHERE status = 'failed')"
        " FROM procrastinate_jobs",
        WAITING_SECONDS,
    )
    (waiting,) = _row("SELECT count(*) FROM procrastinate_jobs WHERE status = 'todo'")
    if late:
        yield note("队列", f"{late} 件工作等了 10 分钟以上", "请看后台工作是否在运行")
    else:
        yield fine("队列", f"{waiting} 件等待")
    if failed:
        yield note("失败的工作", f"最近一个月 {failed} 件", "原因在日志里；用 houqin jobs run 重做")


def _mail() -> Finding:
    if not settings.EMAIL_HOST:
        return note("邮件", "没有设置", "不发邮件可以不管；要发请设置 HOUQIN_SMTP_HOST")
    where = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
    try:
        with smtplib.SMTP(settings.EMAIL_HOST, settings.EMAIL_PORT, timeout=MAIL_SECONDS) as server:
            server.noop()
    except OSError as error:
        return bad("邮件", f"连不上 {where}（{error}）", "请核对 HOUQIN_SMTP_HOST 和端口")
    return fine("邮件", f"{where} 可以连接")


def _channels() -> Iterator[Finding]:
    """One line for each channel that an institution has set up; one where there is none."""
    from houqin.core.tenancy import every_institution
    from houqin.notify.public import channel_states

    with every_institution():
        states = [state for state in channel_states() if state.channel.is_on]
        names = {state.channel.pk: state.channel.institution.name for state in states}
    if not states:
        yield fine("消息渠道", "没有设置企业微信、钉钉或飞书")
    for state in states:
        channel = state.channel
        sent = channel.last_sent_at
        last = f"最近发出 {timezone.localtime(sent):%m-%d %H:%M}" if sent else "还没有发出过"
        said = f"{channel.name}，{last}，待发 {state.waiting}，没有发出 {state.failed}"
        subject = f"消息渠道（{names[channel.pk]}）"
        if channel.last_error:
            yield bad(subject, f"{said}。{channel.last_error}", "请信息员在“消息渠道”里发一条测试")
        elif state.failed:
            yield note(subject, said, "原因在“邮件发送”页，改好后点“重新发送”")
        else:
            yield fine(subject, said)


def _holidays(today: date) -> Finding:
    from chinese_calendar.constants import holidays

    last = max(holidays).year
    said = f"法定节假日和调休已知到 {last} 年"
    if (today + LOOK_AHEAD).year > last:
        return note("节假日", said, "国务院公布后请升级后勤，或在“校历”里手工填写")
    return fine("节假日", said)
