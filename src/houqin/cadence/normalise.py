"""One spelling for every way the same words are typed, with the way back to the original offsets.

Widths, compatibility forms, traditional characters, quotes and dashes become one form each; white
space that typesetting left between characters goes. Most of this is one character for one, so the
usual text needs no offset table at all.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

# Traditional (and variant) characters of this genre, each followed by its simplified form.
_VARIANTS = (
    "週周毎每個个號号兩两雙双開开學学節节結结檢检點点盤盘倉仓庫库書书時时間间後后準准備备"
    "離离歲岁際际臨临進进裝装設设計计訓训練练試试議议評评論论證证責责財财產产資资費费賬账帳帐"
    "購购買买賣卖質质電电氣气熱热燈灯維维護护繕缮環环衛卫綠绿潔洁滅灭蟲虫藥药醫医療疗園园"
    "幼幼兒儿師师員员長长會会務务黨党團团總总處处門门衛卫車车運运動动場场館馆樓楼層层廁厕"
    "飲饮飯饭餐餐廚厨鍋锅爐炉採采選选標标準准規规範范條条則则職职権权權权導导領领幹干"
    "隊队聯联調调查查訪访問问題题滿满報报單单據据錄录記记認认識识宣宣傳传貼贴發发放放"
    "歸归還还繳缴納纳預预決决審审計计劃划畫画總总結结階阶級级組组織织專专業业實实驗验"
    "習习應应當当須须對对從从為为與与將将來来無无過过還还這这個个們们給给讓让請请並并"
    "內内舊旧壞坏壓压隱隐患患險险災灾難难風风雲云陽阳陰阴寢寝宿宿捨舍輛辆駕驾駛驶"
    "滿满屆届頓顿輪轮張张類类數数據据斷断線线網网絡络體体溫温濕湿燒烧煙烟廢废圾圾"
    "紅红藍蓝黃黄鮮鲜魚鱼雞鸡蔬蔬麵面糧粮鹽盐廠厂價价錢钱銀银賞赏罰罚獎奖懲惩優优"
    "夾夹麼么廣广興兴舉举製制復复複复齊齐潛潜補补漏漏換换撥拨擴扩擬拟擦擦掃扫擺摆掛挂"
    "區区縣县鄉乡鎮镇術术藝艺雜杂誌志紀纪慶庆勞劳動动婦妇兒儿鬥斗競竞賽赛"
    "樹树葉叶草草塵尘礦矿鐵铁鎖锁鑰钥匙匙窗窗櫃柜檯台臺台颱台龍龙澇涝凍冻蓋盖"
)
_QUOTES = "“”„‟‘’「」『』〝〞＂＇"
_DASHES = "—–―‐‑‒─━－﹣～〜~∼﹏ー−"
_KEEP_SPACE = re.compile(r"(?<=[0-9A-Za-z:])\s+(?=[0-9A-Za-z])")
_UNIT = "小时|天|日|周|星期|旬|月|季度|季|半年|学期|学年|年"
# 每月—次: a dash typed where 一 was meant.
_SLIP = re.compile(
    rf"((?:每|按|逐)(?:半|两)?个?(?:{_UNIT}))-(?=(?!次年|次日|次月)[次遍回趟查检扫评小大])"
)


def _table() -> dict[int, str]:
    table: dict[int, str] = {}
    for block in (
        range(0x3000, 0x3001),
        range(0x2E80, 0x2FE0),
        range(0xF900, 0xFB00),
        range(0xFF00, 0xFFF0),
    ):
        for code in block:
            plain = unicodedata.normalize("NFKC", chr(code))
            if len(plain) == 1 and plain != chr(code):
                table[code] = plain
    table.update({ord(c): '"' for c in _QUOTES})
    table.update({ord(c): "-" for c in _DASHES})
    table.update({ord("【"): "(", ord("】"): ")", ord("﹙"): "(", ord("﹚"): ")"})
    table.update({ord("•"): "·", ord("・"): "·", ord("‧"): "·", ord("∕"): "/"})
    for old, new in zip(_VARIANTS[::2], _VARIANTS[1::2], strict=True):
        if old != new:
            table[ord(old)] = new
    return table


_TABLE = _table()
# Characters that are several characters in disguise (㋀ is 1月, ⑴ is (1)), or invisible.
_ODD = re.compile("[\u3220-\u33ff\u2460-\u249b\u200b-\u200f\ufeff\u00ad]|\\s")


@dataclass(frozen=True, slots=True)
class Normalised:
    """The text rules read, and for each of its characters where it stood in the original."""

    text: str
    offsets: tuple[int, ...] | None = None

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The span of the original text behind a span of the normalised one."""
        if self.offsets is None:
            return (start, end)
        return (self.offsets[start], self.offsets[end - 1] + 1)


def normalise(original: str) -> Normalised:
    """Bring `original` into the one spelling the rules are written for."""
    text = original.translate(_TABLE)
    offsets = None
    if _ODD.search(text):
        text, offsets = _squeeze(text)
    if "-" in text:
        text = _SLIP.sub(r"\1一", text)
    return Normalised(text, offsets)


def _squeeze(text: str) -> tuple[str, tuple[int, ...]]:
    out: list[str] = []
    offsets: list[int] = []
    kept = {match.start() for match in _KEEP_SPACE.finditer(text)}
    for index, char in enumerate(text):
        if char.isspace():
            pieces = " " if index in kept else ""
        elif "\u3220" <= char <= "\u33ff" or "\u2460" <= char <= "\u249b":
            pieces = "" if char <= "\u2473" and char >= "\u2460" else _plain(char)
        else:
            pieces = "" if char in "\u200b\u200c\u200d\u200e\u200f\ufeff\u00ad" else char
        for piece in pieces:
            out.append(piece)
            offsets.append(index)
    return "".join(out), tuple(offsets)


def _plain(char: str) -> str:
    return unicodedata.normalize("NFKC", char)
