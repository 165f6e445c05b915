"""The columns of the figures of warranty returns."""

from collections.abc import Callable

from garage.domain.documents_settling import Problem
from garage.domain.labels import label
from garage.domain.money import format_plain
from garage.domain.returns_board import AGES
from garage.domain.returns_figures import FrequentFault, MonthFigures, SupplierFigures
from garage.i18n import _
from garage.ui.kit.table_model import Column

_POOR_BP, _GOOD_BP = 6_000, 9_000


def share_words(share: int | None) -> str:
    """A share as people write it, "–" of nothing."""
    return "–" if share is None else f"{share / 100:.1f}%"


def _share_ink(share: int | None) -> str | None:
    """Loud below three fifths, well from nine tenths on."""
    if share is None:
        return "muted"
    return "bad" if share < _POOR_BP else "ok" if share >= _GOOD_BP else None


def _count(number: int) -> str:
    return f"{number:,}" if number else "–"


def _money(fen: int) -> str:
    return format_plain(fen) if fen else "–"


def supplier_columns() -> list[Column]:
    """Money that waits by age, what was claimed and given, and the two rates."""
    first, second, third = AGES

    def age(at: int) -> Callable[[SupplierFigures], str]:
        return lambda row: _money(row.waiting.fen[at])

    def ink(at: int, tone: str) -> Callable[[SupplierFigures], str | None]:
        return lambda row: tone if row.waiting.fen[at] else "muted"

    return [
        Column(
            "supplier",
            _("Supplier"),
            0,
            "left",
            lambda row: row.supplier,
            None,
            lambda row: row.supplier,
            bold=True,
        ),
        Column(
            "waiting_fen", _("Waiting"), 104, "right", lambda row: _money(row.waiting.total_fen), total=True
        ),
        Column("age_1", _("≤ {n} days").format(n=first), 88, "right", age(0), total=True),
        Column("age_2", f"{first + 1}–{second}", 84, "right", age(1), total=True),
        Column("age_3", f"{second + 1}–{third}", 84, "right", age(2), ink(2, "warn"), total=True),
        Column("age_4", _("> {n} days").format(n=third), 92, "right", age(3), ink(3, "bad"), total=True),
        Column("claims", _("Claims"), 66, "right", lambda row: _count(row.claims), total=True),
        Column("claimed_fen", _("Claimed"), 104, "right", lambda row: _money(row.claimed_fen), total=True),
        Column("approved_fen", _("Given"), 104, "right", lambda row: _money(row.approved_fen), total=True),
        Column(
            "pass",
            _("Pass rate"),
            86,
            "right",
            lambda row: share_words(row.pass_bp),
            lambda row: _share_ink(row.pass_bp),
            lambda row: _("{granted} of {decided} decided claims were given something").format(
                granted=row.granted, decided=row.decided
            ),
        ),
        Column(
            "pass_fen",
            _("By money"),
            88,
            "right",
            lambda row: share_words(row.pass_fen_bp),
            lambda row: _share_ink(row.pass_fen_bp),
            lambda row: _("{given} of {asked} decided").format(
                given=format_plain(row.approved_fen), asked=format_plain(row.decided_fen)
            ),
        ),
        Column(
            "return",
            _("Return rate"),
            98,
            "right",
            lambda row: share_words(row.return_bp),
            lambda row: _share_ink(row.return_bp),
            lambda row: _("{sent} of {demanded} old parts were sent").format(
                sent=row.sent, demanded=row.demanded
            ),
        ),
    ]


def month_columns() -> list[Column]:
    """Claims of each month by how they stand."""

    def column(
        name: str, title: str, width: int, text: Callable[[MonthFigures], str], ink: str = ""
    ) -> Column:
        return Column(name, title, width, "right", text, (lambda _row: ink) if ink else None, total=True)

    return [
        Column("period", _("Month"), 0, "left", lambda row: row.period, bold=True),
        column("claims", _("Claims"), 74, lambda row: _count(row.claims)),
        column("claimed_fen", _("Claimed"), 110, lambda row: _money(row.claimed_fen)),
        column("drafts", _("Drafts"), 76, lambda row: _count(row.drafts)),
        column("with_supplier", _("Undecided"), 100, lambda row: _count(row.with_supplier)),
        column("accepted", _("In full"), 84, lambda row: _count(row.accepted)),
        column("partly", _("In part"), 84, lambda row: _count(row.partly)),
        column("rejected", _("Refused"), 84, lambda row: _count(row.rejected)),
        column("settled", _("Paid"), 80, lambda row: _count(row.settled)),
        column("given_up", _("Given up"), 92, lambda row: _count(row.given_up)),
        column("approved_fen", _("Given"), 104, lambda row: _money(row.approved_fen)),
        column("waiting_fen", _("Waiting"), 104, lambda row: _money(row.waiting_fen)),
    ]


def fault_columns(limit: Callable[[], int]) -> list[Column]:
    """What came again; what came more often than the limit stands out, with a sign."""

    def ink(row: FrequentFault) -> str | None:
        return "bad" if row.jobs > limit() else None

    def sign(row: FrequentFault) -> str | None:
        return "warning" if row.jobs > limit() else None

    def flag(row: FrequentFault) -> str:
        return _("frequent") if row.jobs > limit() else ""

    def whose(row: FrequentFault) -> str:
        return ", ".join(row.suppliers) or "–"

    return [
        Column("kind", _("What"), 120, "left", lambda row: label(row.kind)),
        Column(
            "name",
            _("Part, work or words"),
            260,
            "left",
            lambda row: row.name,
            None,
            lambda row: row.name,
            bold=True,
        ),
        Column("jobs", _("Jobs"), 74, "right", lambda row: f"{row.jobs:,}", ink),
        Column("cars", _("Cars"), 74, "right", lambda row: f"{row.cars:,}"),
        Column("flag", _("Flag"), 110, "left", flag, ink, icon=sign),
        Column("last", _("Last on"), 110, "left", lambda row: row.last_on.isoformat()),
        Column("suppliers", _("Supplier"), 0, "left", whose, None, whose),
    ]


def problem_columns() -> list[Column]:
    """What of a supplier failed in a month."""

    def causes(row: Problem) -> str:
        return "; ".join(row.causes) or "–"

    return [
        Column(
            "part", _("Part"), 220, "left", lambda row: row.part or "–", None, lambda row: row.part, bold=True
        ),
        Column("causes", _("Causes"), 0, "left", causes, None, causes),
        Column("faults", _("Faults"), 80, "right", lambda row: _count(row.faults), total=True),
        Column("cars", _("Cars"), 74, "right", lambda row: _count(row.vehicles)),
        Column("claimed_fen", _("Claimed"), 110, "right", lambda row: _money(row.claimed_fen), total=True),
        Column("approved_fen", _("Given"), 110, "right", lambda row: _money(row.approved_fen), total=True),
        Column("open", _("Open"), 80, "right", lambda row: _count(row.open_claims), total=True),
    ]
