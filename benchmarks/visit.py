"""One complete visit, act by act, as the timings and the comparison with plain SQL walk it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from time import perf_counter

from garage.domain.inspections import CHECK_ITEMS, InspectionStage, all_passed
from garage.domain.lines import LineKind, PartGrade, WorkType
from garage.domain.orders import ConsentChannel, OldPartChoice
from garage.domain.settlements import PayMethod, RoundingOff, Tender, Terms
from garage.domain.staff import Role
from garage.domain.stock import MovementKind
from garage.domain.warranty import RepairCategory
from garage.services import (
    authorisations,
    customers,
    exit_passes,
    goods_issues,
    goods_receipts,
    inspections,
    orders,
    parts,
    readiness,
    settlements,
    shop,
    staff,
    vehicles,
    workshop,
)
from garage.services.command import By
from garage.services.order_lines import LineData, save_lines

MORNING = datetime(2026, 11, 21, 8)
TERMS = Terms(rounding=RoundingOff.YUAN, next_service_on=MORNING.date() + timedelta(days=180))


@dataclass(frozen=True)
class Garage:
    """The people and the shelf that every visit meets."""

    owner: int
    mechanic: int
    leader: int
    inspector: int
    pads: int
    oil: int


def open_garage() -> Garage:
    """Set up the shop of the visits: four people and two parts with plenty on the shelf."""
    owner = shop.set_up(MORNING, shop_name="诚信汽修", owner_name="张三")
    by = By(owner, MORNING)
    crew = [
        staff.add(by, name=name, roles={role})
        for name, role in (("李师傅", Role.MECHANIC), ("王班长", Role.LEADER), ("赵质检", Role.INSPECTOR))
    ]
    shelf = [
        parts.add(
            by, parts.PartData(code=code, name=name, unit=unit, grade=PartGrade.GENUINE, price_fen=price)
        )
        for code, name, unit, price in (
            ("BP-001", "前刹车片", "套", 60_016),
            ("OIL-530", "机油 5W-30", "升", 9_800),
        )
    ]
    goods = [goods_receipts.GoodsLine(part, 90_000_000, 350_000_000) for part in shelf]
    goods_receipts.receive_goods(by, kind=MovementKind.OPENING, lines=goods)
    return Garage(owner, *crew, *shelf)


def new_car(garage: Garage, number: int) -> int:
    """A customer with a car that has never been here; returns the car's id."""
    by = By(garage.owner, MORNING)
    owner = customers.add(
        by,
        customers.CustomerData(
            name=f"王芳{number}", phones=(f"138{number:08}",), address=f"深圳市南山区创业路 {number} 号"
        ),
    )
    data = vehicles.VehicleData(
        plate=f"粤B{number:05}", vin=f"LSVAB4186E2{number:06}", brand="大众", model="朗逸 1.6L"
    )
    return vehicles.add(by, data, owner_id=owner)


class Visit:
    """A brake job with an oil change, from the plate to the gate; only the acts are timed."""

    def __init__(self, garage: Garage, vehicle: int) -> None:
        self.garage = garage
        self.vehicle = vehicle
        self.at = MORNING
        self.seconds = 0.0

    def by(self, who: int | None = None) -> By:
        self.at += timedelta(minutes=7)
        return By(who or self.garage.owner, self.at)

    @contextmanager
    def _timed(self) -> Iterator[None]:
        start = perf_counter()
        yield
        self.seconds += perf_counter() - start

    def run(self) -> float:
        """Walk the whole road; seconds that the acts took."""
        steps: tuple[Callable[[], None], ...] = (self.receive, self.work, self.check, self.leave)
        for step in steps:
            step()
        return self.seconds

    def receive(self) -> None:
        by = self.by()
        sheet = orders.Reception(
            complaint="刹车时前轮异响，顺便做保养",
            category=RepairCategory.MINOR_REPAIR,
            odometer_km=86_412,
            fuel_eighths=5,
            belongings="儿童座椅一个",
            present=frozenset({"spare_tyre", "jack"}),
            valuables_removed=True,
            old_parts=OldPartChoice.TAKE,
            promised_at=by.at + timedelta(hours=5),
            walk_around_done=True,
            warranty_seen=True,
        )
        with self._timed():
            self.order = orders.open_order(by, self.vehicle, complaint=sheet.complaint)
            version = orders.save_reception(by, self.order, 1, sheet)
            save_lines(by, self.order, version, self._lines())
            orders.finish_estimate(self.by(), self.order)
            authorisations.authorise(self.by(), self.order, signed_by="王芳", channel=ConsentChannel.SIGNED)

    def _lines(self) -> list[LineData]:
        labour = LineData(
            LineKind.LABOUR,
            "更换前刹车片",
            trade=WorkType.MECHANICAL,
            category=RepairCategory.MINOR_REPAIR,
            hours_centi=150,
            rate_fen=10_000,  # the list price
        )
        part = LineData(
            LineKind.PART,
            "前刹车片",
            code="BP-001",
            part_id=self.garage.pads,
            grade=PartGrade.GENUINE,
            unit="套",
            qty_milli=1_000,
            unit_price_fen=60_016,
        )
        oil = replace(
            part,
            name="机油 5W-30",
            code="OIL-530",
            part_id=self.garage.oil,
            unit="升",
            qty_milli=4_000,
            unit_price_fen=9_800,
        )
        return [labour, replace(labour, name="更换机油机滤", hours_centi=60), part, oil]

    def work(self) -> None:
        lines = orders.open_page(self.order).lines
        labour = [line.id for line in lines if line.kind is LineKind.LABOUR]
        drawn = [goods_issues.IssueLine(line.id, line.qty_milli) for line in lines if line.draws_stock]
        mechanic = self.garage.mechanic
        with self._timed():
            workshop.dispatch(self.by(), self.order, {line: {mechanic: 10_000} for line in labour})
            goods_issues.issue_parts(self.by(), self.order, lines=drawn, received_by=mechanic)
            for line in labour:
                workshop.start_line(self.by(), line, mechanic)
                workshop.finish_line(self.by(), line)

    def check(self) -> None:
        stages = {
            InspectionStage.SELF: self.garage.mechanic,
            InspectionStage.LEADER: self.garage.leader,
            InspectionStage.FINAL: self.garage.inspector,
        }
        with self._timed():
            for stage, who in stages.items():
                answers = {code: True for code, _words in CHECK_ITEMS[stage]}
                inspections.inspect(self.by(), self.order, stage, answers, inspector_id=who)
            readiness.make_ready(self.by(), self.order, all_passed(InspectionStage.READY))
            answers = {code: True for code, _words in CHECK_ITEMS[InspectionStage.HANDOVER]}
            by = self.by()
            inspections.hand_over(
                by, self.order, answers, old_parts=OldPartChoice.TAKE, customer_told_at=by.at
            )

    def leave(self) -> None:
        tenders = [Tender(PayMethod.WECHAT, settlements.preview(self.order, TERMS).payable_fen)]
        with self._timed():
            self.settled = settlements.settle_and_pay(self.by(), self.order, TERMS, tenders)
            exit_passes.leave(self.by(), self.order, 86_414)
