"""Lines of a work order: kinds, pay types, amounts and the totals they add up to."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from garage.domain.money import labour_amount_fen, line_amount_fen


class LineKind(StrEnum):
    """What a line sells."""

    LABOUR = "LABOUR"
    PART = "PART"
    OTHER = "OTHER"
    SUBLET = "SUBLET"


class PayType(StrEnum):
    """Who pays for a line (C6); only CUSTOMER and INSURANCE lines count for the settlement's payable."""

    CUSTOMER = "CUSTOMER"
    INSURANCE = "INSURANCE"
    CLAIM = "CLAIM"
    REWORK = "REWORK"
    INTERNAL = "INTERNAL"
    FREE_SERVICE = "FREE_SERVICE"


CHARGED = frozenset({PayType.CUSTOMER, PayType.INSURANCE})
"""Pay types that are charged on the slip; the others are listed at 0 for the customer."""


class LineStatus(StrEnum):
    """How far the work of a line has come, or why it does not count."""

    OPEN = "OPEN"
    STARTED = "STARTED"
    DONE = "DONE"
    PROPOSED = "PROPOSED"
    DECLINED = "DECLINED"
    DROPPED = "DROPPED"


COUNTING = frozenset({LineStatus.OPEN, LineStatus.STARTED, LineStatus.DONE})
"""Lines the customer agreed to and that still stand; the others are kept but neither worked, drawn nor billed."""


class WorkType(StrEnum):
    """Trade (工种)."""

    MECHANICAL = "MECHANICAL"
    ELECTRICAL = "ELECTRICAL"
    BODYWORK = "BODYWORK"
    PAINT = "PAINT"
    TYRE = "TYRE"
    OTHER = "OTHER"


class PartGrade(StrEnum):
    """Grade that the slip must name (JT/T 1133-2017)."""

    GENUINE = "GENUINE"
    EQUIVALENT = "EQUIVALENT"
    REMANUFACTURED = "REMANUFACTURED"
    RECONDITIONED = "RECONDITIONED"
    USED = "USED"
    OTHER = "OTHER"


@dataclass(frozen=True)
class LineMoney:
    """The figures of one line: gross amount and discount in fen, who pays, and whether a package set its price."""

    kind: LineKind
    pay_type: PayType
    gross_fen: int
    discount_fen: int
    of_package: bool = False

    @property
    def charged_fen(self) -> int:
        """What the customer is asked for this line."""
        return self.gross_fen - self.discount_fen if self.pay_type in CHARGED else 0


def gross_fen(
    kind: LineKind,
    *,
    rate_fen: int = 0,
    hours_centi: int = 0,
    unit_price_fen: int = 0,
    qty_milli: int = 0,
    customer_supplied: bool = False,
) -> int:
    """Gross of one line, rounded half up once; a customer-supplied part costs nothing (invariant 16)."""
    if kind is LineKind.LABOUR:
        return labour_amount_fen(rate_fen, hours_centi)
    if customer_supplied:
        return 0
    return line_amount_fen(unit_price_fen, qty_milli)


@dataclass(frozen=True)
class Totals:
    """Sums over the charged lines, in fen: gross per table, line discounts, and what remains.

    `package_off_fen` of the line discounts is what packages cost less than their lines: a published price. `insured_fen` is
    what an insurer bears of what remains.
    """

    labour_fen: int = 0
    parts_fen: int = 0
    other_fen: int = 0
    line_discount_fen: int = 0
    package_off_fen: int = 0
    insured_fen: int = 0

    @property
    def gross_fen(self) -> int:
        """All three tables before discounts."""
        return self.labour_fen + self.parts_fen + self.other_fen

    @property
    def net_fen(self) -> int:
        """After line discounts, before order discount and rounding off."""
        return self.gross_fen - self.line_discount_fen


def totals(lines: Iterable[LineMoney]) -> Totals:
    """Every total equals its lines (C7): lines nobody charges count nothing."""
    labour = parts = other = discount = of_packages = insured = 0
    for line in lines:
        if line.pay_type not in CHARGED:
            continue
        discount += line.discount_fen
        of_packages += line.discount_fen if line.of_package else 0
        insured += line.charged_fen if line.pay_type is PayType.INSURANCE else 0
        if line.kind is LineKind.LABOUR:
            labour += line.gross_fen
        elif line.kind is LineKind.PART:
            parts += line.gross_fen
        else:
            other += line.gross_fen
    return Totals(labour, parts, other, discount, of_packages, insured)
