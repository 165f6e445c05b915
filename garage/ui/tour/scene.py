"""The scene before the tour's job begins: people, shelf, and cars that are here already or were here before."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from garage.domain.inspections import CHECK_ITEMS, InspectionStage, all_passed
from garage.domain.lines import LineKind, WorkType
from garage.domain.orders import ConsentChannel, OldPartChoice
from garage.domain.settlements import PayMethod, RoundingOff, Tender, Terms
from garage.domain.staff import Role
from garage.domain.stock import MovementKind
from garage.services import (
    authorisations,
    customers,
    exit_passes,
    goods_issues,
    goods_receipts,
    inspections,
    operations,
    orders,
    parts,
    readiness,
    settlements,
    shop,
    staff,
    suppliers,
    vehicles,
    workshop,
)
from garage.services.command import By
from garage.services.order_lines import LineData, save_lines
from garage.services.orders import Reception
from garage.ui.tour.cast import Cast, Visitor


@dataclass
class People:
    """Staff ids."""

    owner: int
    leader: int
    mechanics: list[int]
    inspector: int
    storekeeper: int


def engage(cast: Cast, owner: int, at: datetime) -> People:
    """Hire everybody, name the bays, enter operations and fill the shelf."""
    by = By(owner, at)
    trades = {WorkType.MECHANICAL, WorkType.TYRE}
    staff.add(by, name=cast.adviser, roles={Role.ADVISOR, Role.CASHIER})
    leader = staff.add(by, name=cast.leader, roles={Role.LEADER, Role.FOREMAN, Role.MECHANIC}, team=cast.team)
    mechanics = [
        staff.add(by, name=cast.mechanics[0], roles={Role.MECHANIC}, team=cast.team, trades=trades),
        staff.add(
            by,
            name=cast.mechanics[1],
            roles={Role.MECHANIC},
            team=cast.team,
            trades={*trades, WorkType.ELECTRICAL},
        ),
    ]
    people = People(
        owner,
        leader,
        mechanics,
        staff.add(by, name=cast.inspector, roles={Role.INSPECTOR}),
        staff.add(by, name=cast.storekeeper, roles={Role.STOREKEEPER}),
    )
    for bay in cast.bays:
        shop.save_bay(by, name=bay)
    for operation in cast.operations:
        operations.add(by, operation)
    _fill_shelf(cast, by)
    return people


def _fill_shelf(cast: Cast, by: By) -> None:
    supplier = suppliers.add(by, name=cast.supplier)
    lines = []
    for item in cast.shelf:
        part = parts.add(
            by,
            parts.PartData(
                code=item.code,
                name=item.name,
                brand=item.brand,
                spec=item.spec,
                unit=item.unit,
                grade=item.grade,
                price_fen=item.price_fen,
                min_qty_milli=item.least * 1000,
                bin=item.bin,
                barcode=item.barcode,
                supplier_id=supplier,
            ),
        )
        lines.append(goods_receipts.GoodsLine(part, item.there * 1000, item.there * item.cost_fen))
    goods_receipts.receive_goods(by, kind=MovementKind.OPENING, lines=lines)
    more = [
        goods_receipts.GoodsLine(line.part_id, 2000, line.cost_fen * 2100 // line.qty_milli)
        for line in lines[:4]
    ]
    goods_receipts.receive_goods(
        By(by.staff_id, by.at + timedelta(days=6)),
        kind=MovementKind.RECEIPT,
        lines=more,
        supplier_id=supplier,
    )


def fill_yard(cast: Cast, people: People, today: datetime) -> "list[Visit]":
    """One car left four days ago, three are here: ready, in work, and waiting for consent; gives those three."""
    left = Visit(people, today - timedelta(days=4, hours=2))
    left.receive(cast.others[3])
    left.work()
    left.check()
    left.leave()
    ready = Visit(people, today - timedelta(hours=1, minutes=40))
    ready.receive(cast.others[0])
    ready.work()
    ready.check()
    in_work = Visit(people, today - timedelta(minutes=70))
    in_work.receive(cast.others[1])
    in_work.work(finish=False)
    waiting = Visit(people, today - timedelta(minutes=35))
    waiting.receive(cast.others[2])
    return [ready, in_work, waiting]


def empty_yard(visits: "list[Visit]", now: datetime) -> None:
    """The cars of `fill_yard` leave in the afternoon of that day."""
    ready, in_work, waiting = visits
    for visit in visits:
        visit.at = now
    in_work.finish()
    waiting.work()
    in_work.check()
    waiting.check()
    for visit in (ready, in_work, waiting):
        visit.leave()


@dataclass
class Visit:
    """One car on its road."""

    people: People
    at: datetime
    order: int = 0
    km: int = 0
    lines: list[int] = field(default_factory=list)

    def by(self, **later: int) -> By:
        """The owner acts, later than before."""
        self.at += timedelta(**later)
        return By(self.people.owner, self.at)

    def receive(self, who: Visitor) -> None:
        """Plate to finished estimate."""
        by = self.by()
        owner = customers.add(
            by, customers.CustomerData(name=who.name, phones=(who.phone,), address=who.home)
        )
        car = vehicles.VehicleData(plate=who.plate, vin=who.vin, brand=who.brand, model=who.model)
        self.order = orders.open_order(by, vehicles.add(by, car, owner_id=owner))
        self.km = who.km
        operation = operations.find(who.operation)[0]
        sheet = Reception(
            complaint=who.complaint,
            category=operation.category,
            odometer_km=who.km,
            walk_around_done=True,
            warranty_seen=True,
            promised_at=self.at + timedelta(hours=4),
            old_parts=OldPartChoice.WAIVE,
        )
        version = orders.save_reception(by, self.order, 1, sheet)
        part = parts.find(who.part)[0]
        rate = shop.labour_rate_fen(by.today)
        labour = LineData(
            LineKind.LABOUR,
            operation.name,
            code=operation.code,
            operation_id=operation.id,
            trade=operation.trade,
            category=operation.category,
            hours_centi=operation.hours_centi,
            rate_fen=rate,
        )
        material = LineData(
            LineKind.PART,
            part.name,
            code=part.code,
            part_id=part.id,
            grade=part.grade,
            brand=part.brand,
            spec=part.spec,
            unit=part.unit,
            qty_milli=1000,
            unit_price_fen=part.price_fen,
        )
        save_lines(by, self.order, version, [labour, material])
        orders.finish_estimate(self.by(minutes=8), self.order)

    def work(self, *, finish: bool = True) -> None:
        """Signed, dispatched, parts drawn, the line begun and perhaps finished."""
        page = orders.open_page(self.order)
        authorisations.authorise(
            self.by(minutes=4), self.order, signed_by=page.customer[:60], channel=ConsentChannel.SIGNED
        )
        worker = self.people.mechanics[1]
        self.lines = [line.id for line in page.lines if line.kind is LineKind.LABOUR]
        shares = {line: workshop.even_shares([worker]) for line in self.lines}
        workshop.dispatch(self.by(minutes=3), self.order, shares, bay_id=shop.bays()[0][0])
        drawn = [goods_issues.IssueLine(line.id, line.qty_milli) for line in page.lines if line.draws_stock]
        goods_issues.issue_parts(self.by(minutes=3), self.order, lines=drawn, received_by=worker)
        for line in self.lines:
            workshop.start_line(self.by(minutes=2), line, worker)
        if finish:
            self.finish()

    def finish(self) -> None:
        """The lines that were begun are done."""
        for line in self.lines:
            workshop.finish_line(self.by(minutes=25), line)

    def check(self) -> None:
        """Self, leader, final, ready."""
        signs = {
            InspectionStage.SELF: self.people.mechanics[1],
            InspectionStage.LEADER: self.people.leader,
            InspectionStage.FINAL: self.people.inspector,
        }
        for stage, who in signs.items():
            answers = {code: True for code, _words in CHECK_ITEMS[stage]}
            inspections.inspect(self.by(minutes=3), self.order, stage, answers, inspector_id=who)
        readiness.make_ready(self.by(minutes=1), self.order, all_passed(InspectionStage.READY))

    def leave(self) -> None:
        """Handed over, paid, through the gate."""
        answers = {code: True for code, _words in CHECK_ITEMS[InspectionStage.HANDOVER]}
        by = self.by(minutes=20)
        inspections.hand_over(by, self.order, answers, old_parts=OldPartChoice.WAIVE, customer_told_at=by.at)
        terms = Terms(rounding=RoundingOff.JIAO)
        payable = settlements.preview(self.order, terms).payable_fen
        settlements.settle_and_pay(self.by(minutes=9), self.order, terms, [Tender(PayMethod.WECHAT, payable)])
        exit_passes.leave(self.by(minutes=3), self.order, self.km + 2)
