"""The walk-around: the car outline, the kinds of damage, and the numbered list of what was marked."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from garage.domain.documents import Mark
from garage.domain.labels import label
from garage.domain.orders import Damage
from garage.i18n import _
from garage.ui.forms.car_outline import CarOutline
from garage.ui.kit.fields import ChoiceField, LineField, TickField
from garage.ui.kit.icons import icon

NOTE_LENGTH = 80
LEGEND_HEIGHT = 112


class WalkAround(QWidget):
    """Marks on the car and whether somebody walked around it; the first mark ticks that by itself."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field_name = "marks"
        self.outline = CarOutline()
        self.outline.edited.connect(self._on_marked)
        self.outline.mark_selected.connect(self._highlight)
        self.outline.damage_asked.connect(self.choose_damage)
        self.done = TickField(_("Walked around the car, no damage"))
        self.done.setObjectName("walk_around_done")
        self.done.toggled.connect(self.edited)
        self._kinds: dict[Damage, QPushButton] = {}
        self._notes: list[LineField] = []
        self._choices: list[ChoiceField] = []
        self._numbers: list[QLabel] = []
        self._legend = QWidget()
        self._legend.setObjectName("form_body")
        self._rows = QGridLayout(self._legend)
        self._rows.setContentsMargins(0, 0, 4, 0)
        self._rows.setVerticalSpacing(4)
        self._assemble()
        self._list()

    def marks(self) -> tuple[Mark, ...]:
        """The marks in the order of their numbers."""
        return self.outline.marks()

    def is_done(self) -> bool:
        """Whether somebody walked around the car."""
        return self.done.isChecked()

    def set_walk(self, marks: Sequence[Mark], *, done: bool) -> None:
        """Show these."""
        self.outline.set_marks(marks)
        self.done.setChecked(done)
        self._list()

    def choose_damage(self, kind: Damage) -> None:
        """The next click marks this kind."""
        self.outline.damage = kind
        self._kinds[kind].setChecked(True)

    def raw(self) -> Any:
        """What stands here, to tell whether anything changed."""
        return self.marks(), self.is_done()

    def value(self) -> tuple[Mark, ...]:
        """The marks."""
        return self.marks()

    def _assemble(self) -> None:
        heading = QLabel(_("Walk-around"))
        heading.setProperty("tone", "section")
        top = QHBoxLayout()
        top.setSpacing(6)
        top.addWidget(heading)
        top.addStretch(1)
        for button in self._kind_buttons():
            top.addWidget(button)
        self._hint = QLabel(
            _("Click the car to mark damage; drag to move, Delete to remove, Ctrl+Z takes back.")
        )
        self._hint.setProperty("tone", "muted")
        self._hint.setWordWrap(True)
        self.outline.setAccessibleDescription(self._hint.text())
        self.outline.setToolTip(self._hint.text())
        self._scroll = QScrollArea()
        self._scroll.setObjectName("marks_scroll")
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(self._legend)
        self._scroll.setFixedHeight(LEGEND_HEIGHT)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(top)
        layout.addWidget(self.outline, 1)
        layout.addWidget(self.done)
        layout.addWidget(self._hint)
        layout.addWidget(self._scroll)

    def _kind_buttons(self) -> list[QPushButton]:
        group = QButtonGroup(self)
        for number, kind in enumerate(Damage, start=1):
            button = QPushButton(label(kind))
            button.setObjectName(f"damage_{kind.value.lower()}")
            button.setAccessibleName(label(kind))
            button.setToolTip(f"{label(kind)} ({number})")
            button.setProperty("chip", True)
            button.setCheckable(True)
            button.setAutoDefault(False)
            button.setChecked(kind is self.outline.damage)
            button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
            button.clicked.connect(lambda _on=False, kind=kind: self._take_kind(kind))
            group.addButton(button)
            self._kinds[kind] = button
        return list(self._kinds.values())

    def _take_kind(self, kind: Damage) -> None:
        self.choose_damage(kind)
        self.outline.setFocus()

    def _on_marked(self) -> None:
        if self.marks() and len(self.marks()) > len(self._notes):
            self.done.setChecked(True)
        self._list()
        self.edited.emit()

    def _list(self) -> None:
        """One row per mark; rows that are there already keep the cursor of whoever types in them."""
        marks = self.marks()
        self.done.setText(_("Walk-around done") if marks else _("Walked around the car, no damage"))
        self._scroll.setVisible(bool(marks))
        self._hint.setVisible(not marks)
        while len(self._notes) > len(marks):
            self._drop_row()
        while len(self._notes) < len(marks):
            self._add_row(len(self._notes))
        for number, mark in enumerate(marks):
            self._numbers[number].setText(f"{number + 1}  {label(mark.side)}")
            self._choices[number].set_value(mark.damage)
            if self._notes[number].text() != mark.note:
                self._notes[number].setText(mark.note)
        self._highlight(self.outline.selected())

    def _add_row(self, number: int) -> None:
        where = QLabel()
        choice = ChoiceField(choices=[(kind, label(kind)) for kind in Damage])
        choice.setObjectName(f"mark_kind_{number + 1}")
        choice.setAccessibleName(_("Kind of damage {n}").format(n=number + 1))
        choice.edited.connect(lambda: self.outline.change_mark(number, damage=choice.value()))
        note = LineField(limit=NOTE_LENGTH, placeholder=_("Note, e.g. 5 cm, old"))
        note.setObjectName(f"mark_note_{number + 1}")
        note.setAccessibleName(_("Note on mark {n}").format(n=number + 1))
        note.textEdited.connect(lambda text: self.outline.change_mark(number, note=text))
        remove = QToolButton()
        remove.setObjectName(f"mark_remove_{number + 1}")
        remove.setIcon(icon("close", "muted"))
        remove.setToolTip(_("Remove this mark"))
        remove.setAccessibleName(_("Remove mark {n}").format(n=number + 1))
        remove.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        remove.clicked.connect(lambda: self.outline.remove_mark(number))
        for column, widget in enumerate((where, choice, note, remove)):
            self._rows.addWidget(widget, number, column)
        self._rows.setColumnStretch(2, 1)
        self._rows.setRowStretch(number, 0)
        self._rows.setRowStretch(number + 1, 1)
        self._numbers.append(where)
        self._choices.append(choice)
        self._notes.append(note)

    def _drop_row(self) -> None:
        number = len(self._notes) - 1
        for column in range(4):
            item = self._rows.itemAtPosition(number, column)
            if item is not None and item.widget() is not None:
                widget = item.widget()
                self._rows.removeWidget(widget)
                widget.hide()
                widget.deleteLater()
        for row in (self._numbers, self._choices, self._notes):
            row.pop()

    def _highlight(self, selected: int) -> None:
        for number, words in enumerate(self._numbers):
            font = words.font()
            font.setBold(number == selected)
            words.setFont(font)
        if 0 <= selected < len(self._notes):
            self._scroll.ensureWidgetVisible(self._notes[selected])
