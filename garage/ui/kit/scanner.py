"""Hears a barcode scanner anywhere in the program: it types like a person, only much faster."""

from __future__ import annotations

import re
from collections.abc import Callable
from time import perf_counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget

if TYPE_CHECKING:
    from garage.ui.kit.before_scan import Before

SHORTEST = 6
AVERAGE_GAP_S = 0.035
LONGEST_GAP_S = 0.08

_IGNORED = {Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_CapsLock}
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class Scanner(QObject):
    """From `listen` on emits `scanned` for a burst of keys that ends with Enter and matches `pattern`.

    Keys pass through untouched and at once; only when the Enter completes a document number is the Enter taken
    away and the field put back as it was. Anything that does not match, a part's barcode for one, stays typing.
    """

    scanned = Signal(str)

    def __init__(
        self, app: QApplication, pattern: str | re.Pattern[str], clock: Callable[[], float] = perf_counter
    ) -> None:
        super().__init__(app)
        self._app = app
        self._pattern = re.compile(pattern)
        self._clock = clock
        self._text = ""
        self._began = 0.0
        self._last = 0.0
        self._before: list[Before] = []

    def listen(self) -> None:
        """Hear all keys from now on."""
        self._app.installEventFilter(self)

    def set_pattern(self, pattern: str | re.Pattern[str]) -> None:
        """Listen for other numbers; the whole text must match."""
        self._pattern = re.compile(pattern)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind not in {QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride} or not self._is_for(watched):
            return False
        if not isinstance(event, QKeyEvent) or not isinstance(watched, QWidget):
            return False
        if event.key() in _ENTER:
            return self._on_enter(event, kind)
        if kind == QEvent.Type.KeyPress and event.key() not in _IGNORED:
            self._on_key(watched, event)
        return False

    def _is_for(self, watched: QObject) -> bool:
        """Whether this is the first stop of the event, not a parent it is handed on to."""
        return watched is (QApplication.focusWidget() or QApplication.activeWindow())

    def _on_key(self, widget: QWidget, event: QKeyEvent) -> None:
        text = event.text()
        shift_only = not event.modifiers() & ~(_SHIFT | _KEYPAD)
        if len(text) != 1 or not " " < text <= "~" or not shift_only or event.isAutoRepeat():
            self._forget()
            return
        from garage.ui.kit.before_scan import Before, remember  # noqa: PLC0415 - no window comes up with a key

        now = self._clock()
        if self._text and now - self._last > LONGEST_GAP_S:
            self._forget()
        self._last = now
        if not self._text:
            self._began = now
        elif self._is_handed_on(widget):
            self._before.append(Before(widget, lambda: _abandon(widget)))
            return
        if all(known.widget is not widget for known in self._before):
            self._before.append(remember(widget))
        self._text += text

    def _is_handed_on(self, widget: QWidget) -> bool:
        """Whether a view gave its key to the editor it opened for it: the same key comes a second time."""
        former = self._before[-1].widget
        return former is not widget and isinstance(former, QAbstractItemView) and former.isAncestorOf(widget)

    def _on_enter(self, event: QKeyEvent, kind: QEvent.Type) -> bool:
        if not self._is_scan():
            if kind == QEvent.Type.KeyPress:
                self._forget()
            return False
        event.accept()
        if kind == QEvent.Type.KeyPress:
            code, before = self._text, self._before
            self._forget()
            for known in reversed(before):
                known.put_back()
            self.scanned.emit(code)
        return True

    def _is_scan(self) -> bool:
        count = len(self._text)
        if count < SHORTEST or not self._pattern.fullmatch(self._text):
            return False
        gaps = (self._last - self._began) / (count - 1)
        return gaps <= AVERAGE_GAP_S and self._clock() - self._last <= LONGEST_GAP_S

    def _forget(self) -> None:
        self._text = ""
        self._before = []


_SHIFT = Qt.KeyboardModifier.ShiftModifier
_KEYPAD = Qt.KeyboardModifier.KeypadModifier


def _abandon(editor: QWidget) -> None:
    """Close the editor of a table cell without taking what stands in it."""
    escape = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(editor, escape)
