"""The one way to enter something: a form that stays open, with everything typed, until it is saved."""

from collections.abc import Sequence
from typing import Any, TypeVar

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QDialog,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from garage.errors import FieldError, MachineError, Reason, RuleError, StaleError
from garage.i18n import _
from garage.ui.kit import fields, messages
from garage.ui.kit.errors_bar import ReasonPanel
from garage.ui.kit.form_body import FieldBox, FormBody
from garage.ui.kit.icons import icon
from garage.ui.kit.second_press import ignore_second_press
from garage.ui.kit.telephone import listen

W = TypeVar("W", bound=QWidget)

_SCREEN_MARGIN = 60


class FormDialog(QDialog):
    """Subclasses add fields in `__init__` and override `load`, `check` and `save`.

    Ctrl+Enter saves, Enter goes to the next field, Esc goes back and asks only if something would be lost.
    """

    saved = Signal(object)
    reason_clicked = Signal(object)

    default_text = ""
    """Words of the save button; a subclass or the constructor may set them."""
    is_on_the_telephone = False
    """Whether it is what F4 opens: then F4 opens no second one."""

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        subtitle: str = "",
        default_text: str = "",
        width: int = 640,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self._width = width
        self._before: Any = None
        self._started = False
        self._busy = False
        self.body = FormBody()
        self._panel = ReasonPanel()
        self._panel.setObjectName("reasons")
        self._panel.reason_clicked.connect(self.go_to)
        self.save_button = QPushButton(
            icon("check", "on_accent"), default_text or self.default_text or _("Save")
        )
        self.back_button = QPushButton(_("Back"))
        self._foot_words = QLabel()
        self._assemble(title, subtitle)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setAutoRepeat(False)  # the key that opened the form may still be down
            shortcut.activated.connect(self.submit_by_key)
        if not self.is_on_the_telephone:
            listen(self)

    # What a form consists of

    def add_section(self, title: str) -> None:
        """A heading over the fields that follow."""
        self.body.add_section(title)

    def add_field(
        self,
        name: str,
        label: str,
        widget: W,
        hint: str = "",
        required: bool = False,
        *,
        beside: bool = False,
        stretch: int = 1,
    ) -> W:
        """A field; `name` is also what FieldErrors call it; `beside` puts it right of the one before."""
        box = FieldBox(name, label, widget, hint, required)
        self.body.add(box, beside=beside, stretch=stretch)
        return widget

    def add_widget(self, widget: QWidget, stretch: int = 0) -> None:
        """Anything that is no field, over the full width."""
        self.body.add_block(widget, stretch)

    def widget(self, name: str) -> QWidget:
        """The field called `name`; raises KeyError."""
        return self.body.boxes[name].field

    # What a subclass says

    def load(self) -> None:
        """Fill the fields; called once before the form is shown, again when theirs is loaded after a clash."""

    def check(self) -> None:
        """Raise FieldError or RuleError for what the fields cannot know by themselves."""

    def save(self) -> object:
        """Do it; may raise any GarageError; the result goes out with `saved`."""
        return None

    def keep_mine(self, error: StaleError) -> None:
        """The person keeps what was typed over a newer row: take the newer version number for the next save."""

    def renew(self) -> None:
        """Somebody else saved it meanwhile: read it again, before theirs is loaded or mine is kept."""

    def settle_clash(self, error: StaleError) -> None:
        """Somebody else was first: ask whose version goes on."""
        answer = messages.stale(self, error)
        self.renew()
        if answer == "reload":
            self.load()
            self.mark_clean()
        else:
            self.keep_mine(error)

    def go_to(self, reason: Reason) -> None:
        """A reason was clicked: go to the field it names, else leave it to whoever opened the form."""
        if reason.goto in self.body.boxes:
            self._focus(self.body.boxes[reason.goto])
        else:
            self.reason_clicked.emit(reason)

    def contents(self) -> Any:
        """Everything typed, for `is_dirty`; extend it when the form holds more than fields."""
        return {name: fields.content(box.field) for name, box in self.body.boxes.items()}

    # What happens

    def start(self) -> None:
        """Load and remember what there was; showing the form does it by itself."""
        if not self._started:
            self._started = True
            self.layout().addLayout(self._foot())  # after all fields, so that Tab comes to it last
            self.setTabOrder(self.save_button, self.back_button)
            self.load()
            self.mark_clean()
            first = next(iter(self.body.boxes.values()), None)
            if first is not None and self.focusWidget() is None:  # unless `load` chose another
                first.field.setFocus()

    def mark_clean(self) -> None:
        """What stands now is what was there."""
        self._before = self.contents()

    def is_dirty(self) -> bool:
        """Whether going back would lose something."""
        return self._started and self.contents() != self._before

    def submit(self) -> bool:
        """Check and save; on any GarageError the form stays open and says why. Says whether it was saved.

        A form that has saved and closed does nothing more: a second click may come late.
        """
        closed = not self.isVisible() and self.result() == QDialog.DialogCode.Accepted
        if self._busy or closed:
            return False
        self._busy = True
        self.save_button.setEnabled(False)
        self._finish_cell()
        try:
            return self._try_to_save()
        finally:
            self._busy = False
            self.save_button.setEnabled(True)
            self.grow_soon()

    def submit_by_key(self) -> None:
        """As `submit`; a second press of the key is not for what the form uncovers."""
        if self.submit():
            ignore_second_press()

    def grow_soon(self) -> None:
        """Give what came to light its room, as far as the screen has any; a form never shrinks by itself."""
        QTimer.singleShot(0, self, lambda: self.resize(self.size().expandedTo(self._fitting_size())))

    def show_error(self, field: str, text: str) -> None:
        """Mark `field`, focus it and scroll to it, in sight from now on; one the form does not have gets a message."""
        box = self.body.boxes.get(field)
        if box is None:
            self.show_reasons([Reason(field, text)])
            return
        box.show()
        box.show_error(text)
        self._focus(box)

    def show_reasons(self, reasons: Sequence[Reason]) -> None:
        """Say above the buttons what forbids saving; none clears it."""
        self._panel.set_reasons(reasons)

    def say_at_foot(self, text: str, more: str = "") -> None:
        """What the form comes to, always in sight beside its buttons; `more` about it under the mouse."""
        self._foot_words.setText(text)
        self._foot_words.setToolTip(more)

    def clear_errors(self) -> None:
        """Take all marks away."""
        for box in self.body.boxes.values():
            box.clear()
        self._panel.set_reasons([])

    def reject(self) -> None:
        if self._busy:
            return
        if not self.is_dirty() or messages.confirm(
            self, _("Leave without saving?"), _("What you typed here would be lost."), _("Discard")
        ):
            super().reject()

    def setVisible(self, visible: bool) -> None:
        if visible:
            self.start()  # before it is visible: a layout counts what joins later only after the next event
        super().setVisible(visible)

    def showEvent(self, event: QShowEvent) -> None:
        if not event.spontaneous():
            for part in self.findChildren(QWidget):
                part.ensurePolished()  # fonts and paddings of the style sheet count for the size
            self.resize(self._fitting_size())
        super().showEvent(event)

    def sizeHint(self) -> QSize:
        return self._fitting_size()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            super().keyPressEvent(event)
            return
        focused = self.focusWidget()
        if event.isAutoRepeat():
            return
        if focused is self.save_button:
            self.submit_by_key()
        elif isinstance(focused, QPushButton):
            focused.click()
        else:
            self.focusNextPrevChild(True)

    def _try_to_save(self) -> bool:
        self.clear_errors()
        try:
            if not self._fields_are_right():
                return False
            self.check()
            result = self.save()
        except FieldError as error:
            self.show_error(error.field, error.text)
        except RuleError as error:
            self.show_reasons(error.reasons)
        except StaleError as error:
            self.settle_clash(error)
        except MachineError as error:
            messages.failed(self, error)
        else:
            self.mark_clean()
            self.saved.emit(result)
            self.accept()
            return True
        return False

    def _finish_cell(self) -> None:
        """Ctrl+Enter in the middle of a table cell: what is being typed there counts too."""
        focused = self.focusWidget()
        viewport = focused.parentWidget() if focused is not None else None
        view = viewport.parentWidget() if viewport is not None else None
        if isinstance(view, QAbstractItemView) and view.viewport() is viewport:
            view.setFocus()

    def _fields_are_right(self) -> bool:
        """Mark every field that cannot be read or is empty though required, and go to the first."""
        wrong = [
            (box, text)
            for box in self.body.boxes.values()
            if box.field.isEnabled() and not box.field.isHidden() and (text := box.problem())
        ]
        for box, text in wrong:
            box.show_error(text)
        if wrong:
            self._focus(wrong[0][0])
        return not wrong

    def _focus(self, box: FieldBox) -> None:
        box.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.body.column.activate()
        self.body.ensureWidgetVisible(box, 0, 24)
        # the words under it make the form longer, which it is only after what is posted now
        QTimer.singleShot(0, box, lambda: self.body.ensureWidgetVisible(box, 0, 24))

    def _on_focus_moved(self, old: QWidget | None, new: QWidget | None) -> None:
        left, reached = self.body.box_around(old), self.body.box_around(new)
        if left is not None and left is not reached and left.window() is self and new is not None:
            left.check_on_leaving()
        if reached is not None and reached.window() is self:
            self.body.ensureWidgetVisible(reached, 0, 24)

    def _fitting_size(self) -> QSize:
        """As large as the fields need, never larger than the screen."""
        room = self.screen().availableSize()
        width = min(self._width, room.width() - _SCREEN_MARGIN)
        needed = _height(self.body.widget().layout(), width)
        around = _height(self.layout(), width) - self.body.sizeHint().height()
        return QSize(width, min(needed + around + 8, room.height() - _SCREEN_MARGIN))

    def _assemble(self, title: str, subtitle: str) -> None:
        heading = QLabel(title)
        heading.setTextFormat(Qt.TextFormat.PlainText)
        heading.setProperty("tone", "title")
        under = QLabel(subtitle)
        under.setObjectName("subtitle")
        under.setTextFormat(Qt.TextFormat.PlainText)
        under.setProperty("tone", "muted")
        under.setWordWrap(True)
        under.setVisible(bool(subtitle))
        head = QVBoxLayout()
        head.setContentsMargins(24, 18, 24, 4)
        head.setSpacing(2)
        head.addWidget(heading)
        head.addWidget(under)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self.body, 1)
        QApplication.instance().focusChanged.connect(self._on_focus_moved)

    def _foot(self) -> QVBoxLayout:
        foot = QVBoxLayout()
        foot.setContentsMargins(24, 8, 24, 18)
        foot.setSpacing(10)
        foot.addWidget(self._panel)
        foot.addLayout(self._button_row())
        return foot

    def _button_row(self) -> QHBoxLayout:
        self.save_button.setObjectName("save")
        self.save_button.setProperty("primary", True)
        self.save_button.setToolTip(f"{self.save_button.text()} (Ctrl+Enter)")
        self.save_button.clicked.connect(self.submit)
        self.back_button.setObjectName("back")
        self.back_button.setToolTip(f"{self.back_button.text()} (Esc)")
        self.back_button.clicked.connect(self.reject)
        self._foot_words.setObjectName("foot_words")
        self._foot_words.setProperty("tone", "muted")
        self._foot_words.setTextFormat(Qt.TextFormat.PlainText)
        row = QHBoxLayout()
        row.addWidget(self._foot_words, 1)
        for button in (self.save_button, self.back_button):  # Enter in the last field comes to Save first
            button.setAccessibleName(button.text())
            button.setAutoDefault(False)
            row.insertWidget(1, button)
        return row


def _height(layout: QLayout, width: int) -> int:
    """Height of a layout at this width; one without wrapped words knows no height for a width."""
    return (
        layout.totalHeightForWidth(width) if layout.hasHeightForWidth() else layout.totalSizeHint().height()
    )
