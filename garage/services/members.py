"""What a member has: level, points and their worth, coupons, and the way to the next level (C8)."""

from dataclasses import dataclass
from datetime import date

from garage.domain.members import worth_fen
from garage.domain.money import format_yuan
from garage.i18n import _, ngettext
from garage.models.customers import Customer
from garage.services import coupons, member_levels, member_settings, points
from garage.services.coupons import CouponRow
from garage.services.member_levels import Way
from garage.services.points import PointRow


@dataclass(frozen=True)
class MemberCard:
    """A customer as a member; `next_level` says in words what the next level still asks for, "" when there is none."""

    level: str
    points: int
    worth_fen: int
    coupons: tuple[CouponRow, ...]
    entries: tuple[PointRow, ...]
    next_level: str


def of_customer(customer_id: int, today: date) -> MemberCard:
    """The card of a customer, of nobody's member too; raises KeyError when there is none."""
    row = Customer.find(customer_id)
    if row is None:
        raise KeyError(customer_id)
    return MemberCard(
        row.member_level,
        row.points,
        worth_fen(row.points, member_settings.rules().worth_100_fen),
        tuple(coupons.of_customer(customer_id, today)),
        tuple(points.of_customer(customer_id)),
        said_way(member_levels.way(customer_id, today)),
    )


def said_way(way: Way) -> str:
    """What the next level still asks for."""
    if not way.next_level:
        return ""
    asked = []
    if way.missing_fen:
        asked.append(format_yuan(way.missing_fen))
    if way.missing_visits:
        count = way.missing_visits
        asked.append(ngettext("{n} visit", "{n} visits", count).format(n=count))
    return _("{level}: {missing} to go").format(level=way.next_level, missing=" · ".join(asked))
