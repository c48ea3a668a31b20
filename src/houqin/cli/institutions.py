"""``houqin found`` and ``houqin inspector``: another institution, and who may look at several."""

from __future__ import annotations

import argparse
import secrets

from houqin.cli.chinese import fail, say
from houqin.cli.database import data_dir, database, setup_django
from houqin.cli.up import new_setup_token


def run(chosen: argparse.Namespace) -> int:
    return _found() if chosen.action == "found" else _inspector(chosen)


def _found() -> int:
    """Write a new one-time token; the running program's wizard takes it."""
    folder = data_dir()
    folder.mkdir(parents=True, exist_ok=True)
    token = new_setup_token(folder)
    say("请在浏览器打开后勤的网址，后面接上：")
    say(f"  /setup/{token}/")
    say("这个地址只能用一次。")
    return 0


def _inspector(chosen: argparse.Namespace) -> int:
    with database():
        setup_django()
        from houqin.accounts.models import User
        from houqin.core.tenancy import every_institution
        from houqin.org.models import Institution
        from houqin.org.services.setup import add_inspector

        with every_institution():
            rows = list(Institution.objects.filter(code__in=chosen.codes))
        missing = set(chosen.codes) - {row.code for row in rows}
        if missing:
            return fail(
                f"没有代码为 {'、'.join(sorted(missing))} 的单位，请核对网址里 /i/ 后面的部分。", 2
            )
        user = User.objects.filter(username=chosen.username).first()
        if user is None:
            password = secrets.token_urlsafe(9)
            user = User.objects.create_user(
                username=chosen.username, password=password, name=chosen.name
            )
            user.must_change_password = True
            user.save(update_fields=["must_change_password"])
            say(f"已新建账号 {user.username}，初始密码 {password}，首次登录须修改。")
        for institution in rows:
            add_inspector(institution=institution, user=user)
            say(f"{user.name}可以查看：{institution.name}")
        return 0
