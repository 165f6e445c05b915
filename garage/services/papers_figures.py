"""Reads that make the papers of the stock's figures."""

from datetime import date

from garage.domain.documents import Imprint
from garage.domain.documents_figures import DayCloseSheet, DayMovement, RollSheet
from garage.domain.roll_forward import Period, by_group, total
from garage.services import day_closes, roll_forward, shop


def roll_number(period: Period) -> str:
    """What tells a roll-forward from others, ASCII."""
    return f"{period.first:%Y%m%d}-{period.last:%Y%m%d}"


def roll_sheet(period: Period, group: str | None, imprint: Imprint) -> RollSheet:
    """收发存表 of these days, of one group or of all."""
    parts = roll_forward.roll(period, group)
    return RollSheet(
        garage=shop.letterhead(),
        imprint=imprint,
        number=roll_number(period),
        period=period,
        group=group,
        parts=tuple(parts),
        groups=tuple(by_group(parts)),
        kinds=tuple(roll_forward.by_kind(period, group=group)),
        total=total(part.flow for part in parts),
    )


def close_number(day: date, close_id: int) -> str:
    """What tells a close from the others of its day, ASCII."""
    return f"DC-{day:%Y%m%d}-{close_id}"


def close_sheet(close_id: int, imprint: Imprint) -> DayCloseSheet:
    """日结单 as the day was when it was closed; raises KeyError."""
    close = day_closes.find(close_id)
    period = Period(close.day, close.day)
    upto = close.last_movement_id
    moved = roll_forward.movements(period, limit=max(close.movements, 1), upto=upto).rows
    return DayCloseSheet(
        garage=shop.letterhead(),
        imprint=imprint,
        number=close_number(close.day, close.id),
        day=close.day,
        closed_at=close.closed_at,
        closed_by=close.who,
        note=close.note,
        opening_fen=close.value_fen - close.in_fen + close.out_fen,
        in_fen=close.in_fen,
        out_fen=close.out_fen,
        value_fen=close.value_fen,
        kinds=tuple(roll_forward.by_kind(period, upto=upto)),
        movements=tuple(
            DayMovement(
                one.at, one.document, one.code, one.name, one.unit, one.qty_milli, one.value_fen, one.who
            )
            for one in reversed(moved)
        ),
        later=day_closes.movements_after(close.id),
    )
