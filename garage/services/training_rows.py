"""Reads of training records: the list, what one person learned, and what is about to run out (H3)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from peewee import fn

from garage.domain.pages import Page
from garage.domain.today import Card, TodayKind, window_due
from garage.domain.trainings import WARN_DAYS, TrainingResult, Validity, validity, warn_from, year_days
from garage.i18n import _
from garage.models.listing import Cursor, keyset, tuples
from garage.models.staff import Staff, Training
from garage.models.statements import statement
from garage.services import trainings
from garage.services.command import By

MOST = 100
_FAILED = TrainingResult.FAILED.value


@dataclass(frozen=True)
class TrainingRow:
    """A record with the name of the person; `renewed` when a newer one of the same subject counts instead."""

    id: int
    version: int
    staff_id: int
    who: str
    works_here: bool
    held_on: date
    subject: str
    hours_centi: int
    trainer: str
    result: TrainingResult
    certificate_no: str
    valid_until: date | None
    note: str
    void_reason: str
    renewed: bool

    def validity(self, today: date) -> Validity | None:
        """How it stands; None for what is void or was failed."""
        if self.void_reason:
            return None
        return validity(self.result, self.valid_until, today, renewed=self.renewed)


@dataclass(frozen=True)
class TrainingFilter:
    """Which records; `due` are those that run out or have run out, of people who work here."""

    staff_id: int | None = None
    subject: str = ""
    year: int | None = None
    due: bool = False


def page(by: By, which: TrainingFilter, cursor: Cursor | None = None, limit: int = 50) -> Page[TrainingRow]:
    """Records, the last course first; whoever does not keep them reads their own."""
    query = _rows().where(_chosen(by, which))
    return keyset(query, (Training.held_on, Training.id), cursor, limit, _made)


def every(by: By, which: TrainingFilter) -> list[TrainingRow]:
    """All of them that stand, as `page`, for a paper."""
    query = _rows().where(_chosen(by, which) & (Training.void_reason == ""))
    return _made(tuples(query.order_by(Training.held_on.desc(), Training.id.desc())))


def count(by: By, which: TrainingFilter) -> int:
    """How many there are."""
    query = Training.select(fn.COUNT(Training.id)).join(Staff, on=(Staff.id == Training.staff))
    return int(query.where(_chosen(by, which)).scalar())


def one(training_id: int) -> TrainingRow:
    """A record; raises KeyError when there is none."""
    found = _made(tuples(_rows().where(Training.id == training_id)))
    if not found:
        raise KeyError(training_id)
    return found[0]


def subjects(by: By) -> list[str]:
    """Every subject there is, by name."""
    query = Training.select(Training.subject).where(_mine(by) & (Training.void_reason == ""))
    return [subject for (subject,) in tuples(query.distinct().order_by(Training.subject))]


def trainers() -> list[str]:
    """Who taught before, for whoever types it again."""
    query = Training.select(Training.trainer).where((Training.trainer != "") & (Training.void_reason == ""))
    return [name for (name,) in tuples(query.distinct().order_by(Training.trainer))]


def people(by: By) -> list[tuple[int, str]]:
    """(id, name) of everybody who has a record, by name of those who may be read."""
    query = Staff.select(Staff.id, Staff.name).join(Training, on=(Training.staff == Staff.id))
    return tuples(query.where(_mine(by)).distinct().order_by(Staff.id))


def years(by: By) -> list[int]:
    """Every year from the first course to the last one, the newest first."""
    first, last = tuples(
        Training.select(fn.MIN(Training.held_on), fn.MAX(Training.held_on)).where(_mine(by))
    )[0]
    return list(range(_year(last), _year(first) - 1, -1)) if first is not None else []


def cards(by: By) -> Iterator[Card]:
    """For who keeps the records: what runs out within a month, and what has run out, unless it was renewed."""
    if not trainings.keeps(by.staff_id):
        return
    for ref, who, subject, until in _ending.rows(by.today + timedelta(days=WARN_DAYS), MOST):
        due = window_due(warn_from(until), until, by.today)
        yield Card(
            TodayKind.TRAINING, ref, f"{who} · {subject}", _("valid until {day}").format(day=until), due
        )


@statement
def _ending(until: Any, most: Any) -> Any:
    columns = (Training.id, Staff.name, Training.subject, Training.valid_until)
    rows = Training.select(*columns).join(Staff, on=(Staff.id == Training.staff))
    return rows.where(_due(until)).order_by(Training.valid_until, Training.id).limit(most)


def _due(until: Any) -> Any:
    """Good until this day at most, of people who work here, with nothing newer."""
    stands = (Training.void_reason == "") & (Training.result != _FAILED) & Staff.active
    return (Training.valid_until <= until) & stands & ~fn.EXISTS(_newer())


def _newer() -> Any:
    """A record of the same person and subject that counts instead."""
    other = Training.alias()
    later = (other.held_on > Training.held_on) | (
        (other.held_on == Training.held_on) & (other.id > Training.id)
    )
    same = (other.staff == Training.staff) & (other.subject == Training.subject)
    return other.select(other.id).where(same & later & (other.void_reason == "") & (other.result != _FAILED))


def _mine(by: By) -> Any:
    """What this person may read."""
    return Training.id.is_null(False) if trainings.keeps(by.staff_id) else Training.staff == by.staff_id


def _chosen(by: By, which: TrainingFilter) -> Any:
    chosen = _mine(by)
    if which.staff_id is not None:
        chosen &= Training.staff == which.staff_id
    if which.subject:
        chosen &= Training.subject == which.subject
    if which.year is not None:
        chosen &= Training.held_on.between(*year_days(which.year))
    if which.due:
        chosen &= _due(by.today + timedelta(days=WARN_DAYS))
    return chosen


def _rows() -> Any:
    return Training.select(
        Training.held_on,
        Training.id,
        Training.version,
        Training.staff,
        Staff.name,
        Staff.active,
        Training.subject,
        Training.hours_centi,
        Training.trainer,
        Training.result,
        Training.certificate_no,
        Training.valid_until,
        Training.note,
        Training.void_reason,
        fn.EXISTS(_newer()),
    ).join(Staff, on=(Staff.id == Training.staff))


def _made(rows: list[tuple[Any, ...]]) -> list[TrainingRow]:
    return [
        TrainingRow(
            id=ref,
            version=version,
            staff_id=staff_id,
            who=who,
            works_here=bool(active),
            held_on=held_on,
            subject=subject,
            hours_centi=hours,
            trainer=trainer,
            result=TrainingResult(result),
            certificate_no=certificate,
            valid_until=until,
            note=note,
            void_reason=void_reason,
            renewed=bool(renewed),
        )
        for (
            held_on,
            ref,
            version,
            staff_id,
            who,
            active,
            subject,
            hours,
            trainer,
            result,
            certificate,
            until,
            note,
            void_reason,
            renewed,
        ) in rows
    ]


def _year(day: Any) -> int:
    """SQLite gives the text of a day that was reckoned."""
    return day.year if isinstance(day, date) else date.fromisoformat(str(day)).year
