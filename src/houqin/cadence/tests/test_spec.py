"""Every wording the language's page gives, and what it says about it."""

import pytest

from houqin.cadence import parse

SPEC = """
每天打扫 | FREQ=DAILY
每日打扫 | FREQ=DAILY
卫生天天扫 | FREQ=DAILY
每晚关窗 | FREQ=DAILY
做到日清 | FREQ=DAILY
坚持晨训 | FREQ=DAILY
做好晨检 | FREQ=DAILY
每周检查 | FREQ=WEEKLY
每週检查 | FREQ=WEEKLY
周周有检查 | FREQ=WEEKLY
坚持周学制度 | FREQ=WEEKLY
按周通报 | FREQ=WEEKLY
落实周例会 | FREQ=WEEKLY
公布周食谱 | FREQ=WEEKLY
拟定下周食谱 | FREQ=WEEKLY
水电检查一周一反馈 | FREQ=WEEKLY
巡检1次/周 | FREQ=WEEKLY
每月—次检查 | FREQ=MONTHLY
月月有检查 | FREQ=MONTHLY
坚持月考制度 | FREQ=MONTHLY
安全工作月查 | FREQ=MONTHLY
开展月度评比 | FREQ=MONTHLY
每年体检 | FREQ=YEARLY
每学年清点 | FREQ=YEARLY
电梯年检 | FREQ=YEARLY
每学期演练 | FREQ=TERMLY
发放每期的学习资料 | FREQ=TERMLY
上下学期各一次 | FREQ=TERMLY
每两周检查 | FREQ=WEEKLY;INTERVAL=2
隔周检查 | FREQ=WEEKLY;INTERVAL=2
单周换洗 | FREQ=WEEKLY;INTERVAL=2
双周换洗 | FREQ=WEEKLY;INTERVAL=2
每两天检查 | FREQ=DAILY;INTERVAL=2
双月检查 | FREQ=MONTHLY;INTERVAL=2
隔月检查 | FREQ=MONTHLY;INTERVAL=2
隔天浇水 | FREQ=DAILY;INTERVAL=2
每隔一天浇水 | FREQ=DAILY;INTERVAL=2
三天一小扫 | FREQ=DAILY;INTERVAL=3
每季度检查 | FREQ=MONTHLY;INTERVAL=3
开展季度测评 | FREQ=MONTHLY;INTERVAL=3
每半年培训 | FREQ=MONTHLY;INTERVAL=6
上下半年各一次 | FREQ=MONTHLY;INTERVAL=6
两年一次 | FREQ=YEARLY;INTERVAL=2
每年3月植树 | FREQ=YEARLY;BYMONTH=3
6—9月每周一次 | FREQ=WEEKLY;BYMONTH=6,7,8,9
每月5日上报 | FREQ=MONTHLY;BYMONTHDAY=5
每月5日和20日上报 | FREQ=MONTHLY;BYMONTHDAY=5,20
每月最后一天盘点 | FREQ=MONTHLY;BYMONTHDAY=-1
每周一检查 | FREQ=WEEKLY;BYDAY=MO
每周一、三、五检查 | FREQ=WEEKLY;BYDAY=MO,WE,FR
每个工作日检查 | FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR
双休日值班 | FREQ=WEEKLY;BYDAY=SA,SU
每月第一个周一学习 | FREQ=MONTHLY;BYDAY=1MO
每月最后一个周五扫除 | FREQ=MONTHLY;BYDAY=-1FR
每周两次 | FREQ=WEEKLY;TIMES=2
每周检查两到三次 | FREQ=WEEKLY;TIMES=2
每周检查不少于两次 | FREQ=WEEKLY;TIMES=2
每天早晚各一次 | FREQ=DAILY;TIMES=2
落实晨午检 | FREQ=DAILY;TIMES=2
每半个月保养 | FREQ=MONTHLY;TIMES=2
每半小时巡视 | FREQ=HOURLY;TIMES=2
每旬检查 | FREQ=MONTHLY;TIMES=3
每月初开会 | FREQ=MONTHLY;PART=EARLY
每学期末清点 | FREQ=TERMLY;PART=LATE
每学期结束之前考评 | FREQ=TERMLY;PART=LATE
每年年终审计 | FREQ=YEARLY;PART=LATE
每季度末盘点 | FREQ=MONTHLY;INTERVAL=3;PART=LATE
季度首月公示 | FREQ=MONTHLY;INTERVAL=3;PART=EARLY
月底汇总 | FREQ=MONTHLY;PART=LATE
每月第一周检查 | FREQ=MONTHLY;PART=EARLY
每月第二、三周检查 | FREQ=MONTHLY;PART=MID
每月最后一周检查 | FREQ=MONTHLY;PART=LATE
每2小时巡查 | FREQ=HOURLY;INTERVAL=2
每周在周二进行检查 | FREQ=WEEKLY;BYDAY=TU
周三召开例会 | FREQ=WEEKLY;BYDAY=WE
周末巡查 | FREQ=WEEKLY;BYDAY=SA,SU
每周一小查、每月一大查 | FREQ=WEEKLY FREQ=MONTHLY
每隔一周检查 | FREQ=WEEKLY;INTERVAL=2
每隔三周检查 | FREQ=WEEKLY;INTERVAL=3
恢复早餐供应(2月24日) | DATE=02-24
七月份检修 | MONTH=7
9月初公示 | MONTH=9;PART=EARLY
年初编制方案 | YEAR=EARLY
年中检查 | YEAR=MID
年底考核 | YEAR=LATE
3—5月宣传 | MONTH=3 MONTH=4 MONTH=5
二季度检修 | MONTH=4 MONTH=5 MONTH=6
3月下旬至5月整治 | MONTH=3;PART=LATE MONTH=4 MONTH=5
9月1日至7日消毒 | DATE=09-01
9月第一周检查 | MONTH=9;PART=EARLY
2026年3月12日植树 | DATE=2026-03-12
2026年3月检修 | MONTH=3
上半年完成改造 | YEAR=MID
下半年完成改造 | YEAR=LATE
期中汇总 | AT=MIDTERM
期末汇总 | AT=FINAL
学期初签订责任书 | AT=TERM_START
期初签订责任书 | AT=TERM_START
学年初签订责任书 | AT=TERM_START
学期中开展检查 | AT=MIDTERM
学期末清点 | AT=TERM_END
学年末清点 | AT=TERM_END
学期结束结清费用 | AT=TERM_END
节假日值班 | AT=BREAK
节前检查 | AT=BREAK;SIDE=BEFORE
暑假维修 | AT=SUMMER_BREAK
寒假维修 | AT=WINTER_BREAK
春季补种草坪 | AT=SPRING
夏季清洗空调 | AT=SUMMER
入夏检修空调 | AT=SUMMER
秋季修剪树木 | AT=AUTUMN
冬季包扎水管 | AT=WINTER
供暖期检查管道 | AT=WINTER
雨季疏通管道 | AT=RAINS
考试期间停止施工 | AT=EXAM
中考期间保障供电 | AT=EXAM
开学第二周开会 | AT=TERM_START;WEEK=2
开学后第二周开会 | AT=TERM_START;WEEK=2
本学期第二周开会 | AT=TERM_START;WEEK=2
第二周开会 | AT=TERM_START;WEEK=2
第2—3周检查 | AT=TERM_START;WEEK=2 AT=TERM_START;WEEK=3
期末考试前一周检查 | AT=FINAL;WEEK=1;SIDE=BEFORE
学期最后一周清点 | AT=TERM_END;WEEK=1;SIDE=BEFORE
开学前检修 | AT=TERM_START;SIDE=BEFORE
放假前断电 | AT=BREAK;SIDE=BEFORE
进入夏季前清洗 | AT=SUMMER;SIDE=BEFORE
期中考试后开会 | AT=MIDTERM;SIDE=AFTER
期中、期末分别汇总 | AT=MIDTERM AT=FINAL
利用寒暑假改造 | AT=WINTER_BREAK AT=SUMMER_BREAK
每学期初签订 | FREQ=TERMLY;PART=EARLY
每学期开学前消毒 | AT=TERM_START;SIDE=BEFORE
每年暑假检修 | AT=SUMMER_BREAK
放假前三天通知 | AT=BREAK;SIDE=BEFORE
期末盘点 | AT=FINAL
上好开学第一课 | AT=TERM_START
做好暑假安全教育 |
做好开学准备工作 |
学习冬季用电知识 |
经常巡视 | VAGUE=OFTEN
时常检查 | VAGUE=OFTEN
保洁常态化 | VAGUE=OFTEN
定期检查 | VAGUE=REGULAR
按时消毒 | VAGUE=REGULAR
不定期检查 | VAGUE=IRREGULAR
随时抽查 | VAGUE=IRREGULAR
每学期不定期抽查两次 | FREQ=TERMLY;TIMES=2
定期与不定期相结合 | VAGUE=REGULAR VAGUE=IRREGULAR
按时完成任务 |
按时到岗 |
按时参加学习 |
按时开关门 |
每月15日前上报 | FREQ=MONTHLY;BYMONTHDAY=15
6月底前完工 | MONTH=6;PART=LATE
国庆节前排查 | DATE=10-01
开学两周内建档 | AT=TERM_START;WEEK=2
开学第二周前建档 | AT=TERM_START;WEEK=2
供暖期每天巡查 | FREQ=DAILY
9月起每月通报 | FREQ=MONTHLY
除寒暑假外每周一查 | FREQ=WEEKLY
每天每两小时巡查一次 | FREQ=HOURLY;INTERVAL=2
每学期期初、期末盘点 | FREQ=TERMLY;PART=EARLY FREQ=TERMLY;PART=LATE
每天早中晚巡视 | FREQ=DAILY;TIMES=3
早中晚各一次 | FREQ=DAILY;TIMES=3
全年演练不少于四次 | FREQ=YEARLY;TIMES=4
本学期开展两次 | FREQ=TERMLY;TIMES=2
开展一次演练 |
由每季度一次改为每月一次 | FREQ=MONTHLY
上学期每周检查 |
留样48小时 |
3天内整改 |
晚上巡逻 |
下班前关窗 |
昼夜值班 |
发现隐患及时整改 |
每次检查后登记 |
每发现一起处理一起 |
每餐留样 |
每班次巡查 |
每节课后清点 |
2026年工作计划 |
本学期加强管理 |
编制年度预算 |
安全生产月活动 |
宣传周活动 |
及时维修 |
长期坚持 |
随时整理 |
做好日常工作 |
执行"五四"操作制 |
“五一”庆祝活动 | DATE=05-01
教师节慰问 | DATE=09-10
国庆检查 | DATE=10-01
元旦检查 | DATE=01-01
三八慰问女职工 | DATE=03-08
六一慰问 | DATE=06-01
消防日宣传 | DATE=11-09
植树节种树 | DATE=03-12
世界水日宣传 | DATE=03-22
防灾减灾日演练 | DATE=05-12
春节慰问 |
清明祭扫 |
端午慰问 |
中秋慰问 |
"""

HEADINGS = """
三月份工作 | MONTH=3
三月 | MONTH=3
9—10月 | MONTH=9 MONTH=10
开学前 | AT=TERM_START;SIDE=BEFORE
第五周 | AT=TERM_START;WEEK=5
（三）九月份工作安排 | MONTH=9
食堂管理 |
下半年工作 |
二、开学工作总结 |
"""


def rows(table):
    for line in table.strip().splitlines():
        text, _bar, said = line.partition("|")
        yield text.strip(), said.split()


def said(text, heading=None):
    return [str(found.cadence) for found in parse(text, heading)]


@pytest.mark.parametrize(("text", "expected"), rows(SPEC))
def test_the_page_is_read_as_it_says(text, expected):
    assert sorted(said(text)) == sorted(expected)


@pytest.mark.parametrize(("heading", "expected"), rows(HEADINGS))
def test_a_time_only_heading_speaks_for_a_silent_line(heading, expected):
    assert sorted(said("检修锅炉管道。", heading)) == sorted(expected)


def test_a_line_with_its_own_time_ignores_its_heading():
    assert said("每周评比一次", "三月") == ["FREQ=WEEKLY"]
