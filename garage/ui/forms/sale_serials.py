"""Asks for the serial numbers of tracked parts that leave the shelf: one scan for each piece (F1, F8)."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel

from garage.domain.scans import read_scan
from garage.domain.text import excerpt
from garage.errors import FieldError
from garage.i18n import _
from garage.services import parts, serials
from garage.ui.forms.scan_field import ScanField
from garage.ui.forms.serial_rows import SerialRows
from garage.ui.kit.form_body import FieldBox

FIELD = "serial"


class SerialBox(FieldBox):
    """A field that shows itself while a row of the grid lacks numbers, and says which piece it waits for."""

    done = Signal()
    """No number is awaited any more, or not now."""

    def __init__(self, grid: SerialRows, hint: str = "") -> None:
        self.scan = ScanField()
        super().__init__(FIELD, _("Serial no."), self.scan, hint, required=False)
        self._grid = grid
        self.scan.setPlaceholderText(_("Scan or type the serial number"))
        self.scan.asking = True
        self.scan.entered.connect(self._take)
        self.scan.left.connect(self.done)
        self.follow()

    def follow(self) -> bool:
        """Ask for the next number; False when none is awaited."""
        waits = self._grid.awaited()
        self.setVisible(waits is not None)
        if waits is not None:
            row = self._grid.rows()[waits]
            words = _("Serial number of {part} (piece {n} of {all})")
            said = words.format(part=row["name"], n=len(row["serials"]) + 1, all=self._grid.pieces(row))
            self.findChild(QLabel, f"{FIELD}_label").setText(said)
            self.scan.setAccessibleName(said)
        return waits is not None

    def ask(self) -> None:
        """Ask for the next number with the keyboard here, if one is awaited."""
        if self.follow():
            self.scan.setFocus()

    def require(self) -> None:
        """FieldError("serial") while a number is awaited."""
        if (place := self._grid.awaited()) is not None:
            name = self._grid.rows()[place]["name"]
            text = _("{part} is tracked: scan the serial number of each piece.").format(part=name)
            raise FieldError(FIELD, text)

    def _take(self, text: str) -> None:
        self.clear()
        try:
            self._note(text)
        except FieldError as error:
            self.show_error(error.text)
            self.scan.setFocus()
            return
        if self.follow():
            self.scan.setFocus()
        else:
            self.done.emit()

    def _note(self, text: str) -> None:
        place = self._grid.awaited()
        if place is None:
            return
        number = read_scan(text, FIELD).code.upper()
        row = self._grid.rows()[place]
        if row["part_id"] in {one.id for one in parts.by_barcode(number)}:
            raise FieldError(FIELD, _("This is the code of the part: scan the number of the piece itself."))
        if any(
            number in other["serials"] for other in self._grid.rows() if other["part_id"] == row["part_id"]
        ):
            raise FieldError(FIELD, _("{serial} is noted already.").format(serial=excerpt(number)))
        serials.refuse_gone(FIELD, row["part_id"], number)
        self._grid.add_serial(place, number)
