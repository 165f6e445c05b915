"""Forms that ask for one sentence: why something is cancelled, voided or closed, or what is advised."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from garage.domain.money import format_yuan
from garage.domain.quantities import format_quantity
from garage.domain.settlements import SettlementState
from garage.i18n import _
from garage.services import inspections, order_lines, orders, payments, settlements
from garage.services.orders import OrderPage
from garage.services.payments import ReceiptRow
from garage.services.vehicle_history import AdviceRow
from garage.ui.desk import Desk
from garage.ui.forms.order_head import about, words
from garage.ui.kit.choice_fields import ChoiceField, TickField
from garage.ui.kit.form_dialog import FormDialog
from garage.ui.kit.line_fields import TextField


class ReasonForm(FormDialog):
    """Says what will happen, asks why, and does it."""

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        subtitle: str,
        consequence: str,
        act: Callable[[str], object],
        *,
        limit: int = 200,
    ) -> None:
        super().__init__(parent, title, subtitle, default_text=title, width=520)
        self.setObjectName("reason_form")
        self._act = act
        if consequence:
            self.add_widget(words(consequence))
        self._reason = self.add_field("reason", _("Reason"), TextField(limit=limit, lines=2), required=True)

    def save(self) -> object:
        return self._act(self._reason.value())


def cancel_order(parent: QWidget | None, desk: Desk, page: OrderPage) -> ReasonForm:
    """Cancel an order without parts or money in it."""
    return ReasonForm(
        parent,
        _("Cancel order"),
        about(page),
        _("The order is closed without a bill. Its number stays in the books."),
        lambda why: orders.cancel(desk.by(), page.id, why),
    )


def void_settlement(parent: QWidget | None, desk: Desk, page: OrderPage) -> ReasonForm:
    """Take the bill back: its receipts are reversed, its pass is void, the order is ready again."""
    live = [row for row in settlements.of_order(page.id) if row.state is not SettlementState.VOIDED]
    paid = live[-1].paid_fen if live else 0
    text = _("The bill and its exit pass become void; the order can be settled again.")
    if paid:
        text += " " + _("{amount} that was received is paid back.").format(amount=format_yuan(paid))
    return ReasonForm(
        parent, _("Void settlement"), about(page), text, lambda why: settlements.void(desk.by(), page.id, why)
    )


def bill_issued(parent: QWidget | None, desk: Desk, page: OrderPage) -> ReasonForm:
    """Less was needed than the customer agreed to: bill what was drawn."""
    short = [line for line in page.lines if line.draws_stock and line.issued_milli < line.qty_milli]
    told = [
        _("{part}: {drawn} of {agreed} {unit}").format(
            part=line.name,
            drawn=format_quantity(line.issued_milli),
            agreed=format_quantity(line.qty_milli),
            unit=line.unit,
        )
        for line in short
    ]
    return ReasonForm(
        parent,
        _("Bill what was issued"),
        about(page),
        "\n".join([_("The bill goes down to what was drawn:"), *told]),
        lambda why: order_lines.bill_issued(desk.by(), page.id, why),
    )


def standing_receipts(order_id: int) -> list[ReceiptRow]:
    """Receipts of an order that are neither void nor reversals."""
    return [row for row in payments.of_order(order_id) if not row.reversed_by and not row.reversal_of]


class VoidReceiptForm(FormDialog):
    """Which receipt becomes void, and why."""

    def __init__(self, parent: QWidget | None, desk: Desk, page: OrderPage, receipt_no: str = "") -> None:
        title = _("Void receipt")
        super().__init__(parent, title, about(page), default_text=title, width=520)
        self.setObjectName("void_receipt_form")
        self._desk = desk
        rows = standing_receipts(page.id)
        self.add_widget(words(_("A counter-receipt pays the money back; both numbers stay in the books.")))
        self._receipt = self.add_field(
            "receipt", _("Receipt"), ChoiceField(choices=[(row.no, _receipt_words(row)) for row in rows])
        )
        if receipt_no:
            self._receipt.set_value(receipt_no)
        self._reason = self.add_field("reason", _("Reason"), TextField(limit=200, lines=2), required=True)

    def load(self) -> None:
        self._reason.setFocus()

    def save(self) -> str:
        return payments.void_receipt(self._desk.by(), self._receipt.value(), self._reason.value())


def _receipt_words(row: ReceiptRow) -> str:
    return f"{row.no} · {format_yuan(row.total_fen)} · {row.at:%Y-%m-%d %H:%M}"


def close_advice(parent: QWidget | None, desk: Desk, advice: AdviceRow) -> ReasonForm:
    """Advice that was followed, or no longer stands."""
    return ReasonForm(
        parent,
        _("Close advice"),
        advice.text,
        "",
        lambda why: inspections.close_advice(desk.by(), advice.id, why),
        limit=120,
    )


class AdviceForm(FormDialog):
    """Work that is recommended to the customer and not done now."""

    def __init__(self, parent: QWidget | None, desk: Desk, page: OrderPage) -> None:
        super().__init__(parent, _("Recommend work"), about(page), default_text=_("Recommend"), width=520)
        self.setObjectName("advice_form")
        self._desk = desk
        self._order_id = page.id
        self._text = self.add_field(
            "advice",
            _("What should be done"),
            TextField(limit=160, lines=2),
            _("It stands on the slip and at the next reception until it is closed."),
            required=True,
        )
        self._safety = self.add_field("safety", _("Safety"), TickField(_("Concerns safety")))
        self._declined = self.add_field(
            "declined", _("Customer's answer"), TickField(_("The customer declined it")), beside=True
        )

    def save(self) -> int:
        advice = inspections.AdviceData(self._text.value(), self._safety.value())
        return inspections.recommend(self._desk.by(), self._order_id, advice, declined=self._declined.value())
