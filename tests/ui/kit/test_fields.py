import datetime as dt
from collections.abc import Callable

import pytest
from PySide6.QtCore import QDate, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QToolButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from garage.domain.phones import display_phone, normalise_phone
from garage.errors import FieldError
from garage.ui.kit import fields
from garage.ui.kit.date_fields import Calendar

Commit = Callable[[QWidget, str], None]


def now() -> dt.datetime:
    return dt.datetime(2026, 11, 21, 15, 40)


def test_line_is_clean_and_no_longer_than_its_limit(qtbot: QtBot, commit: Commit) -> None:
    field = fields.LineField(limit=5)
    qtbot.addWidget(field)
    commit(field, " 王 建国 ")
    assert field.value() == "王 建国"
    commit(field, "平安")
    with pytest.raises(FieldError):
        field.value()
    assert field.text() == " 王 建国 平安"


def test_text_keeps_lines_and_refuses_too_many_words(qtbot: QtBot) -> None:
    field = fields.TextField(limit=8)
    qtbot.addWidget(field)
    field.setPlainText("刹车\n异响\n")
    assert field.value() == "刹车\n异响"
    field.setPlainText("x" * 9)
    field.field_name = "note"
    with pytest.raises(FieldError) as caught:
        field.value()
    assert caught.value.field == "note"


@pytest.mark.parametrize(
    ("field", "typed", "value", "shown"),
    [
        (fields.MoneyField, "1680.3", 168030, "1,680.30"),
        (fields.MoneyField, "¥１,６８０", 168000, "1,680.00"),
        (fields.QuantityField, "4.500", 4500, "4.5"),
        (fields.HoursField, "1.5h", 150, "1.5"),
        (fields.KilometreField, "86 412公里", 86412, "86,412"),
        (fields.KilometreField, "86412 km", 86412, "86,412"),
    ],
)
def test_number_is_read_and_written_in_its_usual_form(
    qtbot: QtBot, commit: Commit, field: type[fields.ParsedField[int]], typed: str, value: int, shown: str
) -> None:
    widget = field()
    qtbot.addWidget(widget)
    commit(widget, typed)
    assert widget.value() == value
    widget.editingFinished.emit()
    assert widget.text() == shown
    widget.set_value(value)
    assert widget.text() == shown


@pytest.mark.parametrize("field", [fields.MoneyField, fields.QuantityField, fields.KilometreField])
def test_unreadable_number_stays_as_typed(qtbot: QtBot, field: type[fields.ParsedField[int]]) -> None:
    widget = field()
    qtbot.addWidget(widget)
    widget.field_name = "price"
    qtbot.keyClicks(widget, "12x")
    qtbot.keyClick(widget, Qt.Key.Key_Return)
    assert widget.text() == "12x"
    with pytest.raises(FieldError) as caught:
        widget.value()
    assert caught.value.field == "price"


def test_empty_money_is_none_and_counts_as_nothing(qtbot: QtBot) -> None:
    field = fields.MoneyField()
    qtbot.addWidget(field)
    assert field.value() is None
    assert field.fen() == 0


def test_negative_money_only_where_allowed(qtbot: QtBot) -> None:
    strict, free = fields.MoneyField(), fields.MoneyField(negative=True)
    for widget in (strict, free):
        qtbot.addWidget(widget)
        widget.setText("-8")
    assert free.fen() == -800
    with pytest.raises(FieldError):
        strict.fen()


@pytest.mark.parametrize(
    ("typed", "day"),
    [("+3", "2026-11-24"), ("11-25", "2026-11-25"), ("1", "2026-11-01"), ("明天", "2026-11-22")],
)
def test_day_is_read_against_today(qtbot: QtBot, typed: str, day: str) -> None:
    field = fields.DateField(now=now)
    qtbot.addWidget(field)
    field.setText(typed)
    assert field.date() == dt.date.fromisoformat(day)
    field.editingFinished.emit()
    assert field.text() == day


def test_empty_day_is_none(qtbot: QtBot) -> None:
    field = fields.DateField(now=now)
    qtbot.addWidget(field)
    field.set_date(dt.date(2026, 1, 2))
    field.set_date(None)
    assert field.date() is None


def test_moment_is_read_against_now(qtbot: QtBot) -> None:
    field = fields.MomentField(now=now)
    qtbot.addWidget(field)
    field.setText("17:30")
    assert field.moment() == dt.datetime(2026, 11, 21, 17, 30)
    field.editingFinished.emit()
    assert field.text() == "2026-11-21 17:30"


def test_calendar_opens_by_keyboard_at_the_day_typed_and_picks(qtbot: QtBot) -> None:
    field = fields.DateField(now=now)
    qtbot.addWidget(field)
    field.show()
    field.setText("2026-12-05")
    qtbot.keyClick(field, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    calendar = field.findChild(Calendar)
    assert calendar.isVisible()
    assert calendar.month.selectedDate() == QDate(2026, 12, 5)
    with qtbot.waitSignal(field.textEdited):
        calendar.month.clicked.emit(QDate(2026, 12, 24))
    assert field.text() == "2026-12-24"
    assert not calendar.isVisible()


def test_calendar_keeps_the_time_of_a_moment(qtbot: QtBot) -> None:
    field = fields.MomentField(now=now)
    qtbot.addWidget(field)
    field.setText("9:30")
    field.open_calendar()
    field.findChild(Calendar).month.clicked.emit(QDate(2026, 11, 23))
    assert field.moment() == dt.datetime(2026, 11, 23, 9, 30)
    field.setText("no time")
    field.open_calendar()
    field.findChild(Calendar).month.clicked.emit(QDate(2026, 11, 23))
    assert field.moment() == dt.datetime(2026, 11, 23, 17, 0)


def test_choice_keeps_its_value_when_choices_change(qtbot: QtBot) -> None:
    field = fields.ChoiceField(choices=[("p", "Person"), ("o", "Organisation")])
    qtbot.addWidget(field)
    assert field.value() == "p"
    field.set_value("o")
    field.set_choices([("x", "Other"), ("o", "Organisation")])
    assert field.value() == "o"
    field.set_value("gone")
    assert field.value() is None


def test_wheel_does_not_change_a_choice_that_has_no_focus(qtbot: QtBot) -> None:
    field = fields.ChoiceField(choices=[(1, "one"), (2, "two")])
    qtbot.addWidget(field)
    turn = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(field, turn)
    assert field.value() == 1


def test_list_reads_every_line_and_skips_empty_ones(qtbot: QtBot) -> None:
    field = fields.ListField(parse=normalise_phone, show=display_phone)
    qtbot.addWidget(field)
    field.set_value(["13800138000", "01062345678"])
    assert [line.text() for line in field.lines()] == ["138 0013 8000", "010-62345678"]
    field.add_line()
    assert field.value() == ["13800138000", "01062345678"]
    field.lines()[2].setText("123")
    field.field_name = "phones"
    with pytest.raises(FieldError) as caught:
        field.value()
    assert caught.value.field == "phones"


def test_list_always_keeps_a_line_to_type_in(qtbot: QtBot) -> None:
    field = fields.ListField()
    qtbot.addWidget(field)
    field.set_value(["one"])
    with qtbot.waitSignal(field.edited):
        field.lines()[0].parentWidget().findChild(QToolButton, "remove_line").click()
    assert [line.text() for line in field.lines()] == [""]
    assert field.value() == []


def test_tab_goes_through_the_lines_in_their_order(qtbot: QtBot, show: Callable[[QWidget], None]) -> None:
    field = fields.ListField()
    show(field)
    field.set_value(["one", "two", "three"])
    field.lines()[0].setFocus()
    order = []
    for _line in field.lines():
        order.append(QApplication.focusWidget())
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert order == field.lines()
    assert QApplication.focusWidget() is field.add_button


def test_a_list_filled_anew_keeps_its_place_among_the_fields(
    qtbot: QtBot, show: Callable[[QWidget], None]
) -> None:
    form = QWidget()
    before, field, after = QLineEdit(), fields.ListField(), QLineEdit()
    layout = QVBoxLayout(form)
    for widget in (before, field, after):
        layout.addWidget(widget)
    show(form)
    field.set_value(["one", "two"])
    before.setFocus()
    order = []
    for _tab in range(4):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        order.append(QApplication.focusWidget())
    assert order == [*field.lines(), field.add_button, after]


def test_enter_leaves_the_list_behind_its_last_line(qtbot: QtBot, show: Callable[[QWidget], None]) -> None:
    form = QWidget()
    field, after = fields.ListField(), QLineEdit()
    layout = QVBoxLayout(form)
    layout.addWidget(field)
    layout.addWidget(after)
    show(form)
    field.setFocus()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert QApplication.focusWidget() is after
    assert len(field.lines()) == 1
