"""Proof of the counter sales: lines make the sale, returns fit, and nothing is owed that nobody approved."""

from collections.abc import Iterator
from typing import Any

from peewee import Case, fn

from garage.i18n import _
from garage.models.counter_sales import CounterSale, CounterSaleLine
from garage.models.listing import tuples
from garage.models.payments import Receipt
from garage.services import sale_money


def check_books() -> list[str]:
    """What is wrong with counter sales, in words; empty when they are right."""
    return [*_false_sums(), *_false_returns(), *_false_money()]


def _false_sums() -> Iterator[str]:
    of_it = CounterSaleLine.sale == CounterSale.id
    gross = CounterSaleLine.select(fn.COALESCE(fn.SUM(CounterSaleLine.gross_fen), 0)).where(of_it)
    less = CounterSaleLine.select(fn.COALESCE(fn.SUM(CounterSaleLine.discount_fen), 0)).where(of_it)
    wrong = (CounterSale.gross_fen != gross) | (CounterSale.discount_fen != less)
    for (no,) in tuples(CounterSale.select(CounterSale.no).where(wrong).order_by(CounterSale.id)):
        yield _("{number} is not the sum of its lines.").format(number=no)


def _false_returns() -> Iterator[str]:
    back = CounterSaleLine.alias()

    def came(column: Any) -> Any:
        return back.select(fn.COALESCE(fn.SUM(column), 0)).where(back.line_of == CounterSaleLine.id)

    wrong = (CounterSaleLine.returned_milli != came(back.qty_milli)) | (
        CounterSaleLine.value_fen < came(back.value_fen)
    )
    query = CounterSaleLine.select(CounterSale.no, CounterSaleLine.position).join(CounterSale)
    for no, position in tuples(query.where(wrong).order_by(CounterSaleLine.id)):
        yield _("{number}, line {n}: more came back than went out.").format(number=no, n=position)


def _false_money() -> Iterator[str]:
    """A sale is paid in full, is void, or stands on an account that an owner approved."""
    due, paid = sale_money.due(), sale_money.paid()
    first = CounterSale.return_of.is_null()
    unpaid = first & (due > paid) & CounterSale.on_account_by.is_null()
    wrong = unpaid | (first & (due < paid)) | (due < 0)
    for (no,) in tuples(CounterSale.select(CounterSale.no).where(wrong & first).order_by(CounterSale.id)):
        yield _("The receipts of {number} do not make what was to be paid.").format(number=no)
    owed = Case(None, [(CounterSale.on_account_by.is_null(False) & (due > paid), due - paid)], 0)
    for (no,) in tuples(CounterSale.select(CounterSale.no).where(first & (CounterSale.owed_fen != owed))):
        yield _("What is owed on {number} is not what its receipts leave open.").format(number=no)
    homeless = Receipt.select(Receipt.no).where(Receipt.order.is_null() == Receipt.sale.is_null())
    for (no,) in tuples(homeless.order_by(Receipt.id)):
        yield _("{number} belongs to no order and no sale.").format(number=no)
