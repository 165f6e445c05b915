"""What was and is to be said about a job: its follow-up calls, and every other talk (G1, G2)."""

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtWidgets import QVBoxLayout, QWidget

from garage.domain.followups import FollowUpState
from garage.i18n import _
from garage.services import follow_up_rows, order_talks
from garage.services.contacts import TalkRow
from garage.services.follow_up_rows import CallRow
from garage.ui.desk import Desk
from garage.ui.forms.call_words import (
    OUTCOME_TONES,
    say_due,
    say_outcome,
    say_round,
    say_scores,
    say_way,
)
from garage.ui.kit.table_model import Column
from garage.ui.pages.customer_parts import plain_label
from garage.ui.pages.order_records import ShortList


@dataclass(frozen=True)
class Said:
    """A line: a talk, or a call that was not made or not yet."""

    id: str
    when: str
    what: str
    result: str
    tone: str
    who: str
    text: str


class OrderCalls(QWidget):
    """The calls of an order; hidden while there are none."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        title = plain_label("order_calls_title", "section")
        title.setText(_("Calls and visits"))
        columns = [
            Column("when", _("When"), 136, "left", lambda row: row.when),
            Column("what", _("How"), 150, "left", lambda row: row.what, bold=True),
            Column("result", _("Result"), 150, "left", lambda row: row.result, lambda row: row.tone or None),
            Column("who", _("Who"), 80, "left", lambda row: row.who),
            Column("text", _("What was said"), 0, "left", lambda row: row.text, None, lambda row: row.text),
        ]
        self.list = ShortList("order_calls", title.text(), columns, _("Nobody was called."))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(title)
        layout.addWidget(self.list)

    def show_order(self, order_id: int) -> None:
        """Read what there is of an order."""
        now = self._desk.now()
        rounds = {row.id: row for row in follow_up_rows.of_order(order_id)}
        talks = [_talk(row, rounds.get(row.follow_up_id or 0)) for row in order_talks.of_order(order_id)]
        rows = [*talks, *(_call(row, now) for row in rounds.values() if row.state is not FollowUpState.DONE)]
        self.list.set_rows(rows)
        self.list.keep_room(1, 4)
        self.list.setMaximumHeight(self.list.minimumHeight())
        self.setVisible(bool(rows))


def _talk(row: TalkRow, call: CallRow | None) -> Said:
    text = " · ".join(filter(None, (say_scores(row.scores), row.said)))
    what = say_round(call) if call is not None else say_way(row)
    tone = OUTCOME_TONES.get(row.outcome, "")
    return Said(f"t{row.id}", f"{row.at:%Y-%m-%d %H:%M}", what, say_outcome(row), tone, row.staff, text)


def _call(row: CallRow, now: datetime) -> Said:
    due, tone = say_due(row, now)
    text = row.closed_reason or row.topic
    return Said(f"c{row.id}", f"{row.due_on:%Y-%m-%d}", say_round(row), due, tone, "", text)
