"""Campaigns as one says them: when, how far, what comes next, who said what, in which tone (G4)."""

from datetime import date, datetime

from garage.domain.campaigns import (
    OVER,
    Answer,
    CampaignAct,
    CampaignState,
    TargetState,
    days_late,
)
from garage.domain.labels import label
from garage.i18n import _, ngettext
from garage.services import deadlines
from garage.services.campaign_rows import CampaignRow, TargetRow
from garage.ui.forms.spoken_time import say_moment

_S, _T = CampaignState, TargetState
TONES: dict[CampaignState, str] = {
    _S.DRAFT: "muted",
    _S.APPROVED: "accent",
    _S.CALLING: "accent",
    _S.MAILING: "accent",
    _S.RUNNING: "ok",
    _S.CLOSED: "ok",
    _S.CANCELLED: "muted",
}
ANSWER_TONES = {Answer.COMING: "ok", Answer.PERHAPS: "accent", Answer.NOT_COMING: "muted"}
_TARGET_TONES = {_T.UNREACHED: "warn", _T.LETTER_ONLY: "accent", _T.REMOVED: "muted", _T.MISSED: "muted"}


def about_campaign(row: CampaignRow) -> str:
    """The campaign in one line: number, kind, its days, its place."""
    data = row.data
    return " · ".join(filter(None, (row.no, label(data.kind), say_days(row), data.place)))


def say_days(row: CampaignRow) -> str:
    """From when to when."""
    first, last = row.data.starts_on, row.data.ends_on
    if first == last:
        return first.isoformat()
    end = f"{last:%m-%d}" if first.year == last.year else last.isoformat()
    return _("{first} to {last}").format(first=first.isoformat(), last=end)


def say_clock(row: CampaignRow, today: date) -> tuple[str, str]:
    """What is due until when, and the tone of it."""
    counted = row.standing.counted
    if row.state in OVER or row.state is _S.DRAFT:
        return label(row.state), TONES[row.state]
    if row.next_act(today) is CampaignAct.CLOSE:
        return _("to be closed"), "warn"
    if counted.to_call:
        late = days_late(row.call_by, today)
        left = ngettext("{n} to call", "{n} to call", counted.to_call).format(n=counted.to_call)
        if late:
            text = ngettext("{left}, {n} day late", "{left}, {n} days late", late)
            return text.format(left=left, n=late), "bad"
        text = _("{left} by {day}").format(left=left, day=f"{row.call_by:%m-%d}")
        return text, "warn" if row.call_by == today else ""
    if counted.owed and counted.owed_on is not None:
        text = ngettext("{n} letter by {day}", "{n} letters by {day}", counted.owed)
        tone = "bad" if counted.owed_on < today else "warn" if counted.owed_on == today else ""
        return text.format(n=counted.owed, day=f"{counted.owed_on:%m-%d}"), tone
    if row.state is _S.RUNNING:
        return _("runs until {day}").format(day=f"{row.data.ends_on:%m-%d}"), "ok"
    return _("begins on {day}").format(day=f"{row.data.starts_on:%m-%d}"), "ok"


def say_notice(call_by_day: date, today: date) -> tuple[str, str]:
    """By when everybody is called, or that it is too late for that."""
    late = days_late(call_by_day, today)
    if late:
        text = ngettext(
            "Too late: the calls should have been made by {day}, {n} day ago.",
            "Too late: the calls should have been made by {day}, {n} days ago.",
            late,
        )
        return text.format(day=call_by_day.isoformat(), n=late), "warn"
    days = deadlines.chosen().letter_days
    text = ngettext(
        "Everybody is called by {day}; the letter goes out within {n} day of the call.",
        "Everybody is called by {day}; the letter goes out within {n} days of the call.",
        days,
    )
    return text.format(day=call_by_day.isoformat(), n=days), "muted"


def say_target(row: TargetRow, now: datetime) -> tuple[str, str]:
    """Where a customer stands, or what he said, and the tone of it."""
    if row.state is _T.TO_CALL:
        if row.next_at is not None:
            return _("again {moment}").format(moment=say_moment(row.next_at, now)), "accent"
        return label(row.state), ""
    if row.answer is not None and row.state is not _T.REMOVED:
        return label(row.answer), ANSWER_TONES.get(row.answer, "")
    return label(row.state), _TARGET_TONES.get(row.state, "")


def say_letter(row: TargetRow, today: date, *, worded: bool) -> tuple[str, str]:
    """The letter that was written, or by when it goes out."""
    if row.letter_no:
        return row.letter_no, ""
    if row.letter_due_on is None or not worded:
        return "", ""
    late, due = row.letter_due_on < today, f"{row.letter_due_on:%m-%d}"
    return _("by {day}").format(day=due), "bad" if late else "warn" if row.letter_due_on == today else ""
