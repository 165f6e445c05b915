"""What lies behind the figures of a period: causes counted, debtors, what suppliers refused, what comes next (G7)."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from peewee import Case, fn

from garage.domain.appointments import EXPECTED
from garage.domain.claims import ClaimState
from garage.domain.complaints import ComplaintState
from garage.domain.month_tables import Sums, Table
from garage.domain.reminders import ReminderState
from garage.domain.returns_figures import SPOKEN
from garage.domain.settlements import SettlementState
from garage.domain.summaries import Ahead, DebtFact, Facts, SummaryPeriod, Tally, TopicFact
from garage.models.appointments import Appointment
from garage.models.claims import Claim, ClaimLine
from garage.models.complaints import Complaint
from garage.models.contacts import ContactLog, ContactScore
from garage.models.followups import FollowUp
from garage.models.listing import tuples
from garage.models.orders import LineShare, OrderLine, WorkOrder
from garage.models.payments import Receipt
from garage.models.reminders import Reminder
from garage.models.rework import ReworkCase
from garage.models.settlements import Settlement
from garage.models.staff import Staff
from garage.services import month_care, month_debts, month_orders, movers, stock_limits, waits
from garage.services.movers import Pace

RECENT = timedelta(days=31)
"""The shelf is told of as it lies now: for a period that was over earlier it says nothing."""
LOW = 2
"""One or two of five is a customer who is not content (S0: satisfaction is asked after every visit)."""


def read(period: SummaryPeriod, now: datetime, sums: Sums) -> Facts:
    """The facts of a period whose sums these are."""
    today = now.date()
    late = sums.get((Table.ORDERS, "promised"), 0) - sums.get((Table.ORDERS, "on_time"), 0)
    complaint, call = _getter(sums, Table.COMPLAINTS), _getter(sums, Table.CALLS)
    refused, cut, why = _refused(period)
    dead = _dead(today) if today - period.last <= RECENT else (0, 0)
    return Facts(
        as_of=today,
        promised=sums.get((Table.ORDERS, "promised"), 0),
        late=late,
        late_waits=_late_waits(period, today) if late else (),
        reworks=sums.get((Table.REWORKS, "cases"), 0),
        rework_jobs=_rework_jobs(period),
        rework_people=_rework_people(period),
        complaints=complaint("complaints"),
        complaint_kinds=_complaint_kinds(period),
        verified_late=complaint("asked_verified") - complaint("verified_in_time"),
        informed_late=complaint("asked_informed") - complaint("informed_in_time"),
        topics=topics(period),
        calls_due=call("due"),
        calls_missed=call("due") - call("in_time"),
        debtors=_debtors(period, today),
        refused=refused,
        refused_fen=cut,
        refused_why=why,
        dead_parts=dead[0],
        dead_fen=dead[1],
        dead_days=stock_limits.limits().dead,
        ahead=_ahead(period.back(-1), today),
    )


def _getter(sums: Sums, table: Table) -> Any:
    return lambda name: sums.get((table, name), 0)


def _within(column: Any, period: SummaryPeriod) -> Any:
    return (column >= period.since) & (column < period.until)


def _tallies(counts: Counter[str]) -> tuple[Tally, ...]:
    """The most frequent first."""
    return tuple(Tally(name, n) for name, n in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


def _counted(query: Any) -> tuple[Tally, ...]:
    """Rows of (name, how many), the most frequent first."""
    return _tallies(Counter({name: int(n) for name, n in tuples(query)}))


# The shop


def _late_waits(period: SummaryPeriod, today: date) -> tuple[Tally, ...]:
    """What the cars that were not ready in time had waited for, each reason once a car."""
    late = [
        row.no
        for month in period.months
        if month.first <= today
        for row in month_orders.rows(month)
        if row.promised and not row.on_time
    ]
    query = WorkOrder.select(WorkOrder.id).where(WorkOrder.no.in_(late))
    spans = waits.spans_of(ref for (ref,) in tuples(query)) if late else {}
    return _tallies(Counter(why.value for of in spans.values() for why in {span[0] for span in of}))


def _rework_jobs(period: SummaryPeriod) -> tuple[Tally, ...]:
    """The work that did not hold."""
    query = (
        ReworkCase.select(OrderLine.name, fn.COUNT(ReworkCase.id))
        .join(OrderLine, on=(OrderLine.id == ReworkCase.original_line))
        .where(_within(ReworkCase.opened_at, period))
        .group_by(OrderLine.name)
    )
    return _counted(query)


def _rework_people(period: SummaryPeriod) -> tuple[Tally, ...]:
    """Whose work it was."""
    query = (
        ReworkCase.select(Staff.name, fn.COUNT(ReworkCase.id))
        .join(LineShare, on=(LineShare.line == ReworkCase.original_line))
        .join(Staff, on=(Staff.id == LineShare.staff))
        .where(_within(ReworkCase.opened_at, period))
        .group_by(Staff.name)
    )
    return _counted(query)


# Customers


def _complaint_kinds(period: SummaryPeriod) -> tuple[Tally, ...]:
    real = Complaint.state != ComplaintState.WITHDRAWN.value
    query = Complaint.select(Complaint.category, fn.COUNT(Complaint.id))
    return _counted(query.where(_within(Complaint.received_at, period) & real).group_by(Complaint.category))


def topics(period: SummaryPeriod) -> tuple[TopicFact, ...]:
    """Satisfaction by topic, as the figures of the month count it: in the talks of the calls that fell due."""
    mine = FollowUp.select(FollowUp.id).where(month_care.due_calls(period.first, period.last))
    talks = ContactLog.select(ContactLog.id).where(ContactLog.follow_up.in_(mine))
    low = fn.SUM(Case(None, [(ContactScore.score <= LOW, 1)], 0))
    query = (
        ContactScore.select(ContactScore.topic, fn.COUNT(ContactScore.id), fn.SUM(ContactScore.score), low)
        .where(ContactScore.contact.in_(talks))
        .group_by(ContactScore.topic)
        .order_by(ContactScore.topic)
    )
    return tuple(TopicFact(topic, int(n), int(points), int(bad)) for topic, n, points, bad in tuples(query))


# Money and goods


def _debtors(period: SummaryPeriod, today: date) -> tuple[DebtFact, ...]:
    """Who was overdue at the end, the largest sum first; the days are those of the oldest bill."""
    months = [month for month in period.months if month.first <= today]
    owed: Counter[str] = Counter()
    days: dict[str, int] = {}
    for row in month_debts.debts(months[-1], today) if months else ():
        if row.late_days > 0:
            owed[row.customer] += row.owed_fen
            days[row.customer] = max(days.get(row.customer, 0), row.late_days)
    return tuple(
        DebtFact(who, fen, days[who])
        for who, fen in sorted(owed.items(), key=lambda pair: (-pair[1], pair[0]))
    )


def _refused(period: SummaryPeriod) -> tuple[int, int, tuple[Tally, ...]]:
    """(claims that were cut, by how many fen, the suppliers' reasons) of the period's lists."""
    lists = [str(month) for month in period.months]
    spoken = [state.value for state in SPOKEN - {ClaimState.DROPPED}]
    query = (
        ClaimLine.select(ClaimLine.claim, ClaimLine.deduction_reason, ClaimLine.claimed_fen, _approved())
        .join(Claim, on=(Claim.id == ClaimLine.claim))
        .where(Claim.period.in_(lists) & Claim.state.in_(spoken) & ClaimLine.live)
    )
    cut = [(ref, why, asked - given) for ref, why, asked, given in tuples(query) if asked > given]
    reasons = _tallies(Counter(why for _ref, why, _fen in cut))
    return len({ref for ref, _why, _fen in cut}), sum(fen for _ref, _why, fen in cut), reasons


def _approved() -> Any:
    return fn.COALESCE(ClaimLine.approved_fen, 0)


def _dead(today: date) -> tuple[int, int]:
    """(parts, fen) that lie dead on the shelf now."""
    dead = [row.value_fen for row in movers.movers(today) if row.pace is Pace.DEAD]
    return len(dead), sum(dead)


# What comes next


def _ahead(following: SummaryPeriod, today: date) -> Ahead:
    """What is known of the period that follows, while it is not over."""
    if following.last < today:
        return Ahead()
    expected = [state.value for state in EXPECTED]
    cars = Appointment.select().where(
        Appointment.state.in_(expected) & _within(Appointment.planned_at, following)
    )
    waiting = Reminder.state == ReminderState.SCHEDULED.value
    told = Reminder.select().where(waiting & Reminder.remind_on.between(following.first, following.last))
    return Ahead(cars.count(), told.count(), _falls_due(following))


def _falls_due(period: SummaryPeriod) -> int:
    """What is owed on the bills on account whose day lies in the period, in fen."""
    paid = Receipt.select(fn.COALESCE(fn.SUM(Receipt.total_fen), 0)).where(Receipt.order == Settlement.order)
    owed = Settlement.payable_fen - Settlement.allowance_fen - paid
    on_account = Settlement.state == SettlementState.ON_CREDIT.value
    query = Settlement.select(owed).where(
        on_account & Settlement.credit_due_on.between(period.first, period.last)
    )
    return _sum(fen for (fen,) in tuples(query))


def _sum(amounts: Iterable[Any]) -> int:
    return sum(max(int(fen), 0) for fen in amounts)
