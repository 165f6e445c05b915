"""What is known of a car that drives in: owner, odometer, warranties, open advice, what waits, last visits."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from garage.domain.labels import label
from garage.domain.money import format_yuan
from garage.domain.phones import display_phone
from garage.domain.plates import display_plate
from garage.domain.verdicts import Coverage
from garage.i18n import _
from garage.services.vehicle_history import AdviceRow, VisitRow
from garage.services.vehicles import VehiclePage
from garage.ui.forms.warranty_panel import WarrantyPanel

MOST_VISITS = 4
MOST_ADVICE = 4


class ArrivalCard(QFrame):
    """Hidden until a car is known."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("arrival_card")
        self.setProperty("card", True)
        self._title = _words("title")
        self._car = _words("muted")
        self._owner = _words("section")
        self._running = _words("warn")
        self._waits = _words("accent")
        self._waits.setObjectName("arrival_waits")
        self.warranty = WarrantyPanel(says_none=True)
        self._advice = _words("")
        self._visits = _words("muted")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 14)
        layout.setSpacing(6)
        for widget in (
            self._title,
            self._car,
            self._owner,
            self._running,
            self._waits,
            self.warranty,
            self._advice,
            self._visits,
        ):
            layout.addWidget(widget)
        self.hide()

    def clear(self) -> None:
        """No car is known."""
        self.hide()

    def set_vehicle(
        self,
        page: VehiclePage,
        running: tuple[int, str] | None,
        covered: Sequence[Coverage],
        waits: Sequence[str] = (),
    ) -> None:
        """Show this car; `running` is the order that is open for it, `covered` what is promised on it.

        `waits` are the lines of what waits for its driver.
        """
        self._title.setText(display_plate(page.plate) or page.vin)
        km = _("{km} km").format(km=f"{page.odometer_km:,}") if page.odometer_km is not None else ""
        on = _("on {day}").format(day=page.odometer_on.isoformat()) if page.odometer_on else ""
        self._car.setText(
            _joined(f"{page.brand} {page.model}".strip(), page.colour, f"{km} {on}".strip(), page.vin)
        )
        owner = page.owner.name if page.owner else _("No owner on file")
        self._owner.setText(_joined(owner, *(display_phone(phone) for phone in page.owner_phones[:3])))
        self._running.setText(_("In the shop now: {no}").format(no=running[1]) if running else "")
        self._running.setVisible(running is not None)
        self._waits.setText("\n".join(waits))
        self._waits.setVisible(bool(waits))
        self.warranty.set_rows(covered)
        self._advice.setText("\n".join(self._say_advice(page.advice)))
        self._advice.setVisible(bool(page.advice))
        self._visits.setText("\n".join(self._say_visits(page.visits)))
        self.show()

    @staticmethod
    def _say_advice(rows: tuple[AdviceRow, ...]) -> Iterable[str]:
        if rows:
            yield _("Open advice:")
        for row in rows[:MOST_ADVICE]:
            safety = _("safety") if row.safety else ""
            declined = _("declined last time") if row.declined else ""
            yield "• " + _joined(row.text, safety, declined)

    @staticmethod
    def _say_visits(rows: tuple[VisitRow, ...]) -> Iterable[str]:
        yield _("Last visits:") if rows else _("First visit.")
        for row in rows[:MOST_VISITS]:
            paid = format_yuan(row.payable_fen) if row.payable_fen is not None else label(row.state)
            km = _("{km} km").format(km=f"{row.odometer_km:,}") if row.odometer_km is not None else ""
            yield "• " + _joined(row.received_on.isoformat(), km, row.summary, paid)


def _joined(*words: str) -> str:
    return " · ".join(word for word in words if word)


def _words(tone: str) -> QLabel:
    words = QLabel()
    words.setProperty("tone", tone)
    words.setTextFormat(Qt.TextFormat.PlainText)
    words.setWordWrap(True)
    words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return words
