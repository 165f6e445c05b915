"""Whatever is pasted into the forms of warranty returns is kept as it is or refused at its field, and is no markup."""

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from garage.models import database
from garage.services import books
from garage.ui.desk import Desk
from garage.ui.kit.errors_bar import ReasonPanel
from garage.ui.kit.form_dialog import FormDialog
from tests.services.road import Road
from tests.ui import catalogue, catalogue_returns
from tests.ui.conftest import Clock
from tests.ui.forms.conftest import road
from tests.ui.test_hostile_words import markup_in

__all__ = ["road"]

WORDS = (
    "长" * 20_000,
    "<b>&\"'</b>",
    "=cmd|'/c calc'!A1",
    "🛠️😀",
    "两行\n一行\r\n又一行\ttab",
    "1e9",
    "１２０",
    "-5",
    "9999-12-31",
    "0001-01-01",
    "99999999999999999999",
)
BEYOND = {"rework_not_ours", "rework_back", "rework_keep"}
"""Forms that the catalogue opens over a case that is only drawn."""


def type_everywhere(form: FormDialog, words: str) -> None:
    """The same words into every field that takes any."""
    for field in form.findChildren(QLineEdit):
        if field.isEnabled() and not field.isReadOnly() and field.isVisible():
            field.setText(words)
            field.editingFinished.emit()
    for page in form.findChildren(QPlainTextEdit):
        if page.isEnabled() and not page.isReadOnly() and page.isVisible():
            page.setPlainText(words)


def test_no_words_break_a_form_of_warranty_returns(
    desk: Desk, road: Road, clock: Clock, qtbot: QtBot
) -> None:
    tried, wanted = set(), catalogue_returns.forms().keys() - BEYOND
    for name, form in catalogue.walk(desk, road, clock):
        if name not in wanted or not isinstance(form, FormDialog):
            continue
        form.show()
        for words in WORDS:
            type_everywhere(form, words)
            with database.database.atomic() as undone:
                saved = form.submit()
                assert not saved or books.check() == []
                undone.rollback()
            wrong = [box.error.text() for box in form.body.boxes.values() if box.error.text()]
            assert saved or wrong or form.findChild(ReasonPanel).isVisible(), (name, words[:20])
            assert all(len(text) < 200 for text in wrong), (name, words[:20])
            assert markup_in(form) == [], (name, words[:20])
            if saved:
                break
        form.mark_clean()
        tried.add(name)
    assert len(tried) > 20
