"""An agreed line costs the customer less: somebody else pays, or it gets a discount (C6)."""

from PySide6.QtWidgets import QWidget

from garage.domain.labels import label
from garage.domain.lines import CHARGED, PayType
from garage.domain.money import format_yuan
from garage.i18n import _
from garage.services import concessions, orders
from garage.services.order_lines import Line
from garage.services.orders import OrderPage
from garage.ui.desk import Desk
from garage.ui.forms.estimate_rework import earlier_lines
from garage.ui.forms.on_account import approver_field
from garage.ui.forms.order_head import MoneyCard, about
from garage.ui.kit.choice_fields import ChoiceField
from garage.ui.kit.form_dialog import FormDialog
from garage.ui.kit.line_fields import LineField, MoneyField


class LineForm(FormDialog):
    """Base: which line, what changes, why; the card shows what the customer pays for it afterwards."""

    def __init__(self, parent: QWidget | None, page: OrderPage, title: str, lines: list[Line]) -> None:
        super().__init__(parent, title, about(page), default_text=title, width=600)
        self._page = page
        self._lines = {line.id: line for line in lines}
        choices = [(line.id, _said(line)) for line in lines]
        self.line = self.add_field("line", _("Line"), ChoiceField(choices=choices))
        self.line.edited.connect(self.show_line)

    def add_reason(self) -> None:
        """Why, and the card under it."""
        self.reason = self.add_field("reason", _("Reason"), LineField(limit=200), required=True)
        self.money = MoneyCard(_("The customer pays"))
        self.add_widget(self.money)

    def current(self) -> Line:
        """The line that is chosen."""
        return self._lines[self.line.value()]

    def show_line(self) -> None:
        """Another line was chosen."""

    def show_sums(self) -> None:
        """What the customer pays with what is typed."""

    def renew(self) -> None:
        self._page = orders.open_page(self._page.id)
        self._lines |= {line.id: line for line in self._page.lines if line.id in self._lines}
        self.show_sums()


def _said(line: Line) -> str:
    return f"{line.position}  {line.name} · {format_yuan(line.money.charged_fen)} · {label(line.pay_type)}"


class WhoPaysForm(LineForm):
    """Somebody else than agreed pays for a line; the customer never more."""

    def __init__(self, parent: QWidget | None, desk: Desk, page: OrderPage) -> None:
        super().__init__(parent, page, _("Change who pays"), list(page.lines))
        self.setObjectName("who_pays_form")
        self._desk = desk
        self._payer = self.add_field(
            "pay_type", _("Who pays"), ChoiceField(choices=[(one, label(one)) for one in PayType])
        )
        earlier = [(one.line_id, one.title) for one in earlier_lines(page)]
        self._earlier = self.add_field(
            "original", _("Earlier work that is done again"), ChoiceField(choices=earlier, placeholder="–")
        )
        self._approver = self.add_field(
            "approved_by", _("Approved by"), approver_field(desk), _("It is more than anybody may give.")
        )
        self._payer.edited.connect(self.show_sums)
        self.add_reason()

    def load(self) -> None:
        self.show_line()

    def show_line(self) -> None:
        self._payer.set_value(self.current().pay_type)
        self.show_sums()

    def save(self) -> object:
        new = self._payer.value()
        original = self._earlier.value() if new is PayType.REWORK else None
        return concessions.change_pay_type(
            self._desk.by(),
            self.current().id,
            new,
            self.reason.value(),
            original_line_id=original,
            approved_by=self._approver.value(),
            version=self._page.version,
        )

    def show_sums(self) -> None:
        new, line = self._payer.value(), self.current()
        self.body.boxes["original"].setVisible(new is PayType.REWORK)
        self.body.boxes["approved_by"].setVisible(concessions.needs_owner(line.id, new))
        net = line.gross_fen - line.discount_fen
        own = net if new is PayType.CUSTOMER else 0
        self.money.show_money([(_("Line"), net)] if own != net else [], own)
        if self.isVisible():
            self.grow_soon()


class LineDiscountForm(LineForm):
    """Another discount on one line, until the order is settled."""

    def __init__(self, parent: QWidget | None, desk: Desk, page: OrderPage) -> None:
        charged = [line for line in page.lines if line.pay_type in CHARGED and line.gross_fen]
        super().__init__(parent, page, _("Discount on a line"), charged)
        self.setObjectName("line_discount_form")
        self._desk = desk
        self._discount = self.add_field("discount", _("Discount"), MoneyField(), required=True)
        self._discount.textEdited.connect(lambda _text: self.show_sums())
        self.add_reason()

    def load(self) -> None:
        self.show_line()
        self._discount.setFocus()

    def show_line(self) -> None:
        self._discount.set_fen(self.current().discount_fen or None)
        self.show_sums()

    def save(self) -> object:
        by, line = self._desk.by(), self.current()
        discount, why, version = self._discount.fen(), self.reason.value(), self._page.version
        return concessions.discount_line(by, line.id, discount, why, version=version)

    def show_sums(self) -> None:
        gross, discount = self.current().gross_fen, self._discount.value_if_read() or 0
        self.money.show_money([(_("Line"), gross), (_("Discount"), -discount)], max(0, gross - discount))
