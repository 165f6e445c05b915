"""The money of counter sales: where it stands, and its receipts, in the one gapless series (F8, C3)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from peewee import Case, fn

from garage.domain.settlements import Balance, ReceiptKind, Tender
from garage.models.audit import AuditEntry
from garage.models.counter_sales import CounterSale
from garage.models.listing import tuples
from garage.models.payments import Payment, Receipt
from garage.models.statements import statement
from garage.services import receipts
from garage.services.command import By
from garage.services.receipts import Money, ReceiptRow, moved, tenders_of


@dataclass(frozen=True)
class SaleDebt:
    """A counter sale on account of which something is owed."""

    sale_id: int
    no: str
    owed_fen: int
    due_on: date


def balance(sale_id: int) -> Balance:
    """Where the money of a sale stands: returns have lowered what is due, a void sale is worth nothing."""
    [(due, paid)] = _standing.rows(sale_id)
    return Balance(payable_fen=int(due), paid_fen=int(paid))


def debts(customer_id: int) -> list[SaleDebt]:
    """Sales on account of which a customer owes something, the first due at the start."""
    return [SaleDebt(*row) for row in _on_account.rows(customer_id)]


def refuse_moved(sale_id: int, seen: Balance | None) -> None:
    """StaleError when the money of a sale is not what was `seen` any more; None for whoever saw nothing."""
    if seen is None or (now := balance(sale_id)) == seen:
        return
    of_receipt = (AuditEntry.noun == "receipt") & AuditEntry.ref.in_(
        Receipt.select(Receipt.id).where(Receipt.sale == sale_id)
    )
    its = (CounterSale.id == sale_id) | (CounterSale.return_of == sale_id)
    of_sale = (AuditEntry.noun == "counter_sale") & AuditEntry.ref.in_(
        CounterSale.select(CounterSale.id).where(its)
    )
    raise moved(AuditEntry.select().where(of_receipt | of_sale), seen, now)


def follow(sale_id: int) -> None:
    """What is open of a sale on account stands with the sale, so that what is owed is found without adding up."""
    owed = balance(sale_id).owed_fen
    of_it = (CounterSale.id == sale_id) & CounterSale.on_account_by.is_null(False)
    CounterSale.update(owed_fen=owed).where(of_it).execute()


@statement
def _standing(sale_id: Any) -> Any:
    return CounterSale.select(due(), paid()).where(CounterSale.id == sale_id)


@statement
def _on_account(customer_id: Any) -> Any:
    columns = (CounterSale.id, CounterSale.no, CounterSale.owed_fen, CounterSale.due_on)
    owing = (CounterSale.customer == customer_id) & (CounterSale.owed_fen > 0)
    return CounterSale.select(*columns).where(owing).order_by(CounterSale.due_on, CounterSale.id)


def due() -> Any:
    """Payable of a sale less its returns, in SQL."""
    back = CounterSale.alias()
    returned = back.select(fn.COALESCE(fn.SUM(back.payable_fen), 0)).where(
        (back.return_of == CounterSale.id) & back.voided_at.is_null()
    )
    return Case(None, [(CounterSale.voided_at.is_null(), CounterSale.payable_fen)], 0) - returned


def paid() -> Any:
    """Net of all receipts of a sale, in SQL."""
    return Receipt.select(fn.COALESCE(fn.SUM(Receipt.total_fen), 0)).where(Receipt.sale == CounterSale.id)


def book(by: By, sale: Any, money: Money, *, reversal_of: int | None = None) -> str:
    """Write a receipt of a sale with its payments; returns its number."""
    receipt = receipts.write(by, money, balance(sale.id), reversal_of, sale=sale.id)
    follow(sale.id)
    return str(receipt.no)


def reverse(by: By, sale: Any, receipt: Any, reason: str) -> str:
    """Void a receipt of a sale by one of opposite amounts; returns its number."""
    amounts = tuple(Tender(one.method, -one.amount_fen) for one in tenders_of(receipt.id))
    money = Money(ReceiptKind(receipt.kind), receipt.payer, amounts, reason=reason)
    return book(by, sale, money, reversal_of=receipt.id)


def receipts_of(sale_id: int) -> list[Any]:
    """Receipts of a sale in their order."""
    return list(Receipt.select().where(Receipt.sale == sale_id).order_by(Receipt.id))


def listed(sale_id: int) -> list[ReceiptRow]:
    """The same as they are listed."""
    amounts = Payment.select(Payment.receipt, Payment.method, Payment.amount_fen).join(Receipt)
    of_sale = amounts.where(Receipt.sale == sale_id).order_by(Payment.id)
    return receipts.rows_of(receipts_of(sale_id), tuples(of_sale))
