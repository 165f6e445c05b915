"""Issue and return slips: parts go to the authorised lines of an order, and come back from them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from peewee import fn

from garage.domain.lines import COUNTING, LineKind, LineStatus
from garage.domain.numbers import Series
from garage.domain.orders import DRAWING, OrderState
from garage.domain.plates import display_plate
from garage.domain.quantities import format_quantity
from garage.domain.stock import RETURNABLE, Balance, MovementKind, issue_value, return_value
from garage.domain.text import one_line
from garage.errors import FieldError, Reason, RuleError
from garage.i18n import _
from garage.models.listing import tuples
from garage.models.orders import OrderLine, WorkOrder
from garage.models.staff import Staff
from garage.models.statements import statement
from garage.models.stock import GoodsIssue, StockMovement
from garage.models.vehicles import Vehicle
from garage.services import claim_approvals, claim_holds, numbers, old_part_duties, serials
from garage.services.command import Area, By, command, create
from garage.services.old_part_duties import Taken
from garage.services.serials import Fitted
from garage.services.stock import Cards


@dataclass(frozen=True)
class IssueLine:
    """A quantity to draw on, or give back from, one line of an order; a tracked part names its serial numbers."""

    order_line_id: int
    qty_milli: int
    serials: tuple[Fitted, ...] = ()


@dataclass(frozen=True)
class IssueResult:
    """The slip that was written."""

    number: str
    id: int


@dataclass(frozen=True)
class IssueRow:
    """One issue or return slip of an order."""

    id: int
    no: str
    is_return: bool
    at: datetime
    issued_by: str
    received_by: str
    note: str


@dataclass(frozen=True)
class _Wish:
    """What is asked of one order line."""

    line: Any
    qty_milli: int
    serials: tuple[Fitted, ...] = ()

    @property
    def part_id(self) -> int:
        return int(self.line.part_id)


@command(Area.STOCK, Area.ORDERS)
def issue_parts(
    by: By, order_id: int, *, lines: Sequence[IssueLine], received_by: int, note: str = ""
) -> IssueResult:
    """Issue parts to authorised lines of an order that is in the shop (B3).

    RuleError names every line that is no stock part or would get more than was authorised, and every part of
    which too little is on hand, with who took the last of it, ("supplier_approval") before the supplier of a claim line
    approved the work, where its terms ask for that (E5); FieldError("lines", "serials.<line id>",
    "received_by") for what is missing. KeyError without such an order.
    """
    _require(order_id, DRAWING, _("Parts are issued only to an order that is dispatched or in work."))
    wishes = _wishes(order_id, lines)
    _refuse([reason for wish in wishes for reason in _not_authorised(wish)])
    claim_approvals.refuse_unapproved(order_id, [wish.line for wish in wishes])
    cards = Cards(wish.part_id for wish in wishes)
    _refuse(_shortages(by, wishes, cards))
    slip = _document(by, order_id, Series.ISSUE, received_by, note)
    owed: list[Taken] = []
    for wish in wishes:
        value = issue_value(cards.balance(wish.part_id), wish.qty_milli)
        cards.enter(MovementKind.ISSUE, wish.part_id, -wish.qty_milli, -value, order_line_id=wish.line.id)
        _count_issued(wish, wish.qty_milli)
        serials.note(wish.line.id, wish.part_id, slip.id, _pieces(wish, cards))
        if cards.part(wish.part_id).old_part_back:
            owed.append(Taken(wish.line.id, wish.part_id, wish.qty_milli, value))
    cards.post(by, slip.number)
    old_part_duties.charge_receiver(by, received_by, slip.number, owed)
    return slip


def _pieces(wish: _Wish, cards: Cards) -> list[Fitted]:
    return serials.check(f"serials.{wish.line.id}", cards.part(wish.part_id), wish.qty_milli, wish.serials)


@command(Area.STOCK, Area.ORDERS)
def return_parts(
    by: By,
    order_id: int,
    *,
    lines: Sequence[IssueLine],
    received_by: int,
    note: str = "",
    of_slip: str = "",
) -> IssueResult:
    """Take parts of an order that is in the shop back into stock at their original issue cost.

    That is what their lines drew on the average, or with `of_slip` what that slip drew them for. RuleError names every line that does not hold as much; other errors as in `issue_parts`.
    """
    _require(order_id, RETURNABLE, _("Parts come back only while the order is dispatched or in work."))
    wishes = _wishes(order_id, lines)
    _refuse([reason for wish in wishes for reason in _not_held(wish)])
    _refuse(_claimed(wishes))
    cards = Cards(wish.part_id for wish in wishes)
    slip = _document(by, order_id, Series.STOCK_RETURN, received_by, note)
    for wish in wishes:
        value = _value_back(wish, of_slip)
        cards.enter(MovementKind.RETURN, wish.part_id, wish.qty_milli, value, order_line_id=wish.line.id)
        _count_issued(wish, -wish.qty_milli)
        # whatever the part's file says today: numbers and duties are those of its issue
        named = [one.new for one in wish.serials]
        serials.take_back(f"serials.{wish.line.id}", wish.line, wish.qty_milli, named, slip.number)
        old_part_duties.relieve(by, wish.line.id, wish.qty_milli, slip.number)
    cards.post(by, slip.number)
    return slip


def _value_back(wish: _Wish, of_slip: str) -> int:
    held = _held(wish.line.id)
    drawn = _held(wish.line.id, of_slip) if of_slip else Balance()
    if wish.qty_milli < held.qty_milli and wish.qty_milli <= drawn.qty_milli:
        return min(return_value(drawn, wish.qty_milli), held.value_fen)
    return return_value(held, wish.qty_milli)


def _require(order_id: int, states: frozenset[OrderState], text: str) -> None:
    order = WorkOrder.find(order_id)
    if order is None:
        raise KeyError(order_id)
    if OrderState(order.state) not in states:
        raise RuleError(Reason("state", text, "order"))


def _refuse(reasons: Sequence[Reason]) -> None:
    if reasons:
        raise RuleError(reasons)


def _wishes(order_id: int, lines: Sequence[IssueLine]) -> list[_Wish]:
    """The lines asked for, each once, by part and position: the order in which cards are written."""
    if not lines:
        raise FieldError("lines", _("Choose at least one part."))
    asked: Counter[int] = Counter()
    named: dict[int, tuple[Fitted, ...]] = {}
    for index, line in enumerate(lines):
        if line.qty_milli <= 0:
            raise FieldError(f"lines.{index}.qty", _("A quantity is needed."))
        asked[line.order_line_id] += line.qty_milli
        named[line.order_line_id] = named.get(line.order_line_id, ()) + line.serials
    rows = {row.id: row for row in _lines.objects(sorted(asked), order_id)}
    if len(rows) < len(asked):
        raise FieldError("lines", _("This line is not on the order."))
    _refuse([reason for row in rows.values() for reason in _not_from_stock(row)])
    wishes = [_Wish(rows[ref], qty, named[ref]) for ref, qty in asked.items()]
    return sorted(wishes, key=lambda wish: (wish.part_id, wish.line.position))


@statement
def _lines(line_ids: Any, order_id: Any) -> Any:
    return OrderLine.select().where(OrderLine.id.in_(line_ids) & (OrderLine.order == order_id))


def _about(line: Any, text: str) -> str:
    return _("Line {n}, {name}: {text}").format(n=line.position, name=line.name, text=text)


def _not_from_stock(line: Any) -> list[Reason]:
    """Only part lines that name a part of ours move stock (invariant 16)."""
    if line.kind != LineKind.PART.value:
        return [Reason("not_a_part", _about(line, _("only parts are issued.")), "lines")]
    if LineStatus(line.status) not in COUNTING:
        return [Reason("unauthorised", _about(line, _("the customer has not agreed to it.")), "supplements")]
    if line.customer_supplied:
        return [Reason("customer_supplied", _about(line, _("the customer brings this part.")), "lines")]
    if line.part_id is None:
        return [Reason("no_part", _about(line, _("say first which part of the stock it is.")), "lines")]
    return []


def _not_authorised(wish: _Wish) -> list[Reason]:
    rest = wish.line.qty_milli - wish.line.issued_milli
    if wish.qty_milli <= rest:
        return []
    text = _("only {count} more is authorised.").format(count=format_quantity(max(rest, 0)))
    return [Reason("over_issued", _about(wish.line, text), "parts")]


def _not_held(wish: _Wish) -> list[Reason]:
    if wish.qty_milli <= wish.line.issued_milli:
        return []
    text = _("only {count} can come back.").format(count=format_quantity(wish.line.issued_milli))
    return [Reason("too_many", _about(wish.line, text), "parts")]


def _claimed(wishes: Sequence[_Wish]) -> list[Reason]:
    """What a supplier was told is in the car stays in it (invariant 17)."""
    told = claim_holds.told_fitted([wish.line.id for wish in wishes])
    text = _("claim {number} says that it is fitted.")
    return [
        Reason("claimed", _about(wish.line, text.format(number=number)), "claims")
        for wish in wishes
        for number, fitted in [told.get(wish.line.id, ("", 0))]
        if wish.line.issued_milli - wish.qty_milli < fitted
    ]


def _shortages(by: By, wishes: Sequence[_Wish], cards: Cards) -> list[Reason]:
    asked: Counter[int] = Counter()
    for wish in wishes:
        asked[wish.part_id] += wish.qty_milli
    return [
        Reason("short", short_words(by, cards, part_id, qty), "stock")
        for part_id, qty in asked.items()
        if qty > cards.balance(part_id).qty_milli
    ]


def short_words(by: By, cards: Cards, part_id: int, qty_milli: int) -> str:
    """What is missing, and who took the last of it today: whoever comes second wants to know."""
    text = _("{part}: {asked} asked for, only {count} on hand.").format(
        part=cards.name(part_id),
        asked=format_quantity(qty_milli),
        count=format_quantity(cards.balance(part_id).qty_milli),
    )
    for qty, document, at, who, plate in _last_out.rows(part_id):
        if at.date() == by.today:
            taken = _("{who} took {count} at {time} ({document}).")
            where = f"{document} · {display_plate(plate)}" if plate else document
            text += " " + taken.format(
                who=who, count=format_quantity(-qty), time=f"{at:%H:%M}", document=where
            )
    return text


@statement
def _last_out(part_id: Any) -> Any:
    """The last movement out of one card, with the car it went to."""
    return (
        StockMovement.select(
            StockMovement.qty_milli,
            StockMovement.document,
            StockMovement.moved_at,
            Staff.name,
            Vehicle.plate,
        )
        .join(Staff, on=(Staff.id == StockMovement.moved_by))
        .left_outer_join(OrderLine, on=(OrderLine.id == StockMovement.order_line))
        .left_outer_join(WorkOrder, on=(WorkOrder.id == OrderLine.order))
        .left_outer_join(Vehicle, on=(Vehicle.id == WorkOrder.vehicle))
        .where((StockMovement.part == part_id) & (StockMovement.qty_milli < 0))
        .order_by(StockMovement.id.desc())
        .limit(1)
    )


def _held(order_line_id: int, slip: str = "") -> Balance:
    """What an order line has drawn and not given back, at its cost; or what it drew with one slip."""
    moved = StockMovement.select(
        fn.COALESCE(fn.SUM(StockMovement.qty_milli), 0), fn.COALESCE(fn.SUM(StockMovement.value_fen), 0)
    ).where(StockMovement.order_line == order_line_id)
    if slip:
        moved = moved.where(StockMovement.document == slip)
    [(qty_milli, value_fen)] = tuples(moved)
    return Balance(-int(qty_milli), -int(value_fen))


def _count_issued(wish: _Wish, qty_milli: int) -> None:
    _add_issued.run(qty_milli, wish.line.id)


@statement
def _add_issued(qty_milli: Any, line_id: Any) -> Any:
    return OrderLine.update(issued_milli=OrderLine.issued_milli + qty_milli).where(OrderLine.id == line_id)


def _document(by: By, order_id: int, series: Series, received_by: int, note: str) -> IssueResult:
    taker = Staff.find(received_by)
    if taker is None or not taker.active:
        raise FieldError("received_by", _("Choose who takes the parts."))
    number = numbers.take(by, series)
    row = create(
        by,
        GoodsIssue,
        no=number,
        order=order_id,
        is_return=series is Series.STOCK_RETURN,
        issued_by=by.staff_id,
        received_by=received_by,
        issued_at=by.at,
        note=one_line("note", note, 200),
    )
    return IssueResult(number, row.id)


# Reading


def issues_of(order_id: int) -> list[IssueRow]:
    """Issue and return slips of an order, oldest first."""
    giver, taker = Staff.alias(), Staff.alias()
    query = (
        GoodsIssue.select(
            GoodsIssue.id,
            GoodsIssue.no,
            GoodsIssue.is_return,
            GoodsIssue.issued_at,
            giver.name,
            taker.name,
            GoodsIssue.note,
        )
        .join(giver, on=(giver.id == GoodsIssue.issued_by))
        .switch(GoodsIssue)
        .join(taker, on=(taker.id == GoodsIssue.received_by))
        .where(GoodsIssue.order == order_id)
        .order_by(GoodsIssue.id)
    )
    return [IssueRow(*row) for row in tuples(query)]
