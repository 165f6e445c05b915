"""One window for each file: the second start is told, a killed first one is not."""

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from garage.errors import MachineError
from garage.ui.kit import only_one
from garage.ui.kit.only_one import OnlyOne

ROOT = Path(__file__).parents[3]

HOLDER = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from garage.ui.kit.only_one import OnlyOne
app = QCoreApplication([])
one = OnlyOne(Path(sys.argv[1]))
print(one.hold(), flush=True)
LOOP
"""


def start(file: Path, loop: str) -> "subprocess.Popen[str]":
    """Another process that wants the file; `loop` is what it does then."""
    code = HOLDER.replace("LOOP", loop)
    return subprocess.Popen(
        [sys.executable, "-c", code, str(file)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )


def said(process: "subprocess.Popen[str]") -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


@pytest.fixture
def held(qapp: QApplication, tmp_path: Path) -> Iterator[OnlyOne]:
    one = OnlyOne(tmp_path / "garage.db")
    assert one.hold()
    yield one
    one.release()


def test_a_second_start_brings_the_first_forward(held: OnlyOne, qtbot: QtBot, tmp_path: Path) -> None:
    with qtbot.waitSignal(held.asked, timeout=10_000):
        second = start(tmp_path / "garage.db", "")
    assert said(second) == "False"
    second.communicate()


def test_the_same_file_by_another_name_is_the_same_file(held: OnlyOne, qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "garage.db").touch()
    (tmp_path / "link.db").symlink_to(tmp_path / "garage.db")
    with qtbot.waitSignal(held.asked, timeout=10_000):
        second = start(tmp_path / "link.db", "")
    assert said(second) == "False"
    second.communicate()


def test_different_files_are_open_side_by_side(held: OnlyOne, tmp_path: Path) -> None:
    other = OnlyOne(tmp_path / "other.db")
    assert other.hold()
    other.release()


def test_a_first_one_that_was_killed_holds_nothing(qapp: QApplication, tmp_path: Path) -> None:
    first = start(tmp_path / "garage.db", "app.exec()")
    assert said(first) == "True"
    first.send_signal(signal.SIGKILL)
    first.communicate()
    one = OnlyOne(tmp_path / "garage.db")
    assert one.hold()
    one.release()


def test_a_first_one_that_does_not_answer_is_told_kindly(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(only_one, "ANSWER_MS", 500)
    first = start(tmp_path / "garage.db", "import time; time.sleep(60)")
    assert said(first) == "True"
    before = time.monotonic()
    with pytest.raises(MachineError, match=r"garage\.db") as told:
        OnlyOne(tmp_path / "garage.db").hold()
    assert told.value.code == "open_already"
    assert time.monotonic() - before < 5
    first.kill()
    first.communicate()


def test_where_no_lock_can_be_written_the_opening_will_say_why(qapp: QApplication, tmp_path: Path) -> None:
    one = OnlyOne(tmp_path / "gone" / "garage.db")
    assert one.hold()
    one.release()
