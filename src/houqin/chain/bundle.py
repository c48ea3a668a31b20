"""Prove a bundle (台账包) with nothing but the file: no database, no settings, no network.

A bundle is a zip. ``清单.json`` names every other file with its digest and every book with its
folder and head; ``链.jsonl`` in a book's folder holds one link a line; photos and files are named
by the digests that stand in the links. docs/engineers/ledgers.md tells the format.
"""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from houqin.chain.canonical import NotCanonical, canonical
from houqin.chain.links import Head, Link, heads_digest, records_digest, sha256_of
from houqin.chain.proof import Verdict, verify

FORMAT = "houqin-bundle/1"
MANIFEST = "清单.json"
CHAIN = "链.jsonl"
FORMS = "表格.json"
DAYS = "每日摘要.jsonl"
PHOTOS = "照片"
MOST_LINE = 16 * 1024 * 1024
_BLOCK = 1 << 20
Tell = Callable[[str], None]


class NotABundle(ValueError):  # noqa: N818 - says what the file is
    """The file cannot be read as a bundle; ``str()`` is a Chinese sentence."""


@dataclass(slots=True)
class BookFound:
    """What was found of one book."""

    title: str
    folder: str
    head: Head
    verdict: Verdict | None = None
    problems: list[str] = field(default_factory=list)


@dataclass(slots=True)
class BundleFound:
    """``problems`` concern the bundle as a whole; ``manifest`` is the digest of its list."""

    institution: str
    made: str
    manifest: str
    files: int = 0
    books: list[BookFound] = field(default_factory=list)
    days: list[tuple[str, str]] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    @property
    def all_problems(self) -> list[str]:
        return [*self.problems, *(f"《{b.title}》{p}" for b in self.books for p in b.problems)]


def check_bundle(path: Path, tell: Tell | None = None) -> BundleFound:
    """Read the whole bundle once; NotABundle where it is none."""
    try:
        with zipfile.ZipFile(path) as bundle:
            return _check(bundle, tell or (lambda _said: None))
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError) as error:
        raise NotABundle(f"这个文件打不开或已损坏，不是完整的台账包（{error}）。") from error
    except RuntimeError as error:  # a password
        raise NotABundle(f"这个压缩包读不出来（{error}）。") from error


def _check(bundle: zipfile.ZipFile, tell: Tell) -> BundleFound:
    listed, digest = _manifest(bundle)
    found = BundleFound(
        institution=str(listed.get("institution", "")), made=str(listed.get("made", "")),
        manifest=digest,
    )  # fmt: skip
    _files(bundle, listed, found, tell)
    anchors = _days(bundle, found)
    for book in listed.get("books", []):
        tell(str(book["title"]))
        found.books.append(_book(bundle, book, anchors, listed))
    return found


def _manifest(bundle: zipfile.ZipFile) -> tuple[dict[str, Any], str]:
    try:
        content = bundle.read(MANIFEST)
        listed = json.loads(content)
    except KeyError as error:
        raise NotABundle(f"压缩包里没有 {MANIFEST}，不是后勤导出的台账包。") from error
    except ValueError as error:
        raise NotABundle(f"{MANIFEST} 不是完整的清单，可能被改动过。") from error
    if not isinstance(listed, dict) or listed.get("format") != FORMAT:
        raise NotABundle("这份清单不是这个版本的程序认得的格式，请用新版的后勤查验。")
    return listed, sha256_of(content)


def _files(bundle: zipfile.ZipFile, listed: dict[str, Any], found: BundleFound, tell: Tell) -> None:
    """Each file is there once, is the one of the list, and there is no other."""
    wanted: dict[str, str] = dict(listed.get("files", {}))
    names = [info.filename for info in bundle.infolist() if not info.is_dir()]
    for name in sorted(set(wanted) - set(names)):
        found.problems.append(f"缺少文件 {name}")
    for name, times in Counter(names).items():
        if times > 1:
            found.problems.append(f"文件 {name} 有 {times} 份")
    for count, name in enumerate(names, 1):
        if name == MANIFEST:
            continue
        if name not in wanted:
            found.problems.append(f"多出文件 {name}，不在清单里")
        elif (digest := _digest(bundle, name)) != wanted[name]:
            found.problems.append(f"文件 {name} 被改动过")
        elif f"/{PHOTOS}/" in name and digest != digest_in(name):
            found.problems.append(f"照片或文件 {name} 被换过")
        found.files = count
        if count % 200 == 0:
            tell(f"{count:,}/{len(names):,} 个文件")


def _digest(bundle: zipfile.ZipFile, name: str) -> str:
    total = hashlib.sha256()
    try:
        with bundle.open(name) as content:
            while block := content.read(_BLOCK):
                total.update(block)
    except (zipfile.BadZipFile, EOFError):
        return ""  # its own checksum does not fit
    return total.hexdigest()


def _days(bundle: zipfile.ZipFile, found: BundleFound) -> dict[int, dict[int, str]]:
    """The days' digests are a chain too; each is told, to be compared with what was kept outside.
    Gives what they say of the books: key → length → digest."""
    kept: dict[int, dict[int, str]] = {}
    previous = ""
    try:
        with bundle.open(DAYS) as lines:
            for line in _lines(lines):
                day = json.loads(line)
                if not _day_fits(day) or (previous and day["previous"] != previous):
                    found.problems.append(f"{day['day']} 的每日摘要被改动过")
                previous = str(day["digest"])
                found.days = [*found.days[-6:], (str(day["day"]), previous)]
                for pk, _code, sequence, digest in day["heads"]:
                    if sequence:
                        kept.setdefault(int(pk), {})[int(sequence)] = str(digest)
    except (KeyError, ValueError, TypeError, AttributeError):
        found.problems.append(f"{DAYS} 读不出来，可能被改动过")
    return kept


def _day_fits(day: dict[str, Any]) -> bool:
    heads = [(f"{day['day']}\t{code}", Head(int(n), str(d))) for _pk, code, n, d in day["heads"]]
    return bool(heads_digest(day["previous"], heads) == day["digest"])


def _book(
    bundle: zipfile.ZipFile,
    book: dict[str, Any],
    anchors: dict[int, dict[int, str]],
    listed: dict[str, Any],
) -> BookFound:
    head = Head(int(book["length"]), str(book["head"]))
    found = BookFound(str(book["title"]), str(book["folder"]), head)
    seen = _Seen(set(listed.get("files", {})), found, int(book["id"]))
    kept = {n: d for n, d in anchors.get(int(book["id"]), {}).items() if n <= head.sequence}
    try:
        links = _links(bundle, f"{found.folder}/{CHAIN}", seen)
        found.verdict = verify(links, head=head, anchors=kept)
        _forms(bundle, seen, found)
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        found.problems.append(f"：{CHAIN} 读不出来，可能被改动过（{type(error).__name__}）")
        return found
    found.problems += [f"{fault}" for fault in found.verdict.faults]
    found.problems += seen.problems()
    return found


@dataclass(slots=True)
class _Seen:
    """What the links of a book speak of, gathered while they pass."""

    files: set[str]
    book: BookFound
    key: int
    forms: set[str] = field(default_factory=set)
    missing: list[str] = field(default_factory=list)
    gone: list[tuple[int, str]] = field(default_factory=list)
    purges: list[tuple[list[list[int]], str]] = field(default_factory=list)
    foreign: list[int] = field(default_factory=list)
    named: set[str] | None = None

    def take(self, sequence: int, digest: str, content: dict[str, Any] | None) -> None:
        if content is None:
            self.gone.append((sequence, digest))
            return
        if content.get("book") != self.key:
            self.foreign.append(sequence)
        if content.get("kind") == "purge":
            self.purges.append((content["ranges"], content["digest"]))
        if "form" in content:
            self.forms.add(content["form"])
        for one in content.get("files", []):
            if one not in self._digests():
                self.missing.append(f"第 {sequence} 条的照片或文件不在包里")

    def _digests(self) -> set[str]:
        """Digests that name a file of the bundle: ``…/照片/<digest>.jpg``."""
        if self.named is None:
            self.named = {digest_in(name) for name in self.files}
        return self.named

    def problems(self) -> list[str]:
        told = [f"第 {n} 条是另一本台账的" for n in self.foreign[:20]]
        accounted: set[int] = set()
        for ranges, digest in self.purges:
            inside = [g for g in self.gone if any(a <= g[0] <= b for a, b in ranges)]
            if records_digest(inside) == digest:
                accounted.update(n for n, _digest in inside)
        lost = [n for n, _digest in self.gone if n not in accounted]
        told += [f"第 {n} 条：内容没有了，却没有相符的销毁记录" for n in lost[:20]]
        return [*told, *self.missing[:20]]


def _links(bundle: zipfile.ZipFile, name: str, seen: _Seen) -> Iterator[Link]:
    with bundle.open(name) as lines:
        for line in _lines(lines):
            row = json.loads(line)
            content = row.get("content")
            seen.take(row["sequence"], row["digest"], content)
            yield Link(row["sequence"], row["previous"], row["digest"], _written(content))


def digest_in(name: str) -> str:
    """The digest that a photo is named by: ``…/照片/2026-0001-<digest>.jpg``."""
    return name.rsplit("/", 1)[-1].rsplit(".", 1)[0].rsplit("-", 1)[-1]


def _lines(source: IO[bytes]) -> Iterator[bytes]:
    while line := source.readline(MOST_LINE):
        if line.strip():
            yield line


def _written(content: Any) -> bytes | None:
    if content is None:
        return None
    try:
        return canonical(content)
    except NotCanonical:
        return b""


def _forms(bundle: zipfile.ZipFile, seen: _Seen, found: BookFound) -> None:
    """Every form an entry was made with is there, unaltered."""
    kept = json.loads(bundle.read(f"{found.folder}/{FORMS}"))
    known = {sha256_of(canonical(one["form"])) for one in kept}
    if seen.forms - known:
        found.problems.append(f"：{FORMS} 里缺少表格，或表格被改动过")
