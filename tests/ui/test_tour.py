"""The tour leaves what it promises: pictures, papers that a customer can rely on, and a database in order."""

import os
import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from tests.reports.conftest import Print

ROOT = Path(__file__).parents[2]
PAPERS = {
    "reception": "WO-2026-00005",
    "authorisation": "WO-2026-00005-A1",
    "job-card": "WO-2026-00005",
    "issue-slip": "GI-2026-00004",
    "settlement": "ST-2026-00002",
    "receipt": "RC-2026-00002",
    "exit-pass": "EP-2026-00002",
}
AMOUNT = r"-?[\d,]+\.\d\d"
LINE = re.compile(rf"^ *\d+ .*?({AMOUNT}) +(–|{AMOUNT}) +({AMOUNT})$", re.MULTILINE)
SUBTOTAL = re.compile(rf"^ *(?:小计|Subtotal) +({AMOUNT}) +(–|{AMOUNT}) +({AMOUNT})$", re.MULTILINE)


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_the_tour_leaves_a_whole_job(language: str, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    out = tmp_path / "out"
    done = take_the_tour(out, language, home)
    assert done.returncode == 0, done.stderr
    assert not done.stderr
    left_alone(home)
    numbered_pictures(out / language)
    for kind, number in PAPERS.items():
        reliable_paper(out / language / f"{kind}-{number}.pdf", number)
    slip_adds_up(Print(out / language / f"settlement-{PAPERS['settlement']}.pdf").text())
    database_in_order(out / "garage.db")
    assert (out / "garage.db").read_bytes() == (out / language / "garage.db").read_bytes()


def test_a_database_that_no_tour_made_is_kept(tmp_path: Path) -> None:
    (tmp_path / "garage.db").write_text("mine")
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "garage.db").write_text("mine too")
    from garage.ui import tour

    tour._clear(tmp_path / "en")
    tour._put_aside(tmp_path / "garage.db", ours=False)
    assert {file.read_text() for file in tmp_path.rglob("*-garage.db")} == {"mine", "mine too"}


def take_the_tour(out: Path, language: str, home: Path) -> subprocess.CompletedProcess[str]:
    hidden = ("XDG_", "QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(hidden)}
    command = [sys.executable, "main.py", "--tour", str(out), "--lang", language]
    environment["HOME"] = str(home)
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def left_alone(home: Path) -> None:
    """Only the system's font cache may be written beside the tour's own folder."""
    assert [file for file in home.rglob("*") if file.is_file() and "fontconfig" not in file.parts] == []


def numbered_pictures(folder: Path) -> None:
    names = sorted(file.name for file in folder.glob("*.png"))
    assert len(names) >= 25
    assert [int(name[:2]) for name in names] == list(range(1, len(names) + 1))
    for name in names:
        picture = QImage(str(folder / name))
        assert (picture.width(), picture.height()) == (1280, 800)
        assert len({picture.pixel(x, y) for x in range(0, 1280, 16) for y in range(0, 800, 16)}) > 8, name


def reliable_paper(file: Path, number: str) -> None:
    paper = Print(file)
    assert number in paper.flat()
    assert paper.barcodes() == [number]
    fonts = paper.fonts()
    assert fonts
    assert all("NotoSansSC" in font[0] and font[3] == "yes" for font in fonts)


def slip_adds_up(text: str) -> None:
    """Lines make the three sums, the sums less the reductions make what was paid."""
    lines = [(fen(gross), fen(less), fen(net)) for gross, less, net in LINE.findall(text)]
    sums = [(fen(gross), fen(less), fen(net)) for gross, less, net in SUBTOTAL.findall(text)]
    assert len(lines) == 6
    assert all(gross - less == net for gross, less, net in lines + sums)
    assert [sum(column) for column in zip(*lines, strict=True)] == [
        sum(column) for column in zip(*sums, strict=True)
    ]
    labour, parts, other, total, line_discount, order_discount, rounding, paid, open_rest, payable = (
        fen(amount) for amount in re.findall(rf"-?¥{AMOUNT}", text)
    )
    assert [labour, parts, other] == [gross for gross, _less, _net in sums]
    assert total == labour + parts + other
    assert line_discount == -sum(less for _gross, less, _net in lines)
    assert payable == total + line_discount + order_discount + rounding == paid
    assert (order_discount, rounding, open_rest) == (-2_000, -56, 0)


def fen(words: str) -> int:
    return 0 if words == "–" else int(re.sub(r"[¥,.]", "", words))


def database_in_order(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        states = connection.execute("SELECT state FROM work_order ORDER BY id").fetchall()
        assert [state for (state,) in states] == ["EXITED"] * 5 + ["RECEIVED"]
        bills = connection.execute("SELECT SUM(payable_fen) FROM settlement").fetchone()
        assert connection.execute("SELECT SUM(total_fen) FROM receipt").fetchone() == bills
