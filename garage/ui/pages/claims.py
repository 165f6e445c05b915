"""Warranty claims: every claim by stage and supplier, and what may be done with the one under the bar."""

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from garage.domain.money import format_yuan
from garage.domain.numbers import Series
from garage.errors import Reason
from garage.i18n import _
from garage.services import claim_pages
from garage.services.claim_drafts import UnclaimedJob, unclaimed
from garage.services.claim_pages import ClaimFilter, ClaimRow
from garage.services.command import Area
from garage.ui.desk import Desk
from garage.ui.forms import print_claims
from garage.ui.forms.claim_draft import ClaimDraftForm
from garage.ui.forms.claim_new import NewClaimForm, about
from garage.ui.kit.actions import guarded, make_action
from garage.ui.kit.chips import ChipBar
from garage.ui.kit.choice_fields import ChoiceField
from garage.ui.kit.messages import toast
from garage.ui.kit.table_model import KeysetModel, Page
from garage.ui.kit.table_view import ListView
from garage.ui.pages.claim_acts import ClaimActs
from garage.ui.pages.claim_detail import CHECKS, PHOTOS, ClaimDetail
from garage.ui.pages.claim_words import leave_out, list_columns
from garage.ui.pages.counter_acts import open_form
from garage.ui.pages.customer_parts import action_button, plain_label
from garage.ui.pages.fresh import FreshPage, show_numbered
from garage.ui.pages.returns_sheets import claim_sheet
from garage.ui.pages.side_by_side import lay_out, side_by_side

NEXT_KEYS = "Ctrl+Return"
_LIST_WIDTH, _DETAIL_WIDTH = 636, 596


class ClaimList(ListView):
    """The list of claims; where there is little room, it leaves out what the card says."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        leave_out(self, event.size().width())


class ClaimsPage(FreshPage):
    """List at the left, the chosen claim at the right; refreshes itself when something of it changes."""

    areas = frozenset({Area.RETURNS, Area.ORDERS, Area.STOCK})

    order_opened = Signal(int)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.setObjectName("claims_page")
        self.chips = ChipBar(name="claim_filters")
        self.waiting = plain_label("claims_waiting", "muted")
        self.supplier = ChoiceField(choices=[(None, _("All suppliers"))])
        self.supplier.setObjectName("claims_supplier")
        self.supplier.setAccessibleName(_("Supplier"))
        self.supplier.setToolTip(_("Claims of one supplier"))
        self.supplier.setFixedWidth(170)
        self.list = ClaimList(self, "claims_list", _("Claims"))
        self._make_actions()
        self.more = action_button(self.more_action)
        self.detail = ClaimDetail(
            desk,
            [action_button(self.printing), self.more],
            [action_button(self.acts.report), action_button(self.acts.questions)],
            [action_button(self.acts.lines)],
        )
        self._say_counts()
        self.list.set_empty(
            _(
                "What a supplier or maker stands for is claimed here. A claim is drafted from the lines of a job"
                " whose pay type is “Warranty claim”."
            ),
            _("Claim for a job…"),
            self.new_claim,
        )
        self.list.describe = self._described
        self.list.sheet = claim_sheet()
        self.list.set_model(KeysetModel(list_columns(desk), self._fetch, lambda row: row.id, parent=self))
        self.setFocusProxy(self.list)
        self._connect()
        self._build()
        self._fit()

    # What the rest of the program asks for

    def show_document(self, no: str) -> bool:
        """Show the claim of that number; False when there is none."""
        return show_numbered(no, Series.CLAIM, claim_pages.by_number, self.show_claim)

    def show_claim(self, claim_id: int) -> None:
        """Show this claim among all; raises KeyError when there is none."""
        self._outdated = False
        self.supplier.set_value(None)
        self._say_counts()
        self.chips.chip(ClaimFilter.ALL).setChecked(True)
        self.list.rows().reload(claim_id)
        if not self.list.select_key(claim_id):
            self.list.clearSelection()  # further down than the list was read
        self.detail.show_claim(claim_id)
        self._fit()

    def show_supplier(self, supplier_id: int) -> None:
        """Show what is claimed from one supplier."""
        self._say_counts()
        self.supplier.set_value(supplier_id)
        self._reload()

    # Acts

    def new_claim(self) -> NewClaimForm:
        """Claim for a job: which one is chosen, then the lines."""
        form = NewClaimForm(self, self._desk)
        form.saved.connect(self.draft)
        open_form(form)
        return form

    def draft(self, job: UnclaimedJob) -> ClaimDraftForm:
        """Draft the claim of a job."""
        form = ClaimDraftForm(self, self._desk, job.order_id, about(job))
        form.saved.connect(self._on_drafted)
        open_form(form)
        return form

    def print_claim(self) -> None:
        """The application of the claim shown."""
        if self.detail.page is not None:
            print_claims.print_application(self, self._desk, self.detail.page.row.id)

    def open_order(self) -> None:
        """The job that the claim shown is about."""
        if self.detail.page is not None:
            self.order_opened.emit(self.detail.page.row.order_id)

    def refresh(self) -> None:
        """Read everything anew; the claim shown stays shown."""
        super().refresh()
        shown = self.detail.page.row if self.detail.page is not None else None
        self._say_counts()
        self.list.rows().reload()
        if shown is not None and self.list.current_key() in (None, shown.id):
            self.detail.show_claim(shown.id)
        elif self.list.current_row() is None and self.list.rows().rowCount():
            self.list.selectRow(0)
        self._fit()

    # Inside

    def _reload(self) -> None:
        self._say_counts()
        self.detail.show_nothing()
        self.list.rows().reload()
        if self.list.current_row() is None and self.list.rows().rowCount():
            self.list.selectRow(0)
        elif (row := self.list.current_row()) is not None:
            self.detail.show_claim(row.id)
        self._fit()

    def _fetch(self, cursor: object | None, limit: int) -> Page:
        page = claim_pages.page(
            ClaimFilter(self.chips.current()),
            cursor if isinstance(cursor, tuple) else None,
            limit,
            supplier_id=self.supplier.value(),
        )
        return Page(page.rows, page.next_cursor)

    def _say_counts(self) -> None:
        self.supplier.set_choices([(None, _("All suppliers")), *claim_pages.claimed_suppliers()])
        if self.supplier.value() is None:
            self.supplier.set_value(None)
        supplier_id = self.supplier.value()
        found = claim_pages.counts(supplier_id)
        names = {
            ClaimFilter.OPEN: _("Open"),
            ClaimFilter.DRAFT: _("Drafts"),
            ClaimFilter.WITH_SUPPLIER: _("With the supplier"),
            ClaimFilter.DECIDED: _("Decided"),
            ClaimFilter.NOTICED: _("On a notice"),
            ClaimFilter.SETTLED: _("Closed"),
            ClaimFilter.ALL: _("All"),
        }
        self.chips.set_chips([(which, name, found[which]) for which, name in names.items()])
        waiting = claim_pages.waiting_fen(supplier_id)
        self.waiting.setText(_("{amount} waiting").format(amount=format_yuan(waiting)) if waiting else "")
        left = len(unclaimed())
        self.new_button.setText(_("Claim for a job…") + (f" {left}" if left else ""))

    def _described(self) -> str:
        chip = self.chips.chip(self.chips.current()).text()
        return " · ".join(filter(None, (chip, self.supplier.currentText() if self.supplier.value() else "")))

    def _on_selected(self, row: ClaimRow | None) -> None:
        if row is not None:
            self.detail.show_claim(row.id)
        elif not self.list.rows().rowCount():
            self.detail.show_nothing()
        self._fit()

    def _on_drafted(self, claim_id: int) -> None:
        self.show_claim(claim_id)
        row = claim_pages.row_of(claim_id)
        toast(self, _("{number} is drafted: its check list says what is missing.").format(number=row.no))

    def _fit(self) -> None:
        page = self.detail.page
        self.acts.fit(page)
        for action in (self.printing, self.opening):
            action.setEnabled(page is not None)
        self.more_action.setEnabled(page is not None)
        if page is None:
            self.detail.next.set_step("")
            return
        text, reasons = self.acts.next_step(page)
        self.detail.next.set_step(text, reasons, shortcut=NEXT_KEYS)

    def _go_on(self) -> None:
        if self.detail.next.reasons():
            self.detail.next.focus_reason()
        else:
            self.acts.take_next()

    def _go_to(self, reason: Reason) -> None:
        if reason.goto == "photos":
            self.detail.show_tab(PHOTOS)
        elif reason.goto == "checks":
            self.detail.show_tab(CHECKS)
            self.detail.checks.go_to_open()
        else:
            self.acts.go_to(reason)

    def _show_more(self) -> None:
        menu = QMenu(self)
        menu.addActions([act for act in (*self.acts.offered, *self.acts.more) if act.isEnabled()])
        menu.addSeparator()
        menu.addAction(self.opening)
        menu.exec(self.more.mapToGlobal(QPoint(0, self.more.height())))
        menu.deleteLater()

    def _make_actions(self) -> None:
        self.new_action = make_action(
            self, _("Claim for a job…"), self.new_claim, "Ctrl+N", "plus", name="new_claim"
        )
        self.new_button = action_button(self.new_action, primary=True)
        self.printing = make_action(
            self, _("Print…"), self.print_claim, "Ctrl+P", "print", name="print_claim"
        )
        self.opening = make_action(
            self, _("Open the job"), self.open_order, "Ctrl+O", "wrench", name="claim_job"
        )
        self.more_action = make_action(
            self, _("More"), self._show_more, "Alt+M", "chevron-down", name="claim_more"
        )
        self.acts = ClaimActs(self, self._desk)

    def _connect(self) -> None:
        self.chips.chosen.connect(lambda _key: self._reload())
        self.supplier.edited.connect(self._reload)
        self.list.selected.connect(self._on_selected)
        self.list.opened.connect(lambda _row: self.detail.show_tab(self.detail.tabs.currentIndex()))
        self.list.addActions([*self.acts.offered, *self.acts.more, self.opening, self.printing])
        self.detail.next.chosen.connect(guarded(self, self._go_on, self._go_to))
        self.detail.next.blocked.connect(lambda _reasons: self.detail.next.focus_reason())
        self.detail.next.reason_clicked.connect(lambda reason: guarded(self, lambda: self._go_to(reason))())
        self.detail.checks.asked.connect(lambda reason: guarded(self, lambda: self._go_to(reason))())
        self.detail.checks.ticked.connect(
            lambda code, on: guarded(self, lambda: self.acts.tick(code, done=on))()
        )
        self.detail.photos_changed.connect(self.refresh)

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self.chips)
        head.addWidget(self.waiting, 1)
        head.addWidget(self.supplier)
        head.addWidget(self.new_button)
        split = side_by_side("claims_split", self.list, self.detail, (_LIST_WIDTH, _DETAIL_WIDTH))
        split.setStretchFactor(0, 2)
        split.setStretchFactor(1, 3)
        lay_out(self, head, split)
