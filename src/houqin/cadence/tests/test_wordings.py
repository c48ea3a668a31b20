"""The same rules in many other wordings of schools, kindergartens and hospitals."""

import pytest

from houqin.cadence import parse
from houqin.cadence.tests.test_spec import rows, said

RECURRING = """
每周五下午大扫除 | FREQ=WEEKLY;BYDAY=FR
逢周一升旗前检查旗杆 | FREQ=WEEKLY;BYDAY=MO
周一至周五门卫提前到岗 | FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR
周一至周五每天巡查楼道 | FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR
每逢双月检修电梯 | FREQ=MONTHLY;INTERVAL=2
单月清洗水箱 | FREQ=MONTHLY;INTERVAL=2
每月中旬核对账目 | FREQ=MONTHLY;PART=MID
每月下旬汇总 | FREQ=MONTHLY;PART=LATE
每月上、下旬各巡检一次 | FREQ=MONTHLY;PART=EARLY FREQ=MONTHLY;PART=LATE
月初公布、月末小结 | FREQ=MONTHLY;PART=EARLY FREQ=MONTHLY;PART=LATE
每日三次消毒 | FREQ=DAILY;TIMES=3
晨检坚持一日两检 | FREQ=DAILY FREQ=DAILY;TIMES=2
每天早晚巡视病房 | FREQ=DAILY;TIMES=2
每月不少于2次 | FREQ=MONTHLY;TIMES=2
每月1-2次安全学习 | FREQ=MONTHLY
每月2～3次安全学习 | FREQ=MONTHLY;TIMES=2
每季度第一个月公示 | FREQ=MONTHLY;INTERVAL=3;PART=EARLY
季末盘点库存 | FREQ=MONTHLY;INTERVAL=3;PART=LATE
年内组织两次演练 | FREQ=YEARLY;TIMES=2
半年一次体检 | FREQ=MONTHLY;INTERVAL=6
每隔两周检修 | FREQ=WEEKLY;INTERVAL=2
每隔三天浇水一次 | FREQ=DAILY;INTERVAL=3
逐月公示水电费 | FREQ=MONTHLY
按季核对账目 | FREQ=MONTHLY;INTERVAL=3
按学期公示伙食费 | FREQ=TERMLY
组织炊事人员年度体检 | FREQ=YEARLY
每周一次例会 | FREQ=WEEKLY
每周一上午召开例会 | FREQ=WEEKLY;BYDAY=MO
周一例会布置工作 | FREQ=WEEKLY;BYDAY=MO
周五大扫除 | FREQ=WEEKLY;BYDAY=FR
双周五盘点 | FREQ=WEEKLY;INTERVAL=2;BYDAY=FR
隔周周三检修 | FREQ=WEEKLY;INTERVAL=2;BYDAY=WE
每周三次喷药 | FREQ=WEEKLY;TIMES=3
每周二次消毒 | FREQ=WEEKLY;TIMES=2
每周周二、周四检查 | FREQ=WEEKLY;BYDAY=TU,TH
每周一三五浇水 | FREQ=WEEKLY;BYDAY=MO,WE,FR
星期二和星期四收餐费 | FREQ=WEEKLY;BYDAY=TU,TH
每周六、日加强巡查 | FREQ=WEEKLY;BYDAY=SA,SU
每周日晚查寝 | FREQ=WEEKLY;BYDAY=SU
每周日常维护设备 | FREQ=WEEKLY
每周召开一次例会（周五下午） | FREQ=WEEKLY;BYDAY=FR
每周例会定于周四下午 | FREQ=WEEKLY;BYDAY=TH
每周开一次碰头会，时间为周一上午 | FREQ=WEEKLY;BYDAY=MO
每周检查一次，周五公布结果 | FREQ=WEEKLY FREQ=WEEKLY;BYDAY=FR
每月第二、四个周三学习 | FREQ=MONTHLY;BYDAY=2WE,4WE
每月首个周一召开例会 | FREQ=MONTHLY;BYDAY=1MO
每月最后一周的周五大扫除 | FREQ=MONTHLY;BYDAY=-1FR
每月1日至5日上报报表 | FREQ=MONTHLY;BYMONTHDAY=1
每月25号前报送计划 | FREQ=MONTHLY;BYMONTHDAY=25
每月十五日和三十日抄表 | FREQ=MONTHLY;BYMONTHDAY=15,30
每月于10日、25日清掏 | FREQ=MONTHLY;BYMONTHDAY=10,25
每月5号、15号、25号盘点 | FREQ=MONTHLY;BYMONTHDAY=5,15,25
每月第一个工作日上报 | FREQ=MONTHLY;PART=EARLY
次月5日前上报考勤表 | FREQ=MONTHLY;BYMONTHDAY=5
每年3月和9月清洗水箱 | FREQ=YEARLY;BYMONTH=3,9
每年3、9月各清洗一次 | FREQ=YEARLY;BYMONTH=3,9
每年清洗两次，分别在4月和10月 | FREQ=YEARLY;BYMONTH=4,10
每年6月1日慰问 | FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=1
每年春秋两季灭鼠 | AT=SPRING AT=AUTUMN
每年汛期前检查 | AT=RAINS;SIDE=BEFORE
每年上、下半年各检测一次 | FREQ=MONTHLY;INTERVAL=6
每年年初和年底盘点 | FREQ=YEARLY;PART=EARLY FREQ=YEARLY;PART=LATE
每学年初签订合同 | FREQ=YEARLY;PART=EARLY
每学期初、末各盘点一次 | FREQ=TERMLY;PART=EARLY FREQ=TERMLY;PART=LATE
每学期至少两次演练 | FREQ=TERMLY;TIMES=2
每学期期中考试后召开座谈会 | AT=MIDTERM;SIDE=AFTER
每学期放假前检查水电 | AT=BREAK;SIDE=BEFORE
每学期第一周分发教材 | AT=TERM_START;WEEK=1
每学期最后一周回收钥匙 | AT=TERM_END;WEEK=1;SIDE=BEFORE
每学期初和学期末清点 | FREQ=TERMLY;PART=EARLY FREQ=TERMLY;PART=LATE
每学期检查两次，分别在期初和期末 | FREQ=TERMLY;PART=EARLY FREQ=TERMLY;PART=LATE
每个学期末公示账目 | FREQ=TERMLY;PART=LATE
上、下学期各演练一次 | FREQ=TERMLY
一学期两次 | FREQ=TERMLY;TIMES=2
一学期组织两次演练 | FREQ=TERMLY;TIMES=2
一月一主题 | FREQ=MONTHLY
一天三巡 | FREQ=DAILY;TIMES=3
一周两次大扫除 | FREQ=WEEKLY;TIMES=2
半月一检 | FREQ=MONTHLY;TIMES=2
每半学期测评一次 | FREQ=TERMLY;TIMES=2
每15分钟巡视一次 | FREQ=HOURLY;TIMES=4
每隔2小时记录一次温度 | FREQ=HOURLY;INTERVAL=2
每小时巡视一次病区 | FREQ=HOURLY
两小时一巡 | FREQ=HOURLY;INTERVAL=2
紫外线灯消毒2次/日 | FREQ=DAILY;TIMES=2
3次/学期 | FREQ=TERMLY;TIMES=3
落实日巡查、周检查、月总结制度 | FREQ=DAILY FREQ=WEEKLY FREQ=MONTHLY
做到周评月结 | FREQ=WEEKLY FREQ=MONTHLY
日、周、月检查制度 | FREQ=DAILY FREQ=WEEKLY FREQ=MONTHLY
垃圾日产日清 | FREQ=DAILY
制定月计划和周计划 | FREQ=MONTHLY FREQ=WEEKLY
每天上午9:00、下午3:00各测温一次 | FREQ=DAILY;TIMES=2
每天早上入园时、下午离园后各消毒一次 | FREQ=DAILY;TIMES=2
每天开窗通风，早晚各一次 | FREQ=DAILY;TIMES=2
每学期开展应急演练，不少于两次 | FREQ=TERMLY;TIMES=2
每学期每月检查一次 | FREQ=MONTHLY
每天上班后每小时巡视一次 | FREQ=HOURLY
暑假期间，每天安排两名保安值班 | FREQ=DAILY
开学后每周检查一次 | FREQ=WEEKLY
从9月开始每月通报 | FREQ=MONTHLY
11月至次年3月每周检查锅炉 | FREQ=WEEKLY;BYMONTH=1,2,3,11,12
6月至9月，每周喷药一次 | FREQ=WEEKLY;BYMONTH=6,7,8,9
除周末外每天清运 | FREQ=DAILY
每天巡查（节假日除外） | FREQ=DAILY
除每天清扫外，每周开展一次大扫除 | FREQ=DAILY FREQ=WEEKLY
每周五检查，遇节假日顺延 | FREQ=WEEKLY;BYDAY=FR
将每周一次调整为每周两次 | FREQ=WEEKLY;TIMES=2
巡查由每天一次增加到两次 | FREQ=DAILY;TIMES=2
推行一日一汇报、一周一小结 | FREQ=DAILY FREQ=WEEKLY
电梯半月一保 | FREQ=MONTHLY;TIMES=2
本学期每月召开一次班子会 | FREQ=MONTHLY
今年组织两次义诊 | FREQ=YEARLY;TIMES=2
每两个月一次质量分析 | FREQ=MONTHLY;INTERVAL=2
每三年检测防雷装置 | FREQ=YEARLY;INTERVAL=3
医院感染管理每月一次，每季度汇总 | FREQ=MONTHLY FREQ=MONTHLY;INTERVAL=3
救护车每日出车前检查 | FREQ=DAILY
氧气瓶每班交接，每周清点 | FREQ=WEEKLY
"""

ONCE = """
三月上旬检修 | MONTH=3;PART=EARLY
3月中下旬栽树 | MONTH=3;PART=MID MONTH=3;PART=LATE
十二月份总结 | MONTH=12
9月、10月抽检 | MONTH=9 MONTH=10
9月份第二周召开会议 | MONTH=9;PART=MID
10月底前完成供暖检修 | MONTH=10;PART=LATE
11月上旬储备煤炭 | MONTH=11;PART=EARLY
2026年9月1日开学 | DATE=2026-09-01
2026年9月1日启用新食堂 | DATE=2026-09-01
9月1日—7日集中消毒 | DATE=09-01
9月1日至10月1日试运行 | DATE=09-01
12月4日宪法日宣传 | DATE=12-04
“11·9”消防日活动 | DATE=11-09
119消防日演练 | DATE=11-09
护士节慰问一线 | DATE=05-12
世界地球日开展宣传 | DATE=04-22
五四青年节活动 | DATE=05-04
七一走访慰问老党员 | DATE=07-01
元旦前检查用电 | DATE=01-01
国庆放假前检查 | DATE=10-01
下半年启动搬迁 | YEAR=LATE
年底前完成验收 | YEAR=LATE
年末清产核资 | YEAR=LATE
第三季度完成招标 | MONTH=7 MONTH=8 MONTH=9
2026-03-15前上报 | DATE=2026-03-15
"""

ANCHORED = """
入夏前清洗空调 | AT=SUMMER;SIDE=BEFORE
入汛前疏通 | AT=RAINS;SIDE=BEFORE
汛前备好沙袋 | AT=RAINS;SIDE=BEFORE
雨季来临前检修屋面 | AT=RAINS;SIDE=BEFORE
梅雨季节加强防潮 | AT=RAINS
供暖前打压试水 | AT=WINTER;SIDE=BEFORE
停暖后检修管道 | AT=WINTER;SIDE=AFTER
放寒假前召开安全会 | AT=WINTER_BREAK;SIDE=BEFORE
暑期粉刷教室 | AT=SUMMER_BREAK
期末考试期间停止施工 | AT=FINAL
高考前检修空调 | AT=EXAM;SIDE=BEFORE
开学后一周内完成登记 | AT=TERM_START;WEEK=1
开学前一周打扫校园 | AT=TERM_START;WEEK=1;SIDE=BEFORE
开学初发放教材 | AT=TERM_START
新学期伊始签订责任书 | AT=TERM_START
学期中召开座谈会 | AT=MIDTERM
学期最后两周清点 | AT=TERM_END;WEEK=1;SIDE=BEFORE AT=TERM_END;WEEK=2;SIDE=BEFORE
第9周组织演练 | AT=TERM_START;WEEK=9
第十周召开座谈会 | AT=TERM_START;WEEK=10
第5周和第10周检查 | AT=TERM_START;WEEK=5 AT=TERM_START;WEEK=10
期初、期中、期末各检查一次 | AT=TERM_START AT=MIDTERM AT=FINAL
放假前一周召开会议 | AT=BREAK;WEEK=1;SIDE=BEFORE
考试前检查广播 | AT=EXAM;SIDE=BEFORE
节假日期间安排值班 | AT=BREAK
寒、暑假检修 | AT=WINTER_BREAK AT=SUMMER_BREAK
春、秋季开展灭鼠 | AT=SPRING AT=AUTUMN
本学期结束前完成验收 | AT=TERM_END;SIDE=BEFORE
秋季开学前检修 | AT=TERM_START;SIDE=BEFORE
暑假结束后统计 | AT=SUMMER_BREAK;SIDE=AFTER
做好开学前的准备工作 | AT=TERM_START;SIDE=BEFORE
期末考试后召开总结会 | AT=FINAL;SIDE=AFTER
做好节日期间值班 | AT=BREAK
开学首周排查 | AT=TERM_START;WEEK=1
"""

VAGUE = """
定期不定期检查 | VAGUE=REGULAR VAGUE=IRREGULAR
定期检查消防器材，每月不少于一次 | FREQ=MONTHLY
经常检查小型玩具 | VAGUE=OFTEN
经常性开展谈心 | VAGUE=OFTEN
按时为教职工发放劳保用品 | VAGUE=REGULAR
按时打扫卫生区 | VAGUE=REGULAR
汛期经常疏通管道 | AT=RAINS
不定时巡视宿舍 | VAGUE=IRREGULAR
定期升级杀毒，放假前检查电源 | VAGUE=REGULAR AT=BREAK;SIDE=BEFORE
"""

SILENT = """
按时关锁大门
按时归还工具
按期完成整改
一日三餐营养均衡
为期两周的专项整治
保修期两年
食品添加剂不超过有效期6个月
早上7:30到岗
课间加强巡视
夜间保持通道畅通
四周环境整洁
周边环境排查
周转房管理
学校周老师负责
安全生产月主题宣讲
“119”消防宣传月活动
四好一满意一放心
拨打119报警电话
五四精神宣讲
每人每天4元补助
每年级设一名管理员
迎接新学期，做好后勤保障
确保按时开学
冬季防火知识讲座
汇总上周工作
本周三完成
下周一开会
上月水电费公示
去年每月抽查
上学期每天巡查的做法得到好评
本学期工作要点
2026年秋季学期总务工作计划
第三条适用范围
三年行动计划
年度预算执行情况
成绩纳入年度考核
三年级教室
十二名保安
一周岁以上幼儿
60周岁以上
试用期三个月
结果计入月度绩效
每次演练后总结
每批次食材验收
每间教室配灭火器
随时保持整洁
今后工作中及时改进
日光灯管更换
生日慰问
日志填写完整
学期工作计划
下半年工作计划
上半年，我们完成了大量工作
入园体检
清明节假期安全提醒
后勤服务中心
全天候服务
周密安排
月饼发放
每生每年1000元
每届毕业生离校
期限一年
二期工程
第三届运动会
春游活动
年级组配合
年轻教师
"""


@pytest.mark.parametrize(
    ("text", "expected"), [*rows(RECURRING), *rows(ONCE), *rows(ANCHORED), *rows(VAGUE)]
)
def test_a_wording_is_read_by_its_rule(text, expected):
    assert sorted(said(text)) == sorted(expected)


@pytest.mark.parametrize("text", SILENT.strip().splitlines())
def test_what_only_looks_like_a_time_says_nothing(text):
    assert said(text) == []


def test_spans_point_into_the_original_text_through_spaces_and_widths():
    text = "（1） ６ 月 — ９ 月　每 週喷药两 次"
    found = parse(text)
    assert [str(f.cadence) for f in found] == ["FREQ=WEEKLY;BYMONTH=6,7,8,9;TIMES=2"]
    pieces = [text[a:b] for a, b in found[0].spans]
    assert pieces == ["６ 月 — ９ 月", "每 週", "两 次"]


def test_the_end_of_the_month_under_a_month_heading_is_that_months():
    assert said("月底汇总", "三月") == ["MONTH=3;PART=LATE"]
