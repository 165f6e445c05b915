"""The passes of an order: a line above its page while the car is away, and all of them as a list (C4)."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton

from garage.domain.exit_passes import PassKind, PassState, overdue_minutes
from garage.domain.labels import label
from garage.i18n import _
from garage.services import exit_passes
from garage.services.exit_passes import PassRow
from garage.services.orders import OrderPage
from garage.ui.desk import Desk
from garage.ui.forms.order_head import set_tone
from garage.ui.forms.spoken_time import say_due, say_moment
from garage.ui.kit.elided import Elided
from garage.ui.kit.icons import IconLabel
from garage.ui.kit.table_model import Column
from garage.ui.pages.order_records import RecordsTab, ShortList

_MINUTE = 60_000


class TripPanel(QFrame):
    """Where the car is, and whether it should be back; the time stays true while it passes."""

    asked = Signal()
    """The car goes out, or is back."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("trip_panel")
        self.setProperty("panel", "warn")
        self._desk = desk
        self._row: PassRow | None = None
        self.words = Elided("trip_words")
        self.button = QPushButton()
        self.button.setObjectName("trip_go_on")
        self.button.setProperty("link", True)
        self.button.setAutoDefault(False)
        self.button.clicked.connect(self.asked)
        line = QHBoxLayout(self)
        line.setContentsMargins(12, 4, 12, 4)
        line.setSpacing(8)
        line.addWidget(IconLabel("car", "warn", 16))
        line.addWidget(self.words, 1)
        line.addWidget(self.button)
        self._minute = QTimer(self, interval=_MINUTE)
        self._minute.timeout.connect(self._say)
        self.hide()

    def set_page(self, page: OrderPage) -> None:
        """Show the trip of this order; none hides the panel."""
        self._row = exit_passes.live(page.id) if page.facts.car_away else None
        self.setVisible(self._row is not None)
        if self._row is None:
            self._minute.stop()
            return
        text = _("Car goes out") if self._row.state is PassState.ISSUED else _("Car is back")
        self.button.setText(text)
        self.button.setAccessibleName(text)
        self.button.setToolTip(f"{text} (Ctrl+Alt+B)")
        self._minute.start()
        self._say()

    def _say(self) -> None:
        row, now = self._row, self._desk.now()
        if row is None:
            return
        late = row.state is PassState.OUT and overdue_minutes(row.return_at, now) > 0
        text = ("⚠ " if late else "") + _say_trip(row, self._desk)
        self.words.show_text(text, f"{row.return_at:%Y-%m-%d %H:%M}" if row.return_at else "")
        set_tone(self.words, "bad" if late else "")


def _say_trip(row: PassRow, desk: Desk) -> str:
    now = desk.now()
    if row.state is PassState.ISSUED:
        where = _("{kind}: pass {no} is issued").format(kind=label(row.kind), no=row.no)
    elif row.kind is PassKind.SUBLET:
        where = _("At {shop} since {moment}").format(
            shop=row.vendor, moment=say_moment(row.gate_at or now, now)
        )
    else:
        where = _("On a road test since {moment}").format(moment=say_moment(row.gate_at or now, now))
    back = _("back: {when}").format(when=say_due(row.return_at, now)) if row.return_at else ""
    return " · ".join(word for word in (where, row.driver, row.purpose, back) if word)


class PassesPart(RecordsTab):
    """All passes of an order; hidden while there is none."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.setObjectName("passes_part")
        columns = [
            Column("no", _("Exit pass"), 150, "left", lambda row: row.no, bold=True),
            Column("kind", _("Kind"), 120, "left", lambda row: label(row.kind)),
            Column(
                "state",
                _("State"),
                110,
                "left",
                lambda row: label(row.state),
                colour=lambda row: _COLOURS.get(row.state),
                icon=lambda row: _ICONS[row.state],
            ),
            Column("issued", _("Issued"), 140, "left", lambda row: say_moment(row.issued_at, desk.now())),
            Column("gate", _("At the gate"), 140, "left", self._say_gate),
            Column("more", _("Details"), 0, "left", say_pass),
        ]
        self.list = ShortList("passes", _("Exit passes"), columns, _("No exit pass yet."))
        self.column.addWidget(self.list)
        self.hide()

    def refresh(self, page: OrderPage) -> None:
        rows = exit_passes.of_order(page.id)
        self.list.set_rows(rows)
        self.list.keep_room(1, 4)
        self.setVisible(bool(rows))

    def _say_gate(self, row: PassRow) -> str:
        return say_moment(row.gate_at, self.desk.now()) if row.gate_at else ""


_COLOURS = {PassState.OUT: "warn", PassState.USED: "ok", PassState.BACK: "ok", PassState.VOIDED: "muted"}
_ICONS = {
    PassState.ISSUED: "receipt",
    PassState.OUT: "arrow-right",
    PassState.BACK: "back",
    PassState.USED: "gate",
    PassState.VOIDED: "undo",
}


def say_pass(row: PassRow) -> str:
    """What there is to say of a pass beside its kind and state."""
    words = [row.void_reason, row.vendor, row.purpose, row.driver]
    if row.approved_by:
        words.append(_("approved by {name}").format(name=row.approved_by))
    if row.driven_km is not None:
        words.append(_("{km} km driven").format(km=f"{row.driven_km:,}"))
    elif row.odo_out is not None:
        words.append(_("{km} km").format(km=f"{row.odo_out:,}"))
    return " · ".join(word for word in words if word)
