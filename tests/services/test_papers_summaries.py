"""The papers of summaries read what the books say; the rows behind a figure add up to it."""

from datetime import date, datetime

import pytest

from garage.domain.complaints import ComplaintCategory
from garage.domain.contacts import ContactChannel, Direction, Outcome
from garage.domain.month_of_year import Month
from garage.domain.month_tables import FIGURES
from garage.domain.summaries import period_of, year_of
from garage.models.contacts import ContactLog, ContactScore
from garage.models.followups import FollowUp
from garage.services import (
    complaints,
    figure_rows,
    measures,
    papers,
    papers_summaries,
    summaries,
    summary_figures,
    summary_rows,
)
from garage.services.command import By
from garage.services.complaints import ComplaintData
from garage.services.measures import MeasureData
from tests.services.road import Road

NOVEMBER = period_of(Month(2026, 11))
NOW = datetime(2026, 12, 3, 9)


@pytest.fixture
def visited(road: Road) -> Road:
    """One car in November that was not ready in time, one complaint, one talk with scores."""
    road.receive()
    road.authorise()
    road.dispatch()
    road.issue()
    road.work()
    road.forward(hours=9)
    road.inspect()
    road.make_ready()
    road.settle()
    road.leave()
    complaints.register(
        road.boss, ComplaintData("等太久", order_id=road.order, category=ComplaintCategory.SERVICE)
    )
    first = FollowUp.select().order_by(FollowUp.due_on).first()
    talk = ContactLog.create(
        **road.boss.stamp(),
        customer=road.customer,
        order=road.order,
        follow_up=first.id,
        direction=Direction.OUT.value,
        channel=ContactChannel.PHONE.value,
        at=datetime.combine(first.due_on, datetime.min.time()),
        staff=road.boss.staff_id,
        outcome=Outcome.REACHED.value,
        opinion="等了两个小时",
    )
    ContactScore.create(contact=talk.id, topic="TIME", score=1)
    ContactScore.create(contact=talk.id, topic="QUALITY", score=5)
    return road


def test_the_report_counts_scores_by_topic_round_adviser_and_mechanic(visited: Road) -> None:
    report = papers_summaries.satisfaction(NOVEMBER, papers.blank_imprint(visited.boss))
    assert {(one.topic, one.points, one.low) for one in report.topics} == {("TIME", 1, 1), ("QUALITY", 5, 0)}
    [round_], [advisor], [mechanic] = report.rounds, report.advisors, report.mechanics
    assert (round_.name, round_.answers, round_.points) == ("1", 2, 6)
    assert (advisor.name, mechanic.name) == ("张三", "李师傅")
    [low] = report.low
    assert (low.order_no, low.topic, low.score, low.said) == ("WO-2026-00001", "TIME", 1, "等了两个小时")
    figure = next(one for one in summary_figures.figures(NOVEMBER, NOW) if one.key == "satisfaction")
    assert figure.this == 300


def test_a_draft_prints_its_measures_as_they_are_and_a_filed_one_as_they_were(visited: Road) -> None:
    by = By(visited.boss.staff_id, NOW)
    row = summary_rows.one(summaries.draft(by, NOVEMBER, "zh_CN"))
    ref = measures.add(by, MeasureData("备足刹车片", due_on=date(2026, 12, 20)), summary_id=row.id)
    paper = papers_summaries.summary(row.id, papers.blank_imprint(by))
    assert [line.text for line in paper.measures] == ["备足刹车片"]
    assert (paper.number, paper.filed_at) == ("SM-2026-00001", None)
    summaries.file(by, row.id, row.version)
    measures.drop(by, ref, 1, "不需要了")
    filed = papers_summaries.summary(row.id, papers.blank_imprint(by))
    assert filed.measures == paper.measures
    assert (filed.filed_by, filed.figures) == ("张三", paper.figures)


@pytest.mark.parametrize("key", sorted(FIGURES))
def test_the_rows_behind_a_figure_add_up_to_it(visited: Road, key: str) -> None:
    figure = FIGURES[key]
    told = {one.key: one.this for one in summary_figures.figures(NOVEMBER, NOW)}[key]
    rows = [one.row for one in figure_rows.behind(key, NOVEMBER, NOW)]
    table = figure_rows.table_of(figure)
    if not figure.under:
        assert sum(getattr(row, name) for row in rows for _of, name in figure.over) == told
    elif all(of is table for of, _name in (*figure.over, *figure.under)) and told is not None:
        sums = {(table, name): sum(getattr(row, name) for row in rows) for _of, name in figure.over}
        sums |= {(table, name): sum(getattr(row, name) for row in rows) for _of, name in figure.under}
        assert figure.value(sums) == told


def test_the_late_job_stands_first_behind_the_share_ready_on_time(visited: Road) -> None:
    rows = figure_rows.behind("on_time", NOVEMBER, NOW)
    assert [(one.row.no, one.row.on_time) for one in rows] == [("WO-2026-00001", 0)]
    assert figure_rows.behind("on_time", year_of(2026), NOW) == rows
    with pytest.raises(KeyError):
        figure_rows.behind("nothing", NOVEMBER, NOW)
