"""The inside of a form: labels over fields, errors under them, sections, several fields in a row."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from garage.errors import FieldError
from garage.i18n import _
from garage.ui.kit import fields, remarks
from garage.ui.kit.errors_bar import InlineError


class FieldBox(QWidget):
    """One field with its label, its hint and the place for what is wrong with it."""

    def __init__(self, name: str, label: str, widget: QWidget, hint: str, required: bool) -> None:
        super().__init__()
        self.name = name
        self.field = widget
        self.required = required
        self.error = InlineError()
        self.error.setObjectName(f"{name}_error")
        self._words = hint
        self._hint = QLabel(hint)
        self._hint.setObjectName(f"{name}_hint")
        self._hint.setTextFormat(Qt.TextFormat.PlainText)
        self._hint.setProperty("tone", "muted")
        self._hint.setWordWrap(True)
        self._hint.setVisible(bool(hint))
        if not widget.objectName():
            widget.setObjectName(name)
        for named in (widget, widget.focusProxy()):
            if named is not None and not named.accessibleName():
                named.setAccessibleName(label)
        if hint and not widget.accessibleDescription():
            widget.setAccessibleDescription(hint)
        if hasattr(widget, "field_name"):
            widget.field_name = name
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        if not (isinstance(widget, QCheckBox) and widget.text()):
            layout.addWidget(self._caption(label))
        layout.addWidget(widget)
        layout.addWidget(self._hint)
        layout.addWidget(self.error)
        layout.addStretch(1)
        fields.when_edited(widget, self.clear)

    def show_error(self, text: str) -> None:
        """Mark the field and say why under it, in place of the hint."""
        self.error.show_text(text)
        status = getattr(self.field, "status", None)
        if text and status is not None and status.isVisible() and status.text() == text:
            self.error.hide()  # the line of the grid says it already
        self._hint.setVisible(not text and bool(self._hint.text()))
        self.field.setProperty("wrong", bool(text))
        self.field.style().unpolish(self.field)
        self.field.style().polish(self.field)

    def hint(self, words: str) -> None:
        """Another hint under the field."""
        if words != self._words:
            self._words = words
            self._hint.setText(words)
            self._hint.setVisible(bool(words) and not self.error.text())

    def clear(self) -> None:
        """Take the mark away."""
        if self.error.text():
            self.show_error("")

    def problem(self, *, leaving: bool = False) -> str:
        """What is wrong with what stands in the field, "" when nothing; an empty one is fine while `leaving`."""
        if fields.is_empty(self.field):
            return _("Please fill this in.") if self.required and not leaving else ""
        try:
            if hasattr(self.field, "value"):
                self.field.value()
        except FieldError as error:
            return error.text
        return ""

    def check_on_leaving(self) -> None:
        """Say at once what cannot be read, while the person still thinks of it."""
        problem = self.problem(leaving=True)
        if problem != self.error.text() and (problem or not self.required):
            self.show_error(problem)
        self._remark()

    def remark(self) -> str:
        """The remark that stands under the field, "" for none."""
        return self._hint.text() if self._hint.text() != self._words else ""

    def _remark(self) -> None:
        """A remark on what was typed stands in the place of the hint."""
        text = ""
        if isinstance(self.field, QLineEdit):
            text = self.field.text()
        elif isinstance(self.field, QPlainTextEdit):
            text = self.field.toPlainText()
        remark = remarks.on_text(text) if text else ""
        words = remark or self._words
        if words != self._hint.text():
            self._hint.setText(words)
            self._hint.setProperty("tone", "warn" if remark else "muted")
            self._hint.style().unpolish(self._hint)
            self._hint.style().polish(self._hint)
            self._hint.setVisible(bool(words) and not self.error.text())

    def _caption(self, label: str) -> QLabel:
        caption = QLabel(f"{label} *" if self.required else label)
        caption.setObjectName(f"{self.name}_label")
        caption.setTextFormat(Qt.TextFormat.PlainText)
        caption.setBuddy(self.field)
        return caption


class FormBody(QScrollArea):
    """Rows of field boxes that scroll when the screen is small."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("form_scroll")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.boxes: dict[str, FieldBox] = {}
        self._row: QHBoxLayout | None = None
        inside = QWidget()
        inside.setObjectName("form_body")
        self.column = QVBoxLayout(inside)
        self.column.setContentsMargins(24, 8, 24, 12)
        self.column.setSpacing(10)
        self.column.addStretch(1)
        self.setWidget(inside)

    def add(self, box: FieldBox, *, beside: bool, stretch: int) -> None:
        """A box in a new row, or beside the last one."""
        self.boxes[box.name] = box
        if self._row is None or not beside:
            self._row = QHBoxLayout()
            self._row.setSpacing(16)
            self.column.insertLayout(self.column.count() - 1, self._row)
        self._row.addWidget(box, stretch)

    def add_block(self, widget: QWidget, stretch: int = 0) -> None:
        """Anything else over the full width."""
        self._row = None
        self.column.insertWidget(self.column.count() - 1, widget, stretch)

    def add_section(self, title: str) -> None:
        """A heading over the fields that follow."""
        heading = QLabel(title)
        heading.setProperty("tone", "section")
        rule = QFrame()
        rule.setProperty("rule", True)
        block = QWidget()
        layout = QVBoxLayout(block)
        layout.setContentsMargins(0, 10, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(heading)
        layout.addWidget(rule)
        self.add_block(block)

    def box_around(self, widget: QWidget | None) -> FieldBox | None:
        """The box that holds `widget` or an inner part of it."""
        while widget is not None:
            if isinstance(widget, FieldBox):
                return widget
            widget = widget.parentWidget()
        return None
