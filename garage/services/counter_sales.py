"""Acts of the parts counter: sell without a work order, take goods back, take the rest of the money, void (F8)."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from garage.domain.counter_sales import SaleLine, below_usual_fen, check_line, sale_bill
from garage.domain.money import MAX_FEN, line_amount_fen
from garage.domain.numbers import Series
from garage.domain.settlements import (
    Balance,
    Bill,
    Cover,
    ReceiptKind,
    RoundingOff,
    Tender,
    above_limit,
    amount_taken,
    booked,
)
from garage.domain.stock import MovementKind, issue_value
from garage.domain.text import one_line, said_why
from garage.errors import FieldError, Reason, RuleError
from garage.i18n import _
from garage.models.counter_sales import CounterSale, CounterSaleLine
from garage.models.customers import Customer
from garage.models.payments import Receipt
from garage.models.statements import insert
from garage.services import credit, merged_files, numbers, sale_money, sale_prices, serials, shop, staff, vat
from garage.services.command import Area, By, audit, command, create, update
from garage.services.goods_issues import short_words
from garage.services.receipts import Money, another_way, refuse_part, reversed_by
from garage.services.serials import Fitted
from garage.services.stock import Cards


@dataclass(frozen=True)
class Buyer:
    """Who buys: a customer on file, or a name; nobody has to give one."""

    customer_id: int | None = None
    name: str = ""
    phone: str = ""


@dataclass(frozen=True)
class SaleTerms:
    """What is agreed beside the lines: 抹零, why it costs less and which owner approved, or that it is on account."""

    rounding: RoundingOff = RoundingOff.NONE
    discount_reason: str = ""
    discount_by: int | None = None
    on_account: bool = False
    approved_by: int | None = None
    override: str = ""
    note: str = ""


@dataclass(frozen=True)
class Sold:
    """Numbers of what was written, and the change that goes back."""

    no: str
    id: int
    receipt_no: str = ""
    change_fen: int = 0


@dataclass
class _Goods:
    """What a sale takes out of the stock, refused with one reason for each part that is short."""

    by: By
    cards: Cards
    refused: list[Reason] = field(default_factory=list)

    def value(self, part_id: int, qty_milli: int) -> int:
        balance = self.cards.balance(part_id)
        if qty_milli <= balance.qty_milli:
            return issue_value(balance, qty_milli)
        text = short_words(self.by, self.cards, part_id, qty_milli)
        self.refused.append(Reason("short", text, "stock"))
        return 0


@command(Area.STOCK, Area.MONEY)
def sell(
    by: By,
    buyer: Buyer,
    lines: Sequence[SaleLine],
    tenders: Sequence[Tender] = (),
    terms: SaleTerms | None = None,
) -> Sold:
    """Sell parts for money at once, or on the account of a customer.

    FieldError on "lines", "lines.<n>.qty|price|discount|serials", "discount_reason", "discount_by" (an owner, above what
    anybody may give), "customer", "approved_by", "override", "tenders"; RuleError names each part that is short.
    """
    agreed = terms or SaleTerms()
    buyer = replace(buyer, customer_id=merged_files.led({"customer": buyer.customer_id})["customer"])
    if not lines:
        raise FieldError("lines", _("Choose at least one part."))
    for index, line in enumerate(lines):
        check_line(index, line)
    cards = Cards(line.part_id for line in lines)
    result = sale_bill(lines, agreed.rounding)
    if result.payable_fen > MAX_FEN:
        raise FieldError("lines", _("This amount is too large."))
    if tenders and not result.payable_fen:
        raise FieldError("tenders", _("There is nothing to pay."))
    approver = _approver(by, buyer, lines, agreed)
    rest = result.payable_fen - sum(tender.amount_fen for tender in tenders)
    account = _credit(by, buyer, max(0, rest), agreed) if agreed.on_account else {}
    sale = _document(by, buyer, result, agreed, discount_by=approver, **account)
    _note_prices(by, sale, lines, cards)
    _hand_over(by, sale, lines, cards)
    if not result.payable_fen or (agreed.on_account and not tenders):
        sale_money.follow(sale.id)
        return Sold(sale.no, sale.id)
    return _paid(by, sale, tenders, Cover.PART if agreed.on_account else Cover.FULL)


def less_than_usual(customer_id: int | None, lines: Sequence[SaleLine]) -> tuple[int, int]:
    """(fen less than usual, fen at usual prices) of what is sold: a member's usual prices are the members'.

    A part without a price is measured by its cost: nobody gives it away unseen.
    """
    prices = sale_prices.worth(customer_id, (line.part_id for line in lines))
    less = sum(below_usual_fen(line, prices[line.part_id]) for line in lines)
    return less, sum(line_amount_fen(prices[line.part_id], line.qty_milli) for line in lines)


def needs_owner(customer_id: int | None, lines: Sequence[SaleLine]) -> bool:
    """Whether it is sold for less than anybody may."""
    less, usual = less_than_usual(customer_id, lines)
    return less > 0 and above_limit(usual, less, shop.profile().discount_limit_bp)


def _approver(by: By, buyer: Buyer, lines: Sequence[SaleLine], terms: SaleTerms) -> int | None:
    """Who stands for what is less than the usual price; nobody has to within what anybody may give."""
    if not less_than_usual(buyer.customer_id, lines)[0]:
        return None
    if not one_line("discount_reason", terms.discount_reason, 200):
        raise FieldError("discount_reason", _("Say why it costs less."))
    if not needs_owner(buyer.customer_id, lines):
        return None
    own = terms.discount_by is None and staff.is_owner(by.staff_id)
    return staff.check_owner("discount_by", by.staff_id if own else terms.discount_by)


def _document(by: By, buyer: Buyer, result: Bill, terms: SaleTerms, **approved: Any) -> Any:
    customer = None
    if buyer.customer_id is not None and (customer := Customer.find(buyer.customer_id)) is None:
        raise FieldError("customer", _("This customer does not exist."))
    why = one_line("discount_reason", terms.discount_reason, 200)
    sale = create(
        by,
        CounterSale,
        no=numbers.take(by, Series.COUNTER_SALE),
        customer=buyer.customer_id,
        buyer=one_line("buyer", buyer.name, 80) or (customer.name if customer else ""),
        phone=one_line("phone", buyer.phone, 30),
        sold_at=by.at,
        gross_fen=result.totals.parts_fen,
        discount_fen=result.totals.line_discount_fen,
        rounding_off_fen=result.rounding_off_fen,
        payable_fen=result.payable_fen,
        tax_bp=vat.rate_bp(by.today),
        discount_reason=why,
        note=one_line("note", terms.note, 200),
        **approved,
    )
    if sale.discount_by is not None:
        audit(by, "approve", "counter_sale", sale.id, after={"approved_by": sale.discount_by}, reason=why)
    if sale.on_account_by is not None:
        after = {"approved_by": sale.on_account_by}
        audit(by, "on account", "counter_sale", sale.id, after=after, reason=sale.credit_override)
    return sale


def _note_prices(by: By, sale: Any, lines: Sequence[SaleLine], cards: Cards) -> None:
    """Log every price that is not the list price, as the lines of an order do (invariant 24)."""
    usual = sale_prices.usual(sale.customer_id, (line.part_id for line in lines))
    for line in lines:
        name, listed = cards.part(line.part_id).name, usual[line.part_id]
        if listed and line.unit_price_fen != listed:
            before, after = {name: listed}, {name: line.unit_price_fen}
            audit(by, "price override", "counter_sale", sale.id, before=before, after=after)


def _hand_over(by: By, sale: Any, lines: Sequence[SaleLine], cards: Cards) -> None:
    goods = _Goods(by, cards)
    for position, line in enumerate(lines, 1):
        value = goods.value(line.part_id, line.qty_milli)
        if goods.refused:
            continue
        named = [Fitted(number) for number in line.serials]
        field = f"lines.{position - 1}.serials"
        pieces = serials.check(field, cards.part(line.part_id), line.qty_milli, named)
        ref = insert(
            CounterSaleLine,
            {
                "sale": sale.id,
                "position": position,
                "part": line.part_id,
                "qty_milli": line.qty_milli,
                "unit_price_fen": line.unit_price_fen,
                "gross_fen": line.gross_fen,
                "discount_fen": line.discount_fen,
                "value_fen": value,
                "returned_milli": 0,
            },
        )
        serials.note_sold(ref, line.part_id, pieces)
        cards.enter(MovementKind.SALE, line.part_id, -line.qty_milli, -value, line_id=ref)
    if goods.refused:
        raise RuleError(goods.refused)
    cards.post(by, sale.no)


def _credit(by: By, buyer: Buyer, payable_fen: int, terms: SaleTerms) -> dict[str, Any]:
    """Columns of a sale on account: who approved it, why above the limit, and when it is due."""
    customer = None if buyer.customer_id is None else Customer.find(buyer.customer_id)
    if customer is None:
        raise FieldError("customer", _("Only a customer on file has an account."))
    approver = staff.check_owner("approved_by", terms.approved_by)
    above = credit.above_limit_words(customer.id, payable_fen)
    override = one_line("override", terms.override, 200) if above else ""
    if above and not override:
        raise FieldError("override", above)
    due_on = by.today + timedelta(days=customer.credit_days)
    return {"on_account_by": approver, "credit_override": override, "due_on": due_on}


def _paid(by: By, sale: Any, tenders: Sequence[Tender], cover: Cover) -> Sold:
    owed = sale_money.balance(sale.id).owed_fen
    amount = amount_taken(owed, tenders, cover)
    given = sum(tender.amount_fen for tender in tenders)
    kind = ReceiptKind.PAYMENT if sale.on_account_by is None else ReceiptKind.BALANCE
    money = Money(kind, sale.buyer, booked(amount, tenders), given_fen=given, change_fen=given - amount)
    return Sold(sale.no, sale.id, sale_money.book(by, sale, money), given - amount)


@command(Area.STOCK, Area.MONEY)
def take_payment(
    by: By, sale_id: int, tenders: Sequence[Tender], cover: Cover = Cover.FULL, *, seen: Balance | None = None
) -> Sold:
    """Take what is owed on a sale on account, or a part of it.

    RuleError when nothing is owed; StaleError when its money is not what was `seen`.
    """
    sale = find(sale_id)
    sale_money.refuse_moved(sale_id, seen)
    if not sale_money.balance(sale_id).owed_fen:
        raise RuleError(Reason("nothing_owed", _("Nothing is owed on this sale.")))
    return _paid(by, sale, tenders, cover)


@command(Area.STOCK, Area.MONEY)
def change_method(by: By, receipt_no: str, tenders: Sequence[Tender], reason: str) -> str:
    """The money of a sale came another way than its receipt of today says: reversed and written anew."""
    why = said_why(reason)
    receipt, sale = _of_today(by, receipt_no)
    refuse_part(receipt)
    money = another_way(receipt, tenders)
    sale_money.reverse(by, sale, receipt, why)
    return sale_money.book(by, sale, money)


@command(Area.STOCK, Area.MONEY)
def void_receipt(by: By, receipt_no: str, reason: str, *, payment_id: int | None = None) -> str:
    """Money of today was booked on an account by mistake: it is owed again; returns the reversing receipt's number.

    RuleError for a sale that is not on account (it is voided itself), for money that went back since, and where
    the account would come above its limit and no owner does it. One of a payment on several bills is voided with all
    of that payment, `payment_id`, alone.
    """
    why = said_why(reason)
    receipt, sale = _of_today(by, receipt_no)
    refuse_part(receipt, payment_id)
    if sale.on_account_by is None or receipt.total_fen <= 0:
        raise RuleError(Reason("not_on_account", _("Only money on an account is owed again: void the sale.")))
    if sale_money.balance(sale.id).paid_fen < receipt.total_fen:
        raise RuleError(Reason("paid_back", _("Part of it was paid back since: it stays.")))
    if credit.above_limit_words(sale.customer_id, receipt.total_fen):
        if not staff.is_owner(by.staff_id):
            text = _("The customer's account would be above its limit: an owner has to do this.")
            raise RuleError(Reason("credit_limit", text))
        update(by, sale, sale.version, act="on account", reason=why, credit_override=why)
    return sale_money.reverse(by, sale, receipt, why)


def _of_today(by: By, receipt_no: str) -> tuple[Any, Any]:
    """A receipt of today that stands, with its sale; KeyError when it is of no sale."""
    receipt = Receipt.get_or_none((Receipt.no == receipt_no) & Receipt.sale.is_null(False))
    if receipt is None:
        raise KeyError(receipt_no)
    if receipt.reversal_of_id is not None or reversed_by(receipt) is not None:
        raise RuleError(Reason("void", _("This receipt is void already.")))
    if receipt.received_at.date() != by.today:
        raise RuleError(Reason("till_closed", _("The day's till is closed.")))
    return receipt, find(receipt.sale_id)


def find(sale_id: int) -> Any:
    """The row of a sale; raises KeyError."""
    sale = CounterSale.find(sale_id)
    if sale is None:
        raise KeyError(sale_id)
    return sale
