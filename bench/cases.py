"""``make bench ARGS=cases``: 300,000 cases in 50 institutions, 50,000 of them due in one."""

from __future__ import annotations

import json
import subprocess
import sys

from tests.program import clean_environment

from bench.__main__ import keep, show
from bench.cases_services import BIG
from bench.crowd import crowd
from bench.programs import HERE, seeded

DATA = HERE / "cases-data"


def main() -> int:
    seeded(DATA, "bench.cases_seeding", "50 个单位，300,000 件事项")
    done = subprocess.run(
        [sys.executable, "-m", "bench.cases_services"], stdout=subprocess.PIPE, text=True,
        check=True, env=clean_environment(DATA), cwd=HERE.parent,
    )  # fmt: skip
    found = json.loads(done.stdout.splitlines()[-1])
    school = json.loads((DATA / "seeded.json").read_text(encoding="utf-8"))[BIG]
    found += crowd(school, DATA)
    for one in found:
        show(one)
    return keep(found, "-cases")
