"""Columns of the lists of receivables: who owes by age, and deposits without a bill."""

from collections.abc import Callable

from garage.domain.labels import label
from garage.domain.money import format_plain
from garage.domain.settlements import Debtor
from garage.domain.supplier_accounts import Age
from garage.i18n import N_, _
from garage.services.receivables import DebtorRow
from garage.ui.kit.table_model import Column

_AGES = {
    Age.NOT_DUE: N_("Not due"),
    Age.DAYS_30: N_("1–30 days"),
    Age.DAYS_60: N_("31–60 days"),
    Age.DAYS_90: N_("61–90 days"),
    Age.OLDER: N_("Over 90"),
}
"""Short heads of the columns; the tip of each row says them in full."""


def debtor_columns() -> list[Column]:
    """Name, what is owed in all and by age."""

    def aged(age: Age) -> Column:
        def text(row: DebtorRow) -> str:
            return format_plain(row.ageing.fen[age]) if row.ageing.fen[age] else ""

        def colour(row: DebtorRow) -> str | None:
            return "bad" if age is not Age.NOT_DUE and row.ageing.fen[age] else None

        return Column(age.value.lower(), _(_AGES[age]), 86, "right", text, colour, total=True)

    def name(row: DebtorRow) -> str:
        return _("Insurer: {name}").format(name=row.name) if row.debtor is Debtor.INSURER else row.name

    def in_full(row: DebtorRow) -> str:
        ages = [f"{label(age)} {format_plain(fen)}" for age, fen in row.ageing.fen.items() if fen]
        return "\n".join([name(row), *ages])

    def late(row: DebtorRow) -> str | None:
        return "warning" if row.ageing.overdue_fen else None

    return [
        Column("name", _("Debtor"), 0, "left", name, None, in_full, bold=True, icon=late),
        Column("owed", _("Owes"), 94, "right", lambda row: format_plain(_owed(row)), total=True, bold=True),
        *(aged(age) for age in Age),
    ]


def _owed(row: DebtorRow) -> int:
    return row.ageing.balance_fen


def deposit_columns() -> list[Column]:
    """The order with what is held on it."""
    plain: list[tuple[str, str, int, Callable[..., str]]] = [
        ("no", _("Work order"), 140, lambda row: row.no),
        ("plate", _("Plate"), 120, lambda row: row.plate),
        ("customer", _("Customer"), 0, lambda row: row.customer),
        ("since", _("In the shop since"), 130, lambda row: f"{row.since:%Y-%m-%d}"),
    ]
    held = Column(
        "held", _("Deposit held"), 120, "right", lambda row: format_plain(row.held_fen), total=True, bold=True
    )
    return [*(Column(key, words, width, "left", text) for key, words, width, text in plain), held]
