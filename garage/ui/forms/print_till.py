"""The papers of the money beside the bills on their way to the printer."""

from datetime import date

from PySide6.QtWidgets import QWidget

from garage.domain.cash_ups import CashUpRow
from garage.services import papers_till
from garage.services.account_payments import Taken
from garage.ui.desk import Desk
from garage.ui.forms.printing import receipt_paper, show, show_all


def print_statement(parent: QWidget | None, desk: Desk, customer_id: int, since: date, until: date) -> None:
    """客户对账单."""
    number = papers_till.statement_number(customer_id, since, until)
    show(
        parent,
        desk,
        "customer_statement",
        number,
        lambda imprint: papers_till.statement(customer_id, since, until, imprint),
    )


def print_cash_up(parent: QWidget | None, desk: Desk, row: CashUpRow) -> None:
    """日结单."""
    show(parent, desk, "cash_up", row.no, lambda imprint: papers_till.cash_up(row.id, imprint))


def print_taken(parent: QWidget | None, desk: Desk, taken: Taken) -> None:
    """The receipts of a payment on several bills, in one window."""
    show_all(parent, desk, [receipt_paper(number) for number in taken.receipts])
