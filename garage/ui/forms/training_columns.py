"""The columns of training records, on screen and in the workbook."""

from collections.abc import Callable

from garage.domain.labels import label
from garage.domain.quantities import format_hours
from garage.domain.trainings import DUE, Validity
from garage.i18n import _
from garage.services.training_rows import TrainingRow
from garage.ui.desk import Desk
from garage.ui.kit.table_model import Column

Say = Callable[[TrainingRow], str]
Ink = Callable[[TrainingRow], str | None]


def list_columns(desk: Desk, *, names: bool) -> list[Column]:
    """On screen; `names` where it is not one person's list."""
    faded = _faded
    state, tone, sign = _standing(desk)
    columns = [
        Column("held_on", _("Date"), 96, "left", _day, faded),
        Column("who", _("Employee"), 120, "left", _who, faded, _who, bold=True),
        Column("subject", _("What was taught"), 0, "left", _subject, faded, _subject, bold=not names),
        Column("hours", _("Hours taught"), 104, "right", _hours, faded),
        Column("trainer", _("Taught by"), 0, "left", _trainer, faded, _trainer),
        Column("result", _("Result"), 104, "left", _result, faded),
        Column("valid_until", _("Valid until"), 100, "left", _until, faded),
        Column("state", _("State"), 128, "left", state, tone, icon=sign),
    ]
    return [one for one in columns if names or one.name != "who"]


def sheet_columns(desk: Desk) -> tuple[Column, ...]:
    """In the workbook."""
    state, _tone, _sign = _standing(desk)
    certificate: Say = lambda row: row.certificate_no  # noqa: E731 - a column's words
    note: Say = lambda row: " · ".join(filter(None, (row.note, row.void_reason)))  # noqa: E731
    return (
        Column("held_on", _("Date"), 0, "left", _day),
        Column("who", _("Employee"), 0, "left", _who),
        Column("subject", _("What was taught"), 0, "left", _subject),
        Column("hours", _("Hours taught"), 0, "right", _hours),
        Column("trainer", _("Taught by"), 0, "left", _trainer),
        Column("result", _("Result"), 0, "left", _result),
        Column("certificate_no", _("No. of the certificate"), 0, "left", certificate),
        Column("valid_until", _("Valid until"), 0, "left", _until),
        Column("state", _("State"), 0, "left", state),
        Column("note", _("Note"), 0, "left", note),
    )


def _standing(desk: Desk) -> tuple[Say, Ink, Ink]:
    """How a record stands today: its words, their tone, and a sign where something is to be done."""

    def due(row: TrainingRow) -> Validity | None:
        stands = row.validity(desk.today())
        return stands if stands in DUE and row.works_here else None

    def state(row: TrainingRow) -> str:
        stands = row.validity(desk.today())
        if row.void_reason:
            return _("Void")
        return label(stands) if stands is not None else "–"

    def tone(row: TrainingRow) -> str | None:
        if (stands := due(row)) is not None:
            return "bad" if stands is Validity.ENDED else "warn"
        return "ok" if row.validity(desk.today()) is Validity.GOOD and row.works_here else "muted"

    def sign(row: TrainingRow) -> str | None:
        return "warning" if due(row) is not None else None

    return state, tone, sign


def _faded(row: TrainingRow) -> str | None:
    return "muted" if row.void_reason or not row.works_here else None


def _day(row: TrainingRow) -> str:
    return row.held_on.isoformat()


def _who(row: TrainingRow) -> str:
    return row.who if row.works_here else _("{name} (left)").format(name=row.who)


def _subject(row: TrainingRow) -> str:
    return row.subject


def _hours(row: TrainingRow) -> str:
    return format_hours(row.hours_centi) if row.hours_centi else ""


def _trainer(row: TrainingRow) -> str:
    return row.trainer


def _result(row: TrainingRow) -> str:
    return label(row.result)


def _until(row: TrainingRow) -> str:
    return row.valid_until.isoformat() if row.valid_until is not None else ""
