"""The columns of the lists of calls, of questions and of everything that was said."""

from garage.domain.labels import label
from garage.i18n import _
from garage.services.contacts import TalkRow
from garage.services.follow_up_rows import CallRow
from garage.services.questions import QuestionRow
from garage.ui.desk import Desk
from garage.ui.forms.call_words import (
    OUTCOME_TONES,
    say_due,
    say_hours,
    say_outcome,
    say_question,
    say_round,
    say_scores,
    say_way,
)
from garage.ui.kit.table_model import Column


def call_columns(desk: Desk) -> list[Column]:
    """Who, which car, which call, until when, at what hours, how often tried."""

    def due(row: CallRow) -> str:
        return _("car is here") if row.here_no else say_due(row, desk.now())[0]

    def ink(row: CallRow) -> str | None:
        return "accent" if row.here_no else say_due(row, desk.now())[1] or None

    def hours_ink(row: CallRow) -> str | None:
        return say_hours(row, desk.now())[1] or None

    def work(row: CallRow) -> str:
        return _(", ").join(row.work) or row.topic

    def in_full(row: CallRow) -> str:
        here = _("The car is here again: {no}").format(no=row.here_no) if row.here_no else ""
        return "\n".join(filter(None, (say_due(row, desk.now())[0], here, row.closed_reason)))

    return [
        Column("customer", _("Customer"), 104, "left", lambda row: row.customer, bold=True),
        Column("plate", _("Plate"), 112, "left", lambda row: row.plate),
        Column("work", _("Work done"), 0, "left", work, None, work),
        Column("round", _("Round"), 82, "left", say_round),
        Column("due", _("By when"), 122, "left", due, ink, in_full),
        Column("hours", _("Convenient"), 126, "left", lambda row: say_hours(row, desk.now())[0], hours_ink),
        Column("attempts", _("Tried"), 58, "right", lambda row: str(row.attempts) if row.attempts else ""),
    ]


def question_columns(desk: Desk) -> list[Column]:
    """Who asked what, how it stands, until when something is to be done."""

    def due(row: QuestionRow) -> str:
        return say_question(row, desk.today())[0]

    def ink(row: QuestionRow) -> str | None:
        return say_question(row, desk.today())[1] or None

    return [
        Column("customer", _("Customer"), 104, "left", lambda row: row.customer, bold=True),
        Column("plate", _("Plate"), 112, "left", lambda row: row.plate),
        Column("text", _("Question"), 0, "left", lambda row: row.text, None, lambda row: row.text),
        Column("state", _("State"), 122, "left", lambda row: label(row.state)),
        Column("due", _("By when"), 128, "left", due, ink),
    ]


def talk_columns() -> list[Column]:
    """When, with whom, which way, what came of it, what was said."""
    return [
        Column("at", _("When"), 96, "left", lambda row: f"{row.at:%m-%d %H:%M}"),
        Column("customer", _("Customer"), 104, "left", _who, bold=True),
        Column("plate", _("Plate"), 112, "left", lambda row: row.plate),
        Column("way", _("How"), 0, "left", say_way),
        Column("outcome", _("Result"), 116, "left", say_outcome, lambda row: OUTCOME_TONES.get(row.outcome)),
        Column("staff", _("By"), 76, "left", lambda row: row.staff),
    ]


def talk_sheet() -> list[Column]:
    """The same with everything that was said, for the workbook."""
    return [
        Column("at", _("When"), 130, "left", lambda row: f"{row.at:%Y-%m-%d %H:%M}"),
        *talk_columns()[1:],
        Column("scores", _("Satisfaction"), 160, "left", lambda row: say_scores(row.scores)),
        Column("car_use", _("How the car runs"), 160, "left", lambda row: row.car_use),
        Column("opinion", _("What they think of our work"), 160, "left", lambda row: row.opinion),
        Column("needs", _("What they want next"), 160, "left", lambda row: row.needs),
        Column("advice", _("Advice we gave"), 160, "left", lambda row: row.advice),
        Column("note", _("Note"), 160, "left", lambda row: row.note),
    ]


def _who(row: TalkRow) -> str:
    return row.customer or row.spoke_with or row.phone
