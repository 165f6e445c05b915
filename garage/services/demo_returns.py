"""Cars of the demo whose parts or repairs did not hold: tagged, claimed from the supplier, done again for free."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from garage.domain.claims import QUESTIONS, ClaimKind, Remedy, SettleMode
from garage.domain.lines import LineKind, PayType
from garage.domain.old_parts import LICENSED, DisposalKind, OldPartPurpose
from garage.domain.orders import OldPartChoice, OrderState
from garage.domain.rework import ReworkCause
from garage.domain.settlements import PayMethod
from garage.domain.verdicts import Coverage, Source, Verdict
from garage.models.orders import OrderLine, WorkOrder
from garage.services import (
    claim_drafts,
    claim_edits,
    claim_notices,
    claim_pages,
    claims,
    coverages,
    demo_sheets,
    disposals,
    old_part_rows,
    old_part_tags,
    old_parts,
    order_lines,
    orders,
    photos,
    rework_cases,
    shipments,
    vehicles,
    verdicts,
)
from garage.services.command import By
from garage.services.demo_garage import DemoGarage
from garage.services.demo_picture import LEAKING
from garage.services.demo_visit import GONE, Visit

SHELF = "旧件架 A-{nth}"
_FRESH = timedelta(days=8)
"""A repair is back while its warranty runs."""
_RECYCLER = ("深圳市宏达再生资源有限公司", "", "")
_LICENSED = ("深圳市绿源环保科技有限公司", "粤深危废 2026-031", "GD-2026-{no}")


class Tagged(Visit):
    """A visit whose old parts get tags; what the customer leaves is scrapped some days later."""

    job_wanted = "brake"
    choice = OldPartChoice.WAIVE

    def __init__(self, garage: DemoGarage, at: datetime, stage: str = GONE) -> None:
        super().__init__(garage, at, stage)
        self.job = self.job_wanted

    def goes(self, _chance: float) -> bool:
        """It takes no turn of its own: the story is the part."""
        return False

    def pick_car(self) -> int:
        """A car that nobody knows: those that come again have stories of their own."""
        return len(self.garage.cars)

    def sheet(self, at: datetime) -> orders.Reception:
        return replace(super().sheet(at), old_parts=self.choice)

    async def old_parts(self) -> None:
        """Every part that came off is tagged and lies on a shelf before anything else happens."""
        lines = [line.line_id for line in old_part_tags.replaced_lines(self.order)]
        shelf = SHELF.format(nth=self.random.randint(1, 6))
        by = await self.by("keeper", minutes=5)
        old_parts.tag_lines(by, self.order, lines, removed_by=self.worker, shelf=shelf)
        await super().old_parts()

    async def pay_later(self) -> None:
        """What nobody wants leaves, unless that day has not come."""
        await super().pay_later()
        rows = [row for row in old_part_rows.of_order(self.order) if row.purpose is OldPartPurpose.SCRAP]
        if not rows or not self.has_come(2):
            return
        disposals.approve(
            await self.by("owner", days=1), {row.id: None for row in rows}, "客户不要，无再利用价值"
        )
        dangerous = [row for row in rows if row.hazard in LICENSED]
        kind, papers = (
            (DisposalKind.HAZARDOUS, _LICENSED) if dangerous else (DisposalKind.RECYCLER, _RECYCLER)
        )
        taker, licence, manifest = papers
        data = disposals.DisposalData(
            kind, taker, licence, manifest.format(no=rows[0].no[-5:]), weight_g=14_500, amount_fen=8_700
        )
        disposals.dispose(await self.by("keeper", days=1), {row.id: None for row in dangerous or rows}, data)

    def has_come(self, days: int) -> bool:
        """Whether the demo lasts so long still."""
        return self.at + timedelta(days=days) < self.garage.now


class Kept(Tagged):
    """The customer wants the old parts and has not fetched them yet."""

    job_wanted = "damper"
    choice = OldPartChoice.TAKE


class Claimed(Tagged):
    """A part gave way inside its warranty: its supplier pays, step by step as far as the days go."""

    job_wanted = "damper"
    free = True

    def type_lines(self, by: By, version: int, _car: int) -> None:
        typed = demo_sheets.lines(self.garage, self.job, by.today)
        order_lines.save_lines(
            by, self.order, version, [replace(line, pay_type=PayType.CLAIM) for line in typed]
        )

    async def pay_later(self) -> None:
        """The claim: drafted, filled in, sent, decided in part, on a notice, paid."""
        offered = claim_drafts.claimable(self.order)
        supplier = next(line.supplier_id for line in offered if line.supplier_id is not None)
        by = await self.by("advisor", minutes=20)
        claim = claims.draft(by, [line.id for line in offered], supplier)
        if not self.has_come(1):
            return
        await self._fill_in(claim)
        claims.submit(await self.by("advisor", minutes=5), claim, _version(claim))
        if self.has_come(6):
            await self._decided(claim, supplier)

    async def _fill_in(self, claim: int) -> None:
        """The report, the questions, a photo and the ticks."""
        page = orders.open_page(self.order)
        report = claim_edits.FaultReport(
            fault_on=page.received_at.date(),
            bought_on=vehicles.open_vehicle(page.vehicle_id, self.at.date()).registered_on,
            odometer_km=self.odometer,
            place="深圳市南山区",
            symptoms="过减速带异响，减震器筒身漏油",
            cause="油封早期失效",
            remedy=Remedy.REPLACE_PART,
            tried="清洁后复查，一天后仍渗油",
        )
        by = await self.by("advisor", hours=1)
        claim_edits.save_report(by, claim, _version(claim), report)
        claim_edits.answer(by, claim, _version(claim), {question.code: False for question in QUESTIONS})
        photos.add(by, "claim", claim, LEAKING, LEAKING, caption="漏油部位")
        for item in claim_pages.one(claim, by.today).checks:
            if item.by_hand and not item.ok:
                claim_edits.tick(by, claim, _version(claim), item.code)

    async def _decided(self, claim: int, supplier: int) -> None:
        """The parts are sent, the supplier pays them and less of the labour; later the money comes."""
        mine = [row.id for row in old_part_rows.of_order(self.order) if row.claim_id == claim]
        parcel = shipments.pack(await self.by("keeper", days=1), supplier, mine)
        carriage = shipments.Carriage(
            "顺丰速运", f"SF14{self.random.randrange(10**10):010d}", freight_fen=2_300
        )
        shipments.send(await self.by("keeper", hours=1), parcel, 1, carriage)
        by = await self.by("advisor", days=3)
        said = [
            claims.Decision(line.id, line.claimed_fen // 2, "工时按厂家标准核定")
            if line.kind is ClaimKind.LABOUR
            else claims.Decision(line.id, line.claimed_fen)
            for line in claim_pages.one(claim, by.today).lines
        ]
        claims.decide(by, claim, _version(claim), said, "供应商核定")
        if not self.has_come(6):
            return
        by = await self.by("owner", days=3)
        due = by.today + timedelta(days=30)
        notice = claim_notices.issue(by, supplier, {claim: None}, due_on=due, mode=SettleMode.CASH)
        by = await self.by("owner", days=2)
        claim_notices.invoice(by, notice, 1, f"2644{notice:08d}", by.today)
        if self.has_come(4):
            by = await self.by("owner", days=4)
            claim_notices.settle(by, notice, 2, SettleMode.CASH, method=PayMethod.TRANSFER)


class Comeback(Visit):
    """The car of a repair of the last days is back: it is done again for free, or with a `stage` nobody knows yet."""

    free = True
    case: int | None = None
    earlier: int | None = None

    def goes(self, _chance: float) -> bool:
        """It takes no turn of its own."""
        return False

    def pick_car(self) -> int:
        """A car that left some days ago with work that was paid for; any car when there is none."""
        known = {car.id: place for place, car in enumerate(self.garage.cars)}
        lately = (WorkOrder.state == OrderState.EXITED.value) & (WorkOrder.exited_at > self.at - _FRESH)
        for order in WorkOrder.select().where(lately).order_by(WorkOrder.id.desc()):
            here = orders.open_order_of(order.vehicle_id) is not None
            if order.vehicle_id in known and not here and _promised(order.vehicle_id, self.at, None):
                self.earlier = order.id
                return known[order.vehicle_id]
        return super().pick_car()

    def driven(self) -> int:
        return self.random.randint(20, 180) if self.earlier is not None else super().driven()

    def sheet(self, at: datetime) -> orders.Reception:
        told = super().sheet(at)
        return replace(told, complaint="上次修过的地方又有异响") if self.earlier is not None else told

    def type_lines(self, by: By, version: int, car: int) -> None:
        """The earlier work once more, for nothing; or a case, because the cause is not known."""
        ours = _promised(car, self.at, self.odometer) if self.earlier is not None else []
        if not ours:
            self.free = False
            super().type_lines(by, version, car)
            return
        verdict = Verdict.REWORK if self.stage == GONE else Verdict.UNCLEAR
        verdicts.decide(by, self.order, ours[0].subject, verdict)
        if self.stage == GONE:
            [line] = orders.open_page(self.order).lines
            self.case = rework_cases.open_case(
                by, self.order, line.original_line_id or 0, "又有异响，客户当天发现", line_id=line.id
            )

    async def work(self) -> None:
        """The cause is found first, and the owner decides."""
        if self.case is not None:
            rework_cases.start_diagnosis(await self.by("leader", minutes=6), self.case)
            by = await self.by("leader", minutes=25)
            found = "导向销未清洁到位，回位不良"
            rework_cases.record_evidence(by, self.case, None, ReworkCause.WORKMANSHIP, found)
            by = await self.by("owner", minutes=10)
            rework_cases.decide_ours(by, self.case, None, ReworkCause.WORKMANSHIP, "我们的责任，免费返修")
        await super().work()


def _promised(car: int, at: datetime, km: int | None) -> list[Coverage]:
    """Labour of ours on a car that is under warranty still."""
    return [
        one
        for one in coverages.of_vehicle(car, at.date(), km)
        if one.open and one.subject.source is Source.REPAIR and not one.attempts and _is_labour(one)
    ]


def _is_labour(one: Coverage) -> bool:
    line = OrderLine.find(one.subject.line_id) if one.subject.line_id is not None else None
    return line is not None and line.kind == LineKind.LABOUR.value


def _version(claim: int) -> int:
    return claim_pages.row_of(claim).version


PLAN: tuple[tuple[type[Visit], int, str], ...] = (
    (Claimed, 2, GONE),
    (Comeback, 0, "received"),
    (Claimed, 33, GONE),
    (Claimed, 12, GONE),
    (Tagged, 11, GONE),
    (Kept, 3, GONE),
    (Comeback, 6, GONE),
    (Claimed, 9, GONE),
    (Comeback, 1, GONE),
    (Claimed, 1, GONE),
)
"""Who comes so many days before the end, and how far that visit goes; what a small demo must not lack comes first."""


def visits(garage: DemoGarage, days: int, most: int, open_at: Callable[[int], datetime]) -> list[Visit]:
    """Up to `most` visits of the plan within the last `days`; `open_at(days ago)` says when."""
    plan = [one for one in PLAN if one[1] <= days][:most]
    return [kind(garage, open_at(ago), stage) for kind, ago, stage in plan]
