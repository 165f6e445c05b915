"""A stocktake is begun, and its differences are posted with an owner's approval."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from garage.domain.decimals import parse_decimal
from garage.domain.labels import label
from garage.domain.money import format_yuan
from garage.domain.part_file import MOST_DAYS
from garage.domain.staff import Role
from garage.domain.stocktakes import CountScope, signed
from garage.errors import FieldError
from garage.i18n import _, ngettext
from garage.services import parts, stock_limits, stocktake_list, stocktakes
from garage.services.count_scopes import MOST_PARTS, Scope
from garage.services.stocktake_list import StocktakeRow
from garage.services.stocktakes import Begun
from garage.ui.desk import Desk
from garage.ui.forms.on_account import approver_field
from garage.ui.forms.order_head import set_tone, words
from garage.ui.forms.part import sees_costs
from garage.ui.kit import fields
from garage.ui.kit.form_dialog import FormDialog
from garage.ui.kit.line_fields import NumberField
from garage.ui.kit.search_field import Hit, SearchField

MOST = 50
"""Parts of a rolling count, unless somebody says otherwise: a quiet hour's work."""


class BeginStocktakeForm(FormDialog):
    """Says what is counted and takes the snapshot; `saved` carries what was Begun.

    With `part_ids` these parts are offered; `scope` is chosen at first.
    """

    def __init__(
        self,
        desk: Desk,
        parent: QWidget | None,
        part_ids: Sequence[int] = (),
        scope: CountScope = CountScope.ROLLING,
    ) -> None:
        super().__init__(
            parent,
            _("New stocktake"),
            _("The snapshot keeps what the books say now. Goods may come and go while you count."),
            _("Begin the count"),
            width=640,
        )
        self.setObjectName("begin_stocktake_form")
        self._desk = desk
        self._parts = tuple(part_ids)
        first = CountScope.PARTS if part_ids else scope
        offered = [one for one in CountScope if part_ids or one is not CountScope.PARTS]
        self._scope = self.add_field(
            "scope", _("What is counted"), fields.ChoiceField(choices=[(one, label(one)) for one in offered])
        )
        self._scope.set_value(first)
        self._add_narrowing()
        self._told = words("")
        self._told.setObjectName("told")
        self.add_widget(self._told)
        self._blind = self.add_field(
            "blind", "", fields.TickField(_("Blind: who counts does not see what the books say"))
        )
        self._note = self.add_field("note", _("Note"), fields.LineField(limit=200))
        self._scope.edited.connect(self._fit)
        for field in (self._bin, self._days, self._most):
            field.textChanged.connect(lambda _text: self._tell())
        self._group.edited.connect(self._tell)

    def load(self) -> None:
        self._days.set_value(stock_limits.limits().count)
        self._most.set_value(MOST)
        if self._scope.value() is CountScope.ROLLING and not self._found().parts:
            self._scope.set_value(CountScope.ALL)  # nothing is due: a new shop, or one that counts diligently
        self._fit()
        self._scope.setFocus()

    def save(self) -> Begun:
        note = self._note.value()
        return stocktakes.begin(self._desk.by(), self._asked(), blind=self._blind.value(), note=note)

    def show_error(self, field: str, text: str) -> None:
        if field == "scope_text":
            field = "bin" if self._scope.value() is CountScope.BIN else "group"
        super().show_error(field, text)

    def _add_narrowing(self) -> None:
        known = stocktake_list.bins()

        def bins(typed: str) -> list[Hit]:
            return [Hit(name, name) for name in known if name.upper().startswith(typed.upper())][:12]

        self._bin = self.add_field(
            "bin",
            _("Bin"),
            SearchField(bins, must_pick=False, takes_scans=True, limit=40),
            _("“A” takes every bin whose name begins with A."),
        )
        groups = [(name, name) for name in parts.groups()]
        self._group = self.add_field("group", _("Group"), fields.ChoiceField(choices=groups))
        self._days = self.add_field("days", _("Not counted for days"), _whole_number(MOST_DAYS))
        self._most = self.add_field("most", _("At most parts"), _whole_number(MOST_PARTS), beside=True)

    def _fit(self) -> None:
        """Only what narrows the scope chosen is in sight."""
        needed = {
            CountScope.BIN: {"bin"},
            CountScope.GROUP: {"group"},
            CountScope.ROLLING: {"days", "most"},
        }.get(self._scope.value(), set())
        for name in ("bin", "group", "days", "most"):
            self.body.boxes[name].setVisible(name in needed)
        self._tell()
        self.grow_soon()

    def _asked(self) -> Scope:
        kind = self._scope.value()
        text = {CountScope.BIN: self._bin.text(), CountScope.GROUP: self._group.value() or ""}.get(kind, "")
        if kind is CountScope.ROLLING:
            return Scope(kind, days=self._days.value() or 0, most=self._most.value() or MOST)
        return Scope(kind, text, part_ids=self._parts)

    def _found(self) -> stocktakes.Asked:
        return stocktakes.asked(self._desk.now(), self._asked())

    def _tell(self) -> None:
        """How many parts that is, and which other stocktake has some of them in hand."""
        try:
            asked = self._found()
        except FieldError:
            self._told.setText("")
            return
        told = ngettext("{count} part is counted.", "{count} parts are counted.", asked.parts)
        said = [told.format(count=f"{asked.parts:,}") if asked.parts else _("There is nothing to count.")]
        for no, count in asked.elsewhere.items():
            there = ngettext("{count} is in {no} already.", "{count} are in {no} already.", count)
            said.append(there.format(count=f"{count:,}", no=no))
        self._told.setText(" ".join(said))
        set_tone(self._told, "section" if asked.parts and not asked.elsewhere else "warn")


class PostForm(FormDialog):
    """The differences go into the books, once; an owner approves."""

    def __init__(self, parent: QWidget | None, desk: Desk, row: StocktakeRow) -> None:
        title = _("Post the stocktake")
        super().__init__(parent, title, f"{row.no} · {scope_words(row)}", title, width=560)
        self.setObjectName("post_stocktake_form")
        self._desk = desk
        self._row = row
        found = stocktake_list.differences(row.id)
        said = [
            ngettext("{count} part was counted.", "{count} parts were counted.", row.counted).format(
                count=f"{row.counted:,}"
            )
        ]
        if row.lines > row.counted:
            left = row.lines - row.counted
            told = ngettext(
                "{count} was not counted and stays as it is in the books.",
                "{count} were not counted and stay as they are in the books.",
                left,
            )
            said.append(told.format(count=f"{left:,}"))
        self.add_widget(words(" ".join(said)))
        self.add_widget(words(_differences_words(found, costs=sees_costs(desk.person))))
        self.add_widget(
            words(_("This is done once and cannot be taken back; a wrong count is counted anew."), "muted")
        )
        self._approver = self.add_field("approved_by", _("Approved by"), approver_field(desk))
        self.body.boxes["approved_by"].setVisible(Role.OWNER not in desk.person.roles)

    def save(self) -> int:
        owner = Role.OWNER in self._desk.person.roles
        approver = None if owner else self._approver.value()
        return stocktakes.post(self._desk.by(), self._row.id, self._row.version, approved_by=approver)

    def renew(self) -> None:
        self._row = stocktake_list.one(self._row.id)


def scope_words(row: StocktakeRow) -> str:
    """What is counted, in words."""
    match row.scope:
        case CountScope.BIN:
            return _("Bin {name}").format(name=row.scope_text)
        case CountScope.GROUP:
            return _("Group {name}").format(name=row.scope_text)
        case CountScope.ROLLING:
            return _("Not counted for {days} days").format(days=row.scope_text)
    return label(row.scope)


def _differences_words(found: stocktake_list.Differences, *, costs: bool) -> str:
    if not found.more and not found.less:
        return _("There is no difference: only the day of counting is kept.")
    more = ngettext("{count} part more", "{count} parts more", found.more).format(count=found.more)
    less = ngettext("{count} part less", "{count} parts less", found.less).format(count=found.less)
    if not costs:
        return f"{more} · {less}"
    gain, loss, net = (signed(fen, format_yuan) for fen in (found.gain_fen, found.loss_fen, found.net_fen))
    return f"{more} {gain} · {less} {loss} · " + _("together {amount}").format(amount=net)


def _whole_number(limit: int) -> NumberField:
    return NumberField(lambda text, field: parse_decimal(text, places=0, limit=limit, field=field), str)
