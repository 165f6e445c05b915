"""What may be done with the rework case under the bar, as actions of the page; one of them is the next step."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from garage.domain.labels import label
from garage.domain.orders import UNSETTLED, OrderState
from garage.domain.rework import ReworkAct, ReworkState, next_act
from garage.i18n import _
from garage.services import rework_cases, rework_rows
from garage.services.rework_rows import CaseRow
from garage.ui.desk import Desk
from garage.ui.forms import print_reworks
from garage.ui.forms.reasons import ReasonForm
from garage.ui.forms.rework_words import about_case
from garage.ui.forms.ways_reworks import form_of
from garage.ui.kit.actions import make_action
from garage.ui.kit.messages import toast
from garage.ui.pages.old_part_page_acts import open_form

_KEYS = {
    ReworkAct.DIAGNOSE: ("Ctrl+D", "search"),
    ReworkAct.RECORD: ("Ctrl+E", "pencil"),
    ReworkAct.OURS: ("Ctrl+Shift+O", "check"),
    ReworkAct.NOT_OURS: ("Ctrl+Shift+N", "close"),
    ReworkAct.REFER: ("Ctrl+T", "car"),
    ReworkAct.KEEP: ("Ctrl+K", "undo"),
    ReworkAct.BACK: ("Ctrl+B", "undo"),
    ReworkAct.CLOSE: ("Ctrl+Shift+C", "close"),
    ReworkAct.WITHDRAW: ("Ctrl+Z", "undo"),
}


class ReworkActs(QObject):
    """Actions on the case that `fit` names; `next` does what comes next and says so."""

    def __init__(self, page: QWidget, desk: Desk) -> None:
        super().__init__(page)
        self._page, self._desk = page, desk
        self._row: CaseRow | None = None
        self._acts: dict[ReworkAct, QAction] = {
            act: make_action(page, label(act), self._doer(act), keys, symbol, name=f"rework_{act.lower()}")
            for act, (keys, symbol) in _KEYS.items()
        }
        self.record = make_action(
            page, _("Rework record…"), self.print_record, "Ctrl+P", "print", name="print_rework"
        )
        self.next = make_action(page, _("Next step"), self.next_step, "Ctrl+Return", name="rework_next")
        self.offered = [self.record, *self._acts.values()]
        self.endings = [self.record, self._acts[ReworkAct.CLOSE], self._acts[ReworkAct.WITHDRAW]]
        self.fit(None)

    def fit(self, row: CaseRow | None) -> None:
        """Only what may be done with this case."""
        self._row = row
        following = self.following()
        for act, action in self._acts.items():
            action.setEnabled(row is not None and row.may(act) and _fits(act, row))
        self.record.setEnabled(row is not None)
        self.next.setEnabled(following is not None)
        self.next.setText(label(following) if following is not None else _("Next step"))

    def following(self) -> ReworkAct | None:
        """What comes next."""
        return next_act(self._row.case, self._row.earlier) if self._row is not None else None

    def beside(self) -> list[QAction]:
        """What may be done besides the next step."""
        following = self.following()
        return [self.record, *(made for act, made in self._acts.items() if act is not following)]

    def next_step(self) -> None:
        """The one thing that waits to be done."""
        if (act := self.following()) is not None:
            self._do(act)

    def print_record(self) -> None:
        """返修记录 of the case."""
        if self._row is not None:
            print_reworks.print_record(self._page, self._desk, self._row.id)

    def _doer(self, act: ReworkAct) -> Callable[[], None]:
        return lambda: self._do(act)

    def _do(self, act: ReworkAct) -> None:
        if (row := self._row) is None:
            return
        if act is ReworkAct.DIAGNOSE:
            rework_cases.start_diagnosis(self._desk.by(), row.id, row.version)
        elif act in {ReworkAct.CLOSE, ReworkAct.WITHDRAW}:
            open_form(self._reason(act, row))
        elif (form := form_of(act, self._page, self._desk, row)) is not None:
            form.saved.connect(self._tell)
            open_form(form)

    def _reason(self, act: ReworkAct, row: CaseRow) -> ReasonForm:
        ends = {ReworkAct.CLOSE: rework_cases.close, ReworkAct.WITHDRAW: rework_cases.withdraw}
        told = {
            ReworkAct.CLOSE: _("Nothing more is done about it. What comes back again is a new case."),
            ReworkAct.WITHDRAW: _("Nobody claims it any more. It counts as no attempt; its number stays."),
        }
        title = label(act).rstrip("…")

        def end(why: str) -> None:
            ends[act](self._desk.by(), row.id, row.version, why)

        return ReasonForm(self._page, title, about_case(row), told[act], end)

    def _tell(self, case_id: int) -> None:
        row = rework_rows.one(case_id)
        said = {
            ReworkState.OUR_FAULT: _("{number}: the customer pays nothing."),
            ReworkState.NOT_OURS: _("{number}: the normal price is quoted."),
            ReworkState.REFERRED: _("{number}: another garage repairs it at our cost."),
        }.get(row.state, _("{number} is saved."))
        toast(self._page, said.format(number=row.no))


def _fits(act: ReworkAct, row: CaseRow) -> bool:
    """What is closed by hand is what no car will close by leaving."""
    here = row.order_state in UNSETTLED | {OrderState.SETTLED}
    return act is not ReworkAct.CLOSE or not here
