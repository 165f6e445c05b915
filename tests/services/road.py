"""One car from its plate to the gate, as the tests of many services need it."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import pytest

from garage.domain.inspections import CHECK_ITEMS, InspectionStage, all_passed
from garage.domain.lines import LineKind, PartGrade, WorkType
from garage.domain.orders import ConsentChannel, OldPartChoice, OrderState
from garage.domain.settlements import PayMethod, RoundingOff, Tender
from garage.domain.staff import Role
from garage.domain.stock import MovementKind
from garage.domain.warranty import RepairCategory
from garage.errors import RuleError
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
    staff,
    vehicles,
    waits,
    workshop,
)
from garage.services.command import By
from garage.services.order_lines import Line, LineData, save_lines
from garage.services.orders import Reception
from garage.services.settlements import Settled, Terms


def codes(error: pytest.ExceptionInfo[RuleError]) -> set[str]:
    """Codes of the reasons an act was refused for."""
    return {reason.code for reason in error.value.reasons}


def state(road: "Road") -> OrderState:
    """Where the order stands."""
    return orders.open_page(road.order).state


def held_minutes(order: int, until: datetime) -> int:
    """Whole minutes an order has been on hold up to `until`."""
    waited = (min(end or until, until) - since for _why, since, end in waits.spans(order) if since < until)
    return sum(int(time.total_seconds()) for time in waited) // 60


@dataclass
class Road:
    """The people, the car and the part of a test, and the order that travels."""

    boss: By
    mechanic: int
    leader: int
    inspector: int
    vehicle: int
    customer: int
    part: int
    order: int = 0

    def forward(self, **time: int) -> None:
        """Let time pass."""
        self.boss = By(self.boss.staff_id, self.boss.at + timedelta(**time))

    def reception(self) -> Reception:
        """A reception sheet with everything that the estimate asks for."""
        return Reception(
            complaint="刹车异响",
            odometer_km=86_412,
            walk_around_done=True,
            warranty_seen=True,
            promised_at=self.boss.at + timedelta(hours=5),
            old_parts=OldPartChoice.TAKE,
            category=RepairCategory.MINOR_REPAIR,
        )

    def lines(self) -> list[LineData]:
        """480.00 labour and 1,200.32 parts."""
        return [
            LineData(
                LineKind.LABOUR,
                "更换前刹车片",
                trade=WorkType.MECHANICAL,
                category=RepairCategory.MINOR_REPAIR,
                hours_centi=400,
                rate_fen=12_000,
            ),
            LineData(
                LineKind.PART,
                "前刹车片",
                part_id=self.part,
                grade=PartGrade.GENUINE,
                unit="套",
                qty_milli=2000,
                unit_price_fen=60_016,
            ),
        ]

    def receive(self, *lines: LineData) -> None:
        """Plate to estimate."""
        self.order = orders.open_order(self.boss, self.vehicle)
        version = orders.save_reception(self.boss, self.order, 1, self.reception())
        save_lines(self.boss, self.order, version, lines or self.lines(), "老客户")
        orders.finish_estimate(self.boss, self.order)

    def authorise(self) -> None:
        """The customer signs."""
        authorisations.authorise(self.boss, self.order, signed_by="王女士", channel=ConsentChannel.SIGNED)

    def labour(self) -> list[Line]:
        """Labour lines of the order."""
        return [line for line in orders.open_page(self.order).lines if line.kind is LineKind.LABOUR]

    def dispatch(self) -> None:
        """Everything goes to the mechanic."""
        workshop.dispatch(self.boss, self.order, {line.id: {self.mechanic: 10_000} for line in self.labour()})

    def issue(self) -> None:
        """Draw every part of the order."""
        wanted = [
            goods_issues.IssueLine(line.id, line.qty_milli - line.issued_milli)
            for line in orders.open_page(self.order).lines
            if line.draws_stock and line.issued_milli < line.qty_milli
        ]
        if wanted:
            goods_issues.issue_parts(self.boss, self.order, lines=wanted, received_by=self.mechanic)

    def work(self) -> None:
        """Start and finish every labour line that is not done."""
        for line in self.labour():
            if line.done_at is None:
                workshop.start_line(self.boss, line.id, self.mechanic)
                self.forward(minutes=30)
                workshop.finish_line(self.boss, line.id)

    def check(self, stage: InspectionStage, who: int, *, passed: bool = True) -> None:
        """One inspection, all well or all wrong."""
        answers = {code: passed for code, _words in CHECK_ITEMS[stage]}
        remark = "" if passed else "还有异响"
        inspections.inspect(self.boss, self.order, stage, answers, inspector_id=who, remark=remark)

    def inspect(self) -> None:
        """Self, leader, final."""
        self.check(InspectionStage.SELF, self.mechanic)
        self.check(InspectionStage.LEADER, self.leader)
        self.check(InspectionStage.FINAL, self.inspector)

    def make_ready(self) -> None:
        """Ready, and the handover check done."""
        washing = orders.open_page(self.order).state is OrderState.WASHING
        tidy = InspectionStage.WASH if washing else InspectionStage.READY
        readiness.make_ready(self.boss, self.order, all_passed(tidy))
        answers = {code: True for code, _words in CHECK_ITEMS[InspectionStage.HANDOVER]}
        inspections.hand_over(
            self.boss, self.order, answers, old_parts=OldPartChoice.TAKE, customer_told_at=self.boss.at
        )

    def settle(self, *tenders: Tender, terms: Terms | None = None) -> Settled:
        """Settle and pay, in cash when nothing else is said."""
        terms = terms or Terms(rounding=RoundingOff.NONE)
        payable = settlements.preview(self.order, terms).payable_fen
        paid = tenders or ((Tender(PayMethod.CASH, payable),) if payable else ())
        return settlements.settle_and_pay(self.boss, self.order, terms, paid)

    def leave(self) -> None:
        """Through the gate, two kilometres later."""
        exit_passes.leave(self.boss, self.order, 86_414)

    def to_ready(self, *lines: LineData) -> None:
        """Everything up to the bill."""
        self.receive(*lines)
        self.authorise()
        self.dispatch()
        self.issue()
        self.work()
        self.inspect()
        self.make_ready()


def set_out(boss: By) -> Road:
    """A customer with one car, three people in the shop and ten sets of pads on the shelf."""
    mechanic = staff.add(boss, name="李师傅", roles={Role.MECHANIC})
    leader = staff.add(boss, name="王班长", roles={Role.LEADER})
    inspector = staff.add(boss, name="赵质检", roles={Role.INSPECTOR})
    customer = customers.add(
        boss, customers.CustomerData(name="王女士", phones=("13800138000",), address="创业路 88 号")
    )
    vehicle = vehicles.add(
        boss,
        replace(
            vehicles.VehicleData(), plate="粤B12345", vin="LSVAB4186E2184847", brand="大众", model="朗逸"
        ),
        owner_id=customer,
    )
    part = parts.add(
        boss,
        parts.PartData(
            code="BP-001", name="前刹车片", unit="套", grade=PartGrade.GENUINE, price_fen=60_016, bin="A-01"
        ),
    )
    goods_receipts.receive_goods(
        boss,
        kind=MovementKind.OPENING,
        lines=[goods_receipts.GoodsLine(part, 10_000, 350_000)],
    )
    return Road(boss, mechanic, leader, inspector, vehicle, customer, part)
