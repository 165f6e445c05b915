"""Factory warranties: the terms of makers and local rules, with the usual ones in one click (E9)."""

from collections.abc import Sequence

from garage.domain.labels import label
from garage.domain.plates import display_plate
from garage.i18n import _, ngettext
from garage.services import factory_terms
from garage.services.command import Area
from garage.services.factory_terms import TermRow
from garage.ui.desk import Desk
from garage.ui.forms.factory_term import FactoryTermForm
from garage.ui.forms.settings_section import ListSection, UseChips, said_count
from garage.ui.kit.actions import guarded
from garage.ui.kit.messages import toast
from garage.ui.kit.table_model import Column


class FactoryTermsPanel(ListSection):
    """Enter changes the term under the bar."""

    areas = frozenset({Area.RETURNS})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "factory_terms", _("Factory warranties"), bare=True)
        self.chips = UseChips(self, "factory_terms_use")
        self.chips.chosen.connect(lambda _key: self.refresh())
        self.top.addWidget(self.chips, 1)
        self._retire, self._retire_button = self.add_button(
            _("Take out of use"), self.retire, "Delete", "close"
        )
        self._usual = self.add_button(_("Add the usual ones"), self.add_usual, "Ctrl+L", "list")
        self._change = self.add_button(_("Change…"), self.open_current, "Ctrl+E", "pencil")
        self.add_button(_("New factory warranty…"), self.add_term, "Ctrl+N", "plus", primary=True)
        self.list.set_empty(
            _(
                "What makers promise stands here: battery, motor and controller five years, minor electrics three, "
                "the car one. The usual ones come with one click."
            ),
            _("Add the usual ones"),
            self.add_usual,
        )
        self.setFocusProxy(self.list)
        self.show_columns(_columns(), lambda row: row.id)

    def rows(self) -> Sequence[TermRow]:
        every = factory_terms.rows(everyone=True)
        used = [row for row in every if row.active]
        self.chips.show_counts(len(used), len(every))
        return every if self.chips.everyone else used

    def add_term(self) -> None:
        """A new term."""
        self.open_form(FactoryTermForm(self.window(), self.desk))

    def open_current(self) -> None:
        if (row := self._row()) is not None:
            self.open_form(FactoryTermForm(self.window(), self.desk, row.id))

    def add_usual(self) -> None:
        """Add what makers usually give and is not there yet."""
        count = factory_terms.add_usual(self.desk.by())
        self.refresh()
        toast(self, said_count(count) if count else _("They are all there already."))

    def retire(self) -> None:
        """Take the term under the bar out of use, or back."""
        row = self._row()
        if row is None:
            return
        factory_terms.retire(self.desk.by(), row.id, row.version, active=not row.active)
        self.refresh()
        if row.active:
            words = _("{name} is out of use.").format(name=row.term.name)
            toast(self, words, "ok", (_("Undo"), guarded(self, lambda: self._undo(row.id))))

    def refresh_actions(self) -> None:
        row = self._row()
        for part in (self._retire, self._retire_button, *self._change):
            part.setEnabled(row is not None)
        words = _("Take out of use") if row is None or row.active else _("Back into use")
        self._retire_button.setText(words)
        self._retire_button.setAccessibleName(words)

    def _undo(self, term_id: int) -> None:
        row = factory_terms.row(term_id)
        factory_terms.retire(self.desk.by(), row.id, row.version, active=True)
        self.refresh(term_id)

    def _row(self) -> TermRow | None:
        row: TermRow | None = self.list.current_row()
        return row


def _columns() -> list[Column]:
    def faded(row: TermRow) -> str | None:
        return None if row.active else "muted"

    def months(row: TermRow) -> str:
        count = row.term.months
        return ngettext("{n} month", "{n} months", count).format(n=count)

    def km(row: TermRow) -> str:
        return _("no limit") if row.term.km is None else f"{row.term.km:,}"

    return [
        Column("name", _("What is covered"), 0, "left", lambda row: row.term.name, faded, bold=True),
        Column(
            "group", _("Part group"), 130, "left", lambda row: row.term.part_group or _("whole car"), faded
        ),
        Column("months", _("Months"), 100, "right", months, faded),
        Column("km", _("Kilometres"), 104, "right", km, faded),
        Column("cars", _("Which cars"), 190, "left", _cars, faded, _cars),
        Column("supplier", _("Claimed from"), 150, "left", lambda row: row.supplier, faded),
        Column("rule", _("Promised by"), 104, "left", _by, faded),
        Column("note", _("Note"), 0, "left", lambda row: row.term.note, faded),
    ]


def _by(row: TermRow) -> str:
    return _("local rule") if row.term.local_rule else _("maker")


def _cars(row: TermRow) -> str:
    fuels = [label(fuel) for fuel in sorted(row.term.fuels)]
    said = " · ".join(filter(None, (display_plate(row.plate), row.term.brand, *fuels)))
    return said or _("every car")
