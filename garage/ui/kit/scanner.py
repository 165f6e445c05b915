"""Hears a barcode scanner anywhere in the program: it types like a person, only much faster."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import perf_counter
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from garage.ui.kit.held_keys import HOLD_MS, HeldKeys, keyboard

if TYPE_CHECKING:
    from garage.ui.kit.before_scan import Before

SHORTEST, SHORTEST_OF_ALL = 5, 3
AVERAGE_GAP_S, FASTEST_FINGERS_S = 0.035, 0.015
"""A short code has to come faster than any fingers roll over a few keys."""
LONGEST_GAP_S = 0.08
HOLD_S = HOLD_MS / 1000

_IGNORED = {Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_CapsLock}
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_OTHERS = {QEvent.Type.MouseButtonPress, QEvent.Type.InputMethod}
_KEYS = {QEvent.Type.KeyPress, QEvent.Type.KeyRelease, QEvent.Type.ShortcutOverride}
_HEARD = _OTHERS | _KEYS

Wants = Callable[[QWidget, str], bool]


class Scanner(QObject):
    """From `listen` on emits `scanned` for a burst of keys that ends with Enter and matches `pattern`.

    Where words are typed, keys pass through untouched and at once, and the field is put back as it was when the
    Enter completes a code. Anything else acts on single keys: those wait `HOLD_MS` for the next one, so that a
    code never gets there. `wants` says of a widget whether it takes this code itself, as typing.
    """

    scanned = Signal(str)
    by_hand: ClassVar[bool] = False
    """All keys are a person's, however fast they come."""

    def __init__(
        self,
        app: QApplication,
        pattern: str | re.Pattern[str],
        clock: Callable[[], float] = perf_counter,
        wants: Wants = lambda _widget, _code: False,
    ) -> None:
        super().__init__(app)
        self._app = app
        self._pattern = re.compile(pattern)
        self._clock = clock
        self._wants = wants
        self._text = ""
        self._spent = self._last = 0.0
        self._stamp = 0
        self._begun_at: QWidget | None = None
        self._before: list[Before] = []
        self._held = HeldKeys(self, self._let_go)
        self._left: QWidget | None = None

    def listen(self) -> None:
        """Hear all keys from now on."""
        self._app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind not in _HEARD or Scanner.by_hand:
            return False
        if kind in _OTHERS:
            self._let_go()
        if not isinstance(event, QKeyEvent) or not isinstance(watched, QWidget):
            return False  # the window of the system has each key first
        if kind == QEvent.Type.KeyPress and watched is self._left:
            return self._follow(event)
        if watched not in {keyboard(), QApplication.focusWidget()}:
            return False  # a parent that the key is handed on to
        if kind == QEvent.Type.KeyRelease:
            return not self._held.is_theirs() and self._held.hold_release(event)
        self._left = None
        if kind == QEvent.Type.KeyPress and self._held.is_theirs():
            return False
        return self._on_key(watched, event, kind)

    def _on_key(self, widget: QWidget, event: QKeyEvent, kind: QEvent.Type) -> bool:
        if event.key() in _ENTER:
            return self._on_enter(event, kind)
        if event.key() in _IGNORED:
            return False
        if not self._is_of_a_code(event):
            self._let_go()
            return False
        if kind == QEvent.Type.KeyPress:
            return self._count_in(widget, event)
        if _acts_on_single_keys(widget):
            event.accept()  # else a shortcut of one key would have it first
            return True
        return False

    def _is_of_a_code(self, event: QKeyEvent) -> bool:
        text = event.text()
        plain = not event.modifiers() & ~(_SHIFT | _KEYPAD) and not event.isAutoRepeat()
        return plain and len(text) == 1 and ("!" <= text <= "~" or (text == " " and bool(self._text)))

    def _count_in(self, widget: QWidget, event: QKeyEvent) -> bool:
        """Count a key in; says whether it is kept back."""
        gap = self._gap(event)
        acts = _acts_on_single_keys(widget)
        if self._text and (gap > (HOLD_S if self._held else LONGEST_GAP_S) or bool(self._held) is not acts):
            self._let_go()
            if self._left is widget:
                return self._follow(event)
        if not self._text:
            self._begun_at, self._spent = widget, 0.0
            if event.text() == " ":
                return False
        else:
            self._spent += gap
        self._text += event.text()
        if acts:
            self._held.hold(widget, event)
        elif all(known.widget is not widget for known in self._before):
            from garage.ui.kit.before_scan import remember  # noqa: PLC0415 - no window comes up with a key

            self._before.append(remember(widget))
        return acts

    def _gap(self, event: QKeyEvent) -> float:
        """Seconds since the key before, as they were pressed: a window that was busy gets them all at once."""
        now, stamp = self._clock(), event.timestamp()
        gap = now - self._last
        if stamp and self._stamp:
            gap = max(gap, (stamp - self._stamp) / 1000)
        self._last, self._stamp = now, stamp
        return gap

    def _on_enter(self, event: QKeyEvent, kind: QEvent.Type) -> bool:
        last, stamp = self._last, self._stamp
        is_scan = self._is_scan(self._gap(event))
        self._last, self._stamp = last, stamp
        if not is_scan:
            self._let_go()
            return False
        event.accept()
        if kind == QEvent.Type.KeyPress:
            code, before = self._text, self._before
            self._held.drop()
            self._forget()
            if (popup := QApplication.activePopupWidget()) is not None:
                popup.close()
            for known in reversed(before):
                known.put_back()
            self.scanned.emit(code)
        return True

    def _is_scan(self, gap: float) -> bool:
        count = len(self._text)
        if count < SHORTEST_OF_ALL or gap > LONGEST_GAP_S or not self._pattern.fullmatch(self._text):
            return False
        most = AVERAGE_GAP_S if count >= SHORTEST else FASTEST_FINGERS_S
        if self._spent / (count - 1) > most or self._begun_at is None:
            return False
        return not self._wants(self._begun_at, self._text)

    def _let_go(self) -> None:
        """It is a person who types: who waits for the keys gets them."""
        self._forget()
        if self._held:
            had = keyboard()
            self._held.let_go()
            self._left = had if keyboard() is not had else None

    def _follow(self, event: QKeyEvent) -> bool:
        """A key goes where those before it led, to the editor of a cell that they opened."""
        self._left, reached = None, keyboard()
        if reached is not None:
            QApplication.sendEvent(reached, event.clone())
        return True

    def _forget(self) -> None:
        self._text = ""
        self._before = []
        self._begun_at = None


@contextmanager
def pressed_by(*, hand: bool) -> Iterator[None]:
    """Keys that come meanwhile are a hand's, or a scanner's, as one that shows the program presses them."""
    before, Scanner.by_hand = Scanner.by_hand, hand
    try:
        yield
    finally:
        Scanner.by_hand = before


_SHIFT = Qt.KeyboardModifier.ShiftModifier
_KEYPAD = Qt.KeyboardModifier.KeypadModifier


def _acts_on_single_keys(widget: QWidget) -> bool:
    from garage.ui.kit.before_scan import takes_words  # noqa: PLC0415 - no window comes up with a key

    return not takes_words(widget)
