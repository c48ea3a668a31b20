"""The Word file: opens in LibreOffice, says what the page says, and its links count right."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import zipfile
from datetime import datetime
from io import BytesIO

import pytest
from docx import Document
from docx.oxml.ns import qn

from houqin.files.testing import make_photo
from houqin.org.testing import at, signed_in
from houqin.planning.models import Evidence, PlanGoal, Task, WorkPlan
from houqin.planning.testing import NOW, TODAY, hand_in, make_item, make_plan, run_plan
from houqin.reports.services import writing
from houqin.reports.testing import make_report

pytestmark = pytest.mark.usefixtures("on_that_day")

BAD = "水箱\x0b清洗\x1b，全部\ufffe完成"


def converter(program: str) -> str:
    """Where the program is; without it the test is skipped, but never on the build machine."""
    found = shutil.which(program)
    if found is None and os.environ.get("CI") == "true":
        pytest.fail(f"{program} is missing: apt-get install libreoffice-writer-nogui poppler-utils")
    if found is None:
        pytest.skip(f"{program} IS MISSING, THE WORD FILE WAS NOT OPENED")
    return found


def running(director, principal, items: int, sections: int) -> WorkPlan:
    plan = make_plan(title="2026年下半年后勤工作计划")
    PlanGoal.objects.create(plan=plan, number="1", text="全学期无安全事故")
    plan.guiding = [{"text": "把师生安全放在第一位，件件有记录。"}]
    plan.past = WorkPlan.Past.RECORD
    plan.save()
    for number in range(items):
        heading = ["二、主要工作", f"（{number * sections // items + 1}）安全与卫生"]
        make_item(
            plan, "FREQ=MONTHLY", title=f"检查第{number + 1}处", headings=heading,
            number=f"{number + 1}", position=number,
        )  # fmt: skip
    return run_plan(plan, director, principal, datetime(2026, 8, 31).date())  # noqa: DTZ001


@pytest.fixture
def plan(institution, director, principal, technician) -> WorkPlan:
    made = running(director, principal, 12, 3)
    for seed, task in enumerate(Task.objects.filter(plan=made, due_on__lt=TODAY)[:14]):
        hand_in(task, technician, photos=[make_photo(technician, seed=seed)] if seed < 3 else [])
    return made


def exported(director, report) -> bytes:
    answer = signed_in(director).get(at(director.institution, f"reports/{report.pk}/word/"))
    assert answer.status_code == 200
    return answer.content


def as_pdf(body: bytes, folder) -> tuple[str, int]:
    """The text and the number of pages LibreOffice makes of the file."""
    writer, reader = converter("soffice"), converter("pdftotext")
    (folder / "summary.docx").write_bytes(body)
    subprocess.run(
        [writer, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless",
         "--convert-to", "pdf", "--outdir", str(folder), str(folder / "summary.docx")],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    done = subprocess.run(
        [reader, "-layout", str(folder / "summary.pdf"), "-"],
        check=True, capture_output=True, text=True, encoding="utf-8", timeout=60,
    )  # fmt: skip
    return done.stdout, done.stdout.count("\f")


def test_libreoffice_opens_it_and_reads_every_part(plan, director, tmp_path):
    report = make_report(director, plan)
    writing.write_text(
        actor=director, report_id=report.pk, key="next", text="下学期继续每月检查[2]。"
    )
    text, pages = as_pdf(exported(director, report), tmp_path)
    plain = re.sub(r"\s", "", text)
    for words in (
        "2026年下半年后勤工作总结（征求意见稿）", "一、指导思想", "把师生安全放在第一位",
        "二、总体情况",
        "三、各项工作完成情况", "四、目标完成情况", "五、未完成事项与存在问题", "六、下阶段打算",
        "下学期继续每月检查[2]", "附一：现场照片", "附二：依据清单", "各月应做与完成",
    ):  # fmt: skip
        assert words in plain, words
    assert 4 <= pages <= 9
    heads = re.findall(r"序号\s+事项", text)
    assert len(heads) >= 3


def test_each_hyperlink_opened_by_the_director_shows_exactly_that_many_tasks(plan, director):
    report = make_report(director, plan)
    document = Document(BytesIO(exported(director, report)))
    targets = {key: rel.target_ref for key, rel in document.part.rels.items() if rel.is_external}
    client, figures = signed_in(director), set()
    for element in document.element.body.iter():
        if element.tag.endswith("}hyperlink"):
            key = next(value for name, value in element.attrib.items() if name.endswith("}id"))
            said = "".join(one.text or "" for one in element.iter(qn("w:t")))
            if said.isdigit():
                figures.add((said, targets[key]))
    assert len(figures) > 15
    wrong = []
    for said, address in figures:
        assert address.startswith("http://testserver/i/")
        answer = client.get(address.removeprefix("http://testserver"))
        if answer.context["list"].total != f"{int(said):,} 条":
            wrong.append((said, answer.context["list"].total, address))
    assert not wrong


def test_signs_that_xml_cannot_hold_do_not_spoil_the_file(plan, director, technician):
    item = plan.items.first()
    item.title = BAD
    item.save()
    writing_report = make_report(director, plan)
    writing.write_text(
        actor=director, report_id=writing_report.pk, key="overall", text=f"说明{BAD}\r\n第二行"
    )
    body = exported(director, writing_report)
    with zipfile.ZipFile(BytesIO(body)) as archive:
        assert archive.testzip() is None
    said = "\n".join(one.text for one in Document(BytesIO(body)).paragraphs)
    assert "说明水箱清洗，全部完成\n第二行" in said


def test_a_plan_without_goals_headings_or_tasks_still_makes_a_file(
    institution, director, principal
):
    plan = make_plan(title="临时计划")
    make_item(plan, "MONTH=12", title="年终盘点")
    run_plan(plan, director, principal)
    report = make_report(director, plan)
    said = [one.text for one in Document(BytesIO(exported(director, report))).paragraphs]
    assert "未分节的事项" in said
    assert not any("目标" in one for one in said)


def test_a_plan_of_three_hundred_items_takes_few_queries_and_few_pages(
    institution,
    director,
    principal,
    technician,
    django_assert_max_num_queries,
    tmp_path,
):
    plan = running(director, principal, 300, 12)
    long_note = "很长的说明，" * 160
    tasks = list(Task.objects.filter(plan=plan, due_on__lt=TODAY)[:400])
    Evidence.objects.bulk_create(
        Evidence(task=task, note=long_note[:1000], made_by=technician.staff, made_at=NOW,
                 entered_at=NOW, token=f"00000000-0000-4000-8000-{task.pk:012d}")
        for task in tasks
    )  # fmt: skip
    Task.objects.filter(pk__in=[t.pk for t in tasks]).update(
        state="done", done_at=NOW, done_by=technician.staff
    )
    report = make_report(director, plan)
    client = signed_in(director)
    with django_assert_max_num_queries(15):
        body = client.get(at(director.institution, f"reports/{report.pk}/word/")).content
    _text, pages = as_pdf(body, tmp_path)
    assert pages < 40
