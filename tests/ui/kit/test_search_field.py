from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from garage.errors import FieldError
from garage.ui.kit.search_field import Hit, SearchField

HITS = [
    Hit(1, "Oil filter", "Toyota", "¥38.00", "04152"),
    Hit(2, "Oil", "5W-30", "¥60.00", "OIL5"),
    Hit(3, "Air filter"),
]


def search(text: str) -> list[Hit]:
    return [hit for hit in HITS if text.casefold() in f"{hit.title} {hit.code}".casefold()]


@pytest.fixture
def field(qtbot: QtBot) -> Iterator[SearchField]:
    field = SearchField(search)
    qtbot.addWidget(field)
    field.show()
    field.setFocus()
    yield field
    field.popup.hide()


def test_hits_come_while_typing_and_go_when_emptied(qtbot: QtBot, field: SearchField) -> None:
    qtbot.keyClicks(field, "filter")
    qtbot.waitUntil(field.popup.isVisible)
    assert [hit.ref for hit in field.popup.hits()] == [1, 3]
    field.selectAll()
    qtbot.keyClick(field, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: not field.popup.isVisible())


def test_down_and_enter_pick(qtbot: QtBot, field: SearchField) -> None:
    qtbot.keyClicks(field, "filter")
    qtbot.waitUntil(field.popup.isVisible)
    qtbot.keyClick(field, Qt.Key.Key_Down)
    with qtbot.waitSignal(field.picked, check_params_cb=lambda hit: hit.ref == 3):
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert (field.text(), field.value()) == ("Air filter", 3)
    assert not field.popup.isVisible()


def test_scanned_code_and_enter_pick_before_the_list_is_drawn(qtbot: QtBot, field: SearchField) -> None:
    qtbot.keyClicks(field, "oil5")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert field.value() == 2


def test_exact_words_win_over_the_first_hit(qtbot: QtBot, field: SearchField) -> None:
    qtbot.keyClicks(field, "oil")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert field.value() == 2


def test_click_picks(qtbot: QtBot, field: SearchField) -> None:
    qtbot.keyClicks(field, "filter")
    qtbot.waitUntil(field.popup.isVisible)
    view = field.popup.view
    spot = view.visualRect(view.model().index(1, 0)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert field.value() == 3


def test_typing_on_after_a_pick_takes_the_pick_back(qtbot: QtBot, field: SearchField) -> None:
    field.set_value(HITS[0])
    with qtbot.waitSignal(field.picked, check_params_cb=lambda hit: hit is None):
        qtbot.keyClicks(field, "s")
    with pytest.raises(FieldError):
        field.value()


def test_words_that_name_nothing_are_refused_only_when_one_must_pick(
    qtbot: QtBot, field: SearchField
) -> None:
    qtbot.keyClicks(field, "unicorn")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    with pytest.raises(FieldError):
        field.value()
    free = SearchField(search, must_pick=False)
    qtbot.addWidget(free)
    free.show()
    qtbot.keyClicks(free, "filter")
    qtbot.keyClick(free, Qt.Key.Key_Return)
    assert (free.text(), free.value()) == ("filter", None)


def test_escape_closes_the_list_and_keeps_the_words(qtbot: QtBot, field: SearchField) -> None:
    qtbot.keyClicks(field, "filter")
    qtbot.waitUntil(field.popup.isVisible)
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert not field.popup.isVisible()
    assert field.text() == "filter"


def test_no_list_comes_for_a_field_that_was_left(qtbot: QtBot, field: SearchField) -> None:
    qtbot.keyClicks(field, "new words")
    QApplication.sendEvent(field, QFocusEvent(QEvent.Type.FocusOut, Qt.FocusReason.MouseFocusReason))
    qtbot.wait(2 * field._timer.interval())
    assert not field.popup.isVisible()


def test_empty_field_is_none(field: SearchField) -> None:
    assert field.value() is None


def test_the_list_is_exactly_as_high_as_its_hits_and_ten_at_most(field: SearchField) -> None:
    many = [Hit(n, f"Part {n}", "details" if n % 2 else "") for n in range(14)]
    for hits in (many[:1], many, many[1:2], many[:3], many[:10]):
        field.popup.show_hits(hits, choose_first=False)
        view = field.popup.view
        shown = min(len(hits), 10)
        last = view.visualRect(view.model().index(shown - 1, 0))
        assert last.bottom() == view.viewport().rect().bottom()
        assert field.popup.rect().bottom() - view.geometry().bottom() <= 2
        assert (view.verticalScrollBar().maximum() > 0) == (len(hits) > 10)


def test_the_list_is_as_high_as_its_hits(qtbot: QtBot, field: SearchField) -> None:
    qtbot.keyClicks(field, "air")
    qtbot.waitUntil(field.popup.isVisible)
    assert field.popup.height() - field.popup.view.height() < 10


@pytest.mark.parametrize(("typed", "taken"), [("hjy", 4), ("hand", None), ("12345", None)])
def test_where_words_may_stand_enter_takes_what_only_initials_can_mean(
    qtbot: QtBot, typed: str, taken: int | None
) -> None:
    field = SearchField(lambda _text: [Hit(4, "Handover 换机油")], must_pick=False)
    qtbot.addWidget(field)
    field.show()
    qtbot.keyClicks(field, typed)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert field.value() == taken
    field.popup.hide()
