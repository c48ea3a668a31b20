"""What the work is about, apart from when it is done; and times folded into other words."""

import pytest

from houqin.cadence import best_domain
from houqin.cadence.tests.test_spec import rows, said

SENTENCES = """
汛期安排电工驻守配电房。 | AT=RAINS
节假日安排中层干部巡校。 | AT=BREAK
编制暑假施工安排表。 |
拟订节假日带班名单表。 |
下发寒假防火告知书。 |
开学初下发消防承诺书。 | AT=TERM_START
期末填写资产登记表。 | AT=FINAL
做好期中考试的各项物资准备。 |
期末工作报告的起草要实事求是。 |
四月：开展开学后勤检查。 | MONTH=4
2026年12月30日召开年终表彰会。 | DATE=2026-12-30
召开年终表彰会。 | YEAR=LATE
部署节假日值守。 |
落实年初确定的目标。 |
年初制定招标目录。 | YEAR=EARLY
每周五上交宿舍周报表。 | FREQ=WEEKLY;BYDAY=FR
每逢周二抽查晨检记录。 | FREQ=WEEKLY;BYDAY=TU
每年9月进行压力表年检。 | FREQ=YEARLY;BYMONTH=9
上年度每月进行的抽测查出6处渗水。 |
针对冬季严寒，为门岗配发棉衣。 |
严寒季节到来，冬季来临，检修暖气阀门。 | AT=WINTER
每月5日报表，18日前报送分析。 | FREQ=MONTHLY;BYMONTHDAY=5 FREQ=MONTHLY;BYMONTHDAY=18
每月8日公示，3日内答复异议。 | FREQ=MONTHLY;BYMONTHDAY=8
三年清洗一次外墙。 | FREQ=YEARLY;INTERVAL=3
两小时测温一次。 | FREQ=HOURLY;INTERVAL=2
三周换洗两次窗帘。 | FREQ=WEEKLY;INTERVAL=3;TIMES=2
二季度检修一次风机。 | MONTH=4 MONTH=5 MONTH=6
三、四季度各抽检一次。 | MONTH=10 MONTH=11 MONTH=12 MONTH=7 MONTH=8 MONTH=9
四、五月份补种草坪。 | MONTH=4 MONTH=5
二次加压水箱每月冲洗。 | FREQ=MONTHLY
实行周检查、季通报、年总评。 | FREQ=MONTHLY;INTERVAL=3 FREQ=WEEKLY FREQ=YEARLY
班级有台账，周周有检查，学期有评比。 | FREQ=TERMLY FREQ=WEEKLY
各班卫生月评上墙。 | FREQ=MONTHLY
每天早晚各三次开窗。 | FREQ=DAILY;TIMES=6
坚持晨查、午查。 | FREQ=DAILY;TIMES=2
每日三巡：晨查、午查、晚查。 | FREQ=DAILY;TIMES=3
每月头一周检查锅炉。 | FREQ=MONTHLY;PART=EARLY
期末考试前后各清查一次公物。 | AT=FINAL;SIDE=AFTER AT=FINAL;SIDE=BEFORE
开学三天后核对住宿名单。 | AT=TERM_START;SIDE=AFTER
开学三周后核对住宿名单。 | AT=TERM_START;WEEK=3
秋冬之交排查供暖管线。 | AT=AUTUMN AT=WINTER
雷雨季节前检修避雷针。 | AT=RAINS;SIDE=BEFORE
岁末年初慰问值守职工。 | YEAR=EARLY YEAR=LATE
改每月两次为每周一次收集意见。 | FREQ=WEEKLY
秋季运动会饮水保障。 |
功夫下在经常。 |
每月伙食补助300元。 |
每年安排30万元添置设备。 | FREQ=YEARLY
"""
DOMAINS = """
每周对食堂账目核对一次。 | finance
宿舍楼外墙清洗。 | hygiene
保安人员业务培训。 | people gate
厨房地漏堵塞的及时报修。 | maintenance
教学楼加固工程开工。 | projects
校车司机体检。 | transport health
组织家长代表座谈会，听取对伙食的意见。 | voice
修订《宿舍管理办法》。 | regulations
食堂采购招标。 | procurement
在橱窗里公示收费标准。 | publicity finance
请专人擦拭大厅玻璃。 | hygiene
保育员给毛巾、口杯消毒。 | health
期末收回借出的仪器。 | assets
为各班配发扫帚、拖把。 | stores hygiene
值班电工切断总闸。 | energy safety
"""


@pytest.mark.parametrize(("text", "expected"), list(rows(SENTENCES)))
def test_a_time_counts_only_where_it_says_when(text, expected):
    assert sorted(said(text)) == sorted(expected)


@pytest.mark.parametrize(("text", "expected"), list(rows(DOMAINS)))
def test_the_work_decides_the_domain_not_the_place(text, expected):
    assert best_domain(text) in expected


@pytest.mark.parametrize("heading", ["寒假工作安排", "三、寒假安排", "寒假"])
def test_a_break_heading_with_the_word_arrangement_is_still_a_time(heading):
    assert said("更换走廊灯管。", heading) == ["AT=WINTER_BREAK"]
