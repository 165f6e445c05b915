"""From the start of the process to the painted order list of 50 000 orders, and the memory of the idle window."""

import subprocess
import sys
import time
from pathlib import Path
from statistics import median

from benchmarks import bulk
from benchmarks.result import Result, against, compiled
from garage.models import database
from garage.services import shop

HERE = Path(__file__).parent
ROUNDS = 15
MIB = 2**20


def run(folder: Path) -> list[Result]:
    """Both lines, measured in turns with the bare window."""
    file = folder / "start.db"
    bulk.create(file)
    owner = shop.set_up(bulk.MORNING, shop_name="诚信汽修", owner_name="张三", screen_language="zh_CN")
    bulk.orders(50_000, owner)
    database.database.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
    ours, bare = [], []
    for _round in range(ROUNDS):
        ours.append(_started(folder, HERE.parent / "main.py", "--db", str(file)))
        bare.append(_started(folder, HERE / "bare_window.py", str(file)))
    seconds = [median(one[0] for one in runs[1:]) for runs in (ours, bare)]  # the first compiles
    memory = [median(one[1] for one in runs) / MIB for runs in (ours, bare)]
    return [
        against("Process start to painted window, 50 000 orders", *seconds, "s", 1.3),
        against("Memory of the idle window", *memory, "MiB", 1.3),
    ]


def _started(folder: Path, program: Path, *arguments: str) -> tuple[float, int]:
    home = {"HOME": str(folder), "XDG_DATA_HOME": str(folder), "XDG_STATE_HOME": str(folder)}
    environment = {**compiled(folder), **home, "QT_QPA_PLATFORM": "offscreen"}
    begun = time.monotonic()
    told = subprocess.run(
        [sys.executable, HERE / "started.py", program, *arguments],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    ).stdout.split()
    return float(told[0]) - begun, int(told[2])
