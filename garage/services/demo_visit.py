"""One visit of the demo: a car walks the road as far as it is told, beside others that do the same."""

import types
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from garage.domain.inspections import InspectionStage, all_passed
from garage.domain.lines import LineKind
from garage.domain.orders import ConsentChannel
from garage.domain.settlements import PayMethod, RoundingOff, Tender, Terms
from garage.domain.warranty import CERTIFICATE_CATEGORIES, RepairCategory
from garage.services import (
    authorisations,
    certificates,
    customers,
    demo_data,
    demo_sheets,
    demo_turns,
    exit_passes,
    goods_issues,
    inspections,
    next_service,
    orders,
    payments,
    readiness,
    receipts,
    settlements,
    vehicles,
    workshop,
)
from garage.services.advice import AdviceData
from garage.services.command import By
from garage.services.credit import OnAccount
from garage.services.demo_garage import DemoGarage
from garage.services.order_lines import Line, save_lines

ROAD = (
    "receive",
    "estimate",
    "authorise",
    "dispatch",
    "work",
    "old_parts",
    "check",
    "ready",
    "settle",
    "leave",
    "pay_later",
)
STAGES = {
    "received": "receive",
    "estimated": "estimate",
    "authorised": "authorise",
    "dispatched": "dispatch",
    "in work": "work",
    "on hold": "work",
    "supplement": "work",
    "checked": "check",
    "washing": "ready",
    "ready": "ready",
    "settled": "settle",
}
"""Where a car may still be in the shop, and the last step it has taken."""
GONE = "gone"


@types.coroutine
def _until_then() -> Iterator[None]:
    yield


class Visit:
    """One visit of one car, walked as far as `stage`: one of STAGES, or GONE for the whole road."""

    free = False
    """Somebody else than the customer pays for everything."""

    def __init__(self, garage: DemoGarage, at: datetime, stage: str = GONE) -> None:
        self.garage = garage
        self.at = at
        self.stage = stage
        self.random = garage.random
        self.cancelled = False
        self.place = -1
        self.job = garage.next_job()

    async def road(self) -> None:
        """From the plate to the gate, or as far as the stage; waits before every act until its time has come."""
        for step in ROAD:
            await getattr(self, step)()
            if self.cancelled or step == STAGES.get(self.stage):
                return

    async def by(self, who: str, **later: int) -> By:
        """Someone acts, `later` than the act before."""
        self.at += timedelta(**later)
        await _until_then()
        self.garage.mark(self.place, self.at)
        return By(self.garage.people.get(who, self.garage.owner), self.at)

    def goes(self, chance: float) -> bool:
        """Whether this visit takes a turn that few take; a car that stays in the shop takes none."""
        return self.stage == GONE and self.random.random() < chance

    async def receive(self) -> None:
        """Plate to reception sheet; now and then the car has been sold meanwhile."""
        by = await self.by("advisor")
        self.place = self.pick_car()
        self.garage.mark(self.place, by.at)
        known = self.place < len(self.garage.cars)
        car = self.garage.car(self.place, by.at)
        if known and self.goes(0.06):
            vehicles.change_owner(by, car.id, self.garage.new_customer(by, company=False), by.today)
        self.odometer = car.km + self.driven()
        car.km = self.odometer + 20
        self.order = orders.open_order(by, car.id)
        by = await self.by("advisor", minutes=4)
        version = orders.save_reception(
            by, self.order, orders.open_page(self.order).version, self.sheet(by.at)
        )
        self.type_lines(by, version, car.id)

    def pick_car(self) -> int:
        """Place of the car that comes."""
        return self.garage.pick_car()

    def driven(self) -> int:
        """Kilometres since it was here, or since it was bought."""
        return self.random.randint(400, 3_000)

    def sheet(self, at: datetime) -> orders.Reception:
        """What is asked at the counter."""
        return demo_sheets.reception(self.random, self.job, self._category(), self.odometer, at)

    def type_lines(self, by: By, version: int, car: int) -> None:
        """The estimate."""
        customer = orders.open_page(self.order).customer_id
        lines = demo_sheets.agreed(self.garage, self.job, by.today, customer)
        save_lines(by, self.order, version, [*lines, *demo_turns.followed_advice(self, car)])

    def _category(self) -> RepairCategory:
        codes = demo_data.JOBS[self.job][0]
        return self.garage.operations[codes[0]].category

    def _certified(self) -> bool:
        """Whether the job, or what came along with it by earlier advice, is of a category with a certificate."""
        lines = orders.open_page(self.order).lines
        return not CERTIFICATE_CATEGORIES.isdisjoint({self._category(), *(line.category for line in lines)})

    async def estimate(self) -> None:
        """The estimate is finished, for some after a second thought."""
        orders.finish_estimate(await self.by("advisor", minutes=12), self.order)
        if self.goes(0.05):
            orders.reopen_estimate(await self.by("advisor", minutes=3), self.order)
            orders.finish_estimate(await self.by("advisor", minutes=4), self.order)

    async def authorise(self) -> None:
        """The customer signs, or finds it too dear."""
        if self.goes(0.04):
            exit_passes.leave_unrepaired(
                await self.by("advisor", minutes=9), self.order, "客户觉得太贵，暂不维修"
            )
            await self.leave()
            self.cancelled = True
            return
        name = self.customer_name()
        authorisations.authorise(
            await self.by("advisor", minutes=6), self.order, signed_by=name, channel=ConsentChannel.SIGNED
        )
        if self.random.random() < 0.06 and not self.free:
            payments.take_deposit(
                await self.by("advisor", minutes=2), self.order, [Tender(PayMethod.WECHAT, 20_000)]
            )

    def customer_name(self) -> str:
        page = orders.open_page(self.order)
        return customers.open_customer(page.customer_id).contact or page.customer

    async def dispatch(self) -> None:
        """To the mechanics of the trade."""
        body = self.job == "paint"
        crew = ["painter"] if body else self.random.choice((["mechanic"], ["second"], ["mechanic", "leader"]))
        people = [self.garage.people[name] for name in crew]
        self.worker = people[0]
        shares = {
            line.id: workshop.even_shares(people)
            for line in orders.open_page(self.order).lines
            if line.kind is LineKind.LABOUR
        }
        bay = self.garage.bays[3] if body else self.random.choice(self.garage.bays[:3])
        workshop.dispatch(await self.by("leader", minutes=10), self.order, shares, bay_id=bay)

    async def work(self) -> None:
        """Parts are drawn, lines started and, for a job that goes on, finished."""
        await self.draw()
        labour = self.labour()
        for line in labour:
            workshop.start_line(await self.by("leader", minutes=4), line.id, self.worker)
            if self.stage == "in work" and line is labour[-1]:
                return
            if line is labour[-1]:
                await self._turn()
                if self.stage in {"on hold", "supplement"}:
                    return
            await self.finish(line)

    async def _turn(self) -> None:
        """What may come up while the car is on the lift."""
        if self.stage == "supplement" or self.goes(0.1):
            await demo_turns.further_work(self)
        elif self.stage == "on hold" or self.goes(0.05):
            await demo_turns.wait_for_parts(self)
        elif self.goes(0.03):
            await demo_turns.road_test(self)

    async def finish(self, line: Line) -> None:
        """A line is worked to its end; after a hold its mechanic starts it again."""
        if line.id not in workshop.running_lines(self.order):
            workshop.start_line(await self.by("leader", minutes=4), line.id, self.worker)
        minutes = min(240, max(15, line.hours_centi * 6 // 10))
        workshop.finish_line(await self.by("leader", minutes=minutes), line.id)

    def labour(self) -> list[Line]:
        return [line for line in orders.open_page(self.order).lines if line.kind is LineKind.LABOUR]

    async def draw(self) -> None:
        """Parts go to the order; a wrong one goes back and comes again."""
        page = orders.open_page(self.order)
        wanted = [
            self._issue(line)
            for line in page.lines
            if line.draws_stock and line.issued_milli < line.qty_milli
        ]
        if wanted and self.goes(0.05):
            wanted = await demo_turns.buy_outside(self, wanted)
        await self._slip(goods_issues.issue_parts, wanted, minutes=8)
        if self.goes(0.05):
            await self._slip(goods_issues.return_parts, wanted[-1:], minutes=6)
            await self._slip(goods_issues.issue_parts, wanted[-1:], minutes=3)

    def _issue(self, line: Line) -> goods_issues.IssueLine:
        rest = line.qty_milli - line.issued_milli
        numbered = line.part_id in self.garage.tracked
        pieces = tuple(self.garage.serial() for _piece in range(rest // 1000)) if numbered else ()
        return goods_issues.IssueLine(line.id, rest, pieces)

    async def _slip(
        self, act: Callable[..., object], lines: list[goods_issues.IssueLine], **later: int
    ) -> None:
        if not lines:
            return
        by = await self.by("keeper", **later)
        if act is goods_issues.issue_parts:
            asked = {line.order_line_id: line.qty_milli for line in lines}
            drawn = [line for line in orders.open_page(self.order).lines if line.id in asked and line.part_id]
            self.garage.fetch(
                by.at, self.garage.short_of((line.part_id or 0, asked[line.id]) for line in drawn)
            )
            self.garage.mark(self.place, by.at)
        act(by, self.order, lines=lines, received_by=self.worker)

    async def old_parts(self) -> None:
        """Who took a part with an old one brings that back; of the last days some are still owed."""
        await demo_turns.bring_old_parts(self)

    async def check(self) -> None:
        """Self, leader with advice now and then, final; two more stages where the category asks."""
        certified = self._certified()
        if certified:
            await self._inspect(InspectionStage.DIAGNOSIS)
            await self._inspect(InspectionStage.IN_PROCESS)
        await self._inspect(InspectionStage.SELF)
        for stage, chance in ((InspectionStage.LEADER, 0.06), (InspectionStage.FINAL, 0.04)):
            if self.goes(chance):
                await self._inspect(stage, fails=True)
                for line in self.labour():
                    await self.finish(line)
                await self._inspect(InspectionStage.SELF)
                if stage is InspectionStage.FINAL:
                    await self._inspect(InspectionStage.LEADER)
            await self._inspect(stage)
        if certified:
            certificates.issue(await self.by("inspector", minutes=4), self.order)

    async def _inspect(self, stage: InspectionStage, *, fails: bool = False) -> None:
        answers = all_passed(stage)
        answers[next(reversed(answers))] = not fails
        signs = {InspectionStage.LEADER: "leader", InspectionStage.FINAL: "inspector"}
        who = self.garage.people[signs[stage]] if stage in signs else self.worker
        advice: tuple[AdviceData, ...] = ()
        if stage is InspectionStage.LEADER and not fails and self.random.random() < 0.35:
            advice = (AdviceData(*self.random.choice(demo_data.ADVICE)),)
        inspections.inspect(
            await self.by("leader", minutes=6),
            self.order,
            stage,
            answers,
            inspector_id=who,
            advice=advice,
            remark="紧固件未拧到位，返工" if fails else "",
        )

    async def ready(self) -> None:
        """Washed where it was accepted; the handover check is done."""
        page = orders.open_page(self.order)
        if page.facts.wash:
            orders.start_wash(await self.by("advisor", minutes=3), self.order)
            if self.stage == "washing":
                return
        checks = all_passed(InspectionStage.WASH if page.facts.wash else InspectionStage.READY)
        spot = self.random.choice(("", "A3", "B1", "门口"))
        readiness.make_ready(await self.by("advisor", minutes=20), self.order, checks, parking_spot=spot)
        await self._complete_file()
        if self.stage == "ready":
            return
        by = await self.by("advisor", minutes=5)
        checks = all_passed(InspectionStage.HANDOVER)
        inspections.hand_over(
            by, self.order, checks, old_parts=page.reception.old_parts, customer_told_at=by.at
        )

    async def _complete_file(self) -> None:
        """What reception did not ask is asked before the car goes."""
        page = customers.open_customer(orders.open_page(self.order).customer_id)
        if "address" in page.missing_for_file:
            street = self.random.choice(demo_data.STREETS)
            data = {name: getattr(page, name) for name in customers.CustomerData.__dataclass_fields__}
            customers.change(
                await self.by("advisor"),
                page.id,
                page.version,
                customers.CustomerData(
                    **{**data, "address": f"深圳市{street} {self.random.randint(1, 999)} 号"}
                ),
            )

    async def settle(self) -> None:
        """The bill, paid by one or two methods."""
        by = await self.by("advisor", minutes=25)
        due_on, due_km = next_service.suggested(self.order, by.today)
        terms = Terms(
            rounding=self.random.choice((RoundingOff.NONE, RoundingOff.JIAO, RoundingOff.YUAN)),
            next_service_on=due_on,
            next_service_km=due_km,
            discount_by=self.garage.owner,
        )
        if self.random.random() < 0.1 and not self.free:
            terms = replace(terms, order_discount_fen=2_000, discount_reason="老客户优惠")
        await self._settle(by, terms)
        if self.goes(0.03):
            settlements.void(await self.by("advisor", minutes=4), self.order, "优惠算错，重新结算")
            await self._settle(await self.by("advisor", minutes=3), terms)

    async def _settle(self, by: By, terms: Terms) -> None:
        owed = settlements.still_owed(self.order, settlements.preview(self.order, terms))
        company = orders.open_page(self.order).customer.endswith("公司")
        if owed and company and self.goes(0.5):
            account = OnAccount(approved_by=self.garage.owner, override="老客户，月结")
            settlements.settle_and_pay(by, self.order, terms, [], account)
            return
        tenders = [Tender(self.random.choice(list(PayMethod)), owed)] if owed else []
        if owed > 1 and self.random.random() < 0.12:
            tenders = [Tender(PayMethod.WECHAT, owed // 2), Tender(PayMethod.CARD, owed - owed // 2)]
        settlements.settle_and_pay(by, self.order, terms, tenders)

    async def leave(self) -> None:
        """Through the gate."""
        self.odometer += 2
        exit_passes.leave(await self.by("advisor", minutes=9), self.order, self.odometer, confirmed=True)

    async def pay_later(self) -> None:
        """What went on account comes some days later, unless that day has not come yet."""
        days = self.random.randint(3, 25)
        owed = receipts.balance(self.order).owed_fen
        if owed and self.at + timedelta(days=days) < self.garage.now:
            payments.take_payment(
                await self.by("advisor", days=days), self.order, [Tender(PayMethod.TRANSFER, owed)]
            )
