"""How a widget stood before a scanner typed into it, and the way back."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from garage.ui.kit.search_field import SearchField


@dataclass(frozen=True)
class Before:
    """`put_back` makes the widget what it was."""

    widget: QWidget
    put_back: Callable[[], None]


def remember(widget: QWidget) -> Before:
    """A way back for the kinds of widget that keys change."""
    line = widget.lineEdit() if isinstance(widget, QComboBox) else widget
    if isinstance(widget, SearchField):
        return Before(widget, _back_to_hit(widget))
    if isinstance(line, QLineEdit):
        return Before(widget, _back_to_line(line))
    if isinstance(widget, QPlainTextEdit | QTextEdit):
        return Before(widget, _back_to_text(widget))
    if isinstance(widget, QAbstractItemView):
        index = QPersistentModelIndex(widget.currentIndex())
        return Before(widget, lambda: widget.setCurrentIndex(QModelIndex(index)))
    if isinstance(widget, QComboBox):
        chosen = widget.currentIndex()
        return Before(widget, lambda: widget.setCurrentIndex(chosen))
    return Before(widget, lambda: None)


def _back_to_hit(field: SearchField) -> Callable[[], None]:
    """Besides its words, what was picked in a field that finds things."""
    hit, back_to_words = field.hit(), _back_to_line(field)

    def put_back() -> None:
        back_to_words()
        if hit is not None and field.hit() is None:
            field.pick(hit)

    return put_back


def _back_to_line(line: QLineEdit) -> Callable[[], None]:
    text, cursor, modified = line.text(), line.cursorPosition(), line.isModified()
    start, length = line.selectionStart(), line.selectionLength()

    def put_back() -> None:
        if line.text() != text:
            line.setText(text)
            line.setModified(modified)
            line.textEdited.emit(text)
        line.setCursorPosition(cursor)
        if start >= 0:
            line.setSelection(start, length)

    return put_back


def _back_to_text(edit: QPlainTextEdit | QTextEdit) -> Callable[[], None]:
    text, position, anchor = edit.toPlainText(), edit.textCursor().position(), edit.textCursor().anchor()

    def put_back() -> None:
        cursor = edit.textCursor()
        if edit.toPlainText() != text:
            cursor.select(QTextCursor.SelectionType.Document)
            cursor.insertText(text)
        cursor.setPosition(anchor)
        cursor.setPosition(position, QTextCursor.MoveMode.KeepAnchor)
        edit.setTextCursor(cursor)

    return put_back
