"""Search as you type: a line with a list of hits under it, steered by the keyboard or a scanner."""

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from garage.errors import FieldError
from garage.i18n import _
from garage.ui.kit.hits import MOST_SHOWN, Hit
from garage.ui.kit.icons import icon
from garage.ui.kit.line_fields import LineField

if TYPE_CHECKING:
    from garage.ui.kit.hit_popup import HitPopup

__all__ = ["Hit", "Search", "SearchField"]

SEARCH_AFTER_MS = 60

Search = Callable[[str], Sequence[Hit]]


class SearchField(LineField):
    """A line that looks while a person types; `picked` tells the hit, or None when it was emptied again.

    With `must_pick` Enter takes the first hit and `value` refuses words that name nothing; without it the
    words may stand for themselves and Enter takes only a hit they name exactly, or by its initials; a code that
    was scanned stays only with `takes_scans` then.
    """

    picked = Signal(object)

    def __init__(
        self,
        search: Search,
        parent: QWidget | None = None,
        placeholder: str = "",
        *,
        must_pick: bool = True,
        takes_scans: bool = False,
        limit: int = 200,
    ) -> None:
        super().__init__(parent, limit, placeholder)
        self._search = search
        self._must_pick = must_pick
        self.takes_scans = must_pick or takes_scans
        self._hit: Hit | None = None
        self._searched = ""
        self._timer = QTimer(self, singleShot=True, interval=SEARCH_AFTER_MS)
        self._timer.timeout.connect(self.look)
        self.addAction(icon("search", "muted"), self.ActionPosition.LeadingPosition)
        self.textEdited.connect(self._on_typed)
        self.textChanged.connect(self._on_changed)

    @cached_property
    def popup(self) -> "HitPopup":
        """The list of hits; not loaded before the first one, for a window comes up with such a line."""
        from garage.ui.kit.hit_popup import HitPopup  # noqa: PLC0415

        popup = HitPopup(self)
        popup.clicked.connect(self.pick)
        return popup

    def lists(self) -> bool:
        """Whether the list is in sight."""
        return "popup" in self.__dict__ and self.popup.isVisible()

    def hide_list(self) -> None:
        """Put the list away, if there is one."""
        if "popup" in self.__dict__:
            self.popup.hide()

    def hit(self) -> Hit | None:
        """The hit picked, None while the words are only words."""
        return self._hit

    def value(self) -> Any:
        """The ref picked, None without one; FieldError when the words are too long, or `must_pick` finds none."""
        if self._hit is not None:
            return self._hit.ref
        if self._must_pick and self.text().strip():
            raise FieldError(self.field_name, _("Choose one from the list."))
        super().value()
        return None

    def set_value(self, value: Hit | None) -> None:
        """Show a hit as picked without telling it."""
        self.setText(value.title if value else "")
        self._hit = value
        self.setCursorPosition(0)

    def pick(self, hit: Hit) -> None:
        """Take this hit."""
        self._timer.stop()
        self.set_value(hit)
        self.hide_list()
        self.picked.emit(hit)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody waits for hits any more."""
        self._timer.stop()
        super().hideEvent(event)

    def look(self) -> None:
        """Search now and list what is found."""
        self._timer.stop()
        self._searched = self.text()
        if self._searched.strip():
            hits = self._search(self._searched.strip())
            self.popup.show_hits(hits, choose_first=self.takes_first(self._searched.strip(), hits))
        else:
            self.hide_list()

    def takes_first(self, text: str, hits: Sequence[Hit]) -> bool:
        """Whether Enter takes the first of the hits for these words."""
        return self._must_pick or (bool(hits) and _are_initials(text, hits[0]))

    def take_typed(self) -> bool:
        """Pick what Enter means for the words typed; says whether something was picked."""
        unchanged = self._hit is not None or not (self.isModified() or self.lists())
        if unchanged or not self.text().strip():
            return False
        if self._timer.isActive() or self._searched != self.text():
            self.look()
        hits = [hit for hit in self.popup.hits() if hit.is_exactly(self.text())]
        chosen = hits[0] if len(hits) == 1 else self.popup.highlighted()
        if chosen is not None:
            self.pick(chosen)
        self.hide_list()
        return chosen is not None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}:
            if not self.lists():
                self.look()
            far = MOST_SHOWN if key in {Qt.Key.Key_PageUp, Qt.Key.Key_PageDown} else 1
            self.popup.step(-far if key in {Qt.Key.Key_Up, Qt.Key.Key_PageUp} else far)
        elif key == Qt.Key.Key_Escape and self.lists():
            self.hide_list()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers() & ~_KEYPAD:
            if not self.take_typed():
                super().keyPressEvent(event)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        # A dialog's Esc shortcut must not win over closing the list.
        closes_list = event.type() == QEvent.Type.ShortcutOverride and self.lists()
        if closes_list and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            event.accept()
            return True
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        if event.reason() not in {Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason}:
            self._timer.stop()  # a list for a field that was left would lie over the next one
        self.hide_list()
        super().focusOutEvent(event)

    def _on_typed(self) -> None:
        was_picked, self._hit = self._hit is not None, None
        self._timer.start()
        if was_picked or not self.text():
            self.picked.emit(None)

    def _on_changed(self, text: str) -> None:
        if self._hit is not None and text != self._hit.title:
            self._hit = None
        if not self._timer.isActive() and text != self._searched:
            self.hide_list()


def _are_initials(text: str, hit: Hit) -> bool:
    """Letters that found a hit without standing in its name are no words that could stand for themselves."""
    return text.isascii() and text.isalpha() and text.casefold() not in hit.title.casefold()


_KEYPAD = Qt.KeyboardModifier.KeypadModifier
