"""The head of an order's page: whose car, which promise, how far along the road."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from garage.domain.labels import label
from garage.domain.orders import ROAD, OrderState
from garage.domain.phones import display_phone
from garage.domain.plates import display_plate
from garage.i18n import N_, _
from garage.services import delays, staff
from garage.services.orders import OrderPage
from garage.ui.desk import Desk
from garage.ui.forms.spoken_time import say_moment, say_promise
from garage.ui.kit.elided import Elided
from garage.ui.kit.steps_bar import State, StepsBar
from garage.ui.pages.order_clock import ClockWords

STATIONS = {
    OrderState.RECEIVED: N_("Received"),
    OrderState.ESTIMATED: N_("Estimated"),
    OrderState.AUTHORISED: N_("Authorised"),
    OrderState.DISPATCHED: N_("Dispatched"),
    OrderState.IN_WORK: N_("In work"),
    OrderState.SELF_CHECKED: N_("Self-check"),
    OrderState.TEAM_CHECKED: N_("Leader"),
    OrderState.FINAL_PASSED: N_("Final check"),
    OrderState.READY: N_("Ready"),
    OrderState.SETTLED: N_("Settled"),
    OrderState.EXITED: N_("Has left"),
}
"""Short words under the dots of the road."""

_PROMISE_KEPT = {OrderState.READY, OrderState.SETTLED, OrderState.EXITED, OrderState.CANCELLED}
_PARKED = {OrderState.WASHING, OrderState.READY, OrderState.SETTLED}
_MINUTE = 60_000


class OrderHead(QWidget):
    """Plate, order, customer and promise over the road; the promise stays true while time passes."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._page: OrderPage | None = None
        self.steps = StepsBar()
        self._plate, self._when = _label("order_plate", "title"), _label("order_when", "muted")
        self._car, self._who = Elided("order_car"), Elided("order_who")
        for words in (self._car, self._who):
            words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.promise = _label("order_promise", "")
        font = self.promise.font()
        font.setBold(True)
        self.promise.setFont(font)
        self.clock = ClockWords(desk, self)
        lines = QVBoxLayout()
        lines.setSpacing(2)
        lines.addLayout(_line(self._car, self.clock.words, self.promise))
        lines.addLayout(_line(self._who, self.clock.more, self._when))
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self._plate)
        row.addLayout(lines, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(row)
        layout.addWidget(self.steps)
        self._minute = QTimer(self, interval=_MINUTE)
        self._minute.timeout.connect(self._say_promise)
        self._minute.timeout.connect(self.clock.say)
        self._minute.start()

    def set_page(self, page: OrderPage) -> None:
        """Show this order."""
        self._page = page
        self._plate.setText(display_plate(page.plate) or page.vin)
        km = page.reception.odometer_km
        said_km = _("{km} km").format(km=f"{km:,}") if km is not None else ""
        self._car.show_text(_joined(page.no, page.model, said_km))
        phones = ", ".join(display_phone(phone) for phone in page.phones[:2])
        call = _("call {time}").format(time=page.reception.call_time) if page.reception.call_time else ""
        self._who.show_text(_joined(page.customer, phones, call))
        advisor = staff.names([page.advisor_id]).get(page.advisor_id, "")
        spot = _("stands at {spot}").format(spot=page.parking_spot) if page.parking_spot else ""
        parked = spot if page.state in _PARKED else ""
        self._when.setText(
            _joined(parked, self._told_words(page), advisor, say_moment(page.received_at, self._desk.now()))
        )
        self.clock.set_page(page)
        self._say_promise()
        self._show_road(page)

    def _say_promise(self) -> None:
        if self._page is None:
            return
        due = self._page.reception.promised_at
        late = due is not None and due < self._desk.now() and self._page.state not in _PROMISE_KEPT
        self.promise.setText(("⚠ " if late else "") + self._promise_words(self._page))
        self.promise.setToolTip(f"{due:%Y-%m-%d %H:%M}" if due else "")
        self.promise.setProperty("tone", "bad" if late else "")
        self.promise.style().unpolish(self.promise)
        self.promise.style().polish(self.promise)

    def _promise_words(self, page: OrderPage) -> str:
        now, sheet = self._desk.now(), page.reception
        if page.exited_at is not None:
            return _("left {moment}").format(moment=say_moment(page.exited_at, now))
        if sheet.promised_at is None:
            return _("promised after inspection") if sheet.after_inspection else ""
        if page.state in _PROMISE_KEPT:
            return _("promised {moment}").format(moment=say_moment(sheet.promised_at, now))
        return say_promise(sheet.promised_at, now)

    def _told_words(self, page: OrderPage) -> str:
        """Whether the customer knows of the time that is promised now, after another one was."""
        promised = page.reception.promised_at
        at = delays.told_at(page.id, promised) if promised is not None else None
        return _("told {moment}").format(moment=say_moment(at, self._desk.now())) if at else ""

    def _show_road(self, page: OrderPage) -> None:
        aside = page.state in {OrderState.WASHING, OrderState.ON_HOLD}
        here = _station(page)
        place = ROAD.index(here) if here in ROAD else -1
        steps: list[tuple[str, str, State]] = []
        for number, state in enumerate(ROAD):
            words = label(page.state) if aside and state is here else _(STATIONS[state])
            gone = number < place or (number == place and state is OrderState.EXITED)
            steps.append((state.value, words, "done" if gone else "now" if number == place else "next"))
        self.steps.set_steps(steps)


def _station(page: OrderPage) -> OrderState:
    """Where on the straight road an order stands that is washed or on hold."""
    if page.state is OrderState.WASHING:
        return OrderState.FINAL_PASSED
    if page.state is OrderState.ON_HOLD:
        return OrderState.IN_WORK if page.facts.work_started else OrderState.DISPATCHED
    return page.state


def _line(first: QWidget, *others: QWidget) -> QHBoxLayout:
    """Each line shares its width by itself: the car is not cut off where only the other line is long."""
    line = QHBoxLayout()
    line.setSpacing(24)
    line.addWidget(first, 1)
    for words in others:
        line.addWidget(words)
    return line


def _joined(*words: str) -> str:
    return " · ".join(word for word in words if word)


def _label(name: str, tone: str) -> QLabel:
    words = QLabel()
    words.setObjectName(name)
    words.setProperty("tone", tone)
    words.setTextFormat(Qt.TextFormat.PlainText)
    words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    words.setMinimumWidth(40)
    return words
