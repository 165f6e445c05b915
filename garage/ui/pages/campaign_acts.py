"""What may be done with the campaign under the bar and with the customer of its list; one of them is the next step."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from garage.domain.campaigns import CampaignAct, TargetState
from garage.domain.labels import label
from garage.i18n import _, ngettext
from garage.services import campaign_rows, campaigns
from garage.services.campaign_rows import CampaignRow, TargetRow
from garage.services.document_history import Kind
from garage.ui.desk import Desk
from garage.ui.forms import print_campaigns
from garage.ui.forms.campaign import CampaignForm
from garage.ui.forms.campaign_acts import (
    AddTargetForm,
    AnswerForm,
    ApproveForm,
    CloseCampaignForm,
    cancel_form,
    remove_form,
)
from garage.ui.forms.campaign_call import CampaignCallForm
from garage.ui.forms.campaign_letter import CampaignLetterForm
from garage.ui.forms.campaign_targets import TargetRuleForm
from garage.ui.forms.document_history import history_action
from garage.ui.kit.actions import call, make_action
from garage.ui.kit.form_dialog import FormDialog
from garage.ui.kit.messages import toast
from garage.ui.pages.old_part_page_acts import open_form

_KEYS = {
    CampaignAct.CHOOSE: ("Ctrl+T", "person"),
    CampaignAct.WORD: ("Ctrl+L", "pencil"),
    CampaignAct.APPROVE: ("Ctrl+Shift+A", "check"),
    CampaignAct.CALL: ("Ctrl+D", "phone"),
    CampaignAct.WRITE: ("Ctrl+Shift+L", "list"),
    CampaignAct.CLOSE: ("Ctrl+Shift+C", "check"),
    CampaignAct.CHANGE: ("Ctrl+E", "pencil"),
    CampaignAct.ADD: ("Ctrl+Shift+N", "plus"),
    CampaignAct.CANCEL: ("Ctrl+Shift+W", "close"),
}
_FORMS: dict[CampaignAct, Callable[[QWidget, Desk, CampaignRow], FormDialog]] = {
    CampaignAct.CHOOSE: TargetRuleForm,
    CampaignAct.WORD: CampaignLetterForm,
    CampaignAct.APPROVE: ApproveForm,
    CampaignAct.CLOSE: CloseCampaignForm,
    CampaignAct.CHANGE: CampaignForm,
    CampaignAct.ADD: AddTargetForm,
    CampaignAct.CANCEL: cancel_form,
}


class CampaignActs(QObject):
    """Actions on the campaign that `fit` names and on the customer that `fit_target` names."""

    planned = Signal(object)
    """Id of a campaign that is new."""
    called = Signal()
    """A call was written down: the bar goes to the next one."""

    def __init__(self, page: QWidget, desk: Desk) -> None:
        super().__init__(page)
        self._page, self._desk = page, desk
        self._row: CampaignRow | None = None
        self._target: TargetRow | None = None
        self._acts: dict[CampaignAct, QAction] = {
            act: make_action(page, label(act), self._doer(act), keys, symbol, name=f"campaign_{act.lower()}")
            for act, (keys, symbol) in _KEYS.items()
        }
        self.next = make_action(page, _("Next step"), self.next_step, "Ctrl+Return", name="campaign_next")
        self.new = make_action(page, _("New campaign…"), self.plan, "Ctrl+N", "plus", name="new_campaign")
        self.answer = make_action(
            page, _("Note an answer…"), self.note_answer, "Ctrl+R", "pencil", name="campaign_answer"
        )
        self.remove = make_action(
            page, _("Take off the list…"), self.take_off, "Ctrl+Shift+R", "trash", name="campaign_remove"
        )
        self.paper = make_action(
            page, _("Call list…"), self.print_list, "Ctrl+P", "print", name="print_campaign"
        )
        self.history = history_action(page, desk, Kind.CAMPAIGN, self._named, "campaign_history")
        self.on_target = [self.answer, self.remove]
        self.offered = [*self._acts.values(), self.paper, self.history]
        self.fit(None)
        self.fit_target(None)

    def fit(self, row: CampaignRow | None) -> None:
        """Only what may be done with this campaign."""
        self._row = row
        today = self._desk.today()
        following = row.next_act(today) if row is not None else None
        for act, action in self._acts.items():
            action.setEnabled(row is not None and row.may(act, today))
        self.paper.setEnabled(row is not None and row.approved_at is not None)
        self.history.setEnabled(row is not None)
        self.next.setEnabled(following is not None)
        call(self.next, label(following) if following is not None else _("Next step"))

    def fit_target(self, target: TargetRow | None) -> None:
        """Only what may be done with this customer of the list."""
        self._target = target
        live = target is not None and self._row is not None and self._acts[CampaignAct.ADD].isEnabled()
        gone = {TargetState.REMOVED, TargetState.MISSED}
        state = target.state if target is not None else TargetState.REMOVED
        self.remove.setEnabled(live and state not in gone)
        self.answer.setEnabled(live and state not in gone | {TargetState.TO_CALL})

    def beside(self) -> list[QAction]:
        """What may be done besides the next step."""
        following = self._row.next_act(self._desk.today()) if self._row is not None else None
        return [action for act, action in self._acts.items() if act is not following and action.isEnabled()]

    def next_step(self) -> None:
        """The one thing that waits to be done."""
        if self._row is not None and (act := self._row.next_act(self._desk.today())) is not None:
            self._do(act)

    def plan(self) -> None:
        """A new campaign."""
        form = CampaignForm(self._page, self._desk)
        form.saved.connect(self.planned)
        open_form(form)

    def call_target(self, target: TargetRow) -> None:
        """The customer of the list: called, or, when that is done, his answer."""
        self.fit_target(target)
        if target.state is TargetState.TO_CALL and self._acts[CampaignAct.CALL].isEnabled():
            form = CampaignCallForm(self._page, self._desk, target.id)
            form.saved.connect(lambda _talk: self.called.emit())
            open_form(form)
        elif self.answer.isEnabled():
            self.note_answer()

    def note_answer(self) -> None:
        """What the customer of the list says later."""
        if self._target is not None:
            open_form(AnswerForm(self._page, self._desk, campaign_rows.target(self._target.id)))

    def take_off(self) -> None:
        """The customer of the list is not invited after all."""
        if self._target is not None:
            open_form(remove_form(self._page, self._desk, self._target))

    def print_list(self) -> None:
        """The call list."""
        if self._row is not None:
            print_campaigns.print_list(self._page, self._desk, self._row.id)

    def _named(self) -> tuple[int, str] | None:
        return (self._row.id, self._row.no) if self._row is not None else None

    def _doer(self, act: CampaignAct) -> Callable[[], None]:
        return lambda: self._do(act)

    def _do(self, act: CampaignAct) -> None:
        row = self._row
        if row is None:
            return
        if act is CampaignAct.CALL:
            self._call_next(row)
        elif act is CampaignAct.WRITE:
            written = campaigns.write_letters(self._desk.by(), row.id, row.version)
            text = ngettext("{n} letter is written.", "{n} letters are written.", written)
            toast(self._page, text.format(n=written))
        else:
            form = _FORMS[act](self._page, self._desk, row)
            form.saved.connect(lambda _ref: self._tell(act, row.id))
            open_form(form)

    def _call_next(self, row: CampaignRow) -> None:
        target_id = campaign_rows.next_target(row.id, self._desk.now())
        if target_id is None:
            toast(self._page, _("Nobody is to be called at this moment."))
            return
        self.call_target(campaign_rows.target(target_id))

    def _tell(self, act: CampaignAct, campaign_id: int) -> None:
        row = campaign_rows.one(campaign_id, self._desk.now())
        if act is CampaignAct.APPROVE:
            count = row.standing.counted.targets
            text = ngettext("{n} customer is invited.", "{n} customers are invited.", count)
            toast(self._page, text.format(n=f"{count:,}"))
        else:
            toast(self._page, _("{number} is saved.").format(number=row.no))
