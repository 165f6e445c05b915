"""A training record: of one or several persons at once, the next course after one, a correction (H3)."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from garage.domain.labels import label
from garage.domain.search import name_terms, normalise_query
from garage.domain.trainings import TrainingResult, next_until
from garage.i18n import _
from garage.services import staff, training_rows, trainings
from garage.services.training_rows import TrainingRow
from garage.services.trainings import TrainingData
from garage.ui.desk import Desk
from garage.ui.forms.document_form import DocumentForm
from garage.ui.forms.reasons import ReasonForm
from garage.ui.forms.tick_table import Ticked, TickTable
from garage.ui.kit import fields

_PEOPLE_IN_SIGHT = 4


class KnownWords(fields.SearchField):
    """A line of words that offers those typed before; its value is the words."""

    def __init__(self, known: Sequence[str], limit: int) -> None:
        self._known = known
        super().__init__(self._find, must_pick=False, limit=limit)

    def value(self) -> str:
        """The words, clean; raises FieldError when too long."""
        return str(fields.LineField.value(self))

    def set_value(self, value: fields.Hit | str | None) -> None:
        """Show these words, or take those picked."""
        words = value.title if isinstance(value, fields.Hit) else value
        super().set_value(fields.Hit(words, words) if words else None)

    def _find(self, text: str) -> list[fields.Hit]:
        typed = normalise_query(text)
        return [
            fields.Hit(words, words)
            for words in self._known
            if any(typed in term for term in name_terms(words))
        ]


class TrainingForm(DocumentForm):
    """A new record, `of` these people or the next one `after` a row, or the `row` to be corrected; `saved` carries its id."""

    def __init__(
        self,
        desk: Desk,
        parent: QWidget | None = None,
        *,
        row: TrainingRow | None = None,
        after: TrainingRow | None = None,
        of: Sequence[int] = (),
    ) -> None:
        title = _("Training record") if row is not None else _("Record training")
        about = (
            row.who
            if row is not None
            else _("One record for each of those who took part; a month before it runs out Today reminds.")
        )
        super().__init__(parent, title, about, width=660)
        self.setObjectName("training_form")
        self._desk, self._row, self._after = desk, row, after
        self._of = (after.staff_id,) if after is not None else tuple(of)
        if row is None:
            self._add_people()
        by = desk.by()
        self._subject = self.add_field(
            "subject",
            _("What was taught"),
            KnownWords(training_rows.subjects(by), trainings.SUBJECT),
            required=True,
            stretch=2,
        )
        self._held = self.add_field(
            "held_on", _("Day of the course"), fields.DateField(now=desk.now), required=True, beside=True
        )
        trainer = KnownWords(training_rows.trainers(), trainings.TRAINER)
        self._trainer = self.add_field("trainer", _("Taught by"), trainer, stretch=2)
        self._hours = self.add_field("hours_centi", _("Hours taught"), fields.HoursField(), beside=True)
        choices = [(one, label(one)) for one in TrainingResult]
        self._result = self.add_field("result", _("Result"), fields.ChoiceField(choices=choices))
        self._certificate = self.add_field(
            "certificate_no",
            _("No. of the certificate"),
            fields.LineField(limit=trainings.CERTIFICATE),
            beside=True,
        )
        self._until = self.add_field(
            "valid_until", _("Valid until"), fields.DateField(now=desk.now), beside=True
        )
        self._note = self.add_field("note", _("Note"), fields.TextField(limit=trainings.NOTE, lines=2))
        if after is not None and after.valid_until is not None:
            self._proposed = self._next_until()
            self._held.textChanged.connect(lambda _text: self._propose())

    def read(self) -> tuple[int, Mapping[str, Any]]:
        if self._row is not None:
            row = training_rows.one(self._row.id)
            return row.version, _values(row)
        if self._after is None:
            return 0, _NEW | {"held_on": self._desk.today()}
        again = {name: getattr(self._after, name) for name in ("subject", "trainer", "hours_centi")}
        return 0, _NEW | again | {"held_on": self._desk.today(), "valid_until": self._next_until()}

    def write(self, version: int) -> int:
        data = TrainingData(
            subject=self._subject.value(),
            held_on=self._held.date(),
            hours_centi=self._hours.centi(),
            trainer=self._trainer.value(),
            result=self._result.value(),
            certificate_no=self._certificate.value(),
            valid_until=self._until.date(),
            note=self._note.value(),
        )
        if self._row is None:
            return trainings.record(self._desk.by(), self._people.value(), data)[0]
        trainings.change(self._desk.by(), self._row.id, version, data)
        return self._row.id

    def _add_people(self) -> None:
        self._people = self.add_field(
            "staff_ids",
            _("Who took part"),
            TickTable("staff_ids", _("Who took part"), [(_("Full name"), 0)]),
            _("Space ticks the person, Ctrl+A everybody."),
            required=True,
        )
        rows = [Ticked(one.id, (one.name,), one.id in self._of) for one in staff.people()]
        self._people.show_rows(rows, _PEOPLE_IN_SIGHT)

    def _next_until(self) -> Any:
        last, held = self._after, self._held.value_if_read() or self._desk.today()
        return next_until(held, last.held_on, last.valid_until) if last is not None else None

    def _propose(self) -> None:
        """The end follows the day of the course until somebody types another one."""
        if self._until.value_if_read() == self._proposed:
            self._proposed = self._next_until()
            self._until.set_date(self._proposed)


_NEW: Mapping[str, Any] = {
    "subject": "",
    "held_on": None,
    "trainer": "",
    "hours_centi": None,
    "result": TrainingResult.PASSED,
    "valid_until": None,
    "certificate_no": "",
    "note": "",
}


def _values(row: TrainingRow) -> dict[str, Any]:
    return {name: getattr(row, name) for name in _NEW}


def void_form(desk: Desk, parent: QWidget | None, row: TrainingRow) -> ReasonForm:
    """The record was wrong."""
    act: Callable[[str], object] = lambda why: trainings.void(desk.by(), row.id, row.version, why)  # noqa: E731
    return ReasonForm(
        parent,
        _("Void the training record"),
        f"{row.who} · {row.subject} · {row.held_on}",
        _("It stays in the list, struck out with the reason, and counts no more."),
        act,
    )
