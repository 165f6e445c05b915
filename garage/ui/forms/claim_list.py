"""Monthly claim lists: which claims go on one, and how it goes out; the weekly report and the problem list beside it."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtWidgets import QWidget

from garage.domain.claim_notices import Channel
from garage.domain.labels import label
from garage.domain.money import format_yuan
from garage.domain.plates import display_plate
from garage.errors import FieldError
from garage.i18n import _, ngettext
from garage.services import claim_list_rows, claim_lists, claim_pages, papers_settling, weekly_faults
from garage.services.claim_list_rows import DueList, ListRow
from garage.services.claim_pages import ClaimRow
from garage.services.weekly_faults import Told, WeekDue
from garage.ui.desk import Desk
from garage.ui.forms.order_head import words
from garage.ui.forms.tick_table import Ticked, TickTable
from garage.ui.kit.choice_fields import ChoiceField, TickField
from garage.ui.kit.form_dialog import FormDialog
from garage.ui.kit.line_fields import LineField

_MOST_REASONS = 8
"""Reasons that are written out in the form; the list of claims has them all."""


def claim_table(name: str = "claims") -> TickTable:
    """Claims to tick."""
    columns = [(_("Claim"), 150), (_("Plate"), 110), (_("Part"), 0), (_("State"), 150), (_("Amount"), 110)]
    return TickTable(name, _("Claims"), columns)


def ticked_claims(
    rows: Sequence[ClaimRow], chosen: Sequence[int] | None = None, *, given: bool = False
) -> list[Ticked]:
    """Rows of `claim_table`, all ticked unless only some are `chosen`; with what was `given` for each."""
    return [
        Ticked(
            row.id,
            (
                row.no,
                display_plate(row.plate),
                row.part,
                label(row.state),
                format_yuan(row.approved_fen if given else row.claimed_fen),
            ),
            chosen is None or row.id in chosen,
        )
        for row in rows
    ]


class ClaimListForm(FormDialog):
    """A list for a supplier and month, or another choice of claims on `row`; `saved` carries the list's id."""

    def __init__(
        self, parent: QWidget | None, desk: Desk, due: DueList | None = None, row: ListRow | None = None
    ) -> None:
        title = _("Change the list") if row is not None else _("Make a monthly list")
        told = (
            f"{row.no} · {row.supplier} · {row.period}"
            if row is not None
            else _("The claims of a month go to their supplier together.")
        )
        super().__init__(parent, title, told, title, width=820)
        self.setObjectName("claim_list_form")
        self._desk, self._row = desk, row
        self._version = row.version if row is not None else 0
        waiting = [one for one in claim_list_rows.due_lists(desk.today()) if one.list_id is None]
        choices = [(one, f"{one.period} · {one.supplier}") for one in waiting]
        self._whose = self.add_field("period", _("Month and supplier"), ChoiceField(choices=choices))
        self.body.boxes["period"].setVisible(row is None)
        same = (
            one for one in waiting if due and (one.supplier_id, one.period) == (due.supplier_id, due.period)
        )
        self._first = next(same, waiting[0] if waiting else None)
        self.claims = self.add_field(
            "claims", _("Claims"), claim_table(), _("Space ticks a row, Ctrl+A all.")
        )
        self._note = self.add_field("note", _("Note"), LineField(limit=200))
        self._none = words(_("Every claim stands on a list."), "muted")
        self.add_widget(self._none)
        self._whose.edited.connect(self._fit)

    def load(self) -> None:
        if self._row is not None:
            self._note.set_value(self._row.note)
        elif self._first is not None:
            self._whose.set_value(self._first)
        self._fit()
        self.claims.setFocus()

    def save(self) -> int:
        chosen, note = self.claims.value(), self._note.value()
        if self._row is not None:
            claim_lists.change(self._desk.by(), self._row.id, self._version, chosen, note)
            return self._row.id
        due: DueList | None = self._whose.value()
        if due is None:
            raise FieldError("claims", _("Every claim stands on a list."))
        return claim_lists.make(self._desk.by(), due.supplier_id, due.period, chosen, note)

    def renew(self) -> None:
        if self._row is not None:
            self._version = claim_list_rows.one(self._row.id).version

    def _fit(self) -> None:
        due: DueList | None = self._whose.value()
        held: list[ClaimRow] = []
        free: list[ClaimRow] = []
        if self._row is not None:
            held = claim_list_rows.claims_of(self._row.id)
            free = claim_list_rows.proposed(self._row.supplier_id, self._row.period)
        elif due is not None:
            held = claim_list_rows.proposed(due.supplier_id, due.period)
        self.claims.show_rows(ticked_claims([*held, *free], [one.id for one in held]), most=8)
        self._none.setVisible(not held and not free)
        self.grow_soon()


class SendListForm(FormDialog):
    """The list goes to the supplier; drafts that are not ready are named, and may be left out (`left_out`)."""

    def __init__(self, parent: QWidget | None, desk: Desk, row: ListRow) -> None:
        title = _("Send the list")
        about = " · ".join((row.no, row.supplier, row.period, format_yuan(row.claimed_fen)))
        super().__init__(parent, title, about, title, width=620)
        self.setObjectName("send_list_form")
        self.left_out: tuple[int, ...] = ()
        self._desk, self._id, self._version, self._note_was = desk, row.id, row.version, row.note
        if row.drafts:
            text = ngettext(
                "{n} draft is submitted with it.", "{n} drafts are submitted with it.", row.drafts
            )
            self.add_widget(words(text.format(n=row.drafts)))
        self._behind = words("", "warn")
        self._behind.setObjectName("not_ready")
        self.add_widget(self._behind)
        self._leave = self.add_field(
            "leave_out", "", TickField(_("Leave out what is not ready; it stays a draft"))
        )
        choices = [(channel, label(channel)) for channel in Channel]
        self._channel = self.add_field("channel", _("How it goes"), ChoiceField(choices=choices))
        self._note = self.add_field("note", _("Note"), LineField(limit=200), beside=True, stretch=2)

    def load(self) -> None:
        self._note.set_value(self._note_was)
        self._say_behind()
        self._channel.setFocus()

    def save(self) -> int:
        self.left_out = claim_lists.send(
            self._desk.by(),
            self._id,
            self._version,
            self._channel.value(),
            leave_out=self._leave.value(),
            note=self._note.value(),
        )
        return self._id

    def renew(self) -> None:
        self._version = claim_list_rows.one(self._id).version

    def _say_behind(self) -> None:
        behind = claim_lists.held_back(self._id, self._desk.today())
        said = []
        for claim_id, reasons in behind.items():
            said.append(f"{claim_pages.row_of(claim_id).no}: {reasons[0].text}")
            if len(reasons) > 1:
                more = ngettext("and {n} more", "and {n} more", len(reasons) - 1)
                said[-1] += f" ({more.format(n=len(reasons) - 1)})"
        self._behind.setText("\n".join(said[:_MOST_REASONS]))
        self._behind.setVisible(bool(said))
        self.body.boxes["leave_out"].setVisible(bool(said))


class WeekForm(FormDialog):
    """Faults that a supplier has to be told of this week, or a report to print again; `saved` carries whose and which."""

    def __init__(self, parent: QWidget | None, desk: Desk, supplier_id: int | None = None) -> None:
        title = _("Weekly fault report")
        told = _(
            "What failed and was not reported yet, up to Sunday. The claims remember that they were reported."
            " A report that was made is printed again from here."
        )
        super().__init__(parent, title, told, _("Report them"), width=820)
        self.setObjectName("week_form")
        self._desk = desk
        due = weekly_faults.due(desk.today())
        choices = [(one, _about(one)) for one in (*due, *weekly_faults.told(desk.today()))]
        self._whose = self.add_field("supplier", _("Supplier"), ChoiceField(choices=choices))
        self._first = next((one for one in due if one.supplier_id == supplier_id), None)
        self.claims = self.add_field(
            "claims", _("Faults to report"), claim_table(), _("Space ticks a row, Ctrl+A all.")
        )
        self._none = words(_("Every fault of this week is reported."), "muted")
        self._none.setVisible(not due)
        self.add_widget(self._none)
        self._whose.edited.connect(self._fit)

    def load(self) -> None:
        if self._first is not None:
            self._whose.set_value(self._first)
        self._fit()
        self.claims.setFocus()

    def save(self) -> tuple[int, list[int], datetime]:
        due: WeekDue | Told | None = self._whose.value()
        if isinstance(due, Told):
            return due.supplier_id, list(due.claim_ids), due.at
        supplier = due.supplier_id if due is not None else 0
        chosen, by = self.claims.value(), self._desk.by()
        weekly_faults.tell(by, supplier, chosen)
        return supplier, chosen, by.at

    def _fit(self) -> None:
        due: WeekDue | Told | None = self._whose.value()
        again = isinstance(due, Told)
        refs = due.claim_ids if isinstance(due, Told) else []
        if isinstance(due, WeekDue):
            refs = weekly_faults.untold(due.supplier_id, self._desk.today())
        self.claims.show_rows(ticked_claims(claim_pages.of_ids(refs)), most=8)
        self.claims.setEnabled(not again)  # a paper that went out is never another
        self.save_button.setText(_("Print again") if again else _("Report them"))
        self.save_button.setAccessibleName(self.save_button.text())


def _about(one: WeekDue | Told) -> str:
    faults = len(one.claim_ids) if isinstance(one, Told) else one.faults
    text = ngettext("{supplier} · {n} fault", "{supplier} · {n} faults", faults)
    said = text.format(supplier=one.supplier, n=faults)
    if isinstance(one, Told):
        said = _("{report} · reported {day}").format(report=said, day=f"{one.at:%m-%d %H:%M}")
    return said


class ProblemsForm(FormDialog):
    """Supplier and month of the problem list; `saved` carries both."""

    def __init__(self, parent: QWidget | None, desk: Desk, supplier_id: int | None = None) -> None:
        title = _("List of quality problems")
        told = _("What of a supplier failed how often in a month, with room for its measures.")
        super().__init__(parent, title, told, _("Preview"), width=680)
        self.setObjectName("problems_form")
        del desk
        self._supplier = self.add_field(
            "supplier",
            _("Supplier"),
            ChoiceField(choices=claim_pages.claimed_suppliers()),
            required=True,
            stretch=3,
        )
        self._first = supplier_id
        self._month = self.add_field("period", _("Month"), ChoiceField(), required=True, beside=True)
        self._supplier.edited.connect(self._fit)

    def load(self) -> None:
        if self._first is not None:
            self._supplier.set_value(self._first)
        self._fit()

    def save(self) -> tuple[int, str]:
        return self._supplier.value(), self._month.value()

    def _fit(self) -> None:
        supplier = self._supplier.value()
        months = papers_settling.months_of(supplier) if supplier is not None else []
        self._month.set_choices([(month, month) for month in months])
