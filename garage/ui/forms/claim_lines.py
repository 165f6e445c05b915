"""What a claim asks for, and what the supplier gives for it: two grids over the same lines."""

from typing import Any

from PySide6.QtWidgets import QPushButton, QWidget

from garage.domain.claims import ClaimKind, PartRole
from garage.domain.labels import label
from garage.domain.money import format_yuan
from garage.domain.plates import display_plate
from garage.errors import StaleError
from garage.i18n import _
from garage.services import claim_edits, claim_pages, claims
from garage.services.claim_edits import LineEdit
from garage.services.claim_pages import ClaimedLine
from garage.services.claims import Decision
from garage.ui.desk import Desk
from garage.ui.kit.button_keys import set_key
from garage.ui.kit.fixed_grid import FixedGrid
from garage.ui.kit.form_dialog import FormDialog
from garage.ui.kit.grid import GridColumn, LineGrid, Row
from garage.ui.kit.icons import icon
from garage.ui.kit.line_fields import LineField

_ROWS = 5


class _ClaimGridForm(FormDialog):
    """A form of one grid over the lines of a claim, as they were at a version."""

    def __init__(
        self, parent: QWidget | None, desk: Desk, claim_id: int, title: str, default: str, width: int
    ) -> None:
        self._desk, self._claim_id = desk, claim_id
        self.page = claim_pages.one(claim_id, desk.today())
        row = self.page.row
        about = " · ".join(filter(None, (row.no, row.supplier, display_plate(row.plate), row.model)))
        super().__init__(parent, title, about, default, width=width)
        self._version = row.version

    def _add_grid(self, columns: list[GridColumn], title: str, kind: type[LineGrid] = LineGrid) -> LineGrid:
        self.grid = kind(columns, new_row=_blank, name="lines", title=title)
        self.grid.setMinimumHeight(38 + 34 * _ROWS)
        self.add_widget(self.grid, 1)
        self.add_widget(self.grid.status)
        self.grid.changed.connect(self._say_total)
        return self.grid

    def load(self) -> None:
        self.grid.set_rows([self._row(line) for line in self.page.lines])
        self.grid.setFocus()
        self._say_total()

    def renew(self) -> None:
        self.page = claim_pages.one(self._claim_id, self._desk.today())

    def keep_mine(self, error: StaleError) -> None:
        self._version = self.page.row.version

    def show_error(self, field: str, text: str) -> None:
        _place, _dot, cell = field.partition(".")
        if cell:
            row, _dot, column = cell.partition(".")
            self.grid.mark(int(row), column, text)
            self.grid.go_to(int(row), column)
        else:
            super().show_error(field, text)

    def clear_errors(self) -> None:
        super().clear_errors()
        self.grid.clear_marks()

    def contents(self) -> Any:
        return super().contents() | {"lines": self.grid.raw()}

    def _row(self, line: ClaimedLine) -> Row:
        raise NotImplementedError

    def _say_total(self) -> None:
        raise NotImplementedError


class ClaimLinesForm(_ClaimGridForm):
    """Which part failed first, serial numbers, old parts and amounts; a line that is removed is not claimed."""

    def __init__(self, parent: QWidget | None, desk: Desk, claim_id: int) -> None:
        super().__init__(parent, desk, claim_id, _("Lines of the claim"), "", 1120)
        self.setObjectName("claim_lines_form")
        tags = [(None, "–"), *claim_pages.tags_of(claim_id)]
        roles = [(None, "–"), *((role, label(role)) for role in PartRole)]
        columns = [
            GridColumn("kind", _("Kind"), 84, editable=_never, text=_kind),
            GridColumn("name", _("Name"), 0, editable=_is_other, limit=120, hint=_("Another cost")),
            GridColumn("role", _("Part is the"), 140, "choice", editable=_is_part, choices=roles),
            GridColumn("old_serial", _("Old serial"), 116, editable=_is_part, codes=True),
            GridColumn("serial", _("New serial"), 116, editable=_is_part, codes=True),
            GridColumn("old_part", _("Old part"), 190, "choice", editable=_is_part, choices=tags),
            GridColumn("allowed", _("Terms pay"), 100, "money", editable=_never),
            GridColumn("claimed", _("Claimed"), 100, "money"),
        ]
        self._add_grid(columns, _("Lines of the claim"))

    def save(self) -> None:
        lines = [
            LineEdit(
                row["id"],
                row["name"] or "",
                row["claimed"] or 0,
                row["role"],
                row["old_serial"] or "",
                row["serial"] or "",
                row["old_part"],
            )
            for row in self.grid.value()
        ]
        claim_edits.save_lines(self._desk.by(), self._claim_id, self._version, lines)

    def _row(self, line: ClaimedLine) -> Row:
        return {
            "id": line.id,
            "kind": line.kind,
            "name": line.name,
            "role": line.role,
            "old_serial": line.old_serial,
            "serial": line.new_serial,
            "old_part": line.old_part_id,
            "allowed": line.allowed_fen,
            "claimed": line.claimed_fen,
        }

    def _say_total(self) -> None:
        total = sum(row["claimed"] or 0 for row in self.grid.rows())
        self.say_at_foot(_("Claimed {amount}").format(amount=format_yuan(total)))


class _GivenGrid(FixedGrid):
    """Every claimed line is decided; one without an amount is given nothing."""

    quantity = "approved"


class ClaimDecisionForm(_ClaimGridForm):
    """The supplier's decision line by line; what is less than asked needs its reason. `saved` carries the state."""

    def __init__(self, parent: QWidget | None, desk: Desk, claim_id: int) -> None:
        title = _("Supplier's decision")
        super().__init__(parent, desk, claim_id, title, _("Enter the decision"), 900)
        self.setObjectName("claim_decision_form")
        columns = [
            GridColumn("kind", _("Kind"), 84, editable=_never, text=_kind),
            GridColumn("name", _("Name"), 0, editable=_never),
            GridColumn("claimed", _("Claimed"), 110, "money", editable=_never),
            GridColumn("approved", _("Given"), 110, "money"),
            GridColumn("reason", _("Why less"), 240),
        ]
        self._add_grid(columns, _("Given for each line"), _GivenGrid)
        self._nothing = _button("give_nothing", _("Nothing is given"), "Alt+0", "close", self._give_nothing)
        self.add_widget(self._nothing)
        hint = _("Number or words of its answer")
        self._note = self.add_field("note", _("Answer of the supplier"), LineField(limit=200), hint)

    def save(self) -> object:
        said = [Decision(row["id"], row["approved"] or 0, row["reason"] or "") for row in self.grid.value()]
        return claims.decide(self._desk.by(), self._claim_id, self._version, said, self._note.value())

    def _row(self, line: ClaimedLine) -> Row:
        return {
            "id": line.id,
            "kind": line.kind,
            "name": line.name,
            "claimed": line.claimed_fen,
            "approved": line.claimed_fen,
            "reason": "",
        }

    def _give_nothing(self) -> None:
        for place in range(len(self.grid.rows())):
            self.grid.set_values(place, {"approved": 0})
        self._say_total()
        self.grid.go_to(0, "reason")

    def _say_total(self) -> None:
        given = sum(row["approved"] or 0 for row in self.grid.rows())
        asked = self.page.row.claimed_fen
        text = _("Given {given} of {asked}, {less} less")
        amounts = {"given": given, "asked": asked, "less": asked - given}
        self.say_at_foot(text.format(**{name: format_yuan(fen) for name, fen in amounts.items()}))


def _button(name: str, text: str, keys: str, symbol: str, act: Any) -> QPushButton:
    button = QPushButton(icon(symbol, "accent"), text)
    button.setObjectName(name)
    button.setAccessibleName(text)
    button.setProperty("link", True)
    button.setAutoDefault(False)
    set_key(button, keys)
    button.setToolTip(f"{text} ({keys})")
    button.clicked.connect(act)
    return button


def _never(_row: Row) -> bool:
    return False


def _is_part(row: Row) -> bool:
    return row["kind"] is ClaimKind.PART


def _is_other(row: Row) -> bool:
    return row["kind"] in {None, ClaimKind.OTHER}


def _kind(row: Row) -> str:
    return label(row["kind"]) if row["kind"] is not None else ""


_NAMES = ("id", "kind", "name", "role", "old_serial", "serial", "old_part", "allowed", "claimed", "approved")


def _blank() -> Row:
    return dict.fromkeys((*_NAMES, "reason"))
