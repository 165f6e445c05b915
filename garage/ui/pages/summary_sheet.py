"""One summary as it is written: its figures at the left, its words and its measures at the right (G7)."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QSplitter, QVBoxLayout, QWidget

from garage.domain.labels import label
from garage.domain.month_tables import KeyFigure
from garage.domain.summaries import FigureValue, MeasureState, SummaryKind, SummaryState, Texts, figures_of
from garage.domain.summary_words import say_period, short, short_change
from garage.i18n import _
from garage.services import measures
from garage.services.measures import MeasureRow
from garage.services.summary_rows import SummaryRow
from garage.ui.desk import Desk
from garage.ui.kit.form_body import FieldBox
from garage.ui.kit.line_fields import TextField
from garage.ui.kit.table_model import Column
from garage.ui.pages.customer_parts import ShortList, plain_label, set_tone

_LINES = {"review": 9, "problems": 7, "plan": 5, "opinion": 3}
LENGTH = 4_000
_FIGURES_WIDTH, _WORDS_WIDTH = 478, 512
_MEASURES_HEIGHT = 152
_YEAR_AGO, _WIDE = (4, 5), 660
"""Columns of the year before, and the width from which they are shown."""

Told = tuple[KeyFigure, FigureValue]


class FigureList(ShortList):
    """Where there is little room, and for a year, the year before stays out of it: the paper has it."""

    whole_year = False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Show the columns there is room for."""
        for column in _YEAR_AGO:
            self.setColumnHidden(column, self.whole_year or self.width() < _WIDE)


class SummarySheet(QWidget):
    """`row` is the summary in sight, None for none; `edited` says that something was typed."""

    edited = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("summary_sheet")
        self._desk = desk
        self.row: SummaryRow | None = None
        self.title = plain_label("summary_title", "title")
        self.state = plain_label("summary_state", "muted")
        self.figures = FigureList(
            "summary_figures",
            _("Key figures"),
            _columns(SummaryKind.MONTH),
            lambda one: one[0].key,
            _("The figures come with the draft."),
        )
        self.boxes = {
            name: FieldBox(name, words, TextField(limit=LENGTH, lines=_LINES[name]), "", required=False)
            for name, words in (
                ("review", _("What happened")),
                ("problems", _("Problems")),
                ("plan", _("Plan")),
                ("opinion", _("Opinion of the manager")),
            )
        }
        self.measures = ShortList(
            "summary_measures",
            _("Measures"),
            _measure_columns(desk.today),
            lambda row: row.id,
            _("No measure is open. What is to change gets one here: who, and until when."),
        )
        self.measures.setFixedHeight(_MEASURES_HEIGHT)
        for name, box in self.boxes.items():
            box.field.setObjectName(f"summary_{name}")
            box.field.textChanged.connect(self.edited)
        self._build()

    def show_summary(self, row: SummaryRow) -> None:
        """Show this one; what was typed over another is gone."""
        again = self.row is not None and self.row.id == row.id
        self.row = row
        self.title.setText(f"{label(row.period.kind)} · {say_period(row.period)}")
        self._say_state(row)
        known = figures_of(row.period.kind)
        model = self.figures.rows()
        model.columns = tuple(_columns(row.period.kind))
        model.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(model.columns) - 1)
        self.figures.show_rows([(known[one.key], one) for one in row.kept.figures if one.key in known])
        self.figures.whole_year = row.period.kind is SummaryKind.YEAR
        self.figures.fit()
        if not again:
            self.figures.verticalScrollBar().setValue(0)
            if self.figures.rows().rowCount():
                self.figures.selectRow(0)
        for name, box in self.boxes.items():
            text = getattr(row.texts, name)
            if box.field.toPlainText() != text:
                box.field.setPlainText(text)
            box.field.setReadOnly(row.state is SummaryState.FILED)
            box.clear()
        self.show_measures()

    def show_measures(self) -> None:
        """Read the measures anew."""
        if self.row is not None:
            self.measures.show_rows(measures.of_period(self.row.period, self.row.id))

    def texts(self) -> Texts:
        """What is written; raises FieldError where it is too long."""
        said = {}
        for name, box in self.boxes.items():
            field: Any = box.field
            field.field_name = name
            said[name] = field.value()
        return Texts(**said)

    def is_dirty(self) -> bool:
        """Whether something was typed that is not saved."""
        if self.row is None or self.row.state is SummaryState.FILED:
            return False
        return any(
            box.field.toPlainText() != getattr(self.row.texts, name) for name, box in self.boxes.items()
        )

    def mark(self, field: str, text: str) -> None:
        """Say at a field what is wrong with it."""
        self.boxes[field].show_error(text)
        self.boxes[field].field.setFocus()

    def clear_marks(self) -> None:
        """Take all marks away."""
        for box in self.boxes.values():
            box.clear()

    # Inside

    def _say_state(self, row: SummaryRow) -> None:
        if row.state is SummaryState.FILED:
            text = _("{no} · filed {at} by {who}")
            said = text.format(no=row.no, at=f"{row.filed_at:%Y-%m-%d %H:%M}", who=row.filed_by)
        else:
            text = _("{no} · draft, figures as they stood on {at}")
            said = text.format(no=row.no, at=f"{row.kept.made_at:%Y-%m-%d %H:%M}")
        self.state.setText(said)
        set_tone(self.state, "ok" if row.state is SummaryState.FILED else "muted")

    def _build(self) -> None:
        body = QWidget()
        body.setObjectName("form_body")
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 6, 0)
        column.setSpacing(8)
        for name in ("review", "problems", "plan"):
            column.addWidget(self.boxes[name])
        title = QLabel(_("Measures"))
        column.addWidget(title)
        column.addWidget(self.measures)
        self.measure_buttons = QHBoxLayout()
        column.addLayout(self.measure_buttons)
        column.addWidget(self.boxes["opinion"])
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setObjectName("summary_scroll")
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(body)
        self.scroll = scroll
        split = QSplitter()
        split.setObjectName("summary_split")
        split.setChildrenCollapsible(False)
        split.setHandleWidth(12)
        split.addWidget(self.figures)
        split.addWidget(scroll)
        split.setSizes([_FIGURES_WIDTH, _WORDS_WIDTH])
        split.setStretchFactor(1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(split, 1)


def _columns(kind: SummaryKind) -> list[Column]:
    """The period, the one before, and how much it moved; of a month the same a year ago too."""
    month = kind is SummaryKind.MONTH

    def value(which: str) -> Callable[[Told], str]:
        return lambda one: short(one[0], getattr(one[1], which))

    def moved(which: str) -> Callable[[Told], str]:
        return lambda one: short_change(one[0], one[1].this, getattr(one[1], which))

    def ink(which: str) -> Callable[[Told], str | None]:
        return lambda one: tone(one[0], one[1].this, getattr(one[1], which))

    return [
        Column("figure", _("Figure"), 0, "left", lambda one: _(one[0].name)),
        Column("this", _("This month") if month else _("This year"), 94, "right", value("this"), bold=True),
        Column("last", _("Last month") if month else _("Last year"), 94, "right", value("last")),
        Column(
            "change",
            _("To last month") if month else _("To last year"),
            96,
            "right",
            moved("last"),
            ink("last"),
        ),
        Column("year", _("A year ago"), 94, "right", value("year")),
        Column("year_change", _("To a year ago"), 96, "right", moved("year"), ink("year")),
    ]


def tone(figure: KeyFigure, now: int | None, before: int | None) -> str | None:
    """Whether a change is good or bad; None where it is neither."""
    if now is None or before is None or now == before or not figure.better:
        return None
    return "ok" if (now > before) == (figure.better > 0) else "bad"


def _measure_columns(today: Callable[[], Any]) -> Sequence[Column]:
    def until(row: MeasureRow) -> str:
        return row.due_on.isoformat() if row.due_on else ""

    def state(row: MeasureRow) -> str:
        return label(row.state) if row.state is MeasureState.OPEN else f"{label(row.state)}: {row.result}"

    def ink(row: MeasureRow) -> str | None:
        return "bad" if row.late(today()) else None

    def sign(row: MeasureRow) -> str | None:
        return "warning" if row.late(today()) else None

    return [
        Column("text", _("Measure"), 0, "left", lambda row: row.text, None, lambda row: row.text),
        Column("who", _("Who does it"), 84, "left", lambda row: row.who),
        Column("until", _("Until"), 104, "left", until, ink, icon=sign),
        Column("state", _("State"), 118, "left", state, None, state),
    ]
