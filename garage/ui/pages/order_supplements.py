"""What was agreed with the customer after the authorisation: supplements, and when the job waited or was late."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtWidgets import QHBoxLayout, QWidget

from garage.domain.labels import label
from garage.domain.lines import LineStatus
from garage.domain.money import format_yuan
from garage.domain.orders import SUPPLEMENTED, SupplementState
from garage.i18n import _
from garage.services import delays, holds, supplements
from garage.services.delays import DelayRow
from garage.services.holds import HoldRow
from garage.services.orders import OrderPage
from garage.services.supplements import SupplementRow
from garage.ui.desk import Desk
from garage.ui.forms.spoken_time import say_moment, say_span
from garage.ui.kit.actions import guarded
from garage.ui.kit.table_model import Column
from garage.ui.kit.tips import plain_tip
from garage.ui.pages.order_records import RecordsTab, ShortList

_LOOKS = {
    SupplementState.PROPOSED: ("clock", "warn"),
    SupplementState.CONTACTED: ("phone", "warn"),
    SupplementState.AUTHORISED: ("check", "ok"),
    SupplementState.DECLINED: ("close", "bad"),
    SupplementState.WITHDRAWN: ("undo", "muted"),
}
_EVENT_ROWS = 3

Way = Callable[[QWidget, Desk, OrderPage], bool]


@dataclass(frozen=True)
class Event:
    """A wait or a delay that was told."""

    no: str
    what: str
    why: str
    at: datetime
    until: str
    who: str
    delay_no: str = ""


class SupplementsTab(RecordsTab):
    """Enter on a supplement that waits asks for the answer, on any other it shows the paper."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        columns = [
            Column("no", _("No."), 54, "left", lambda row: row.no.rpartition("-")[2], bold=True),
            Column("reason", _("What was found"), 0, "left", _say_reason, tooltip=_tip),
            Column("delta", _("Amount"), 110, "right", lambda row: format_yuan(row.delta_fen)),
            Column(
                "state",
                _("State"),
                150,
                "left",
                _say_state,
                colour=lambda row: _LOOKS[row.state][1],
                icon=lambda row: _LOOKS[row.state][0],
            ),
            Column("answer", _("Customer's answer"), 0, "left", self._say_answer),
        ]
        empty = _("No supplement. Work found after the authorisation waits here for the customer's answer.")
        self.list = ShortList("supplements", _("Supplements"), columns, empty)
        self.list.opened.connect(lambda _row: self._open())
        self.list.selected.connect(lambda _row: self._enable())
        self.setFocusProxy(self.list)
        self.scroll_all("supplements_scroll")
        self.column.addWidget(self.list, 3)
        self.column.addLayout(self._buttons())
        self.events = self._events_list()
        self.column.addWidget(self.events, 2)

    def refresh(self, page: OrderPage) -> None:
        rows = supplements.of_order(page.id)
        self.list.set_rows(rows)
        self.list.keep_room(2, 3)
        events = self._events(page)
        self.events.set_rows(events)
        self.events.keep_room(1, _EVENT_ROWS)
        self.events.setVisible(bool(events))
        self.add.setEnabled(page.state in SUPPLEMENTED)
        self._enable()

    # What can be done

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.add = self.add_button(row, "new_supplement", _("New supplement…"), "plus", self._new)
        self.answer = self.add_button(row, "answer_one", _("Customer's answer…"), "phone", self._answer)
        self.change = self.add_button(row, "change_supplement", _("Change…"), "pencil", self._change)
        self.withdraw = self.add_button(row, "withdraw_supplement", _("Take back…"), "undo", self._withdraw)
        self.print = self.add_button(row, "print_one_supplement", _("Print…"), "print", self._print)
        row.addStretch(1)
        return row

    def _enable(self) -> None:
        row = self._row()
        waits = row is not None and row.waits and self.page is not None and self.page.state in SUPPLEMENTED
        for button in (self.answer, self.change, self.withdraw):
            button.setEnabled(waits)
        self.print.setEnabled(row is not None)

    def _row(self) -> SupplementRow | None:
        row = self.list.current_row()
        return row if isinstance(row, SupplementRow) else None

    def _open(self) -> None:
        if self.answer.isEnabled():
            self._answer()
        else:
            self._print()

    def _new(self) -> None:
        from garage.ui.forms import ways_consent  # noqa: PLC0415 - its forms are built when first needed

        self._go(ways_consent.propose)

    def _answer(self) -> None:
        from garage.ui.forms import ways_consent  # noqa: PLC0415

        row = self._row()
        if row is not None:
            self._go(ways_consent.answer_to(row))

    def _change(self) -> None:
        from garage.ui.forms import ways_consent  # noqa: PLC0415

        row = self._row()
        if row is not None:
            self._go(ways_consent.change(row))

    def _withdraw(self) -> None:
        from garage.ui.forms.reasons import ReasonForm  # noqa: PLC0415

        row = self._row()
        if row is not None:
            text = _("The customer is not asked any more. Its number stays in the books.")
            self.open_form(
                ReasonForm(
                    self,
                    _("Take supplement back"),
                    f"{row.no} · {row.reason}",
                    text,
                    lambda why: supplements.withdraw(self.desk.by(), row.id, why),
                )
            )

    def _print(self) -> None:
        from garage.ui.forms import printing  # noqa: PLC0415

        row = self._row()
        if row is not None:
            printing.print_supplement(self, self.desk, row.id)

    def _print_event(self, row: Event) -> None:
        from garage.ui.forms import printing  # noqa: PLC0415

        if row.delay_no:
            printing.print_delay(self, self.desk, row.delay_no)

    def _go(self, way: Way) -> None:
        if self.page is not None:
            page = self.page
            guarded(self, lambda: way(self, self.desk, page))()

    # Words

    def _say_answer(self, row: SupplementRow) -> str:
        if row.answered_by == "":
            return ""
        at = row.answered_at or row.contacted_at
        words = [
            row.answered_by,
            label(row.channel) if row.channel else "",
            say_moment(at, self.desk.now()) if at else "",
        ]
        return " · ".join(word for word in words if word)

    def _events_list(self) -> ShortList:
        columns = [
            Column("what", _("Waits and delays"), 206, "left", lambda row: row.what, bold=True),
            Column("why", _("Why"), 0, "left", lambda row: row.why, tooltip=lambda row: plain_tip(row.why)),
            Column("at", _("When"), 140, "left", lambda row: say_moment(row.at, self.desk.now())),
            Column("until", _("Until"), 196, "left", lambda row: row.until),
            Column("who", _("Who"), 170, "left", lambda row: row.who),
        ]
        made = ShortList("waits_and_delays", _("Waits and delays"), columns, "")
        made.opened.connect(self._print_event)
        made.setMaximumHeight(40 + 34 * _EVENT_ROWS)
        return made

    def _events(self, page: OrderPage) -> list[Event]:
        """Holds and delays, the latest first."""
        found = [self._hold_event(row) for row in holds.of_order(page.id)]
        found += [self._delay_event(row) for row in delays.of_order(page.id)]
        return sorted(found, key=lambda row: row.at, reverse=True)

    def _hold_event(self, row: HoldRow) -> Event:
        now = self.desk.now()
        until = _("still waiting")
        if row.ended_at is not None:
            span = say_span(row.ended_at - row.since)
            until = f"{say_moment(row.ended_at, now)} ({span})"
        return Event(f"hold {row.id}", label(row.reason), row.note, row.since, until, row.by)

    def _delay_event(self, row: DelayRow) -> Event:
        until = _("new time {moment}").format(moment=say_moment(row.promised_at, self.desk.now()))
        who = _("{who} told by {name}").format(who=row.told_who, name=row.by)
        return Event(row.no, _("Delay told"), row.reason, row.told_at, until, who, row.no)


def _say_reason(row: SupplementRow) -> str:
    """One line, with what may be overlooked last of all at its head."""
    safety = _("Safety") + " · " if row.safety else ""
    return safety + " ".join(row.reason.split())


def _say_state(row: SupplementRow) -> str:
    """Agreed in part says so."""
    declined = any(line.status is LineStatus.DECLINED for line in row.lines)
    return _("Agreed in part") if row.state is SupplementState.AUTHORISED and declined else label(row.state)


def _tip(row: SupplementRow) -> str:
    lines = (
        f"{line.name} · {format_yuan(line.money.charged_fen)} · {_outcome(line.status)}" for line in row.lines
    )
    return plain_tip("\n".join([row.reason, *lines]))


def _outcome(status: LineStatus) -> str:
    agreed = {LineStatus.OPEN, LineStatus.STARTED, LineStatus.DONE}
    return label(SupplementState.AUTHORISED) if status in agreed else label(status)
