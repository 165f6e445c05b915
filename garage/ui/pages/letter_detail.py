"""One letter: its envelope, its words as they print, when it went and what came back (G4)."""

from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from garage.domain.labels import label
from garage.domain.letters import LetterState
from garage.i18n import _
from garage.services import letter_rows
from garage.services.letter_rows import LetterRow
from garage.ui.desk import Desk
from garage.ui.forms.letter_words import say_sent, say_state
from garage.ui.forms.order_head import words
from garage.ui.pages.care_blocks import Line, block, notice
from garage.ui.pages.customer_parts import action_button, plain_label, set_tone
from garage.ui.pages.letter_acts import LetterActs


class LetterDetail(QFrame):
    """The letter under the bar; `row` is what is shown, None for nothing."""

    document_opened = Signal(str)

    def __init__(self, desk: Desk, acts: LetterActs) -> None:
        super().__init__()
        self.setObjectName("letter_detail")
        self._desk, self._acts = desk, acts
        self.row: LetterRow | None = None
        self.number = plain_label("letter_number", "title")
        self.state = plain_label("letter_state")
        self.kind = plain_label("letter_kind", "muted", wraps=True)
        self.about = QLabel()
        self.about.setObjectName("letter_about")
        self.about.setTextFormat(Qt.TextFormat.RichText)
        self.about.setWordWrap(True)
        self.about.linkActivated.connect(self.document_opened)
        self._blocks = QVBoxLayout()
        self._blocks.setSpacing(10)
        self.nothing = plain_label("no_letter", "muted")
        self.nothing.setText(_("Choose a letter at the left."))
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._build()
        self.show_nothing()

    def show_nothing(self) -> None:
        """No letter is chosen."""
        self.row = None
        self._body.hide()
        self.nothing.show()

    def show_case(self, case_id: int) -> None:
        """Show this letter; raises KeyError when there is none."""
        row = self.row = letter_rows.one(case_id)
        text, tone = say_state(row, self._desk.today())
        self.number.setText(row.no)
        self.state.setText(text)
        set_tone(self.state, tone)
        self.kind.setText(" · ".join((label(row.kind), row.written_on.isoformat(), row.written_by)))
        links = [
            f'<a href="{escape(no)}">{escape(" ".join(filter(None, (no, title))))}</a>'
            for no, title in ((row.campaign_no, row.campaign), (row.complaint_no, ""))
            if no
        ]
        named = [escape(part) for part in (row.customer, row.plate) if part]
        self.about.setText(" · ".join((*named, *links)))
        self.about.setAccessibleName(
            " · ".join(filter(None, (row.customer, row.plate, row.campaign_no, row.complaint_no)))
        )
        self._show(row)
        self.nothing.hide()
        self._body.show()

    def fit(self) -> None:
        """Buttons for what may be done now."""
        action = self._acts.next
        self.next.setText(action.text())
        self.next.setAccessibleName(action.text())
        self.next.setToolTip(f"{action.text().rstrip('…')} (Ctrl+Enter)")
        self.next.setVisible(action.isEnabled())

    # Inside

    def _show(self, row: LetterRow) -> None:
        while (item := self._blocks.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for text, tone in self._notices(row):
            self._blocks.addWidget(notice(text, tone))
        envelope = [
            ("", row.addressee, "section"),
            ("", row.address or _("no address"), "" if row.address else "muted"),
        ]
        self._blocks.addWidget(block(_("Envelope"), envelope))
        self._blocks.addWidget(_sheet(row))
        known = [line for line in self._facts(row) if line[1]]
        if known:
            self._blocks.addWidget(block("", known))
        self._blocks.addStretch(1)
        self._area.verticalScrollBar().setValue(0)

    def _notices(self, row: LetterRow) -> list[tuple[str, str]]:
        found = []
        if row.state is LetterState.VOID:
            found.append((_("Void: {reason}").format(reason=row.void_reason), "warn"))
        if row.state is LetterState.RETURNED and row.returned_on is not None:
            text = _("Came back on {day}: the address is doubtful.")
            found.append((text.format(day=row.returned_on.isoformat()), "bad"))
        elif row.state is LetterState.WRITTEN and row.customer_id is not None and row.address:
            back = letter_rows.came_back(row.customer_id, row.address)
            if back is not None:
                text = _("A letter to this address came back on {day}. Ask the customer for the right one.")
                found.append((text.format(day=back.isoformat()), "bad"))
        return found

    def _facts(self, row: LetterRow) -> list[Line]:
        reply = f"{row.reply}\n{row.reply_on:%Y-%m-%d}" if row.reply_on else ""
        return [(_("Sent"), say_sent(row), ""), (_("Reply"), reply, "")]

    def _build(self) -> None:
        first = QHBoxLayout()
        first.setSpacing(6)
        first.addWidget(self.number, 1)
        first.addWidget(self.state)
        inside = QWidget()
        inside.setObjectName("letter_blocks")
        inside.setLayout(self._blocks)
        self._blocks.setContentsMargins(0, 4, 8, 4)
        self._area = QScrollArea()
        self._area.setObjectName("letter_area")
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setAccessibleName(_("Details"))
        self._area.setWidget(inside)
        self._body = QWidget()
        body = QVBoxLayout(self._body)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(8)
        body.addLayout(first)
        for part in (self.about, self.kind):
            body.addWidget(part)
        body.addWidget(self._area, 1)
        body.addLayout(self._foot())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.nothing, 1)
        layout.addWidget(self._body, 1)

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setSpacing(8)
        self.more = QPushButton(_("More"))
        self.more.setObjectName("letter_more")
        self.more.setAccessibleName(_("More"))
        self.next = action_button(self._acts.next, primary=True)
        foot.addWidget(action_button(self._acts.paper))
        foot.addWidget(action_button(self._acts.history))
        foot.addStretch(1)
        foot.addWidget(self.more)
        foot.addWidget(self.next)
        return foot


def _sheet(row: LetterRow) -> QWidget:
    """Subject and text as they print, on a sheet."""
    sheet = QFrame()
    sheet.setObjectName("letter_sheet")
    sheet.setProperty("card", True)
    column = QVBoxLayout(sheet)
    column.setContentsMargins(16, 14, 16, 14)
    column.setSpacing(10)
    text = words(row.body)
    text.setObjectName("letter_body")
    text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    column.addWidget(words(row.subject, "section"))
    column.addWidget(text)
    return sheet
