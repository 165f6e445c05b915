"""Deadlines in working days that still run: who changes the calendar counts them anew in the same act (G5, S4)."""

from datetime import date
from typing import Any

from garage.domain.claims import UNDECIDED
from garage.domain.complaints import UNTOLD, working_days_left
from garage.domain.working_days import Calendar
from garage.models.claims import Claim
from garage.models.complaints import Complaint, ComplaintRound
from garage.services.command import By, update

ACT = "calendar"
"""What the log calls it."""


def count_anew(by: By, before: Calendar, now: Calendar) -> None:
    """Every kept day of them becomes what the calendar gives now; to be called inside the act that changed it.

    These are the customer's answer on a complaint and the supplier's on a claim. Whatever has its answer stays.
    """
    _complaints(by, before, now)
    _claims(by, before, now)


def _complaints(by: By, before: Calendar, now: Calendar) -> None:
    """As many working days from the day on which the present round began as were given then."""
    mine = (ComplaintRound.complaint == Complaint.id) & (ComplaintRound.round == Complaint.round)
    open_ones = ComplaintRound.select(ComplaintRound).join(Complaint, on=mine)
    states = sorted(state.value for state in UNTOLD)
    for turn in list(open_ones.where(Complaint.state.in_(states)).order_by(ComplaintRound.id)):
        start = turn.opened_at.date()
        due = now.after(start, working_days_left(start, turn.result_due_on, before)).on
        _move(by, turn, "result_due_on", due)
        _move(by, Complaint.get_by_id(turn.complaint_id), "result_due_on", due)


def _claims(by: By, before: Calendar, now: Calendar) -> None:
    """As many working days as the supplier was given when it was asked: its terms may have changed since."""
    states = sorted(state.value for state in UNDECIDED)
    waits = Claim.state.in_(states) & Claim.answer_due_on.is_null(False) & Claim.answered_at.is_null()
    for claim in list(Claim.select().where(waits).order_by(Claim.id)):
        asked = [at for at in (claim.approval_asked_at, claim.major and claim.reported_at) if at]
        if asked and claim.answer_due_on is not None:
            start = max(asked).date()
            given = working_days_left(start, claim.answer_due_on, before)
            _move(by, claim, "answer_due_on", now.after(start, given).on)


def _move(by: By, row: Any, column: str, due: date) -> None:
    was = getattr(row, column)
    if was != due:
        update(by, row, row.version, {column: due}, act=ACT, reason=f"{was} → {due}")
