"""One old part: what it is, whom it is for, where it lies, its photos and everything that was done with it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from garage.domain.labels import label
from garage.domain.old_parts import OldPartPurpose, OldPartState
from garage.domain.quantities import format_quantity
from garage.i18n import _
from garage.services import history, old_part_rows
from garage.services.history import HistoryRow
from garage.services.old_part_rows import OldPartRow
from garage.ui.desk import Desk
from garage.ui.forms.photos import PhotoPanel
from garage.ui.kit.actions import make_action
from garage.ui.kit.table_model import Column
from garage.ui.pages.customer_parts import Fact, ShortList, action_button, plain_label, set_tone

_STATE = OldPartState
TONES: dict[OldPartState, str] = {
    _STATE.TAGGED: "warn",
    _STATE.SHELVED: "ok",
    _STATE.RETURNED_BACK: "warn",
    _STATE.SENT_SUPPLIER: "accent",
    _STATE.SCRAP_APPROVED: "warn",
}
"""Inks of the states in which somebody still has to do something; what is gone is muted."""
HISTORY, PHOTOS = range(2)
"""Places of the tabs."""
_HISTORY = 34 * 2 + 38


def quantity(row: OldPartRow) -> str:
    """How much of it, with its unit."""
    return f"{format_quantity(row.qty_milli)} {row.unit}".strip()


def purpose_words(row: OldPartRow) -> str:
    """Whom it is for, and the claim that rests on it."""
    return f"{label(row.purpose)} · {row.claim_no}" if row.claim_no else label(row.purpose)


class OldPartDetail(QFrame):
    """The part under the bar; `row` is what is shown, None for nothing."""

    order_opened = Signal(int)

    def __init__(self, desk: Desk, actions: Sequence[QAction]) -> None:
        super().__init__()
        self.setObjectName("old_part_detail")
        self.row: OldPartRow | None = None
        self.number = plain_label("old_part_number", "title")
        self.state = plain_label("old_part_state")
        self.name = plain_label("old_part_name", "section", wraps=True)
        self.order = QLabel()
        self.order.setObjectName("old_part_order")
        self.order.setTextInteractionFlags(Qt.TextInteractionFlag.LinksAccessibleByMouse)
        self.order.linkActivated.connect(lambda _link: self.row and self.order_opened.emit(self.row.order_id))
        self.facts = {
            name: Fact(f"old_part_{name}", caption)
            for name, caption in (
                ("purpose", _("For whom")),
                ("shelf", _("Lies at")),
                ("removed", _("Came off")),
                ("odometer", _("Odometer")),
                ("serial", _("Serial number")),
                ("hazard", _("Danger")),
            )
        }
        for name in ("odometer", "serial", "hazard"):
            self.facts[name].about.hide()  # nothing is ever said about these: a small screen has no room
        self.fault = plain_label("old_part_fault", wraps=True)
        self.told = plain_label("old_part_told", "muted", wraps=True)
        self.photos = PhotoPanel(desk, "old_part")
        self.history = ShortList(
            "old_part_history", _("History"), _columns(), lambda row: row.id, _("Nothing was done yet.")
        )
        self.history.setMinimumHeight(_HISTORY)
        self.tabs = QTabWidget()
        self.photos.counted.connect(self._say_photos)
        self.nothing = plain_label("no_old_part", "muted")
        self.nothing.setText(_("Choose a part at the left."))
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._build(actions)
        self.show_nothing()

    def show_nothing(self) -> None:
        """No part is chosen."""
        self.row = None
        self.photos.show_of(None)
        self.nothing.show()
        self._body.hide()

    def show_part(self, old_part_id: int) -> None:
        """Show this part; raises KeyError when there is none."""
        row = old_part_rows.one(old_part_id)
        other = self.row is None or self.row.id != row.id
        self.row = row
        self.number.setText(row.no)
        self.state.setText(label(row.state))
        set_tone(self.state, TONES.get(row.state, "muted"))
        self.name.setText(" · ".join(word for word in (row.name, row.code, quantity(row)) if word))
        told = " · ".join(word for word in (row.order_no, row.plate, row.model.strip(), row.customer) if word)
        self.order.setText(f'<a href="order">{_escaped(told)}</a>')
        self.order.setAccessibleName(told)
        self._show_facts(row)
        self.fault.setText(row.fault)
        self.fault.setVisible(bool(row.fault))
        said = _told(row)
        self.told.setText("\n".join(said))
        self.told.setVisible(bool(said))
        if other:
            self.photos.show_of(row.id)
        self.history.show_rows(history.of_old_part(row.id)[::-1])
        self.nothing.hide()
        self._body.show()

    def _show_facts(self, row: OldPartRow) -> None:
        undecided = row.purpose is OldPartPurpose.UNDECIDED
        self.facts["purpose"].show_value(
            label(row.purpose), row.claim_no or row.supplier, "warn" if undecided else ""
        )
        condition = (
            row.condition
            if row.intact
            else " · ".join(word for word in (_("opened or damaged"), row.condition) if word)
        )
        self.facts["shelf"].show_value(row.shelf, condition, "" if row.intact else "warn")
        self.facts["removed"].show_value(f"{row.removed_at:%Y-%m-%d %H:%M}", row.remover)
        km = "" if row.odometer_km is None else _("{km} km").format(km=f"{row.odometer_km:,}")
        self.facts["odometer"].show_value(km)
        self.facts["serial"].show_value(row.serial)
        self.facts["hazard"].show_value(
            label(row.hazard) if row.hazard else "", "", "warn" if row.hazard else ""
        )

    def _say_photos(self, count: int) -> None:
        words = _("Photos")
        self.tabs.setTabText(PHOTOS, f"{words} {count}" if count else words)

    def _goer(self, place: int) -> Callable[[], None]:
        def go() -> None:
            if self.tabs.isVisible():
                self.tabs.setCurrentIndex(place)
                self.tabs.currentWidget().setFocus()

        return go

    def _fill_tabs(self) -> None:
        self.tabs.setObjectName("old_part_tabs")
        self.tabs.setAccessibleName(_("About the part"))
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        look = self.photos.findChild(QPushButton, "open_photo_button")
        if look is not None:
            look.hide()  # Enter and a double click open a photo as well, and the row must fit here
        for place, (page, title) in enumerate(((self.history, _("History")), (self.photos, _("Photos")))):
            self.tabs.addTab(page, title)
            keys = f"Alt+Shift+{place + 1}"
            go = make_action(self, title, self._goer(place), keys, name=f"old_part_tab_{place + 1}")
            self.tabs.setTabToolTip(place, go.toolTip())

    def _build(self, actions: Sequence[QAction]) -> None:
        self._fill_tabs()
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.number)
        head.addWidget(self.state, 1)
        grid = QGridLayout()
        grid.setHorizontalSpacing(18)
        grid.setVerticalSpacing(6)
        for place, fact in enumerate(self.facts.values()):
            grid.addWidget(fact, *divmod(place, 3))
        for column in range(3):
            grid.setColumnStretch(column, 1)
        card = QFrame()
        card.setObjectName("old_part_card")
        card.setProperty("card", True)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(16, 8, 16, 8)
        inside.setSpacing(4)
        inside.addLayout(head)
        inside.addWidget(self.name)
        inside.addWidget(self.order)
        inside.addLayout(grid)
        inside.addWidget(self.fault)
        inside.addWidget(self.told)
        self._body = QWidget()
        column = QVBoxLayout(self._body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(card)
        column.addWidget(self.tabs, 1)
        column.addLayout(_buttons(actions))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.nothing, 1)
        layout.addWidget(self._body, 1)


def _buttons(actions: Sequence[QAction]) -> QHBoxLayout:
    """What may be done now; the last two are next steps, of which a part has one at a time."""
    row = QHBoxLayout()
    row.setSpacing(8)
    row.addStretch(1)
    for place, action in enumerate(actions):
        button = action_button(action, primary=place >= len(actions) - 2)
        action.enabledChanged.connect(button.setVisible)
        button.setVisible(action.isEnabled())
        row.addWidget(button)
    return row


def _told(row: OldPartRow) -> list[str]:
    """Where it went, and why."""
    said = []
    if row.handed_at is not None:
        text = _("Taken by {name}, {time}")
        said.append(text.format(name=row.handed_to, time=f"{row.handed_at:%Y-%m-%d %H:%M}"))
    if row.shipment_no:
        said.append(_("Sent with {number}").format(number=row.shipment_no))
    if row.back_at is not None:
        text = _("Back since {day}: {note}")
        said.append(text.format(day=f"{row.back_at:%Y-%m-%d}", note=row.back_note or "–"))
    if row.scrap_approved_at is not None:
        text = _("{name} approved scrapping on {day}: {reason}")
        day = f"{row.scrap_approved_at:%Y-%m-%d}"
        said.append(text.format(name=row.scrap_approver, day=day, reason=row.scrap_reason))
    if row.disposal_no:
        said.append(_("Left with {number}").format(number=row.disposal_no))
    if row.void_reason:
        said.append(_("Void because: {reason}").format(reason=row.void_reason))
    return said


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")


def _columns() -> list[Column]:
    def said(row: HistoryRow) -> str:
        return " · ".join(word for word in (row.text, row.reason) if word)

    return [
        Column("at", _("When"), 118, "left", lambda row: f"{row.at:%m-%d %H:%M}"),
        Column("act", _("What"), 0, "left", lambda row: row.act, None, lambda row: row.act),
        Column("text", _("Details"), 0, "left", said, None, said),
        Column("who", _("By"), 108, "left", lambda row: row.who),
    ]
