"""Everything the program says to a person in a box of its own; no other module opens one."""

from collections.abc import Callable, Sequence
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from garage.errors import Change, MachineError, Reason, StaleError
from garage.i18n import _
from garage.ui.kit.errors_bar import ReasonList
from garage.ui.kit.icons import IconLabel
from garage.ui.kit.toast import Kind, Toast, toast

__all__ = ["Kind", "Toast", "confirm", "failed", "reasons", "stale", "tell", "toast", "warn"]

_INKS = {"info": "accent", "warning": "warn", "error": "bad"}


class Box(QDialog):
    """Icon, heading, words, something below, and a row of buttons; `answer` is the name of the one pressed."""

    def __init__(self, parent: QWidget | None, icon: str, title: str, text: str) -> None:
        super().__init__(parent)
        self.setObjectName("message")
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        self.answer = ""
        self.body = QVBoxLayout()
        self.body.setSpacing(8)
        heading = _words(title)
        heading.setProperty("tone", "section")
        self.body.addWidget(heading)
        if text:
            self.body.addWidget(_words(text))
        self._buttons = QHBoxLayout()
        self._buttons.addStretch(1)
        top = QHBoxLayout()
        top.setSpacing(14)
        top.addWidget(IconLabel(icon, _INKS[icon], 30), 0, Qt.AlignmentFlag.AlignTop)
        top.addLayout(self.body, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(18)
        layout.addLayout(top)
        layout.addStretch(1)
        layout.addLayout(self._buttons)
        self.setMinimumWidth(400)
        self.setMaximumWidth(640)

    def add_button(self, name: str, text: str, *, primary: bool = False) -> QPushButton:
        """A button that closes the box with `answer` = name; the primary one is what Enter presses."""
        button = QPushButton(text)
        button.setObjectName(f"message_{name}")
        button.setAccessibleName(text)
        button.setProperty("primary", primary)
        button.setDefault(primary)
        button.setAutoDefault(primary)
        button.clicked.connect(lambda: self.close_with(name))
        self._buttons.addWidget(button)
        if primary:
            button.setFocus()
        return button

    def add_words(self, text: str) -> None:
        """Another sentence below."""
        self.body.addWidget(_words(text))

    def add_details(self, error: MachineError) -> None:
        """What the machine itself said, small, for whoever is asked for help."""
        details = "\n".join(f"{name}: {value}" for name, value in error.details.items())
        if details:
            self.body.addWidget(_muted(details))

    def close_with(self, name: str) -> None:
        """Close with this answer."""
        self.answer = name
        self.accept()

    def ask(self) -> str:
        """Open, wait, and give the name of the button; "" when closed without one."""
        self.exec()
        self.deleteLater()
        return self.answer


def confirm(parent: QWidget | None, title: str, text: str, yes: str, details: str = "") -> bool:
    """Ask before what cannot be taken back; `yes` names the act ("Post stocktake"), Esc is no."""
    box = Box(parent, "warning", title, text)
    if details:
        box.body.addWidget(_muted(details))
    box.add_button("no", _("Cancel"))
    box.add_button("yes", yes, primary=True)
    return box.ask() == "yes"


def tell(parent: QWidget | None, title: str, text: str) -> None:
    """Say something that has to be read before going on."""
    _say(parent, "info", title, text)


def warn(parent: QWidget | None, title: str, text: str) -> None:
    """Say something that needs care."""
    _say(parent, "warning", title, text)


WayOut = Callable[[MachineError], tuple[str, Callable[[], object]] | None]
_ways_out: list[WayOut] = []


def offer_ways_out(way_out: WayOut | None) -> None:
    """From now on `failed` asks this for a button (its words and its act) that helps out of an error."""
    _ways_out[:] = [way_out] if way_out else []


def failed(parent: QWidget | None, error: MachineError) -> None:
    """Say what the machine refused and what to do now; nothing was lost."""
    way = next((found for way_out in _ways_out if (found := way_out(error))), None)
    box = Box(parent, "error", error.text, error.advice)
    box.add_details(error)
    box.add_button("ok", _("Not now") if way else _("OK"), primary=way is None)
    if way is not None:
        box.add_button("way_out", way[0], primary=True)
    if box.ask() == "way_out" and way is not None:
        way[1]()


def reasons(parent: QWidget | None, title: str, reasons: Sequence[Reason]) -> Reason | None:
    """Say what is missing; gives the reason that was clicked so that the caller can go there."""
    box = Box(parent, "warning", title, "")
    picked: list[Reason] = []
    links = ReasonList()
    links.set_reasons(reasons)

    def pick(reason: Reason) -> None:
        picked.append(reason)
        box.close_with("picked")

    links.reason_clicked.connect(pick)
    box.body.addWidget(links)
    box.add_button("ok", _("Close"), primary=True)
    leading = (link for link, reason in zip(links.links(), reasons, strict=True) if reason.goto)
    if (first := next(leading, None)) is not None:
        first.setFocus()  # Enter goes where it is put right
    box.ask()
    return picked[0] if picked else None


def stale(parent: QWidget | None, error: StaleError) -> Literal["reload", "keep"]:
    """Somebody else saved this meanwhile: show what changed and ask whose version goes on."""
    box = Box(parent, "warning", _("Changed by somebody else meanwhile"), error.text)
    if error.by or error.at:
        box.body.addWidget(_muted(" · ".join(part for part in (error.by, error.at) if part)))
    if error.changes:
        box.body.addWidget(_changes(error.changes))
    box.body.addWidget(
        _words(_("Keep yours and the next save replaces theirs; load theirs and what you typed is gone."))
    )
    box.add_button("reload", _("Load theirs"))
    box.add_button("keep", _("Keep what I typed"), primary=True)
    return "reload" if box.ask() == "reload" else "keep"


def _say(parent: QWidget | None, icon: str, title: str, text: str) -> None:
    box = Box(parent, icon, title, text)
    box.add_button("ok", _("OK"), primary=True)
    box.ask()


def _words(text: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label


def _muted(text: str) -> QLabel:
    label = _words(text)
    label.setProperty("tone", "muted")
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def _changes(changes: Sequence[Change]) -> QWidget:
    table = QWidget()
    grid = QGridLayout(table)
    grid.setContentsMargins(0, 4, 0, 4)
    grid.setHorizontalSpacing(16)
    for column, title in enumerate((_("Field"), _("Before"), _("After"))):
        grid.addWidget(_muted(title), 0, column)
    for line, change in enumerate(changes, start=1):
        for column, text in enumerate(
            (change.title or change.column, change.before or "–", change.after or "–")
        ):
            grid.addWidget(_words(text), line, column)
    grid.setColumnStretch(1, 1)
    grid.setColumnStretch(2, 1)
    return table
