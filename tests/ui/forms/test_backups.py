"""The list of backups says what each holds; restoring asks first and says where the present records stay."""

from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from garage.models.copying import Quiet
from garage.services import backups, customers
from garage.services.backups import Backup, Kind, Restoring
from garage.services.command import By
from garage.ui.desk import Desk
from garage.ui.forms import backups as form
from garage.ui.forms.backups import BackupsDialog, RestoreForm, confirm_restore
from garage.ui.kit import messages
from tests.ui.forms.conftest import Hand


def make(desk: Desk, kind: Kind = Kind.DAILY, **earlier: int) -> Backup:
    return backups.start(kind, desk.now() - timedelta(**earlier))(Quiet())


@pytest.fixture
def dialog(qtbot: QtBot, desk: Desk, language: str) -> BackupsDialog:
    make(desk, Kind.BY_HAND, days=2)
    customers.add(
        By(1, desk.now()),
        customers.CustomerData(name="王女士", phones=("13800138000",), address="创业路 88 号"),
    )
    make(desk, Kind.BEFORE_RESTORE)
    (backups.folder() / "garage-2026-11-01-080000-damaged.db").write_bytes(b"rubbish" * 1000)
    shown = BackupsDialog(desk)
    qtbot.addWidget(shown)
    shown.show()
    qtbot.waitUntil(lambda: shown._looking is None)
    return shown


def test_newest_first_with_what_each_holds(dialog: BackupsDialog, tmp_path: Path) -> None:
    QAbstractItemModelTester(dialog.list.rows())
    lines = [dialog.list.rows().row_at(row) for row in range(3)]
    assert [line.backup.kind for line in lines] == [Kind.BEFORE_RESTORE, Kind.BY_HAND, Kind.DAMAGED]
    assert [line.contents.customers for line in lines] == [1, 0, 0]
    assert dialog.grab().save(str(tmp_path / "backups.png"))


def test_enter_chooses_the_one_under_the_bar(qtbot: QtBot, dialog: BackupsDialog) -> None:
    qtbot.keyClick(dialog.list, Qt.Key.Key_Down)
    with qtbot.waitSignal(dialog.chosen) as chosen:
        qtbot.keyClick(dialog.list, Qt.Key.Key_Return)
    assert chosen.args[0].kind is Kind.BY_HAND


def test_one_that_is_no_good_cannot_be_chosen(qtbot: QtBot, dialog: BackupsDialog) -> None:
    chosen: list[object] = []
    dialog.chosen.connect(chosen.append)
    dialog.list.selectRow(2)
    assert not dialog.restore_button.isEnabled()
    qtbot.keyClick(dialog.list, Qt.Key.Key_Return)
    assert chosen == []


def test_a_copy_that_lies_elsewhere_can_be_restored(
    qtbot: QtBot, dialog: BackupsDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = tmp_path / "stick.db"
    elsewhere.write_bytes(backups.listed()[0].path.read_bytes())
    monkeypatch.setattr(form, "choose_file", lambda *_args: elsewhere)
    with qtbot.waitSignal(dialog.chosen) as chosen:
        dialog.choose_file()
    assert chosen.args[0].path == elsewhere


def test_an_empty_list_offers_the_first_backup(qtbot: QtBot, desk: Desk, language: str) -> None:
    shown = BackupsDialog(desk)
    qtbot.addWidget(shown)
    shown.show()
    assert not shown.restore_button.isEnabled()
    with qtbot.waitSignal(shown.made):
        qtbot.mouseClick(shown.findChild(object, "empty_action"), Qt.MouseButton.LeftButton)


def test_restoring_asks_first_and_says_where_the_present_records_stay(
    qtbot: QtBot, desk: Desk, language: str, hand: Hand
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    restoring = Restoring(make(desk), backups.opened(), desk.now())
    asked: list[str] = []

    def look(form: RestoreForm) -> None:
        asked.extend(label.text() for label in form.findChildren(QLabel))
        assert not form.submit()
        QTest.keyClicks(form.widget("reason"), "wrong import")
        qtbot.keyClick(form.widget("reason"), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    hand.will("restore_form", look)
    assert confirm_restore(window, desk, restoring)
    assert any(str(restoring.will_keep) in text for text in asked)
    hand.press("restore_form", Qt.Key.Key_Escape)
    assert not confirm_restore(window, desk, restoring)


def test_a_copy_that_is_no_good_is_refused_before_anything_is_asked(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    said: list[str] = []
    monkeypatch.setattr(messages, "warn", lambda _over, title, _text: said.append(title))
    bad = tmp_path / "bad.db"
    bad.write_text("a letter " * 500)
    restoring = Restoring(Backup(bad, Kind.BY_HAND, desk.now(), 0), backups.opened(), desk.now())
    assert not confirm_restore(None, desk, restoring)
    assert said == ["This backup cannot be restored."]
