"""What a person may paste or keep on file never becomes markup, is never cut off, and never breaks a form."""

import pytest
from PySide6.QtCore import QAbstractListModel, QModelIndex
from PySide6.QtCore import Qt as Core
from PySide6.QtGui import QGuiApplication, Qt
from PySide6.QtWidgets import QAbstractItemView, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from garage.domain.decimals import parse_decimal
from garage.domain.text import excerpt
from garage.errors import FieldError
from garage.models.database import database
from garage.services import customers, order_lines, orders, staff
from garage.ui.desk import Desk
from garage.ui.forms.arrival import ArrivalForm
from garage.ui.forms.customer import CustomerForm
from garage.ui.forms.dispatch import DispatchForm
from garage.ui.forms.labour_rate import LabourRateForm
from garage.ui.forms.part import PartForm
from garage.ui.forms.supplier import SupplierForm
from garage.ui.forms.vehicle import VehicleForm
from garage.ui.kit.form_dialog import FormDialog
from garage.ui.kit.toast import Toast
from garage.ui.main_window import MainWindow
from garage.ui.main_window.places import CUSTOMERS, ORDERS, PARTS
from tests.services.road import Road
from tests.ui.conftest import Clock
from tests.ui.forms.conftest import road

__all__ = ["road"]

MARKUP = "<b>&\"'</b>"
STORED = (
    ("customer", "name"),
    ("staff", "name"),
    ("staff", "team"),
    ("vehicle", "brand"),
    ("vehicle", "model"),
    ("part", "name"),
    ("part", "unit"),
    ("order_line", "name"),
    ("work_order", "complaint"),
)


def store_markup() -> None:
    """Every word on file begins with markup."""
    for table, column in STORED:
        database.execute_sql(f'UPDATE "{table}" SET "{column}" = ? || "{column}"', (MARKUP,))


def markup_in(window: QWidget) -> list[str]:
    """Words of labels and tips that Qt would read as markup; a tip of ours is markup with the words escaped."""
    labels = [one for one in window.findChildren(QLabel) if one.textFormat() != Core.TextFormat.PlainText]
    tips = [one.toolTip() for one in window.findChildren(QWidget)]
    for view in window.findChildren(QAbstractItemView):
        model = view.model()
        if model is None:
            continue
        columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(QModelIndex())
        for row in range(model.rowCount(QModelIndex())):
            tips += [model.index(row, at).data(Core.ItemDataRole.ToolTipRole) for at in range(columns)]
    shown = [one.text() for one in labels] + [tip for tip in tips if isinstance(tip, str)]
    return [words for words in shown if Qt.mightBeRichText(words) and "<b>" in words]


def paste(field: QLineEdit, words: str) -> None:
    QGuiApplication.clipboard().setText(words)
    field.selectAll()
    field.paste()


@pytest.fixture
def window(desk: Desk, road: Road, qtbot: QtBot) -> MainWindow:
    shown = MainWindow(desk, "<b>x</b>.db", remembers=False)
    qtbot.addWidget(shown)
    shown.show()
    return shown


def test_no_page_reads_words_on_file_as_markup(window: MainWindow, road: Road, clock: Clock) -> None:
    road.receive()
    road.authorise()
    road.dispatch()
    clock.now = road.boss.at
    store_markup()
    window.show_order(road.order)
    window.show_tab(CUSTOMERS).show_vehicle(road.vehicle)
    window.show_tab(PARTS).show_part(road.part)
    assert markup_in(window) == []


@pytest.mark.parametrize("kind", ["customer", "vehicle", "part", "dispatch"])
def test_no_form_reads_words_on_file_as_markup(desk: Desk, road: Road, qtbot: QtBot, kind: str) -> None:
    road.receive()
    road.authorise()
    store_markup()
    makers = {
        "customer": lambda: CustomerForm(desk, None, road.customer),
        "vehicle": lambda: VehicleForm(desk, None, road.vehicle),
        "part": lambda: PartForm(desk, None, road.part),
        "dispatch": lambda: DispatchForm(None, desk, orders.open_page(road.order)),
    }
    form = makers[kind]()
    qtbot.addWidget(form)
    form.show()
    assert markup_in(form) == []


def test_an_ampersand_in_a_name_stays_on_the_bottom_line(window: MainWindow, desk: Desk) -> None:
    database.execute_sql("UPDATE staff SET name = 'A&B' WHERE id = 1")
    window.status.refresh()
    assert window.status.person.text().startswith("A&&B")
    assert staff.person(1).name == "A&B"


def test_a_pasted_page_is_refused_and_stays(desk: Desk, qtbot: QtBot) -> None:
    form = SupplierForm(desk, None)
    qtbot.addWidget(form, before_close_func=FormDialog.mark_clean)
    form.show()
    paste(form.widget("name"), "长" * 20_000)
    assert not form.submit()
    assert form.body.boxes["name"].error.text()
    assert form.widget("name").text() == "长" * 20_000


def test_a_pasted_page_is_no_plate(desk: Desk, qtbot: QtBot) -> None:
    form = ArrivalForm(None, desk)
    qtbot.addWidget(form, before_close_func=FormDialog.mark_clean)
    form.show()
    paste(form.plate, "x" * 20_000)
    form.name.setText("王女士")
    assert not form.submit()
    assert form.body.boxes["plate"].error.text()
    assert form.plate.text() == "x" * 20_000


def test_a_page_in_the_search_is_quoted_by_its_beginning(window: MainWindow, qtbot: QtBot) -> None:
    paste(window.search, "长" * 20_000)
    window.search.returnPressed.emit()
    toast = window.findChild(Toast)
    assert len(toast.text()) < 100


def test_spaces_are_no_date(desk: Desk, road: Road, qtbot: QtBot) -> None:
    form = LabourRateForm(desk)
    qtbot.addWidget(form, before_close_func=FormDialog.mark_clean)
    form.show()
    form.widget("rate").setText("130")
    form.widget("valid_from").setText(" \u3000 ")
    assert not form.submit()
    assert form.body.boxes["valid_from"].error.text()


def test_a_form_that_is_done_saves_no_second_time(desk: Desk, qtbot: QtBot) -> None:
    form = CustomerForm(desk, None)
    qtbot.addWidget(form)
    form.show()
    form.widget("name").setText("赵六")
    saved: list[object] = []
    form.saved.connect(saved.append)
    form.save_button.click()
    form.save_button.click()
    assert len(saved) == 1
    assert len(customers.duplicates(name="赵六", phones=[])) == 1


def test_what_a_message_quotes_is_printable_and_short() -> None:
    assert excerpt("\u202e\0a\nb" + "x" * 60) == "a b" + "x" * 37 + "…"
    with pytest.raises(FieldError) as caught:
        parse_decimal("\u202e" + "a" * 500, places=2, limit=10, field="qty")
    assert "\u202e" not in caught.value.text
    assert len(caught.value.text) < 80


def test_a_field_without_decimals_asks_for_a_whole_number() -> None:
    with pytest.raises(FieldError, match="whole number"):
        parse_decimal("86412.7", places=0, limit=10**7, field="odo")
    assert parse_decimal("86412.0", places=0, limit=10**7, field="odo") == 86_412


def test_more_lines_than_fit_are_refused_in_words(
    window: MainWindow, road: Road, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(order_lines, "MAX_LINES", 2)
    window.show_order(orders.open_order(road.boss, road.vehicle))
    lines = window.page(ORDERS).view.lines
    for number in range(3):
        lines.grid.add_line({"name": f"检查 {number}", "qty": 100, "price": 10_000})
    assert not lines.save()
    assert "2" in window.findChild(Toast).text()
    assert len(lines.grid.rows()) == 3
    lines.grid.set_rows([])
