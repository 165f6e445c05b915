"""What somebody has to do today and this week, read from every part of the program, flat in what lies behind (G9)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from peewee import SQL, Case, fn

from garage.domain.complaints import ComplaintAct
from garage.domain.followups import FollowUpState
from garage.domain.plates import display_plate
from garage.domain.questions import LIVE as OPEN_QUESTIONS
from garage.domain.questions import QuestionState
from garage.domain.rework import Awaited
from garage.domain.settlements import Debtor
from garage.domain.today import Card, TodayColumn, TodayKind, in_columns, week_end, window_due
from garage.i18n import _
from garage.models.contacts import Question
from garage.models.customers import Customer
from garage.models.followups import FollowUp
from garage.models.listing import tuples
from garage.models.orders import WorkOrder
from garage.models.payments import Receipt
from garage.models.settlements import Settlement
from garage.models.statements import statement
from garage.models.vehicles import Vehicle
from garage.services import (
    campaign_cards,
    care_cards,
    claim_cards,
    complaint_rows,
    customer_files,
    fault_clock,
    letter_cards,
    money_cards,
    part_list,
    returns_due,
    summary_cards,
    training_rows,
)
from garage.services.command import By
from garage.services.order_list import STATES, OrderFilter
from garage.services.part_list import PartFilter
from garage.services.rework_due import ReworkDue

MOST = 100
"""Cards of one kind at most, the longest due first; whoever has more due works from the lists."""
CHART_DAYS = 30


@dataclass(frozen=True)
class Figures:
    """The shop today: cars that came, left and are here; money taken less what was paid back; bills by day.

    `days` are (day, fen billed) of the last `CHART_DAYS`, today the last.
    """

    came: int
    left: int
    here: int
    taken_fen: int
    days: tuple[tuple[date, int], ...]


@dataclass(frozen=True)
class Day:
    """The cards of each column as they stand now; `more` when of some kind only the first `MOST` were read."""

    columns: dict[TodayColumn, list[Card]]
    more: bool = False

    def count(self, *columns: TodayColumn) -> int:
        """How many things stand in these columns."""
        return sum(card.count for column in columns for card in self.columns[column])


def read(by: By) -> Day:
    """Everything that is late, due today or due this week."""
    found = [list(source(by)) for source in SOURCES]
    cards = (card for some in found for card in some)
    return Day(in_columns(cards, by.at), more=any(len(some) >= MOST for some in found))


# Where cards come from


def _late_jobs(by: By) -> Iterator[Card]:
    """Jobs promised for today or before, and not ready."""
    tonight = datetime.combine(by.today, time.max)
    for ref, no, plate, model, promised in _promised.rows(tonight, MOST):
        yield Card(TodayKind.LATE_JOB, ref, display_plate(plate), model, promised, no)


@statement
def _promised(until: Any, most: Any) -> Any:
    unready = [state.value for state in STATES[OrderFilter.OPEN] if state not in STATES[OrderFilter.READY]]
    model = fn.TRIM(Vehicle.brand.concat(" ").concat(Vehicle.model))
    return (
        WorkOrder.select(WorkOrder.id, WorkOrder.no, Vehicle.plate, model, WorkOrder.promised_at)
        .join(Vehicle, on=(Vehicle.id == WorkOrder.vehicle))
        .where(WorkOrder.state.in_(unready) & (WorkOrder.promised_at <= until))
        .order_by(WorkOrder.promised_at)
        .limit(most)
    )


def _escalations(by: By) -> Iterator[Card]:
    """Jobs that nobody solved in the time of the settings, and that nobody above knows of."""
    refs = fault_clock.to_escalate(by)[:MOST]
    if refs:
        for ref, no, plate, fault in _named.rows(refs):
            yield Card(TodayKind.ESCALATE, ref, display_plate(plate), fault, by.today, no)


@statement
def _named(refs: Any) -> Any:
    columns = (WorkOrder.id, WorkOrder.no, Vehicle.plate, WorkOrder.complaint)
    joined = WorkOrder.select(*columns).join(Vehicle, on=(Vehicle.id == WorkOrder.vehicle))
    return joined.where(WorkOrder.id.in_(refs)).order_by(WorkOrder.id)


def _calls(by: By) -> Iterator[Card]:
    """Follow-up calls; one that was put off is due when it was put off to."""
    for ref, name, plate, first, last, next_at in _pending.rows(week_end(by.today), MOST):
        due = next_at or window_due(first, last, by.today)
        yield Card(TodayKind.CALL, ref, name, display_plate(plate or ""), due)


@statement
def _pending(until: Any, most: Any) -> Any:
    columns = (Customer.name, Vehicle.plate, FollowUp.due_on, FollowUp.late_after, FollowUp.next_at)
    waiting = (FollowUp.state == FollowUpState.PENDING.value) & ~FollowUp.provisional
    return (
        FollowUp.select(FollowUp.id, *columns)
        .join(Customer, on=(Customer.id == FollowUp.customer))
        .left_outer_join(Vehicle, on=(Vehicle.id == FollowUp.vehicle))
        .where(waiting & (FollowUp.due_on <= until))
        .order_by(FollowUp.due_on, FollowUp.id)
        .limit(most)
    )


def _complaints(by: By) -> Iterator[Card]:
    """What has to be verified, told, or asked again, by the clock of each complaint (G5)."""
    kinds = {
        ComplaintAct.VERIFY: TodayKind.COMPLAINT_VERIFY,
        ComplaintAct.INFORM: TodayKind.COMPLAINT_TELL,
        ComplaintAct.REVISIT: TodayKind.COMPLAINT_REVISIT,
    }
    for running in complaint_rows.clocks(week_end(by.today), MOST):
        about = " · ".join(word for word in (running.no, display_plate(running.plate)) if word)
        kind = kinds[running.clock.act]
        yield Card(kind, running.id, running.customer, about, running.clock.due, running.no)


def _questions(by: By) -> Iterator[Card]:
    """Questions to answer or to hand up, and answers that the customer is to hear of today."""
    for ref, state, name, text, due in _asked.rows(week_end(by.today), MOST):
        answered = state == QuestionState.ANSWERED.value
        yield Card(TodayKind.TELL_ANSWER if answered else TodayKind.QUESTION, ref, name or "", text, due)


@statement
def _asked(until: Any, most: Any) -> Any:
    live = [state.value for state in OPEN_QUESTIONS]
    return (
        Question.select(Question.id, Question.state, Customer.name, Question.text, Question.due_on)
        .left_outer_join(Customer, on=(Customer.id == Question.customer))
        .where(Question.state.in_(live) & (Question.due_on <= until))
        .order_by(Question.due_on, Question.id)
        .limit(most)
    )


_REWORKS = {
    Awaited.EVIDENCE: TodayKind.REWORK,
    Awaited.DECISION: TodayKind.REWORK_DECIDE,
    Awaited.REFERRAL: TodayKind.REWORK_REFER,
    Awaited.REWORK: TodayKind.REWORK_OWED,
}


def _rework(one: ReworkDue, today: date) -> Card:
    """Only evidence has a last day; the rest is work of every day until it is done."""
    free = _("free by law") if one.by_law and one.waits_for is Awaited.REWORK else ""
    who = one.customer if one.waits_for is Awaited.REWORK else ""
    about = " · ".join(word for word in (who, free, one.no) if word)
    due = one.on if one.waits_for is Awaited.EVIDENCE else today
    return Card(_REWORKS[one.waits_for], one.case_id, one.plate, about, due, one.no)


def _returns(by: By) -> Iterator[Card]:
    """Reworks that wait for somebody, claims of a month, answers that suppliers owe."""
    due = returns_due.due()
    for rework in due.reworks:
        yield _rework(rework, by.today)
    for month in due.months:
        ref = month.on.toordinal()
        yield Card(TodayKind.CLAIMS, ref, "", "", month.on, count=month.unsent, fen=month.fen)
    for answer in due.answers:
        about = " · ".join((answer.no, display_plate(answer.plate)))
        yield Card(TodayKind.CLAIM_ANSWER, answer.claim_id, answer.supplier, about, answer.on, answer.no)


def _receivables(by: By) -> Iterator[Card]:
    """Bills on account whose day to be paid has come, or comes this week, with whoever owes them."""
    for ref, no, name, insurer, plate, owed, paid, due in _owed.rows(week_end(by.today), MOST):
        about = " · ".join(filter(None, (insurer and name, display_plate(plate))))
        fen = int(owed) - int(paid or 0)
        yield Card(TodayKind.RECEIVABLE, ref, insurer or name, about, due, no, fen=fen)


@statement
def _owed(until: Any, most: Any) -> Any:
    paid = Receipt.select(fn.SUM(Receipt.total_fen)).where(Receipt.order == Settlement.order)
    owed = Settlement.payable_fen - Settlement.allowance_fen
    insurer = Case(Settlement.debtor, [(Debtor.INSURER.value, WorkOrder.insurer)], "")
    about = (WorkOrder.id, WorkOrder.no, Customer.name, insurer, Vehicle.plate)
    return (
        Settlement.select(*about, owed, paid, Settlement.credit_due_on)
        .join(WorkOrder, on=(WorkOrder.id == Settlement.order))
        .join(Customer, on=(Customer.id == WorkOrder.customer))
        .join(Vehicle, on=(Vehicle.id == WorkOrder.vehicle))
        .where((Settlement.state == SQL("'ON_CREDIT'")) & (Settlement.credit_due_on <= until))
        .order_by(Settlement.credit_due_on, Settlement.id)
        .limit(most)
    )


def _files(by: By) -> Iterator[Card]:
    """Customers' files that lack something, the oldest first (A10)."""
    for ref, name, due in _open_files.rows(week_end(by.today) + timedelta(days=1), MOST):
        yield Card(TodayKind.FILE, ref, name, "", due)


@statement
def _open_files(before: Any, most: Any) -> Any:
    files = Customer.select(Customer.id, Customer.name, Customer.file_due_on)
    return files.where(customer_files.overdue(before)).order_by(Customer.file_due_on, Customer.id).limit(most)


def _low_stock(by: By) -> Iterator[Card]:
    """One card for all parts that run short."""
    low = part_list.summary(by.today).counts[PartFilter.LOW]
    if low:
        yield Card(TodayKind.LOW_STOCK, 0, "", "", by.today, count=low)


SOURCES: tuple[Callable[[By], Iterator[Card]], ...] = (
    _complaints,
    _late_jobs,
    _escalations,
    care_cards.appointments,
    care_cards.reminders,
    letter_cards.letters,
    campaign_cards.campaigns,
    _calls,
    _questions,
    _returns,
    claim_cards.claims,
    _receivables,
    money_cards.sales,
    _files,
    _low_stock,
    summary_cards.summaries,
    summary_cards.due_measures,
    training_rows.cards,
)
"""What puts cards on the day."""


# Figures


def figures(by: By) -> Figures:
    """What happened so far today, and what was billed on each of the last days."""
    midnight = datetime.combine(by.today, time())
    first = by.today - timedelta(days=CHART_DAYS - 1)
    billed: dict[date, int] = {first + timedelta(days=n): 0 for n in range(CHART_DAYS)}
    for day, fen in tuples(_billed(datetime.combine(first, time()))):
        key = day if isinstance(day, date) else date.fromisoformat(str(day))
        if key in billed:
            billed[key] += int(fen)
    return Figures(
        came=int(_came.value(midnight)),
        left=int(_left.value(midnight)),
        here=int(_here.value()),
        taken_fen=int(_taken.value(midnight) or 0),
        days=tuple(billed.items()),
    )


@statement
def _came(since: Any) -> Any:
    return WorkOrder.select(fn.COUNT(WorkOrder.id)).where(WorkOrder.received_at >= since)


@statement
def _left(since: Any) -> Any:
    return WorkOrder.select(fn.COUNT(WorkOrder.id)).where(WorkOrder.exited_at >= since)


@statement
def _here() -> Any:
    unfinished = [state.value for state in STATES[OrderFilter.OPEN]]
    return WorkOrder.select(fn.COUNT(WorkOrder.id)).where(WorkOrder.state.in_(unfinished))


@statement
def _taken(since: Any) -> Any:
    return Receipt.select(fn.SUM(Receipt.total_fen)).where(Receipt.received_at >= since)


def _billed(since: datetime) -> Any:
    """(day, fen) of the bills that stand, a row a day."""
    day = fn.DATE(Settlement.settled_at).coerce(False)
    standing = Settlement.voided_at.is_null() & (Settlement.settled_at >= since)
    return Settlement.select(day, fn.SUM(Settlement.payable_fen)).where(standing).group_by(day)
