"""The bill: the slip as it prints on the left, the money on the right; Enter settles (C2, C3)."""

from typing import cast

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from garage.domain.labels import label
from garage.domain.money import format_yuan
from garage.domain.settlements import Bill, RoundingOff, bill, change_due
from garage.errors import FieldError
from garage.i18n import _
from garage.services import order_lines, papers, payments, settlements
from garage.services.orders import OrderPage
from garage.services.settlements import Settled, Terms
from garage.ui.desk import Desk
from garage.ui.forms import printing
from garage.ui.forms.order_head import MoneyCard, about
from garage.ui.forms.slip_view import SlipView
from garage.ui.forms.tenders import USUAL, TenderPanel
from garage.ui.kit.choice_fields import ChoiceField
from garage.ui.kit.date_fields import DateField
from garage.ui.kit.form_dialog import FormDialog
from garage.ui.kit.icons import icon
from garage.ui.kit.line_fields import KilometreField, LineField, MoneyField


class SettlementForm(FormDialog):
    """Settles, takes the money and issues the pass in one act; `settled` tells the numbers."""

    def __init__(self, parent: QWidget | None, desk: Desk, page: OrderPage) -> None:
        super().__init__(parent, _("Settle"), about(page), default_text=_("Settle"), width=1240)
        self.setObjectName("settlement_form")
        self._desk = desk
        self._page = page
        self._totals = order_lines.order_totals(page.lines)
        self._pays_later = False
        self.settled: Settled | None = None
        self.money = MoneyCard(_("To pay"))
        self.add_widget(self.money)
        self.tenders = self.add_field("tenders", _("Payment"), TenderPanel())
        self._later = self._later_button()
        self.add_widget(self._later)
        self._add_reductions()
        self._add_next_service()
        self.slip = SlipView(self._draw)
        self._put_slip_at_left()
        self.tenders.settled.connect(self.submit)
        self._discount.textEdited.connect(self._refresh)
        self._rounding.edited.connect(self._refresh)
        self._why.textEdited.connect(self.slip.redraw_soon)
        for field in (self._next_on, self._next_km, self._call_time):
            field.textChanged.connect(self.slip.redraw_soon)

    def load(self) -> None:
        due_on, due_km = settlements.suggested_service(self._page.id, self._desk.today())
        self._next_on.set_date(due_on)
        self._next_km.set_km(due_km)
        self._call_time.set_value(self._page.reception.call_time)
        self.tenders.set_method(self._page.reception.pay_method or USUAL[0])
        self._refresh()
        self.slip.redraw()
        self.tenders.setFocus()

    def check(self) -> None:
        owed = self._bill().payable_fen
        if owed and not self._pays_later:
            change_due(owed, self.tenders.value())

    def save(self) -> Settled:
        by, order = self._desk.by(), self._page.id
        if self._pays_later:
            self.settled = Settled(settlements.settle(by, order, self._terms()))
        else:
            self.settled = settlements.settle_and_pay(by, order, self._terms(), self.tenders.value())
        return self.settled

    def pay_later(self) -> None:
        """Settle without money: the car stays until it is paid."""
        self._pays_later = True
        try:
            self.submit()
        finally:
            self._pays_later = False

    def _terms(self) -> Terms:
        return Terms(
            order_discount_fen=self._discount.fen(),
            discount_reason=self._why.value(),
            rounding=self._rounding.value(),
            next_service_on=self._next_on.date(),
            next_service_km=self._next_km.km(),
            call_time=self._call_time.value(),
        )

    def _bill(self) -> Bill:
        return bill(self._totals, order_discount_fen=self._discount.fen(), rounding=self._rounding.value())

    def _refresh(self) -> None:
        """The sum to pay follows every key; a discount that cannot be leaves the last one."""
        try:
            result = self._bill()
        except FieldError:
            return
        rows = [
            (_("Labour"), result.totals.labour_fen),
            (_("Parts"), result.totals.parts_fen),
            (_("Other"), result.totals.other_fen),
            (_("Line discounts"), -result.totals.line_discount_fen),
            (_("Discount"), -result.order_discount_fen),
            (_("Rounded off"), -result.rounding_off_fen),
        ]
        self.money.show_money([row for row in rows if row[1]], result.payable_fen)
        self.tenders.set_payable(result.payable_fen)
        owed = result.payable_fen > 0
        self.body.boxes["tenders"].setVisible(owed)
        self._later.setVisible(owed)
        text = _("Settle {amount}").format(amount=format_yuan(result.payable_fen)) if owed else _("Settle")
        self.save_button.setText(text)
        self.save_button.setAccessibleName(text)
        self.slip.redraw_soon()

    def _draw(self) -> bytes | None:
        try:
            terms, result = self._terms(), self._bill()
        except FieldError:
            return None
        imprint = papers.blank_imprint(self._desk.by())
        slip = papers.settlement_slip(self._page.id, imprint, "", self._desk.now(), terms, result)
        return printing.pdf_of(slip, self._desk.paper_language)[0]

    def _add_reductions(self) -> None:
        self.add_section(_("Reductions"))
        self._discount = self.add_field("order_discount", _("Discount"), MoneyField())
        self._rounding = self.add_field(
            "rounding",
            _("Rounding off"),
            ChoiceField(choices=[(how, label(how)) for how in RoundingOff]),
            beside=True,
        )
        self._why = self.add_field("discount_reason", _("Why the discount"), LineField(limit=120))

    def _add_next_service(self) -> None:
        self.add_section(_("Next visit"))
        self._next_on = self.add_field("next_service_on", _("Next service on"), DateField(now=self._desk.now))
        self._next_km = self.add_field("next_service_km", _("or at"), KilometreField(), beside=True)
        self._call_time = self.add_field("call_time", _("Convenient call time"), LineField(limit=40))

    def _put_slip_at_left(self) -> None:
        layout = cast(QVBoxLayout, self.layout())  # as FormDialog lays itself out
        place = layout.indexOf(self.body)
        layout.removeWidget(self.body)
        row = QHBoxLayout()
        row.setContentsMargins(24, 4, 0, 0)
        row.addWidget(self.slip, 6)
        row.addWidget(self.body, 5)
        layout.insertLayout(place, row, 1)

    def _later_button(self) -> QPushButton:
        button = QPushButton(icon("clock", "accent"), _("Settle now, take the money later"))
        button.setObjectName("pay_later")
        button.setAccessibleName(button.text())
        button.setProperty("link", True)
        button.setAutoDefault(False)
        button.setShortcut("Ctrl+Shift+Return")
        button.setToolTip(f"{button.text()} (Ctrl+Shift+Enter)")
        button.clicked.connect(self.pay_later)
        return button


class PaymentForm(FormDialog):
    """Takes what is still owed on a settled order."""

    def __init__(self, parent: QWidget | None, desk: Desk, page: OrderPage) -> None:
        super().__init__(parent, _("Take payment"), about(page), default_text=_("Take payment"), width=560)
        self.setObjectName("payment_form")
        self._desk = desk
        self._page = page
        self.paid: tuple[str, int] | None = None
        self.money = MoneyCard(_("To pay"))
        self.add_widget(self.money)
        self.tenders = self.add_field("tenders", _("Payment"), TenderPanel())
        self.tenders.settled.connect(self.submit)

    def load(self) -> None:
        facts = self._page.facts
        owed = facts.payable_fen - facts.paid_fen
        rows = [(_("Bill"), facts.payable_fen), (_("Paid so far"), -facts.paid_fen)] if facts.paid_fen else []
        self.money.show_money(rows, owed)
        self.tenders.set_payable(owed)
        self.tenders.set_method(self._page.reception.pay_method or USUAL[0])
        self.tenders.setFocus()

    def save(self) -> tuple[str, int]:
        self.paid = payments.take_payment(self._desk.by(), self._page.id, self.tenders.value())
        return self.paid
