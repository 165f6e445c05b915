"""Cars that come, are worked on and leave without the tour's hand: what else goes on in the garage."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from garage.domain.customers import CustomerKind
from garage.domain.inspections import CHECK_ITEMS, InspectionStage, all_passed
from garage.domain.lines import LineKind
from garage.domain.orders import ConsentChannel, OldPartChoice
from garage.domain.settlements import PayMethod, RoundingOff, Tender, Terms
from garage.domain.warranty import RepairCategory
from garage.services import (
    authorisations,
    customers,
    exit_passes,
    goods_issues,
    inspections,
    operations,
    orders,
    parts,
    readiness,
    settlements,
    shop,
    vehicles,
    workshop,
)
from garage.services.command import By
from garage.services.order_lines import LineData, save_lines
from garage.services.orders import Reception
from garage.ui.tour.cast import Visitor


@dataclass
class People:
    """Staff ids."""

    owner: int
    leader: int
    mechanics: list[int]
    inspector: int
    storekeeper: int


@dataclass
class Visit:
    """One car on its road."""

    people: People
    at: datetime
    order: int = 0
    km: int = 0
    call_time: str = ""
    lines: list[int] = field(default_factory=list)

    def by(self, **later: int) -> By:
        """The owner acts, later than before."""
        self.at += timedelta(**later)
        return By(self.people.owner, self.at)

    def receive(
        self,
        who: Visitor,
        work: Sequence[str] = (),
        goods: Mapping[str, int] | None = None,
        *,
        contact: str = "",
        credit_fen: int = 0,
    ) -> None:
        """Plate to finished estimate; `work` and `goods` with their numbers come in place of the visitor's own.

        A visitor with a `contact`, who brings the car, is a firm that may owe `credit_fen`.
        """
        codes = work or (who.operation,)
        category = _labour(codes[0], self.by()).category
        version = self.arrive(who, category, contact=contact, credit_fen=credit_fen)
        self.estimate(version, codes, goods or {who.part: 1})

    def estimate(self, version: int, work: Sequence[str], goods: Mapping[str, int]) -> None:
        """The lines of an order that has its reception sheet, and the estimate is finished."""
        by = self.by()
        lines = [_labour(code, by) for code in work]
        lines += [_part(code, count) for code, count in goods.items()]
        save_lines(by, self.order, version, lines)
        orders.finish_estimate(self.by(minutes=8), self.order)

    def arrive(
        self, who: Visitor, category: RepairCategory | None, *, contact: str = "", credit_fen: int = 0
    ) -> int:
        """Plate to reception sheet; gives the version of the order."""
        by = self.by()
        owner = customers.add(
            by,
            customers.CustomerData(
                kind=CustomerKind.ORGANISATION if contact else CustomerKind.PERSON,
                name=who.name,
                phones=(who.phone,),
                contact=contact,
                address=who.home,
                credit_limit_fen=credit_fen,
            ),
        )
        car = vehicles.VehicleData(plate=who.plate, vin=who.vin, brand=who.brand, model=who.model)
        return self._take_in(
            vehicles.add(by, car, owner_id=owner), who, who.km, who.complaint, category, contact
        )

    def come_back(self, car: int, who: Visitor, km: int, complaint: str, contact: str = "") -> int:
        """The same car once more: plate to reception sheet; gives the version of the order."""
        return self._take_in(car, who, km, complaint, RepairCategory.MINOR_REPAIR, contact)

    def take_over(self, order: int, km: int) -> int:
        """An order that was opened in the window: its reception sheet; gives its version."""
        page = orders.open_page(order)
        self.order = order
        return self._fill_in(page.version, km, page.reception.complaint, RepairCategory.MINOR_REPAIR)

    def _take_in(
        self,
        car: int,
        who: Visitor,
        km: int,
        complaint: str,
        category: RepairCategory | None,
        contact: str,
    ) -> int:
        self.order = orders.open_order(self.by(), car)
        return self._fill_in(1, km, complaint, category, contact, who.phone if contact else "")

    def _fill_in(
        self,
        version: int,
        km: int,
        complaint: str,
        category: RepairCategory | None,
        contact: str = "",
        phone: str = "",
    ) -> int:
        self.km = km
        sheet = Reception(
            complaint=complaint,
            brought_by=contact,
            brought_by_phone=phone,
            category=category,
            odometer_km=km,
            walk_around_done=True,
            warranty_seen=True,
            promised_at=self.at + timedelta(hours=4),
            old_parts=OldPartChoice.WAIVE,
            call_time=self.call_time,
        )
        return orders.save_reception(self.by(), self.order, version, sheet)

    def work(self, *, finish: bool = True) -> None:
        """Signed, dispatched, parts drawn, the line begun and perhaps finished."""
        self.agree()
        page = orders.open_page(self.order)
        worker = self.people.mechanics[1]
        drawn = [goods_issues.IssueLine(line.id, line.qty_milli) for line in page.lines if line.draws_stock]
        goods_issues.issue_parts(self.by(minutes=3), self.order, lines=drawn, received_by=worker)
        for line in self.lines:
            workshop.start_line(self.by(minutes=2), line, worker)
        if finish:
            self.finish()

    def agree(self) -> None:
        """Signed and dispatched."""
        page = orders.open_page(self.order)
        who = page.reception.brought_by or page.customer
        authorisations.authorise(
            self.by(minutes=4), self.order, signed_by=who[:60], channel=ConsentChannel.SIGNED
        )
        self.lines = [line.id for line in page.lines if line.kind is LineKind.LABOUR]
        shares = {line: workshop.even_shares([self.people.mechanics[1]]) for line in self.lines}
        workshop.dispatch(self.by(minutes=3), self.order, shares, bay_id=shop.bays()[0][0])

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


def _labour(code: str, by: By) -> LineData:
    """An operation as a line, at today's rate."""
    operation = operations.find(code)[0]
    return LineData(
        LineKind.LABOUR,
        operation.name,
        code=operation.code,
        operation_id=operation.id,
        trade=operation.trade,
        category=operation.category,
        hours_centi=operation.hours_centi,
        rate_fen=shop.labour_rate_fen(by.today),
    )


def _part(code: str, count: int) -> LineData:
    """So many of a part as a line, at its price."""
    part = parts.find(code)[0]
    return LineData(
        LineKind.PART,
        part.name,
        code=part.code,
        part_id=part.id,
        grade=part.grade,
        brand=part.brand,
        spec=part.spec,
        unit=part.unit,
        qty_milli=count * 1000,
        unit_price_fen=part.price_fen,
    )
