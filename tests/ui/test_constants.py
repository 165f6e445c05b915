"""Every Python from 3.11 on survives as many calls of Qt as a long day has."""

import subprocess
import sys
from pathlib import Path

CALLS = """
import garage.ui
from PySide6.QtCore import QObject
thing = QObject()
for count in range(200_000):
    thing.setObjectName("x")
    thing.objectNameChanged.emit("y")
"""


def test_calls_without_a_result_and_signals_do_not_use_up_none_and_true() -> None:
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", CALLS], cwd=root, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
