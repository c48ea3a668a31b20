"""How many sentences a second one core reads: python bench/cadence.py [SENTENCES.jsonl]

Without a file it reads its own mixture of plan sentences, each made different by a number so that
nothing is remembered from one to the next. Standard library only.
"""

import json
import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

from houqin.cadence import best_domain, parse

OWN = (
    "每周一上午由后勤主任带队检查{}号楼的消防通道和应急灯。",
    "加强{}班学生的节约意识教育，做到人走灯灭。",
    "每月{}日前把水电费分摊表送财务室审核。",
    "期中、期末各组织一次{}年级食堂满意度问卷。",
    "定期检查第{}教学楼的门窗、桌椅，发现损坏及时报修。",
    "完善{}项后勤管理制度，明确岗位职责。",
    "开学第二周召开{}名寝室长会议，讲清内务标准。",
    "新进的{}件物资凭单入库，账物相符。",
    "保安每天早晚各巡逻一次，登记{}处重点部位。",
    "放假前切断{}间办公室的电源，关好水阀。",
)


def sentences(count: int) -> list[str]:
    """The sentences to read, from the file named on the command line or our own."""
    if len(sys.argv) > 1:
        lines = Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()
        own = [json.loads(line)["text"] for line in lines if line.strip()]
        return [own[i % len(own)] for i in range(count)]
    return [OWN[i % len(OWN)].format(i % 28 + 1) for i in range(count)]


def rate(work, rows: list[str], rounds: int = 5) -> float:
    """Sentences a second, the median of several rounds of processor time."""
    took = []
    for _ in range(rounds):
        begin = time.process_time()
        for row in rows:
            work(row)
        took.append(time.process_time() - begin)
    return len(rows) / statistics.median(took)


def main() -> None:
    """Print the rates."""
    rows = sentences(20_000)
    length = statistics.mean(map(len, rows))
    print(f"sentences: {len(rows)}, {length:.1f} characters each on average")
    print(f"parse:               {rate(parse, rows):>9,.0f} sentences/s/core")
    print(f"best_domain:         {rate(best_domain, rows):>9,.0f} sentences/s/core")
    both = rate(lambda row: (parse(row), best_domain(row)), rows)
    print(f"parse + best_domain: {both:>9,.0f} sentences/s/core")


if __name__ == "__main__":
    main()
