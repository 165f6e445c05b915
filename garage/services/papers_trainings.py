"""Reads that make the papers of training."""

from datetime import date

from garage.domain.documents import Imprint
from garage.domain.documents_trainings import TrainingCard, TrainingLine, TrainingYear
from garage.domain.lines import WorkType
from garage.domain.staff import Role
from garage.services import shop, staff, training_rows
from garage.services.command import By
from garage.services.training_rows import TrainingFilter, TrainingRow


def card_number(staff_id: int, today: date) -> str:
    """What tells a person's paper from others, ASCII."""
    return f"{staff_id:03d}-{today:%Y%m%d}"


def card(by: By, staff_id: int, imprint: Imprint) -> TrainingCard:
    """员工培训档案 of a person, as far as `by` may read it; raises KeyError when there is none."""
    person = staff.person(staff_id)
    return TrainingCard(
        garage=shop.letterhead(),
        imprint=imprint,
        number=card_number(staff_id, by.today),
        day=by.today,
        name=person.name,
        phone=person.phone,
        team=person.team,
        roles=tuple(role for role in Role if role in person.roles),
        trades=tuple(trade for trade in WorkType if trade in person.trades),
        lines=_lines(by, TrainingFilter(staff_id=staff_id)),
    )


def year(by: By, which: int, imprint: Imprint) -> TrainingYear:
    """年度培训记录 of a year, as far as `by` may read it."""
    lines = _lines(by, TrainingFilter(year=which))
    return TrainingYear(shop.letterhead(), imprint, str(which), which, lines)


def _lines(by: By, which: TrainingFilter) -> tuple[TrainingLine, ...]:
    return tuple(_line(row, by.today) for row in training_rows.every(by, which))


def _line(row: TrainingRow, today: date) -> TrainingLine:
    return TrainingLine(
        row.who,
        row.held_on,
        row.subject,
        row.hours_centi,
        row.trainer,
        row.result,
        row.certificate_no,
        row.valid_until,
        row.validity(today),
        row.note,
    )
