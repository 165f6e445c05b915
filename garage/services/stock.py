"""The stock ledger: writing movements, the card of a part, and the proof that the books balance."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from peewee import fn

from garage.domain.pages import Page
from garage.domain.plates import display_plate
from garage.domain.quantities import format_quantity
from garage.domain.stock import INWARD, USED, Balance, MovementKind
from garage.errors import FieldError, StaleError
from garage.i18n import _
from garage.models.database import transaction
from garage.models.listing import Cursor, keyset, tuples
from garage.models.orders import OrderLine, WorkOrder
from garage.models.parts import Part
from garage.models.staff import Staff
from garage.models.statements import insert_many, statement
from garage.models.stock import StockMovement
from garage.models.vehicles import Vehicle
from garage.services.command import By


@dataclass(frozen=True)
class LedgerRow:
    """One movement on the card of a part, with the balance after it."""

    id: int
    at: datetime
    kind: MovementKind
    document: str
    qty_milli: int
    value_fen: int
    balance: Balance
    who: str
    order_id: int | None
    order_no: str
    plate: str
    reason: str


class Cards:
    """The cards of some parts, opened for writing inside an act; `post` writes all entries at once.

    The ledger is in the order of its ids. There is no backdating: a movement bears the time of the act, or
    that of the card's last movement when the clock was set back meanwhile.
    """

    def __init__(self, part_ids: Iterable[int]) -> None:
        """Read the cards; raises FieldError("lines") for a part that does not exist."""
        wanted = set(part_ids)
        self._opened: dict[int, Balance] = {}
        self._names: dict[int, str] = {}
        self._last: dict[int, datetime] = {}
        for ref, code, name, on_hand, value, moved_at in _cards.rows(sorted(wanted)):
            self._opened[ref] = Balance(on_hand, value)
            self._names[ref] = f"{code} {name}"
            self._last[ref] = moved_at or datetime.min
        if len(self._opened) < len(wanted):
            raise FieldError("lines", _("This part does not exist."))
        self._balances = dict(self._opened)
        self._rows: list[dict[str, Any]] = []

    def balance(self, part_id: int) -> Balance:
        """Balance of a card after the entries so far."""
        return self._balances[part_id]

    def name(self, part_id: int) -> str:
        """Code and name of a part, for sentences."""
        return self._names[part_id]

    def enter(
        self,
        kind: MovementKind,
        part_id: int,
        qty_milli: int,
        value_fen: int,
        *,
        order_line_id: int | None = None,
        reversal_of_id: int | None = None,
        line_id: int | None = None,
    ) -> None:
        """Note one movement of signed quantity and value; `line_id` is the line of its document."""
        balance = self._balances[part_id] = self._balances[part_id].moved(qty_milli, value_fen)
        self._rows.append(
            {
                "part": part_id,
                "kind": kind.value,
                "qty_milli": qty_milli,
                "value_fen": value_fen,
                "balance_milli": balance.qty_milli,
                "balance_fen": balance.value_fen,
                "order_line": order_line_id,
                "reversal_of": reversal_of_id,
                "line_id": line_id,
            }
        )

    def post(self, by: By, document: str, reason: str = "") -> None:
        """Write the movements and the new balances; StaleError when a card changed since it was read."""
        for part_id, opened in sorted(self._opened.items()):
            new = self._balances[part_id]
            was_now = (opened.qty_milli, opened.value_fen, new.qty_milli, new.value_fen)
            if not self._move(by, part_id, *was_now):
                raise StaleError(_("Someone else changed this meanwhile."))
        common = {"document": document, "moved_by": by.staff_id, "reason": reason}
        rows = [{**row, **common, "moved_at": max(by.at, self._last[row["part"]])} for row in self._rows]
        insert_many(StockMovement, rows)

    def _move(self, by: By, part_id: int, was_milli: int, was_fen: int, milli: int, fen: int) -> int:
        """Keep the balance with the part, and the day it last came in or was used: what is slow then shows."""
        kinds = {MovementKind(row["kind"]) for row in self._rows if row["part"] == part_id}
        if kinds & USED:
            return _move_out.run(milli, fen, by.at, part_id, was_milli, was_fen)
        if kinds & INWARD:
            return _move_in.run(milli, fen, by.at, part_id, was_milli, was_fen)
        return _move.run(milli, fen, part_id, was_milli, was_fen)


@statement
def _cards(part_ids: Any) -> Any:
    last = StockMovement.select(fn.MAX(StockMovement.id)).where(StockMovement.part == Part.id)
    return (
        Part.select(Part.id, Part.code, Part.name, Part.on_hand_milli, Part.value_fen, StockMovement.moved_at)
        .left_outer_join(StockMovement, on=(StockMovement.id == last))
        .where(Part.id.in_(part_ids))
        .order_by(Part.id)
    )


@statement
def _move(milli: Any, fen: Any, part_id: Any, was_milli: Any, was_fen: Any) -> Any:
    return Part.update(on_hand_milli=milli, value_fen=fen).where(_unchanged(part_id, was_milli, was_fen))


@statement
def _move_in(milli: Any, fen: Any, at: Any, part_id: Any, was_milli: Any, was_fen: Any) -> Any:
    moved = Part.update(on_hand_milli=milli, value_fen=fen, last_in_at=at)
    return moved.where(_unchanged(part_id, was_milli, was_fen))


@statement
def _move_out(milli: Any, fen: Any, at: Any, part_id: Any, was_milli: Any, was_fen: Any) -> Any:
    moved = Part.update(on_hand_milli=milli, value_fen=fen, last_out_at=at)
    return moved.where(_unchanged(part_id, was_milli, was_fen))


def _unchanged(part_id: Any, was_milli: Any, was_fen: Any) -> Any:
    return (Part.id == part_id) & (Part.on_hand_milli == was_milli) & (Part.value_fen == was_fen)


# Reading


def ledger(part_id: int, cursor: Cursor | None = None, limit: int = 50) -> Page[LedgerRow]:
    """The card of a part, newest first."""
    query = (
        StockMovement.select(
            StockMovement.id,
            StockMovement.moved_at,
            StockMovement.kind,
            StockMovement.document,
            StockMovement.qty_milli,
            StockMovement.value_fen,
            StockMovement.balance_milli,
            StockMovement.balance_fen,
            Staff.name,
            WorkOrder.id,
            WorkOrder.no,
            Vehicle.plate,
            StockMovement.reason,
        )
        .left_outer_join(Staff, on=(Staff.id == StockMovement.moved_by))
        .left_outer_join(OrderLine, on=(OrderLine.id == StockMovement.order_line))
        .left_outer_join(WorkOrder, on=(WorkOrder.id == OrderLine.order))
        .left_outer_join(Vehicle, on=(Vehicle.id == WorkOrder.vehicle))
        .where(StockMovement.part == part_id)
    )
    return keyset(query, (StockMovement.id,), cursor, limit, lambda rows: [_ledger_row(*row) for row in rows])


def _ledger_row(
    ref: int,
    at: datetime,
    kind: str,
    document: str,
    qty_milli: int,
    value_fen: int,
    balance_milli: int,
    balance_fen: int,
    who: str | None,
    order_id: int | None,
    order_no: str | None,
    plate: str | None,
    reason: str,
) -> LedgerRow:
    return LedgerRow(
        id=ref,
        at=at,
        kind=MovementKind(kind),
        document=document,
        qty_milli=qty_milli,
        value_fen=value_fen,
        balance=Balance(balance_milli, balance_fen),
        who=who or "",
        order_id=order_id,
        order_no=order_no or "",
        plate=display_plate(plate) if plate else "",
        reason=reason,
    )


# Proof


def check_books() -> list[str]:
    """What is wrong in the books, in words; empty when they balance (invariants 2, 3, 7).

    Every card's chain of balances is unbroken and ends at what the part says it has, every reversal undoes
    its movement, and every order line has been issued what the ledger says.
    """
    with transaction():
        return [*_broken_cards(), *_false_reversals(), *_false_lines()]


def _broken_cards() -> Iterator[str]:
    movements = (
        StockMovement.select(
            StockMovement.part,
            StockMovement.document,
            StockMovement.qty_milli,
            StockMovement.value_fen,
            StockMovement.balance_milli,
            StockMovement.balance_fen,
        )
        .order_by(StockMovement.part, StockMovement.id)
        .tuples()
        .iterator()
    )
    ends: dict[int, tuple[int, int]] = {}
    for part_id, card in groupby(movements, key=lambda row: row[0]):
        qty = value = 0
        for _part, document, qty_milli, value_fen, balance_milli, balance_fen in card:
            qty, value = qty + qty_milli, value + value_fen
            if (qty, value) != (balance_milli, balance_fen) or min(qty, value) < 0 or (value and not qty):
                yield _(
                    "Part {part}: the balance after {document} does not follow from the one before."
                ).format(part=part_id, document=document)
        ends[part_id] = (qty, value)
    cached = Part.select(Part.id, Part.code, Part.on_hand_milli, Part.value_fen).order_by(Part.id)
    for part_id, code, on_hand, value_fen in tuples(cached):
        if (on_hand, value_fen) != ends.get(part_id, (0, 0)):
            yield _("Part {part}: its stock differs from its ledger.").format(part=code)


def _false_reversals() -> Iterator[str]:
    first = StockMovement.alias()
    query = (
        StockMovement.select(StockMovement.document, StockMovement.kind)
        .join(first, on=(first.id == StockMovement.reversal_of))
        .where(
            (StockMovement.kind != MovementKind.REVERSAL.value)
            | (StockMovement.part != first.part)
            | (StockMovement.qty_milli + first.qty_milli != 0)
        )
        .order_by(StockMovement.id)
    )
    for document, _kind in tuples(query):
        yield _("A reversal on {document} does not undo its movement.").format(document=document)


def _false_lines() -> Iterator[str]:
    moved = (
        StockMovement.select(StockMovement.order_line, fn.SUM(StockMovement.qty_milli).alias("qty_milli"))
        .where(StockMovement.order_line.is_null(False))
        .group_by(StockMovement.order_line)
        .alias("moved")
    )
    in_ledger = fn.COALESCE(moved.c.qty_milli, 0)
    query = (
        OrderLine.select(WorkOrder.no, OrderLine.position, OrderLine.issued_milli, in_ledger)
        .join(WorkOrder, on=(WorkOrder.id == OrderLine.order))
        .left_outer_join(moved, on=(moved.c.order_line_id == OrderLine.id))
        .where(OrderLine.issued_milli + in_ledger != 0)
        .order_by(OrderLine.id)
    )
    for no, position, issued, balance in tuples(query):
        yield _("{order}, line {n}: {issued} issued, but {moved} in the ledger.").format(
            order=no, n=position, issued=format_quantity(issued), moved=format_quantity(-int(balance))
        )
