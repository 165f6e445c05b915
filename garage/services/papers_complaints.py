"""Reads that make the complaint form and the daily sheet of complaints."""

from datetime import date, timedelta

from garage.domain.complaints import working_days_left
from garage.domain.documents import Imprint, Party
from garage.domain.documents_complaints import (
    ComplaintDay,
    ComplaintPaper,
    HandledRound,
    ListedComplaint,
    Signed,
)
from garage.models.customers import Customer
from garage.services import complaint_rounds, complaint_rows, customers, shop, working_days
from garage.services.complaint_rounds import DayEntry, RoundRow
from garage.services.complaint_rows import ComplaintRow


def form(complaint_id: int, imprint: Imprint, *, inside: bool = True) -> ComplaintPaper:
    """投诉处理表 of a complaint, for the garage itself or for others; raises KeyError when there is none."""
    row = complaint_rows.one(complaint_id)
    return ComplaintPaper(
        garage=shop.letterhead(),
        imprint=imprint,
        number=row.no,
        received=Signed(row.received_by, row.received_at),
        channel=row.channel,
        level=row.level,
        state=row.state,
        customer=_party(row),
        content=row.content,
        rounds=tuple(_round(turn, inside=inside) for turn in complaint_rounds.of_complaint(row.id)),
        category=row.category,
        potential=row.potential,
        complainant=row.complainant if row.complainant != row.customer else "",
        plate=row.plate,
        model=row.model,
        order_no=row.order_no,
        demand=row.demand,
        assigned_to=row.assigned_to,
        escalated=Signed(row.escalated_to, row.escalated_at),
        closed=Signed(row.closed_by, row.closed_at),
        closed_reason=row.closed_reason,
        inside=inside,
    )


def _party(row: ComplaintRow) -> Party:
    """Whom to call: the number that was left with the complaint goes first."""
    if row.customer_id is None:
        return Party(row.complainant, row.phone)
    customer = Customer.get_by_id(row.customer_id)
    numbers = customers.live_phones_of(row.customer_id)
    phone = row.phone or (numbers[0] if numbers else "")
    return Party(customer.name, phone, customer.contact, customer.address)


def _round(turn: RoundRow, *, inside: bool) -> HandledRound:
    given = turn.verify_due_at - turn.opened_at
    days = working_days_left(turn.opened_at.date(), turn.result_due_on, working_days.calendar())
    return HandledRound(
        turn.round,
        turn.verify_due_at,
        turn.result_due_on,
        turn.reopen_reason,
        turn.findings,
        turn.our_fault if inside else None,
        turn.responsible if inside else "",
        Signed(turn.verified_by, turn.verified_at),
        turn.cause,
        turn.measures,
        turn.compensation_fen,
        Signed(turn.measures_by, turn.measures_at),
        turn.implemented_note,
        Signed(turn.implemented_by, turn.implemented_at),
        turn.informed_who,
        turn.informed_how,
        Signed(turn.informed_by, turn.informed_at),
        turn.satisfied,
        turn.revisit_note,
        Signed(turn.revisited_by, turn.revisited_at),
        given // timedelta(hours=1),
        days,
    )


def day_sheet(day: date, imprint: Imprint) -> ComplaintDay:
    """抱怨及潜在抱怨汇总表 of a day."""
    return ComplaintDay(
        garage=shop.letterhead(),
        imprint=imprint,
        number=f"{day:%Y%m%d}",
        day=day,
        complaints=tuple(map(_line, complaint_rounds.of_day(day))),
    )


def _line(entry: DayEntry) -> ListedComplaint:
    row = entry.row
    return ListedComplaint(
        row.no,
        row.received_at,
        row.channel,
        row.level,
        row.state,
        row.customer,
        row.content,
        row.result_due_on,
        row.category,
        row.potential,
        row.phone,
        row.plate,
        row.order_no,
        row.demand,
        entry.round.measures,
        row.assigned_to,
        entry.done,
    )
