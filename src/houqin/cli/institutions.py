"""Another institution, who may look at several, and who does both on a page from then on."""

from __future__ import annotations

import argparse
import secrets

from houqin.cli.chinese import fail, say
from houqin.cli.database import data_dir, database, setup_django
from houqin.cli.up import new_setup_token


def run(chosen: argparse.Namespace) -> int:
    if chosen.action == "found":
        return _found()
    return _keeper(chosen) if chosen.action == "keeper" else _inspector(chosen)


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
        from django.core.exceptions import ValidationError

        from houqin.accounts.models import User
        from houqin.core.tenancy import every_institution
        from houqin.org.models import Institution
        from houqin.org.services.inspectors import add_inspector

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
            try:
                add_inspector(institution=institution, user=user)
            except ValidationError as refused:
                return fail("；".join(refused.messages), 2)
            say(f"{user.name}可以查看：{institution.name}")
        return 0


def _keeper(chosen: argparse.Namespace) -> int:
    """Name who keeps the installation, on the page 单位与检查员; or take it back."""
    with database():
        setup_django()
        from django.core.exceptions import ValidationError

        from houqin.accounts.models import User
        from houqin.core import clock
        from houqin.web.services.keeping import name_keeper

        user = User.objects.filter(username=chosen.username.lower()).first()
        if user is None:
            return fail(f"没有登录名为 {chosen.username} 的账号，请核对。", 2)
        try:
            name_keeper(user=user, today=clock.today(), withdraw=chosen.withdraw)
        except ValidationError as refused:
            return fail("；".join(refused.messages), 2)
        if chosen.withdraw:
            say(f"{user.name}不再是安装管理员。")
        else:
            say(f"{user.name}是安装管理员：登录后打开网址 /institutions/，添加单位和检查员。")
        return 0
