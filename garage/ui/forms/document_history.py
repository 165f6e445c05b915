"""Who did what with a document of the stockroom, and when: read only."""

from collections.abc import Callable

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from garage.i18n import _
from garage.services import document_history
from garage.services.document_history import Kind
from garage.services.history import HistoryRow
from garage.ui.desk import Desk
from garage.ui.forms.spoken_time import say_moment
from garage.ui.kit.actions import make_action
from garage.ui.kit.form_dialog import FormDialog
from garage.ui.kit.table_model import Column, KeysetModel, Page
from garage.ui.kit.table_view import ListView

KEY = "Shift+F4"
"""Of the history of whatever stands under the bar."""


class DocumentHistory(FormDialog):
    """The newest first, as the history of an order."""

    def __init__(self, desk: Desk, parent: QWidget | None, kind: Kind, ref: int, number: str) -> None:
        super().__init__(parent, _("History"), number, width=980)
        self.setObjectName("document_history")
        self._rows = document_history.of_document(kind, ref)[::-1]
        self.list = ListView(name="document_history_list", title=_("History"))
        self.list.set_model(
            KeysetModel(
                _columns(desk),
                lambda _cursor, _limit: Page(self._rows, None),
                lambda row: row.id,
                parent=self,
            )
        )
        self.list.set_empty(_("Nothing was done yet."))
        self.list.setMinimumHeight(360)
        self.add_widget(self.list, 1)
        self.add_widget(self.list.footer)
        self.save_button.hide()

    @classmethod
    def show_over(cls, page: QWidget, desk: Desk, kind: Kind, ref: int, number: str) -> None:
        """Show it over a page."""
        form = cls(desk, page, kind, ref, number)
        form.finished.connect(form.deleteLater)
        form.open()

    def load(self) -> None:
        self.list.rows().reload()
        self.list.setFocus()


def history_action(
    page: QWidget, desk: Desk, kind: Kind, shown: Callable[[], tuple[int, str] | None], name: str
) -> QAction:
    """An action of a page: the history of what `shown` says stands there, (id, number)."""

    def show() -> None:
        if (found := shown()) is not None:
            DocumentHistory.show_over(page, desk, kind, *found)

    return make_action(page, _("History…"), show, KEY, "history", name=name)


def _columns(desk: Desk) -> list[Column]:
    def when(row: HistoryRow) -> str:
        return say_moment(row.at, desk.now())

    def exactly(row: HistoryRow) -> str:
        return f"{row.at:%Y-%m-%d %H:%M:%S}"

    return [
        Column("at", _("When"), 118, "left", when, tooltip=exactly),
        Column("who", _("Who"), 80, "left", lambda row: row.who),
        Column("act", _("What was done"), 262, "left", lambda row: row.act, bold=True),
        Column("text", _("What changed"), 0, "left", lambda row: row.text),
        Column("reason", _("Reason"), 0, "left", lambda row: row.reason),
    ]
