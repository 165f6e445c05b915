"""A garage that claims, for tests: a job somebody else pays for, its old parts, a claim filled in and decided."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from garage.domain.claim_checks import check_list
from garage.domain.claims import QUESTIONS, ClaimState, PartRole, Remedy, Terms
from garage.domain.lines import LineKind, LineStatus, PayType
from garage.models.claims import Claim, ClaimLine
from garage.models.old_parts import OldPart
from garage.models.orders import OrderLine, WorkOrder
from garage.models.vehicles import Vehicle
from garage.services import claim_edits, claim_facts, claim_terms, claims, old_parts, photos, suppliers
from garage.services.claim_edits import FaultReport, LineEdit
from garage.services.command import By
from tests.services.stockroom import Stockroom

JPEG = b"\xff\xd8\xff\xe0picture"


@dataclass
class Claiming:
    """One supplier and one car; whole units, fen."""

    room: Stockroom
    name: str = "深圳众诚汽配"
    picture: bytes = JPEG
    supplier: int = field(init=False)

    def __post_init__(self) -> None:
        self.supplier = suppliers.add(self.by, name=self.name)

    @property
    def by(self) -> By:
        return self.room.by

    def later(self, days: int) -> None:
        """So many days go by."""
        self.room.by = By(self.by.staff_id, self.by.at + timedelta(days=days))

    def terms(self, **columns: Any) -> None:
        """What the supplier asks; called once."""
        version = claim_terms.one(self.supplier).version
        claim_terms.save(self.by, self.supplier, Terms(**columns), version)

    def job(self, *parts: int, labour_fen: int = 0, pay: PayType = PayType.CLAIM, tag: bool = True) -> int:
        """A job with a piece of each part drawn, tagged and shelved, and two hours of labour when it costs something."""
        order = self.room.order()
        Vehicle.update(vin="LSVAB4186E2184847", registered_on=date(2026, 1, 1)).execute()
        WorkOrder.update(odo_in=86_412, complaint="水温高").where(WorkOrder.id == order).execute()
        for part in parts:
            line = self.room.line(order, part, 1, pay_type=pay.value, gross_fen=30_000, unit_price_fen=30_000)
            self.room.issue(order, (line, 1))
            if tag:
                self.tag(order, line)
        if labour_fen:
            work = {
                "kind": LineKind.LABOUR.value,
                "hours_centi": 200,
                "gross_fen": labour_fen,
                "name": "更换水泵",
                "status": LineStatus.DONE.value,
            }
            self.room.line(order, None, 0, pay_type=pay.value, **work)
        return order

    def tag(self, order: int, line: int) -> int:
        """The old part of a line is tagged and lies on its shelf."""
        ref = old_parts.tag(self.by, order, line)
        old_parts.count_in(self.by, ref, shelf="旧件-1")
        return ref

    def lines(self, order: int) -> list[int]:
        """Lines of a job."""
        query = OrderLine.select(OrderLine.id).where(OrderLine.order == order).order_by(OrderLine.position)
        return [line.id for line in query]

    def draft(self, order: int) -> int:
        """A claim for everything on a job."""
        return claims.draft(self.by, self.lines(order), self.supplier)

    def fill_in(self, claim: int) -> None:
        """The report, the questions, a photo and every tick."""
        report = FaultReport(
            fault_on=self.row(claim).fault_on,
            bought_on=date(2026, 1, 1),
            odometer_km=86_412,
            place="深圳南山",
            symptoms="水温高，水泵渗漏",
            cause="水封失效",
            remedy=Remedy.REPLACE_PART,
            tried="紧固后仍渗漏",
        )
        claim_edits.save_report(self.by, claim, self.version(claim), report)
        answers = {question.code: False for question in QUESTIONS}
        claim_edits.answer(self.by, claim, self.version(claim), answers)
        photos.add(self.by, "claim", claim, self.picture, self.picture)
        self.tick(claim)

    def tick(self, claim: int) -> None:
        """Everything that somebody has to look at."""
        for item in check_list(claim_facts.read(self.row(claim), self.by.today)):
            if item.by_hand and not item.ok:
                claim_edits.tick(self.by, claim, self.version(claim), item.code)

    def submit(self, claim: int) -> None:
        """To the supplier."""
        claims.submit(self.by, claim, self.version(claim))

    def submitted(self, *parts: int, labour_fen: int = 0) -> int:
        """A claim that is with the supplier."""
        return self.submitted_job(self.job(*parts, labour_fen=labour_fen))

    def submitted_job(self, order: int) -> int:
        """A claim for everything on a job, with the supplier."""
        claim = self.draft(order)
        self.fill_in(claim)
        self.submit(claim)
        return claim

    def decide(self, claim: int, *approved: int, reason: str = "工时按标准") -> ClaimState:
        """What the supplier gives for each line."""
        said = [
            claims.Decision(line.id, fen, reason if fen < line.claimed_fen else "")
            for line, fen in zip(self.claim_lines(claim), approved, strict=True)
        ]
        return claims.decide(self.by, claim, self.version(claim), said, "核定 2026-118")

    def row(self, claim: int) -> Any:
        return Claim.get_by_id(claim)

    def version(self, claim: int) -> int:
        return int(self.row(claim).version)

    def state(self, claim: int) -> ClaimState:
        return ClaimState(self.row(claim).state)

    def claim_lines(self, claim: int) -> list[Any]:
        return list(ClaimLine.select().where(ClaimLine.claim == claim).order_by(ClaimLine.position))

    def edits(self, claim: int) -> list[LineEdit]:
        """The lines as a form would give them back."""
        return [
            LineEdit(
                line.id,
                line.name,
                line.claimed_fen,
                PartRole(line.role) if line.role else None,
                line.old_serial,
                line.new_serial,
                line.old_part_id,
            )
            for line in self.claim_lines(claim)
        ]

    def old_part(self, claim: int) -> Any:
        """The old part of its first line."""
        return OldPart.get_by_id(self.claim_lines(claim)[0].old_part_id)
