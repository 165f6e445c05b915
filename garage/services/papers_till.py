"""Reads that make the papers of the money beside the bills."""

from dataclasses import replace
from datetime import date

from garage.domain.documents import Imprint
from garage.domain.documents_till import CashUpSlip, CustomerStatement
from garage.models.customers import Customer
from garage.services import cash_ups, receivables, shop
from garage.services.papers import party


def statement_number(customer_id: int, since: date, until: date) -> str:
    """What tells a statement from others: customer and days, ASCII."""
    return f"{customer_id:05d}-{since:%Y%m%d}-{until:%Y%m%d}"


def statement(customer_id: int, since: date, until: date, imprint: Imprint) -> CustomerStatement:
    """客户对账单 of the days from `since` to `until`, both included."""
    told = receivables.statement_of(customer_id, since, until, imprint.printed_at.date())
    return CustomerStatement(
        garage=shop.letterhead(),
        imprint=imprint,
        number=statement_number(customer_id, since, until),
        customer=party(Customer.get_by_id(customer_id)),
        since=since,
        until=until,
        opening_fen=told.opening_fen,
        lines=told.lines,
        closing_fen=told.closing_fen,
        bills=told.bills,
        ageing=told.ageing,
    )


def cash_up(cash_up_id: int, imprint: Imprint) -> CashUpSlip:
    """日结单; raises KeyError when there is none."""
    row = cash_ups.find(cash_up_id)
    struck = replace(imprint, voided=row.voided_at is not None)
    return CashUpSlip(garage=shop.letterhead(), imprint=struck, number=row.no, row=row)
