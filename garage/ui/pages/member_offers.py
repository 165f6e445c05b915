"""Dated offers: what they take off what, from when until when, and what they have cost (C8)."""

from collections.abc import Sequence

from garage.domain.labels import label
from garage.domain.members import Less
from garage.domain.money import format_yuan
from garage.i18n import _
from garage.services import offers
from garage.services.command import Area
from garage.services.offers import OfferRow, OfferTime
from garage.ui.desk import Desk
from garage.ui.forms.benefits import say_less
from garage.ui.forms.offer import OfferForm
from garage.ui.forms.reasons import ReasonForm
from garage.ui.forms.settings_section import ListSection, UseChips
from garage.ui.kit.table_model import Column

_NOW = {OfferTime.RUNNING, OfferTime.COMING}


class OffersPanel(ListSection):
    """Enter changes the offer under the bar."""

    areas = frozenset({Area.CARE, Area.MONEY})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "offers", _("Offers"), bare=True)
        self.chips = UseChips(self, "offers_use")
        self.chips.chosen.connect(lambda _key: self.refresh())
        self.top.addWidget(self.chips, 1)
        self._withdraw = self.add_button(_("Withdraw…"), self.withdraw, "Delete", "close")
        self._change = self.add_button(_("Change…"), self.open_current, "Ctrl+E", "pencil")
        self.add_button(_("New offer…"), self.add_offer, "Ctrl+N", "plus", primary=True)
        self.list.set_empty(
            _("An offer makes some work cheaper for some days; it is ticked at settling when it fits."),
            _("New offer…"),
            self.add_offer,
        )
        self.setFocusProxy(self.list)
        self.show_columns(_columns(desk), lambda row: row.id)

    def rows(self) -> Sequence[OfferRow]:
        every = offers.rows()
        now = [row for row in every if row.time(self.desk.today()) in _NOW]
        self.chips.show_counts(len(now), len(every), _("Now and coming"))
        return every if self.chips.everyone else now

    def add_offer(self) -> None:
        """A new offer."""
        self.open_form(OfferForm(self.window(), self.desk))

    def open_current(self) -> None:
        if (row := self._row()) is not None:
            self.open_form(OfferForm(self.window(), self.desk, row.id))

    def withdraw(self) -> None:
        """The offer under the bar ends now."""
        if (row := self._row()) is None:
            return
        consequence = _("It is offered no more; bills that were made keep it.")
        form = ReasonForm(
            self.window(),
            _("Withdraw offer"),
            row.data.name,
            consequence,
            lambda why: offers.withdraw(self.desk.by(), row.id, row.version, why),
        )
        self.open_form(form)

    def refresh_actions(self) -> None:
        row = self._row()
        now = row is not None and row.time(self.desk.today()) in _NOW
        for part in self._withdraw:
            part.setEnabled(now)
        for part in self._change:
            part.setEnabled(row is not None)

    def _row(self) -> OfferRow | None:
        row: OfferRow | None = self.list.current_row()
        return row


def _columns(desk: Desk) -> list[Column]:
    def faded(row: OfferRow) -> str | None:
        return None if row.time(desk.today()) in _NOW else "muted"

    def scope(row: OfferRow) -> str:
        return row.what or label(row.data.scope)

    def less(row: OfferRow) -> str:
        return say_less(Less(row.data.off_bp, row.data.off_fen))

    def days(row: OfferRow) -> str:
        return f"{row.data.from_on} – {row.data.until_on}"

    def spend(row: OfferRow) -> str:
        return format_yuan(row.data.min_spend_fen) if row.data.min_spend_fen else ""

    def whom(row: OfferRow) -> str:
        said = (
            _("members") if row.data.members_only else _("everybody"),
            _("once each") if row.data.once else "",
        )
        return " · ".join(filter(None, said))

    def state(row: OfferRow) -> str:
        return {
            OfferTime.RUNNING: _("running"),
            OfferTime.COMING: _("to come"),
            OfferTime.OVER: _("over"),
            OfferTime.WITHDRAWN: _("withdrawn"),
        }[row.time(desk.today())]

    def given(row: OfferRow) -> str:
        return f"{row.used:,} · {format_yuan(row.given_fen)}" if row.used else ""

    def why(row: OfferRow) -> str:
        return row.withdrawn_reason or state(row)

    return [
        Column("name", _("Offer"), 0, "left", lambda row: row.data.name, faded, bold=True),
        Column("scope", _("What it is for"), 130, "left", scope, faded, scope),
        Column("less", _("Less"), 110, "left", less, faded),
        Column("days", _("Valid"), 190, "left", days, faded),
        Column("spend", _("Spend from"), 110, "right", spend, faded),
        Column("whom", _("Whom"), 180, "left", whom, faded),
        Column("used", _("Used"), 130, "right", given, faded),
        Column("state", _("State"), 90, "left", state, faded, why),
    ]
