"""Checklists: each item 合格, 不合格 or 不适用, with a note and photos.

What is 不合格 was put right on the spot, which a photo shows, or is left for others to deal with.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from houqin.forms.context import Context
from houqin.forms.errors import UnreadableError
from houqin.forms.fieldtypes import attachments
from houqin.forms.fieldtypes.codec import Codec
from houqin.forms.fieldtypes.texts import as_text, one_line
from houqin.forms.model import Field, Item
from houqin.forms.values import Answer, Checked, Result

LONGEST_NOTE = 500
_WORDS = {
    **dict.fromkeys(("pass", "合格", "√", "✓", "是"), Result.PASS),
    **dict.fromkeys(("fail", "不合格", "×", "✗", "否"), Result.FAIL),
    **dict.fromkeys(("na", "不适用", "/", "—", "-"), Result.NA),
}
_COLON = re.compile("[:：]")
FIXED = "现场已整改"
_FIXED_MARK = f"（{FIXED}）"
_TICKED = (True, "1", "true", "on")


class ChecklistCodec(Codec):
    def read(self, field: Field, raw: Any, context: Context) -> Checked | None:
        if isinstance(raw, Checked):
            raw = raw.answers
        if not isinstance(raw, Mapping):
            if raw == "":
                return None
            raise UnreadableError("请逐项检查。")
        answers, problems = dict[str, Answer](), list[UnreadableError]()
        for item in field.items:
            try:
                answer = read_answer(field, item, raw.get(item.code), context)
            except UnreadableError as error:
                problems.append(UnreadableError(f"“{item.label}”：{error.message}", item.code))
                continue
            if answer:
                answers[item.code] = answer
        if problems:
            raise UnreadableError(problems[0].message, problems[0].below, tuple(problems[1:]))
        return checked(field, answers) if answers else None

    def plain(self, field: Field, value: Any) -> str:
        labels = {item.code: item.label for item in field.items}
        return "\n".join(f"{labels[code]}：{_say(one)}" for code, one in value.answers.items())

    def canonical(self, field: Field, value: Any) -> dict[str, Any]:
        return {code: _canonical(answer) for code, answer in value.answers.items()}

    def revive(self, field: Field, data: Any) -> Checked:
        answers = {item.code: _revive(data[item.code]) for item in field.items if item.code in data}
        return checked(field, answers)

    def text(self, field: Field, value: Any) -> str:
        """The score, then every item that is not simply 合格."""
        weighted = any(item.weight != 1 for item in field.items)
        passed = f"合格 {value.number(Result.PASS)} 项，不合格 {value.number(Result.FAIL)} 项"
        lines = [f"{passed}，得分 {value.score:f}/{value.full:f}" if weighted else passed]
        for item in field.items:
            answer = value.answers.get(item.code)
            if answer and (answer.result is not Result.PASS or answer.note):
                lines.append(f"{item.label}：{_say(answer)}")
        return "\n".join(lines)

    def operand(self, field: Field, value: Any) -> Any:
        return {
            **{code: str(answer.result) for code, answer in value.answers.items()},
            "score": value.score,
            "full": value.full,
            **{name: value.number(result) for name, result in _COUNTED.items()},
        }


_COUNTED = {"passed": Result.PASS, "failed": Result.FAIL, "na": Result.NA}


def checked(field: Field, answers: dict[str, Answer]) -> Checked:
    return Checked(answers, {item.code: item.weight for item in field.items})


def read_answer(field: Field, item: Item, raw: Any, context: Context) -> Answer | None:
    if raw is None:
        return None
    if isinstance(raw, Answer):
        raw = _canonical(raw)
    if isinstance(raw, str):
        raw = _parts(raw)
    if not isinstance(raw, Mapping):
        raise UnreadableError("请选合格、不合格或不适用。")
    word = one_line(as_text(raw.get("result", raw.get("")) or "")).lower()
    note = one_line(as_text(raw.get("note") or ""))
    photos = attachments.read_attachments(field, raw.get("photos") or (), context)
    if not word and not note and not photos:
        return None
    if word not in _WORDS:
        raise UnreadableError("请选合格、不合格或不适用。")
    if len(note) > LONGEST_NOTE:
        raise UnreadableError(f"说明最多 {LONGEST_NOTE} 字。")
    is_failed = _WORDS[word] is Result.FAIL
    is_fixed = is_failed and raw.get("fixed") in _TICKED
    if is_fixed and not photos:
        raise UnreadableError(f"{FIXED}的，要拍一张改好后的照片。")
    if item.photo_on_fail and is_failed and not photos:
        raise UnreadableError("不合格时要拍照。")
    return Answer(_WORDS[word], note, photos, is_fixed)


def _parts(text: str) -> dict[str, Any]:
    """One cell: 不合格（现场已整改）：说明, then a line for each photo."""
    first, _, photos = text.strip().partition("\n")
    word, *note = _COLON.split(first, maxsplit=1)
    is_fixed = word.endswith(_FIXED_MARK)
    word = word.removesuffix(_FIXED_MARK)
    return {"result": word, "note": "".join(note), "photos": photos, "fixed": is_fixed}


def write_answer(answer: Answer) -> str:
    """What `read_answer` understands."""
    return "\n".join([_say(answer, photos=False), *map(attachments.write, answer.photos)])


def _say(answer: Answer, *, photos: bool = True) -> str:
    said = f"{answer.result.label}{_FIXED_MARK if answer.is_fixed else ''}"
    said = f"{said}：{answer.note}" if answer.note else said
    return f"{said}（{len(answer.photos)} 张照片）" if photos and answer.photos else said


def _canonical(answer: Answer) -> dict[str, Any]:
    made: dict[str, Any] = {"result": str(answer.result)}
    if answer.note:
        made["note"] = answer.note
    if answer.photos:
        made["photos"] = [attachments.canonical(photo) for photo in answer.photos]
    if answer.is_fixed:
        made["fixed"] = True
    return made


def _revive(data: Mapping[str, Any]) -> Answer:
    photos = tuple(attachments.revive(photo) for photo in data.get("photos", ()))
    return Answer(Result(data["result"]), data.get("note", ""), photos, data.get("fixed", False))
