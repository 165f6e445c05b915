"""Summaries of the months and the years: drafted from the figures, written on, printed and filed (G7)."""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QSplitter, QVBoxLayout, QWidget

from garage.domain.labels import label
from garage.domain.numbers import Series
from garage.domain.summaries import SummaryKind, SummaryPeriod, SummaryState
from garage.domain.summary_words import say_period
from garage.errors import FieldError, GarageError, RuleError, StaleError
from garage.i18n import _
from garage.services import summaries, summary_rows
from garage.services.command import Area
from garage.services.summary_rows import PeriodRow
from garage.ui.desk import Desk
from garage.ui.forms.figure_rows import open_rows
from garage.ui.forms.part import sees_costs
from garage.ui.kit import messages
from garage.ui.kit.actions import make_action
from garage.ui.kit.icons import icon
from garage.ui.kit.table_model import Column, KeysetModel, Page
from garage.ui.kit.table_view import ListView
from garage.ui.pages.customer_parts import action_button, plain_label
from garage.ui.pages.fresh import FreshPage, show_numbered
from garage.ui.pages.summary_acts import SummaryActs
from garage.ui.pages.summary_sheet import SummarySheet, Told

_LIST_WIDTH, _SHEET_WIDTH = 236, 1000


class SummariesPage(FreshPage):
    """Months and years at the left, the summary of the one under the bar at the right.

    What is typed is saved by Ctrl+Enter, and by itself when one leaves. What was earned is for those whose business it is.
    """

    areas = frozenset({Area.CARE, Area.STAFF})

    order_opened = Signal(int)
    document_asked = Signal(str)
    file_asked = Signal(str, int)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.setObjectName("summaries_page")
        self.period: SummaryPeriod | None = None
        self._allowed = False
        self.list = ListView(self, "summaries_list", _("Summaries"))
        self.list.set_model(KeysetModel(_columns(), self._fetch, lambda row: row.period, parent=self))
        self.list.set_empty(_("With the first order the first month begins."))
        self.sheet = SummarySheet(desk)
        self.acts = SummaryActs(self, desk, self.save, self.sheet.measures.current_row, self.show_period)
        self.more_action = make_action(
            self, _("More"), self._show_more, "Alt+M", "chevron-down", name="summary_more_action"
        )
        self.nothing = plain_label("no_summary", "muted", wraps=True)
        self.begin = action_button(self.acts.draft, primary=True)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.closed = plain_label("summaries_closed", "muted", wraps=True)
        self.closed.setText(_("What the garage earned is shown to owners and those who see costs."))
        self.setFocusProxy(self.list)
        self._connect()
        self._build()
        self._fit_person()

    # What the rest of the program asks for

    def show_document(self, no: str) -> bool:
        """Show the summary of that number; False when there is none."""
        return show_numbered(no, Series.SUMMARY, summary_rows.by_number, self.show_period)

    def show_period(self, period: SummaryPeriod) -> None:
        """Show a month or a year; one that is not offered leaves the page as it is."""
        if not self.save():
            return
        self._outdated = False
        self.list.rows().reload(period)
        if self.list.select_key(period):
            self._show(period)

    def show_measure(self, measure_id: int) -> None:
        """Show a measure: on the summary that asked for it, else on the newest one there is."""
        period = summary_rows.of_measure(measure_id)
        if period is not None:
            self.show_period(period)
            self.sheet.measures.select_key(measure_id)
            self.sheet.scroll.ensureWidgetVisible(self.sheet.measures)
            self.sheet.measures.setFocus()

    def save(self) -> bool:
        """Write down what was typed; says whether nothing is left to save. What is wrong stands at its field."""
        row = self.sheet.row
        self.sheet.clear_marks()
        if row is None or not self.sheet.is_dirty():
            return True
        try:
            summaries.change(self._desk.by(), row.id, row.version, self.sheet.texts())
        except FieldError as error:
            self.sheet.mark(error.field, error.text)
            return False
        except StaleError as error:
            return self._settle(error)
        except RuleError as error:
            messages.reasons(self, _("This is not possible yet"), error.reasons)
            return False
        self._show(row.period)
        return True

    def may_leave(self) -> bool:
        """Whether nothing that was typed would be lost."""
        return self.save()

    def refresh(self) -> None:
        """Read everything anew; what is being typed stays."""
        super().refresh()
        self.list.rows().reload(self.period)
        if self.sheet.is_dirty():
            self.sheet.show_measures()
            return
        if self.list.current_row() is None and self.list.rows().rowCount():
            self.list.selectRow(self._first_line())
        current = self.list.current_row()
        self._show(current.period if current is not None else None)

    # Inside

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        try:
            if self.sheet.is_dirty() and self.sheet.row is not None:
                row = self.sheet.row
                summaries.change(self._desk.by(), row.id, row.version, self.sheet.texts())
                self._show(row.period)
        except GarageError:
            self._outdated = (
                False  # it stays as it was typed, and says why it cannot be saved when somebody saves it
            )

    def _settle(self, error: StaleError) -> bool:
        """Somebody else was first: ask whose words go on."""
        row = self.sheet.row
        if row is None:
            return True
        answer = messages.stale(self, error)
        newer = summary_rows.one(row.id)
        if answer == "keep" and newer.state is SummaryState.DRAFT:
            summaries.change(self._desk.by(), newer.id, newer.version, self.sheet.texts())
        self.sheet.row = None
        self._show(row.period)
        return answer == "keep"

    def _show(self, period: SummaryPeriod | None) -> None:
        self.period = period
        row = summary_rows.of_period(period) if period is not None and self._allowed else None
        self.sheet.setVisible(row is not None)
        self._empty.setVisible(row is None)
        if row is not None:
            self.sheet.show_summary(row)
        else:
            self.sheet.row = None
            self._say_nothing(period)
        self._fit()

    def _say_nothing(self, period: SummaryPeriod | None) -> None:
        if period is None:
            self.nothing.setText("")
            return
        text = _(
            "{what} of {period} is not written yet. The draft takes its figures, problems and open measures from the books."
        )
        self.nothing.setText(text.format(what=label(period.kind), period=say_period(period)))

    def _on_selected(self, row: PeriodRow | None) -> None:
        if row is None or row.period == self.period:
            return
        if self.save():
            self._show(row.period)
            self.list.select_key(row.period)  # saving read the list anew, the bar where it had been
        elif self.period is not None:
            self.list.select_key(self.period)

    def _fit(self) -> None:
        self.acts.fit(self.period, self.sheet.row, self._allowed)
        self.begin.setText(self.acts.draft.text())

    def _fit_person(self) -> None:
        self.save()  # what was typed is somebody's work, whoever sits here now
        self._allowed = sees_costs(self._desk.person)
        self._body.setVisible(self._allowed)
        self.closed.setVisible(not self._allowed)
        self._outdated = True
        if self.isVisible():
            self.refresh()

    def _first_line(self) -> int:
        """In the first days of a month the one that is wanted, else the present month."""
        today = self._desk.today()
        wanted = {period for period, _due in summary_rows.waiting(today)}
        rows = [self.list.rows().row_at(line) for line in range(self.list.rows().rowCount())]
        months = [line for line, row in enumerate(rows) if row.period.kind is SummaryKind.MONTH]
        return next((line for line in months if rows[line].period in wanted), months[0] if months else 0)

    def _fetch(self, _cursor: object | None, _limit: int) -> Page:
        rows = summary_rows.periods(self._desk.today()) if self._allowed else []
        return Page(rows, None)

    def _open_figure(self, one: Told) -> None:
        if self.period is not None:
            open_rows(self._desk, self, one[0].key, self.period)

    def _show_more(self) -> None:
        menu = QMenu(self)
        menu.addActions(self.acts.beside)
        menu.exec(self.more.mapToGlobal(QPoint(0, self.more.height())))
        menu.deleteLater()

    def _connect(self) -> None:
        self.list.selected.connect(self._on_selected)
        self.list.opened.connect(lambda _row: self._go_in())
        self.list.addActions([self.acts.draft, self.acts.paper, *self.acts.beside])
        self.sheet.figures.opened.connect(self._open_figure)
        self.sheet.measures.selected.connect(lambda _row: self.acts.fit_measure())
        self.sheet.measures.opened.connect(lambda _row: self.acts.change.trigger())
        self._desk.person_changed.connect(self._fit_person)

    def _go_in(self) -> None:
        """Enter on a month: write on it, or draft it."""
        if self.sheet.row is not None:
            self.sheet.boxes["review"].field.setFocus()
        else:
            self.acts.draft.trigger()

    def _build(self) -> None:
        self.more = QPushButton(icon("chevron-down"), _("More"))
        self.more.setObjectName("summary_more")
        self.more.setAccessibleName(_("More"))
        self.more.setToolTip(self.more_action.toolTip())
        self.more.clicked.connect(self._show_more)
        head = QHBoxLayout()
        head.setSpacing(8)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.sheet.title)
        words.addWidget(self.sheet.state)
        head.addLayout(words, 1)
        for action in (self.acts.draft, self.acts.save, self.acts.paper):
            head.addWidget(action_button(action))
        head.addWidget(self.more)
        head.addWidget(action_button(self.acts.file, primary=True))
        self.sheet.layout().insertLayout(0, head)
        for action in (self.acts.add, self.acts.change, self.acts.done, self.acts.drop):
            self.sheet.measure_buttons.addWidget(action_button(action))
        self.sheet.measure_buttons.addStretch(1)
        self._empty = self._waiting()
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.sheet)
        column.addWidget(self._empty)
        self._body = QSplitter()
        self._body.setObjectName("summaries_split")
        self._body.setChildrenCollapsible(False)
        self._body.setHandleWidth(14)
        self._body.addWidget(self.list)
        self._body.addWidget(right)
        self._body.setSizes([_LIST_WIDTH, _SHEET_WIDTH])
        self._body.setStretchFactor(1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 12)
        layout.addWidget(self.closed)
        layout.addWidget(self._body, 1)

    def _waiting(self) -> QWidget:
        """What stands where a summary is not written yet."""
        made = QWidget()
        column = QVBoxLayout(made)
        column.setSpacing(14)
        column.addStretch(2)
        column.addWidget(self.nothing)
        column.addWidget(self.begin, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        return made


def _columns() -> list[Column]:
    def state(row: PeriodRow) -> str:
        return label(row.state) if row.state is not None else ""

    def ink(row: PeriodRow) -> str | None:
        return "ok" if row.state is SummaryState.FILED else "muted"

    def sign(row: PeriodRow) -> str | None:
        return "check" if row.state is SummaryState.FILED else None

    def tip(row: PeriodRow) -> str:
        filed = f"{row.filed_at:%Y-%m-%d %H:%M} {row.filed_by}" if row.filed_at else ""
        return "\n".join(filter(None, (label(row.period.kind), row.no, filed)))

    def name(row: PeriodRow) -> str:
        whole = row.period.kind is SummaryKind.YEAR
        return _("Year {year}").format(year=say_period(row.period)) if whole else say_period(row.period)

    return [
        Column("period", _("Month or year"), 0, "left", name, tooltip=tip),
        Column("state", _("State"), 104, "left", state, ink, tip, icon=sign),
    ]
