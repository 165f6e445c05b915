"""Forms of receivables and of the till, for the catalogue."""

from typing import Any

from garage.services import sale_list
from garage.services.orders import OrderPage
from garage.ui.desk import Desk
from garage.ui.forms.account_payment import AccountPaymentForm
from garage.ui.forms.cash_entry import CashEntryForm
from garage.ui.forms.cash_limit import CashLimitForm
from garage.ui.forms.cash_up import CashUpForm
from garage.ui.forms.customer_statement import CustomerStatementDialog
from tests.ui.catalogue_counter import a_sale


def a_debtor(desk: Desk, page: OrderPage) -> int:
    """A customer with a counter sale on account."""
    sale_list.one(a_sale(desk, page))
    return page.customer_id


def forms() -> dict[str, tuple[str, Any]]:
    """How far the road has to be gone, and the form."""
    return {
        "account_payment": (
            "receive",
            lambda desk, page: AccountPaymentForm(desk, None, a_debtor(desk, page)),
        ),
        "customer_statement": (
            "receive",
            lambda desk, page: CustomerStatementDialog(desk, None, a_debtor(desk, page)),
        ),
        "cash_up": ("receive", lambda desk, _page: CashUpForm(desk, None)),
        "cash_limit": ("receive", lambda desk, _page: CashLimitForm(None, desk)),
        "cash_entry": ("receive", lambda desk, _page: CashEntryForm(desk, None)),
    }
