"""A claim from the claim lines of a job: whom to ask, and for what; all that is free is chosen already."""

from collections import Counter
from typing import Any

from PySide6.QtWidgets import QWidget

from garage.domain.labels import label
from garage.domain.quantities import format_quantity
from garage.errors import FieldError
from garage.i18n import _
from garage.services import claims, suppliers
from garage.services.claim_drafts import Claimable, claimable
from garage.ui.desk import Desk
from garage.ui.forms.order_head import words
from garage.ui.kit.choice_fields import ChoiceField, TickField
from garage.ui.kit.form_dialog import FormDialog


class ClaimDraftForm(FormDialog):
    """Drafts a claim; `saved` carries its id."""

    def __init__(self, parent: QWidget | None, desk: Desk, order_id: int, about: str) -> None:
        title = _("Claim from a supplier")
        super().__init__(parent, title, about, _("Draft the claim"), width=620)
        self.setObjectName("claim_draft_form")
        self._desk = desk
        self._lines = claimable(order_id)
        known = [(row.id, row.name) for row in suppliers.suppliers()]
        self._supplier = self.add_field(
            "supplier",
            _("Supplier or maker"),
            ChoiceField(choices=known, placeholder=_("Choose whom to claim from")),
            _("It stands for the part: who sold it, or who made the car."),
            required=True,
        )
        self.add_section(_("What is claimed"))
        self._ticks: dict[int, TickField] = {}
        for place, line in enumerate(self._lines):
            tick = TickField(_said(line))
            tick.setEnabled(line.free)
            self._ticks[line.id] = self.add_field(
                "lines" if not place else f"line_{line.id}", line.name, tick
            )
        if not self._lines:
            self.add_widget(
                words(
                    _(
                        "No line of this job has the pay type “Warranty claim”. Set it on the line while the job is not "
                        "billed; afterwards the old part goes elsewhere: Old parts, “For whom…”."
                    )
                )
            )

    def load(self) -> None:
        for line in self._lines:
            self._ticks[line.id].set_value(line.free)
        sources = Counter(line.supplier_id for line in self._lines if line.free and line.supplier_id)
        if sources:
            self._supplier.set_value(sources.most_common(1)[0][0])

    def check(self) -> None:
        if not self._chosen():
            raise FieldError("lines", _("Choose at least one line."))

    def save(self) -> int:
        return claims.draft(self._desk.by(), self._chosen(), self._supplier.value())

    def _chosen(self) -> list[int]:
        return [ref for ref, tick in self._ticks.items() if tick.isEnabled() and tick.value()]


def _said(line: Claimable) -> str:
    words_: list[Any] = [label(line.kind), line.name]
    if line.part_id is not None:
        words_.append(f"× {format_quantity(line.qty_milli)}")
    if not line.free:
        words_.append(_("claimed already: {number}").format(number=line.claim_no))
    return " · ".join(words_)
