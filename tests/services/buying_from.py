"""A supplier for tests: deliveries, invoices, returns and payments, as short as a story tells them."""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from garage.domain.settlements import PayMethod
from garage.domain.stock import MovementKind
from garage.domain.supplier_accounts import Ageing
from garage.models.parts import Supplier
from garage.models.stock import GoodsReceipt, GoodsReceiptLine
from garage.services import (
    goods_receipts,
    stock,
    supplier_books,
    supplier_invoices,
    supplier_payments,
    supplier_returns,
    supplier_statements,
    suppliers,
)
from garage.services.command import By
from garage.services.supplier_invoices import Invoice
from garage.services.supplier_returns import ReturnLine
from tests.services.stockroom import Stockroom, milli


@dataclass
class BuyingFrom:
    """One supplier with 30 days of payment; whole units, fen."""

    room: Stockroom
    days: int = 30
    name: str = "深圳众诚汽配"
    id: int = field(init=False)

    def __post_init__(self) -> None:
        self.id = suppliers.add(self.by, name=self.name, payment_days=self.days)

    @property
    def by(self) -> By:
        return self.room.by

    def later(self, days: int) -> None:
        """So many days go by."""
        self.room.by = replace(self.by, at=self.by.at + timedelta(days=days))

    def deliver(self, *lines: tuple[int, float, int], **about: Any) -> str:
        """(part, whole units, cost) come in."""
        goods = [goods_receipts.GoodsLine(part, milli(qty), cost) for part, qty, cost in lines]
        kind = MovementKind.RECEIPT
        return goods_receipts.receive_goods(self.by, kind=kind, lines=goods, supplier_id=self.id, **about)

    def line(self, receipt_no: str, position: int = 1) -> Any:
        """A line of a receipt as it is now."""
        receipt = GoodsReceipt.get(GoodsReceipt.no == receipt_no)
        return GoodsReceiptLine.get(
            (GoodsReceiptLine.receipt == receipt.id) & (GoodsReceiptLine.position == position)
        )

    def invoice(self, amount_fen: int, *receipts: str, no: str = "88001", **more: Any) -> int:
        """An invoice of today over receipts."""
        ids = [GoodsReceipt.get(GoodsReceipt.no == receipt).id for receipt in receipts]
        about: dict[str, Any] = {"invoice_no": no, "invoiced_on": self.by.today, **more}
        return supplier_invoices.enter_invoice(
            self.by, self.id, Invoice(receipt_ids=ids, amount_fen=amount_fen, **about)
        )

    def pay(self, amount_fen: int, **more: Any) -> str:
        """Pay by bank transfer."""
        return supplier_payments.pay(self.by, self.id, PayMethod.TRANSFER, amount_fen, **more)

    def give_back(self, *lines: tuple[int, float, int], receipt: str = "") -> str:
        """(part, whole units, credit) go back."""
        ref = self.line(receipt).id if receipt else None
        goods = [ReturnLine(part, milli(qty), credit, ref) for part, qty, credit in lines]
        return supplier_returns.return_goods(self.by, self.id, goods, "装不上")

    @property
    def owed(self) -> int:
        """What the supplier carries."""
        return int(Supplier.get_by_id(self.id).payable_fen)

    def entries(self) -> list[tuple[str, int, int]]:
        """(kind, amount, balance) of the account, oldest first."""
        rows = supplier_statements.account(self.id, limit=500).rows
        return [(row.kind.value, row.amount_fen, row.balance_fen) for row in reversed(rows)]

    def ageing(self, today: date | None = None) -> Ageing:
        """What is owed by age."""
        return supplier_statements.ageings([self.id], today or self.by.today)[self.id]


def faults() -> list[str]:
    """What the proofs of the shelf and of the suppliers' accounts find."""
    return [*stock.check_books(), *supplier_books.check_books()]
