"""One message text for every vendor: a headline, a few lines, one link."""

from __future__ import annotations

from dataclasses import dataclass

from houqin.notify.senders import Message

LINES_SHOWN = 8
# What a vendor's markdown would read as markup, in a shape that it does not.
_PLAIN = str.maketrans({"[": "［", "]": "］", "<": "＜", ">": "＞", "*": "＊", "`": "｀",
                        "#": "＃", "|": "｜", "~": "～", "\\": "＼", "_": "＿"})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Card:
    number: int
    title: str
    text: str
    link: str


def card_of(message: Message) -> Card:
    """A single notice leads to its page, several to the list of notices."""
    if len(message.lines) == 1 and not message.more:
        line = message.lines[0]
        return Card(message.number, message.subject, line.body or line.title, line.link)
    shown = [f"{n}. {line.title}" for n, line in enumerate(message.lines[:LINES_SHOWN], 1)]
    left = len(message.lines) + message.more - len(shown)
    if left:
        shown.append(f"另有 {left} 条，请到程序里看。")
    return Card(message.number, message.subject, "\n".join(shown), message.all_link)


def cut(text: str, most: int) -> str:
    """At most so many bytes of UTF-8, never half a character."""
    raw = text.encode()
    if len(raw) <= most:
        return text
    return raw[: most - 3].decode(errors="ignore") + "…"


def plain(text: str) -> str:
    """One line that no markdown changes."""
    return " ".join(text.split()).translate(_PLAIN)
