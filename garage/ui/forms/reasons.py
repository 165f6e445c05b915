"""Forms that ask for one sentence: why something is cancelled, voided or closed."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from garage.domain.labels import label
from garage.domain.money import format_yuan
from garage.domain.quantities import format_quantity
from garage.domain.rework import LIVE, UNDECIDED, ReworkState
from garage.i18n import _
from garage.services import (
    exit_passes,
    order_lines,
    orders,
    payments,
    readiness,
    receipts,
    rework_rows,
    settlements,
    workshop,
)
from garage.services.exit_passes import PassRow
from garage.services.orders import OrderPage
from garage.ui.desk import Desk
from garage.ui.forms.order_head import about, words
from garage.ui.forms.payment import changeable, receipt_words
from garage.ui.kit.choice_fields import ChoiceField
from garage.ui.kit.form_dialog import FormDialog
from garage.ui.kit.line_fields import TextField


class ReasonForm(FormDialog):
    """Says what will happen, asks why, and does it.

    Where somebody else was first, `again` reads what the act goes by anew and says what will happen then.
    """

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        subtitle: str,
        consequence: str,
        act: Callable[[str], object],
        *,
        limit: int = 200,
        again: Callable[[], str] | None = None,
    ) -> None:
        super().__init__(parent, title, subtitle, default_text=title, width=520)
        self.setObjectName("reason_form")
        self._act, self._again = act, again
        self._consequence = words(consequence)
        if consequence:
            self.add_widget(self._consequence)
        self._reason = self.add_field("reason", _("Reason"), TextField(limit=limit, lines=2), required=True)

    def save(self) -> object:
        return self._act(self._reason.value())

    def renew(self) -> None:
        if self._again is not None:
            self._consequence.setText(self._again())


def cancel_order(parent: QWidget | None, desk: Desk, page: OrderPage) -> ReasonForm:
    """Cancel an order without parts or money in it."""
    return ReasonForm(
        parent,
        _("Cancel order"),
        about(page),
        _with_reworks(_("The order is closed without a bill. Its number stays in the books."), page),
        lambda why: orders.cancel(desk.by(), page.id, why),
    )


def _with_reworks(told: str, page: OrderPage) -> str:
    """What becomes of the rework cases is said before the order ends."""
    live = [row for row in rework_rows.of_order(page.id) if row.state in LIVE]
    owed = [row.no for row in live if row.state is ReworkState.OUR_FAULT]
    open_ = [row.no for row in live if row.state in UNDECIDED]
    said = [told]
    if open_:
        said.append(_("{numbers}: withdrawn with it.").format(numbers=_(", ").join(open_)))
    if owed:
        said.append(_("{numbers}: the free rework stays owed.").format(numbers=_(", ").join(owed)))
    return "\n".join(said)


def skip_wash(parent: QWidget | None, desk: Desk, page: OrderPage) -> ReasonForm:
    """No wash after all: rain, a broken machine, a customer in a hurry."""
    return ReasonForm(
        parent,
        _("No wash after all"),
        about(page),
        _("The car goes on to the handover without the wash."),
        lambda why: readiness.skip_wash(desk.by(), page.id, why),
    )


def leave_unrepaired(parent: QWidget | None, desk: Desk, page: OrderPage) -> ReasonForm:
    """The car goes as it came: the order is cancelled and gets its pass."""
    return ReasonForm(
        parent,
        _("Leaves unrepaired"),
        about(page),
        _with_reworks(
            _(
                "The order is closed without a bill, and an exit pass lets the car go. No repair warranty begins."
            ),
            page,
        ),
        lambda why: exit_passes.leave_unrepaired(desk.by(), page.id, why),
    )


def back_to_work(parent: QWidget | None, desk: Desk, page: OrderPage) -> ReasonForm:
    """A finished job is taken up again, so that its parts can be given back."""
    return ReasonForm(
        parent,
        _("Back to work"),
        about(page),
        _(
            "The checks that passed are made again when the work is done. Parts can be given back in the shop."
        ),
        lambda why: workshop.back_to_work(desk.by(), page.id, why),
    )


def void_pass(parent: QWidget | None, desk: Desk, page: OrderPage, row: PassRow) -> ReasonForm:
    """Take back a pass that nobody used."""
    return ReasonForm(
        parent,
        _("Void exit pass"),
        about(page),
        _("{no} ({kind}) becomes void; its number stays in the books.").format(
            no=row.no, kind=label(row.kind)
        ),
        lambda why: exit_passes.void(desk.by(), row.no, why),
    )


def void_settlement(parent: QWidget | None, desk: Desk, page: OrderPage) -> ReasonForm:
    """Take the bill back: its pass is void, the order is ready again, and its money waits for the next bill."""
    seen = receipts.balance(page.id)

    def consequence() -> str:
        text = _("The bill and its exit pass become void; the order can be settled again.")
        if not seen.paid_fen:
            return text
        kept = _(
            "{amount} that was received stays on the order: the next bill counts it, or it is paid back."
        )
        return text + " " + kept.format(amount=format_yuan(seen.paid_fen))

    def again() -> str:
        nonlocal seen
        seen = receipts.balance(page.id)
        return consequence()

    return ReasonForm(
        parent,
        _("Void settlement"),
        about(page),
        consequence(),
        lambda why: settlements.void(desk.by(), page.id, why, seen=seen),
        again=again,
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


class VoidReceiptForm(FormDialog):
    """Which receipt becomes void, and why."""

    def __init__(self, parent: QWidget | None, desk: Desk, page: OrderPage, receipt_no: str = "") -> None:
        title = _("Void receipt")
        super().__init__(parent, title, about(page), default_text=title, width=520)
        self.setObjectName("void_receipt_form")
        self._desk = desk
        rows = changeable(page.id)
        self.add_widget(
            words(
                _(
                    "For money that was booked by mistake. A counter-receipt undoes it; both numbers stay in the books."
                )
            )
        )
        self._receipt = self.add_field(
            "receipt", _("Receipt"), ChoiceField(choices=[(row.no, receipt_words(row)) for row in rows])
        )
        if receipt_no:
            self._receipt.set_value(receipt_no)
        self._reason = self.add_field("reason", _("Reason"), TextField(limit=200, lines=2), required=True)

    def load(self) -> None:
        self._reason.setFocus()

    def save(self) -> str:
        return payments.void_receipt(self._desk.by(), self._receipt.value(), self._reason.value())
