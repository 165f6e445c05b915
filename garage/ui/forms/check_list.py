"""A list of questions answered one by one: P passed, F failed, Space turns an answer round, N adds a note."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from garage.errors import FieldError
from garage.i18n import _
from garage.ui.forms.order_head import words
from garage.ui.kit import theme
from garage.ui.kit.button_keys import set_key
from garage.ui.kit.icons import icon
from garage.ui.kit.line_fields import LineField

NOTE = 80
"""Characters of a measured value or a note."""
_NOTE_WIDTH = 180


class CheckRow(QWidget):
    """One question; it has the keyboard, its two buttons are for the mouse."""

    answered = Signal()
    moved_on = Signal()
    """An answer was given by key: the next question may have the keyboard."""

    def __init__(self, code: str, text: str, *, noted: bool = False) -> None:
        super().__init__()
        self.code = code
        self.note = self._note_field(text) if noted else None
        self.answer: bool | None = None
        self._text = text
        self.setObjectName(f"check_{code}")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.passed = self._button("passed", _("Passed"), True)
        self.failed = self._button("failed", _("Failed"), False)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 3, 4, 3)
        layout.setSpacing(6)
        layout.addWidget(words(text), 1)
        if self.note is not None:
            layout.addWidget(self.note)
        layout.addWidget(self.passed)
        layout.addWidget(self.failed)
        self._show()

    def set_answer(self, answer: bool | None) -> None:
        """Answer the question, or take the answer back."""
        self.answer = answer
        self._show()
        self.answered.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier):
            super().keyPressEvent(event)
        elif key in {Qt.Key.Key_P, Qt.Key.Key_F}:
            self.set_answer(key == Qt.Key.Key_P)
            self.moved_on.emit()
        elif key == Qt.Key.Key_Space:
            self.set_answer(not self.answer)
        elif key in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self.focusNextPrevChild(key == Qt.Key.Key_Down)
        elif self.note is not None and (key == Qt.Key.Key_N or event.text().isdigit()):
            self.note.setFocus()
            if event.text().isdigit():  # a measured value begins
                self.note.insert(event.text())
                self.note.textEdited.emit(self.note.text())
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme.colour("accent" if self.hasFocus() else "line"))
        painter.setBrush(theme.colour("bad_pale" if self.answer is False else "paper"))
        painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), 6, 6)

    def _note_field(self, text: str) -> LineField:
        note = LineField(limit=NOTE, placeholder=_("Value or note"))
        note.setObjectName(f"{self.code}_note")
        note.setAccessibleName(f"{text}: {_('Value or note')}")
        note.setToolTip(f"{_('Value or note')} (N)")
        note.setFixedWidth(_NOTE_WIDTH)
        note.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # Tab and Enter go from question to question
        note.textEdited.connect(self.answered)
        return note

    def _button(self, name: str, text: str, answer: bool) -> QPushButton:
        button = QPushButton(text)
        button.setObjectName(f"{self.code}_{name}")
        button.setAccessibleName(f"{self._text}: {text}")
        button.setToolTip(f"{text} ({'P' if answer else 'F'})")
        button.setProperty("chip", True)
        button.setCheckable(True)
        button.setAutoDefault(False)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(lambda: self.set_answer(answer))
        return button

    def _show(self) -> None:
        self.passed.setChecked(self.answer is True)
        self.failed.setChecked(self.answer is False)
        self.passed.setIcon(icon("check", "ok" if self.answer is True else "muted"))
        self.failed.setIcon(icon("close", "bad" if self.answer is False else "muted"))
        said = {True: _("Passed"), False: _("Failed"), None: _("not answered")}[self.answer]
        self.setAccessibleName(f"{self._text}: {said}")
        self.update()


class CheckList(QWidget):
    """Questions by code; a field of a form."""

    edited = Signal()

    def __init__(
        self, items: Sequence[tuple[str, str]], parent: QWidget | None = None, *, noted: bool = False
    ) -> None:
        super().__init__(parent)
        self.field_name = "items"
        self.rows = [CheckRow(code, _(text), noted=noted) for code, text in items]
        self.all_button = QPushButton(icon("check", "accent"), _("All passed"))
        self.all_button.setObjectName("all_passed")
        self.all_button.setAccessibleName(self.all_button.text())
        self.all_button.setProperty("link", True)
        set_key(self.all_button, "Alt+P")
        self.all_button.setToolTip(f"{self.all_button.text()} (Alt+P)")
        self.all_button.setAutoDefault(False)
        self.all_button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.all_button.clicked.connect(lambda: self.set_value({row.code: True for row in self.rows}))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(5)
        for place, row in enumerate(self.rows):
            row.answered.connect(self.edited)
            row.moved_on.connect(lambda place=place: self._go_on(place))
            layout.addWidget(row)
        layout.addWidget(self.all_button, 0, Qt.AlignmentFlag.AlignRight)

    def raw(self) -> dict[str, object]:
        """Answers and notes so far."""
        notes = {f"{row.code}.note": row.note.text() for row in self.rows if row.note is not None}
        return {row.code: row.answer for row in self.rows} | notes

    def notes(self) -> dict[str, str]:
        """What was noted, by question; raises FieldError for a note that is too long."""
        try:
            return {row.code: row.note.value() for row in self.rows if row.note is not None}
        except FieldError as error:
            raise FieldError(self.field_name, error.text) from None

    def value(self) -> dict[str, bool]:
        """Every answer; raises FieldError while one is missing."""
        answers = {row.code: row.answer for row in self.rows if row.answer is not None}
        if len(answers) < len(self.rows):
            raise FieldError(self.field_name, _("Answer every item of the list."))
        self.notes()
        return answers

    def explained(self) -> bool:
        """Whether every failed item has a note that says what is wrong."""
        notes = self.notes()
        return all(notes.get(row.code) for row in self.rows if row.answer is False)

    def set_value(self, answers: dict[str, bool]) -> None:
        """Answer the questions named."""
        for row in self.rows:
            if row.code in answers:
                row.set_answer(answers[row.code])

    def failed(self) -> bool:
        """Whether any answer so far is no."""
        return any(row.answer is False for row in self.rows)

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        open_rows = [row for row in self.rows if row.answer is None]
        (open_rows or self.rows)[0].setFocus(reason)

    def _go_on(self, place: int) -> None:
        if place + 1 < len(self.rows):
            self.rows[place + 1].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.focusNextPrevChild(True)
