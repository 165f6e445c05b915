"""Coupons: issued, used, expired, void; printed four on a sheet (C8)."""

from garage.domain.labels import label
from garage.domain.members import CouponState, Less
from garage.domain.money import format_yuan
from garage.i18n import _, ngettext
from garage.services import coupons
from garage.services.command import Area
from garage.services.coupons import CouponFilter, CouponRow
from garage.ui.desk import Desk
from garage.ui.forms import print_members
from garage.ui.forms.benefits import say_less
from garage.ui.forms.offer import CouponForm
from garage.ui.forms.reasons import ReasonForm
from garage.ui.forms.settings_section import ListSection
from garage.ui.kit.chips import ChipBar
from garage.ui.kit.messages import toast
from garage.ui.kit.table_model import Column, Page


class CouponsPanel(ListSection):
    """Enter prints the coupon under the bar."""

    areas = frozenset({Area.CARE, Area.CUSTOMERS})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "coupons", _("Coupons"), bare=True)
        self.chips = ChipBar(self, "coupon_chips")
        self.chips.chosen.connect(lambda _key: self.refresh())
        self.top.addWidget(self.chips, 1)
        self._void = self.add_button(_("Void…"), self.void, "Delete", "close")
        self._print = self.add_button(_("Print…"), self.open_current, "Ctrl+P", "print")
        self.add_button(_("Issue coupons…"), self.issue, "Ctrl+N", "plus", primary=True)
        self.list.set_empty(
            _("A coupon brings customers back: it has a number, and is used once at settling."),
            _("Issue coupons…"),
            self.issue,
        )
        self.setFocusProxy(self.list)
        self._say_chips()
        self.show_columns(_columns(), lambda row: row.id, self._fetch)

    def show_coupon(self, coupon_id: int) -> None:
        """Show this coupon among all."""
        self.chips.chip(CouponFilter.ALL).setChecked(True)
        self.refresh(coupon_id)

    def issue(self) -> None:
        """New coupons; what was issued can be printed at once."""
        form = CouponForm(self.window(), self.desk)
        form.saved.connect(self._issued)
        form.open()

    def open_current(self) -> None:
        if (row := self._row()) is not None:
            print_members.print_coupons(self.window(), self.desk, [row.id])

    def void(self) -> None:
        """The coupon under the bar counts no more."""
        if (row := self._row()) is None:
            return
        form = ReasonForm(
            self.window(),
            _("Void coupon"),
            f"{row.no} · {row.data.title}",
            _("It cannot be used any more; its number stays in the books."),
            lambda why: coupons.void(self.desk.by(), row.id, row.version, why),
        )
        self.open_form(form)

    def refresh(self, keep: object = None) -> None:
        self._say_chips()
        super().refresh(keep if isinstance(keep, int) else None)

    def refresh_actions(self) -> None:
        row = self._row()
        for part in self._print:
            part.setEnabled(row is not None and row.state is CouponState.ISSUED)
        for part in self._void:
            part.setEnabled(row is not None and row.state in {CouponState.ISSUED, CouponState.EXPIRED})

    def _issued(self, made: list[int]) -> None:
        self.refresh(made[-1])
        said = ngettext("{n} coupon issued", "{n} coupons issued", len(made)).format(n=len(made))
        again = (_("Print"), lambda: print_members.print_coupons(self.window(), self.desk, made))
        toast(self, said, "ok", again)

    def _fetch(self, cursor: object | None, limit: int) -> Page:
        place = cursor if isinstance(cursor, tuple) else None
        found = coupons.page(CouponFilter(self.chips.current()), self.desk.today(), place, limit)
        return Page(found.rows, found.next_cursor)

    def _say_chips(self) -> None:
        counts = coupons.counts(self.desk.today())
        names = {
            CouponFilter.USABLE: _("Can be used"),
            CouponFilter.USED: _("Used"),
            CouponFilter.EXPIRED: _("Expired"),
            CouponFilter.ALL: _("All"),
        }
        self.chips.set_chips([(one, names[one], counts.get(one)) for one in CouponFilter])

    def _row(self) -> CouponRow | None:
        row: CouponRow | None = self.list.current_row()
        return row


def _columns() -> list[Column]:
    def faded(row: CouponRow) -> str | None:
        return None if row.state is CouponState.ISSUED else "muted"

    def less(row: CouponRow) -> str:
        return say_less(Less(row.data.off_bp, row.data.off_fen))

    def spend(row: CouponRow) -> str:
        return format_yuan(row.data.min_spend_fen) if row.data.min_spend_fen else ""

    def days(row: CouponRow) -> str:
        return f"{row.data.valid_from} – {row.data.valid_until}"

    def state(row: CouponRow) -> str:
        return " ".join(filter(None, (label(row.state), row.settlement_no)))

    def why(row: CouponRow) -> str:
        return " · ".join(filter(None, (state(row), row.void_reason)))

    return [
        Column("no", _("Coupon no."), 134, "left", lambda row: row.no, faded, bold=True),
        Column("title", _("Coupon"), 0, "left", lambda row: row.data.title, faded),
        Column("less", _("Less"), 110, "left", less, faded),
        Column("spend", _("Spend from"), 110, "right", spend, faded),
        Column("days", _("Valid"), 190, "left", days, faded),
        Column(
            "customer", _("Given to"), 170, "left", lambda row: row.customer or _("whoever brings it"), faded
        ),
        Column("campaign", _("Campaign"), 110, "left", lambda row: row.campaign, faded),
        Column("state", _("State"), 170, "left", state, faded, why),
    ]
