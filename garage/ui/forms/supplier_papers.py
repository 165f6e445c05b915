"""Papers between the garage and a supplier on their way to the printer."""

from datetime import date

from PySide6.QtWidgets import QWidget

from garage.services import papers_suppliers
from garage.ui.desk import Desk
from garage.ui.forms.printing import show


def print_return(parent: QWidget | None, desk: Desk, number: str) -> None:
    """采购退货单, without what the goods were worth here: it goes to the supplier."""
    show(
        parent,
        desk,
        "supplier_return",
        number,
        lambda imprint: papers_suppliers.return_slip(number, imprint, with_cost=False),
    )


def print_voucher(parent: QWidget | None, desk: Desk, number: str) -> None:
    """付款单."""
    show(
        parent,
        desk,
        "supplier_payment",
        number,
        lambda imprint: papers_suppliers.payment_voucher(number, imprint),
    )


def print_statement(parent: QWidget | None, desk: Desk, supplier_id: int, since: date, until: date) -> None:
    """供应商对账单."""
    number = papers_suppliers.statement_number(supplier_id, since, until)
    show(
        parent,
        desk,
        "supplier_statement",
        number,
        lambda imprint: papers_suppliers.statement(supplier_id, since, until, imprint),
    )
