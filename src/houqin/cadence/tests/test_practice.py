"""Sentences as practitioners write them, each for a rule it once slipped through."""

import pytest

from houqin.cadence import parse

SENTENCES = """
每季度首月10日前上报上季度消防自查表。 = FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=10
每季度首月第一个周一召开调度会。 = FREQ=MONTHLY;INTERVAL=3;BYDAY=1MO
每季度最后一个月25日前完成设备巡检报告。 = FREQ=MONTHLY;INTERVAL=3;PART=LATE
每日三餐前检查餐具消毒记录。 = FREQ=DAILY;TIMES=3
每日三餐均须留样，留样量不少于125克。 = FREQ=DAILY;TIMES=3
食堂每日三餐食谱张贴上墙。 = FREQ=DAILY
平均每周组织保洁员集中学习一次。 = FREQ=WEEKLY
人均每学期参加培训不少于4次。 = FREQ=TERMLY;TIMES=4
平均每天用水不超过20吨。 =
每到节日，对门卫和值班人员进行慰问。 = AT=BREAK
冬季供暖期间，锅炉工每两小时巡查一次并记录。 = FREQ=HOURLY;INTERVAL=2
夏季高温期间，每天为一线职工供应绿豆汤。 = FREQ=DAILY
每年雷雨季节前完成防雷检测。 = AT=RAINS;SIDE=BEFORE
入梅前检查屋面。 = AT=RAINS;SIDE=BEFORE
11月1日至次年3月31日实行冬季作息。 = DATE=11-01
每旬第一天清洗油烟机。 = FREQ=MONTHLY;TIMES=3
建立周报告、月研判、季通报机制。 = FREQ=WEEKLY & FREQ=MONTHLY & FREQ=MONTHLY;INTERVAL=3
按照“日清扫、周冲洗、月消杀”的要求管理垃圾房。 = FREQ=DAILY & FREQ=WEEKLY & FREQ=MONTHLY
特种设备做到月月有自查、年年有检验。 = FREQ=MONTHLY & FREQ=YEARLY
长期坚持每日“四查”：查门、查窗、查水、查电。 = FREQ=DAILY
每年6月5日开展环境日宣传。 = FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=5
每周日至周四晚上10:30统一熄灯。 = FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,SU
每学期期初检查、期中抽查、期末普查。 \
 = FREQ=TERMLY;PART=EARLY & FREQ=TERMLY;PART=MID & FREQ=TERMLY;PART=LATE
学期初有计划，学期末有总结。 = AT=TERM_START & AT=TERM_END
保洁人员每天提前半小时到岗，上、下午各巡回保洁一遍。 = FREQ=DAILY;TIMES=2
安排专人每天上午检查一次、下午检查一次校园围墙。 = FREQ=DAILY;TIMES=2
校车每日出车前、收车后各检查一次。 = FREQ=DAILY;TIMES=2
周五下午检查各班卫生。 = FREQ=WEEKLY;BYDAY=FR
当晚检查门窗关闭情况。 =
第1、2周：开学安全检查。 = AT=TERM_START;WEEK=1 & AT=TERM_START;WEEK=2
8月20日前完成所有暑期维修项目验收。 = DATE=08-20
一年两次的教职工体检安排在四月和十月。 = FREQ=YEARLY;BYMONTH=4,10
"""


def _rows():
    for line in SENTENCES.strip().splitlines():
        text, _, said = line.partition(" =")
        yield text.strip(), sorted(c.strip() for c in said.split("&") if c.strip())


@pytest.mark.parametrize(("text", "expected"), list(_rows()))
def test_a_sentence_of_practice_is_read_as_a_careful_reader_would(text, expected):
    assert sorted(str(found.cadence) for found in parse(text)) == expected
