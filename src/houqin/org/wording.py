"""The words an institution of each kind uses. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from houqin.core.roles import Kind


@dataclass(frozen=True, slots=True)
class Words:
    student: str
    number: str
    school_class: str
    homeroom: str
    department: str
    term: str
    year: str
    site: str
    staff: str = "教职工"
    calendar: str = "校历"
    has_classes: bool = True


_WORDS = {
    Kind.SCHOOL: Words("学生", "学号", "班级", "班主任", "部门", "学期", "学年", "校园"),
    Kind.KINDERGARTEN: Words("幼儿", "编号", "班级", "班主任", "部门", "学期", "学年", "园区"),
    Kind.HOSPITAL: Words(
        "病人",
        "编号",
        "病区",
        "护士长",
        "科室",
        "半年",
        "年度",
        "院区",
        staff="职工",
        calendar="工作日历",
        has_classes=False,
    ),
}


def words(kind: Kind | str) -> Words:
    return _WORDS[Kind(kind)]
