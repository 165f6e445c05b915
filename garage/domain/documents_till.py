"""Papers of the money beside the bills: the statement of a customer's account and the slip of a cash-up."""

from dataclasses import dataclass
from datetime import date

from garage.domain.cash_ups import CashUpRow
from garage.domain.documents import Imprint, Letterhead, Party
from garage.domain.receivables import OpenBill, StatementEntry
from garage.domain.supplier_accounts import Ageing


@dataclass(frozen=True)
class CustomerStatement:
    """客户对账单: the account over a period, for the customer to agree to; `ageing` when the last day is today."""

    garage: Letterhead
    imprint: Imprint
    number: str
    customer: Party
    since: date
    until: date
    opening_fen: int
    lines: tuple[StatementEntry, ...]
    closing_fen: int
    bills: tuple[OpenBill, ...]
    ageing: Ageing | None


@dataclass(frozen=True)
class CashUpSlip:
    """日结单: what was counted against what was booked."""

    garage: Letterhead
    imprint: Imprint
    number: str
    row: CashUpRow
