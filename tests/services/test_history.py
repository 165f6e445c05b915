"""The history of an order on both engines: everything done with it and its documents, nothing of others."""

from dataclasses import replace
from datetime import timedelta

from garage.domain.inspections import InspectionStage
from garage.domain.verdicts import Source, Verdict
from garage.services import advice as advice_acts
from garage.services import (
    exit_passes,
    goods_issues,
    history,
    order_lines,
    orders,
    settlements,
    verdicts,
    workshop,
)
from garage.services.advice import AdviceData, close, recommend
from garage.services.command import By
from tests.services.comeback import Comeback, labour
from tests.services.road import Road


def acts(road: Road) -> list[str]:
    return [row.act for row in history.of_order(road.order)]


def test_a_whole_visit_is_told_in_its_order(road: Road) -> None:
    road.to_ready()
    road.settle()
    road.leave()
    told = acts(road)
    wanted = [
        "Order opened",
        "Reception sheet filled in",
        "Lines typed",
        "Estimate finished",
        "Customer agreed",
        "Authorisation recorded",
        "Work given out",
        "Dispatched to the shop",
        "Parts issued",
        "Line started",
        "Work begun",
        "Line finished",
        "Inspection",
        "Self-check passed",
        "Team leader's check passed",
        "Final inspection passed",
        "Made ready",
        "Settled",
        "Bill made",
        "Payment received",
        "Bill paid",
        "Exit pass issued",
        "Car left",
        "Exit pass used up",
        "Repair warranty begun",
    ]
    places = [told.index(act) for act in wanted]
    assert places == sorted(places)


def test_detours_are_told_in_words_with_their_reasons(road: Road) -> None:
    road.receive()
    orders.reopen_estimate(road.boss, road.order)
    orders.finish_estimate(road.boss, road.order)
    road.authorise()
    road.dispatch()
    road.issue()
    [part] = [line for line in orders.open_page(road.order).lines if line.draws_stock]
    back = [goods_issues.IssueLine(part.id, 1000)]
    goods_issues.return_parts(road.boss, road.order, lines=back, received_by=road.mechanic)
    order_lines.bill_issued(road.boss, road.order, "只用了一套")
    [labour] = road.labour()
    workshop.start_line(road.boss, labour.id, road.mechanic)
    workshop.pause_line(road.boss, labour.id)
    road.work()
    road.check(InspectionStage.SELF, road.mechanic)
    road.check(InspectionStage.LEADER, road.leader, passed=False)
    road.work()
    road.inspect()
    road.make_ready()
    road.settle()
    settlements.void(road.boss, road.order, "开错了")
    advice = recommend(road.boss, road.order, AdviceData("更换后刹车片"))
    close(road.boss, advice, "客户不做")
    rows = history.of_order(road.order)
    assert {row.act for row in rows if row.act.isupper() or row.act.islower()} == set()
    why = {row.act: row.reason for row in rows if row.reason}
    assert why["Sent back by the team leader"] == why["Line to be done again"] == "还有异响"
    for act in ("Exit pass voided", "Bill voided", "Settlement taken back"):
        assert why[act] == "开错了"
    assert why["Billed as issued"] == "只用了一套"
    assert why["Advice closed"] == "客户不做"
    assert {"Parts returned", "Line paused", "Estimate reopened"} <= {row.act for row in rows}


def test_a_row_says_who_when_and_what_changed(road: Road) -> None:
    road.receive()
    road.authorise()
    before = road.boss.at
    road.boss = By(road.leader, before + timedelta(hours=1))
    road.dispatch()
    rows = {row.act: row for row in history.of_order(road.order)}
    assert (rows["Order opened"].who, rows["Order opened"].at) == ("张三", before)
    given = rows["Work given out"]
    assert (given.who, given.at) == ("王班长", before + timedelta(hours=1))
    assert given.text == "更换前刹车片: 李师傅"
    assert rows["Lines typed"].text == "+ 更换前刹车片 ¥480.00; + 前刹车片 ¥1,200.32"
    assert "Odometer: 86,412 km" in rows["Reception sheet filled in"].text


def test_what_was_made_is_told_as_it_was_then_not_as_it_became(road: Road) -> None:
    road.receive()
    page = orders.open_page(road.order)
    orders.reopen_estimate(road.boss, road.order)
    version = orders.open_page(road.order).version
    orders.save_reception(road.boss, road.order, version, replace(page.reception, complaint="换了说法"))
    advice = recommend(road.boss, road.order, AdviceData("更换后刹车片"))
    advice_acts.change(road.boss, advice, 1, AdviceData("更换后刹车片和刹车盘"))
    rows = {row.act: row.text for row in history.of_order(road.order)}
    assert rows["Work recommended"] == "更换后刹车片"
    assert rows["Advice worded anew"].startswith("更换后刹车片和刹车盘")
    assert "State: Received" in rows["Order opened"]
    assert "换了说法" not in rows["Order opened"]


def test_another_order_of_the_same_car_tells_its_own(road: Road) -> None:
    road.to_ready()
    road.settle()
    exit_passes.leave(road.boss, road.order, 86_414)
    road.forward(days=1)
    first = len(acts(road))
    later = orders.open_order(road.boss, road.vehicle)
    assert [row.act for row in history.of_order(later)] == ["Order opened"]
    assert len(acts(road)) == first


def test_what_was_said_of_a_warranty_is_told(road: Road) -> None:
    car = Comeback(road)
    road.forward(days=1)
    car.come(labour("前制动盘检查"))
    found = verdicts.of_order(road.order, road.boss.today)
    subject = next(one.subject for one in found if one.subject.source is Source.REPAIR)
    verdicts.decide(road.boss, road.order, subject, Verdict.REWORK)
    verdicts.decide(road.boss, road.order, subject, Verdict.NORMAL, note="另一处故障")
    told = [(row.act, row.text) for row in history.of_order(road.order)]
    assert ("Verdict on a warranty", f"{subject.name} · Rework") in told
    assert ("Other verdict on a warranty", f"{subject.name} · Normal quote · 另一处故障") in told
