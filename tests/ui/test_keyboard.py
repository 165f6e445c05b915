"""What every form does with Enter, Ctrl+Enter, Esc and a scanner, and that each shortcut is told."""

from collections.abc import Iterator
from itertools import count

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QDialog,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from garage.ui.desk import Desk
from garage.ui.forms.backups import BackupsDialog
from garage.ui.forms.tenders import TenderPanel
from garage.ui.kit import messages
from garage.ui.kit.form_dialog import FormDialog
from garage.ui.main_window import MainWindow
from garage.ui.main_window.ear import Ear
from garage.ui.main_window.places import TABS, tab_titles
from tests.services.road import Road
from tests.ui import catalogue
from tests.ui.conftest import Clock
from tests.ui.fingers import focus
from tests.ui.forms.conftest import own_settings, road

__all__ = ["own_settings", "road"]

CONTROL = Qt.KeyboardModifier.ControlModifier
TAB = Qt.FocusPolicy.TabFocus


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Questions that were put; each is answered with no."""
    titles: list[str] = []

    def ask(box: messages.Box) -> str:
        titles.append(box.windowTitle())
        box.deleteLater()
        return "no"

    monkeypatch.setattr(messages.Box, "ask", ask)
    return titles


@pytest.fixture
def submitted(monkeypatch: pytest.MonkeyPatch) -> list[FormDialog]:
    """Forms that were asked to save; none does."""
    forms: list[FormDialog] = []

    def note(form: FormDialog) -> None:
        forms.append(form)

    monkeypatch.setattr(FormDialog, "submit", note)
    return forms


@pytest.fixture
def each_form(desk: Desk, road: Road, clock: Clock, qtbot: QtBot) -> Iterator[tuple[str, QDialog]]:
    """Every form of the catalogue, one after another, on top with the keyboard in it."""

    def walk() -> Iterator[tuple[str, QDialog]]:
        for name, form in catalogue.walk(desk, road, clock):
            form.open()
            form.activateWindow()
            qtbot.waitUntil(form.isActiveWindow)
            yield name, form
            if isinstance(form, BackupsDialog):
                qtbot.waitUntil(lambda form=form: form._looking is None)

    return walk()


def lines_of(form: QDialog) -> list[QLineEdit]:
    """Fields of one line that a person can type into."""
    return [
        line
        for line in form.findChildren(QLineEdit)
        if line.isVisible() and line.isEnabled() and not line.isReadOnly()
    ]


def inner_form(window: QDialog) -> FormDialog | None:
    """The form itself, or the one that a window of sections shows."""
    if isinstance(window, FormDialog):
        return window
    return next((one for one in window.findChildren(FormDialog) if one.isVisible()), None)


def test_the_keyboard_begins_in_every_form(each_form: Iterator[tuple[str, QDialog]]) -> None:
    def lost(form: QDialog) -> bool:
        here = focus()
        return here is None or here.window() is not form or not here.isVisible()

    assert [name for name, form in each_form if lost(form)] == []


def test_enter_goes_to_the_next_field_and_saves_nothing(
    each_form: Iterator[tuple[str, QDialog]], submitted: list[FormDialog]
) -> None:
    """But for the money, where Enter behind an amount that adds up is what the counter waits for."""
    stuck = []
    for name, form in each_form:
        money = [line for one in form.findChildren(TenderPanel) for line in one.findChildren(QLineEdit)]
        for line in lines_of(form) if inner_form(form) else []:
            if line in money:
                continue
            line.setFocus()
            QTest.keyClick(line, Qt.Key.Key_Return)
            here = focus()
            if here is None or here is line or here.window() is not form:
                stuck.append((name, line.objectName()))
    assert stuck == []
    assert not submitted


def test_control_and_enter_saves_from_every_field(
    each_form: Iterator[tuple[str, QDialog]], submitted: list[FormDialog]
) -> None:
    deaf = []
    for name, window in each_form:
        form = inner_form(window)
        for line in lines_of(window) if form else []:
            submitted.clear()
            line.setFocus()
            QTest.keyClick(line, Qt.Key.Key_Return, CONTROL)
            if submitted != [form]:
                deaf.append((name, line.objectName(), len(submitted)))
    assert deaf == []


ONLY_LOOKED_AT = {"counter_verdict"}
"""What is typed there only changes what is shown: nothing is lost with it."""


def test_esc_goes_back_and_asks_only_when_something_would_be_lost(
    each_form: Iterator[tuple[str, QDialog]], asked: list[str]
) -> None:
    wrong = []
    for name, window in each_form:
        form = inner_form(window)
        lines = lines_of(window) if form else []
        if lines and name not in ONLY_LOOKED_AT:
            typed = lines[0].text()
            lines[0].setFocus()
            QTest.keyClick(lines[0], Qt.Key.Key_End)
            QTest.keyClick(lines[0], "7")
            QTest.keyClick(focus(), Qt.Key.Key_Escape)
            if focus() is not None and not asked:  # the first one closed a list of hits
                QTest.keyClick(focus(), Qt.Key.Key_Escape)
            if len(asked) != 1 or not window.isVisible() or lines[0].text() == typed:
                wrong.append((name, "dirty", asked[:]))
            lines[0].setText(typed)
            form.mark_clean()
        asked.clear()
        QTest.keyClick(focus() or window, Qt.Key.Key_Escape)
        if window.isVisible() or asked:
            wrong.append((name, "clean", asked[:]))
        asked.clear()
    assert wrong == []


def scan(widget: QWidget, code: str) -> None:
    for letter in code:
        QTest.keyClick(focus() or widget, letter)
    QTest.keyClick(focus() or widget, Qt.Key.Key_Return)


@pytest.fixture
def scanned(
    desk: Desk, road: Road, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[MainWindow, list[str]]]:
    """The program's window, which hears all keys, and what was heard as a scan."""
    heard: list[str] = []
    monkeypatch.setattr(Ear, "hear", lambda _ear, code: heard.append(code))
    window = MainWindow(desk, "garage.db", remembers=False)
    ticks = count()
    monkeypatch.setattr(window._ear.scanner, "_clock", lambda: next(ticks) * 0.004)
    yield window, heard
    window.retire()
    window.close()
    window.deleteLater()


DOCUMENT, LABEL = "EP-2026-00001", "PF0001"
"""The letters P and F and the figures answer questions where no words are typed."""


def state_of(window: QWidget) -> list[object]:
    """What stands in everything that keys can change."""
    states: list[object] = [line.text() for line in window.findChildren(QLineEdit) if line.isVisible()]
    states += [text.toPlainText() for text in window.findChildren(QPlainTextEdit) if text.isVisible()]
    buttons = (one for one in window.findChildren(QAbstractButton) if one.isVisible())
    states += [one.isChecked() for one in buttons if not isinstance(one.parent(), QLineEdit)]  # those fade
    states += [box.currentIndex() for box in window.findChildren(QComboBox) if box.isVisible()]
    views = (view for view in window.findChildren(QAbstractItemView) if view.isVisible())
    return states + [(view.currentIndex().row(), view.currentIndex().column()) for view in views]


def faults_of_scans(window: QWidget, heard: list[str]) -> list[str]:
    """Scan into everything in `window` that takes the keyboard; what was not heard, or changed something."""
    faults = []
    for widget in window.findChildren(QWidget):
        if not widget.isVisible() or not widget.isEnabled() or not widget.focusPolicy() & TAB:
            continue
        for code in (DOCUMENT, LABEL):
            widget.setFocus()
            if focus() is not widget:
                break
            if code == LABEL and getattr(widget, "takes_scans", False):
                continue
            heard.clear()
            before = state_of(window)
            scan(widget, code)
            after = state_of(window)
            if heard != [code] or focus() is not widget or after != before:
                changed = [pair for pair in zip(before, after, strict=False) if pair[0] != pair[1]]
                name = f"{widget.objectName()} {type(widget).__name__}"
                faults.append(f"{name}: {code} heard {heard}, the keyboard at {focus()}, changed {changed}")
    return faults


def test_a_scan_anywhere_in_a_form_leaves_nothing_there_and_is_heard(
    scanned: tuple[MainWindow, list[str]], each_form: Iterator[tuple[str, QDialog]]
) -> None:
    _window, heard = scanned
    wrong = []
    for name, form in each_form:
        inner = inner_form(form)
        before = inner.contents() if inner else None
        wrong += [f"{name}: {fault}" for fault in faults_of_scans(form, heard)]
        if inner and inner.contents() != before:
            wrong.append(f"{name}: {before} became {inner.contents()}")
    assert wrong == []


def test_a_scan_anywhere_on_a_page_leaves_nothing_there_and_is_heard(
    scanned: tuple[MainWindow, list[str]], road: Road, clock: Clock, qtbot: QtBot
) -> None:
    road.to_ready()
    clock.now = road.boss.at
    window, heard = scanned
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.show_order(road.order)
    wrong = []
    for tab, title in zip(TABS, tab_titles(), strict=True):
        window.show_tab(tab)
        wrong += [f"{title}: {fault}" for fault in faults_of_scans(window, heard)]
    assert wrong == []


# What the keys are, a person can see


TELEPHONE = "F4"
"""The key that works in every form as well: the menu of the window behind it tells it."""


def untold(window: QWidget) -> list[str]:
    """Shortcuts of `window` that neither a tip nor a menu tells."""
    tips = [*(one.toolTip() for one in window.findChildren(QWidget)), window.toolTip()]
    menus = {action for menu in window.findChildren(QMenu) for action in menu.actions()}
    tips += [action.toolTip() for action in window.findChildren(QAction)]
    wanted: list[tuple[str, QKeySequence]] = [
        (button.objectName(), button.shortcut())
        for button in window.findChildren(QAbstractButton)
        if button.isVisible()
    ]
    wanted += [
        (one.parent().objectName(), one.key()) for one in window.findChildren(QShortcut) if one.isEnabled()
    ]
    wanted += [
        (action.objectName(), action.shortcut())
        for action in window.findChildren(QAction)
        if action not in menus
    ]
    told = " ".join(tips).replace("Return", "Enter")
    return [
        f"{name}: {said}"
        for name, keys in wanted
        if not keys.isEmpty()
        and (said := keys.toString(QKeySequence.SequenceFormat.NativeText).replace("Return", "Enter"))
        and said not in told
        and not (said == TELEPHONE and isinstance(window, QDialog))
    ]


def test_every_shortcut_of_a_form_is_told(each_form: Iterator[tuple[str, QDialog]]) -> None:
    assert [f"{name}: {fault}" for name, form in each_form for fault in untold(form)] == []


def test_every_shortcut_of_a_page_is_told(desk: Desk, road: Road, clock: Clock) -> None:
    road.to_ready()
    clock.now = road.boss.at
    window = MainWindow(desk, "garage.db", remembers=False)
    window.show()
    window.show_order(road.order)
    told = [action.shortcut().toString() for menu in window.findChildren(QMenu) for action in menu.actions()]
    assert TELEPHONE in told
    found = []
    for tab in TABS:
        window.show_tab(tab)
        found += untold(window)
    window.retire()
    window.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert found == []
