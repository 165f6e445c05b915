"""The hand of the tour: it types and clicks as a person does and waits for what opens."""

import sys
import traceback
from collections.abc import Callable, Generator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from time import perf_counter
from typing import TypeVar

from PySide6.QtCore import QEventLoop, QObject, QPoint, Qt, QThreadPool, QTimer
from PySide6.QtGui import QImage, QInputMethodEvent, QKeySequence
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QCheckBox, QScrollArea, QWidget
from shiboken6 import isValid

from garage.ui.kit.choice_fields import ChoiceField
from garage.ui.kit.grid import LineGrid
from garage.ui.kit.scanner import pressed_by
from garage.ui.kit.second_press import count_every_press
from garage.ui.tour import camera

Act = Callable[[], object]
W = TypeVar("W", bound=QWidget)
R = TypeVar("R")

TICK_MS = 4
PATIENCE_S = 60.0
STEADY_S = 0.4
"""A PDF view draws in another thread, and a slip anew after what was typed last."""
QUICK = 80
"""Quality of a PNG as Qt understands it: little time goes into making it small."""
INK = 60
"""Darker than paper and the ground around it."""


class TourError(Exception):
    """The window did not do what the tour expected of it."""


@dataclass(frozen=True)
class Until:
    """Go on when `true()`; `what` says what was waited for."""

    true: Callable[[], bool]
    what: str


Story = Generator[Act | Until, None, R]
"""What happens: acts to be carried out and things to wait for, one after another."""


class Clock:
    """Stands still until the tour says that time has passed."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **time: float) -> None:
        """Let time pass."""
        self.now += timedelta(**time)


class _Errand:
    """One act under way; a window that it opens keeps it from ending, not the story from going on."""

    def __init__(self, act: Act) -> None:
        self._act = act
        self._before = QApplication.activeModalWidget()
        self._begun = self._ended = False
        QTimer.singleShot(0, self._run)

    def is_over(self) -> bool:
        opened = self._begun and QApplication.activeModalWidget() is not self._before
        return self._ended or opened

    def _run(self) -> None:
        self._begun = True
        try:
            self._act()
        finally:
            self._ended = True


class Hand(QObject):
    """Carries a story out from the event loop, so that windows that wait for an answer get it.

    Methods that act give the act, for the story to `yield`; those that wait are stories to `yield from`.
    """

    def __init__(self, folder: Path, clock: Clock) -> None:
        super().__init__()
        self.folder = folder
        self.clock = clock
        self.window: QWidget | None = None
        self.failure: BaseException | None = None
        self._popup: QWidget | None = None
        self._pictures = 0
        self._darkroom = QThreadPool(maxThreadCount=1)
        self._story: Story[None] | None = None
        self._errand: _Errand | None = None
        self._until: Until | None = None
        self._since = perf_counter()
        self._loop = QEventLoop()
        self._timer = QTimer(self, interval=TICK_MS)
        self._timer.timeout.connect(self._tick)

    def carry_out(self, story: Story[None]) -> BaseException | None:
        """Run the story to its end; gives what went wrong in it or in the windows."""
        former, sys.excepthook = sys.excepthook, lambda _kind, error, _trace: self.fail(error)
        self._story = story
        self._timer.start()
        try:
            self._loop.exec()
        finally:
            sys.excepthook = former
            self._darkroom.waitForDone()
        return self.failure

    def fail(self, error: BaseException) -> None:
        """Stop here, with a picture of where that was."""
        self._timer.stop()
        traceback.print_exception(error)
        if self.failure is None:
            self.failure = error
            camera.picture(self.window).save(str(self.folder / "failed.png"))
        QApplication.exit(1)

    # Acts

    def keys(self, *sequences: str) -> Act:
        """Press shortcuts one after another where the keyboard is: "Ctrl+Return", "F2"."""

        def press() -> None:
            count_every_press()
            for text in sequences:
                pressed = QKeySequence(text)[0]
                target = self._keyboard()
                with pressed_by(hand=True):
                    QTest.keyPress(target, pressed.key(), pressed.keyboardModifiers())
                if isValid(target):  # a list that was chosen from is gone by now
                    QTest.keyRelease(target, pressed.key(), pressed.keyboardModifiers())

        return press

    def write(self, text: str, end: str = "") -> Act:
        """Type where the keyboard is, and `end` at once; Chinese comes as an input method sends it."""

        def type_it() -> None:
            if text.isascii():
                with pressed_by(hand=True):
                    for letter in text:  # the first one opens the editor of a cell, which takes the others
                        QTest.keyClick(self._keyboard(), letter)
            else:
                event = QInputMethodEvent()
                event.setCommitString(text)
                QApplication.sendEvent(self._keyboard(), event)
            if end:
                self.keys(end)()

        return type_it

    def scan(self, code: str) -> Act:
        """Have a scanner type a code where the keyboard is, and Enter."""

        def read() -> None:
            with pressed_by(hand=False):
                for key in code:
                    QTest.keyClick(self._keyboard(), key)
                QTest.keyClick(self._keyboard(), Qt.Key.Key_Return)

        return read

    def click(self, name: str) -> Act:
        """Click the button or field of this object name in the window on top."""
        return lambda: _click(self.find(QWidget, name))

    def fill(self, name: str, text: str) -> Act:
        """Click into a field and type over what stands there."""

        def fill_in() -> None:
            _click(self.find(QWidget, name))
            self.keys("Ctrl+A")()
            self.write(text)()

        return fill_in

    def choose(self, name: str, value: object) -> Act:
        """Walk with the arrow keys to a value of a list."""

        def walk() -> None:
            field = self.find(ChoiceField, name)
            field.setFocus()
            for key in [Qt.Key.Key_Home, *[Qt.Key.Key_Down] * field.count()]:
                if field.value() == value:
                    return
                QTest.keyClick(field, key)
            if field.value() != value:
                raise TourError(f"{name} does not offer {value}")

        return walk

    def tick(self, name: str, *, on: bool = True) -> Act:
        """Tick a box, or not, with the space bar."""

        def press() -> None:
            box = self.find(QCheckBox, name)
            box.setFocus()
            if box.isChecked() is not on:
                QTest.keyClick(box, Qt.Key.Key_Space)

        return press

    def scroll_up(self) -> Act:
        """Turn the wheel until the top of the form is in sight."""

        def turn() -> None:
            for area in _in_sight(self.here(), QScrollArea):
                area.verticalScrollBar().setValue(0)

        return turn

    def cell(self, grid: LineGrid, row: int, column: str) -> Act:
        """Click a cell of a grid."""

        def point() -> None:
            index = grid.lines.index(row, grid.lines.place_of(column))
            grid.scrollTo(index)
            _click_at(grid.viewport(), grid.visualRect(index).center())

        return point

    def type_in(self, grid: LineGrid, row: int, column: str, text: str) -> Act:
        """Type into a cell of a grid, and Enter."""

        def type_it() -> None:
            self.cell(grid, row, column)()
            self.write(text, end="Return")()

        return type_it

    # Waiting

    def at(self, kind: type[W]) -> Story[W]:
        """The window of this kind, once it is on top and has the keyboard."""
        yield Until(lambda: isinstance(self.here(), kind) and self._has_keyboard(), kind.__name__)
        return self.here()  # type: ignore[return-value]

    def until(self, true: Callable[[], bool], what: str) -> Story[None]:
        """Wait for anything else."""
        yield Until(true, what)

    def picture(self, name: str, *, toasts: bool = False) -> Story[None]:
        """What a person sees now, as NNN-name.png."""
        if not toasts:
            yield camera.take_toasts_away
        papers = _in_sight(self.here(), QPdfView)
        ready = perf_counter() + (STEADY_S if papers else 0.03)
        yield Until(lambda: perf_counter() > ready and all(map(_is_drawn, papers)), "the picture")
        self._pictures += 1
        file = self.folder / f"{self._pictures:03}-{name}.png"
        taken = camera.picture(self.window).toImage()
        self._darkroom.start(lambda: taken.save(str(file), "PNG", QUICK))

    # Looking

    def here(self) -> QWidget | None:
        """The window on top."""
        return QApplication.activeModalWidget() or self.window

    def find(self, kind: type[W], name: str) -> W:
        """A widget in sight in the window on top."""
        found = [widget for widget in _in_sight(self.here(), kind) if widget.objectName() == name]
        if not found:
            raise TourError(f"{name} is not in sight in {self.here()}")
        return found[0]

    # Inside

    def _has_keyboard(self) -> bool:
        """A window that closes gives the keyboard to the one under it, where no desktop does."""
        here = self.here()
        if here is not None and not here.isActiveWindow():
            here.activateWindow()
        return here is not None and here.isActiveWindow()

    def _keyboard(self) -> QWidget:
        """Who gets the keys."""
        self._popup = popup = QApplication.activePopupWidget()  # held: its wrapper takes those inside along
        here = popup or self.here()
        if here is None:
            raise TourError("there is no window to type into")
        inside = popup.findChild(QAbstractItemView) if popup else QApplication.focusWidget()
        return inside or here.focusWidget() or here

    def _tick(self) -> None:
        if self._waits() or self._story is None:
            return
        self._since = perf_counter()
        asked = next(self._story, None)
        if asked is None:
            self._timer.stop()
            self._loop.quit()
        else:
            self._until = asked if isinstance(asked, Until) else None
            self._errand = None if isinstance(asked, Until) else _Errand(asked)

    def _waits(self) -> bool:
        over = self._errand is None or self._errand.is_over()
        if over and (self._until is None or self._until.true()):
            return False
        if perf_counter() - self._since > PATIENCE_S:
            what = self._until.what if self._until else "an act"
            raise TourError(f"waited in vain for {what} in {self.here()}")
        return True


def _is_drawn(view: QPdfView) -> bool:
    """Whether ink is on the page: the view draws it in another thread."""
    page = view.viewport().grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    return min(page.constBits(), default=255) < INK


def _click(widget: QWidget) -> None:
    _click_at(widget, widget.rect().center() if widget.width() < 400 else QPoint(30, widget.height() // 2))


def _click_at(widget: QWidget, point: QPoint) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, point)


def _in_sight(window: QWidget | None, kind: type[W]) -> list[W]:
    return [one for one in window.findChildren(kind) if one.isVisible()] if window is not None else []
