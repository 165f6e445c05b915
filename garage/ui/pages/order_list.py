"""The list of work orders: plate and promise on one line, car and state on the next."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from garage.domain.fault_clock import Clock, ClockState, Limits, read_clock, run_of
from garage.domain.labels import label
from garage.domain.orders import CLOSED, OrderState, Priority
from garage.domain.plates import display_plate
from garage.i18n import _
from garage.services import fault_limits, order_list
from garage.services.order_list import OrderFilter, OrderRow
from garage.ui.desk import Desk
from garage.ui.forms.fault_words import INKS, clock_tip
from garage.ui.forms.spoken_time import say_moment, say_promise
from garage.ui.kit import theme
from garage.ui.kit.icons import icon
from garage.ui.kit.table_model import Column, KeysetModel, Page
from garage.ui.kit.table_view import ListView

ROW = 58
_MINUTE = 60_000

FILTERS = {
    OrderFilter.OPEN: lambda: _("All open"),
    OrderFilter.RECEIVED: lambda: _("Received"),
    OrderFilter.CONSENT: lambda: _("Waiting for consent"),
    OrderFilter.IN_WORK: lambda: _("In work"),
    OrderFilter.ON_HOLD: lambda: _("On hold"),
    OrderFilter.READY: lambda: _("Ready"),
    OrderFilter.LEFT_TODAY: lambda: _("Left today"),
    OrderFilter.ALL: lambda: _("All"),
}
_STATE_INKS = {OrderState.READY: "ok", OrderState.SETTLED: "ok", OrderState.CANCELLED: "muted"}


_LEAST_LEFT = 40
"""What the words at the right leave to those at the left."""


class OrderList(ListView):
    """Orders of one filter, the newest first."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent, "order_list", _("Work orders"))
        self._desk = desk
        self.which = OrderFilter.OPEN
        self.counts: dict[OrderFilter, int] = {}
        self.limits = Limits()
        column = Column("order", _("Order"), 0, "left", self._say, tooltip=self._tip)
        self._model = KeysetModel([column], self._fetch, lambda row: row.id, parent=self)
        self.set_model(self._model)
        self.setItemDelegate(_RowPainter(desk, lambda: self.limits, self))
        self.sheet = self._sheet()
        self.describe = self._filter_words
        self.horizontalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW)
        self._minute = QTimer(self, interval=_MINUTE)
        self._minute.timeout.connect(self.viewport().update)
        self._minute.start()

    def show_filter(self, which: OrderFilter, keep: int | None = None) -> None:
        """Read the orders of this filter."""
        self.which = which
        self.counts = order_list.counts(self._desk.by())
        self.limits = fault_limits.limits()
        self._model.count = (lambda: self.counts[which]) if which in self.counts else None
        self._model.reload(keep)

    def _fetch(self, cursor: object | None, limit: int) -> Page:
        page = order_list.page(
            self._desk.by(), self.which, cursor if isinstance(cursor, int) else None, limit
        )
        return Page(page.rows, page.next_cursor)

    def _say(self, row: OrderRow) -> str:
        words, _ink = promise_words(row, self._desk)
        state = state_words(row, self._desk.now())
        proof, _proof_ink = say_proof(row, self._desk)
        said = (display_plate(row.plate), row.model, state, words, self._over(row), proof)
        return _(", ").join(word for word in said if word)

    def _filter_words(self) -> str:
        return FILTERS[self.which]()

    def _sheet(self) -> list[Column]:
        """What the painter says, a column each."""

        def at(moment: datetime | None) -> str:
            return f"{moment:%Y-%m-%d %H:%M}" if moment is not None else ""

        return [
            Column("no", _("Number"), 0, "left", lambda row: row.no),
            Column("plate", _("Plate"), 0, "left", lambda row: display_plate(row.plate)),
            Column("model", _("Model"), 0, "left", lambda row: row.model),
            Column("customer", _("Customer"), 0, "left", lambda row: row.customer),
            Column("complaint", _("Complaint"), 0, "left", lambda row: row.complaint),
            Column("state", _("State"), 0, "left", lambda row: state_words(row, self._desk.now())),
            Column("received", _("Taken in"), 0, "left", lambda row: at(row.received_at)),
            Column("promised", _("Promised"), 0, "left", lambda row: at(row.promised_at)),
            Column("left", _("Left the shop"), 0, "left", lambda row: at(row.exited_at)),
        ]

    def _over(self, row: OrderRow) -> str:
        clock = clock_of(row, self.limits, self._desk.now())
        return label(clock.state) if clock is not None and clock.state is not ClockState.FINE else ""

    def _tip(self, row: OrderRow) -> str:
        """The exact times behind what is painted."""
        clock = clock_of(row, self.limits, self._desk.now())
        promised = f"{row.promised_at:%Y-%m-%d %H:%M}" if row.promised_at else ""
        tip = f"{_clock_name(clock)}: {clock_tip(clock)}" if clock is not None else ""
        return "\n".join(part for part in (promised, tip) if part)


def _clock_name(clock: Clock) -> str:
    return label(clock.fault_class) if clock.fault_class else _("Dispatch")


def promise_words(row: OrderRow, desk: Desk) -> tuple[str, str]:
    """The promise as people say it, and the ink for it: "bad" when it is broken."""
    now = desk.now()
    if row.state is OrderState.EXITED and row.exited_at is not None:
        return _("left {moment}").format(moment=say_moment(row.exited_at, now)), "muted"
    if row.promised_at is None or row.state in CLOSED:
        return "", "muted"
    if row.state in {OrderState.READY, OrderState.SETTLED}:
        return say_moment(row.promised_at, now), "muted"
    return say_promise(row.promised_at, now), "bad" if row.promised_at < now else "text"


def state_words(row: OrderRow, now: datetime) -> str:
    """The state; on hold, why and since when."""
    if row.held_for is None or row.held_since is None:
        return label(row.state)
    if row.parts_here:
        return _("Parts are here")
    today = row.held_since.date() == now.date()
    since = f"{row.held_since:%H:%M}" if today else f"{row.held_since:%m-%d}"
    return _("{reason} since {time}").format(reason=label(row.held_for), time=since)


def say_proof(row: OrderRow, desk: Desk, *, signed: bool = False) -> tuple[str, str]:
    """Until when a rework case of the order needs evidence, shortly where a clock is `signed` beside it; and the ink."""
    if row.evidence_due is None:
        return "", ""
    from garage.ui.forms.rework_words import say_briefly  # noqa: PLC0415 - few orders have a case

    whole, ink = say_briefly(row.evidence_due, desk.today())
    return _("by {day}").format(day=f"{row.evidence_due:%m-%d}") if signed else whole, ink


def clock_of(row: OrderRow, limits: Limits, now: datetime) -> Clock | None:
    """The fault-class clock of a listed order, None where none runs."""
    run = run_of(row, [(since, until) for _reason, since, until in row.waits])
    return read_clock(run, limits, now) if run is not None else None


class _RowPainter(QStyledItemDelegate):
    def __init__(self, desk: Desk, limits: Callable[[], Limits], view: ListView) -> None:
        super().__init__(view)
        self._view = view
        self._desk = desk
        self._limits = limits

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(200, ROW)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row: OrderRow = index.data(Qt.ItemDataRole.UserRole)
        painter.save()
        if self._view.selectionModel().isSelected(index):  # `option` would load the many names of QStyle
            painter.fillRect(option.rect, theme.colour("pale"))
            painter.fillRect(QRect(option.rect.topLeft(), QSize(3, ROW)), theme.colour("accent"))
        painter.setPen(theme.colour("line"))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        box = option.rect.adjusted(12, 7, -10, -7)
        upper = QRect(box.x(), box.y(), box.width(), box.height() // 2)
        lower = QRect(box.x(), box.center().y() + 1, box.width(), box.height() // 2)
        self._paint_upper(painter, upper, row, option.font)
        self._paint_lower(painter, lower, row, option.font)
        painter.restore()

    def _paint_upper(self, painter: QPainter, box: QRect, row: OrderRow, plain: QFont) -> None:
        words, ink = promise_words(row, self._desk)
        painter.setFont(plain)
        left = _right_words(painter, box, words, ink, "warning" if ink == "bad" else "")
        bold = QFont(plain)
        bold.setBold(True)
        bold.setPointSizeF(plain.pointSizeF() + 1)
        painter.setFont(bold)
        painter.setPen(theme.colour("text"))
        _left_words(painter, QRect(box.x(), box.y(), left, box.height()), display_plate(row.plate) or row.no)

    def _paint_lower(self, painter: QPainter, box: QRect, row: OrderRow, plain: QFont) -> None:
        small = QFont(plain)
        small.setPointSizeF(plain.pointSizeF() - 1)
        painter.setFont(small)
        urgent = (
            label(row.priority) if row.priority is not Priority.NORMAL and row.state not in CLOSED else ""
        )
        clock = clock_of(row, self._limits(), self._desk.now())
        late = clock is not None and clock.state is not ClockState.FINE
        over = label(clock.state) if clock is not None and late else ""
        proof, proof_ink = say_proof(row, self._desk, signed=True)
        state = _fitting(painter, box, (proof, over, urgent, state_words(row, self._desk.now())), over)
        ink = INKS[clock.state] if clock is not None and late else _STATE_INKS.get(row.state, "accent")
        left = _right_words(painter, box, state, proof_ink or ink, "clock" if late or proof else "")
        painter.setPen(theme.colour("muted"))
        _left_words(painter, QRect(box.x(), box.y(), left, box.height()), row.model or row.customer)


def _fitting(painter: QPainter, box: QRect, words: tuple[str, ...], spare: str) -> str:
    """The words in one line; without the spare one, which the clock says by its colour, where all are too long."""
    line = " · ".join(word for word in words if word)
    if painter.fontMetrics().horizontalAdvance(line) > _room_of(box, sign=True):
        return " · ".join(word for word in words if word and word != spare)
    return line


def _room_of(box: QRect, *, sign: bool) -> int:
    return box.width() - _LEAST_LEFT - 10 - (20 if sign else 0)


def _right_words(painter: QPainter, box: QRect, words: str, ink: str, sign: str) -> int:
    """Paint words at the right; gives the width that is left for the others."""
    if not words:
        return box.width()
    painter.setPen(theme.colour(ink))
    shown = painter.fontMetrics().elidedText(
        words, Qt.TextElideMode.ElideRight, _room_of(box, sign=bool(sign))
    )
    painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, shown)
    used = painter.fontMetrics().horizontalAdvance(shown) + 10
    if sign:
        icon(sign, ink).paint(painter, QRect(box.right() - used - 10, box.center().y() - 7, 15, 15))
        used += 20
    return box.width() - used


def _left_words(painter: QPainter, box: QRect, words: str) -> None:
    shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, box.width())
    painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
