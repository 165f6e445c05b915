"""Counter sales put right: goods come back, or a sale of today is voided (F8)."""

from collections.abc import Mapping, Sequence
from typing import Any

from garage.domain.counter_sales import SoldLine, back_for, refund_of
from garage.domain.money import format_yuan
from garage.domain.numbers import Series
from garage.domain.settlements import Balance as Standing
from garage.domain.settlements import ReceiptKind, Tender, total_of
from garage.domain.stock import Balance, MovementKind, return_value
from garage.domain.text import said_why
from garage.errors import FieldError, Reason, RuleError
from garage.i18n import _
from garage.models.counter_sales import CounterSale, CounterSaleLine
from garage.models.listing import tuples
from garage.models.statements import insert
from garage.services import numbers, sale_money, serials
from garage.services.command import Area, By, command, create, refuse_stale, update
from garage.services.counter_sales import Sold, find
from garage.services.receipts import Money, reversed_by
from garage.services.stock import Cards, undo


@command(Area.STOCK, Area.MONEY)
def take_back(
    by: By,
    sale_id: int,
    goods: Mapping[int, int],
    reason: str,
    tenders: Sequence[Tender] = (),
    numbers_back: Mapping[int, Sequence[str]] | None = None,
) -> Sold:
    """Goods of a sale come back, {line id: milli}, into stock at what they went out for.

    What they cost is taken off the sale; what was paid above the rest goes back by `tenders`, which must make it
    exactly. `numbers_back` names the pieces of tracked parts that come, {line id: serial numbers}, where not all of
    a line come. FieldError on "lines", "reason", "tenders", "serials.<line id>"; RuleError for a line that does not hold as much.
    """
    why = said_why(reason)
    sale = find(sale_id)
    if sale.return_of_id is not None or sale.voided_at is not None:
        raise RuleError(Reason("state", _("Nothing can come back of this one."), "counter"))
    lines = {line.id: line for line in CounterSaleLine.select().where(CounterSaleLine.sale == sale_id)}
    wanted = {ref: milli for ref, milli in goods.items() if milli}
    if not wanted or not wanted.keys() <= lines.keys() or min(wanted.values()) < 0:
        raise FieldError("lines", _("Choose at least one part."))
    back = _come_back(by, sale, lines, wanted, why, tenders)
    for ref, milli in wanted.items():
        named = (numbers_back or {}).get(ref, ())
        serials.take_back_sold(f"serials.{ref}", lines[ref], milli, named, back.no)
    return back


def _come_back(
    by: By,
    sale: Any,
    lines: Mapping[int, Any],
    wanted: Mapping[int, int],
    why: str,
    tenders: Sequence[Tender],
) -> Sold:
    left = sale_money.balance(sale.id).due_fen
    for ref, milli in wanted.items():
        _refuse_more(lines[ref], milli)
    shares = {ref: back_for(_sold(lines[ref]), milli) for ref, milli in wanted.items()}
    everything = all(
        line.returned_milli + wanted.get(ref, 0) == line.qty_milli for ref, line in lines.items()
    )
    payable = refund_of(sum(shares.values()), left, everything=everything)
    back = _return_document(by, sale, sum(shares.values()), payable, why)
    cards = Cards(lines[ref].part_id for ref in wanted)
    for position, (ref, milli) in enumerate(sorted(wanted.items()), 1):
        _line_back(cards, back, lines[ref], position, milli, shares[ref])
    cards.post(by, back.no, why)
    sale_money.follow(sale.id)
    refundable = sale_money.balance(sale.id).refundable_fen
    if (total_of(tenders) if tenders else 0) != refundable:
        text = _("Exactly {amount} goes back.").format(amount=format_yuan(refundable))
        raise FieldError("tenders", text)
    if not refundable:
        return Sold(back.no, back.id)
    out = tuple(Tender(tender.method, -tender.amount_fen) for tender in tenders)
    money = Money(ReceiptKind.REFUND, sale.buyer, out, reason=why)
    return Sold(back.no, back.id, sale_money.book(by, sale, money))


def _refuse_more(line: Any, milli: int) -> None:
    """RuleError when more comes back than the buyer has."""
    return_value(Balance(line.qty_milli - line.returned_milli, 0), milli)


def _sold(line: Any) -> SoldLine:
    return SoldLine(line.qty_milli, line.gross_fen - line.discount_fen, line.returned_milli)


def taken_off(sale_id: int, goods: Mapping[int, int]) -> int:
    """What a sale becomes less by if these goods come back, in fen."""
    lines = {line.id: line for line in CounterSaleLine.select().where(CounterSaleLine.sale == sale_id)}
    shares = sum(back_for(_sold(lines[ref]), milli) for ref, milli in goods.items() if milli)
    everything = all(line.returned_milli + goods.get(ref, 0) == line.qty_milli for ref, line in lines.items())
    return refund_of(shares, sale_money.balance(sale_id).due_fen, everything=everything)


def refund_due(sale_id: int, goods: Mapping[int, int]) -> int:
    """What goes back in money if these goods come back, in fen: first it lowers what is owed."""
    now = sale_money.balance(sale_id)
    return max(0, now.paid_fen - (now.due_fen - taken_off(sale_id, goods)))


def _return_document(by: By, sale: Any, gross: int, payable: int, why: str) -> Any:
    return create(
        by,
        CounterSale,
        no=numbers.take(by, Series.COUNTER_SALE),
        customer=sale.customer_id,
        buyer=sale.buyer,
        phone=sale.phone,
        sold_at=by.at,
        gross_fen=gross,
        rounding_off_fen=gross - payable,
        payable_fen=payable,
        tax_bp=sale.tax_bp,
        return_of=sale.id,
        note=why,
    )


def _line_back(cards: Cards, back: Any, line: Any, position: int, milli: int, share: int) -> None:
    """A line of a return: at its original cost into stock."""
    value = return_value(_held(line), milli)
    ref = insert(
        CounterSaleLine,
        {
            "sale": back.id,
            "position": position,
            "part": line.part_id,
            "qty_milli": milli,
            "unit_price_fen": line.unit_price_fen,
            "gross_fen": share,
            "discount_fen": 0,
            "value_fen": value,
            "returned_milli": 0,
            "line_of": line.id,
        },
    )
    cards.enter(MovementKind.SALE_RETURN, line.part_id, milli, value, line_id=ref)
    more = CounterSaleLine.returned_milli + milli
    CounterSaleLine.update(returned_milli=more).where(CounterSaleLine.id == line.id).execute()


def _held(line: Any) -> Balance:
    """What the buyer still has of a line, at its cost."""
    back = tuples(CounterSaleLine.select(CounterSaleLine.value_fen).where(CounterSaleLine.line_of == line.id))
    return Balance(line.qty_milli - line.returned_milli, line.value_fen - sum(value for (value,) in back))


@command(Area.STOCK, Area.MONEY)
def void(by: By, sale_id: int, version: int, reason: str, *, seen: Standing | None = None) -> None:
    """Undo a sale of today as if it had not been: goods and money go back by reversal, the numbers stay.

    RuleError when it was sold on another day, when goods came back already, or when it is a return: then it is a
    return that puts it right. StaleError when its money is not what was `seen`: it would go back unseen.
    """
    why = said_why(reason)
    sale = find(sale_id)
    refuse_stale(sale, version)
    sale_money.refuse_moved(sale_id, seen)
    returned = CounterSale.select().where(CounterSale.return_of == sale_id).exists()
    if sale.voided_at is not None or sale.return_of_id is not None or returned:
        raise RuleError(
            Reason("state", _("It cannot be voided any more: take the goods back instead."), "counter")
        )
    if sale.sold_at.date() != by.today:
        raise RuleError(
            Reason("till_closed", _("Only a sale of today is voided: take the goods back instead."))
        )
    for receipt in sale_money.receipts_of(sale_id):
        if receipt.reversal_of_id is None and reversed_by(receipt) is None:
            sale_money.reverse(by, sale, receipt, why)
    _goods_back(by, sale, why)
    update(by, sale, version, act="void", reason=why, voided_at=by.at, void_reason=why)
    sale_money.follow(sale.id)


def _goods_back(by: By, sale: Any, why: str) -> None:
    parts = tuples(CounterSaleLine.select(CounterSaleLine.part).where(CounterSaleLine.sale == sale.id))
    undo(by, sale.no, (part for (part,) in parts), MovementKind.SALE, why)
    serials.come_back(sale.id, sale.no)
