"""The first start asks two names and is done."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from garage import i18n
from garage.domain.staff import Role
from garage.models import database
from garage.models.opening import open_database
from garage.services import operations, shop, staff
from garage.ui.forms.first_start import FirstStartForm

NOW = datetime(2026, 11, 21, 9, 0)


@pytest.fixture(autouse=True)
def empty_file(tmp_path: Path) -> Iterator[None]:
    open_database(tmp_path / "garage.db", tmp_path, NOW)
    yield
    database.close()


def form_shown(qtbot: QtBot, typed: dict[str, object] | None = None) -> FirstStartForm:
    form = FirstStartForm(lambda: NOW, typed)
    qtbot.addWidget(form)
    form.show()
    form.activateWindow()
    qtbot.waitUntil(form.isActiveWindow)
    return form


def type_into(widget: QWidget, text: str) -> None:
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)


def test_two_names_and_ctrl_enter_are_enough(qtbot: QtBot, language: str) -> None:
    form = form_shown(qtbot)
    assert form.widget("shop_name").hasFocus()
    type_into(form.widget("shop_name"), "诚信汽修")
    qtbot.keyClick(form.widget("shop_name"), Qt.Key.Key_Return)
    assert form.widget("owner_name").hasFocus()
    type_into(form.widget("owner_name"), "张三")
    qtbot.keyClick(form.widget("owner_name"), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert shop.profile().name == "诚信汽修"
    assert (shop.profile().screen_language, shop.profile().paper_language) == (language, language)
    assert [person.name for person in staff.people(Role.OWNER)] == ["张三"]
    assert shop.labour_rate_fen(NOW.date()) == 10_000
    assert len(operations.page(limit=100).rows) == len(operations.STARTER)


def test_without_a_name_the_field_says_so_and_nothing_is_made(qtbot: QtBot) -> None:
    form = form_shown(qtbot)
    type_into(form.widget("owner_name"), "张三")
    assert not form.submit()
    assert form.body.boxes["shop_name"].error.text()
    assert form.widget("owner_name").text() == "张三"
    assert not shop.is_set_up()
    form.done(0)


def test_another_language_keeps_what_was_typed(qtbot: QtBot) -> None:
    form = form_shown(qtbot)
    type_into(form.widget("shop_name"), "诚信汽修")
    form.widget("labour_rate").set_fen(12_000)
    with qtbot.waitSignal(form.language_wanted) as wanted:
        form.widget("language").set_value("zh_CN")
        form.widget("language").edited.emit()
    assert wanted.args == ["zh_CN"]
    again = form_shown(qtbot, form.typed())
    assert again.widget("shop_name").text() == "诚信汽修"
    assert again.widget("labour_rate").fen() == 12_000
    assert again.widget("language").value() == i18n.current()


def test_who_works_alone_may_inspect_his_own_work(qtbot: QtBot) -> None:
    form = form_shown(qtbot, {"shop_name": "诚信汽修", "owner_name": "张三", "one_man_shop": True})
    form.widget("starter").setChecked(False)
    assert form.submit()
    assert shop.profile().one_man_shop
    assert staff.people()[0].roles == frozenset(Role)
    assert operations.page().rows == ()
