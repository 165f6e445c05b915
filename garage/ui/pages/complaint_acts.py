"""What may be done with the complaint under the bar, as actions of the page; one of them is the next step."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from garage.domain.complaints import ComplaintAct, ComplaintState
from garage.domain.labels import label
from garage.i18n import _
from garage.services import complaint_rows, complaints
from garage.services.complaint_rows import ComplaintRow
from garage.services.document_history import Kind
from garage.services.measures import MeasureRow
from garage.ui.desk import Desk
from garage.ui.forms import print_complaints
from garage.ui.forms.complaint import ComplaintForm
from garage.ui.forms.complaint_acts import form_of
from garage.ui.forms.complaint_day import ComplaintDayForm
from garage.ui.forms.document_history import history_action
from garage.ui.forms.letter import WriteLetterForm, say_written
from garage.ui.forms.measure import MeasureDoneForm, MeasureForm
from garage.ui.forms.ways_complaints import say_registered
from garage.ui.kit.actions import call, make_action
from garage.ui.kit.messages import toast
from garage.ui.pages.old_part_page_acts import open_form

_KEYS = {
    ComplaintAct.CLASSIFY: ("Ctrl+K", "list"),
    ComplaintAct.ASSIGN: ("Ctrl+T", "person"),
    ComplaintAct.VERIFY: ("Ctrl+E", "search"),
    ComplaintAct.PLAN: ("Ctrl+M", "pencil"),
    ComplaintAct.IMPLEMENT: ("Ctrl+D", "check"),
    ComplaintAct.INFORM: ("Ctrl+I", "phone"),
    ComplaintAct.REVISIT: ("Ctrl+R", "phone"),
    ComplaintAct.CLOSE: ("Ctrl+Shift+C", "check"),
    ComplaintAct.REOPEN: ("Ctrl+Shift+R", "undo"),
    ComplaintAct.ESCALATE: ("Ctrl+H", "arrow-right"),
    ComplaintAct.WITHDRAW: ("Ctrl+Shift+W", "close"),
}


class ComplaintActs(QObject):
    """Actions on the complaint that `fit` names; `next` does what comes next and says so."""

    registered = Signal(object)

    def __init__(self, page: QWidget, desk: Desk) -> None:
        super().__init__(page)
        self._page, self._desk = page, desk
        self._row: ComplaintRow | None = None
        self._acts: dict[ComplaintAct, QAction] = {
            act: make_action(page, label(act), self._doer(act), keys, symbol, name=f"complaint_{act.lower()}")
            for act, (keys, symbol) in _KEYS.items()
        }
        self.next = make_action(page, _("Next step"), self.next_step, "Ctrl+Return", name="complaint_next")
        self.new = make_action(
            page, _("New complaint…"), self.register, "Ctrl+N", "plus", name="new_complaint"
        )
        self.paper = make_action(
            page, _("Complaint form…"), self.print_form, "Ctrl+P", "print", name="print_complaint"
        )
        self.day = make_action(
            page, _("Daily sheet…"), self.print_day, "Ctrl+Shift+P", "print", name="print_complaint_day"
        )
        self.letter = make_action(
            page,
            _("Answer by letter…"),
            self.answer_by_letter,
            "Ctrl+Shift+L",
            "pencil",
            name="complaint_letter",
        )
        self.measure = make_action(
            page, _("Measure for the summary…"), self.add_measure, None, "plus", name="complaint_measure"
        )
        self.history = history_action(page, desk, Kind.COMPLAINT, self._named, "complaint_history")
        self.offered = [*self._acts.values(), self.letter, self.measure, self.paper, self.day, self.history]
        self.fit(None)

    def fit(self, row: ComplaintRow | None) -> None:
        """Only what may be done with this complaint."""
        self._row = row
        following = row.next_act if row is not None else None
        for act, action in self._acts.items():
            action.setEnabled(row is not None and row.may(act))
        for action in (self.letter, self.measure, self.paper, self.history):
            action.setEnabled(row is not None)
        self.next.setEnabled(following is not None)
        call(self.next, label(following) if following is not None else _("Next step"))

    def beside(self) -> list[QAction]:
        """What may be done besides the next step."""
        following = self._row.next_act if self._row is not None else None
        return [action for act, action in self._acts.items() if act is not following and action.isEnabled()]

    def next_step(self) -> None:
        """The one thing that waits to be done."""
        if self._row is not None and (act := self._row.next_act) is not None:
            self._do(act)

    def register(self) -> None:
        """Somebody complains."""
        form = ComplaintForm(self._desk, self._page)
        form.saved.connect(lambda ref: say_registered(self._page, ref))
        form.saved.connect(self.registered)
        open_form(form)

    def print_form(self) -> None:
        """投诉处理表 of the complaint."""
        if self._row is not None:
            print_complaints.print_form(self._page, self._desk, self._row.id)

    def add_measure(self) -> None:
        """What is to change for everybody, beyond this complaint: it stands in the summaries until it is done."""
        if self._row is not None:
            open_form(MeasureForm(self._desk, self._page, complaint_id=self._row.id))

    def change_measure(self, measure: MeasureRow) -> None:
        """Say it better, or give it to somebody else."""
        open_form(MeasureForm(self._desk, self._page, measure=measure))

    def end_measure(self, measure: MeasureRow) -> None:
        """It was carried out."""
        open_form(MeasureDoneForm(self._desk, self._page, measure))

    def answer_by_letter(self) -> None:
        """The customer gets it in writing; telling him stays a step of its own."""
        if self._row is not None:
            form = WriteLetterForm(self._desk, self._page, complaint_id=self._row.id)
            form.saved.connect(lambda ref: say_written(self._page, ref))
            open_form(form)

    def print_day(self) -> None:
        """抱怨及潜在抱怨汇总表 of a day."""
        form = ComplaintDayForm(self._page, self._desk)
        form.saved.connect(lambda day: print_complaints.print_day(self._page, self._desk, day))
        open_form(form)

    def _named(self) -> tuple[int, str] | None:
        return (self._row.id, self._row.no) if self._row is not None else None

    def _doer(self, act: ComplaintAct) -> Callable[[], None]:
        return lambda: self._do(act)

    def _do(self, act: ComplaintAct) -> None:
        if (row := self._row) is None:
            return
        form = form_of(act, self._page, self._desk, row)
        if form is None:
            complaints.close(self._desk.by(), row.id, row.version)
            self._tell(row.id)
        else:
            form.saved.connect(self._tell)
            open_form(form)

    def _tell(self, complaint_id: int) -> None:
        row = complaint_rows.one(complaint_id)
        said = {
            ComplaintState.CLOSED: _("{number} is closed."),
            ComplaintState.REOPENED: _("{number} begins anew: verify by {moment}."),
        }.get(row.state, _("{number} is saved."))
        toast(self._page, said.format(number=row.no, moment=f"{row.verify_due_at:%m-%d %H:%M}"))
