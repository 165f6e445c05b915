"""One follow-up call with everything that lies beside the telephone (G1, G2, G8)."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from garage.models.customers import Customer, Phone
from garage.models.statements import statement
from garage.models.vehicles import Ownership
from garage.services import callers, contacts, credit, follow_up_rows, questions, staff, vehicle_history
from garage.services.contacts import TalkRow
from garage.services.follow_up_rows import CallRow
from garage.services.questions import QuestionRow
from garage.services.vehicle_history import AdviceRow

LAST_TALKS = 5


@dataclass(frozen=True)
class PhoneRow:
    """A number of the customer, or of `whose` brought the car; `dead_on` since when it is somebody else's."""

    number: str
    dead_on: date | None
    whose: str = ""


@dataclass(frozen=True)
class CallPage:
    """One call and what lies beside the telephone; money in fen.

    `owner` is who owns the car now, when that is somebody else; `away` whose list it would be.
    """

    row: CallRow
    phones: tuple[PhoneRow, ...]
    advice: tuple[AdviceRow, ...]
    owed_fen: int
    talks: tuple[TalkRow, ...]
    questions: tuple[QuestionRow, ...]
    caller: str = ""
    away: str = ""
    owner: str = ""
    attempts: tuple[TalkRow, ...] = field(default=())


def open_page(follow_up_id: int, today: date) -> CallPage:
    """A call with everything beside the telephone; raises KeyError when there is none."""
    row = follow_up_rows.one(follow_up_id)
    duty = callers.on_duty(row.caller_id, today)
    who = staff.names([ref for ref in (duty.staff_id, duty.away_id) if ref])
    return CallPage(
        row=row,
        phones=_numbers(row),
        advice=vehicle_history.advice(row.vehicle_id) if row.vehicle_id else (),
        owed_fen=credit.receivables(row.customer_id),
        talks=contacts.of_customer(row.customer_id, limit=LAST_TALKS).rows,
        questions=tuple(questions.of_customer(row.customer_id)),
        caller=who.get(duty.staff_id or 0, ""),
        away=who.get(duty.away_id or 0, ""),
        owner=_other_owner(row),
        attempts=tuple(contacts.of_follow_up(row.id)),
    )


def _numbers(row: CallRow) -> tuple[PhoneRow, ...]:
    """Those of the customer, and that of whoever brought the car, where it is another."""
    own = phones(row.customer_id)
    other = row.brought_by_phone
    if not other or other in {one.number for one in own}:
        return own
    return *own, PhoneRow(other, None, row.brought_by)


def phones(customer_id: int) -> tuple[PhoneRow, ...]:
    """Numbers of a customer, the one to call first at the start, the dead ones at the end."""
    return tuple(PhoneRow(number, dead_on) for number, dead_on in _phones.rows(customer_id))


@statement
def _phones(customer_id: Any) -> Any:
    rows = Phone.select(Phone.number, Phone.dead_on).where(Phone.customer == customer_id)
    return rows.order_by(Phone.dead_on.is_null(False), Phone.position)


def _other_owner(row: CallRow) -> str:
    """Who owns the car now; the call still goes to who brought and paid it (DOMAIN: debts follow the customer)."""
    if row.vehicle_id is None:
        return ""
    return next((str(name) for ref, name in _owners.rows(row.vehicle_id) if ref != row.customer_id), "")


@statement
def _owners(vehicle_id: Any) -> Any:
    now = Ownership.select(Customer.id, Customer.name).join(Customer, on=(Customer.id == Ownership.customer))
    return now.where((Ownership.vehicle == vehicle_id) & Ownership.until.is_null())
