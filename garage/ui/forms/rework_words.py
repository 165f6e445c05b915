"""Rework cases in the words of a screen: the clock, the attempt, what a case is about."""

from datetime import date

from garage.domain.money import format_yuan
from garage.domain.rework import Clock, has_clock, must_refer, read_clock
from garage.i18n import _, ngettext
from garage.services import working_days
from garage.services.rework_rows import CaseRow


def about_case(row: CaseRow) -> str:
    """The case in one line: number, what was repaired, plate, order."""
    return " · ".join(word for word in (row.no, row.line, row.plate, row.order_no) if word)


def clock_of(row: CaseRow, today: date) -> Clock | None:
    """The clock of a case, None where none runs."""
    return read_clock(row.due_on, today, working_days.calendar()) if has_clock(row.case) else None


def say_owed(row: CaseRow) -> str:
    """Free rework with which the car never left, as its next visit says it."""
    since = row.decided_at.date().isoformat() if row.decided_at else ""
    text = _("Rework owed since {day}: {line}").format(day=since, line=row.line)
    return " · ".join(word for word in (text, row.no) if word)


def say_left(due_on: date, today: date) -> tuple[str, str]:
    """(words, ink) of the time for evidence that is left."""
    left, day = (due_on - today).days, f"{due_on:%m-%d}"
    if left < 0:
        return _("evidence was due on {day}").format(day=day), "bad"
    if left == 0:
        return _("evidence by tonight: last day"), "bad"
    words = ngettext("evidence by {day}, {n} day left", "evidence by {day}, {n} days left", left)
    return words.format(day=day, n=left), "warn"


def say_clock(row: CaseRow, today: date) -> tuple[str, str]:
    """(words, ink) of the clock of a case: what is left of it, or why it stands still."""
    clock = clock_of(row, today)
    if clock is not None:
        return say_left(clock.due_on, today)
    if row.case.shown and row.decided_at is None:
        return _("evidence in time: decide"), "accent"
    if row.decided_at is None and row.closed_at is None and not row.covered:
        return _("out of warranty: no clock"), "muted"
    if row.case.assumed:
        return _("no evidence in time: free by law"), "warn"
    return "", "muted"


def say_briefly(due_on: date, today: date) -> tuple[str, str]:
    """The same where there is little room."""
    words = _("evidence by {day}").format(day=f"{due_on:%m-%d}")
    return words, "bad" if due_on <= today else "warn"


def say_hint(row: CaseRow, today: date) -> str:
    """A last day that is a holiday: what may be said about it; "" else."""
    clock = clock_of(row, today)
    if clock is None or clock.runs_on_to is None:
        return ""
    text = _("{day} is a holiday: a court may count to {later}.")
    return text.format(day=f"{clock.due_on:%m-%d}", later=f"{clock.runs_on_to:%m-%d}")


def say_attempt(row: CaseRow) -> tuple[str, str]:
    """(words, ink) of how often it was tried, this time included."""
    text = _("rework no. {n}").format(n=row.attempt)
    if must_refer(row.earlier) and not row.kept:
        return _("{attempt}: another garage must try").format(attempt=text), "bad"
    return text, "warn" if row.earlier else ""


def say_referral(row: CaseRow) -> str:
    """Where it was sent, what that costs us, what came of it; or why nowhere."""
    if row.referred_at is None:
        kept = _("We try again ourselves: {reason}").format(reason=row.referral_result)
        return kept if row.kept else ""
    text = _("{garage} since {day}, {cost} at our cost").format(
        garage=row.referred_to, day=f"{row.referred_at:%Y-%m-%d}", cost=format_yuan(row.referral_cost_fen)
    )
    if row.referral_back_at is None:
        return text
    back = _("back {day}: {result}").format(
        day=f"{row.referral_back_at:%Y-%m-%d}", result=row.referral_result
    )
    return f"{text} · {back}"
