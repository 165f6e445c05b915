"""Parts that a job lacks: ordered for it in one step, or bought outside and handed to it at once (F3)."""

from PySide6.QtWidgets import QWidget

from garage.domain.stock import RESERVING
from garage.errors import Reason, RuleError
from garage.i18n import N_, _
from garage.services import purchase_orders, supply
from garage.services.order_lines import Line
from garage.services.orders import OrderPage
from garage.services.spot_purchases import Bought
from garage.ui.desk import Desk
from garage.ui.forms.order_run import Secondary, run
from garage.ui.forms.purchase_order import OrderForLineForm, day_words
from garage.ui.forms.spot_purchase import SpotPurchaseForm, lines_to_buy
from garage.ui.kit.messages import toast


def order_parts(parent: QWidget, desk: Desk, page: OrderPage) -> bool:
    """Order what the lines lack; RuleError when all of it is on the shelf or on the way."""
    covers = supply.of_order(page.id)
    lacking = [line for line in _waiting(page) if line.id in covers and covers[line.id].missing_milli]
    if not lacking:
        text = _("All that the lines of this order need is on the shelf or on the way.")
        raise RuleError(Reason("covered", text))
    made: list[int] = []
    form = OrderForLineForm(parent, desk, page, lacking)
    form.saved.connect(made.append)
    done = run(form, parent, desk, page)
    if made:
        row = purchase_orders.open_order(made[0]).row
        words = _("{number} is drafted.")
        if row.ordered_at is not None:
            words = _("{number} is on order, expected {day}.")
        toast(parent, words.format(number=row.no, day=day_words(row.expected_on, desk.today())))
    return done


def buy_outside(parent: QWidget, desk: Desk, page: OrderPage) -> bool:
    """What somebody bought outside for a line is booked in and handed to it."""
    made: list[Bought] = []
    form = SpotPurchaseForm(parent, desk, page)
    form.saved.connect(made.append)
    done = run(form, parent, desk, page)
    if made:
        words = _("{receipt} is booked in and handed out with {issue}.")
        toast(parent, words.format(receipt=made[0].receipt_no, issue=made[0].issue_no))
    return done


def _waiting(page: OrderPage) -> list[Line]:
    """Lines that name a part of the stock and have still to draw it."""
    return [
        line
        for line in page.lines
        if line.draws_stock and line.part_id and line.issued_milli < line.qty_milli
    ]


def _may_order(page: OrderPage) -> bool:
    return page.state in RESERVING and bool(_waiting(page))


def _may_buy(page: OrderPage) -> bool:
    return bool(lines_to_buy(page))


MORE: tuple[Secondary, ...] = (
    Secondary("order_parts", N_("Order parts…"), "F7", "box", _may_order, order_parts),
    Secondary("buy_outside", N_("Bought outside…"), "F8", "receipt", _may_buy, buy_outside),
)
"""Beside the road, in the order of the menu."""
