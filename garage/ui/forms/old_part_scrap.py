"""Old parts that nobody wants: an owner approves, and a paper says who took them (E7)."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from garage.domain.decimals import format_decimal, parse_decimal
from garage.domain.labels import label
from garage.domain.old_parts import LICENSED, DisposalKind, OldPartAct
from garage.domain.staff import Role
from garage.i18n import _
from garage.services import disposals, old_part_register
from garage.services.disposals import DisposalData
from garage.services.old_part_register import OldPartFilter
from garage.services.old_part_rows import OldPartRow
from garage.ui.desk import Desk
from garage.ui.forms.old_part_acts import part_table, ticked
from garage.ui.forms.on_account import approver_field
from garage.ui.forms.order_head import words
from garage.ui.kit import fields
from garage.ui.kit.form_dialog import FormDialog
from garage.ui.kit.line_fields import NumberField
from garage.ui.kit.search_field import Hit

_MOST = 200
"""Parts that are offered in one form."""


def _candidates(act: OldPartAct) -> list[OldPartRow]:
    return [row for row in old_part_register.page(OldPartFilter.SCRAP, limit=_MOST).rows if row.may(act)]


class ApproveScrapForm(FormDialog):
    """Parts that may be scrapped; those `chosen` are ticked. `saved` carries their ids."""

    def __init__(self, parent: QWidget | None, desk: Desk, chosen: Sequence[int] = ()) -> None:
        title = _("Approve scrapping")
        told = _("Only what belongs to the garage. Nothing leaves before an owner approved it.")
        super().__init__(parent, title, told, title, width=860)
        self.setObjectName("approve_scrap_form")
        self._desk, self._chosen = desk, tuple(chosen)
        self._rows: dict[int, OldPartRow] = {}
        self.parts = self.add_field(
            "parts", _("Removed parts"), part_table(), _("Space ticks a part, Ctrl+A all.")
        )
        self._reason = self.add_field(
            "reason", _("Reason"), fields.LineField(limit=200), required=True, stretch=2
        )
        self._approver = self.add_field("approved_by", _("Approved by"), approver_field(desk), beside=True)
        self.body.boxes["approved_by"].setVisible(Role.OWNER not in desk.person.roles)

    def load(self) -> None:
        rows = _candidates(OldPartAct.APPROVE_SCRAP)
        self._rows = {row.id: row for row in rows}
        self.parts.show_rows(ticked(rows, self._chosen), most=7)
        self.parts.setFocus()

    def save(self) -> list[int]:
        chosen = self.parts.value()
        owner = Role.OWNER in self._desk.person.roles
        disposals.approve(
            self._desk.by(),
            {ref: self._rows[ref].version for ref in chosen},
            self._reason.value(),
            None if owner else self._approver.value(),
        )
        return list(chosen)


class DisposalForm(FormDialog):
    """Approved parts leave for good; `saved` carries the id of the disposal."""

    def __init__(self, parent: QWidget | None, desk: Desk, chosen: Sequence[OldPartRow] = ()) -> None:
        title = _("Dispose of old parts")
        told = _("Dangerous parts go on a paper of their own, to a licensed taker.")
        super().__init__(parent, title, told, title, width=860)
        self.setObjectName("disposal_form")
        self._desk, self._chosen = desk, tuple(row.id for row in chosen)
        dangerous = any(row.hazard in LICENSED for row in chosen)
        self._kind_first = DisposalKind.HAZARDOUS if dangerous else DisposalKind.RECYCLER
        self._rows: dict[int, OldPartRow] = {}
        kinds = [(kind, label(kind)) for kind in DisposalKind]
        self._kind = self.add_field("kind", _("Where they go"), fields.ChoiceField(choices=kinds))
        taker = fields.SearchField(self._takers, must_pick=False, limit=100)
        self._taker = self.add_field(
            "taker", _("Taken over by"), taker, required=True, beside=True, stretch=2
        )
        self.parts = self.add_field(
            "parts", _("Approved parts"), part_table(), _("Space ticks a part, Ctrl+A all.")
        )
        self._add_papers()
        self._none = words("", "muted")
        self.add_widget(self._none)
        self._kind.edited.connect(self._fit)
        self._taker.picked.connect(self._take_licence)

    def _add_papers(self) -> None:
        self._licence = self.add_field("licence_no", _("Licence no."), fields.LineField(limit=60))
        self._manifest = self.add_field(
            "manifest_no", _("Manifest no."), fields.LineField(limit=60), beside=True
        )
        weight = NumberField(_read_kilograms, lambda grams: format_decimal(grams, 3))
        self._weight = self.add_field("weight", _("Weight (kg)"), weight)
        sides = [(1, _("they pay us")), (-1, _("we pay them"))]
        self._pays = self.add_field(
            "pays", _("Which side pays"), fields.ChoiceField(choices=sides), beside=True
        )
        self._amount = self.add_field("amount", _("Amount"), fields.MoneyField(), beside=True)
        self._note = self.add_field("note", _("Note"), fields.LineField(limit=200), beside=True, stretch=2)

    def load(self) -> None:
        self._kind.set_value(self._kind_first)
        self._pays.set_value(1)
        self._amount.set_fen(0)
        self._fit()
        self._taker.setFocus()

    def save(self) -> int:
        data = DisposalData(
            kind=self._kind.value(),
            taker=self._taker.text(),
            licence_no=self._licence.value(),
            manifest_no=self._manifest.value(),
            weight_g=self._weight.value(),
            amount_fen=self._pays.value() * self._amount.fen(),
            note=self._note.value(),
        )
        seen = {ref: self._rows[ref].version for ref in self.parts.value()}
        return disposals.dispose(self._desk.by(), seen, data)

    def _fit(self) -> None:
        """Only what may go this way is offered, and its papers are asked for."""
        dangerous = self._kind.value() is DisposalKind.HAZARDOUS
        rows = [row for row in _candidates(OldPartAct.DISPOSE) if (row.hazard in LICENSED) is dangerous]
        self._rows = {row.id: row for row in rows}
        chosen = [ref for ref in self._chosen if ref in self._rows] or list(self._rows)
        self.parts.show_rows(ticked(rows, chosen))
        for name in ("licence_no", "manifest_no"):
            self.body.boxes[name].setVisible(dangerous)
        self._none.setText("" if rows else _("Nothing that may go this way is approved."))
        self._none.setVisible(not rows)
        self.grow_soon()

    def _takers(self, typed: str) -> list[Hit]:
        found = old_part_register.last_takers(self._kind.value())
        return [Hit(licence, name, licence) for name, licence in found if typed.casefold() in name.casefold()]

    def _take_licence(self, hit: Hit | None) -> None:
        if hit is not None and hit.ref:
            self._licence.set_value(hit.ref)


def _read_kilograms(text: str, field: str) -> int:
    return parse_decimal(text, places=3, limit=disposals.MAX_WEIGHT_G, field=field)
