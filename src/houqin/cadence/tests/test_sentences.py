"""Whole plan sentences, each with everything it says about when."""

import pytest

from houqin.cadence.tests.test_spec import rows, said

SENTENCES = """
每日清晨由值日生打扫包干区。 | FREQ=DAILY
每天放学前检查门窗水电。 | FREQ=DAILY
每日班前检查设备运行情况。 | FREQ=DAILY
每天晚自习后清点人数。 | FREQ=DAILY
值班人员每晚十点查寝。 | FREQ=DAILY
落实晨检、午检制度。 | FREQ=DAILY;TIMES=2
坚持每日一查、每周一报。 | FREQ=DAILY FREQ=WEEKLY
每日一小扫，每周一大扫。 | FREQ=DAILY FREQ=WEEKLY
每周一次小扫除，每月一次大扫除。 | FREQ=WEEKLY FREQ=MONTHLY
开展每月一评的最美宿舍活动。 | FREQ=MONTHLY
每周一歌。 | FREQ=WEEKLY
每周一、周四喷洒消毒水。 | FREQ=WEEKLY;BYDAY=MO,TH
逢周二、周五换洗床单。 | FREQ=WEEKLY;BYDAY=TU,FR
每周二至周四开放浴室。 | FREQ=WEEKLY;BYDAY=TU,WE,TH
每周最后一天检查卫生。 | FREQ=WEEKLY
每周末对校车全面检修。 | FREQ=WEEKLY;BYDAY=SA,SU
工作日早晚各巡查一次楼道。 | FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;TIMES=2
接到报修后3个工作日内修复。 |
每周三例会，传达学校精神。 | FREQ=WEEKLY;BYDAY=WE
每隔一周召开一次班长会。 | FREQ=WEEKLY;INTERVAL=2
每三周轮换一次岗位。 | FREQ=WEEKLY;INTERVAL=3
单周检查教室，双周检查寝室。 | FREQ=WEEKLY;INTERVAL=2
单双周轮流值班。 | FREQ=WEEKLY;INTERVAL=2
单月抽查食堂、双月抽查超市。 | FREQ=MONTHLY;INTERVAL=2
每隔一个月清洗一次水箱。 | FREQ=MONTHLY;INTERVAL=2
每月逢5日、15日、25日大扫除。 | FREQ=MONTHLY;BYMONTHDAY=5,15,25
每月1号、16号发放卫生用品。 | FREQ=MONTHLY;BYMONTHDAY=1,16
每月25日至月底盘点。 | FREQ=MONTHLY;BYMONTHDAY=25
每月最后一日核对饭卡余额。 | FREQ=MONTHLY;BYMONTHDAY=-1
每月第二个星期二开会。 | FREQ=MONTHLY;BYDAY=2TU
每月第四周评选文明寝室。 | FREQ=MONTHLY;PART=LATE
每月上旬公示上月账目。 | FREQ=MONTHLY;PART=EARLY
每月的中旬进行一次抽查。 | FREQ=MONTHLY;PART=MID
月中抽查一次库存。 | FREQ=MONTHLY;PART=MID
月末由库管员盘点。 | FREQ=MONTHLY;PART=LATE
下旬组织验收。 | FREQ=MONTHLY;PART=LATE
每月初和月中各盘点一次。 | FREQ=MONTHLY;PART=EARLY FREQ=MONTHLY;PART=MID
季度末召开总结会。 | FREQ=MONTHLY;INTERVAL=3;PART=LATE
每季末对账。 | FREQ=MONTHLY;INTERVAL=3;PART=LATE
每个季度最后一周组织演练。 | FREQ=MONTHLY;INTERVAL=3;PART=LATE
每季度第一周更新公示栏。 | FREQ=MONTHLY;INTERVAL=3;PART=EARLY
每学期第一个月检修照明。 | FREQ=TERMLY;PART=EARLY
每学期最后一个月清点器材。 | FREQ=TERMLY;PART=LATE
寒假开始前排空室外水管。 | AT=WINTER_BREAK;SIDE=BEFORE
每季度的第一个周一召开例会。 | FREQ=MONTHLY;INTERVAL=3;BYDAY=1MO
每季度最后一个周五盘点。 | FREQ=MONTHLY;INTERVAL=3;BYDAY=-1FR
每季度初更新公示栏。 | FREQ=MONTHLY;INTERVAL=3;PART=EARLY
各季度开展一次测评。 | FREQ=MONTHLY;INTERVAL=3
按季度召开膳食委员会。 | FREQ=MONTHLY;INTERVAL=3
逐周公布食谱。 | FREQ=WEEKLY
按日登记温湿度。 | FREQ=DAILY
按月、按季公示经费使用情况。 | FREQ=MONTHLY FREQ=MONTHLY;INTERVAL=3
每年底进行资产清查。 | FREQ=YEARLY;PART=LATE
每年初制定采购计划。 | FREQ=YEARLY;PART=EARLY
每年9月开学前检修。 | AT=TERM_START;SIDE=BEFORE
每年冬季对水管保温。 | AT=WINTER
每年雨季来临前清理天沟。 | AT=RAINS;SIDE=BEFORE
每年入冬前检修锅炉。 | AT=WINTER;SIDE=BEFORE
每学年末进行校产清查。 | FREQ=YEARLY;PART=LATE
每学期开学第一周签订责任书。 | AT=TERM_START;WEEK=1
每学期第十周组织演练。 | AT=TERM_START;WEEK=10
每学期期中、期末各测评一次。 | FREQ=TERMLY;PART=MID FREQ=TERMLY;PART=LATE
每学期结束后对设备检修。 | AT=TERM_END;SIDE=AFTER
每学期期末考试前一周检查照明。 | AT=FINAL;WEEK=1;SIDE=BEFORE
每学期初、中、末各召开一次会议。 | FREQ=TERMLY;PART=EARLY FREQ=TERMLY;PART=MID FREQ=TERMLY;PART=LATE
各学期初公示收费标准。 | FREQ=TERMLY;PART=EARLY
一学期一次的消防演练。 | FREQ=TERMLY
本学期计划开展3次应急演练。 | FREQ=TERMLY;TIMES=3
全年至少四次安全培训。 | FREQ=YEARLY;TIMES=4
年内完成两次清洗。 | FREQ=YEARLY;TIMES=2
学期内不少于两次。 | FREQ=TERMLY;TIMES=2
由每周两次增加到每周三次。 | FREQ=WEEKLY;TIMES=3
把每月抽查改成每周抽查。 | FREQ=WEEKLY
例会由周一调整到周五。 | FREQ=WEEKLY;BYDAY=FR
上学年每学期演练一次。 |
过去每月一次的抽查流于形式。 |
供暖期间每两小时巡查一次锅炉房。 | FREQ=HOURLY;INTERVAL=2
每天24小时值班。 | FREQ=DAILY
除节假日外每天供应三餐。 | FREQ=DAILY
除寒暑假外，每月召开一次例会。 | FREQ=MONTHLY
5—10月每天消毒两次。 | FREQ=DAILY;BYMONTH=5,6,7,8,9,10;TIMES=2
12月至次年2月每天检查水管。 | FREQ=DAILY;BYMONTH=1,2,12
4月起每两周喷药一次。 | FREQ=WEEKLY;INTERVAL=2
10月15日起每天供暖。 | FREQ=DAILY
3月下旬至4月上旬开展植树。 | MONTH=3;PART=LATE MONTH=4;PART=EARLY
9月中旬前完成教材发放。 | MONTH=9;PART=MID
5月底前完成空调清洗。 | MONTH=5;PART=LATE
11月底开始供暖检查。 | MONTH=11;PART=LATE
1月10日前完成结算。 | DATE=01-10
9月10日、10月1日张灯结彩。 | DATE=09-10 DATE=10-01
2027年1月15日前提交总结。 | DATE=2027-01-15
三月五日组织学雷锋志愿服务。 | DATE=03-05
第二、三季度集中施工。 | MONTH=4 MONTH=5 MONTH=6 MONTH=7 MONTH=8 MONTH=9
“三八”妇女节开展慰问。 | DATE=03-08
“5·12”防灾减灾日组织演练。 | DATE=05-12
“119”消防日举行演练。 | DATE=11-09
庆“六一”、迎“七一”活动保障。 | DATE=06-01 DATE=07-01
“十一”长假前检查校舍。 | DATE=10-01
国庆长假期间安排领导值班。 | DATE=10-01
6月26日国际禁毒日宣传。 | DATE=06-26
世界环境日开展垃圾分类宣传。 | DATE=06-05
国际护士节表彰先进。 | DATE=05-12
节后第一天检查设备。 | AT=BREAK;SIDE=AFTER
法定节假日前开展安全大检查。 | AT=BREAK;SIDE=BEFORE
小长假前切断电源。 | AT=BREAK;SIDE=BEFORE
寒假期间完成管道改造。 | AT=WINTER_BREAK
暑假里粉刷墙面。 | AT=SUMMER_BREAK
趁暑假更新课桌椅。 | AT=SUMMER_BREAK
暑假及寒假检修配电设施。 | AT=WINTER_BREAK AT=SUMMER_BREAK
秋季开学后组织体检。 | AT=TERM_START;SIDE=AFTER
开学典礼前布置会场。 |
开学初期加强晨检。 | FREQ=DAILY
学期开始时签订责任状。 | AT=TERM_START
学期过半时进行检查。 |
期中阶段召开家长会。 | AT=MIDTERM
期末阶段抓好资产回收。 | AT=FINAL
进入汛期后加强巡查。 | AT=RAINS;SIDE=AFTER
秋冬季做好流感预防。 | AT=AUTUMN AT=WINTER
春季流感高发，加强通风。 |
立夏之后增加绿豆汤供应。 |
考试当天保障用水。 | AT=EXAM
会考期间禁止鸣笛。 | AT=EXAM
第1周至第3周清点物资。 | AT=TERM_START;WEEK=1 AT=TERM_START;WEEK=2 AT=TERM_START;WEEK=3
第十八周回收教材。 | AT=TERM_START;WEEK=18
学期倒数第二周盘点。 | AT=TERM_END;WEEK=2;SIDE=BEFORE
开学头两周查漏补缺。 | AT=TERM_START;WEEK=1 AT=TERM_START;WEEK=2
时常提醒学生关灯。 | VAGUE=OFTEN
经常性开展安全检查，每月汇总隐患。 | VAGUE=OFTEN FREQ=MONTHLY
不定期抽查与定期检查相结合。 | VAGUE=IRREGULAR VAGUE=REGULAR
形成常态化管理机制。 | VAGUE=OFTEN
定时对教室进行通风换气。 | VAGUE=REGULAR
按期进行设备保养。 | VAGUE=REGULAR
按时开窗通风。 | VAGUE=REGULAR
定期召开会议，每学期不少于两次。 | FREQ=TERMLY;TIMES=2
按时参加例会。 |
为期一学期的试点。 |
每人每学期交餐费300元。 |
药品有效期不足6个月的单独存放。 |
一周内答复投诉人。 |
七日内退还押金。 |
两年内不再招标。 |
每班配备灭火器2具。 |
第十二条修订为专人负责。 |
七年级学生寝室在三楼。 |
3月龄以上幼儿。 |
"""


@pytest.mark.parametrize(("text", "expected"), rows(SENTENCES))
def test_a_whole_sentence_says_this_and_no_more(text, expected):
    assert sorted(said(text)) == sorted(expected)
