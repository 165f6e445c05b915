"""Reads that make the record of a call and the register of calls."""

from datetime import date

from garage.domain.documents import Car, Imprint, Party
from garage.domain.documents_calls import AskedQuestion, CallRecord, CallRegister, RegisteredCall
from garage.domain.plates import display_plate
from garage.models.customers import Customer
from garage.models.vehicles import Vehicle
from garage.services import care_settings, contacts, customers, follow_up_rows, questions, shop
from garage.services.contacts import TalkRow
from garage.services.follow_up_rows import CallRow

_SAID = ("car_use", "opinion", "needs", "advice", "next_topic", "note", "phone", "spoke_with", "call_back_at")


def record_number(contact_id: int) -> str:
    """What the record is called: its order and round, else its day and place in the log."""
    row = contacts.one(contact_id)
    round_ = f"-{row.round}" if row.round else ""
    return f"{row.order_no}{round_}" if row.order_no else f"{row.at:%Y%m%d}-{row.id}"


def record(contact_id: int, imprint: Imprint) -> CallRecord:
    """回访记录表 of a talk; raises KeyError when there is none."""
    row = contacts.one(contact_id)
    call = follow_up_rows.one(row.follow_up_id) if row.follow_up_id is not None else None
    vehicle = Vehicle.get_by_id(row.vehicle_id) if row.vehicle_id is not None else None
    return CallRecord(
        garage=shop.letterhead(),
        imprint=imprint,
        number=record_number(contact_id),
        customer=_party(row),
        called_at=row.at,
        caller=row.staff,
        direction=row.direction,
        channel=row.channel,
        outcome=row.outcome,
        car=_car(vehicle) if vehicle is not None else None,
        order_no=row.order_no,
        left_on=call.left_at.date() if call and call.left_at else None,
        work=call.work if call else (),
        purpose=call.purpose if call else None,
        round=row.round,
        attempt=_attempt(row, call),
        topics=_topics(row),
        scores=tuple((care_settings.topic_name(topic), score) for topic, score in row.scores),
        questions=tuple(
            AskedQuestion(one.text, one.answer, one.told_at) for one in questions.of_contact(row.id)
        ),
        next_service_on=vehicle.next_service_on if vehicle is not None else None,
        next_service_km=vehicle.next_service_km if vehicle is not None else None,
        **{name: getattr(row, name) for name in _SAID},
    )


def _topics(row: TalkRow) -> tuple[str, ...]:
    """What is asked about now, and what was then."""
    every = dict.fromkeys([*care_settings.topics(), *(topic for topic, _score in row.scores)])
    return tuple(map(care_settings.topic_name, every))


def _attempt(row: TalkRow, call: CallRow | None) -> int | None:
    if call is None:
        return None
    return [one.id for one in contacts.of_follow_up(call.id)].index(row.id) + 1


def _party(row: TalkRow) -> Party:
    if row.customer_id is None:
        return Party(row.spoke_with, row.phone)
    customer = Customer.get_by_id(row.customer_id)
    numbers = customers.phones_of(row.customer_id)
    return Party(customer.name, numbers[0] if numbers else "", customer.contact, customer.address)


def _car(vehicle: Vehicle) -> Car:
    return Car(display_plate(vehicle.plate), vehicle.vin, f"{vehicle.brand} {vehicle.model}".strip())


def register(first: date, last: date, imprint: Imprint) -> CallRegister:
    """回访登记表 of these days."""
    return CallRegister(
        garage=shop.letterhead(),
        imprint=imprint,
        number=f"{first:%Y%m%d}-{last:%Y%m%d}",
        first=first,
        last=last,
        calls=tuple(map(_line, contacts.between(first, last))),
    )


def _line(row: TalkRow) -> RegisteredCall:
    given = [score for _topic, score in row.scores]
    return RegisteredCall(
        row.at,
        row.direction,
        row.channel,
        row.outcome,
        row.staff,
        row.customer or row.spoke_with,
        row.phone,
        row.plate,
        row.order_no,
        row.round,
        row.said,
        (sum(given) * 20 + len(given)) // (2 * len(given)) if given else None,
    )
