"""Parts go to the lines of an order, or come back from them, on a slip (B3)."""

from collections.abc import Sequence

from PySide6.QtWidgets import QLabel, QWidget

from garage.domain.orders import DRAWING, IN_SHOP
from garage.domain.staff import Role
from garage.domain.stock import RESERVING
from garage.errors import FieldError, Reason, RuleError
from garage.i18n import _
from garage.services import (
    goods_issues,
    order_lines,
    orders,
    staff,
    substitution,
    supply,
    workshop,
)
from garage.services.goods_issues import IssueLine, IssueResult
from garage.services.orders import OrderPage
from garage.services.part_rows import PartRow
from garage.ui.desk import Desk
from garage.ui.forms.bench_scan import FIELD, Asks, Bench
from garage.ui.forms.order_head import about, words
from garage.ui.forms.part_grid import PartGrid
from garage.ui.forms.scan_field import ScanField
from garage.ui.forms.shortage import ShortagePanel, offer_words, short_words
from garage.ui.kit.choice_fields import ChoiceField, TickField
from garage.ui.kit.form_dialog import FormDialog
from garage.ui.kit.grid import Row
from garage.ui.kit.line_fields import LineField
from garage.ui.kit.remembered import recall, remember

_SLIP_KEY = "issue/slip"


class PartsForm(FormDialog):
    """Issue when parts may be drawn, else (or with `returning`) take back; `everything` when the order ends."""

    def __init__(
        self,
        parent: QWidget | None,
        desk: Desk,
        page: OrderPage,
        *,
        returning: bool = False,
        everything: bool = False,
    ) -> None:
        title = _("Return parts") if returning else _("Issue parts")
        super().__init__(parent, title, about(page), default_text=title, width=1180)
        self.setObjectName("return_parts_form" if returning else "issue_parts_form")
        self._desk = desk
        self._page = page
        self._returning = returning
        self._everything = everything
        self._lines = [
            line for line in page.lines if line.draws_stock and (line.issued_milli or not returning)
        ]
        self._add_bench()
        self._taker = self.add_field(
            "received_by",
            _("Brought back by") if returning else _("Taken by"),
            ChoiceField(choices=self._people()),
        )
        self._note = self.add_field("note", _("Note"), LineField(limit=200), beside=True, stretch=2)
        self._slip = self.add_field("slip", _("Slip"), TickField(_("Print the slip afterwards")))

    def _add_bench(self) -> None:
        """The scanner's field, the lines it fills, and what is short."""
        self.scan = self.add_field("scan", _("Scan"), ScanField(), _how_to_scan())
        self.scan.entered.connect(self._on_scanned)
        self.scan.left.connect(self._on_left)
        self.grid = self.add_field("lines", _("Parts"), PartGrid(returning=self._returning))
        self.bench = Bench(self.grid, returning=self._returning)
        self.add_widget(self.grid.status)
        self.shortage = ShortagePanel()
        self.shortage.wanted.connect(self._want)
        self.shortage.substitute.connect(self._take_instead)
        self.add_widget(self.shortage)
        self.grid.picked.connect(lambda *_what: self._say_short())
        if not self._lines:
            for name in ("scan", "lines"):
                self.body.boxes[name].hide()
            self.add_widget(words(_("No line of this order draws parts from the stock."), "muted"))
            self.save_button.hide()

    @property
    def prints_slip(self) -> bool:
        """Whether the slip is wanted after saving."""
        return self._slip.value()

    def load(self) -> None:
        self._show_lines()
        if self._everything:
            self.grid.take_all()
        self._slip.set_value(recall(_SLIP_KEY, "yes") == "yes")
        (self.scan if self._lines else self.back_button).setFocus()

    def check(self) -> None:
        try:
            self.bench.ask_for_rest()
        finally:
            self._show_prompt()

    def save(self) -> IssueResult:
        rows = [row for row in self.grid.value() if row.get("qty")]
        for row in rows:
            if row["free"]:
                self._link(row)
        act = goods_issues.return_parts if self._returning else goods_issues.issue_parts
        made = act(
            self._desk.by(),
            self._page.id,
            lines=[IssueLine(row["line"], row["qty"], row["serials"]) for row in rows],
            received_by=self._taker.value(),
            note=self._note.value(),
        )
        remember(_SLIP_KEY, "yes" if self.prints_slip else "no")
        return made

    def show_error(self, field: str, text: str) -> None:
        """What is wrong with the numbers of a line is put right where they are scanned."""
        of_line = field.removeprefix("serials.")
        if of_line != field:
            self.bench.ask_anew(int(of_line))
            self._show_prompt()
        super().show_error(FIELD if of_line != field else field, text)

    def show_reasons(self, reasons: Sequence[Reason]) -> None:
        """Who lost the last one to somebody else sees what is there now, and the ways out."""
        super().show_reasons(reasons)
        if any(reason.code == "short" for reason in reasons):
            self.grid.read_stock(supply.of_order(self._page.id))
            self._say_short()

    # What is short

    def _show_lines(self) -> None:
        covers = {} if self._returning else supply.of_order(self._page.id)
        self.grid.show_lines(self._lines, covers)
        self._say_short()

    def _say_short(self) -> None:
        """Which parts are not there, and the ways out that are open as the order stands."""
        rows = self.grid.rows()
        short = [place for place in self.grid.short_rows() if rows[place]["part_ref"]]
        waits = bool(self.grid.short_rows())
        instead = substitution.for_parts([rows[place]["part_ref"] for place in short])
        offers = [
            (place, rows[place]["name"], one.part)
            for place in short
            if not rows[place]["issued"]
            for one in instead.get(rows[place]["part_ref"], [])
        ]
        lacking = [place for place in short if rows[place]["cover"] and rows[place]["cover"].missing_milli]
        self.shortage.show_short(
            [short_words(rows[place], self.grid.most(rows[place])) for place in self.grid.short_rows()],
            offers,
            may_order=bool(lacking) and self._page.state in RESERVING,
            may_buy=waits and self._page.state in DRAWING,
            may_wait=waits and self._page.state in IN_SHOP,
        )
        self.grow_soon()

    def _want(self, way: str) -> None:
        self.reason_clicked.emit(Reason("short", "", way))

    def _take_instead(self, place: int, part: PartRow) -> None:
        """The line draws the substitute from now on, whatever becomes of the issue."""
        line_id = self.grid.rows()[place]["line"]
        try:
            substitution.fit_instead(self._desk.by(), line_id, part.id)
        except RuleError as error:
            self.show_reasons(error.reasons)
            self.grow_soon()
            return
        self.show_reasons([])
        self._page = orders.open_page(self._page.id)
        self._lines = [line for line in self._page.lines if line.draws_stock]
        clean = not self.is_dirty()
        self._show_lines()
        self.bench = Bench(self.grid, returning=self._returning)
        self._show_prompt()
        if clean:
            self.mark_clean()
        self.scan.setFocus()

    def _link(self, row: Row) -> None:
        """A line in free words is now known to be this part, whatever becomes of the issue."""
        order_lines.link_part(self._desk.by(), row["line"], row["part_ref"])
        row["free"] = False

    def take_part(self, code: str) -> None:
        """A part was scanned outside its field."""
        self._on_scanned(code)

    def _on_scanned(self, text: str) -> None:
        box = self.body.boxes["scan"]
        box.clear()
        try:
            offer = self.bench.take(text)
        except FieldError as error:
            box.show_error(error.text)
        else:
            if offer is not None:
                row = self.grid.rows()[offer.place]
                words = _("{code} is not on this order, but may be fitted instead of {name}.")
                box.show_error(words.format(code=offer.part.code, name=row["name"]))
                self.shortage.show_short(
                    [offer_words(row, offer.part)],
                    [(offer.place, row["name"], offer.part)],
                    may_order=False,
                    may_buy=False,
                    may_wait=False,
                )
            else:
                self._say_short()
        self._show_prompt()
        self.scan.setFocus()

    def _on_left(self) -> None:
        self.bench.leave()
        self.body.boxes["scan"].clear()
        self.scan.clear()
        self._show_prompt()

    def _show_prompt(self) -> None:
        """The field says over itself what it waits for."""
        caption = self.body.boxes["scan"].findChild(QLabel, "scan_label")
        caption.setText(self.bench.prompt())
        caption.setProperty("tone", "section" if self.bench.asks else "")
        caption.style().unpolish(caption)
        caption.style().polish(caption)
        self.scan.setAccessibleName(self.bench.prompt())
        asked = _("Scan or type the serial number") if self.bench.asks else _("Scan or type a part's code")
        self.scan.setPlaceholderText(asked)
        self.scan.asking = self.bench.asks is not None
        self.scan.may_be_empty = self.bench.asks is Asks.OLD

    def _people(self) -> list[tuple[int, str]]:
        """Those who work on the order first, then the other mechanics, then everybody."""
        workers = workshop.workers_of(self._page.id)

        def nearness(person: staff.Person) -> tuple[bool, bool, str]:
            return person.id not in workers, Role.MECHANIC not in person.roles, person.name

        return [(one.id, one.name) for one in sorted(staff.people(), key=nearness)]


def _how_to_scan() -> str:
    return _("Each scan counts one; type 4* before it for four, or how many there are after it.")


def may_issue(page: OrderPage) -> bool:
    """Whether something is left to be drawn now."""
    return page.state in DRAWING and any(
        line.draws_stock and line.issued_milli < line.qty_milli for line in page.lines
    )
