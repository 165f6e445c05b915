"""Garbage is swept between two events of the window, and nowhere else."""

import gc
import subprocess
import sys
import weakref
from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from garage.ui.kit.sweeper import Sweeper

ENDING = """
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QPushButton, QVBoxLayout
from garage.ui.kit.sweeper import Sweeper

app = QApplication([])
Sweeper(app)
kept = []

def work():
    kept.extend(b"b" * size for size in range(200) for _ in range(40))
    kept.extend([] for _ in range(20_000))

for _ in range(5):
    dialog = QDialog()
    column, row = QVBoxLayout(dialog), QHBoxLayout()
    for _ in range(4):
        button = QPushButton()
        button.destroyed.connect(work)
        row.addWidget(button)
    column.addLayout(row)
    dialog.deleteLater()
    app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
"""
"""Python works while the buttons of a dialog end that its layout alone held."""


class Ring:
    """Holds itself: only a sweep ends it."""

    def __init__(self) -> None:
        self.me = self


@pytest.fixture
def sweeper(qapp: QApplication) -> Iterator[Sweeper]:
    """Takes over from the interpreter."""
    gc.enable()
    gc.collect()
    one = Sweeper(qapp)
    yield one
    shiboken6.delete(one)


def rings(count: int) -> list[weakref.ref[Ring]]:
    return [weakref.ref(Ring()) for _ in range(count)]


def test_nothing_is_swept_amid_the_work_of_an_event(sweeper: Sweeper) -> None:
    swept: list[str] = []
    gc.callbacks.append(lambda phase, _facts: swept.append(phase))
    try:
        assert all(ring() for ring in rings(20_000))
    finally:
        gc.callbacks.pop()
    assert not gc.isenabled()
    assert swept == []


def test_the_window_sweeps_a_moment_later(qtbot: QtBot, sweeper: Sweeper) -> None:
    waste = rings(20_000)
    qtbot.waitUntil(lambda: not any(ring() for ring in waste), timeout=5000)


def test_little_waste_is_left_lying(sweeper: Sweeper) -> None:
    waste = rings(10)
    sweeper.sweep()
    assert all(ring() for ring in waste)


def test_every_tenth_sweep_reaches_what_is_older(sweeper: Sweeper) -> None:
    ring = Ring()
    known = weakref.ref(ring)
    gc.collect(0)  # it is no longer young
    del ring
    limits = gc.get_threshold()
    for _ in range(limits[1] + 2):
        rings(limits[0] + 1)
        sweeper.sweep()
    assert known() is None


def test_python_may_work_while_a_button_ends() -> None:
    assert subprocess.run([sys.executable, "-c", ENDING], check=False, timeout=60).returncode == 0
