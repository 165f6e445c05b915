"""Acts of a stocktake: begin with a snapshot, count, review, post the differences once, or give it up (F5)."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from peewee import fn

from garage.domain.dates import said_moment
from garage.domain.numbers import Series
from garage.domain.quantities import MAX_QTY_MILLI, format_quantity
from garage.domain.stock import MovementKind
from garage.domain.stocktakes import (
    OPEN,
    Count,
    CountAct,
    CountScope,
    StocktakeState,
    difference_value,
    require,
)
from garage.domain.text import one_line, said_why
from garage.errors import FieldError, Reason, RuleError, StaleError
from garage.i18n import _
from garage.models.listing import tuples
from garage.models.parts import Part
from garage.models.statements import insert_many, statement
from garage.models.stock import StockMovement
from garage.models.stocktakes import Stocktake, StocktakeLine
from garage.services import numbers, staff
from garage.services.command import Area, By, audit, command, create, refuse_stale, update
from garage.services.count_scopes import Scope, parts_of, said_scope
from garage.services.stock import Cards


@dataclass(frozen=True)
class Begun:
    """The stocktake that was begun, and how many parts another one has in hand."""

    id: int
    no: str
    parts: int
    left_out: int


@command(Area.STOCK)
def begin(by: By, scope: Scope, *, blind: bool = False, note: str = "") -> Begun:
    """Take the snapshot: every part of the scope with what the books have now.

    Parts that another open stocktake counts are left out. FieldError("scope_text") when the scope names nothing,
    RuleError when there is nothing to count.
    """
    text = said_scope(scope)
    found = tuples(parts_of(by.at, scope, text))
    taken = dict(tuples(_in_hand()))
    rows = [row for row in found if row[0] not in taken]
    if not rows:
        words = _("All of these are being counted already.") if found else _("There is nothing to count.")
        raise RuleError(Reason("nothing", words, "stocktakes"))
    stocktake = create(
        by,
        Stocktake,
        no=numbers.take(by, Series.STOCKTAKE),
        scope=scope.kind.value,
        scope_text=str(scope.days) if scope.kind is CountScope.ROLLING else text,
        blind=blind,
        state=StocktakeState.COUNTING.value,
        snapshot_at=by.at,
        note=one_line("note", note, 200),
    )
    insert_many(StocktakeLine, [_line(stocktake.id, place, row) for place, row in enumerate(rows, 1)])
    return Begun(stocktake.id, stocktake.no, len(rows), len(found) - len(rows))


def _line(stocktake_id: int, position: int, row: tuple[Any, ...]) -> dict[str, Any]:
    part, place, milli, fen = row
    return {
        "stocktake": stocktake_id,
        "position": position,
        "part": part,
        "bin": place,
        "book_milli": milli,
        "book_fen": fen,
        "difference_milli": 0,
        "difference_fen": 0,
        "reason": "",
    }


@dataclass(frozen=True)
class Asked:
    """What a scope would count: how many parts, and {number of an open stocktake: how many of them it has}."""

    parts: int
    elsewhere: Mapping[str, int]


def asked(at: datetime, scope: Scope) -> Asked:
    """What `begin` would do with this scope; FieldError("scope_text") as there."""
    found = [row[0] for row in tuples(parts_of(at, scope, said_scope(scope)))]
    taken = dict(tuples(_in_hand()))
    elsewhere = Counter(taken[part] for part in found if part in taken)
    return Asked(len(found) - elsewhere.total(), elsewhere)


def _in_hand() -> Any:
    """Parts of all open stocktakes, with its number."""
    return (
        StocktakeLine.select(StocktakeLine.part, Stocktake.no)
        .join(Stocktake)
        .where(Stocktake.state.in_([state.value for state in OPEN]))
    )


@command(Area.STOCK)
def count(
    by: By,
    stocktake_id: int,
    counts: Mapping[int, int | None],
    *,
    counted_at: datetime | None = None,
    seen: Mapping[int, int | None] | None = None,
) -> None:
    """Enter what was counted of parts, {part id: milli, None to take a count back}; counted again counts anew.

    Each is held against the books of the moment it was counted: what is issued or received before and after is
    no difference. A sheet that is typed in later says when it was counted. FieldError names the part
    ("counts.<id>", "counted_at"); RuleError unless it is being counted; StaleError when a count is no longer
    the one `seen`: two seats count the same sheet, and neither writes over what it has not read.
    """
    stocktake = opened(CountAct.COUNT, stocktake_id)
    at = said_moment(counted_at, stocktake.snapshot_at, by.at)
    if at is None:
        raise FieldError("counted_at", _("It was counted after the snapshot and not later than now."))
    lines = {row.part_id: row for row in _lines.objects(stocktake_id, sorted(counts))}
    for part_id, milli in counts.items():
        if part_id not in lines:
            raise FieldError(f"counts.{part_id}", _("This part is not on the count sheet."))
        if milli is not None and not 0 <= milli <= MAX_QTY_MILLI:
            raise FieldError(f"counts.{part_id}", _("It cannot be less than zero or that large."))
        if seen is not None and lines[part_id].counted_milli != seen[part_id]:
            raise _counted_meanwhile(lines[part_id])
    books = _books_at(list(lines), None if counted_at is None else at)
    for part_id, milli in counts.items():
        if milli is None:
            _take_back.run(lines[part_id].id)
        else:
            found = Count(books[part_id], milli)
            expected, difference = found.expected_milli, found.difference_milli
            _note_count.run(milli, at, by.staff_id, expected, difference, lines[part_id].id)


@command(Area.STOCK)
def count_more(
    by: By, stocktake_id: int, part_id: int, qty_milli: int = 1000, *, counted_at: datetime | None = None
) -> int:
    """One more of a part was scanned; returns how many that makes. Moment and errors as in `count`."""
    [line] = _lines.objects(stocktake_id, [part_id]) or [None]
    so_far = (line.counted_milli or 0) if line is not None else 0
    count(by, stocktake_id, {part_id: so_far + qty_milli}, counted_at=counted_at)
    return so_far + qty_milli


def _counted_meanwhile(line: Any) -> StaleError:
    who = staff.names([line.counted_by]).get(line.counted_by, "") if line.counted_by else ""
    if line.counted_milli is None:
        return StaleError(_("Somebody took this count back meanwhile."), by=who)
    text = _("{name} counted {count} meanwhile: type yours again if it is right.")
    return StaleError(text.format(name=who, count=format_quantity(line.counted_milli)), by=who)


# The sheet is working paper until it is posted; the posting is what the log keeps.


@statement
def _note_count(milli: Any, at: Any, who: Any, expected: Any, difference: Any, line_id: Any) -> Any:
    found = {"counted_milli": milli, "counted_at": at, "counted_by": who}
    line = StocktakeLine.update(**found, expected_milli=expected, difference_milli=difference)
    return line.where(StocktakeLine.id == line_id)


@statement
def _take_back(line_id: Any) -> Any:
    nothing = dict.fromkeys(("counted_milli", "counted_at", "counted_by", "expected_milli"))
    return StocktakeLine.update(**nothing, difference_milli=0).where(StocktakeLine.id == line_id)


@statement
def _explain(reason: Any, line_id: Any) -> Any:
    return StocktakeLine.update(reason=reason).where(StocktakeLine.id == line_id)


@statement
def _lines(stocktake_id: Any, part_ids: Any) -> Any:
    of_it = StocktakeLine.stocktake == stocktake_id
    return StocktakeLine.select().where(of_it & StocktakeLine.part.in_(part_ids))


def _books_at(part_ids: Sequence[int], at: datetime | None) -> dict[int, int]:
    """What the books had of each part at a moment (None: have now), in milli-units."""
    now: dict[int, int] = dict(_on_hand.rows(part_ids))
    if at is None:
        return now
    since = StockMovement.select(StockMovement.part, fn.SUM(StockMovement.qty_milli)).where(
        StockMovement.part.in_(part_ids) & (StockMovement.moved_at > at)
    )
    later = dict(tuples(since.group_by(StockMovement.part)))
    return {part: milli - int(later.get(part, 0)) for part, milli in now.items()}


@statement
def _on_hand(part_ids: Any) -> Any:
    return Part.select(Part.id, Part.on_hand_milli).where(Part.id.in_(part_ids))


@command(Area.STOCK)
def explain(by: By, stocktake_id: int, part_id: int, reason: str) -> None:
    """Say where a difference comes from."""
    stocktake = _find(stocktake_id)
    if StocktakeState(stocktake.state) not in OPEN:
        require(CountAct.CANCEL, StocktakeState(stocktake.state))
    [line] = _lines.objects(stocktake_id, [part_id]) or [None]
    if line is None:
        raise FieldError(f"counts.{part_id}", _("This part is not on the count sheet."))
    why = one_line("reason", reason, 120)
    _explain.run(why, line.id)
    audit(by, "explain", "stocktake", stocktake_id, after={"part": part_id}, reason=why)


@command(Area.STOCK)
def review(by: By, stocktake_id: int, version: int) -> None:
    """The count is done: what was not counted stays as it is in the books, and a blind count shows them now.

    RuleError when nothing was counted.
    """
    stocktake = opened(CountAct.REVIEW, stocktake_id, version)
    if not counted_lines(stocktake_id):
        raise RuleError(Reason("nothing", _("Nothing has been counted yet."), "counts"))
    reviewed = StocktakeState.REVIEWED.value
    update(by, stocktake, version, act="review", state=reviewed, reviewed_at=by.at, reviewed_by=by.staff_id)


@command(Area.STOCK)
def recount(by: By, stocktake_id: int, version: int) -> None:
    """Back to counting: something does not look right."""
    stocktake = opened(CountAct.RECOUNT, stocktake_id, version)
    counting = StocktakeState.COUNTING.value
    update(by, stocktake, version, act="recount", state=counting, reviewed_at=None, reviewed_by=None)


@command(Area.STOCK, Area.ORDERS)
def post(by: By, stocktake_id: int, version: int, *, approved_by: int | None = None) -> int:
    """Book exactly the differences, once (invariant 20); returns their value in fen.

    An owner approves; an owner who posts approves himself. FieldError("approved_by") without one. RuleError
    names each part whose difference has no reason, or of which more is missing than the books have by now.
    """
    stocktake = opened(CountAct.POST, stocktake_id, version)
    lines = counted_lines(stocktake_id)
    _require_reasons(lines)
    own = approved_by is None and staff.is_owner(by.staff_id)
    approver = staff.check_owner("approved_by", by.staff_id if own else approved_by)
    values = _book(by, stocktake, [line for line in lines if line.difference_milli])
    _note_counted.run(stocktake_id)
    posted = StocktakeState.POSTED.value
    update(by, stocktake, version, act="post", state=posted, posted_at=by.at, approved_by=approver)
    return sum(values)


@statement
def _note_counted(stocktake_id: Any) -> Any:
    """A part was counted when somebody stood before it, however late the sheet is posted."""
    of_it = (StocktakeLine.stocktake == stocktake_id) & StocktakeLine.counted_at.is_null(False)
    when = StocktakeLine.select(StocktakeLine.counted_at).where(of_it & (StocktakeLine.part == Part.id))
    counted = StocktakeLine.select(StocktakeLine.part).where(of_it)
    return Part.update(counted_at=when).where(Part.id.in_(counted))


def require_reasons(stocktake_id: int) -> None:
    """RuleError that names each part whose difference nobody has explained yet."""
    _require_reasons(counted_lines(stocktake_id))


@statement
def _value(fen: Any, line_id: Any) -> Any:
    return StocktakeLine.update(difference_fen=fen).where(StocktakeLine.id == line_id)


def _require_reasons(lines: Sequence[Any]) -> None:
    bare = [line.part_id for line in lines if line.difference_milli and not line.reason]
    if bare:
        names = dict(tuples(Part.select(Part.id, Part.code).where(Part.id.in_(bare))))
        words = _("{part}: say where the difference comes from.")
        raise RuleError([Reason("no_reason", words.format(part=names[one]), str(one)) for one in bare])


def _book(by: By, stocktake: Stocktake, lines: Sequence[Any]) -> list[int]:
    cards = Cards(line.part_id for line in lines)
    costs = dict(
        tuples(Part.select(Part.id, Part.last_cost_fen).where(Part.id.in_([line.part_id for line in lines])))
    )
    refused: list[Reason] = []
    values = []
    for line in lines:
        milli = line.difference_milli
        try:
            value = difference_value(cards.balance(line.part_id), milli, costs[line.part_id] or 0)
        except RuleError as error:
            part = cards.name(line.part_id)
            refused += [Reason(why.code, f"{part}: {why.text}", str(line.part_id)) for why in error.reasons]
            continue
        kind = MovementKind.COUNT_GAIN if milli > 0 else MovementKind.COUNT_LOSS
        cards.enter(kind, line.part_id, milli, value, line_id=line.id)
        _value.run(value, line.id)
        values.append(value)
    if refused:
        raise RuleError(refused)
    cards.post(by, stocktake.no)
    return values


@command(Area.STOCK)
def cancel(by: By, stocktake_id: int, version: int, reason: str) -> None:
    """Give it up: nothing is booked, the sheet stays."""
    stocktake = opened(CountAct.CANCEL, stocktake_id, version)
    why = said_why(reason)
    given_up = StocktakeState.CANCELLED.value
    update(by, stocktake, version, act="cancel", reason=why, state=given_up, cancel_reason=why)


def counted_lines(stocktake_id: int) -> list[Any]:
    """Lines that were counted, in the order of the shelf."""
    return list(_counted.objects(stocktake_id))


@statement
def _counted(stocktake_id: Any) -> Any:
    of_it = (StocktakeLine.stocktake == stocktake_id) & StocktakeLine.counted_milli.is_null(False)
    return StocktakeLine.select().where(of_it).order_by(StocktakeLine.position)


def _find(stocktake_id: int) -> Any:
    row = Stocktake.find(stocktake_id)
    if row is None:
        raise KeyError(stocktake_id)
    return row


def opened(act: CountAct, stocktake_id: int, version: int | None = None) -> Any:
    """The row of a stocktake with which `act` may be done; KeyError, StaleError or RuleError else."""
    stocktake = _find(stocktake_id)
    refuse_stale(stocktake, version)
    require(act, StocktakeState(stocktake.state))
    return stocktake
