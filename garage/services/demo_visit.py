"""One visit of the demo: a car walks the road as far as it is told."""

from dataclasses import replace
from datetime import datetime, timedelta

from garage.domain.documents import Mark
from garage.domain.inspections import CHECK_ITEMS, InspectionStage
from garage.domain.lines import LineKind
from garage.domain.orders import ConsentChannel, Damage, OldPartChoice, Side
from garage.domain.settlements import PayMethod, RoundingOff, Tender, Terms
from garage.domain.warranty import CERTIFICATE_CATEGORIES, RepairCategory
from garage.services import (
    authorisations,
    customers,
    demo_data,
    exit_passes,
    goods_issues,
    inspections,
    orders,
    settlements,
    shop,
    workshop,
)
from garage.services.command import By
from garage.services.demo_garage import DemoGarage
from garage.services.order_lines import LineData, save_lines
from garage.services.orders import Reception


class Visit:
    """One visit of one car, walked as far as `stage`."""

    def __init__(self, garage: DemoGarage, at: datetime, stage: str) -> None:
        self.garage = garage
        self.at = at
        self.stage = stage
        self.random = garage.random
        self.job = self.random.choices(
            list(demo_data.JOBS), [often for _ops, _parts, often in demo_data.JOBS.values()]
        )[0]

    def by(self, who: str, **later: int) -> By:
        """Someone acts, `later` than the act before."""
        self.at += timedelta(**later)
        return By(self.garage.people.get(who, self.garage.owner), self.at)

    def run(self) -> None:
        """Walk the road until the stage is reached."""
        for name in (
            "receive",
            "estimate",
            "authorise",
            "dispatch",
            "work",
            "check",
            "ready",
            "settle",
            "leave",
        ):
            getattr(self, name)()
            reached = {
                "receive": "received",
                "estimate": "estimated",
                "authorise": "authorised",
                "dispatch": "dispatched",
                "work": "work",
                "check": "checked",
                "ready": "ready",
                "settle": "settled",
            }.get(name)
            if reached == self.stage:
                return

    def receive(self) -> None:
        """Plate to reception sheet."""
        index = self.garage.pick_car(self.at)
        vehicle, odometer, customer = self.garage.cars[index]
        self.odometer = odometer + self.random.randint(400, 3_000)
        self.garage.cars[index] = (vehicle, self.odometer + 3, customer)
        by = self.by("advisor")
        self.order = orders.open_order(by, vehicle)
        marks = (
            (Mark(Side.LEFT, self.random.randint(200, 800), 560, Damage.SCRATCH, "旧伤"),)
            if self.random.random() < 0.3
            else ()
        )
        sheet = Reception(
            complaint=demo_data.COMPLAINTS[self.job],
            category=self._category(),
            odometer_km=self.odometer,
            odometer_confirmed=True,
            odometer_reason="",
            fuel_eighths=self.random.randint(1, 8),
            belongings=self.random.choice(("", "儿童座椅一个", "后备箱雨伞、工具包")),
            present=frozenset({"spare_tyre", "jack", "tools", "covers"}),
            valuables_removed=True,
            old_parts=self.random.choice((OldPartChoice.TAKE, OldPartChoice.WAIVE, OldPartChoice.WAIVE)),
            wash=self.random.random() < 0.4,
            call_time=self.random.choice(("", "18:00–20:00", "午休时间")),
            pay_method=self.random.choice(list(PayMethod)),
            promised_at=self.at + timedelta(hours=self.random.choice((3, 4, 6, 26))),
            marks=marks,
            walk_around_done=True,
            warranty_seen=True,
        )
        version = orders.save_reception(by, self.order, orders.open_page(self.order).version, sheet)
        save_lines(by, self.order, version, self._lines())

    def _category(self) -> RepairCategory:
        codes = demo_data.JOBS[self.job][0]
        return self.garage.operations[codes[0]].category

    def _lines(self) -> list[LineData]:
        codes, wanted, _often = demo_data.JOBS[self.job]
        rate = shop.labour_rate_fen(self.at.date())
        labour = [
            LineData(
                LineKind.LABOUR,
                row.name,
                code=row.code,
                operation_id=row.id,
                trade=row.trade,
                category=row.category,
                hours_centi=row.hours_centi,
                rate_fen=rate,
            )
            for row in (self.garage.operations[code] for code in codes)
        ]
        shelf = {row.code: row for row in demo_data.PARTS}
        material = [
            LineData(
                LineKind.PART,
                shelf[code].name,
                code=code,
                part_id=self.garage.parts[code],
                category=labour[0].category,
                grade=shelf[code].grade,
                brand=shelf[code].brand,
                spec=shelf[code].spec,
                unit=shelf[code].unit,
                qty_milli=qty,
                unit_price_fen=shelf[code].price_fen,
            )
            for code, qty in wanted
        ]
        return labour + material

    def estimate(self) -> None:
        """The estimate is finished."""
        orders.finish_estimate(self.by("advisor", minutes=12), self.order)

    def authorise(self) -> None:
        """The customer signs."""
        page = orders.open_page(self.order)
        name = page.customer if len(page.customer) <= 4 else demo_data.person_name(self.random)
        authorisations.authorise(
            self.by("advisor", minutes=6), self.order, signed_by=name, channel=ConsentChannel.SIGNED
        )

    def dispatch(self) -> None:
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
        workshop.dispatch(self.by("leader", minutes=10), self.order, shares, bay_id=bay)

    def work(self) -> None:
        """Parts are drawn, lines started and, for a job that goes on, finished."""
        page = orders.open_page(self.order)
        wanted = [goods_issues.IssueLine(line.id, line.qty_milli) for line in page.lines if line.draws_stock]
        goods_issues.issue_parts(
            self.by("keeper", minutes=8), self.order, lines=wanted, received_by=self.worker
        )
        labour = [line for line in page.lines if line.kind is LineKind.LABOUR]
        for line in labour:
            workshop.start_line(self.by("leader", minutes=4), line.id, self.worker)
            if self.stage == "work" and line is labour[-1]:
                return
            self.at += timedelta(minutes=min(240, max(15, line.hours_centi * 6 // 10)))
            workshop.finish_line(self.by("leader"), line.id)

    def check(self) -> None:
        """Self, leader with advice now and then, final; two more stages where the category asks."""
        stages = [InspectionStage.SELF, InspectionStage.LEADER, InspectionStage.FINAL]
        if self._category() in CERTIFICATE_CATEGORIES:
            stages = [InspectionStage.DIAGNOSIS, InspectionStage.IN_PROCESS, *stages]
        for stage in stages:
            answers = {code: True for code, _words in CHECK_ITEMS[stage]}
            signs = {InspectionStage.LEADER: "leader", InspectionStage.FINAL: "inspector"}
            who = self.garage.people[signs[stage]] if stage in signs else self.worker
            advice: tuple[inspections.AdviceData, ...] = ()
            if stage is InspectionStage.LEADER and self.random.random() < 0.35:
                text, safety = self.random.choice(demo_data.ADVICE)
                advice = (inspections.AdviceData(text, safety),)
            inspections.inspect(
                self.by("leader", minutes=6), self.order, stage, answers, inspector_id=who, advice=advice
            )

    def ready(self) -> None:
        """Washed where it was accepted; the handover check is done."""
        page = orders.open_page(self.order)
        if page.facts.wash:
            orders.start_wash(self.by("advisor", minutes=3), self.order)
        orders.make_ready(self.by("advisor", minutes=20), self.order)
        self._complete_file()
        if self.stage == "ready":
            return
        answers = {code: True for code, _words in CHECK_ITEMS[InspectionStage.HANDOVER]}
        by = self.by("advisor", minutes=5)
        inspections.hand_over(
            by, self.order, answers, old_parts=page.reception.old_parts, customer_told_at=by.at
        )

    def _complete_file(self) -> None:
        """What reception did not ask is asked before the car goes."""
        page = customers.open_customer(orders.open_page(self.order).customer_id)
        if "address" in page.missing_for_file:
            street = self.random.choice(demo_data.STREETS)
            data = {name: getattr(page, name) for name in customers.CustomerData.__dataclass_fields__}
            customers.change(
                self.by("advisor"),
                page.id,
                page.version,
                customers.CustomerData(
                    **{**data, "address": f"深圳市{street} {self.random.randint(1, 999)} 号"}
                ),
            )

    def settle(self) -> None:
        """The bill, paid by one or two methods."""
        by = self.by("advisor", minutes=25)
        due_on, due_km = settlements.suggested_service(self.order, by.today)
        terms = Terms(
            rounding=self.random.choice((RoundingOff.NONE, RoundingOff.JIAO, RoundingOff.YUAN)),
            next_service_on=due_on,
            next_service_km=due_km,
        )
        if self.random.random() < 0.1:
            terms = replace(terms, order_discount_fen=2_000, discount_reason="老客户优惠")
        payable = settlements.preview(self.order, terms).payable_fen
        first = self.random.choice(list(PayMethod))
        tenders = [Tender(first, payable)]
        if self.random.random() < 0.12:
            tenders = [Tender(PayMethod.WECHAT, payable // 2), Tender(PayMethod.CARD, payable - payable // 2)]
        settlements.settle_and_pay(by, self.order, terms, tenders)

    def leave(self) -> None:
        """Through the gate."""
        exit_passes.leave(self.by("advisor", minutes=9), self.order, self.odometer + 2, confirmed=True)
