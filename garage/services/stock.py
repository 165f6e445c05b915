"""The stock ledger: writing movements, and the card of a part."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from peewee import fn

from garage.domain.pages import Page
from garage.domain.plates import display_plate
from garage.domain.stock import INWARD, USED, Balance, MovementKind
from garage.errors import FieldError, StaleError
from garage.i18n import _
from garage.models.listing import Cursor, keyset
from garage.models.orders import OrderLine, WorkOrder
from garage.models.parts import Part
from garage.models.staff import Staff
from garage.models.statements import insert_many, statement
from garage.models.stock import StockMovement
from garage.models.vehicles import Vehicle
from garage.services.command import By
from garage.services.stock_books import check_books

__all__ = ["Cards", "LedgerRow", "check_books", "ledger", "on_hand"]


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


@dataclass(frozen=True)
class CardPart:
    """What an act on stock needs to know of a part besides its balance."""

    id: int
    code: str
    name: str
    old_part_back: bool
    serial_tracked: bool


class Cards:
    """The cards of some parts, opened for writing inside an act; `post` writes all entries at once.

    The ledger is in the order of its ids. There is no backdating: a movement bears the time of the act, or
    that of the card's last movement when the clock was set back meanwhile.
    """

    def __init__(self, part_ids: Iterable[int]) -> None:
        """Read the cards; raises FieldError("lines") for a part that does not exist."""
        wanted = set(part_ids)
        self._opened: dict[int, Balance] = {}
        self._parts: dict[int, CardPart] = {}
        self._last: dict[int, datetime] = {}
        for ref, code, name, back, tracked, on_hand, value, moved_at in _cards.rows(sorted(wanted)):
            self._opened[ref] = Balance(on_hand, value)
            self._parts[ref] = CardPart(ref, code, name, bool(back), bool(tracked))
            self._last[ref] = moved_at or datetime.min
        if len(self._opened) < len(wanted):
            raise FieldError("lines", _("This part does not exist."))
        self._balances = dict(self._opened)
        self._rows: list[dict[str, Any]] = []
        self._kinds: dict[int, set[MovementKind]] = {ref: set() for ref in self._opened}

    def balance(self, part_id: int) -> Balance:
        """Balance of a card after the entries so far."""
        return self._balances[part_id]

    def name(self, part_id: int) -> str:
        """Code and name of a part, for sentences."""
        return f"{self._parts[part_id].code} {self._parts[part_id].name}"

    def part(self, part_id: int) -> CardPart:
        """What is known of a part whose card is open."""
        return self._parts[part_id]

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
        self._kinds[part_id].add(kind)
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
        for part_id, kinds in self._kinds.items():
            if MovementKind.REVERSAL in kinds:
                _look_back.run(part_id)

    def _move(self, by: By, part_id: int, was_milli: int, was_fen: int, milli: int, fen: int) -> int:
        """Keep the balance with the part, and the day it last came in or was used: what is slow then shows."""
        kinds = self._kinds[part_id]
        if kinds & USED:
            return _move_out.run(milli, fen, by.at, part_id, was_milli, was_fen)
        if kinds & INWARD:
            return _move_in.run(milli, fen, by.at, part_id, was_milli, was_fen)
        return _move.run(milli, fen, part_id, was_milli, was_fen)


def undo(by: By, document: str, part_ids: Iterable[int], kind: MovementKind, why: str) -> None:
    """Counter-movements to all that a document moved: the goods are back at exactly what they went for."""
    wanted = sorted(set(part_ids))
    cards = Cards(wanted)
    for ref, part_id, qty_milli, value_fen in _moved_by.rows(wanted, document, kind.value):
        cards.enter(MovementKind.REVERSAL, part_id, -qty_milli, -value_fen, reversal_of_id=ref)
    cards.post(by, document, why)


@statement
def _moved_by(part_ids: Any, document: Any, kind: Any) -> Any:
    """By part: its card is indexed, the number of the document is not."""
    of_it = StockMovement.part.in_(part_ids) & (StockMovement.document == document)
    columns = (StockMovement.id, StockMovement.part, StockMovement.qty_milli, StockMovement.value_fen)
    return (
        StockMovement.select(*columns).where(of_it & (StockMovement.kind == kind)).order_by(StockMovement.id)
    )


@statement
def _cards(part_ids: Any) -> Any:
    last = StockMovement.select(fn.MAX(StockMovement.id)).where(StockMovement.part == Part.id)
    return (
        Part.select(
            Part.id,
            Part.code,
            Part.name,
            Part.old_part_back,
            Part.serial_tracked,
            Part.on_hand_milli,
            Part.value_fen,
            StockMovement.moved_at,
        )
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


@statement
def _look_back(part_id: Any) -> Any:
    """What was reversed neither came in nor was used: the days are those of the last that stands."""
    return Part.update(last_in_at=_last_of(INWARD), last_out_at=_last_of(USED)).where(Part.id == part_id)


def _last_of(kinds: Iterable[MovementKind]) -> Any:
    undone = StockMovement.alias()
    reversal = undone.select(undone.id).where(undone.reversal_of == StockMovement.id)
    of_part = (StockMovement.part == Part.id) & StockMovement.kind.in_([kind.value for kind in sorted(kinds)])
    last = StockMovement.select(StockMovement.moved_at).where(of_part & ~fn.EXISTS(reversal))
    return last.order_by(StockMovement.id.desc()).limit(1)


def _unchanged(part_id: Any, was_milli: Any, was_fen: Any) -> Any:
    return (Part.id == part_id) & (Part.on_hand_milli == was_milli) & (Part.value_fen == was_fen)


# Reading


def on_hand() -> dict[int, tuple[int, int]]:
    """{part id: (milli-units, fen)} of every part, as the ledger left it."""
    return {ref: (milli, fen) for ref, milli, fen in _on_hand.rows()}


@statement
def _on_hand() -> Any:
    return Part.select(Part.id, Part.on_hand_milli, Part.value_fen)


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
