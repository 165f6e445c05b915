"""The line that takes parts one after another, typed or scanned, for whatever lists them below it."""

import re
from collections.abc import Sequence
from math import inf
from time import perf_counter

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from garage.i18n import _
from garage.services import parts
from garage.ui.forms.part_grid import find_parts
from garage.ui.kit.icons import icon
from garage.ui.kit.scanner import AVERAGE_GAP_S
from garage.ui.kit.search_field import Hit, SearchField

BARCODE = re.compile(r"\d{8}|\d{12,14}")
"""EAN-8, UPC-A, EAN-13 and GTIN-14: a scan, which names a part exactly or none."""
NUMBER = re.compile(r"-?\d{1,3}([.,]\d*)?")
"""More often a quantity or a price meant for the line below than the piece of a name it happens to be found in."""


class PartSearch(SearchField):
    """Parts by any fragment or scan; what was taken is handed over and the line is empty for the next one."""

    taken = Signal(int)
    by_words = Signal()
    """The part taken was looked up by a person, who goes on typing; a scan is followed by the next one."""
    unknown = Signal(str)

    def __init__(self) -> None:
        self._scanned = ""
        self._began = inf
        self._by_hand = False
        super().__init__(find_parts, placeholder=_("Scan, or type a code, OE number, name or initials"))
        self.addAction(icon("barcode", "muted"), self.ActionPosition.TrailingPosition)
        self.picked.connect(self._hand_over)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        typed = self.text().strip()
        if not typed:
            self._began = perf_counter()
        if not enter or not typed or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().keyPressEvent(event)
            return
        self._by_hand = perf_counter() - self._began > AVERAGE_GAP_S * len(typed)
        self._look_up(typed)

    def take_scan(self, code: str) -> None:
        """A scan that was heard elsewhere is taken here."""
        self.setFocus()
        self.setText(code)
        self._by_hand = False
        self._look_up(code)

    def _look_up(self, typed: str) -> None:
        self._scanned = typed
        exact = parts.by_barcode(typed)
        if len(exact) == 1:
            self.pick(Hit(exact[0].id, exact[0].name, code=typed))
        elif not exact and NUMBER.fullmatch(typed) and not (self.lists() and self.popup.highlighted()):
            self.look()  # the person chooses, or sees that this is no part
        elif not exact and (BARCODE.fullmatch(typed) or not self.take_typed()):
            self._timer.stop()
            self.popup.hide()
            self.unknown.emit(typed)
        elif exact and self.popup.isVisible():
            self.take_typed()
        elif exact:
            self.look()  # several makes bear this code: the person chooses

    def takes_first(self, text: str, hits: Sequence[Hit]) -> bool:
        return not NUMBER.fullmatch(text) and super().takes_first(text, hits)

    def _hand_over(self, hit: Hit | None) -> None:
        if hit is not None:
            self.set_value(None)
            self.taken.emit(hit.ref)
            if self._by_hand or not hit.is_exactly(self._scanned):
                self.by_words.emit()
            self._scanned, self._began, self._by_hand = "", inf, False
