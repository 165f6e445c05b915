"""Reads that make a printable document of an order, and the record of what was printed."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from garage.domain.documents import (
    Advice,
    AuthorisationForm,
    Car,
    DocumentLine,
    GatePass,
    Imprint,
    JobCard,
    OpenWarranty,
    OrderHead,
    Party,
    ReceptionSheet,
    SettlementSlip,
)
from garage.domain.exit_passes import PassKind, PassState
from garage.domain.inspections import InspectionStage
from garage.domain.lines import LineKind
from garage.domain.money import split_vat
from garage.domain.numbers import authorisation_number
from garage.domain.orders import OldPartChoice, Priority
from garage.domain.plates import display_plate
from garage.domain.settlements import Bill, PayMethod, Terms
from garage.domain.vehicles import Fuel, Usage, VehicleClass
from garage.domain.warranty import RepairCategory
from garage.models.customers import Customer
from garage.models.exit_passes import ExitPass
from garage.models.inspections import Inspection
from garage.models.listing import tuples
from garage.models.orders import Authorisation, WorkOrder
from garage.models.parts import Part
from garage.models.prints import Print
from garage.models.settlements import Settlement
from garage.models.shop import Bay
from garage.models.statements import statement
from garage.models.vehicles import Vehicle
from garage.services import customers, rework_policy, shop, staff, vat, vehicle_history
from garage.services.command import By, command
from garage.services.order_facts import paid_fen, shares_of
from garage.services.order_lines import Line, category_of, lines_of, order_totals
from garage.services.orders import PRESENT, open_page
from garage.services.part_rows import BINS


def blank_imprint(by: By) -> Imprint:
    """Who and when, as the first print."""
    return Imprint(staff.names([by.staff_id]).get(by.staff_id, ""), by.at)


def imprint(by: By, document: str, number: str, *, voided: bool = False) -> Imprint:
    """Imprint of the next print: its copy mark counts the prints so far."""
    done = Print.select().where((Print.document == document) & (Print.number == number)).count()
    return replace(blank_imprint(by), copy=done, voided=voided)


@command()
def printed(by: By, document: str, number: str) -> None:
    """Record that a document went to the printer or into a file."""
    Print.insert(document=document, number=number, printed_at=by.at, printed_by=by.staff_id).execute()


def party(customer: Customer) -> Party:
    """A customer as named on a paper."""
    phones = customers.phones_of(customer.id)
    return Party(
        customer.name, phones[0] if phones else "", customer.contact, customer.address, customer.uscc
    )


def car_of(vehicle_id: int) -> Car:
    """A car as papers name it."""
    return _car(Vehicle.get_by_id(vehicle_id))


def _car(vehicle: Vehicle) -> Car:
    return Car(
        plate=display_plate(vehicle.plate),
        vin=vehicle.vin,
        model=" ".join(word for word in (vehicle.brand, vehicle.model) if word),
        colour=vehicle.colour,
        engine_no=vehicle.engine_no,
        vehicle_class=VehicleClass(vehicle.vehicle_class),
        usage=Usage(vehicle.usage),
        fuel=Fuel(vehicle.fuel),
    )


def order_head(order: WorkOrder) -> OrderHead:
    """What every paper of an order says at its top."""
    return OrderHead(
        order_no=order.no,
        received_at=order.received_at,
        customer=party(Customer.get_by_id(order.customer_id)),
        car=_car(Vehicle.get_by_id(order.vehicle_id)),
        odometer_km=order.odo_in,
        advisor=staff.names([order.advisor_id]).get(order.advisor_id, ""),
        brought_by=order.brought_by,
        brought_by_phone=order.brought_by_phone,
        category=RepairCategory(order.category) if order.category else None,
        complaint=order.complaint,
        promised_at=order.promised_at,
    )


def document_lines(
    lines: Sequence[Line], order_id: int, *, with_people: bool = False
) -> tuple[DocumentLine, ...]:
    """Lines as papers list them; `with_people` adds mechanics and bins for the job card."""
    shares = shares_of(order_id) if with_people else {}
    who = staff.names({person for parts in shares.values() for person in parts})
    wanted = [line.part_id for line in lines if line.part_id] if with_people else []
    bins = dict(tuples(Part.select(Part.id, BINS).where(Part.id.in_(wanted)))) if wanted else {}
    return tuple(
        DocumentLine(
            position=line.position,
            kind=line.kind,
            name=line.name,
            code=line.code,
            brand=line.brand,
            spec=line.spec,
            unit=line.unit,
            trade=line.trade,
            category=line.category,
            grade=line.grade,
            pay_type=line.pay_type,
            hours_centi=line.hours_centi,
            rate_fen=line.rate_fen,
            qty_milli=line.qty_milli,
            unit_price_fen=line.unit_price_fen,
            gross_fen=line.gross_fen,
            discount_fen=line.discount_fen,
            charged_fen=line.money.charged_fen,
            customer_supplied=line.customer_supplied,
            vendor=line.vendor,
            technicians=tuple(who[person] for person in shares.get(line.id, {}) if person in who),
            bin=bins.get(line.part_id or 0, ""),
        )
        for line in lines
        if line.kind is LineKind.LABOUR or line.qty_milli
    )


def warranty_terms(
    order: WorkOrder, lines: Sequence[Line], vehicle_class: VehicleClass
) -> tuple[tuple[RepairCategory, int, int], ...]:
    """Promised (category, km, days) of the categories on an order, in the order of the law's table."""
    kept = not rework_policy.restarts()
    used = {
        category_of(line, order)
        for line in lines
        if line.kind is not LineKind.OTHER and not (kept and line.original_line_id is not None)
    }
    day = order.received_at.date()
    promised = (
        (category, shop.promise(vehicle_class, category, day))
        for category in RepairCategory
        if category in used
    )
    return tuple((category, period.km, period.days) for category, period in promised)


def reception_sheet(order_id: int, imprint_: Imprint) -> ReceptionSheet:
    """接车登记表 of an order."""
    order = WorkOrder.get_by_id(order_id)
    sheet = open_page(order_id).reception
    covered = vehicle_history.open_warranties(order.vehicle_id, order.received_at.date(), order.odo_in or 0)
    return ReceptionSheet(
        garage=shop.letterhead(),
        imprint=imprint_,
        head=order_head(order),
        arrival=sheet.arrival,
        fuel_eighths=sheet.fuel_eighths,
        marks=sheet.marks,
        warning_lamps=sheet.warning_lamps,
        belongings=sheet.belongings,
        present=tuple((code, code in sheet.present) for code in PRESENT),
        valuables_removed=sheet.valuables_removed,
        old_parts=sheet.old_parts,
        wash=sheet.wash,
        call_time=sheet.call_time,
        warranties=tuple(
            OpenWarranty(
                row.order_no,
                row.line,
                row.left_on,
                row.expires_on,
                row.days_left,
                row.expires_km,
                row.km_left,
            )
            for row in covered
        ),
        advice=open_advice(order.vehicle_id, before_order=order_id),
        fault_class=sheet.fault_class,
    )


def open_advice(vehicle_id: int, *, before_order: int | None = None) -> tuple[Advice, ...]:
    """Advice on a car that nobody has followed or dropped yet and that no line of a visit takes up."""
    rows = [
        row
        for row in vehicle_history.advice(vehicle_id)
        if row.planned_in is None and (before_order is None or row.order_id < before_order)
    ]
    spoken = vehicle_history.spoken_refusals(vehicle_id) if any(row.declined for row in rows) else {}
    return tuple(
        Advice(
            row.text,
            row.safety,
            row.declined,
            row.consequence,
            row.signed_by,
            row.declined_at,
            *spoken.get((row.declined_at, row.signed_by), ()),
        )
        for row in rows
    )


def authorisation_form(order_id: int, imprint_: Imprint) -> AuthorisationForm:
    """委托书 of an order as its lines stand now, numbered as the next authorisation."""
    return form_of(WorkOrder.get_by_id(order_id), lines_of(order_id), imprint_)


def form_of(order: WorkOrder, lines: Sequence[Line], imprint_: Imprint) -> AuthorisationForm:
    """The same of an order that was read with its lines."""
    totals = order_totals(lines)
    profile = shop.profile()
    head = order_head(order)
    return AuthorisationForm(
        garage=shop.letterhead(profile),
        imprint=imprint_,
        head=head,
        number=authorisation_number(order.no, len(_authorisations.rows(order.id)) + 1),
        lines=document_lines(lines, order.id),
        labour_fen=totals.labour_fen,
        parts_fen=totals.parts_fen,
        other_fen=totals.other_fen,
        discount_fen=totals.line_discount_fen,
        total_fen=totals.net_fen,
        pay_method=PayMethod(order.pay_method) if order.pay_method else None,
        overrun_percent=profile.overrun_percent,
        after_inspection=bool(order.after_inspection),
        old_parts=OldPartChoice(order.old_parts),
        wash=bool(order.wash),
        belongings=order.belongings,
        warranty=warranty_terms(order, lines, head.car.vehicle_class),
        advice=open_advice(order.vehicle_id),
    )


@statement
def _authorisations(order_id: Any) -> Any:
    return Authorisation.select(Authorisation.no).where(Authorisation.order == order_id)


def job_card(order_id: int, imprint_: Imprint) -> JobCard:
    """派工单 of an order; the overhaul categories ask for two more stages."""
    order = WorkOrder.get_by_id(order_id)
    page = open_page(order_id)
    bay = Bay.get_or_none(Bay.id == order.bay_id)
    stages: tuple[InspectionStage, ...] = (
        InspectionStage.SELF,
        InspectionStage.LEADER,
        InspectionStage.FINAL,
    )
    if page.facts.needs_certificate:
        stages = (InspectionStage.DIAGNOSIS, InspectionStage.IN_PROCESS, *stages)
    return JobCard(
        garage=shop.letterhead(),
        imprint=imprint_,
        head=order_head(order),
        priority=Priority(order.priority),
        bay=bay.name if bay else "",
        lines=document_lines(page.lines, order_id, with_people=True),
        added=tuple(line.position for line in page.lines if line.supplement_id),
        belongings=order.belongings,
        stages=stages,
    )


def settlement_slip(
    order_id: int, imprint_: Imprint, number: str, at: datetime, terms: Terms, result: Bill
) -> SettlementSlip:
    """结算清单 of an order as it is being settled (or previewed, with an empty number)."""
    order = WorkOrder.get_by_id(order_id)
    return slip_of(order, lines_of(order_id), imprint_, number, at, terms, result)


def slip_of(
    order: WorkOrder,
    lines: Sequence[Line],
    imprint_: Imprint,
    number: str,
    at: datetime,
    terms: Terms,
    result: Bill,
) -> SettlementSlip:
    """The same of an order that was read with its lines."""
    tax_bp = vat.rate_bp(at.date())
    head = order_head(order)
    return SettlementSlip(
        garage=shop.letterhead(),
        imprint=imprint_,
        head=head,
        number=number,
        settled_at=at,
        odometer_out_km=order.odo_out,
        lines=document_lines(lines, order.id),
        labour_fen=result.totals.labour_fen,
        parts_fen=result.totals.parts_fen,
        other_fen=result.totals.other_fen,
        line_discount_fen=result.totals.line_discount_fen,
        order_discount_fen=result.order_discount_fen,
        discount_reason=terms.discount_reason,
        rounding_off_fen=result.rounding_off_fen,
        payable_fen=result.payable_fen,
        paid_fen=paid_fen(order.id),
        work_done=_last_remark(order.id),
        old_parts=OldPartChoice(order.old_parts),
        warranty=warranty_terms(order, lines, head.car.vehicle_class),
        advice=open_advice(order.vehicle_id),
        next_service_on=terms.next_service_on,
        next_service_km=terms.next_service_km,
        call_time=terms.call_time or order.call_time,
        insurance_fen=result.insurance_fen,
        insurer=terms.insurer if result.insurance_fen else "",
        insurer_case=terms.insurer_case if result.insurance_fen else "",
        tax_bp=tax_bp or None,
        tax_fen=split_vat(result.payable_fen, tax_bp)[1],
        benefits=tuple((one.kind, one.words, one.amount_fen) for one in result.benefits),
    )


def _last_remark(order_id: int) -> str:
    return _remark.value(order_id) or ""


@statement
def _remark(order_id: Any) -> Any:
    leader = (Inspection.order == order_id) & (Inspection.stage == InspectionStage.LEADER.value)
    return Inspection.select(Inspection.remark).where(leader).order_by(Inspection.id.desc()).limit(1)


def gate_pass(pass_no: str, imprint_: Imprint) -> GatePass:
    """出门证 by its number; raises KeyError when there is none."""
    row = ExitPass.get_or_none(ExitPass.no == pass_no)
    if row is None:
        raise KeyError(pass_no)
    order = WorkOrder.get_by_id(row.order_id)
    settlement = Settlement.find(row.settlement_id) if row.settlement_id else None
    who = staff.names({ref for ref in (row.created_by, row.approved_by, row.driver) if ref})
    return GatePass(
        garage=shop.letterhead(),
        imprint=replace(imprint_, voided=row.state == PassState.VOIDED.value),
        number=row.no,
        kind=row.kind,
        order_no=order.no,
        settlement_no=settlement.no if settlement else "",
        car=_car(Vehicle.get_by_id(order.vehicle_id)),
        valid_on=row.valid_on,
        issued_by=who.get(row.created_by, ""),
        issued_at=row.issued_at,
        approved_by=who.get(row.approved_by or 0, ""),
        driver=who.get(row.driver or 0, ""),
        vendor=row.vendor,
        purpose=row.purpose or (order.cancel_reason if row.kind == PassKind.UNREPAIRED.value else ""),
        return_at=row.return_at,
    )
