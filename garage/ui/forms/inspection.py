"""One form for every inspection of the shop: list, inspector, remark, advice, and what has to be redone (B6)."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from garage.domain.inspections import CHECK_ITEMS, DRIVEN, InspectionResult, InspectionStage
from garage.domain.labels import label
from garage.domain.lines import LineKind, LineStatus
from garage.domain.orders import OrderState
from garage.errors import FieldError
from garage.i18n import _, ngettext
from garage.services import inspections
from garage.services.advice import AdviceData
from garage.services.inspections import InspectionRow
from garage.services.orders import OrderPage
from garage.ui.desk import Desk
from garage.ui.forms.check_list import CheckList
from garage.ui.forms.order_head import about, words
from garage.ui.kit.choice_fields import ChoiceField, TickField
from garage.ui.kit.form_dialog import FormDialog
from garage.ui.kit.grid import GridColumn, LineGrid
from garage.ui.kit.icons import icon
from garage.ui.kit.line_fields import KilometreField, TextField

_GRID_ROWS = 3


class InspectionForm(FormDialog):
    """P and F answer; one item that failed sends the order back to work."""

    def __init__(self, parent: QWidget | None, desk: Desk, page: OrderPage, stage: InspectionStage) -> None:
        super().__init__(parent, label(stage), about(page), default_text=_("Passed"), width=760)
        self.setObjectName("inspection_form")
        self._desk = desk
        self._page = page
        self.stage = stage
        before = [row for row in inspections.of_order(page.id) if row.stage is stage]
        if before:
            self.add_widget(words(_earlier(before), "warn" if before[-1].sent_back else "muted"))
        self.items = self.add_field(
            "items",
            _("Check list"),
            CheckList(CHECK_ITEMS[stage], noted=True),
            _("P passed, F failed, N or a figure adds a value or a note."),
        )
        people = inspections.inspectors(page.id, stage)
        self._inspector = self.add_field(
            "inspector",
            _("Inspector"),
            ChoiceField(choices=[(one.id, one.name) for one in people], placeholder=_("Choose who signs")),
            "" if people else _("Nobody of the staff may sign this: give somebody the role in the settings."),
            required=True,
        )
        self._road_test = KilometreField()
        if stage in DRIVEN:
            self.add_field(
                "road_test_km",
                _("Odometer after the road test"),
                self._road_test,
                odometer_hint(page),
                beside=True,
            )
        self._remark = self.add_field(
            "remark", _("Remark"), TextField(limit=500, lines=2), _("What is wrong, when something failed.")
        )
        self._redo_words = words(_("Lines that go back to work"), "section")
        self.add_widget(self._redo_words)
        self._redo = [
            (line.id, self.add_field(f"redo_{line.id}", line.name, TickField(line.name)))
            for line in page.lines
            if line.kind is LineKind.LABOUR and line.status is LineStatus.DONE
        ]
        self.add_section(_("Advice for the customer"))
        self._advice = LineGrid(
            [
                GridColumn("text", _("Recommended work"), 0, limit=160),
                GridColumn("safety", _("Safety"), 90, "tick"),
            ],
            new_row=lambda: {"text": "", "safety": False},
            name="advice",
            title=_("Advice for the customer"),
        )
        self._advice.setFixedHeight((_GRID_ROWS + 1) * 35)
        self.add_widget(self._advice)
        self.add_widget(self._advice.status)
        self.items.edited.connect(self._say_result)

    def load(self) -> None:
        people = self._inspector
        me = self._desk.person.id
        people.set_value(me)
        if people.value() is None and people.count() == 1:
            people.setCurrentIndex(0)
        for _line, tick in self._redo:
            tick.set_value(self.stage in inspections.FAIL_ACT)
        self._say_result()
        self.items.setFocus()

    def contents(self) -> Any:
        return super().contents(), self.items.raw(), self._advice.raw()

    def check(self) -> None:
        if not self._remark.value() and not self.items.explained():
            raise FieldError("remark", _("Say what is wrong, so that it can be put right."))
        if self._redo and self._sends_back() and not self._redo_lines():
            raise FieldError(f"redo_{self._redo[0][0]}", _("Choose at least one line."))

    def save(self) -> InspectionResult:
        rows = [row for row in self._advice.value() if row["text"]]
        return inspections.inspect(
            self._desk.by(),
            self._page.id,
            self.stage,
            self.items.value(),
            inspector_id=self._inspector.value(),
            remark=self._remark.value(),
            advice=[AdviceData(row["text"], bool(row["safety"])) for row in rows],
            notes=self.items.notes(),
            road_test_km=self._road_test.km() if self.stage in DRIVEN else None,
            redo_lines=self._redo_lines() if self.items.failed() else (),
        )

    def _sends_back(self) -> bool:
        """Whether failing reopens lines: a self-check is made by those who go on working anyway."""
        return self.items.failed() and self.stage in inspections.FAIL_ACT

    def _redo_lines(self) -> list[int]:
        return [line for line, tick in self._redo if tick.value()]

    def _say_result(self) -> None:
        failed = self.items.failed()
        back = self._sends_back()
        text = _("Send back to work") if back else _("Record as failed") if failed else _("Passed")
        self.save_button.setText(text)
        self.save_button.setIcon(icon("undo" if failed else "check", "on_accent"))
        self.save_button.setAccessibleName(text)
        self.save_button.setToolTip(f"{text} (Ctrl+Enter)")
        again = failed and (back or self._page.state is OrderState.IN_WORK)
        self._redo_words.setVisible(again and bool(self._redo))
        for line, _tick in self._redo:
            self.body.boxes[f"redo_{line}"].setVisible(again)
        self.grow_soon()


def _earlier(rows: Sequence[InspectionRow]) -> str:
    """Which time it is, how often it was sent back, and what was wrong last."""
    last = rows[-1]
    said = [_("Round {round}").format(round=last.round + 1)]
    if last.sent_back:
        count = ngettext("sent back {n} time", "sent back {n} times", last.sent_back)
        said.append(count.format(n=last.sent_back))
    failed = next((row for row in reversed(rows) if row.failed), None)
    if failed is not None:
        said.append(what_failed(failed))
    return " · ".join(said)


def what_failed(row: InspectionRow) -> str:
    """The failed items with their notes, and the remark."""
    names = dict(CHECK_ITEMS[row.stage])
    items = [(_(names[item.code]), item.note) for item in row.items if not item.passed and item.code in names]
    words_ = _(", ").join(f"{name} ({note})" if note else name for name, note in items)
    return " – ".join(part for part in (words_, row.remark) if part)


def odometer_hint(page: OrderPage) -> str:
    """What stood there when it was last read."""
    last = page.last_reading
    return "" if last is None else _("Last read {km} km").format(km=f"{last.km:,}")
