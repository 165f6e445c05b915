"""The claim under the bar: how it stands, its check list, report, lines, photos and history, and its next step."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from garage.domain.labels import label
from garage.domain.money import format_yuan
from garage.i18n import _
from garage.services import claim_pages
from garage.services.claim_edits import REPORTING
from garage.services.claim_facts import NOUN
from garage.services.claim_pages import ClaimPage
from garage.ui.desk import Desk
from garage.ui.forms.order_head import words
from garage.ui.forms.photos import PhotoPanel
from garage.ui.kit.actions import make_action
from garage.ui.kit.elided import Elided
from garage.ui.kit.next_step import NextStepButton
from garage.ui.pages.claim_checks import ChecksView
from garage.ui.pages.claim_words import (
    about,
    history_columns,
    leave_out,
    line_columns,
    report_words,
    standing,
    tone_of,
)
from garage.ui.pages.customer_parts import ShortList, plain_label, set_tone
from garage.ui.pages.returns_sheets import claim_line_sheet

_AMOUNT_POINTS = 17
CHECKS, REPORT, LINES, PHOTOS, HISTORY = range(5)


class ClaimLineList(ShortList):
    """What is claimed; where there is little room, a tip says the rest."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        leave_out(self, event.size().width())


class ClaimDetail(QFrame):
    """One claim; `page` is what is shown, None for nothing. Alt+Shift and a number goes to a tab."""

    order_opened = Signal(int)
    photos_changed = Signal()

    def __init__(
        self,
        desk: Desk,
        on_foot: Sequence[QPushButton],
        on_report: Sequence[QPushButton],
        on_lines: Sequence[QPushButton],
    ) -> None:
        """Buttons at the foot, over the report and over the lines."""
        super().__init__()
        self.setObjectName("claim_detail")
        self._desk = desk
        self.page: ClaimPage | None = None
        self.number = plain_label("claim_number", "title")
        self.state = plain_label("claim_state")
        self.amount = plain_label("claim_amount")
        self.amount.setFont(_large(self.amount.font()))
        self.about = (Elided("claim_car"), Elided("claim_supplier", "muted"))
        self._standing = QVBoxLayout()
        self._standing.setSpacing(1)
        self.checks = ChecksView()
        self.report = QWidget()
        self.lines = ClaimLineList(
            "claim_lines", _("Claimed lines"), line_columns(), lambda line: line.id, _("Nothing is claimed.")
        )
        self.lines.sheet = claim_line_sheet()
        self.photos = PhotoPanel(desk, NOUN)
        self.photos.counted.connect(self._on_photos)
        self.history = ShortList(
            "claim_history", _("History"), history_columns(), lambda row: row.id, _("Nothing was done yet.")
        )
        self.next = NextStepButton()
        self.tabs = QTabWidget()
        self.nothing = words(_("Choose a claim at the left."), "muted")
        self.nothing.setObjectName("no_claim")
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._counted = 0
        self._fill_tabs(on_report, on_lines)
        self._build(on_foot)
        self.show_nothing()

    def show_nothing(self) -> None:
        """No claim is chosen."""
        self.page = None
        self._body.hide()
        self.nothing.show()

    def show_claim(self, claim_id: int) -> None:
        """Show this claim; raises KeyError when there is none."""
        fresh = self.page is None or self.page.row.id != claim_id
        page = self.page = claim_pages.one(claim_id, self._desk.today())
        self.number.setText(page.row.no)
        self.state.setText(label(page.row.state))
        set_tone(self.state, tone_of(page.row.state))
        self.amount.setText(format_yuan(page.row.claimed_fen))
        for line, text in zip(self.about, about(page), strict=True):
            line.show_text(text)
        self._show_standing(standing(page, self._desk.today()))
        self.checks.show_checks(page.checks, may=page.row.state in REPORTING)
        self._report_area.setWidget(_table(report_words(page)))
        self.lines.show_rows(page.lines)
        if fresh:
            self._counted = page.facts.photos
            self.photos.show_of(claim_id)
        self.history.show_rows(claim_pages.history(claim_id))
        self._say_counts(page)
        self.nothing.hide()
        self._body.show()

    def show_tab(self, place: int) -> None:
        """Bring a tab in sight, the keyboard in it."""
        self.tabs.setCurrentIndex(place)
        inside = (self.checks, self._report_area, self.lines, self.photos, self.history)[place]
        inside.setFocus()

    def _say_counts(self, page: ClaimPage) -> None:
        open_ = f" {page.missing}" if page.missing else ""
        photos = f" {page.facts.photos}" if page.facts.photos else ""
        self.tabs.setTabText(CHECKS, _("Audit") + open_)
        self.tabs.setTabText(PHOTOS, _("Photos") + photos)

    def _show_standing(self, said: Sequence[tuple[str, str]]) -> None:
        while (item := self._standing.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for text, tone in said:
            self._standing.addWidget(words(text, tone))

    def _on_photos(self, count: int) -> None:
        if self.page is not None and count != self._counted:
            self._counted = count
            self.photos_changed.emit()

    def _goer(self, place: int) -> Callable[[], None]:
        return lambda: self.show_tab(place)

    def _build(self, buttons: Sequence[QPushButton]) -> None:
        self._body = QWidget()
        column = QVBoxLayout(self._body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._card())
        column.addWidget(self.tabs, 1)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        for button in buttons:
            foot.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        foot.addStretch(1)
        foot.addWidget(self.next)
        column.addLayout(foot)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.nothing, 1)
        layout.addWidget(self._body, 1)

    def _card(self) -> QFrame:
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.number)
        head.addWidget(self.state, 1)
        head.addWidget(self.amount)
        card = QFrame()
        card.setObjectName("claim_card")
        card.setProperty("card", True)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(16, 10, 16, 10)
        inside.setSpacing(3)
        inside.addLayout(head)
        for line in self.about:
            inside.addWidget(line)
        inside.addLayout(self._standing)
        return card

    def _fill_tabs(self, on_report: Sequence[QPushButton], on_lines: Sequence[QPushButton]) -> None:
        self._report_area = QScrollArea()
        self._report_area.setObjectName("claim_report")
        self._report_area.setAccessibleName(_("Fault report"))
        self._report_area.setWidgetResizable(True)
        self._report_area.setFrameShape(QFrame.Shape.NoFrame)
        self.tabs.setObjectName("claim_tabs")
        self.tabs.setAccessibleName(_("About this claim"))
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        shown: tuple[tuple[QWidget, str], ...] = (
            (self.checks, _("Audit")),
            (self._titled(self._report_area, on_report), _("Fault report")),
            (self._titled(self.lines, on_lines), _("Claimed lines")),
            (self.photos, _("Photos")),
            (self.history, _("History")),
        )
        for place, (widget, title) in enumerate(shown):
            self.tabs.addTab(widget, title)
            go = make_action(
                self, title, self._goer(place), f"Alt+Shift+{place + 1}", name=f"claim_tab_{place + 1}"
            )
            self.tabs.setTabToolTip(place, go.toolTip())

    def _titled(self, inside: QWidget, buttons: Sequence[QPushButton]) -> QWidget:
        """What a tab shows, and what changes it."""
        room = QWidget()
        column = QVBoxLayout(room)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(6)
        column.addWidget(inside, 1)
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in buttons:
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)
        return room


def _large(font: QFont) -> QFont:
    large = QFont(font)
    large.setPointSizeF(_AMOUNT_POINTS)
    large.setBold(True)
    return large


def _table(rows: Sequence[tuple[str, str]]) -> QWidget:
    """Captions beside their words."""
    inside = QWidget()
    grid = QGridLayout(inside)
    grid.setContentsMargins(8, 8, 8, 8)
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(6)
    grid.setColumnStretch(1, 1)
    for place, (name, text) in enumerate(rows):
        caption = QLabel(name)
        caption.setProperty("tone", "muted")
        caption.setWordWrap(True)
        caption.setMinimumWidth(150)
        caption.setMaximumWidth(190)
        grid.addWidget(caption, place, 0, Qt.AlignmentFlag.AlignTop)
        said = words(text)
        said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        grid.addWidget(said, place, 1, Qt.AlignmentFlag.AlignTop)
    grid.setRowStretch(len(rows), 1)
    return inside
