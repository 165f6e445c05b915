"""The line that takes parts one after another, typed or scanned, for whatever lists them below it."""

import re
from collections.abc import Sequence
from math import inf
from time import perf_counter

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from garage.domain.quantities import PIECE, format_quantity
from garage.domain.scans import read_scan
from garage.errors import FieldError
from garage.i18n import _
from garage.services import parts
from garage.services.parts import PartRow
from garage.ui.forms.part_grid import find_parts
from garage.ui.kit.grid import LineGrid
from garage.ui.kit.icons import icon
from garage.ui.kit.scanner import AVERAGE_GAP_S
from garage.ui.kit.search_field import Hit, SearchField

BARCODE = re.compile(r"\d{8}|\d{12,14}")
"""EAN-8, UPC-A, EAN-13 and GTIN-14: a scan, which names a part exactly or none."""
NUMBER = re.compile(r"-?\d{1,3}([.,]\d*)?")
"""More often a quantity or a price meant for the line below than the piece of a name it happens to be found in."""


def find_scanned(text: str) -> tuple[list[PartRow], int | None]:
    """The parts that a scan means, and how many it says, in milli-units: None when it is one code alone.

    What stands there is looked for as it is before it is read as "2*JL-001" or with the kind of code before it.
    """
    found = parts.by_barcode(text)
    if found:
        return found, None
    try:
        scan = read_scan(text)
    except FieldError:
        return [], None
    return (parts.by_barcode(scan.code), scan.qty_milli) if scan.code != text else ([], None)


class PartSearch(SearchField):
    """Parts by any fragment or scan; what was taken is handed over and the line is empty for the next one.

    A scan says how many ("2*JL-001") where the lines stand in a grid that counts them: `counts_in`.
    """

    taken = Signal(int)
    by_words = Signal()
    """The part taken was looked up by a person, who goes on typing; a scan is followed by the next one."""
    unknown = Signal(str)

    def __init__(self) -> None:
        self._scanned = ""
        self._began = inf
        self._by_hand = False
        self._grid: LineGrid | None = None
        self._times: int | None = None
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

    def counts_in(self, grid: LineGrid) -> None:
        """Whoever takes a part puts the bar of `grid` on its row, whose "qty" is one more by then."""
        self._grid = grid

    def take_scan(self, code: str) -> None:
        """A scan that was heard elsewhere is taken here."""
        self.setFocus()
        self.setText(code)
        self._by_hand = False
        self._look_up(code)

    def _look_up(self, typed: str) -> None:
        self._scanned = typed
        exact, self._times = find_scanned(typed)
        if self._times is not None and self._grid is None:
            exact = []
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
            self._count_times()
            if self._by_hand or not hit.is_exactly(self._scanned):
                self.by_words.emit()
            self._scanned, self._began, self._by_hand, self._times = "", inf, False, None

    def _count_times(self) -> None:
        """As many as the scan said instead of the one that was taken."""
        if self._grid is None or self._times is None:
            return
        row, lines = self._grid.currentIndex().row(), self._grid.lines
        if 0 <= row < lines.rowCount():
            qty = (lines.lines[row].values["qty"] or 0) - PIECE + self._times
            lines.setData(lines.index(row, lines.place_of("qty")), format_quantity(qty))
