"""A line that says at its right edge how it understands what is typed: the kind of a plate, a VIN's year."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QWidget

from garage.domain.labels import label
from garage.domain.plates import PlateKind, display_plate, normalise_plate, plate_kind
from garage.domain.text import normalise
from garage.domain.vins import LENGTH, check_vin
from garage.errors import FieldError
from garage.i18n import _
from garage.ui.kit.fields import ParsedField

Told = tuple[str, str]
"""Words and their tone: "muted", "ok" or "warn"."""

_SHORTEST_PLATE = 7
_GAP = 10


class RemarkField(ParsedField[str]):
    """A parsed line with live words about it."""

    def __init__(
        self,
        parse: Callable[[str, str], str],
        show: Callable[[str], str],
        remark: Callable[[str], Told],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parse, show, parent)
        self._tell = remark
        self.remark = QLabel(self)
        self.remark.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.textChanged.connect(self._refresh)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _refresh(self, text: str) -> None:
        words, tone = self._tell(text)
        self.remark.setText(words)
        self.remark.setProperty("tone", tone)
        self.remark.style().unpolish(self.remark)
        self.remark.style().polish(self.remark)
        self.setAccessibleDescription(words)
        self._place()

    def _place(self) -> None:
        self.remark.adjustSize()
        width = self.remark.width() if self.remark.text() else 0
        self.setTextMargins(0, 0, width + _GAP if width else 0, 0)
        self.remark.move(self.width() - width - _GAP, (self.height() - self.remark.height()) // 2)


def plate_field() -> RemarkField:
    """A plate in any spelling; says its kind by its form, and never refuses one."""
    return RemarkField(lambda text, _field: normalise_plate(text), display_plate, _plate_remark)


def vin_field(year: int) -> RemarkField:
    """A VIN; counts while it grows, then says the model year as of `year`. A malformed one is refused."""
    field = RemarkField(
        lambda text, _field: check_vin(text).number, str, lambda text: _vin_remark(text, year)
    )
    field.takes_scans = True
    return field


def _plate_remark(text: str) -> Told:
    kind = plate_kind(text)
    if kind is not PlateKind.OTHER:
        return label(kind), "muted"
    return (_("Unknown form"), "warn") if len(normalise_plate(text)) >= _SHORTEST_PLATE else ("", "muted")


def _vin_remark(text: str, year: int) -> Told:
    typed = len(normalise(text).strip("*"))
    try:
        vin = check_vin(text, year)
    except FieldError:
        return (f"{typed}/{LENGTH}" if typed else "", "muted")
    if not vin.check_digit_ok:
        return _("Check digit does not fit"), "warn"
    return (_("Model year {year}").format(year=vin.model_year) if vin.model_year else "✓"), "ok"
