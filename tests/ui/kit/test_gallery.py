"""Every part of the kit is opened and grabbed, light and dark, in both languages, for a person to look at."""

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from garage import i18n
from garage.errors import Change, MachineError, Reason, StaleError
from garage.paths import resources
from garage.ui.kit import fields, messages, toast
from garage.ui.kit.chips import ChipBar
from garage.ui.kit.form_dialog import FormDialog
from garage.ui.kit.grid import GridColumn, LineGrid
from garage.ui.kit.icons import IconLabel
from garage.ui.kit.next_step import NextStepButton
from garage.ui.kit.pdf_preview import PdfPreview
from garage.ui.kit.steps_bar import StepsBar
from garage.ui.kit.table_model import Column, KeysetModel, Page
from garage.ui.kit.table_view import ListView

Grab = Callable[[QWidget, str], Path]

REASONS = [
    Reason("lines", "The estimate has no lines", "lines"),
    Reason("promise", "No promised time 未填交车时间", "promised"),
    Reason("money", "¥1,680.32 is still to be paid", "money"),
    Reason("walk", "The walk-around is missing", "walk_around"),
]
PARTS = [
    fields.Hit(1, "机油滤清器 04152-YZZA1", "丰田 · A-03-2", "¥38.00 · 12"),
    fields.Hit(2, "空气滤清器 17801-21050", "丰田 · A-03-4", "¥65.00 · 3"),
    fields.Hit(3, "空调滤清器", "", "¥45.00 · 0"),
]


def find_parts(text: str) -> Sequence[fields.Hit]:
    return [hit for hit in PARTS if text in hit.title]


@pytest.fixture
def tag(shade: str, language: str) -> str:
    return f"{shade}-{i18n.current()}"


def filled_form() -> FormDialog:
    def now() -> datetime:
        return datetime(2026, 11, 21, 15, 40)

    form = FormDialog(None, "新客户 New customer", "粤B·12345 · 大众 朗逸 2019")
    form.add_section("Who 车主")
    form.add_field("name", "Name 姓名", fields.LineField(), required=True).set_value("王建国")
    form.add_field(
        "kind", "Kind 性质", fields.ChoiceField(choices=[("p", "个人"), ("o", "单位")]), beside=True
    )
    form.add_field("phones", "Phones 电话", fields.ListField(add_text="Add a phone")).set_value(
        ["138 0013 8000"]
    )
    form.add_section("Promise 约定")
    form.add_field("km", "Odometer 里程", fields.KilometreField(), "Last 84,200 km on 3 May").set_value(86412)
    form.add_field("due", "Promised 交车", fields.MomentField(now=now), beside=True).setText("17:30")
    form.add_field("expires", "Inspection 年检", fields.DateField(now=now), beside=True).setText("2027-02-30")
    form.add_field("deposit", "Deposit 订金", fields.MoneyField()).set_fen(168032)
    form.add_field("qty", "Quantity 数量", fields.QuantityField(), beside=True).set_milli(4500)
    form.add_field("hours", "Hours 工时", fields.HoursField(), beside=True).set_centi(150)
    form.add_field("part", "Part 配件", fields.SearchField(find_parts, placeholder="code, name, pinyin"))
    form.add_field("note", "Complaint 描述", fields.TextField()).set_value("刹车异响\n<&> 高速抖动")
    form.add_field("keep", "", fields.TickField("Customer wants the old parts 旧件带走")).setChecked(True)
    return form


@pytest.fixture
def discard(monkeypatch: pytest.MonkeyPatch) -> None:
    """A form that a test leaves dirty closes without a box that nobody answers."""
    monkeypatch.setattr(messages, "confirm", lambda *_words: True)


@pytest.mark.usefixtures("discard")
def test_form_with_errors_and_reasons(qtbot: QtBot, grab: Grab, tag: str) -> None:
    form = filled_form()
    qtbot.addWidget(form)
    form.show()
    grab(form, f"form-{tag}")
    assert not form.submit()
    form.show_reasons(REASONS[:2])
    grab(form, f"form-errors-{tag}")
    assert form.body.boxes["expires"].error.text()


@pytest.mark.usefixtures("discard")
def test_form_fits_a_small_screen(qtbot: QtBot, grab: Grab, tag: str) -> None:
    form = filled_form()
    qtbot.addWidget(form)
    form.show()
    form.resize(640, 560)
    form.show_error("note", "Too long by 3 characters: at most 2000 fit.")
    grab(form, f"form-small-{tag}")
    assert form.save_button.visibleRegion().boundingRect().height() == form.save_button.height()
    note = form.widget("note")
    assert note.visibleRegion().boundingRect().height() == note.height()


def orders() -> KeysetModel:
    rows = [
        (at, f"粤B·{12340 + at}", "大众 朗逸 1.5L 自动舒适版 2019款", 168032 * at, at % 3)
        for at in range(140)
    ]

    def fetch(cursor: object | None, limit: int) -> Page:
        start = cursor if isinstance(cursor, int) else 0
        page = rows[start : start + limit]
        return Page(page, start + limit if start + limit < len(rows) else None)

    columns = [
        Column("plate", "Plate 车牌", 130, "left", lambda row: row[1], bold=True),
        Column("car", "Car 车型", 0, "left", lambda row: row[2]),
        Column(
            "state",
            "State 状态",
            130,
            "left",
            lambda row: ("In work", "Ready", "Late 超时")[row[4]],
            colour=lambda row: (None, "ok", "bad")[row[4]],
            icon=lambda row: ("wrench", "check", "clock")[row[4]],
        ),
        Column("total", "Total 金额", 120, "right", lambda row: f"¥{row[3] / 100:,.2f}"),
    ]
    return KeysetModel(columns, fetch, lambda row: row[0], lambda: len(rows))


def test_list_with_chips_steps_and_next_step(qtbot: QtBot, grab: Grab, tag: str) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    chips = ChipBar()
    chips.set_chips(
        [("all", "All open", 14), ("consent", "Waiting for consent 待授权", 2), ("late", "Late", 3)]
    )
    view, empty = ListView(), ListView(name="empty")
    model = orders()
    view.set_model(model)
    model.reload()
    view.selectRow(1)
    none = KeysetModel(model.columns, lambda _cursor, _limit: Page([], None), lambda row: row[0])
    empty.set_model(none)
    none.reload()
    empty.set_empty("Cars that are here stand in this list.", "New order", lambda: None)
    steps = StepsBar()
    words = [
        "接车 Received",
        "授权 Authorised",
        "派工 Dispatched",
        "维修 In work",
        "总检 Final",
        "结算 Settled",
    ]
    steps.set_steps(
        [(word, word, "done" if at < 3 else "now" if at == 3 else "next") for at, word in enumerate(words)]
    )
    ready, waiting = NextStepButton(), NextStepButton()
    ready.set_step("Settle 结算 ¥1,680.32", shortcut="Ctrl+J")
    waiting.set_step("Final inspection passed 总检", REASONS)
    layout = QVBoxLayout(window)
    layout.addWidget(chips)
    for left, right in ((view, empty), (view.footer, steps), (ready, waiting)):
        row = QHBoxLayout()
        row.addWidget(left, 1)
        row.addWidget(right, 1)
        layout.addLayout(row)
    window.resize(1280, 640)
    window.show()
    toast.toast(window, "Order WO-2026-00123 is saved 已保存", "ok", ("Undo", lambda: None))
    grab(window, f"list-{tag}")
    assert "60" in view.footer.text()


def test_grid(qtbot: QtBot, grab: Grab, tag: str) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    columns = [
        GridColumn("part", "Part 配件", 0, "search", search=find_parts),
        GridColumn("pay", "Pays 付费", 100, "choice", choices=[("C", "客户"), ("W", "索赔")]),
        GridColumn("qty", "Qty 数量", 80, "quantity"),
        GridColumn("price", "Price 单价", 120, "money"),
        GridColumn("sum", "Sum 金额", 120, "money", text=lambda row: "1,680.32" if row.get("price") else ""),
        GridColumn("own", "Own 自备", 70, "tick"),
    ]
    grid = LineGrid(columns, new_row=lambda: {"pay": "C"})
    grid.set_rows(
        [
            {"part": "机油滤清器", "part_ref": 1, "pay": "C", "qty": 1000, "price": 3800, "own": False},
            {"part": "刹车片(前)", "part_ref": None, "pay": "W", "qty": 2500, "price": 168032, "own": True},
        ]
    )
    grid.append_row()
    grid.lines.setData(grid.lines.index(1, 2), "two")
    layout = QVBoxLayout(window)
    layout.addWidget(grid)
    layout.addWidget(grid.status)
    window.resize(800, 300)
    window.show()
    grab(window, f"grid-{tag}")
    grid.edit(grid.lines.index(2, 0))
    editor = grid.findChild(fields.SearchField, "edit_part")
    assert editor is not None
    editor.setText("滤清器")
    editor.look()
    grab(window, f"grid-edit-{tag}")
    grab(editor.popup, f"hits-{tag}")
    assert len(editor.popup.hits()) == 3


def test_messages(qtbot: QtBot, grab: Grab, tag: str, monkeypatch: pytest.MonkeyPatch) -> None:
    boxes: list[str] = []

    def ask(box: messages.Box) -> str:
        qtbot.addWidget(box)
        box.show()
        boxes.append(box.windowTitle())
        grab(box, f"message-{len(boxes)}-{tag}")
        box.close()
        return ""

    monkeypatch.setattr(messages.Box, "ask", ask)
    change = Change("Phone 电话", "138 0013 8000", "139 0013 9000")
    messages.confirm(
        None, "Post the stocktake?", "12 parts will change. 此操作不能撤销。", "Post", "Count of 21 Nov"
    )
    messages.tell(None, "Backup verified", "All 12 345 rows were read back.")
    messages.warn(None, "Paper is low", "打印机缺纸。")
    messages.failed(None, MachineError("The disk is full.", "Free some room.", {"Disk": "C:"}))
    messages.reasons(None, "This is not possible yet", REASONS)
    messages.stale(None, StaleError("李四 saved this car.", by="李四", at="15:42", changes=[change]))
    assert len(boxes) == 6


def test_icons(qtbot: QtBot, grab: Grab, shade: str) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    layout = QHBoxLayout(window)
    for path in sorted((resources() / "icons").glob("*.svg")):
        layout.addWidget(IconLabel(path.stem, "text", 28))
    window.show()
    grab(window, f"icons-{shade}")


def test_calendar(qtbot: QtBot, grab: Grab, tag: str) -> None:
    field = fields.DateField(now=lambda: datetime(2026, 11, 21, 15, 40))
    qtbot.addWidget(field)
    field.show()
    field.open_calendar()
    calendar = field.findChild(QWidget, "calendar")
    grab(calendar.window(), f"calendar-{tag}")
    calendar.window().close()


def test_pdf_preview(qtbot: QtBot, grab: Grab, tag: str, two_pages: bytes) -> None:
    preview = PdfPreview(None, two_pages, "结算清单 Settlement", "settlement.pdf")
    qtbot.addWidget(preview)
    preview.show()
    qtbot.wait(300)
    grab(preview, f"pdf-{tag}")
    assert preview.page_count() == 2
