"""How a widget stood before a scanner typed into it, and the way back."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from garage.ui.kit.search_field import SearchField


@dataclass(frozen=True)
class Before:
    """`put_back` makes the widget what it was."""

    widget: QWidget
    put_back: Callable[[], None]


def takes_words(widget: QWidget) -> bool:
    """Whether keys are letters there, and nothing else."""
    return isinstance(widget, QLineEdit | QPlainTextEdit | QTextEdit) and not widget.isReadOnly()


def remember(widget: QWidget) -> Before:
    """A way back for the kinds of widget that take words."""
    if isinstance(widget, SearchField):
        return Before(widget, _back_to_hit(widget))
    if isinstance(widget, QLineEdit):
        return Before(widget, _back_to_line(widget))
    if isinstance(widget, QPlainTextEdit | QTextEdit):
        return Before(widget, _back_to_text(widget))
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
