"""Training records in a list, of everybody or of one person, with the photos of the certificate below (H3)."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from garage.i18n import _
from garage.services import training_rows, trainings
from garage.services.command import Area
from garage.services.document_history import Kind
from garage.services.training_rows import TrainingFilter, TrainingRow
from garage.ui.desk import Desk
from garage.ui.forms import print_trainings
from garage.ui.forms.document_history import KEY, DocumentHistory
from garage.ui.forms.order_head import words
from garage.ui.forms.photos import PhotoPanel
from garage.ui.forms.settings_section import ListSection
from garage.ui.forms.training import TrainingForm, void_form
from garage.ui.forms.training_columns import list_columns, sheet_columns
from garage.ui.kit.chips import ChipBar
from garage.ui.kit.fields import ChoiceField
from garage.ui.kit.table_model import Page
from garage.ui.kit.tips import plain_tip

ALL, RUNS_OUT = "all", "runs_out"
_PHOTOS_HEIGHT = 150
_LETTERS = 12
"""Width of a choice: a longer name is cut, its tip says it whole."""


class TrainingList(ListSection):
    """Enter opens the record under the bar; of `staff_id` alone when one is given."""

    areas = frozenset({Area.STAFF})

    def __init__(self, desk: Desk, staff_id: int | None = None) -> None:
        super().__init__(desk, "trainings", _("Training records"), bare=True)
        self._only = staff_id
        self.chips = ChipBar(self, "training_chips")
        self.person = _choice("training_person", _("Employee"))
        self.subject = _choice("training_subject", _("Subject of the course"))
        self.year = _choice("training_year", _("Year"))
        self._make_top()
        self._history = self.add_button(_("History…"), self.show_history, KEY, "history")
        self._void = self.add_button(_("Void…"), self.void, "Ctrl+Shift+Z", "close")
        self._change = self.add_button(_("Change…"), self.open_current, "Ctrl+E", "pencil")
        self._print = self.add_button(_("Print person…"), self.print_person, "Ctrl+P", "print")
        self._print_year = self.add_button(_("Print year…"), self.print_year, "Ctrl+Shift+P", "print")
        self._renew = self.add_button(_("Next course…"), self.renew, "Ctrl+R", "arrow-right")
        self._add = self.add_button(_("Record training…"), self.record, "Ctrl+N", "plus", primary=True)
        self._print_year[1].setVisible(staff_id is None)
        self.told = words("", "muted")
        self.told.setObjectName("training_told")
        self.photos = PhotoPanel(desk, "training")
        self.photos.setFixedHeight(_PHOTOS_HEIGHT)
        self.layout().addWidget(self.told)
        self.layout().addWidget(self.photos)
        self.setFocusProxy(self.list)
        self.list.describe = self._describe
        self.list.sheet = sheet_columns(desk)
        self._fit_person()
        self.show_columns(list_columns(desk, names=staff_id is None), lambda row: row.id, self._fetch)
        desk.person_changed.connect(self._on_person)

    # What the rest of the program asks for

    @property
    def renew_action(self) -> QAction:
        """The next course after the record under the bar."""
        return self._renew[0]

    def show_training(self, training_id: int) -> None:
        """Show this record, whatever was chosen before."""
        self._choose_all()
        self.refresh(training_id)
        self.list.select_key(training_id)

    def show_due(self) -> None:
        """Show what runs out or has run out."""
        self._choose_all()
        self.chips.chip(RUNS_OUT).setChecked(True)
        self.refresh()

    # Acts

    def record(self) -> None:
        """A course that one or several took part in."""
        self.open_form(TrainingForm(self.desk, self.window(), of=self._people_meant()))

    def renew(self) -> None:
        """The next course after the one under the bar."""
        if (row := self._row()) is not None:
            self.open_form(TrainingForm(self.desk, self.window(), after=row))

    def open_current(self) -> None:
        row = self._row()
        if row is not None and self._change[0].isEnabled():
            self.open_form(TrainingForm(self.desk, self.window(), row=row))

    def void(self) -> None:
        """The record under the bar was wrong."""
        if (row := self._row()) is not None:
            self.open_form(void_form(self.desk, self.window(), row))

    def print_person(self) -> None:
        """The training record of the person under the bar."""
        if (row := self._row()) is not None:
            print_trainings.print_person(self.window(), self.desk, row.staff_id)

    def print_year(self) -> None:
        """Everybody's courses of the year chosen, else of the present one."""
        print_trainings.print_year(self.window(), self.desk, self.year.value() or self.desk.today().year)

    def show_history(self) -> None:
        """Who did what with it, and when."""
        if (row := self._row()) is not None:
            DocumentHistory.show_over(self, self.desk, Kind.TRAINING, row.id, f"{row.who} · {row.subject}")

    # Inside

    def refresh(self, keep: object | None = None) -> None:
        self._offer()
        super().refresh(keep)

    def refresh_actions(self) -> None:
        row = self._row()
        keeps = self._keeps
        live = row is not None and not row.void_reason
        for pair, possible in (
            (self._add, keeps),
            (self._renew, keeps and live and row is not None and row.works_here),
            (self._change, keeps and live),
            (self._void, keeps and live),
            (self._history, row is not None),
            (self._print, row is not None),
            (self._print_year, keeps and self._only is None),
        ):
            for part in pair:
                part.setEnabled(possible)
        self.told.setText(_told(row))
        self.photos.show_of(row.id if row is not None else None)

    def _row(self) -> TrainingRow | None:
        row: TrainingRow | None = self.list.current_row()
        return row

    @property
    def _which(self) -> TrainingFilter:
        person = self.person.value() if self._only is None else self._only
        due = self.chips.current() == RUNS_OUT
        return TrainingFilter(person, self.subject.value() or "", self.year.value(), due)

    def _people_meant(self) -> tuple[int, ...]:
        chosen = self._which.staff_id
        return () if chosen is None else (chosen,)

    def _fetch(self, cursor: object | None, limit: int) -> Page:
        place = cursor if isinstance(cursor, tuple) else None
        page = training_rows.page(self.desk.by(), self._which, place, limit)
        return Page(page.rows, page.next_cursor)

    def _offer(self) -> None:
        """What there is to choose from, and how much of it runs out."""
        by = self.desk.by()
        self.person.set_choices([(None, _("Everybody")), *training_rows.people(by)])
        self.subject.set_choices(
            [("", _("Every subject")), *((one, one) for one in training_rows.subjects(by))]
        )
        self.year.set_choices([(None, _("All years")), *((one, str(one)) for one in training_rows.years(by))])
        for field in (self.person, self.subject, self.year):
            field.setToolTip(plain_tip(field.currentText()))
        counts = {due: training_rows.count(by, TrainingFilter(self._only, due=due)) for due in (False, True)}
        self.chips.set_chips([(ALL, _("All"), counts[False]), (RUNS_OUT, _("Runs out"), counts[True])])

    def _choose_all(self) -> None:
        self.chips.chip(ALL).setChecked(True)
        for field, value in ((self.person, None), (self.subject, ""), (self.year, None)):
            field.set_value(value)

    def _describe(self) -> str:
        chosen = (self.chips.chip(self.chips.current()).text(), self.person.currentText())
        return " · ".join((*chosen, self.subject.currentText(), self.year.currentText()))

    def _on_person(self) -> None:
        self._fit_person()
        self.refresh()

    def _fit_person(self) -> None:
        """Who does not keep the records reads their own."""
        self._keeps = trainings.keeps(self.desk.by().staff_id)
        self.photos.strip.lock(not self._keeps)
        self.person.setVisible(self._keeps and self._only is None)
        if self._keeps:
            text = _(
                "Nobody's training is recorded yet: courses, exams and certificates stand here with their end."
            )
            self.list.set_empty(text, _("Record training…"), self.record)
        else:
            self.list.set_empty(
                _("You have no training record here. An owner or the workshop foreman keeps them.")
            )

    def _make_top(self) -> None:
        self.top.addWidget(self.chips, 1)
        for field in (self.person, self.subject, self.year):
            field.edited.connect(self.refresh)
            self.top.addWidget(field)
        self.chips.chosen.connect(lambda _key: self.refresh())
        self._offer()


class PersonTrainings(QDialog):
    """What one person learned, opened from the list of the staff; Esc closes."""

    def __init__(self, desk: Desk, parent: QWidget | None, staff_id: int, name: str) -> None:
        super().__init__(parent)
        self.setObjectName("person_trainings")
        self.setWindowTitle(_("Training records of {name}").format(name=name))
        self.setAccessibleName(self.windowTitle())
        self.list = TrainingList(desk, staff_id)
        title = words(self.windowTitle(), "title")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 18, 24, 18)
        layout.setSpacing(10)
        layout.addWidget(title)
        layout.addWidget(self.list, 1)
        room = self.screen().availableSize()
        self.resize(min(1120, room.width() - 40), min(640, room.height() - 60))
        self.list.setFocus()

    def show_over(self) -> None:
        """Open it over its parent; it is gone when it is closed."""
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.open()


def _choice(name: str, title: str) -> ChoiceField:
    field = ChoiceField()
    field.setObjectName(name)
    field.setAccessibleName(title)
    field.setSizeAdjustPolicy(ChoiceField.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    field.setMinimumContentsLength(_LETTERS)
    return field


def _told(row: TrainingRow | None) -> str:
    """What the columns have no room for."""
    if row is None:
        return ""
    void = _("Void: {reason}").format(reason=row.void_reason) if row.void_reason else ""
    certificate = _("Certificate {number}").format(number=row.certificate_no) if row.certificate_no else ""
    return " · ".join(filter(None, (row.who, row.subject, certificate, row.note, void)))
