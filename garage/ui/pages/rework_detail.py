"""One rework case: the clock, whose fault it is and why, the chain of attempts, photos, and everything done with it."""

from collections.abc import Callable

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
from garage.domain.rework import ReworkState
from garage.i18n import _
from garage.services import history, rework_rows
from garage.services.history import HistoryRow
from garage.services.rework_rows import Attempt, CaseRow
from garage.ui.desk import Desk
from garage.ui.forms.photos import PhotoPanel
from garage.ui.forms.rework_words import clock_of, say_attempt, say_clock, say_hint, say_referral
from garage.ui.kit.actions import make_action
from garage.ui.kit.table_model import Column
from garage.ui.pages.customer_parts import Fact, ShortList, action_button, plain_label, set_tone
from garage.ui.pages.rework_page_acts import ReworkActs

_S = ReworkState
TONES: dict[ReworkState, str] = {
    _S.CLAIMED: "warn",
    _S.DIAGNOSING: "warn",
    _S.OUR_FAULT: "bad",
    _S.NOT_OURS: "ok",
    _S.REFERRED: "accent",
}
PHOTOS = 1


class ReworkDetail(QFrame):
    """The case under the bar; `row` is what is shown, None for nothing."""

    order_opened = Signal(int)

    def __init__(self, desk: Desk, acts: ReworkActs) -> None:
        super().__init__()
        self.setObjectName("rework_detail")
        self._desk, self._acts = desk, acts
        self.row: CaseRow | None = None
        self.number = plain_label("rework_number", "title")
        self.state = plain_label("rework_state")
        self.line = plain_label("rework_line", "section", wraps=True)
        self.order = QLabel()
        self.order.setObjectName("rework_order")
        self.order.setTextFormat(Qt.TextFormat.RichText)
        self.order.setWordWrap(True)
        self.order.setTextInteractionFlags(Qt.TextInteractionFlag.LinksAccessibleByMouse)
        self.order.linkActivated.connect(self._open)
        self.facts = {
            name: Fact(f"rework_{name}", caption)
            for name, caption in (
                ("clock", _("Evidence")),
                ("attempt", _("Attempt")),
                ("decision", _("Whose fault")),
            )
        }
        self.fault = plain_label("rework_fault", wraps=True)
        self.told = plain_label("rework_told", "muted", wraps=True)
        self.attempts = ShortList(
            "rework_attempts", _("Attempts"), _attempt_columns(), lambda row: row.order_id, ""
        )
        self.attempts.opened.connect(lambda row: self.order_opened.emit(row.order_id))
        self.photos = PhotoPanel(desk, "rework_case")
        self.history = ShortList(
            "rework_history", _("History"), _history_columns(), lambda row: row.id, _("Nothing was done yet.")
        )
        self.tabs = QTabWidget()
        self.nothing = plain_label("no_rework", "muted")
        self.nothing.setText(_("Choose a case at the left."))
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._buttons: list[tuple[QAction, QPushButton]] = []
        self._build()
        self.show_nothing()

    def show_nothing(self) -> None:
        """No case is chosen."""
        self.row = None
        self.photos.show_of(None)
        self.nothing.show()
        self._body.hide()

    def show_case(self, case_id: int) -> None:
        """Show this case; raises KeyError when there is none."""
        row = rework_rows.one(case_id)
        other = self.row is None or self.row.id != row.id
        self.row = row
        self.number.setText(row.no)
        self.state.setText(label(row.state))
        set_tone(self.state, TONES.get(row.state, "muted"))
        self.line.setText(row.line)
        now = " · ".join(word for word in (row.order_no, row.plate, row.model.strip(), row.customer) if word)
        first = _("first repair {no}").format(no=row.first_order_no)
        self.order.setText(
            f'<a href="{row.order_id}">{_escaped(now)}</a> · <a href="{row.first_order_id}">{_escaped(first)}</a>'
        )
        self.order.setAccessibleName(f"{now} · {first}")
        self._show_facts(row)
        self._show_words(row)
        self.attempts.show_rows(rework_rows.chain(row.original_line_id))
        if other:
            self.photos.show_of(row.id)
        self.history.show_rows(history.of_rework(row.id)[::-1])
        self.nothing.hide()
        self._body.show()

    def fit(self) -> None:
        """Buttons for what may be done now."""
        wanted = self._acts.beside()
        for action, button in self._buttons:
            button.setVisible(action.isEnabled() and action in wanted)
        self.next.setText(self._acts.next.text())
        self.next.setToolTip(f"{self._acts.next.text()} (Ctrl+Enter)")
        self.next.setAccessibleName(self._acts.next.text())
        self.next.setVisible(self._acts.next.isEnabled())

    def _show_facts(self, row: CaseRow) -> None:
        today = self._desk.today()
        clock, ink = say_clock(row, today)
        due = _("by {day}").format(day=row.due_on.isoformat())
        self.facts["clock"].show_value(
            clock or due,
            say_hint(row, today) or ("" if clock_of(row, today) or not clock else due),
            ink if ink in {"warn", "bad"} else "",
        )
        attempt, tone = say_attempt(row)
        drives = _("cannot be driven") if row.undrivable else _("can be driven")
        self.facts["attempt"].show_value(attempt, drives, tone)
        who = rework_rows.people_of(row)
        decider = who.get(row.decided_by or 0, _("the program")) if row.decided_at else ""
        about = f"{decider} {row.decided_at:%m-%d %H:%M}" if row.decided_at else _("not decided")
        self.facts["decision"].show_value(label(row.cause) if row.cause else "", about)

    def _show_words(self, row: CaseRow) -> None:
        self.fault.setText("“" + row.fault + "”")
        who = rework_rows.people_of(row)
        said = []
        if row.evidence and row.evidence_at is not None:
            text = _("Evidence ({name}, {time}): {words}")
            when = f"{row.evidence_at:%m-%d %H:%M}"
            said.append(text.format(name=who.get(row.evidence_by or 0, "?"), time=when, words=row.evidence))
        if row.reason:
            said.append(_("Decided because: {reason}").format(reason=row.reason))
        if referral := say_referral(row):
            said.append(referral)
        if row.note:
            said.append(_("Closed because: {reason}").format(reason=row.note))
        self.told.setText("\n".join(said))
        self.told.setVisible(bool(said))

    def _open(self, link: str) -> None:
        self.order_opened.emit(int(link))

    def _goer(self, place: int) -> Callable[[], None]:
        def go() -> None:
            if self.tabs.isVisible():
                self.tabs.setCurrentIndex(place)
                self.tabs.currentWidget().setFocus()

        return go

    def _fill_tabs(self) -> None:
        self.tabs.setObjectName("rework_tabs")
        self.tabs.setAccessibleName(_("About the case"))
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        pages = ((self.attempts, _("Attempts")), (self.photos, _("Photos")), (self.history, _("History")))
        for place, (page, title) in enumerate(pages):
            self.tabs.addTab(page, title)
            keys = f"Alt+Shift+{place + 1}"
            go = make_action(self, title, self._goer(place), keys, name=f"rework_tab_{place + 1}")
            self.tabs.setTabToolTip(place, go.toolTip())
        self.photos.counted.connect(self._say_photos)
        look = self.photos.findChild(QPushButton, "open_photo_button")
        if look is not None:
            look.hide()  # Enter and a double click open a photo as well, and the row must fit here

    def _say_photos(self, count: int) -> None:
        words = _("Photos")
        self.tabs.setTabText(PHOTOS, f"{words} {count}" if count else words)

    def _card(self) -> QFrame:
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.number)
        head.addWidget(self.state, 1)
        grid = QGridLayout()
        grid.setHorizontalSpacing(18)
        for place, fact in enumerate(self.facts.values()):
            grid.addWidget(fact, 0, place)
            grid.setColumnStretch(place, 1)
        card = QFrame()
        card.setObjectName("rework_card")
        card.setProperty("card", True)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(16, 10, 16, 12)
        inside.setSpacing(6)
        inside.addLayout(head)
        inside.addWidget(self.line)
        inside.addWidget(self.order)
        inside.addLayout(grid)
        inside.addWidget(self.fault)
        inside.addWidget(self.told)
        return card

    def _build(self) -> None:
        self._fill_tabs()
        upper, row = QHBoxLayout(), QHBoxLayout()  # in one row they would take the list beside its columns
        for line in (upper, row):
            line.setSpacing(8)
            line.addStretch(1)
        for action in self._acts.offered:
            button = action_button(action)
            self._buttons.append((action, button))
            (row if action in self._acts.endings else upper).addWidget(button)
        self.next = action_button(self._acts.next, primary=True)
        row.addWidget(self.next)
        self._body = QWidget()
        column = QVBoxLayout(self._body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._card())
        column.addWidget(self.tabs, 1)
        column.addLayout(upper)
        column.addLayout(row)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.nothing, 1)
        layout.addWidget(self._body, 1)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")


def _attempt_columns() -> list[Column]:
    def left(row: Attempt) -> str:
        return row.left_on.isoformat() if row.left_on else _("in the shop")

    def who(row: Attempt) -> str:
        return " · ".join(word for word in (row.mechanics, row.elsewhere) if word)

    def promised(row: Attempt) -> str:
        return row.expires_on.isoformat() if row.expires_on else ""

    return [
        Column("no", _("Order"), 128, "left", lambda row: row.order_no),
        Column("line", _("Work done"), 0, "left", lambda row: row.line, None, lambda row: row.line),
        Column("who", _("Done by"), 118, "left", who, None, who),
        Column("left", _("Left on"), 106, "left", left),
        Column("until", _("Promised to"), 106, "left", promised),
    ]


def _history_columns() -> list[Column]:
    def said(row: HistoryRow) -> str:
        return " · ".join(word for word in (row.text, row.reason) if word)

    return [
        Column("at", _("When"), 100, "left", lambda row: f"{row.at:%m-%d %H:%M}"),
        Column("act", _("What"), 0, "left", lambda row: row.act, None, lambda row: row.act),
        Column("text", _("Details"), 0, "left", said, None, said),
        Column("who", _("By"), 108, "left", lambda row: row.who),
    ]
