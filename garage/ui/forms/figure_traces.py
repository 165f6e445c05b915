"""What a row behind a figure is the sum of: jobs of a mechanic, movements of a part, entries of an account (G7)."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from garage.domain.money import format_plain
from garage.domain.month_tables import KeyFigure, Unit
from garage.domain.numbers import read_number
from garage.domain.quantities import format_hours
from garage.domain.summaries import period_of
from garage.domain.summary_words import say, say_period
from garage.domain.text import minus
from garage.i18n import _
from garage.services.figure_rows import Behind
from garage.services.figure_traces import Trace
from garage.ui.kit.form_dialog import FormDialog
from garage.ui.kit.table_model import Column, KeysetModel, Page
from garage.ui.kit.table_view import ListView

_NAMES = ("name", "supplier", "code")
"""Where a row says whom or what it is about."""


class FigureTraces(FormDialog):
    """`document_asked` carries the number of the document under the bar, once the list is closed."""

    document_asked = Signal(str)

    def __init__(
        self, parent: QWidget | None, figure: KeyFigure, behind: Behind, traces: Sequence[Trace]
    ) -> None:
        named = (getattr(behind.row, name, "") for name in _NAMES)
        who = next((name for name in named if name), _("Nobody in particular"))
        title = _("{figure}: {who}").format(figure=_(figure.name), who=who)
        about = _("{month}: what this row is the sum of. Enter opens the document, F12 writes it to Excel.")
        super().__init__(parent, title, about.format(month=say_period(period_of(behind.month))), width=780)
        self.setObjectName("figure_traces")
        self.traces = traces
        self.list = ListView(name="figure_traces_list", title=f"{_(figure.name)} {who} {behind.month}")
        counted = list(enumerate(traces))
        self.list.set_model(
            KeysetModel(
                _columns(figure), lambda _cursor, _limit: Page(counted, None), lambda one: one[0], parent=self
            )
        )
        self.list.set_empty(_("Nothing was counted for this figure."))
        self.list.setMinimumHeight(320)
        self.list.opened.connect(lambda one: self._open(one[1]))
        self.add_widget(self.list, 1)
        self.add_widget(self.list.footer)
        self.save_button.hide()
        self.say_at_foot(
            _("Together {sum}").format(sum=say(_unit(figure), sum(one.amount for one in traces)))
        )

    def load(self) -> None:
        self.list.rows().reload()
        self.list.selectRow(next((nth for nth, one in enumerate(self.traces) if one.no), 0))
        self.list.setFocus()

    def _open(self, one: Trace) -> None:
        if read_number(one.no) is not None:
            self.accept()
            self.document_asked.emit(one.no)


def _columns(figure: KeyFigure) -> list[Column]:
    return [
        Column("at", _("Date"), 134, "left", lambda one: f"{one[1].at:%Y-%m-%d %H:%M}"),
        Column("no", _("Document"), 136, "left", lambda one: one[1].no, bold=True),
        Column("what", _("What it was"), 0, "left", lambda one: one[1].what),
        Column("amount", _(figure.name), 116, "right", lambda one: _told(figure, one[1].amount), total=True),
    ]


def _unit(figure: KeyFigure) -> Unit:
    """Hours, or money: by that stock turns go too."""
    return "hours" if figure.unit == "hours" else "money"


def _told(figure: KeyFigure, amount: int) -> str:
    return format_hours(amount) if _unit(figure) == "hours" else minus(format_plain(amount))
