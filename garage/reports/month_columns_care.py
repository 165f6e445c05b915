"""The tables of the month's workbook about customers."""

from garage.domain.complaints import ComplaintCategory, ComplaintChannel, ComplaintLevel, ComplaintState
from garage.domain.contacts import Topic
from garage.domain.followups import FollowUpState, Purpose
from garage.domain.month_care_rows import Change
from garage.domain.month_tables import Table
from garage.domain.reminders import ReminderKind, ReminderState
from garage.i18n import N_
from garage.reports.month_column import MonthColumn, MonthTable, day, flag, moment, money, number, text

CALLS = MonthTable(
    Table.CALLS,
    N_("Follow-up calls"),
    (
        text("order_no", N_("Order")),
        text("plate", N_("Plate")),
        text("customer", N_("Customer")),
        text("purpose", N_("For"), Purpose),
        number("round", N_("Round")),
        moment("left_at", N_("Left at")),
        day("due_on", N_("Due on")),
        day("late_after", N_("Late after")),
        moment("done_at", N_("Called at")),
        text("state", N_("State"), FollowUpState),
        number("attempts", N_("Calls made")),
        text("caller", N_("Caller")),
        flag("due", N_("Falls due")),
        flag("in_time", N_("In time")),
        flag("ended", N_("Ended")),
        flag("reached", N_("Reached")),
        flag("scores", N_("Answers")),
        flag("points", N_("Points")),
        text("topic", N_("To talk about")),
    ),
    N_("Calls that fell due in this month; satisfaction = points ÷ answers, five at best."),
)

TOPICS = MonthTable(
    Table.TOPICS,
    N_("Satisfaction by topic"),
    (
        text("topic", N_("Topic"), Topic),
        flag("scores", N_("Answers")),
        flag("points", N_("Points")),
        MonthColumn("average_centi", N_("Satisfaction (of 5)"), "hours"),
    ),
)

COMPLAINTS = MonthTable(
    Table.COMPLAINTS,
    N_("Complaints"),
    (
        text("no", N_("Number")),
        moment("received_at", N_("Complained at")),
        flag("complaints", N_("Complaints")),
        text("channel", N_("Channel"), ComplaintChannel),
        text("category", N_("Category"), ComplaintCategory),
        text("level", N_("Level"), ComplaintLevel),
        flag("potential", N_("Potential")),
        text("customer", N_("Customer")),
        text("plate", N_("Plate")),
        text("order_no", N_("Order")),
        text("content", N_("What is complained of")),
        text("state", N_("State"), ComplaintState),
        moment("verify_due_at", N_("Verify by")),
        moment("verified_at", N_("Verified at")),
        flag("asked_verified", N_("Time to verify over")),
        flag("verified_in_time", N_("Verified in time")),
        day("result_due_on", N_("Answer by")),
        moment("informed_at", N_("Told at")),
        flag("asked_informed", N_("Time to answer over")),
        flag("informed_in_time", N_("Told in time")),
        number("rounds", N_("Rounds")),
        money("compensation_fen", N_("Compensation")),
        moment("closed_at", N_("Loop closed at")),
    ),
    N_("Complaints received in this month, by the clocks of their first round."),
)

CHANGES = MonthTable(
    Table.CHANGES,
    N_("New and lost customers"),
    (
        text("kind", N_("Kind"), Change),
        day("on", N_("Day")),
        text("customer", N_("Customer")),
        text("phone", N_("Phone")),
        text("plate", N_("Plate")),
        text("model", N_("Model")),
        day("last_visit", N_("Last visit")),
        flag("new_customer", N_("New customers")),
        flag("new_vehicle", N_("New cars")),
        flag("lost_vehicle", N_("Lost cars")),
    ),
    N_("A car that has not been here for twelve months is lost in the month in which they are over."),
)

DUE = MonthTable(
    Table.DUE,
    N_("Reminders due"),
    (
        text("kind", N_("Kind"), ReminderKind),
        text("subject", N_("What for")),
        text("plate", N_("Plate")),
        text("model", N_("Model")),
        text("customer", N_("Customer")),
        text("phone", N_("Phone")),
        day("due_on", N_("Due on")),
        number("due_km", N_("Due at (km)")),
        day("predicted_on", N_("Expected on")),
        day("remind_on", N_("Remind from")),
        text("state", N_("State"), ReminderState),
        number("attempts", N_("Calls made")),
        moment("contacted_at", N_("Told at")),
        flag("due", N_("Falls due")),
        flag("contacted", N_("Told the customer")),
    ),
)

TABLES = (CALLS, TOPICS, COMPLAINTS, CHANGES, DUE)
