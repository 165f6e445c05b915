"""Calls, talks and questions as one says them: when they are due, what came of them, in which tone."""

from collections.abc import Iterable
from datetime import date, datetime

from garage.domain.contacts import Outcome
from garage.domain.followups import FollowUpState, Purpose, When
from garage.domain.labels import label
from garage.domain.phones import display_phone
from garage.domain.questions import QuestionState
from garage.i18n import _, ngettext
from garage.services import care_settings
from garage.services.contacts import TalkRow
from garage.services.follow_up_pages import PhoneRow
from garage.services.follow_up_rows import CallRow
from garage.services.questions import QuestionRow
from garage.ui.forms.spoken_time import say_moment

STATE_TONES = {
    FollowUpState.DONE: "ok",
    FollowUpState.UNREACHABLE: "warn",
    FollowUpState.REFUSED: "bad",
    FollowUpState.CANCELLED: "muted",
}
OUTCOME_TONES = {Outcome.REACHED: "ok", Outcome.CALL_BACK: "accent", Outcome.REFUSED: "bad"}


def about_call(row: CallRow) -> str:
    """The call in one line: who, which car, which visit."""
    return " · ".join(part for part in (row.customer, row.plate, row.model, row.order_no) if part)


def say_round(row: CallRow) -> str:
    """Which call it is."""
    if row.purpose is not Purpose.REPAIR:
        return label(row.purpose)
    return _("1st call") if row.round == 1 else _("2nd call")


def say_due(row: CallRow, now: datetime) -> tuple[str, str]:
    """When it is to be made, and the tone of it; of a closed one what became of it."""
    today = now.date()
    if row.state is not FollowUpState.PENDING:
        moment = f" {row.done_at:%m-%d}" if row.done_at else ""
        return f"{label(row.state)}{moment}", STATE_TONES[row.state]
    place = row.when(today)
    if row.next_at is not None:
        overdue = row.next_at < now and row.next_at.date() < today
        return say_moment(row.next_at, now), "bad" if place is When.LATE else "warn" if overdue else "accent"
    if row.provisional:
        return _("about {day}, after the 1st").format(day=f"{row.due_on:%m-%d}"), "muted"
    if place is When.LATE:
        days = (today - row.late_after).days
        return ngettext("{n} day late", "{n} days late", days).format(n=days), "bad"
    if place is When.COMING:
        return say_day(row.due_on, today), ""
    if row.late_after == today:
        return _("today, last day"), "warn"
    return _("until {day}").format(day=f"{row.late_after:%m-%d}"), ""


def say_day(day: date, today: date) -> str:
    """A day to come."""
    ahead = (day - today).days
    if ahead == 1:
        return _("tomorrow")
    return ngettext("in {n} day", "in {n} days", ahead).format(n=ahead)


def say_hours(row: CallRow, now: datetime) -> tuple[str, str]:
    """The convenient hours as they were written, and whether it is now."""
    if row.state is FollowUpState.PENDING and row.is_convenient(now):
        return _("{hours} · now").format(hours=row.call_time or _("agreed")), "ok"
    return row.call_time, ""


def say_number(phone: PhoneRow) -> str:
    """A number, with the name of who brought the car where it is theirs."""
    return " ".join(filter(None, (display_phone(phone.number), phone.whose)))


def say_outcome(row: TalkRow) -> str:
    """What came of a talk."""
    if row.outcome is Outcome.CALL_BACK and row.call_back_at is not None:
        return _("Call back {when}").format(when=f"{row.call_back_at:%m-%d %H:%M}")
    return label(row.outcome)


def say_way(row: TalkRow) -> str:
    """Who began, and by what means."""
    return " · ".join((label(row.direction), label(row.channel)))


def say_scores(scores: Iterable[tuple[str, int]]) -> str:
    """Stars by topic."""
    return _(", ").join(f"{care_settings.topic_name(topic)} {score}" for topic, score in scores)


def say_question(row: QuestionRow, today: date) -> tuple[str, str]:
    """What is to be done about a question until when, and the tone of it."""
    if row.state is QuestionState.ESCALATED:
        return _("with {name}").format(name=row.escalated_to), ""
    if row.is_late(today):
        days = (today - row.due_on).days
        return ngettext("{n} day late", "{n} days late", days).format(n=days), "bad"
    if row.state is QuestionState.ANSWERED:
        return _("tell today"), "warn"
    if row.state is QuestionState.OPEN:
        return (_("answer today"), "warn") if row.due_on == today else (say_day(row.due_on, today), "")
    return label(row.state), "ok" if row.state is QuestionState.TOLD else "muted"
