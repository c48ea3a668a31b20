"""The wheel alone, in an empty environment and an empty folder: it serves, stops and survives."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import threading
import time
import urllib.error
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path

import pytest

from tests.program import ON_WINDOWS, Browser, Program, folder_of_its_own

pytestmark = [pytest.mark.slow]
ROOT = Path(__file__).resolve().parents[1]
PASSWORD = "pw-for-tests"
# People with a password, made as the program itself makes them.
PEOPLE = """
from houqin.org.testing import make_institution, make_member
school = make_institution()
for _number in range({count}):
    print("name:", make_member(school, "director").user.username)
"""


def call(*command: str | Path) -> None:
    done = subprocess.run(
        [str(part) for part in command], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]


@pytest.fixture(scope="module")
def command(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """``houqin``, installed from the wheel with the locked packages and nothing else."""
    place = tmp_path_factory.mktemp("wheel")
    call(sys.executable, ROOT / "frontend" / "build.py")
    call(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", place, ROOT)
    environment = place / "environment"
    call(sys.executable, "-m", "venv", environment)
    programs = environment / ("Scripts" if ON_WINDOWS else "bin")
    uv = shutil.which("uv", path=str(Path(sys.executable).parent)) or shutil.which("uv")
    assert uv, "uv is missing: make test installs it"
    install = [uv, "pip", "install", "--quiet", "--compile-bytecode"]
    install += ["--python", programs / "python"]
    call(*install, "--require-hashes", "-r", ROOT / "requirements.txt")
    (wheel,) = place.glob("houqin-*.whl")
    call(*install, "--no-deps", wheel)
    return programs / "houqin"


@pytest.fixture
def folder() -> Iterator[Path]:
    with folder_of_its_own() as made:
        yield made


@pytest.fixture
def program(command: Path, folder: Path) -> Iterator[Program]:
    """On an empty folder."""
    with ended_after(Program(command, folder / "data")) as started:
        yield started


@contextmanager
def ended_after(started: Program) -> Iterator[Program]:
    try:
        yield started
    finally:
        if started.process is not None and started.process.poll() is None:
            started.kill()


def people(program: Program, count: int) -> list[str]:
    done = program.run("manage", "shell", "-c", PEOPLE.format(count=count))
    names = re.findall(r"name: (\S+)", done.stdout)
    assert len(names) == count, done.stderr
    return names


def test_it_starts_on_an_empty_folder_signs_in_and_stops_with_its_database(program):
    said = program.up()
    setup = re.search(r"http://127\.0\.0\.1:\d+(/setup/[\w-]+/)", said)
    assert setup is not None, said
    assert (program.data / "setup.token").read_text(encoding="ascii") in setup[1]
    (name,) = people(program, 1)
    browser = Browser(program.url)
    assert not browser.sign_in(name, "wrong-password")
    assert browser.sign_in(name, PASSWORD)
    status, _where, page = browser.get("/")
    assert status == 200
    assert "/static/houqin/dist/houqin.css" in page
    assert browser.get("/static/houqin/dist/houqin.css")[0] == 200
    assert "已经在运行" in program.run("up").stderr
    assert "数据都已写入磁盘" in program.stop()
    assert program.database_processes() == []
    assert "/setup/" not in program.up()
    program.stop()


def test_a_taken_port_is_said_and_another_proposed(program):
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = program.run("up", "--host", "127.0.0.1", "--port", str(port))
    assert done.returncode == 2
    proposed = re.search(r"--port (\d+)", done.stderr)
    assert f"{port} 端口已被别的程序占用" in done.stderr
    assert proposed is not None
    assert int(proposed[1]) != port


def sign_in_until_it_breaks(program: Program, names: list[str], done: list[Browser]) -> None:
    for name in names:
        browser = Browser(program.url)
        try:
            if browser.sign_in(name, PASSWORD):
                done.append(browser)
        except (urllib.error.URLError, HTTPException, OSError, AssertionError):
            return


def test_a_power_cut_takes_nothing_that_was_acknowledged(program):
    program.up()
    names = people(program, 40)
    acknowledged: list[Browser] = []
    hands = [
        threading.Thread(
            target=sign_in_until_it_breaks, args=(program, names[start::4], acknowledged)
        )
        for start in range(4)
    ]
    for hand in hands:
        hand.start()
    until = time.monotonic() + 60
    while len(acknowledged) < 10 and time.monotonic() < until:
        time.sleep(0.01)
    program.kill()
    for hand in hands:
        hand.join()
    assert 10 <= len(acknowledged) < 40
    program.up()
    lost = [browser for browser in acknowledged if not browser.is_signed_in()]
    assert lost == []
    program.stop()


@contextmanager
def kept_open(program: Program, count: int) -> Iterator[None]:
    """As many browsers that have seen a page and hold their connection, as browsers do."""
    with ExitStack() as stack:
        for _number in range(count):
            connection = HTTPConnection("127.0.0.1", program.port, timeout=10)
            stack.callback(connection.close)
            connection.request("GET", "/healthz")
            connection.getresponse().read()
        yield


def test_killing_the_server_alone_frees_the_port_and_keeps_the_data(program):
    program.up()
    (name,) = people(program, 1)
    browser = Browser(program.url)
    with kept_open(program, 200):
        assert browser.sign_in(name, PASSWORD), "a school's open browsers shut nobody out"
    assert program.process is not None
    program.process.kill()
    program.process.wait()
    until = time.monotonic() + 10
    while time.monotonic() < until:
        try:
            browser.get("/healthz")
        except (urllib.error.URLError, OSError):
            break
        time.sleep(0.2)
    program.up()
    assert browser.is_signed_in()
    program.stop()
    assert program.database_processes() == []


def test_a_database_that_is_killed_alone_comes_back_with_everything(program):
    program.up()
    (name,) = people(program, 1)
    browser = Browser(program.url)
    assert browser.sign_in(name, PASSWORD)
    for process in program.database_processes():
        process.kill()
    until = time.monotonic() + 60
    while time.monotonic() < until and browser.get("/accounts/password/change/")[0] != 200:
        time.sleep(0.5)
    assert browser.is_signed_in()
    program.stop()
    assert program.database_processes() == []


def test_a_backup_is_restored_elsewhere_and_a_damaged_one_is_refused(program, command, folder):
    program.up()
    (name,) = people(program, 1)
    photo = program.data / "files" / "ab" / "photo.jpg"
    photo.parent.mkdir(parents=True)
    photo.write_bytes(b"a photo")
    kept = folder / "kept.zip"
    assert program.run("backup", str(kept)).returncode == 0
    assert "正在运行" in program.run("restore", str(kept)).stderr
    program.stop()

    other = Program(command, folder / "other")
    damaged = folder / "damaged.zip"
    content = bytearray(kept.read_bytes())
    content[len(content) // 2] ^= 1
    damaged.write_bytes(content)
    refused = other.run("restore", str(damaged))
    assert refused.returncode == 2
    assert not (other.data / "files").exists()
    assert other.run("restore", str(kept)).returncode == 0
    assert (other.data / "files" / "ab" / "photo.jpg").read_bytes() == b"a photo"
    assert "已经有数据" in other.run("restore", str(kept)).stderr
    assert "有问题" not in other.run("doctor").stdout
    other.up()
    try:
        assert Browser(other.url).sign_in(name, PASSWORD)
    finally:
        other.stop()
