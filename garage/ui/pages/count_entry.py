"""The line above a count sheet: scans count one by one, and a paper sheet says when it was counted."""

from collections.abc import Callable, Mapping
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from garage.domain.quantities import parse_quantity
from garage.domain.stocktakes import unknown_words
from garage.domain.text import excerpt
from garage.errors import FieldError, MachineError, RuleError, StaleError
from garage.i18n import _
from garage.services import count_scans, stocktake_list, stocktakes
from garage.services.stocktake_list import SheetLine
from garage.ui.desk import Desk
from garage.ui.forms.issue_parts import ScanField
from garage.ui.forms.part_search import BARCODE, find_scanned
from garage.ui.kit.date_fields import MomentField
from garage.ui.kit.icons import IconLabel
from garage.ui.kit.messages import failed

_MOST_SAID = 6
"""Unknown codes that are named one by one."""


class CountEntry(QWidget):
    """Takes scans for one stocktake; a plain number after a scan says how many it is instead of one."""

    counted = Signal(int)
    """A scan or a number after it counted this part."""
    pointed = Signal(int)
    """The part is on the sheet, but a person has to type how many."""
    said = Signal(str)
    """What is wrong with the last scan, "" when nothing."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._id = 0
        self._last: tuple[int, int] | None = None
        self.scan = ScanField()
        self.scan.setObjectName("count_scan")
        self.scan.setAccessibleName(_("Scan"))
        self.scan.setPlaceholderText(_("Scan to count one more"))
        self.scan.setToolTip(_("Each scan counts one. A number typed after it says how many (Ctrl+F)"))
        self.scan.entered.connect(self.take)
        self.at = MomentField(now=desk.now)
        self.at.setObjectName("counted_at")
        self.at.setAccessibleName(_("Counted at"))
        self.at.setPlaceholderText(_("Counted now"))
        self.at.setToolTip(
            _(
                "When a paper sheet was counted that is typed in now: it is held against the books of that moment"
            )
        )
        self.at.textChanged.connect(self._check_moment)
        self.unknown = _UnknownCodes(self.forget_unknown)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        for field, width in ((self.at, 190), (self.scan, 300)):
            field.setFixedWidth(width)
            layout.addWidget(field)

    def show_stocktake(self, stocktake_id: int) -> None:
        """Count for this one from now on."""
        self._id = stocktake_id
        self._last = None
        self.scan.clear()
        self.at.set_moment(None)
        self.refresh()

    def refresh(self) -> None:
        """What was scanned and named nothing stays in sight, whoever scanned it."""
        self.unknown.show_codes(count_scans.unknown_scans(self._id))

    def forget_unknown(self) -> None:
        """Somebody has looked after the codes that named nothing."""
        self._try(lambda: count_scans.forget_unknown(self._desk.by(), self._id))
        self.refresh()

    def take(self, text: str, *, scanned: bool = False) -> None:
        """One more of the part with this code, or as many as typed of the one scanned last.

        What was surely `scanned` is a code, and no quantity.
        """
        typed = text.strip()
        found, times = find_scanned(typed)
        number = None if found or scanned or BARCODE.fullmatch(typed) else _number(typed)
        if number is not None and self._last is None:
            self.said.emit(_("Scan a part first, then type how many of it lie there."))
            return
        if number is not None and self._last is not None:
            part, before = self._last
            self._do(part, lambda: self._count(part, before + number))
            return
        lines = stocktake_list.lines_for(self._id, [part.id for part in found])
        if len(lines) == 1:
            part = lines[0].part_id
            if self._do(part, lambda: self._count_more(part, times or 1000)):
                self._last = (part, lines[0].counted_milli or 0)
        elif lines:
            self.pointed.emit(lines[0].part_id)
            words = _("Several parts bear {code}: type the quantity in the right line.")
            self.said.emit(words.format(code=excerpt(typed)))
        else:
            self._note_unknown(excerpt(found[0].code if found else typed), known=bool(found))

    def write(self, line: SheetLine, typed: str) -> None:
        """What was typed into a line; a barcode typed there is a scan. Raises what `stocktakes.count` raises."""
        if BARCODE.fullmatch(typed):
            self.take(typed)
            return
        milli = parse_quantity(typed) if typed else None
        seen, at = {line.part_id: line.counted_milli}, self.at.moment()
        stocktakes.count(self._desk.by(), self._id, {line.part_id: milli}, counted_at=at, seen=seen)
        self._last = None

    def _count(self, part_id: int, milli: int) -> None:
        stocktakes.count(self._desk.by(), self._id, {part_id: milli}, counted_at=self.at.moment())

    def _count_more(self, part_id: int, milli: int) -> None:
        stocktakes.count_more(self._desk.by(), self._id, part_id, milli, counted_at=self.at.moment())

    def _do(self, part_id: int, act: Callable[[], object]) -> bool:
        if self._try(act):
            self.counted.emit(part_id)
            self.said.emit("")
            return True
        return False

    def _try(self, act: Callable[[], object]) -> bool:
        try:
            act()
        except (FieldError, StaleError) as error:
            self.said.emit(error.text)
        except RuleError as error:
            self.said.emit(error.reasons[0].text)
        except MachineError as error:
            failed(self, error)
        else:
            return True
        return False

    def _note_unknown(self, code: str, *, known: bool) -> None:
        """It lies on the shelf, whatever it is: kept in sight until somebody has looked after it."""
        self._last = None
        if self._try(lambda: count_scans.note_unknown(self._desk.by(), self._id, code)):
            self.refresh()
            words = _("{code} is not on this sheet.") if known else _("No part has the code {code}.")
            self.said.emit(words.format(code=code))

    def _check_moment(self) -> None:
        wrong = False
        try:
            self.moment()
        except FieldError:
            wrong = True
        if self.at.property("wrong") != wrong:
            self.at.setProperty("wrong", wrong)
            self.at.style().unpolish(self.at)
            self.at.style().polish(self.at)

    def moment(self) -> datetime | None:
        """When what is typed was counted, None for now; raises FieldError."""
        return self.at.moment()


class _UnknownCodes(QWidget):
    """Codes that were scanned and named nothing on the sheet, with how often."""

    def __init__(self, forget: Callable[[], None]) -> None:
        super().__init__()
        self.setObjectName("unknown_codes")
        self.words = QLabel()
        self.words.setObjectName("unknown_words")
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        button = QPushButton(_("Looked after"))
        button.setObjectName("forget_unknown")
        button.setAccessibleName(button.text())
        button.setToolTip(_("Take these codes off the list"))
        button.setProperty("link", True)
        button.setAutoDefault(False)
        button.clicked.connect(forget)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2, 0, 2, 0)
        layout.setSpacing(8)
        layout.addWidget(IconLabel("warning", "warn", 16))
        layout.addWidget(self.words)
        layout.addWidget(button)
        layout.addStretch(1)
        self.hide()

    def show_codes(self, codes: Mapping[str, int]) -> None:
        """Show these codes, or nothing when there are none."""
        self.setVisible(bool(codes))
        said = unknown_words(codes)
        if len(said) > _MOST_SAID:
            said[_MOST_SAID - 1 :] = [_("{count} more").format(count=len(said) - _MOST_SAID + 1)]
        self.words.setText(_("Scanned but not counted: {codes}").format(codes=_(", ").join(said)))


def _number(typed: str) -> int | None:
    try:
        return parse_quantity(typed)
    except FieldError:
        return None
