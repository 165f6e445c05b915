"""One complaint: what was said and asked for, where the loop stands, who did what in each round (G5)."""

from collections.abc import Sequence
from datetime import datetime
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from garage.domain.complaints import ComplaintLevel, ComplaintState
from garage.domain.labels import label
from garage.domain.money import format_yuan
from garage.domain.phones import display_phone
from garage.i18n import _
from garage.services import complaint_rounds, complaint_rows, contacts, customers, letter_rows, measures
from garage.services.complaint_rounds import RoundRow
from garage.services.complaint_rows import ComplaintRow
from garage.ui.desk import Desk
from garage.ui.forms.complaint_words import TONES, say_clock, say_clock_in_full, say_kind
from garage.ui.forms.letter_words import say_letters
from garage.ui.kit.icons import IconLabel
from garage.ui.kit.steps_bar import State, StepsBar
from garage.ui.pages.care_blocks import Line, block, notice
from garage.ui.pages.complaint_acts import ComplaintActs
from garage.ui.pages.complaint_measures import measure_block
from garage.ui.pages.customer_parts import action_button, plain_label, set_tone

_S = ComplaintState
_PLACES = {
    _S.REGISTERED: 0,
    _S.CLASSIFIED: 1,
    _S.ASSIGNED: 2,
    _S.REOPENED: 2,
    _S.VERIFIED: 3,
    _S.MEASURES: 4,
    _S.IMPLEMENTED: 5,
    _S.INFORMED: 6,
    _S.REVISITED: 7,
    _S.CLOSED: 9,
}
"""How many stations of the loop are behind it."""
_SIGNS = {"bad": "error", "warn": "warning"}


def stations() -> tuple[str, ...]:
    """The loop in short words."""
    return (
        _("Entered"),
        _("Class"),
        _("Assigned"),
        _("Verified"),
        _("Measures"),
        _("In place"),
        _("Told"),
        _("Revisit"),
        _("Ended"),
    )


def steps(row: ComplaintRow) -> list[tuple[str, str, State]]:
    """Where the loop stands."""
    place = _PLACES[row.state]

    def state(at: int) -> State:
        return "done" if at < place else "now" if at == place else "next"

    return [(str(at), text, state(at)) for at, text in enumerate(stations())]


class ComplaintDetail(QFrame):
    """The complaint under the bar; `row` is what is shown, None for nothing."""

    order_opened = Signal(int)

    def __init__(self, desk: Desk, acts: ComplaintActs) -> None:
        super().__init__()
        self.setObjectName("complaint_detail")
        self._desk, self._acts = desk, acts
        self.row: ComplaintRow | None = None
        self.number = plain_label("complaint_number", "title")
        self.clock = plain_label("complaint_clock")
        self.sign: IconLabel | None = None
        self.kind = plain_label("complaint_kind", "muted", wraps=True)
        self.about = QLabel()
        self.about.setObjectName("complaint_about")
        self.about.setTextFormat(Qt.TextFormat.RichText)
        self.about.setWordWrap(True)
        self.about.linkActivated.connect(lambda ref: self.order_opened.emit(int(ref)))
        self.steps = StepsBar()
        self._blocks = QVBoxLayout()
        self._blocks.setSpacing(10)
        self.nothing = plain_label("no_complaint", "muted")
        self.nothing.setText(_("Choose a complaint at the left."))
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._build()
        self.show_nothing()

    def show_nothing(self) -> None:
        """No complaint is chosen."""
        self.row = None
        self._body.hide()
        self.nothing.show()

    def show_case(self, case_id: int) -> None:
        """Show this complaint; raises KeyError when there is none."""
        row = complaint_rows.one(case_id)
        self.row = row
        self.number.setText(row.no)
        self._show_clock(row)
        self.kind.setText(" · ".join((say_kind(row), label(row.state))))
        car = " · ".join(escape(part) for part in (row.customer, row.plate, row.model) if part)
        link = f'<a href="{row.order_id}">{escape(row.order_no)}</a>' if row.order_id is not None else ""
        self.about.setText(" · ".join(part for part in (car, link) if part))
        self.about.setAccessibleName(" · ".join(filter(None, (row.customer, row.plate, row.order_no))))
        self.steps.setVisible(row.state in _PLACES)
        if row.state in _PLACES:
            self.steps.set_steps(steps(row))
        turns = complaint_rounds.of_complaint(row.id)
        self._show(self._notices(row), self._lines(row, turns))
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

    def _show_clock(self, row: ComplaintRow) -> None:
        text, tone = say_clock(row, self._desk.now())
        self.clock.setText(text)
        set_tone(self.clock, tone or "muted")
        self.clock.setToolTip(say_clock_in_full(row))
        if self.sign is not None:
            self._sign_place.removeWidget(self.sign)
            self.sign.hide()
            self.sign.deleteLater()
            self.sign = None
        if tone in _SIGNS:
            self.sign = IconLabel(_SIGNS[tone], tone, 18)
            self._sign_place.addWidget(self.sign)

    def _notices(self, row: ComplaintRow) -> list[tuple[str, str]]:
        found = []
        if row.level is ComplaintLevel.SERIOUS and row.closed_at is None:
            text = _("Serious: {name} knows since {moment}.")
            at = f"{row.escalated_at:%m-%d %H:%M}" if row.escalated_at else "–"
            found.append((text.format(name=row.escalated_to or "–", moment=at), "bad"))
        if row.potential and row.closed_at is None:
            found.append((_("Only a potential complaint so far: nobody has complained."), "accent"))
        if row.provisional:
            found.append((_("The holidays of that year are not entered: the day may move."), "warn"))
        return found

    def _lines(self, row: ComplaintRow, turns: Sequence[RoundRow]) -> list[tuple[str, Sequence[Line]]]:
        known = customers.live_phones_of(row.customer_id) if row.customer_id is not None else ()
        numbers = "   ".join(map(display_phone, dict.fromkeys(filter(None, (row.phone, *known)))))
        handed = f"{row.escalated_to} {row.escalated_at:%m-%d %H:%M}" if row.escalated_at else ""
        closed = f"{row.closed_at:%m-%d %H:%M} · {row.closed_by}" if row.closed_at else ""
        spoke = row.complainant if row.complainant != row.customer else ""
        facts: list[Line] = [
            (_("Complained at"), f"{row.received_at:%Y-%m-%d %H:%M} · {row.received_by}", ""),
            (_("Spoke"), spoke, ""),
            (_("Telephone"), numbers, ""),
            (_("Looks after it"), row.assigned_to or _("nobody yet"), "" if row.assigned_to else "warn"),
            (_("Clocks"), say_clock_in_full(row), ""),
            (_("With the owner"), handed, ""),
            (_("Letters"), say_letters(letter_rows.of_complaint(row.id), self._desk.today()), ""),
            (
                _("Case closed"),
                " · ".join(filter(None, (closed, row.closed_reason))),
                TONES.get(row.state, ""),
            ),
        ]
        talks = [
            (f"{talk.at:%m-%d}", f"{talk.staff}: {talk.said}", "") for talk in contacts.of_complaint(row.id)
        ]
        many = len(turns) > 1
        return [
            ("", [("", f"“{row.content}”", "section")]),
            (_("Asks for"), [("", row.demand, "")]),
            ("", facts),
            *((_("Round {n}").format(n=turn.round) if many else "", say_round(turn)) for turn in turns[::-1]),
            (_("Heard in these talks"), talks),
        ]

    def _show(self, notices: Sequence[tuple[str, str]], blocks: Sequence[tuple[str, Sequence[Line]]]) -> None:
        while (item := self._blocks.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for text, tone in notices:
            self._blocks.addWidget(notice(text, tone))
        for title, lines in blocks:
            shown = [line for line in lines if line[1]]
            if shown:
                self._blocks.addWidget(block(title, shown))
        if self.row is not None and (resolved := measures.of_complaint(self.row.id)):
            acts, today = self._acts, self._desk.today()
            self._blocks.addWidget(measure_block(resolved, today, acts.change_measure, acts.end_measure))
        self._blocks.addStretch(1)
        self._area.verticalScrollBar().setValue(0)

    def _build(self) -> None:
        first = QHBoxLayout()
        first.setSpacing(6)
        first.addWidget(self.number, 1)
        self._sign_place = QHBoxLayout()
        first.addLayout(self._sign_place)
        first.addWidget(self.clock)
        inside = QWidget()
        inside.setObjectName("complaint_blocks")
        inside.setLayout(self._blocks)
        self._blocks.setContentsMargins(0, 4, 8, 4)
        self._area = QScrollArea()
        self._area.setObjectName("complaint_area")
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
        for part in (self.about, self.kind, self.steps):
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
        self.more.setObjectName("complaint_more")
        self.more.setAccessibleName(_("More"))
        self.next = action_button(self._acts.next, primary=True)
        foot.addWidget(self._button(self._acts.paper))
        foot.addWidget(self._button(self._acts.history))
        foot.addStretch(1)
        foot.addWidget(self.more)
        foot.addWidget(self.next)
        return foot

    def _button(self, action: QAction) -> QPushButton:
        return action_button(action)


def say_round(turn: RoundRow) -> list[Line]:
    """What was done in a round, each with who and when."""
    faults: dict[bool | None, str] = {True: _("our fault"), False: _("not our fault"), None: ""}
    moods: dict[bool | None, str] = {True: _("content"), False: _("still unhappy"), None: ""}
    money = format_yuan(turn.compensation_fen) if turn.compensation_fen else ""
    how = label(turn.informed_how) if turn.informed_how is not None else ""
    found = (turn.findings, faults[turn.our_fault], turn.responsible)
    return [
        (_("Begun anew"), turn.reopen_reason, "warn"),
        _did(_("Verified"), found, turn.verified_by, turn.verified_at),
        (_("Why it happened"), turn.cause, ""),
        _did(_("Measures"), (turn.measures, money), turn.measures_by, turn.measures_at),
        _did(_("Carried out"), (turn.implemented_note,), turn.implemented_by, turn.implemented_at),
        _did(_("Told"), (turn.informed_who, how), turn.informed_by, turn.informed_at),
        _did(
            _("Asked again"), (moods[turn.satisfied], turn.revisit_note), turn.revisited_by, turn.revisited_at
        ),
    ]


def _did(caption: str, said: Sequence[str], who: str, at: datetime | None) -> Line:
    if at is None:
        return caption, "", ""
    signed = f"{who} {at:%m-%d %H:%M}"
    return caption, "\n".join(filter(None, (" · ".join(filter(None, said)), signed))), ""
