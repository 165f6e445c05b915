"""Acts on the completion certificate: issued once after the final inspection, voided with its number kept (B6)."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from peewee import fn

from garage.domain.documents import Imprint
from garage.domain.documents_quality import CompletionCertificate
from garage.domain.inspections import InspectionResult, InspectionStage
from garage.domain.lines import COUNTING, LineKind
from garage.domain.numbers import Series
from garage.domain.order_guards import stages_passed
from garage.domain.orders import OrderState
from garage.domain.text import said_why
from garage.domain.warranty import CERTIFICATE_CATEGORIES, RepairCategory
from garage.errors import Reason, RuleError
from garage.i18n import _
from garage.models.inspections import Certificate, Inspection
from garage.models.listing import tuples
from garage.models.orders import Authorisation, OrderLine, WorkOrder
from garage.services import frozen, numbers, papers, papers_rework, shop, staff, vehicles
from garage.services.command import Area, By, command, create
from garage.services.order_facts import latest_inspections, order_facts, void_certificate
from garage.services.order_lines import category_of, lines_of

CERTIFIABLE = frozenset({OrderState.FINAL_PASSED, OrderState.WASHING, OrderState.READY, OrderState.SETTLED})
"""States in which a certificate may be issued or replaced: work is over, and the car is still here."""


@dataclass(frozen=True)
class CertificateRow:
    """A certificate as the order page lists it."""

    id: int
    no: str
    issued_at: datetime
    inspector: str
    voided_at: datetime | None
    void_reason: str


@command(Area.ORDERS)
def issue(by: By, order_id: int) -> str:
    """Certify the finished work; returns the number. For minor repairs on the customer's wish.

    RuleError while the final inspection after the last work, or one that the category asks for, is missing, and
    when there is a certificate already.
    """
    order = WorkOrder.get_by_id(order_id)
    facts = order_facts(order)
    if facts.certified:
        raise RuleError(
            Reason("certified", _("There is a certificate already: void it first."), "inspections")
        )
    if facts.state not in CERTIFIABLE:
        raise RuleError(Reason("state", _("The final inspection has not been passed."), "inspections"))
    missing = stages_passed(facts)
    if missing:
        raise RuleError(missing)
    ref, result = latest_inspections(order_id)[InspectionStage.FINAL]
    if result is not InspectionResult.PASS:
        raise RuleError(Reason("final", _("The final inspection has not been passed."), "inspections"))
    final = Inspection.get_by_id(ref)
    number = numbers.take(by, Series.CERTIFICATE)
    paper = _paper(by, order, final, number, required=facts.needs_certificate)
    create(
        by,
        Certificate,
        no=number,
        order=order_id,
        inspection=ref,
        issued_at=by.at,
        snapshot=frozen.freeze(paper),
        void_reason="",
    )
    return number


def _paper(
    by: By, order: WorkOrder, final: Inspection, number: str, *, required: bool
) -> CompletionCertificate:
    lines = lines_of(order.id)
    present = {category_of(line, order) for line in lines if line.kind is not LineKind.PART}
    agreed = Authorisation.select(Authorisation.no).where(Authorisation.order == order.id)
    latest = agreed.order_by(Authorisation.id.desc()).first()
    reading = vehicles.last_reading(order.vehicle_id)  # a trip may have been driven since reception
    head = papers.order_head(order)
    return CompletionCertificate(
        garage=shop.letterhead(),
        imprint=papers.blank_imprint(by),
        head=head,
        number=number,
        required=required,
        categories=tuple(category for category in RepairCategory if category in present),
        authorisation_no=latest.no if latest else order.no,
        completed_at=final.inspected_at,
        odometer_km=reading.km if reading else order.odo_in,
        inspector=staff.names([final.inspector_id]).get(final.inspector_id, ""),
        issued_on=by.today,
        warranty=papers.warranty_terms(order, lines, head.car.vehicle_class),
    )


@command(Area.ORDERS)
def void(by: By, order_id: int, reason: str, *, issue_again: bool = True) -> str:
    """Take the live certificate back, its number stays; returns the number of the new one, "" without.

    FieldError("reason") without a reason; RuleError when there is none, when the car has gone, or when a car
    that is ready or further would be left without the certificate it needs (invariant 11).
    """
    why = said_why(reason)
    facts = order_facts(WorkOrder.get_by_id(order_id))
    if not facts.certified:
        raise RuleError(Reason("no_certificate", _("There is no certificate to void."), "inspections"))
    if facts.state not in CERTIFIABLE:
        raise RuleError(Reason("state", _("The car has gone with its certificate."), "order"))
    if facts.needs_certificate and not issue_again and facts.state is not OrderState.FINAL_PASSED:
        text = _("This car needs its certificate: issue a new one at once.")
        raise RuleError(Reason("certificate", text, "certificate"))
    void_certificate(by, order_id, why)
    return issue(by, order_id) if issue_again else ""


def of_order(order_id: int) -> list[CertificateRow]:
    """Certificates of an order with the voided ones, the oldest first."""
    query = (
        Certificate.select(Certificate, Inspection.inspector.alias("inspector_id"))
        .join(Inspection)
        .where(Certificate.order == order_id)
        .order_by(Certificate.id)
    )
    rows = list(query.objects())
    who = staff.names({row.inspector_id for row in rows})
    return [
        CertificateRow(
            row.id, row.no, row.issued_at, who.get(row.inspector_id, ""), row.voided_at, row.void_reason
        )
        for row in rows
    ]


def certificate(number: str, imprint: Imprint) -> CompletionCertificate:
    """The certificate as it was issued, with what the gate has added since; raises KeyError when there is none."""
    row: Any = Certificate.get_or_none(Certificate.no == number)
    if row is None:
        raise KeyError(number)
    order = WorkOrder.get_by_id(row.order_id)
    gone = row.voided_at is None and order.exited_at is not None
    return replace(
        frozen.thaw(CompletionCertificate, row.snapshot),
        imprint=replace(imprint, voided=row.voided_at is not None),
        left_on=order.exited_at.date() if gone else None,
        odometer_out_km=order.odo_out if gone else None,
        void_reason=row.void_reason,
        repairs=papers_rework.card_repairs(order.id),
    )


_CERTIFIED = (OrderState.READY, OrderState.SETTLED, OrderState.EXITED)
_STAGES = (InspectionStage.DIAGNOSIS, InspectionStage.IN_PROCESS, InspectionStage.FINAL)


def check_books() -> list[str]:
    """Orders of level-2 service, assembly repair or overhaul that are ready without what these need (invariant 11)."""
    heavy = [category.value for category in CERTIFICATE_CATEGORIES]
    counting = OrderLine.status.in_([status.value for status in COUNTING])
    lines = OrderLine.select(OrderLine.order).where(OrderLine.category.in_(heavy) & counting)
    last = (
        Inspection.select(fn.MAX(Inspection.id))
        .where(Inspection.stage.in_([stage.value for stage in _STAGES]))
        .group_by(Inspection.order, Inspection.stage)
    )
    passed = Inspection.id.in_(last) & (Inspection.result == InspectionResult.PASS.value)
    checked = (
        Inspection.select(Inspection.order)
        .where(passed)
        .group_by(Inspection.order)
        .having(fn.COUNT(Inspection.id) == len(_STAGES))
    )
    certified = Certificate.select(Certificate.order).where(Certificate.voided_at.is_null())
    ready = WorkOrder.state.in_([state.value for state in _CERTIFIED])
    wrong = (
        WorkOrder.select(WorkOrder.no, WorkOrder.id.in_(checked))
        .where(ready & (WorkOrder.category.in_(heavy) | WorkOrder.id.in_(lines)))
        .where(WorkOrder.id.not_in(checked) | WorkOrder.id.not_in(certified))
        .order_by(WorkOrder.id)
    )
    unchecked = _("{order} is ready without diagnosis, in-process and final inspection.")
    uncertified = _("{order} is ready without its completion certificate.")
    return [(uncertified if inspected else unchecked).format(order=no) for no, inspected in tuples(wrong)]
