"""Two files side by side: whose word stands in each field that differs, then one file is made of both (A11)."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from garage.domain.merges import JOINED, FileKind, Side
from garage.i18n import _
from garage.services import file_compare, file_merges
from garage.services.file_compare import FileSide
from garage.ui.desk import Desk
from garage.ui.forms.file_words import field_title, hanging_lines, say, say_same
from garage.ui.forms.order_head import words as plain
from garage.ui.forms.reasons import ReasonForm
from garage.ui.forms.side_field import BOTH_WIDTH, GAP, SideField
from garage.ui.kit import fields
from garage.ui.kit.actions import make_action
from garage.ui.kit.form_dialog import FormDialog

_CAPTIONS = 150
"""Room for the names of the fields, in pixels."""


class MergeForm(FormDialog):
    """The file at the left stays, the one at the right goes into it; `saved` carries the id of the merge.

    `swap_wanted` says that whoever opened it is to open the same two the other way round, with the reason typed.
    """

    swap_wanted = Signal(str)

    def __init__(
        self, desk: Desk, parent: QWidget | None, kind: FileKind, kept_id: int, gone_id: int
    ) -> None:
        self._desk, self._kind = desk, kind
        self._ids = (kept_id, gone_id)
        title = _("One customer, two files") if kind is FileKind.CUSTOMER else _("One car, two files")
        subtitle = _("Everything that hangs on the right file moves to the left one. It can be undone.")
        super().__init__(parent, title, subtitle, _("Make it one file"), width=940)
        self.setObjectName("merge_files_form")
        self.found = file_compare.of(kind, kept_id, gone_id)
        self._sides: dict[str, SideField] = {}
        self._add_heads()
        self._add_sides()
        self.add_field("reason", _("Reason"), fields.LineField(limit=file_merges.REASON_LENGTH))

    def load(self) -> None:
        self.show_reasons(self.found.against)
        self.save_button.setEnabled(not self.found.against)
        first = next(iter(self._sides.values()), None)
        if first is not None:
            first.setFocus()

    def submit(self) -> bool:
        done = super().submit()
        self.save_button.setEnabled(not self.found.against)
        return done

    def save(self) -> object:
        act = file_merges.merge_customers if self._kind is FileKind.CUSTOMER else file_merges.merge_vehicles
        chosen = {name: side.value() for name, side in self._sides.items()}
        kept, gone = self.found.kept, self.found.gone
        reason = self.widget("reason").text()
        return act(self._desk.by(), kept.id, gone.id, kept.version, gone.version, chosen, reason)

    def renew(self) -> None:
        self.found = file_compare.of(self._kind, *self._ids)

    def swap(self) -> None:
        """The other file stays: the same two, the other way round."""
        reason = self.widget("reason").text()
        self.mark_clean()
        self.reject()
        self.swap_wanted.emit(reason)

    def choose_all(self, side: Side) -> None:
        """One side's word stands everywhere."""
        for field in self._sides.values():
            field.choose(side)

    def contents(self) -> object:
        return (super().contents(), {name: side.value() for name, side in self._sides.items()})

    def _add_heads(self) -> None:
        """What can be done with all fields at once, then the two files."""
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        acts = QVBoxLayout()
        acts.setSpacing(2)
        for name, text, slot, keys in (
            ("all_left", _("All from the left"), partial(self.choose_all, Side.KEPT), "Alt+Left"),
            ("all_right", _("All from the right"), partial(self.choose_all, Side.GONE), "Alt+Right"),
            ("swap_files", _("Keep the other file"), self.swap, "Alt+X"),
        ):
            acts.addWidget(self._link(name, text, slot, keys), 0, Qt.AlignmentFlag.AlignLeft)
        acts.addStretch(1)
        corner = QWidget()
        corner.setFixedWidth(_CAPTIONS)
        corner.setLayout(acts)
        acts.setContentsMargins(0, 0, 0, 0)
        row.addWidget(corner)
        for which, side, words in (
            (Side.KEPT, self.found.kept, _("stays")),
            (Side.GONE, self.found.gone, _("goes into it")),
        ):
            row.addWidget(_card(self._kind, side, words, which), 1)
        row.addSpacing(BOTH_WIDTH + GAP)
        heads = QWidget()
        heads.setLayout(row)
        self.add_widget(heads)

    def _link(self, name: str, text: str, slot: Callable[[], object], keys: str) -> QPushButton:
        action = make_action(self, text, slot, keys, name=name)
        link = QPushButton(text)
        link.setObjectName(f"{name}_button")
        link.setAccessibleName(text)
        link.setToolTip(action.toolTip())
        link.setProperty("link", True)
        link.setAutoDefault(False)
        link.clicked.connect(action.trigger)
        return link

    def _add_sides(self) -> None:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(GAP)
        grid.setVerticalSpacing(10)
        grid.setColumnMinimumWidth(0, _CAPTIONS)
        grid.setColumnStretch(1, 1)
        for one in self.found.fields:
            if one.differs:
                kept, gone = say(one.field, one.kept), say(one.field, one.gone)
                field = SideField(kept, gone, one.side, both=one.field in JOINED and bool(kept and gone))
                field.setObjectName(one.field)
                field.setAccessibleName(field_title(one.field))
                caption = plain(field_title(one.field), "muted")
                caption.setFixedWidth(_CAPTIONS)
                grid.addWidget(caption, len(self._sides), 0)
                grid.addWidget(field, len(self._sides), 1)
                self._sides[one.field] = field
        same = plain(say_same(self.found.fields), "muted")
        same.setObjectName("same_in_both")
        same.setVisible(bool(same.text()))
        grid.addWidget(same, len(self._sides), 0, 1, 2)
        table = QWidget()
        table.setLayout(grid)
        self.add_widget(table)


def _card(kind: FileKind, side: FileSide, words: str, which: Side) -> QFrame:
    """A file's name, whether it stays, and what hangs on it."""
    card = QFrame()
    card.setObjectName(f"{which.value.lower()}_file")
    card.setProperty("card", True)
    layout = QVBoxLayout(card)
    layout.setContentsMargins(14, 10, 14, 10)
    layout.setSpacing(3)
    top = QHBoxLayout()
    name = plain(side.name, "section")
    name.setObjectName(f"{which.value.lower()}_name")
    state = QLabel(words)
    state.setProperty("tone", "ok" if which is Side.KEPT else "muted")
    top.addWidget(name, 1)
    top.addWidget(state)
    layout.addLayout(top)
    for text in hanging_lines(kind, side):
        layout.addWidget(plain(text, "muted"))
    layout.addStretch(1)
    return card


def undo_form(
    parent: QWidget | None, desk: Desk, merge_id: int, kept: str, gone: str, when: str
) -> ReasonForm:
    """Part two files again."""
    words = _(
        "{gone} gets back what came from that file and still stands where it was put. What was changed in {kept}"
        " since stays as it is."
    )
    return ReasonForm(
        parent,
        _("Part the files again"),
        _("{gone} went into {kept} on {day}").format(gone=gone, kept=kept, day=when),
        words.format(gone=gone, kept=kept),
        lambda reason: file_merges.undo(desk.by(), merge_id, reason),
    )


def open_form(form: FormDialog) -> None:
    """Show a form that goes away when it is closed."""
    form.finished.connect(form.deleteLater)
    form.open()
