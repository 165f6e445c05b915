"""Complaints as one says them: whom they are about, until when what is to be done, in which tone."""

from datetime import date, datetime, timedelta

from garage.domain.complaints import OVER, ComplaintAct, ComplaintLevel, ComplaintState
from garage.domain.labels import label
from garage.i18n import _, ngettext
from garage.services.complaint_rows import ComplaintRow
from garage.ui.forms.spoken_time import say_moment, say_span

_S = ComplaintState
TONES: dict[ComplaintState, str] = {
    _S.REGISTERED: "warn",
    _S.CLASSIFIED: "warn",
    _S.ASSIGNED: "warn",
    _S.REOPENED: "bad",
    _S.CLOSED: "ok",
    _S.WITHDRAWN: "muted",
}
SOON = timedelta(hours=4)
"""So long before the 24 hours are over, their end is amber."""


def about_complaint(row: ComplaintRow) -> str:
    """The complaint in one line: number, who, which car, which job."""
    return " · ".join(part for part in (row.no, row.customer, row.plate, row.model, row.order_no) if part)


def say_kind(row: ComplaintRow) -> str:
    """What it is about and how it came, and whether it is none yet."""
    kind = label(row.category) if row.category is not None else _("not classified")
    potential = _("potential complaint") if row.potential else ""
    serious = label(row.level) if row.level is ComplaintLevel.SERIOUS else ""
    return " · ".join(part for part in (serious, potential, kind, label(row.channel)) if part)


def say_clock(row: ComplaintRow, now: datetime) -> tuple[str, str]:
    """What has to be done by when, and the tone of it; once it is over, how it ended."""
    running = row.clock
    if running is None and row.next_act is not None:
        return label(row.next_act).rstrip("…"), "warn"
    if running is None:
        return label(row.state), TONES.get(row.state, "")
    if running.act is ComplaintAct.VERIFY:
        return _say_verify(row.verify_due_at, now)
    if running.act is ComplaintAct.INFORM:
        return _say_result(row, now.date())
    due = running.moment.date()
    left = (due - now.date()).days
    if left < 0:
        return ngettext("ask again: {n} day late", "ask again: {n} days late", -left).format(n=-left), "bad"
    if left == 0:
        return _("ask again today"), "warn"
    return _("ask again by {day}").format(day=f"{due:%m-%d}"), ""


def _say_verify(due: datetime, now: datetime) -> tuple[str, str]:
    if due < now:
        return _("verify: {span} late").format(span=say_span(now - due)), "bad"
    tone = "warn" if due - now <= SOON or due.date() == now.date() else ""
    return _("verify by {moment}").format(moment=say_moment(due, now)), tone


def _say_result(row: ComplaintRow, today: date) -> tuple[str, str]:
    due = row.result_due_on
    if due < today:
        days = (today - due).days
        return ngettext("result: {n} day late", "result: {n} days late", days).format(n=days), "bad"
    if due == today:
        return _("tell the result today"), "warn"
    left = row.days_left(today)
    text = ngettext("{n} working day left", "{n} working days left", left).format(n=left)
    return text, "warn" if left <= 1 else ""


def say_clock_in_full(row: ComplaintRow) -> str:
    """Both ends of the clocks, and that the calendar of a year is missing."""
    if row.state in OVER:
        return ""
    running = row.clock
    if running is not None and running.act is ComplaintAct.REVISIT:
        days = row.revisit_days
        return ngettext(
            "{n} day after the customer heard of the result",
            "{n} days after the customer heard of the result",
            days,
        ).format(n=days)
    text = _("verified by {moment}, result by {day}").format(
        moment=f"{row.verify_due_at:%m-%d %H:%M}", day=f"{row.result_due_on:%m-%d}"
    )
    if row.provisional:
        text += "\n" + _("The holidays of that year are not entered: the day may move.")
    return text
