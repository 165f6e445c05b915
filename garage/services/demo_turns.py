"""Turns of the demo's road that not every car takes: further work, a part that is missing or fetched, a road test."""

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from garage.domain.exit_passes import PassKind
from garage.domain.lines import LineKind
from garage.domain.orders import ConsentChannel, HoldReason
from garage.domain.settlements import PayMethod
from garage.services import (
    customers,
    delays,
    demo_data,
    demo_sheets,
    holds,
    old_part_duties,
    orders,
    spot_purchases,
    supplement_answers,
    supplements,
    trips,
    vehicle_history,
    workshop,
)
from garage.services.goods_issues import IssueLine
from garage.services.order_lines import LineData
from garage.services.supplement_answers import Consent

if TYPE_CHECKING:
    from garage.services.demo_visit import Visit

_OWED_DAYS = 14
"""For so long an old part may be owed."""


def followed_advice(visit: "Visit", vehicle_id: int) -> list[LineData]:
    """What was advised at the last visit and is wanted today."""
    wanted = [row for row in vehicle_history.advice(vehicle_id) if row.planned_in is None]
    if not wanted or not visit.goes(0.5):
        return []
    [labour, part] = demo_sheets.lines(visit.garage, "rear", visit.at.date())
    return [replace(labour, recommendation_id=wanted[0].id), part]


def _consent(visit: "Visit") -> Consent:
    """The customer on the phone."""
    [phone, *_others] = customers.phones_of(orders.open_page(visit.order).customer_id)
    return Consent(visit.customer_name(), visit.at, ConsentChannel.PHONE, phone)


async def further_work(visit: "Visit") -> None:
    """Worn brake pads or wipers are found; the customer is called, and some do not want it done."""
    safety = visit.random.random() < 0.5
    found, job = ("后制动片已到极限", "rear") if safety else ("雨刮片老化，刮不干净", "wiper")
    data = supplements.SupplementData(
        found, tuple(demo_sheets.lines(visit.garage, job, visit.at.date())), safety=safety
    )
    ref = supplements.propose(await visit.by("leader", minutes=15), visit.order, data, hold=True)
    if visit.stage == "supplement":
        return
    by = await visit.by("advisor", minutes=8)
    row = next(row for row in supplements.of_order(visit.order) if row.id == ref)
    accepted = {line.id for line in row.lines} if visit.random.random() < 0.7 else set()
    consequence = demo_data.CONSEQUENCE if safety else ""
    supplement_answers.answer(
        by, ref, row.version, _consent(visit), accepted, consequence=consequence, go_on=True
    )
    if accepted:
        await _take_up(visit, accepted)


async def _take_up(visit: "Visit", accepted: set[int]) -> None:
    """The mechanic of the job does the new work too."""
    page = orders.open_page(visit.order)
    labour = [line for line in page.lines if line.id in accepted and line.kind is LineKind.LABOUR]
    shares = {line.id: workshop.even_shares([visit.worker]) for line in labour}
    workshop.assign(await visit.by("leader", minutes=2), visit.order, shares, bay_id=page.bay_id)
    await visit.draw()
    for line in labour:
        await visit.finish(line)


async def wait_for_parts(visit: "Visit") -> None:
    """A part does not fit: the job waits for the right one, and the customer is told that it takes longer."""
    holds.hold(
        await visit.by("leader", minutes=10), visit.order, HoldReason.PARTS, "配件型号不符，等供应商调换"
    )
    promised = orders.open_page(visit.order).reception.promised_at or visit.at
    by = await visit.by("advisor", minutes=10)
    told = _consent(visit)
    delays.tell_delay(
        by,
        visit.order,
        delays.DelayData(
            "等待配件",
            max(promised, visit.at) + timedelta(hours=3),
            told.who,
            told.at,
            told.channel,
            told.note,
        ),
    )
    if visit.stage != "on hold":
        holds.resume(await visit.by("leader", minutes=85), visit.order)


async def road_test(visit: "Visit") -> None:
    """The mechanic drives a few kilometres and comes back."""
    by = await visit.by("leader", minutes=12)
    number = trips.issue(
        by,
        visit.order,
        PassKind.ROAD_TEST,
        return_at=visit.at + timedelta(minutes=40),
        driver_id=visit.worker,
        purpose="确认异响",
        odo_out=visit.odometer,
        confirmed=True,
    )
    visit.odometer += 7
    trips.back(await visit.by("leader", minutes=25), number, visit.odometer, confirmed=True)


async def buy_outside(visit: "Visit", wanted: list[IssueLine]) -> list[IssueLine]:
    """The first part is fetched from the shop next door; returns what is left to draw."""
    [line] = [one for one in orders.open_page(visit.order).lines if one.id == wanted[0].order_line_id]
    if line.code in demo_data.ON_COST:  # its price would follow what was paid there
        return wanted
    spot_purchases.buy(
        await visit.by("keeper", minutes=12),
        line.id,
        qty_milli=wanted[0].qty_milli,
        cost_fen=line.gross_fen * 3 // 4,
        bought_by=visit.garage.people["second"],
        received_by=visit.worker,
        vendor=visit.random.choice(("路口汽配店", "汽配城 B12 档")),
        method=visit.random.choice((PayMethod.CASH, PayMethod.WECHAT)),
        serials=wanted[0].serials,
    )
    return wanted[1:]


async def bring_old_parts(visit: "Visit") -> None:
    """Whoever drew a part that has to come back as an old one brings that; of the last days some are still owed."""
    lately = visit.at > visit.garage.now - timedelta(days=_OWED_DAYS)
    for duty in old_part_duties.open_duties(order_id=visit.order):
        if lately and visit.random.random() < 0.6:
            continue
        by = await visit.by("keeper", minutes=4)
        if visit.random.random() < 0.03:
            old_part_duties.charge(by, duty.id, duty.version, 5_000, "旧件遗失")
        else:
            old_part_duties.clear(by, duty.id, duty.version)
