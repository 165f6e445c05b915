"""Papers of buying: the order to a supplier, the goods receipt, the weekly list of what buyers laid out."""

from dataclasses import dataclass
from datetime import date, datetime

from garage.domain.documents import Imprint, Letterhead, Party
from garage.domain.lines import PartGrade
from garage.domain.settlements import PayMethod


@dataclass(frozen=True)
class OrderedGoods:
    """One line of a purchase order: quantity in milli-units, price of one in fen."""

    code: str
    oe_no: str
    name: str
    brand: str
    spec: str
    unit: str
    qty_milli: int
    price_fen: int
    amount_fen: int
    note: str = ""


@dataclass(frozen=True)
class PurchaseOrderPaper:
    """采购订单 for the supplier: what is wanted, by when and at which price; nothing of the garage's own affairs."""

    garage: Letterhead
    imprint: Imprint
    number: str
    supplier: Party
    ordered_on: date
    expected_on: date | None
    buyer: str
    note: str
    lines: tuple[OrderedGoods, ...]
    total_fen: int
    draft: bool = False


@dataclass(frozen=True)
class ReceivedGoods:
    """One line of a goods receipt: accepted and rejected milli-units; amount with its share of freight in fen."""

    code: str
    name: str
    grade: PartGrade
    unit: str
    qty_milli: int
    rejected_milli: int
    finding: str
    bin: str
    expires_on: date | None = None
    price_fen: int | None = None
    amount_fen: int | None = None


@dataclass(frozen=True)
class GoodsReceiptSlip:
    """采购入库单: what came in from whom, what the inspection found, and what it cost."""

    garage: Letterhead
    imprint: Imprint
    number: str
    at: datetime
    supplier: str
    delivery_no: str
    order_no: str
    invoice_no: str
    opening: bool
    lines: tuple[ReceivedGoods, ...]
    freight_fen: int
    total_fen: int | None
    tax_fen: int | None
    keeper: str
    inspector: str
    buyer: str
    note: str


@dataclass(frozen=True)
class Expense:
    """One spot purchase of the week; `method` None when a supplier's account bore it."""

    at: datetime
    buyer: str
    plate: str
    order_no: str
    part: str
    qty_milli: int
    unit: str
    vendor: str
    method: PayMethod | None
    amount_fen: int
    receipt_no: str


@dataclass(frozen=True)
class ExpenseList:
    """外采费用周报: what was bought outside in one week, by one buyer or by all."""

    garage: Letterhead
    imprint: Imprint
    number: str
    first: date
    last: date
    buyer: str
    lines: tuple[Expense, ...]

    @property
    def total_fen(self) -> int:
        """What was laid out in all."""
        return sum(line.amount_fen for line in self.lines)
