"""Acts on training records: of one or several persons at once, changed, voided with a reason, never deleted (H3)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from garage.domain.quantities import MAX_HOURS_CENTI
from garage.domain.staff import Role
from garage.domain.text import one_line, said_why, several_lines
from garage.domain.trainings import TrainingResult, subject_key
from garage.errors import FieldError, Reason, RuleError
from garage.i18n import _
from garage.models.listing import tuples
from garage.models.staff import Staff, Training
from garage.models.statements import statement
from garage.services import staff
from garage.services.command import Area, By, command, create, refuse_stale, update

KEEPING = frozenset({Role.OWNER, Role.FOREMAN})
"""Who keeps the records; everybody else reads their own."""
SUBJECT, TRAINER, CERTIFICATE, NOTE = 100, 100, 60, 500


@dataclass(frozen=True)
class TrainingData:
    """A course as it is typed: of `hours_centi`, good until `valid_until`, None for ever."""

    subject: str
    held_on: date | None
    hours_centi: int = 0
    trainer: str = ""
    result: TrainingResult = TrainingResult.PASSED
    certificate_no: str = ""
    valid_until: date | None = None
    note: str = ""


def keeps(staff_id: int) -> bool:
    """Whether this person keeps the records of everybody."""
    return any(KEEPING & person.roles for person in staff.if_active(staff_id))


def check_keeps(by: By) -> None:
    """RuleError unless an owner or a foreman acts."""
    if not keeps(by.staff_id):
        text = _("An owner or the workshop foreman keeps the training records.")
        raise RuleError(Reason("training_right", text))


@command(Area.STAFF)
def record(by: By, staff_ids: Collection[int], data: TrainingData) -> list[int]:
    """A course that these people took part in, a record for each; returns their ids in that order.

    FieldError on "staff_ids" and as `change`; RuleError for who is neither owner nor foreman.
    """
    check_keeps(by)
    people = [_working(staff_id) for staff_id in dict.fromkeys(staff_ids)]
    if not people:
        raise FieldError("staff_ids", _("Choose who took part."))
    values = _checked(by, data, None)
    if len(people) > 1 and values["certificate_no"]:
        text = _("Everybody's certificate has a number of its own: enter it in the record of each.")
        raise FieldError("certificate_no", text)
    for person in people:
        _refuse_twice("staff_ids", person, values, None)
    return [int(create(by, Training, staff=person.id, **values).id) for person in people]


@command(Area.STAFF)
def change(by: By, training_id: int, version: int, data: TrainingData) -> None:
    """Correct a record; the person stays.

    FieldError on "subject", "held_on", "hours_centi", "trainer", "certificate_no", "valid_until", "note"; RuleError for
    who may not and for what is void; StaleError, KeyError.
    """
    check_keeps(by)
    row = _live_one(training_id, version)
    values = _checked(by, data, training_id)
    _refuse_twice("held_on", staff.person(row.staff_id), values, training_id)
    update(by, row, version, values)


@command(Area.STAFF)
def void(by: By, training_id: int, version: int, reason: str) -> None:
    """A record that was wrong stays, struck out. FieldError("reason"); RuleError, StaleError, KeyError."""
    check_keeps(by)
    row = _live_one(training_id, version)
    why = said_why(reason)
    update(by, row, version, {"void_reason": why}, act="void", reason=why)


def _checked(by: By, data: TrainingData, training_id: int | None) -> dict[str, Any]:
    subject = one_line("subject", data.subject, SUBJECT)
    if not subject:
        raise FieldError("subject", _("What was taught?"))
    if data.held_on is None:
        raise FieldError("held_on", _("On which day?"))
    if data.held_on > by.today:
        raise FieldError("held_on", _("This day is yet to come: a course is recorded once it is over."))
    if not 0 <= data.hours_centi <= MAX_HOURS_CENTI:
        raise FieldError("hours_centi", _("So many hours cannot be."))
    if data.valid_until is not None:
        if data.result is TrainingResult.FAILED:
            raise FieldError("valid_until", _("Whoever failed has nothing that runs out."))
        if data.valid_until <= data.held_on:
            raise FieldError("valid_until", _("It ends after the day of the course."))
    return {
        "subject": _spelling(subject, training_id),
        "held_on": data.held_on,
        "hours_centi": data.hours_centi,
        "trainer": one_line("trainer", data.trainer, TRAINER),
        "result": data.result.value,
        "certificate_no": one_line("certificate_no", data.certificate_no, CERTIFICATE),
        "valid_until": data.valid_until,
        "note": several_lines("note", data.note, NOTE),
    }


def _spelling(subject: str, training_id: int | None) -> str:
    """The subject as the other records spell it, so that one subject stays one."""
    query = Training.select(Training.subject).where(Training.void_reason == "").order_by(Training.id.desc())
    if training_id is not None:
        query = query.where(Training.id != training_id)
    key = subject_key(subject)
    return next((known for (known,) in tuples(query) if subject_key(known) == key), subject)


def _refuse_twice(field: str, person: staff.Person, values: dict[str, Any], training_id: int | None) -> None:
    """A course of one day stands once with a person: a second press records nothing."""
    same = _same.rows(person.id, values["subject"], values["held_on"])
    if any(ref != training_id for (ref,) in same):
        text = _("{name} has a record of this subject on this day already.")
        raise FieldError(field, text.format(name=person.name))


@statement
def _same(staff_id: Any, subject: Any, held_on: Any) -> Any:
    return Training.select(Training.id).where(
        (Training.staff == staff_id)
        & (Training.subject == subject)
        & (Training.held_on == held_on)
        & (Training.void_reason == "")
    )


def _working(staff_id: int) -> staff.Person:
    if Staff.find(staff_id) is None:
        raise KeyError(staff_id)
    found = staff.if_active(staff_id)
    if not found:
        raise FieldError("staff_ids", _("This person does not work here any more."))
    return found[0]


def _live_one(training_id: int, version: int) -> Any:
    row = Training.find(training_id)
    if row is None:
        raise KeyError(training_id)
    refuse_stale(row, version)
    if row.void_reason:
        raise RuleError(Reason("training_void", _("This record is void.")))
    return row
