"""The customer's answer to a supplement, line by line: who, when, how, and what declining may lead to (B4)."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QWidget

from garage.domain.advice import suggested_consequence
from garage.domain.labels import label
from garage.domain.lines import CHARGED, LineKind
from garage.domain.money import format_yuan
from garage.domain.orders import ConsentChannel, HoldReason, OrderState, SupplementState
from garage.domain.quantities import format_hours, format_quantity
from garage.errors import StaleError
from garage.i18n import _
from garage.services import delays, holds, order_lines, supplement_answers, supplements
from garage.services.order_lines import Line
from garage.services.orders import OrderPage
from garage.services.supplement_answers import Consent
from garage.services.supplements import SupplementRow
from garage.ui.desk import Desk
from garage.ui.forms import printing
from garage.ui.forms.consent_fields import ConsentFields
from garage.ui.forms.order_head import about, words
from garage.ui.kit.actions import guarded
from garage.ui.kit.button_keys import set_key
from garage.ui.kit.choice_fields import TickField
from garage.ui.kit.date_fields import MomentField
from garage.ui.kit.form_dialog import FormDialog
from garage.ui.kit.icons import icon
from garage.ui.kit.line_fields import LineField


class LineTicks(QWidget):
    """One tick a line: agreed or not; Space turns it, the two buttons turn all."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.field_name = "lines"
        self.ticks: dict[int, TickField] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(0, 1)

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Offer these, all agreed to."""
        self.ticks.clear()
        while (item := self._grid.takeAt(0)) is not None:
            item.widget().deleteLater()
        for at, line in enumerate(lines):
            tick = TickField(line.name)
            tick.setObjectName(f"agreed_{line.position}")
            tick.setAccessibleName(_("Agrees to {line}").format(line=line.name))
            tick.set_value(True)
            tick.toggled.connect(self.changed)
            self.ticks[line.id] = tick
            self._grid.addWidget(tick, at, 0)
            for column, text in ((1, _quantity(line)), (2, _amount(line))):
                said = QLabel(text)
                said.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                said.setProperty("tone", "muted" if column == 1 else "")
                self._grid.addWidget(said, at, column)
        first = next(iter(self.ticks.values()), None)
        if first is not None:
            self.setFocusProxy(first)

    def value(self) -> list[int]:
        """Ids of the lines agreed to."""
        return [ref for ref, tick in self.ticks.items() if tick.value()]

    def set_all(self, agreed: bool) -> None:
        """Agree to all, or to none."""
        for tick in self.ticks.values():
            tick.set_value(agreed)


def _quantity(line: Line) -> str:
    if line.kind is LineKind.LABOUR:
        return _("{hours} h").format(hours=format_hours(line.hours_centi))
    return f"{format_quantity(line.qty_milli)} {line.unit}".strip()


def _amount(line: Line) -> str:
    if line.pay_type not in CHARGED:
        return label(line.pay_type)
    return format_yuan(line.gross_fen - line.discount_fen)


class AnswerForm(FormDialog):
    """`saved` carries the state that the supplement has now."""

    def __init__(self, parent: QWidget | None, desk: Desk, page: OrderPage, row: SupplementRow) -> None:
        super().__init__(
            parent,
            _("Answer to {no}").format(no=row.no),
            about(page),
            default_text=_("The customer agrees"),
            width=680,
        )
        self.setObjectName("answer_form")
        self._desk = desk
        self._page = page
        self._row = row
        self._later = False
        self.add_widget(words(row.reason))
        if row.safety:
            self.add_widget(words(_("This work concerns the safety of the car."), "warn"))
        self.add_widget(self._instead())
        self.lines = self.add_field("lines", _("What the customer agrees to"), LineTicks())
        self.sums = QLabel()
        self.sums.setObjectName("sums")
        self.sums.setProperty("tone", "section")
        self.add_widget(self._all_or_none())
        self._spoken = ConsentFields(self, desk, page)
        self._when = self.add_field(
            "promised_at", _("New promised time"), MomentField(now=desk.now), beside=True
        )
        self._consequence = self.add_field(
            "consequence",
            _("What may happen without it"),
            LineField(limit=200),
            _("The customer is told; it stands on the paper and as advice at the next visit."),
            required=True,
        )
        self._advice = self.add_field(
            "keep_advice", _("Declined work"), TickField(_("Keep it as advice for the next visit"))
        )
        self._go_on = self.add_field(
            "go_on", _("After the answer"), TickField(_("Go on with the work")), beside=True
        )
        self.lines.changed.connect(self._refresh)

    def load(self) -> None:
        self._row = self._fresh()
        self.lines.show_lines(self._row.lines)
        names = _(", ").join(line.name for line in self._row.lines)
        self._consequence.set_value(suggested_consequence(f"{names} {self._row.reason}"))
        self._spoken.load(ConsentChannel.SIGNED)
        self._when.set_moment(self._time())
        self._advice.set_value(True)
        self._go_on.set_value(True)
        self._refresh()
        self.lines.setFocus()

    def check(self) -> None:
        self._spoken.check()

    def save(self) -> SupplementState:
        spoken = self._spoken.value()
        told = Consent(spoken.who, spoken.at, spoken.channel, spoken.note)
        if self._later:
            supplement_answers.contacted(self._desk.by(), self._row.id, told)
            return SupplementState.CONTACTED
        return supplement_answers.answer(
            self._desk.by(),
            self._row.id,
            self._row.version,
            told,
            self.lines.value(),
            promised_at=self._when.moment(),
            consequence=self._consequence.value(),
            keep_advice=self._advice.value(),
            go_on=self._holds_for_this() and self._go_on.value(),
        )

    def keep_mine(self, error: StaleError) -> None:
        """The answer stands where only a call was noted meanwhile; other lines are refused by the act."""
        self._row = self._fresh()

    def answer_later(self) -> None:
        """The customer was reached and thinks about it."""
        warned = self.body.boxes["consequence"]
        self._later, warned.required = True, False
        try:
            self.submit()
        finally:
            self._later, warned.required = False, True

    def print_paper(self) -> None:
        """The paper to be signed."""
        printing.print_supplement(self, self._desk, self._row.id)

    def _time(self) -> datetime | None:
        """What was proposed, unless the customer was told of a later time since."""
        if self._row.promised_at is None:
            return None
        since = [one for one in delays.of_order(self._page.id) if one.told_at >= self._row.proposed_at]
        return max([self._row.promised_at, *(one.promised_at for one in since)])

    def _fresh(self) -> SupplementRow:
        return next(row for row in supplements.of_order(self._page.id) if row.id == self._row.id)

    def _holds_for_this(self) -> bool:
        held = holds.open_holds([self._page.id]).get(self._page.id)
        return held is not None and held[0] is HoldReason.AUTHORISATION

    def _refresh(self) -> None:
        agreed = [line for line in self._row.lines if line.id in self.lines.value()]
        declined = len(agreed) < len(self._row.lines)
        before = order_lines.order_totals(self._page.lines).net_fen
        more = order_lines.order_totals(agreed).net_fen
        self.sums.setText(
            _("{before} + {more} = {total}").format(
                before=format_yuan(before), more=format_yuan(more), total=format_yuan(before + more)
            )
        )
        self.sums.setAccessibleName(_("New total {amount}").format(amount=format_yuan(before + more)))
        self._show("promised_at", bool(agreed))
        self._show("consequence", declined and self._row.safety)
        self._show("keep_advice", declined and not self._row.safety)
        self._show("go_on", self._page.state is OrderState.ON_HOLD and self._holds_for_this())
        text = _("The customer agrees") if not declined else _("Agreed in part") if agreed else _("Declined")
        self.save_button.setText(text)
        self.save_button.setAccessibleName(text)
        self.save_button.setToolTip(f"{text} (Ctrl+Enter)")
        self.grow_soon()

    def _show(self, name: str, shown: bool) -> None:
        self.body.boxes[name].setVisible(shown)
        self.widget(name).setVisible(shown)

    def _all_or_none(self) -> QWidget:
        row = _row(
            self._link("agree_all", _("Agrees to all"), "check", lambda: self.lines.set_all(True), "Alt+A"),
            self._link("agree_none", _("Declines all"), "close", lambda: self.lines.set_all(False), "Alt+N"),
        )
        row.layout().addWidget(self.sums)
        return row

    def _instead(self) -> QWidget:
        """What comes before an answer, or in its place."""
        later = _("Reached, answers later")
        return _row(
            self._link(
                "print_supplement", _("Print the form for signing"), "print", self.print_paper, "Ctrl+P"
            ),
            self._link("answer_later", later, "clock", self.answer_later, "Ctrl+Shift+Return"),
        )

    def _link(self, name: str, text: str, icon_name: str, act: object, keys: str) -> QPushButton:
        button = QPushButton(icon(icon_name, "accent"), text)
        button.setObjectName(name)
        button.setAccessibleName(text)
        button.setProperty("link", True)
        button.setAutoDefault(False)
        set_key(button, keys)
        button.setToolTip(f"{text} ({keys.replace('Return', 'Enter')})")
        button.clicked.connect(guarded(self, act))
        return button


def _row(*buttons: QPushButton) -> QWidget:
    row = QWidget()
    layout = QHBoxLayout(row)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(16)
    for button in buttons:
        layout.addWidget(button)
    layout.addStretch(1)
    return row
