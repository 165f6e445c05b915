"""One campaign: where it stands, what it came to, and the list of its customers to call from (G4)."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from garage.domain.campaigns import CampaignAct, CampaignState
from garage.domain.labels import label
from garage.domain.money import format_yuan
from garage.domain.phones import display_phone
from garage.domain.target_rules import rule_words
from garage.i18n import _
from garage.services import campaign_rows
from garage.services.campaign_figures import Figures
from garage.services.campaign_rows import CampaignRow, TargetFilter, TargetRow
from garage.ui.desk import Desk
from garage.ui.forms.campaign_words import (
    about_campaign,
    say_clock,
    say_letter,
    say_notice,
    say_target,
)
from garage.ui.kit.actions import make_action
from garage.ui.kit.chips import ChipBar
from garage.ui.kit.steps_bar import State, StepsBar
from garage.ui.kit.table_model import Column, KeysetModel, Page
from garage.ui.kit.table_view import ListView
from garage.ui.pages.campaign_acts import CampaignActs
from garage.ui.pages.care_blocks import Line, block
from garage.ui.pages.customer_parts import Fact, action_button, plain_label, set_tone

_S = CampaignState
_PLACES = {_S.DRAFT: 0, _S.APPROVED: 1, _S.CALLING: 2, _S.MAILING: 3, _S.RUNNING: 4, _S.CLOSED: 6}


def steps(row: CampaignRow) -> list[tuple[str, str, State]]:
    """Where the campaign stands, in short words."""
    stations = (_("Planned"), _("Approved"), _("Telephone"), _("Letters"), _("Is on"), _("Ended"))
    place = _PLACES[row.state]

    def state(at: int) -> State:
        return "done" if at < place else "now" if at == place else "next"

    return [(str(at), text, state(at)) for at, text in enumerate(stations)]


class CampaignDetail(QFrame):
    """The campaign under the bar; `row` is what is shown, None for nothing."""

    left = Signal()
    """The keyboard goes back to the campaigns."""

    def __init__(self, desk: Desk, acts: CampaignActs) -> None:
        super().__init__()
        self.setObjectName("campaign_detail")
        self._desk, self._acts = desk, acts
        self.row: CampaignRow | None = None
        self.title = plain_label("campaign_title", "title")
        self.clock = plain_label("campaign_clock")
        self.about = plain_label("campaign_about", "muted", wraps=True)
        self.said = plain_label("campaign_said", wraps=True)
        self.steps = StepsBar()
        captions = {
            "invited": _("Invited"),
            "called": _("Spoken to"),
            "coming": _("Said yes"),
            "letters": _("Letters"),
            "came": _("Came"),
        }
        self.facts = {name: Fact(f"campaign_{name}", text) for name, text in captions.items()}
        self.chips = ChipBar(name="target_chips")
        self.list = ListView(self, "campaign_targets", _("Customers of the campaign"))
        self.list.set_model(KeysetModel(_columns(desk, self), self._fetch, lambda one: one.id, parent=self))
        self.list.sheet = _sheet(desk, self)
        self.list.describe = self._describe
        self.list.addActions(acts.on_target)
        self.list.selected.connect(acts.fit_target)
        self.list.opened.connect(acts.call_target)
        self.chips.chosen.connect(lambda _key: self._show_targets())
        self.back = make_action(
            self, _("To the campaigns"), self._leave, "Alt+Left", "back", name="campaign_back"
        )
        self.list.addAction(self.back)
        self.nothing = plain_label("no_campaign", "muted")
        self.nothing.setText(_("Choose a campaign at the left."))
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._build()
        self.show_nothing()

    def show_nothing(self) -> None:
        """No campaign is chosen."""
        self.row = None
        self._body.hide()
        self.nothing.show()

    def show_case(self, case_id: int) -> None:
        """Show this campaign; raises KeyError when there is none."""
        other = self.row is None or self.row.id != case_id
        self.row = row = campaign_rows.one(case_id, self._desk.now())
        today = self._desk.today()
        self.title.setText(row.data.title)
        text, tone = say_clock(row, today)
        self.clock.setText(text)
        set_tone(self.clock, tone or "muted")
        self.about.setText(about_campaign(row))
        self.about.setToolTip(rule_words(row.rule) if row.rule is not None else "")
        said, ink = self._words(row)
        self.said.setText(said)
        self.said.setVisible(bool(said))
        set_tone(self.said, ink)
        self.steps.setVisible(row.state in _PLACES)
        if row.state in _PLACES:
            self.steps.set_steps(steps(row))
        listed = row.approved_at is not None
        for part in (self._figures, self.chips, self.list, self.list.footer):
            part.setVisible(listed)
        self._plan.setVisible(not listed)
        if listed:
            self._show_figures(row, campaign_rows.figures(row.id))
            self._say_counts(row.id)
            if other:
                waits = row.standing.counted.to_call and row.may(CampaignAct.CALL, today)
                self.chips.chip(TargetFilter.TO_CALL if waits else TargetFilter.ALL).setChecked(True)
            self._show_targets()
        else:
            self._show_plan(row)
            self._acts.fit_target(None)
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

    def _words(self, row: CampaignRow) -> tuple[str, str]:
        """What has to be known beside the figures, and its tone."""
        if row.closed_reason:
            return row.closed_reason, "" if row.state is _S.CLOSED else "warn"
        if row.state in {_S.DRAFT, _S.APPROVED}:
            return say_notice(row.call_by, self._desk.today())
        return "", ""

    def _show_figures(self, row: CampaignRow, seen: Figures) -> None:
        counted = row.standing.counted
        left = _("{n} to call").format(n=seen.to_call) if seen.to_call else ""
        missed = _("{n} not reached").format(n=seen.unreached) if seen.unreached else ""
        others = _("{perhaps} perhaps, {declined} no") if seen.perhaps or seen.declined else ""
        others = others.format(perhaps=seen.perhaps, declined=seen.declined)
        owed = _("{n} to write").format(n=counted.owed) if counted.owed else ""
        late = counted.owed_on is not None and counted.owed_on < self._desk.today()
        self.facts["invited"].show_value(f"{seen.targets:,}", left)
        self.facts["called"].show_value(f"{seen.called:,}", missed)
        self.facts["coming"].show_value(f"{seen.coming:,}", others)
        self.facts["letters"].show_value(f"{seen.letters:,}", owed, "bad" if late and owed else "")
        money = format_yuan(seen.revenue_fen) if seen.revenue_fen else ""
        begun = row.data.starts_on <= self._desk.today()
        self.facts["came"].show_value(f"{seen.came:,}" if begun else "", money)

    def _show_plan(self, row: CampaignRow) -> None:
        """What is said already and what is still missing, while nobody has been invited."""
        chosen = rule_words(row.rule) if row.rule is not None else ""
        lines: list[Line] = [
            (_("Whom it is for"), chosen or _("not chosen yet"), "" if chosen else "warn"),
            (_("What customers are told"), row.data.content or "–", ""),
            (_("Who calls"), row.caller or _("whoever calls the customers"), ""),
            (_("Letter"), row.letter_subject or _("not written yet"), "" if row.letter_text else "warn"),
            ("", row.letter_text, "muted"),
        ]
        inside = QWidget()
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(0, 6, 8, 6)
        layout.addWidget(block("", [line for line in lines if line[1]]))
        layout.addStretch(1)
        self._plan.setWidget(inside)

    def _say_counts(self, campaign_id: int) -> None:
        counts = campaign_rows.target_counts(campaign_id)
        words = {
            TargetFilter.TO_CALL: _("To call"),
            TargetFilter.LETTER: _("Letter owed"),
            TargetFilter.COMING: _("Said yes"),
            TargetFilter.ANSWERED: _("Answered"),
            TargetFilter.ALL: _("All"),
        }
        self.chips.set_chips([(which, words[which], counts[which]) for which in TargetFilter])

    def _show_targets(self) -> None:
        empty = {
            TargetFilter.TO_CALL: _("Everybody has been called."),
            TargetFilter.LETTER: _("No letter is owed."),
            TargetFilter.COMING: _("Nobody has said yes yet."),
            TargetFilter.ANSWERED: _("Nobody has answered yet."),
        }
        self.list.set_empty(empty.get(TargetFilter(self.chips.current()), _("Nobody is on the list.")))
        self.list.rows().reload()
        if self.list.current_row() is None and self.list.rows().rowCount():
            self.list.selectRow(0)
        self._acts.fit_target(self.list.current_row())

    def _fetch(self, cursor: object | None, limit: int) -> Page:
        if self.row is None or not self.chips.current():
            return Page((), None)
        place = cursor if isinstance(cursor, tuple) else None
        found = campaign_rows.targets(
            self.row.id, TargetFilter(self.chips.current()), place, limit, now=self._desk.now()
        )
        return Page(found.rows, found.next_cursor)

    def _describe(self) -> str:
        if self.row is None:
            return ""
        return f"{self.row.no} {self.row.data.title} · {self.chips.chip(self.chips.current()).text()}"

    def _leave(self) -> None:
        self.left.emit()

    def _build(self) -> None:
        first = QHBoxLayout()
        first.setSpacing(6)
        first.addWidget(self.title, 1)
        first.addWidget(self.clock)
        self._figures = QWidget()
        figures = QHBoxLayout(self._figures)
        figures.setContentsMargins(0, 2, 0, 2)
        figures.setSpacing(18)
        for fact in self.facts.values():
            figures.addWidget(fact, 1)
        self._plan = QScrollArea()
        self._plan.setObjectName("campaign_plan")
        self._plan.setAccessibleName(_("Details"))
        self._plan.setWidgetResizable(True)
        self._plan.setFrameShape(QFrame.Shape.NoFrame)
        self._plan.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        chips = QHBoxLayout()
        chips.addWidget(self.chips, 1)
        chips.addWidget(self.list.footer)
        self._body = QWidget()
        body = QVBoxLayout(self._body)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(8)
        body.addLayout(first)
        for part in (self.about, self.steps, self.said, self._figures):
            body.addWidget(part)
        body.addLayout(chips)
        body.addWidget(self.list, 1)
        body.addWidget(self._plan, 1)
        body.addLayout(self._foot())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.nothing, 1)
        layout.addWidget(self._body, 1)

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setSpacing(8)
        self.more = QPushButton(_("More"))
        self.more.setObjectName("campaign_more")
        self.more.setAccessibleName(_("More"))
        self.next = action_button(self._acts.next, primary=True)
        foot.addWidget(action_button(self._acts.paper))
        foot.addWidget(action_button(self._acts.history))
        foot.addStretch(1)
        foot.addWidget(self.more)
        foot.addWidget(self.next)
        return foot


def _columns(desk: Desk, detail: CampaignDetail) -> list[Column]:
    def stands(one: TargetRow) -> str:
        return say_target(one, desk.now())[0]

    def ink(one: TargetRow) -> str | None:
        return say_target(one, desk.now())[1] or None

    def letter(one: TargetRow) -> tuple[str, str]:
        worded = detail.row is not None and bool(detail.row.letter_text)
        return say_letter(one, desk.today(), worded=worded)

    def tip(one: TargetRow) -> str:
        lines = (one.why, one.note, one.dropped_reason, label(one.state))
        return "\n".join(line for line in lines if line)

    def came(one: TargetRow) -> str:
        return f"{one.came_on:%m-%d}" if one.came_on else ""

    return [
        Column("customer", _("Customer"), 104, "left", lambda one: one.customer, bold=True, tooltip=tip),
        Column("phone", _("Telephone"), 130, "left", lambda one: display_phone(one.phone)),
        Column("why", _("Why"), 0, "left", lambda one: one.note or one.why, None, tip),
        Column("stands", _("Answer"), 144, "left", stands, ink, tip),
        Column(
            "letter", _("Letter"), 126, "left", lambda one: letter(one)[0], lambda one: letter(one)[1] or None
        ),
        Column("came", _("Came"), 58, "left", came, lambda _one: "ok"),
    ]


def _sheet(desk: Desk, detail: CampaignDetail) -> Sequence[Column]:
    """Everything of a customer, for the workbook."""
    seen = {column.name: column for column in _columns(desk, detail)}

    def day(one: TargetRow) -> str:
        return f"{one.called_at:%Y-%m-%d %H:%M}" if one.called_at else ""

    def answer(one: TargetRow) -> str:
        return label(one.answer) if one.answer is not None else ""

    return [
        seen["customer"],
        seen["phone"],
        Column("plate", _("Plate"), 110, "left", lambda one: one.plate),
        Column("model", _("Model"), 130, "left", lambda one: one.model),
        Column("why", _("Why"), 240, "left", lambda one: one.why),
        Column("state", _("State"), 110, "left", lambda one: label(one.state)),
        Column("attempts", _("Tried"), 60, "right", lambda one: str(one.attempts) if one.attempts else ""),
        Column("called", _("Called"), 130, "left", day),
        Column("answer", _("Answer"), 110, "left", answer),
        Column("note", _("Note"), 200, "left", lambda one: one.note),
        seen["letter"],
        Column("came", _("Came"), 90, "left", lambda one: one.came_on.isoformat() if one.came_on else ""),
        Column("order", _("Order"), 128, "left", lambda one: one.order_no),
        Column("off", _("Taken off because"), 160, "left", lambda one: one.dropped_reason),
    ]
