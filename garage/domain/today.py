"""The day on short cards: what somebody has to do, by when, in three columns (G9)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

WEEK_DAYS = 7
"""How far "this week" reaches, today included: a Friday wants to see Monday."""


FEW = 5
"""Cards of one kind in a column; hundreds of files that lack an address are not to hide one complaint."""


class TodayKind(StrEnum):
    """What a card is about; the weightiest first."""

    COMPLAINT_VERIFY = "COMPLAINT_VERIFY"
    COMPLAINT_TELL = "COMPLAINT_TELL"
    COMPLAINT_REVISIT = "COMPLAINT_REVISIT"
    LATE_JOB = "LATE_JOB"
    ESCALATE = "ESCALATE"
    APPOINTMENT = "APPOINTMENT"
    TELL_ANSWER = "TELL_ANSWER"
    QUESTION = "QUESTION"
    CALL = "CALL"
    REWORK = "REWORK"
    REWORK_DECIDE = "REWORK_DECIDE"
    REWORK_REFER = "REWORK_REFER"
    REWORK_OWED = "REWORK_OWED"
    MAJOR_FAULT = "MAJOR_FAULT"
    CLAIMS = "CLAIMS"
    CLAIM_ANSWER = "CLAIM_ANSWER"
    WEEK_REPORT = "WEEK_REPORT"
    RECEIVABLE = "RECEIVABLE"
    SALE_OWED = "SALE_OWED"
    NOTICE_OWED = "NOTICE_OWED"
    CAMPAIGN_CALLS = "CAMPAIGN_CALLS"
    CAMPAIGN_LETTERS = "CAMPAIGN_LETTERS"
    CAMPAIGN_END = "CAMPAIGN_END"
    LETTER = "LETTER"
    REMINDER = "REMINDER"
    FILE = "FILE"
    LOW_STOCK = "LOW_STOCK"
    SUMMARY = "SUMMARY"
    MEASURE = "MEASURE"
    TRAINING = "TRAINING"


class TodayColumn(StrEnum):
    """How near it is."""

    OVERDUE = "OVERDUE"
    TODAY = "TODAY"
    WEEK = "WEEK"


@dataclass(frozen=True)
class Card:
    """Something to do: about whom, what, by when (a day, or a moment); `ref` is the row that it leads to.

    `due` without a clock time counts to the end of its day. `count` says how many one card stands for.
    """

    kind: TodayKind
    ref: int
    title: str
    about: str
    due: date | datetime
    no: str = ""
    count: int = 1
    fen: int = 0

    @property
    def key(self) -> str:
        """One card a thing, so that a list knows it again."""
        return f"{self.kind}:{self.ref}"


def column_of(due: date | datetime, now: datetime) -> TodayColumn | None:
    """Where a card stands at that moment; None while it is further than a week away."""
    if isinstance(due, datetime):
        day, late = due.date(), due < now
    else:
        day, late = due, due < now.date()
    if late:
        return TodayColumn.OVERDUE
    if day <= now.date():
        return TodayColumn.TODAY
    return TodayColumn.WEEK if (day - now.date()).days < WEEK_DAYS else None


def week_end(today: date) -> date:
    """The last day of which a card may stand here."""
    return today + timedelta(days=WEEK_DAYS - 1)


def window_due(first: date, last: date, today: date) -> date:
    """By when something with a window stands on the day's cards: all through the window it is today's work."""
    return min(max(first, today), last)


def in_columns(cards: Iterable[Card], now: datetime) -> dict[TodayColumn, list[Card]]:
    """The cards of each column: what is late by its weight, the rest by when it is due.

    Of one kind the first `FEW` of a column stand for themselves; a card without a row, `ref` 0, counts the others.
    """
    found: dict[TodayColumn, list[Card]] = {column: [] for column in TodayColumn}
    for card in cards:
        column = column_of(card.due, now)
        if column is not None:
            found[column].append(card)
    late, *rest = TodayColumn
    columns = {late: sorted(found[late], key=lambda card: (_PLACES[card.kind], *_moment(card)))}
    columns |= {column: sorted(found[column], key=_moment) for column in rest}
    return {column: _gathered(shown) for column, shown in columns.items()}


def _gathered(cards: Iterable[Card]) -> list[Card]:
    shown: list[Card] = []
    rest: dict[TodayKind, list[Card]] = {}
    seen: dict[TodayKind, int] = {}
    for card in cards:
        seen[card.kind] = seen.get(card.kind, 0) + 1
        if seen[card.kind] <= FEW:
            shown.append(card)
        else:
            rest.setdefault(card.kind, []).append(card)
    for kind, others in rest.items():
        last = max(place for place, card in enumerate(shown) if card.kind is kind)
        fen = sum(card.fen for card in others)
        count = sum(card.count for card in others)
        shown.insert(last + 1, Card(kind, 0, "", "", others[0].due, count=count, fen=fen))
    return shown


_PLACES = {kind: place for place, kind in enumerate(TodayKind)}


def _moment(card: Card) -> tuple[datetime, int, int]:
    due = card.due if isinstance(card.due, datetime) else datetime.combine(card.due, time.max)
    return due, _PLACES[card.kind], card.ref
