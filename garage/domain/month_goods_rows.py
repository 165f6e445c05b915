"""Rows of the month's workbook about goods: stock, buying, counting, old parts, claims and reworks.

Units as in `month_rows`.
"""

from datetime import date, datetime
from typing import NamedTuple


class StockRow(NamedTuple):
    """收发存 of one part: opening + came − went = closing."""

    code: str
    name: str
    spec: str
    unit: str
    group: str
    bin: str
    opening_milli: int
    opening_fen: int
    came_milli: int
    came_fen: int
    went_milli: int
    went_fen: int
    closing_milli: int
    closing_fen: int


class GoodsRow(NamedTuple):
    """A part that came in on a receipt of the month, or, below zero, one that was reversed in it."""

    no: str
    at: datetime
    kind: str
    supplier: str
    delivery_no: str
    code: str
    name: str
    unit: str
    qty_milli: int
    rejected_milli: int
    cost_fen: int
    note: str


class SupplierRow(NamedTuple):
    """A supplier's account over the month: opening and what changed it make what is owed at its end."""

    supplier: str
    opening_fen: int
    goods_fen: int
    returned_fen: int
    difference_fen: int
    paid_fen: int
    claims_fen: int
    closing_fen: int


class CountRow(NamedTuple):
    """A difference that a stocktake posted in the month."""

    no: str
    posted_at: datetime
    code: str
    name: str
    unit: str
    bin: str
    book_milli: int
    counted_milli: int
    difference_milli: int
    difference_fen: int
    reason: str
    who: str


class ShelfRow(NamedTuple):
    """A part of which too little lies there, or that does not move; as it stands now."""

    code: str
    name: str
    unit: str
    bin: str
    supplier: str
    on_hand_milli: int
    free_milli: int
    least_milli: int
    low: int
    idle: int
    idle_days: int | None
    pace: str
    value_fen: int


class OldPartRow(NamedTuple):
    """An old part that came off in the month, and where it is now; `owed` and `gone` are for the return rate."""

    no: str
    order_no: str
    plate: str
    code: str
    name: str
    unit: str
    qty_milli: int
    supplier: str
    removed_at: datetime
    purpose: str
    state: str
    shelf: str
    claim_no: str
    note: str
    owed: int
    gone: int


class ClaimRow(NamedTuple):
    """A claim of the month, whose month is that of its list."""

    no: str
    supplier: str
    order_no: str
    plate: str
    part: str
    fault_on: date
    state: str
    due_on: date
    submitted_at: datetime | None
    decided_at: datetime | None
    sent: int
    decided: int
    granted: int
    claimed_fen: int
    approved_fen: int
    deducted_fen: int


class ReworkRow(NamedTuple):
    """A case of earlier work that did not hold, opened in the month."""

    no: str
    opened_at: datetime
    order_no: str
    plate: str
    customer: str
    first_order_no: str
    line: str
    fault: str
    attempt: int
    state: str
    cause: str
    due_on: date
    decided_at: datetime | None
    cases: int
    ours: int
    referred_to: str
    referral_fen: int
