"""Papers between the garage and its suppliers: the statement of account, the return of goods, the payment voucher."""

from dataclasses import dataclass
from datetime import date, datetime

from garage.domain.documents import Imprint, Letterhead, Party
from garage.domain.settlements import PayMethod
from garage.domain.supplier_accounts import Ageing, EntryKind


@dataclass(frozen=True)
class StatementLine:
    """One entry of an account on paper: fen above zero are owed more; the balance after it."""

    at: datetime
    kind: EntryKind
    document: str
    note: str
    due_on: date | None
    amount_fen: int
    balance_fen: int


@dataclass(frozen=True)
class SupplierStatement:
    """供应商对账单: the account over a period, for the supplier to agree to."""

    garage: Letterhead
    imprint: Imprint
    number: str
    supplier: Party
    bank_account: str
    since: date
    until: date
    opening_fen: int
    lines: tuple[StatementLine, ...]
    closing_fen: int
    ageing: Ageing


@dataclass(frozen=True)
class ReturnedGoods:
    """One line of a supplier return: what the supplier gives for the whole quantity, and what it was worth here."""

    code: str
    name: str
    unit: str
    qty_milli: int
    credit_fen: int
    receipt_no: str = ""
    delivery_no: str = ""
    value_fen: int | None = None
    serials: tuple[str, ...] = ()


@dataclass(frozen=True)
class SupplierReturnSlip:
    """采购退货单: goods that go back to their supplier."""

    garage: Letterhead
    imprint: Imprint
    number: str
    at: datetime
    supplier: Party
    reason: str
    carrier: str
    note: str
    lines: tuple[ReturnedGoods, ...]
    credit_fen: int
    handed_out_by: str
    reverse_reason: str = ""


@dataclass(frozen=True)
class PaymentVoucher:
    """付款单: money paid to a supplier, or paid back by it when the amount is below zero."""

    garage: Letterhead
    imprint: Imprint
    number: str
    at: datetime
    supplier: Party
    bank_account: str
    method: PayMethod
    amount_fen: int
    balance_fen: int
    paid_by: str
    note: str = ""
    void_reason: str = ""
    reversal_of: str = ""
