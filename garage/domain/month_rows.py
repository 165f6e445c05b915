"""Rows of the month's workbook about work and money; every sum on a sheet is the sum of a column of these.

Money is in fen, hours in centi-hours, quantities in milli-units; words of enums are kept as they are stored. Columns
that count are 1, 0 or -1, so that they add up to the figures of the month.
"""

from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple


class Booked(StrEnum):
    """What a line of the list of orders is: a visit, goods sold or taken back, or a bill of an earlier month undone."""

    ORDER = "ORDER"
    SALE = "SALE"
    SALE_RETURN = "SALE_RETURN"
    REVERSAL = "REVERSAL"


class Reduction(StrEnum):
    """Why less was asked, or something was undone."""

    BILL = "BILL"
    SALE = "SALE"
    REVERSAL = "REVERSAL"
    ALLOWANCE = "ALLOWANCE"
    VOID_BILL = "VOID_BILL"
    VOID_SALE = "VOID_SALE"
    VOID_RECEIPT = "VOID_RECEIPT"


class OrderRow(NamedTuple):
    """A visit with anything in the month: it came, was billed, answered a supplement or left; or a counter sale.

    Revenue belongs to the month of the bill. A bill that is voided in the same month never was; one of an earlier
    month is undone by a row of its own, so that a month that is over keeps its figures.
    """

    kind: str
    no: str
    plate: str
    model: str
    customer: str
    category: str
    advisor: str
    state: str
    received_at: datetime | None
    promised_at: datetime | None
    ready_at: datetime | None
    left_at: datetime | None
    settled_at: datetime | None
    slip_no: str
    came: int
    billed: int
    left: int
    promised: int
    on_time: int
    right_first: int
    comeback: int
    asked: int
    agreed: int
    labour_fen: int
    parts_fen: int
    other_fen: int
    discount_fen: int
    rounding_fen: int
    revenue_fen: int
    revenue_of_orders_fen: int
    tax_fen: int
    parts_cost_fen: int
    outside_cost_fen: int
    margin_fen: int


class LabourRow(NamedTuple):
    """A line of labour, another fee or sublet work of a bill of the month; what nobody is charged stands apart."""

    no: str
    slip_no: str
    plate: str
    settled_at: datetime
    kind: str
    code: str
    name: str
    trade: str
    category: str
    pay_type: str
    mechanics: str
    hours_centi: int
    rate_fen: int
    labour_fen: int
    other_fen: int
    uncharged_fen: int
    discount_fen: int
    vendor: str
    outside_cost_fen: int


class PartRow(NamedTuple):
    """A part of a bill or a counter sale of the month, with what it cost."""

    kind: str
    no: str
    slip_no: str
    plate: str
    settled_at: datetime
    code: str
    name: str
    brand: str
    grade: str
    unit: str
    pay_type: str
    supplied: int
    qty_milli: int
    price_fen: int
    charged_fen: int
    uncharged_fen: int
    discount_fen: int
    cost_fen: int


class MoneyRow(NamedTuple):
    """A receipt of the month by method; money paid back, or a receipt undone, is below zero."""

    no: str
    at: datetime
    kind: str
    document: str
    plate: str
    payer: str
    cash_fen: int
    wechat_fen: int
    alipay_fen: int
    card_fen: int
    transfer_fen: int
    total_fen: int
    reversal_of: str
    reason: str
    who: str


class DebtRow(NamedTuple):
    """What was owed at the end of the month, or now in the present one, by how long it has been due."""

    debtor: str
    customer: str
    document: str
    slip_no: str
    plate: str
    billed_at: datetime
    due_on: date
    late_days: int
    owed_fen: int
    not_due_fen: int
    days_30_fen: int
    days_60_fen: int
    days_90_fen: int
    older_fen: int


class ReducedRow(NamedTuple):
    """What was let off a bill, and what was voided in the month, with the reason and who stands for it."""

    kind: str
    at: datetime
    document: str
    slip_no: str
    customer: str
    line_discount_fen: int
    order_discount_fen: int
    rounding_fen: int
    allowance_fen: int
    voided_fen: int
    reason: str
    who: str


class MechanicRow(NamedTuple):
    """A mechanic's share in the labour that was billed, and the hours clocked in the month.

    "" is work that nobody has a share in.
    """

    name: str
    team: str
    lines: int
    hours_centi: int
    labour_fen: int
    clocked_centi: int
    rework_lines: int


class DayRow(NamedTuple):
    """One day of the month."""

    day: date
    came: int
    left: int
    billed: int
    revenue_fen: int
    received_fen: int


class RecordRow(NamedTuple):
    """The thirteen items of the electronic health record (JT/T 1132-2017), work and parts of a bill side by side."""

    garage: str
    vin: str
    plate: str
    received_on: date
    odometer_km: int | None
    settled_on: date
    slip_no: str
    fault: str
    work: str
    hours_centi: int | None
    part: str
    part_code: str
    qty_milli: int | None
