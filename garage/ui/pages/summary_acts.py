"""What may be done with the summary in sight, as actions of the page (G7)."""

from collections.abc import Callable

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from garage.domain.labels import label
from garage.domain.summaries import MeasureState, SummaryPeriod, SummaryState
from garage.domain.summary_words import listed, say_period
from garage.errors import Reason
from garage.i18n import _
from garage.services import summaries, summary_figures, summary_rows
from garage.services.document_history import Kind
from garage.services.measures import MeasureRow
from garage.services.summary_figures import Known
from garage.services.summary_rows import SummaryRow
from garage.ui.desk import Desk
from garage.ui.forms import print_summaries
from garage.ui.forms.document_history import history_action
from garage.ui.forms.measure import MeasureDoneForm, MeasureForm, drop_form
from garage.ui.forms.months_reading import read_months
from garage.ui.forms.reasons import ReasonForm
from garage.ui.kit import messages
from garage.ui.kit.actions import guarded, make_action
from garage.ui.pages.counter_acts import open_form


class SummaryActs:
    """Actions of the page; `save` writes down what was typed and says whether it did."""

    def __init__(
        self,
        page: QWidget,
        desk: Desk,
        save: Callable[[], bool],
        measure: Callable[[], MeasureRow | None],
        show: Callable[[SummaryPeriod], object],
    ) -> None:
        self._page, self._desk, self._save = page, desk, save
        self._measure, self._show = measure, show
        self._row: SummaryRow | None = None
        self._period: SummaryPeriod | None = None
        self.draft = self._action(_("Write draft"), self.write_draft, "Ctrl+D", "pencil", "draft_summary")
        self.over = self._action(
            _("Draft everything anew…"), self.draft_over, "Ctrl+Shift+D", "undo", "draft_over"
        )
        self.save = self._action(_("Save"), save, "Ctrl+Return", "save", "save_summary")
        self.paper = self._action(_("Print preview…"), self.print_paper, "Ctrl+P", "print", "print_summary")
        self.content = self._action(
            _("Satisfaction report…"), self.print_content, "Ctrl+Shift+P", "print", "print_satisfaction"
        )
        self.file = self._action(_("File…"), self.file_it, "Ctrl+Shift+F", "lock", "file_summary")
        self.reopen = self._action(_("Open again…"), self.reopen_it, "Ctrl+Shift+R", "undo", "reopen_summary")
        self.add = self._action(_("New measure…"), self.add_measure, "Ctrl+N", "plus", "new_measure")
        self.change = self._action(_("Measure…"), self.change_measure, "Ctrl+M", "pencil", "change_measure")
        self.done = self._action(_("Done…"), self.end_measure, "Ctrl+T", "check", "measure_done")
        self.drop = self._action(_("Drop…"), self.drop_measure, "Ctrl+Shift+W", "close", "measure_drop")
        self.history = history_action(page, desk, Kind.SUMMARY, self._named, "summary_history")
        self.beside: list[QAction] = [self.over, self.content, self.reopen, self.history]

    def fit(self, period: SummaryPeriod | None, row: SummaryRow | None, allowed: bool) -> None:
        """Only what may be done now."""
        self._period, self._row = period, row
        written = row is not None and row.state is SummaryState.DRAFT
        filed = row is not None and row.state is SummaryState.FILED
        begun = period is not None and period.first <= self._desk.today()
        self.draft.setEnabled(allowed and begun and not filed)
        for action in (self.over, self.save, self.file, self.add):
            action.setEnabled(allowed and written)
        self.reopen.setEnabled(allowed and filed)
        for action in (self.paper, self.history):
            action.setEnabled(allowed and row is not None)
        self.content.setEnabled(allowed and begun)
        self.fit_measure()

    def fit_measure(self) -> None:
        """Only what may be done with the measure under the bar."""
        measure = self._measure() if self._row is not None else None
        for action in (self.change, self.done, self.drop):
            action.setEnabled(measure is not None and measure.state is MeasureState.OPEN)

    # The summary

    def write_draft(self) -> None:
        """From the figures; what was written by hand stays."""
        self._draft(over=False)

    def draft_over(self) -> None:
        """Everything from the figures, whatever was written."""
        row = self._row
        if row is None or not self._save():
            return
        if messages.confirm(
            self._page,
            _("Draft everything anew?"),
            _("What was written by hand in the three texts is replaced. The history keeps it."),
            _("Draft anew"),
        ):
            self._draft(over=True)

    def _draft(self, *, over: bool) -> None:
        period = self._period
        if period is not None and (self._row is None or self._save()):
            self._read(period, lambda known: self._drafted(period, known, over=over))

    def _drafted(self, period: SummaryPeriod, known: Known, *, over: bool) -> None:
        kept_now = summary_figures.read(period, self._desk.now(), known)
        summaries.draft(self._desk.by(), period, self._desk.paper_language, over=over, kept=kept_now)
        self._show(period)
        row = summary_rows.of_period(period)
        names = {"review": _("What happened"), "problems": _("Problems"), "plan": _("Plan")}
        kept = [names[name] for name in row.edited if name in names] if row is not None else []
        text = _("Drafted. Written by hand, so left as it is: {names}.") if kept else _("Drafted.")
        messages.toast(self._page, text.format(names=listed(kept)), "info" if kept else "ok")

    def print_paper(self) -> None:
        """月度小结 or 年度总结 as it stands."""
        if self._row is not None and self._save():
            print_summaries.print_summary(self._page, self._desk, self._row.id)

    def print_content(self) -> None:
        """满意度报告 of the period."""
        if self._period is not None:
            print_summaries.print_satisfaction(self._page, self._desk, self._period)

    def file_it(self) -> None:
        """From now on it is only read."""
        row = self._row
        if row is None or not self._save():
            return
        row = summary_rows.one(row.id)
        title = _("File {what}?").format(what=f"{label(row.period.kind)} {say_period(row.period)}")
        text = _(
            "Its figures, words and measures stay as they are now. An owner or a foreman can open it again."
        )
        if messages.confirm(self._page, title, text, _("File")):
            self._read(row.period, lambda known: self._file(row, known))

    def _file(self, row: SummaryRow, known: Known) -> None:
        summaries.file(self._desk.by(), row.id, row.version, known)
        messages.toast(self._page, _("{number} is filed.").format(number=row.no), "ok")

    def _read(self, period: SummaryPeriod, act: Callable[[Known], None]) -> None:
        """Read the months, then act; what forbids it is said."""
        read_months(
            self._page,
            self._desk,
            period,
            lambda known: guarded(self._page, lambda: act(known), self._go)(),
        )

    def reopen_it(self) -> None:
        """It is written on again, with a reason."""
        row = self._row
        if row is not None:
            form = ReasonForm(
                self._page,
                _("Open again"),
                f"{row.no} · {say_period(row.period)}",
                _("The summary becomes a draft again; filing it anew is a new entry in its history."),
                lambda why: summaries.reopen(self._desk.by(), row.id, row.version, why),
            )
            open_form(form)

    # Measures

    def add_measure(self) -> None:
        """Something is to be done."""
        if self._row is not None:
            open_form(MeasureForm(self._desk, self._page, summary_id=self._row.id))

    def change_measure(self) -> None:
        """Say it better, or give it to somebody else."""
        measure = self._measure()
        if measure is not None and self.change.isEnabled():
            open_form(MeasureForm(self._desk, self._page, measure=measure))

    def end_measure(self) -> None:
        """It was carried out."""
        if (measure := self._measure()) is not None:
            open_form(MeasureDoneForm(self._desk, self._page, measure))

    def drop_measure(self) -> None:
        """It is not carried out."""
        if (measure := self._measure()) is not None:
            open_form(drop_form(self._desk, self._page, measure))

    # Inside

    def _named(self) -> tuple[int, str] | None:
        return (self._row.id, self._row.no) if self._row is not None else None

    def _go(self, reason: Reason) -> None:
        if reason.goto == "draft":
            self.draft.trigger()

    def _action(self, text: str, slot: Callable[[], object], keys: str, icon: str, name: str) -> QAction:
        return make_action(self._page, text, slot, keys, icon, name=name, on_reason=self._go)
