"""The power goes while people write: ``python -m tests.crash`` (from the checkout, no setting up).

1. Eight clerks write entries over HTTP; after a while every process of the program is killed at
   once, the database's too; it starts again; they go on, until 5,000 entries were acknowledged.
2. Twenty writers write into one book at the same moment.

Then every acknowledged entry must be there, once, and every chain whole. Exit code 0 if so.
Options: ``--entries 5000 --kills 3 --writers 20 --each 50``, ``--data FOLDER`` to look at it after.
"""

from __future__ import annotations

import argparse
import http.client
import json
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from urllib.parse import urlencode
from uuid import uuid4

from tests.program import Browser, Program, clean_environment

COMMAND = Path(sys.executable).with_name("houqin.exe" if sys.platform == "win32" else "houqin")
PASSWORD = "pw-for-tests"
BOOK = "crash"
CLERKS = 8


def seeded(data: Path) -> dict[str, object]:
    """A school with a book and its people, made by the program's own services."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.crash", "--seed"], env=clean_environment(data),
        stdout=subprocess.PIPE, text=True, check=True,
    )  # fmt: skip
    return dict(json.loads(done.stdout.splitlines()[-1]))


def seed() -> None:
    from houqin.cli.database import database, migrate, setup_django

    with database():
        migrate(lambda said: print(said, file=sys.stderr))
        setup_django()
        from houqin.core.tenancy import institution_scope
        from houqin.ledgers.testing import make_book
        from houqin.org.testing import make_institution, make_member

        school = make_institution(name="断电小学")
        with institution_scope(school.pk):
            make_book(code=BOOK, title="断电测试台账")
            names = [make_member(school, "canteen_manager").user.username for _n in range(CLERKS)]
        print(json.dumps({"code": school.code, "pk": school.pk, "names": names}))


class Clerk(threading.Thread):
    """Sends entries one after the other and notes the tokens of those that were acknowledged."""

    def __init__(self, world: World, number: int) -> None:
        super().__init__(daemon=True)
        self.world, self.number = world, number
        self.acknowledged: list[str] = []
        self.unsure: list[str] = []

    def run(self) -> None:
        while not self.world.is_over():
            try:
                self._session()
            except (OSError, http.client.HTTPException, AssertionError, ValueError):
                time.sleep(0.3)

    def _session(self) -> None:
        program = self.world.program
        name = self.world.names[self.number % len(self.world.names)]
        browser = Browser(program.url)
        if not browser.sign_in(name, PASSWORD):
            raise OSError("not signed in")
        path = f"/i/{self.world.code}/ledgers/b/{BOOK}/new/"
        page = browser.get(path)[2]
        csrf = page.split('name="csrfmiddlewaretoken" value="', 1)[1].split('"', 1)[0]
        cookies = "; ".join(f"{one.name}={one.value}" for one in browser.cookies)
        headers = {"Cookie": cookies, "Content-Type": "application/x-www-form-urlencoded"}
        line = http.client.HTTPConnection("127.0.0.1", program.port, timeout=30)
        while not self.world.is_over():
            # what no answer came for is sent again with its own token, as the phone does
            token = self.unsure[-1] if self.unsure else str(uuid4())
            sent = {
                "csrfmiddlewaretoken": csrf, "token": token, "v-meal": "午餐",
                "v-dish": f"第{self.number}人的菜", "v-grams": "150", "v-temperature": "4.0",
            }  # fmt: skip
            if not self.unsure:
                self.unsure.append(token)
            line.request("POST", path, urlencode(sent), headers)
            answer = line.getresponse()
            body = answer.read()
            if answer.status != 302 or "/accounts/" in (answer.getheader("Location") or ""):
                raise ValueError(body[:200])
            self.unsure.clear()
            self.acknowledged.append(token)


class World:
    """The program under test and how far it is."""

    def __init__(self, program: Program, seeds: dict[str, object], wanted: int) -> None:
        self.program, self.wanted = program, wanted
        self.code, self.names = str(seeds["code"]), list(seeds["names"])  # type: ignore[call-overload]
        self.institution = int(str(seeds["pk"]))
        self.clerks = [Clerk(self, number) for number in range(CLERKS)]

    def count(self) -> int:
        return sum(len(clerk.acknowledged) for clerk in self.clerks)

    def is_over(self) -> bool:
        return self.count() >= self.wanted

    def tokens(self) -> list[str]:
        return [token for clerk in self.clerks for token in clerk.acknowledged]


def write_and_kill(world: World, kills: int) -> None:
    """Kill at even distances; the last stretch runs to the end."""
    for clerk in world.clerks:
        clerk.start()
    for kill in range(1, kills + 1):
        while world.count() < kill * world.wanted // (kills + 1):
            time.sleep(0.01)
        world.program.kill()
        print(f"  断电 {kill}：已确认 {world.count():,} 条", flush=True)
        begin = time.monotonic()
        world.program.up()
        print(f"  {time.monotonic() - begin:.1f} 秒后又能用", flush=True)
    for clerk in world.clerks:
        clerk.join()


def check(tokens: list[str], institution: int, writers: int, each: int) -> int:
    """In a process of its own: who is missing, who is double; then the writers; then the chains."""
    from houqin.cli.database import database, setup_django

    with database():
        setup_django()
        from houqin.core.tenancy import institution_scope
        from houqin.ledgers.models import Book, Entry
        from houqin.ledgers.services.proving import verify_book

        with institution_scope(institution):
            book = Book.objects.get(code=BOOK)
            there = set(map(str, Entry.objects.filter(book=book).values_list("token", flat=True)))
            lost = [token for token in tokens if token not in there]
            found = verify_book(book)
        seconds = crowd(institution, writers, each)
        with institution_scope(institution):
            after = verify_book(book)
            numbers = list(Entry.objects.filter(book=book).values_list("number", flat=True))
    made = after.verdict.checked - found.verdict.checked
    print(f"确认过的 {len(tokens):,} 条，丢失 {len(lost)} 条；台账共 {found.verdict.checked:,} 条")
    print(f"{writers} 人同时写一本：{made:,} 条，{made / seconds:,.0f} 条/秒")
    for said in (*found.sentences, *after.sentences):
        print(f"  {said}")
    whole = found.is_whole and after.is_whole and made == writers * each
    print("链完整，没有断号，没有分叉。" if whole else "链不完整！")
    return int(bool(lost) or not whole or len(set(numbers)) != len(numbers))


def crowd(institution: int, writers: int, each: int) -> float:
    """So many threads with a connection each, released at the same moment; seconds it took."""
    from datetime import date

    from django.db import connection

    from houqin.core import clock
    from houqin.core.tenancy import institution_scope
    from houqin.ledgers.models import Book
    from houqin.ledgers.services.writing import write_entry
    from houqin.ledgers.testing import LUNCH
    from houqin.org.member import member_of
    from houqin.org.models import Institution, Staff

    gate, failures = threading.Barrier(writers + 1), []

    def work(number: int) -> None:
        try:
            with institution_scope(institution):
                staff = Staff.objects.select_related("user").order_by("pk")[number % CLERKS]
                actor = member_of(staff, Institution.objects.get(pk=institution), date.today())
                book = Book.objects.get(code=BOOK).pk
                gate.wait(60)
                for _n in range(each):
                    write_entry(
                        actor=actor, book_id=book, token=uuid4(), raw=LUNCH, now=clock.now()
                    )
        except Exception as error:
            failures.append(repr(error))
            gate.abort()
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=(number,)) for number in range(writers)]
    for thread in threads:
        thread.start()
    gate.wait(60)
    begin = time.perf_counter()
    for thread in threads:
        thread.join()
    if failures:
        raise RuntimeError(failures[0])
    return time.perf_counter() - begin


def run(chosen: argparse.Namespace, data: Path) -> int:
    print("准备单位和台账……", flush=True)
    seeds = seeded(data)
    program = Program(COMMAND, data)
    program.up()
    world = World(program, seeds, chosen.entries)
    print(f"{CLERKS} 人同时记，其间断电 {chosen.kills} 次……", flush=True)
    begin = time.monotonic()
    write_and_kill(world, chosen.kills)
    print(f"  {world.count():,} 条已确认，{time.monotonic() - begin:.0f} 秒")
    program.stop()
    kept = data.with_suffix(".tokens.json")
    kept.write_text(json.dumps([world.institution, world.tokens()]), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "tests.crash", "--check", str(kept), "--writers",
         str(chosen.writers), "--each", str(chosen.each)],
        env=clean_environment(data), check=False,
    )  # fmt: skip
    return done.returncode


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=5_000)
    parser.add_argument("--kills", type=int, default=3)
    parser.add_argument("--writers", type=int, default=20)
    parser.add_argument("--each", type=int, default=50)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--seed", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--check", type=Path, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.seed:
        seed()
        return 0
    if chosen.check:
        institution, tokens = json.loads(chosen.check.read_text(encoding="utf-8"))
        return check(tokens, institution, chosen.writers, chosen.each)
    if chosen.data:
        return run(chosen, chosen.data.resolve())
    with tempfile.TemporaryDirectory(prefix="houqin-crash-") as folder:
        return run(chosen, Path(folder) / "data")


if __name__ == "__main__":
    sys.exit(main())
