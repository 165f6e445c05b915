"""What a complaint changed for everybody: its measures for the summary, opened and reported done from here (G7)."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from garage.domain.labels import label
from garage.domain.summaries import MeasureState
from garage.i18n import _
from garage.services.measures import MeasureRow
from garage.ui.forms.order_head import words

Act = Callable[[MeasureRow], object]


def measure_block(rows: Sequence[MeasureRow], today: date, change: Act, done: Act) -> QWidget:
    """A line for each measure; one that is open is a link that opens it, with another that says it is done."""
    made = QWidget()
    made.setObjectName("complaint_measures")
    grid = QGridLayout(made)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(14)
    grid.setVerticalSpacing(4)
    grid.setColumnStretch(1, 1)
    grid.addWidget(words(_("Measures for the summary"), "muted"), 0, 0, 1, 3)
    for place, row in enumerate(rows, start=1):
        still = row.state is MeasureState.OPEN
        state = words(label(row.state), "bad" if row.late(today) else "warn" if still else "muted")
        state.setWordWrap(False)
        grid.addWidget(state, place, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(words(_said(row), "" if still else "muted"), place, 1)
        if still:
            links = QWidget()
            side = QGridLayout(links)
            side.setContentsMargins(0, 0, 0, 0)
            side.addWidget(_link(_("Measure…"), f"measure_{row.id}", row, change), 0, 0)
            side.addWidget(_link(_("Done…"), f"measure_{row.id}_done", row, done), 0, 1)
            grid.addWidget(links, place, 2, Qt.AlignmentFlag.AlignTop)
    return made


def _said(row: MeasureRow) -> str:
    """What is to be done, who does it until when; of one that is over what came of it."""
    until = _("until {day}").format(day=row.due_on.isoformat()) if row.due_on is not None else ""
    if row.state is MeasureState.OPEN:
        about = (row.who, until)
    else:
        about = (f"{row.done_at:%m-%d}" if row.done_at else "", row.result)
    return "\n".join(filter(None, (row.text, " · ".join(filter(None, about)))))


def _link(text: str, name: str, row: MeasureRow, act: Act) -> QPushButton:
    link = QPushButton(text)
    link.setObjectName(name)
    link.setAccessibleName(f"{text} {row.text}")
    link.setProperty("link", True)
    link.setCursor(Qt.CursorShape.PointingHandCursor)
    link.setAutoDefault(True)  # Enter presses it
    link.clicked.connect(lambda: act(row))
    return link
