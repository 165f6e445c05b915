"""Reads that make the paper of a summary and the satisfaction report."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, NamedTuple

from peewee import fn

from garage.domain.documents import Imprint
from garage.domain.documents_summaries import LowScore, SatisfactionReport, ScoreGroup, SummaryPaper
from garage.domain.followups import FollowUpState
from garage.domain.plates import display_plate
from garage.domain.summaries import SummaryPeriod, SummaryState
from garage.models.contacts import ContactLog, ContactScore
from garage.models.customers import Customer
from garage.models.followups import FollowUp
from garage.models.listing import tuples
from garage.models.orders import LineShare, OrderLine, WorkOrder
from garage.models.staff import Staff
from garage.models.vehicles import Vehicle
from garage.services import measures, month_care, shop, summary_facts, summary_rows
from garage.services.summary_facts import LOW


def summary(summary_id: int, imprint: Imprint) -> SummaryPaper:
    """月度小结 or 年度总结; a filed one with the measures as they stood. Raises KeyError when there is none."""
    row = summary_rows.one(summary_id)
    filed = row.state is SummaryState.FILED
    lines = row.kept.measures if filed else [one.line for one in measures.of_period(row.period, row.id)]
    return SummaryPaper(
        garage=shop.letterhead(),
        imprint=imprint,
        number=row.no,
        period=row.period,
        made_at=row.kept.made_at,
        figures=row.kept.figures,
        bars=row.kept.bars,
        texts=row.texts,
        measures=tuple(lines),
        filed_at=row.filed_at,
        filed_by=row.filed_by,
    )


class _Score(NamedTuple):
    """One answer of a customer."""

    topic: str
    score: int
    round: int
    order_id: int | None
    order_no: str
    advisor: str
    at: Any
    customer: str
    plate: str
    said: str


def satisfaction(period: SummaryPeriod, imprint: Imprint) -> SatisfactionReport:
    """满意度报告 of a month or a year, by the calls that fell due in it, as the figures of the month count them."""
    due = tuples(FollowUp.select(FollowUp.state).where(month_care.due_calls(period.first, period.last)))
    scores = [_Score._make(row) for row in tuples(_scores(period))]
    people = _mechanics({one.order_id for one in scores if one.order_id})
    low = [one for one in scores if one.score <= LOW]
    return SatisfactionReport(
        garage=shop.letterhead(),
        imprint=imprint,
        number=str(period),
        period=period,
        calls=len(due),
        reached=sum(state == FollowUpState.DONE.value for (state,) in due),
        topics=summary_facts.topics(period),
        rounds=_groups((str(one.round), one.score) for one in scores),
        advisors=_groups((one.advisor, one.score) for one in scores if one.advisor),
        mechanics=_groups((name, one.score) for one in scores for name in people.get(one.order_id or 0, ())),
        low=tuple(
            LowScore(
                one.at.date(),
                one.order_no,
                one.customer,
                display_plate(one.plate),
                one.topic,
                one.score,
                one.said,
            )
            for one in low
        ),
    )


def _scores(period: SummaryPeriod) -> Any:
    return (
        ContactScore.select(
            ContactScore.topic,
            ContactScore.score,
            FollowUp.round,
            FollowUp.order,
            fn.COALESCE(WorkOrder.no, ""),
            fn.COALESCE(Staff.name, ""),
            ContactLog.at,
            Customer.name,
            fn.COALESCE(Vehicle.plate, ""),
            ContactLog.opinion,
        )
        .join(ContactLog, on=(ContactLog.id == ContactScore.contact))
        .join(FollowUp, on=(FollowUp.id == ContactLog.follow_up))
        .join(Customer, on=(Customer.id == FollowUp.customer))
        .switch(FollowUp)
        .left_outer_join(Vehicle, on=(Vehicle.id == FollowUp.vehicle))
        .switch(FollowUp)
        .left_outer_join(WorkOrder, on=(WorkOrder.id == FollowUp.order))
        .left_outer_join(Staff, on=(Staff.id == WorkOrder.advisor))
        .where(month_care.due_calls(period.first, period.last))
        .order_by(ContactLog.at, ContactScore.id)
    )


def _mechanics(orders: set[int]) -> dict[int, set[str]]:
    """{order: who had a share in its work}."""
    query = (
        LineShare.select(OrderLine.order, Staff.name)
        .join(OrderLine, on=(OrderLine.id == LineShare.line))
        .switch(LineShare)
        .join(Staff, on=(Staff.id == LineShare.staff))
        .where(OrderLine.order.in_(sorted(orders)))
    )
    found: dict[int, set[str]] = defaultdict(set)
    for order, name in tuples(query) if orders else ():
        found[order].add(name)
    return found


def _groups(scores: Iterable[tuple[str, int]]) -> tuple[ScoreGroup, ...]:
    """By name."""
    by_name: dict[str, list[int]] = defaultdict(list)
    for name, score in scores:
        by_name[name].append(score)
    return tuple(
        ScoreGroup(name, len(given), sum(given), sum(score <= LOW for score in given))
        for name, given in sorted(by_name.items())
    )
