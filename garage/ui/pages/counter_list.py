"""The list of counter sales: its columns, and how one is found by its number or its buyer."""

from collections.abc import Sequence
from datetime import date

from garage.domain.numbers import Series, document_number, read_number
from garage.i18n import _, ngettext
from garage.services import sale_list
from garage.services.sale_list import SaleRow
from garage.ui.desk import Desk
from garage.ui.forms.owner_search import find_customers
from garage.ui.kit.search_field import Hit
from garage.ui.kit.table_model import Column
from garage.ui.pages.counter_detail import state_of, worth

SALE, CUSTOMER = "sale", "customer"
"""What a hit leads to."""
_SIGNS = {"ok": "check", "warn": "clock", "bad": "warning", "muted": "undo"}


def look_up(text: str, today: date) -> Sequence[Hit]:
    """Sales by number, "12" for the twelfth of this year, and customers who may have bought something."""
    short = text.isascii() and text.isdigit() and len(text) <= 5
    read = read_number(document_number(Series.COUNTER_SALE, today.year, int(text)) if short else text)
    found = sale_list.by_number(read[1]) if read and read[0] is Series.COUNTER_SALE else None
    people = [Hit((CUSTOMER, hit.ref), hit.title, hit.subtitle) for hit in find_customers(text)]
    if found is None or read is None:
        return people
    return [Hit((SALE, found), read[1], sale_list.one(found).row.buyer, code=text), *people]


def columns(desk: Desk) -> list[Column]:
    """Number, when, who, how much, and how it stands."""

    def faded(row: SaleRow) -> str | None:
        return "muted" if row.voided_at is not None or row.return_of is not None else None

    def state(row: SaleRow) -> tuple[str, str]:
        return state_of(row, desk.today())

    def when(row: SaleRow) -> str:
        today = desk.today()
        if row.at.date() == today:
            return f"{row.at:%H:%M}"
        return f"{row.at:%m-%d}" if row.at.year == today.year else f"{row.at:%Y-%m-%d}"

    def in_full(row: SaleRow) -> str:
        goods = ngettext("{n} part", "{n} parts", row.lines).format(n=row.lines)
        return f"{row.buyer}\n{goods}".strip()

    return [
        Column("no", _("Number"), 126, "left", lambda row: row.no, faded, bold=True),
        Column("at", _("When"), 92, "left", when, faded, lambda row: f"{row.at:%Y-%m-%d %H:%M}"),
        Column("buyer", _("Sold to"), 0, "left", lambda row: row.buyer or "–", faded, in_full),
        Column("amount", _("Amount"), 98, "right", worth, faded, total=True),
        Column(
            "state",
            _("State"),
            146,
            "left",
            lambda row: state(row)[0],
            lambda row: state(row)[1],
            lambda row: state(row)[0],
            icon=lambda row: _SIGNS[state(row)[1]],
        ),
    ]
