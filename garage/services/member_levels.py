"""Member levels: their order, what they ask for, and who has reached another one than theirs (C8)."""

import json
from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, time
from typing import Any

from peewee import JOIN, Case, Value, fn

from garage.domain.members import MOST_POINTS, MemberRules, window_start
from garage.domain.money import MAX_FEN
from garage.domain.settlements import SettlementState
from garage.domain.text import one_line
from garage.errors import FieldError
from garage.i18n import _
from garage.models.audit import AuditEntry
from garage.models.customers import Customer
from garage.models.listing import tuples
from garage.models.members import MemberLevel
from garage.models.orders import WorkOrder
from garage.models.settlements import Settlement
from garage.models.statements import statement
from garage.services import campaign_moves, member_settings, points, price_owner
from garage.services.command import Area, By, command, create, update

MOST_VISITS = 1_000
MOST_PLACE = 99
_NAME = 20


@dataclass(frozen=True)
class LevelData:
    """A level as it is typed; without spend and visits it is given by an owner's word alone.

    A level of place 0 stands beside the order: whoever has it is neither raised nor lowered.
    """

    name: str
    place: int = 0
    min_spend_fen: int = 0
    min_visits: int = 0
    points_per_100_yuan: int = 0


@dataclass(frozen=True)
class LevelRow(LevelData):
    """A stored level, with how many customers have it."""

    id: int = 0
    version: int = 1
    active: bool = True
    members: int = 0


@dataclass(frozen=True)
class Standing:
    """A customer whose bills of the window reach another level than theirs; "" is no level."""

    customer_id: int
    version: int
    name: str
    level: str
    reached: str
    spend_fen: int
    visits: int


# Acts


@command(Area.CARE, Area.CUSTOMERS)
def add(by: By, data: LevelData) -> int:
    """A new level; FieldError on "name", "place", "min_spend_fen", "min_visits", "points_per_100_yuan"."""
    price_owner.alone(by, "name")
    return int(create(by, MemberLevel, **asdict(_clean(data, None))).id)


@command(Area.CARE, Area.CUSTOMERS)
def change(by: By, level_id: int, version: int, data: LevelData) -> None:
    """Change a level; one of another name is renamed at everybody who has it. Errors as in `add`."""
    price_owner.alone(by, "name")
    row = MemberLevel.get_by_id(level_id)
    clean, was = _clean(data, level_id), row.name
    update(by, row, version, **asdict(clean))
    if clean.name != was:
        _rename(by, was, clean.name)


@command(Area.CARE, Area.CUSTOMERS)
def retire(by: By, level_id: int, version: int, *, active: bool = False) -> None:
    """Give a level no more, or again with `active`; whoever has it keeps it."""
    price_owner.alone(by, "name")
    row = MemberLevel.get_by_id(level_id)
    update(by, row, version, act="restore" if active else "retire", active=active)


@command(Area.CARE, Area.CUSTOMERS)
def raise_due(by: By, customer_ids: Collection[int] | None = None) -> int:
    """Raise these customers, or all of them, as far as their bills reach today; returns how many were."""
    price_owner.alone(by, "customers")
    return _set(by, due(by.today), customer_ids, "raise level")


@command(Area.CARE, Area.CUSTOMERS)
def lower(by: By, customer_ids: Collection[int]) -> int:
    """Lower these customers to what their bills reach today; nobody is ever lowered by himself. Returns how many were."""
    price_owner.alone(by, "customers")
    return _set(by, below(by.today), customer_ids, "lower level")


def know(by: By, name: str) -> None:
    """A level that an owner has just given somebody is one of the levels, given by his word alone."""
    if name and not MemberLevel.select().where(MemberLevel.name == name).exists():
        create(by, MemberLevel, name=name)


def _set(by: By, found: Sequence[Standing], wanted: Collection[int] | None, act: str) -> int:
    chosen = [one for one in found if wanted is None or one.customer_id in wanted]
    for one in chosen:
        row = Customer.get_by_id(one.customer_id)
        update(by, row, one.version, act=act, member_level=one.reached)
    return len(chosen)


def _rename(by: By, was: str, name: str) -> None:
    """The entries of the log first, while the old name still finds whom they are about."""
    bearers = Customer.select(
        Value(by.at, converter=AuditEntry.at.db_value),
        Value(by.staff_id),
        Value("rename level"),
        Value(Customer._meta.table_name),
        Customer.id,
        Value(json.dumps({"member_level": was}, ensure_ascii=False)),
        Value(json.dumps({"member_level": name}, ensure_ascii=False)),
        Value(""),
    ).where(Customer.member_level == was)
    entry = AuditEntry
    columns = [
        entry.at,
        entry.staff_id,
        entry.act,
        entry.noun,
        entry.ref,
        entry.before,
        entry.after,
        entry.reason,
    ]
    AuditEntry.insert_from(bearers, columns).execute()
    renamed = Customer.update(member_level=name, version=Customer.version + 1)
    renamed.where(Customer.member_level == was).execute()
    campaign_moves.rename_level(by, was, name)


def _clean(data: LevelData, level_id: int | None) -> LevelData:
    name = one_line("name", data.name, _NAME)
    if not name:
        raise FieldError("name", _("A level has a name."))
    limits = {
        "place": MOST_PLACE,
        "min_spend_fen": MAX_FEN,
        "min_visits": MOST_VISITS,
        "points_per_100_yuan": MOST_POINTS,
    }
    for field, most in limits.items():
        if not 0 <= getattr(data, field) <= most:
            raise FieldError(field, _("From {least} to {most}.").format(least=0, most=most))
    if not data.place and (data.min_spend_fen or data.min_visits):
        raise FieldError("place", _("A level that is reached stands in the order: 1 is the lowest."))
    others = MemberLevel.select().where(MemberLevel.id != (level_id or 0))
    if others.where(MemberLevel.name == name).exists():
        raise FieldError("name", _("There is a level of this name."))
    if data.place and others.where(MemberLevel.place == data.place).exists():
        raise FieldError("place", _("Another level stands there."))
    return replace(data, name=name)


# Reads


def rows() -> list[LevelRow]:
    """Every level, the highest first, those beside the order at the end."""
    members = fn.COUNT(Customer.id)
    level = MemberLevel
    query = (
        level.select(
            level.name,
            level.place,
            level.min_spend_fen,
            level.min_visits,
            level.points_per_100_yuan,
            level.id,
            level.version,
            level.active,
            members,
        )
        .join(Customer, JOIN.LEFT_OUTER, on=(Customer.member_level == level.name) & _LIVE)
        .group_by(level.id)
        .order_by(level.active.desc(), level.place.desc(), level.name)
    )
    names = tuple(LevelRow.__dataclass_fields__)
    return [LevelRow(**dict(zip(names, row, strict=True))) for row in tuples(query)]


def row(level_id: int) -> LevelRow:
    """One level; raises KeyError when there is none."""
    found = next((one for one in rows() if one.id == level_id), None)
    if found is None:
        raise KeyError(level_id)
    return found


def names() -> list[str]:
    """The levels that may be given, the highest first."""
    return [name for (name,) in _names.rows()]


@statement
def _names() -> Any:
    used = MemberLevel.select(MemberLevel.name).where(MemberLevel.active)
    return used.order_by(MemberLevel.place.desc(), MemberLevel.name)


def members_of(name: str) -> list[int]:
    """Ids of the customers who have a level."""
    mine = (Customer.member_level == name) & _LIVE
    return [ref for (ref,) in tuples(Customer.select(Customer.id).where(mine).order_by(Customer.id))]


_LIVE = Customer.merged_into.is_null()


def due(today: date) -> list[Standing]:
    """Customers whose paid bills of the window reach a higher level than theirs, the largest spend first.

    Whoever has a level that stands beside the order keeps it.
    """
    beside = (Customer.member_level != "") & (fn.COALESCE(MemberLevel.place, 0) == 0)
    return _standings(today, lambda place, reached: ~beside & (reached > fn.COALESCE(place, 0)))


def below(today: date) -> list[Standing]:
    """Customers whose bills of the window do not reach the level they have.

    One given by word alone is never below, and whoever has one that is given no more keeps it.
    """
    asked = MemberLevel.active & ((MemberLevel.min_spend_fen > 0) | (MemberLevel.min_visits > 0))
    return _standings(today, lambda place, reached: asked & (reached < place), everybody=True)


def _standings(today: date, fits: Any, *, everybody: bool = False) -> list[Standing]:
    rules = member_settings.rules()
    bills = _bills(today, rules).alias("bills")
    spend, visits = fn.COALESCE(bills.c.spend, 0), fn.COALESCE(bills.c.visits, 0)
    steps = _steps()
    reached = _reached_place(steps, rules, spend, visits)
    if reached is None:
        return []
    query = (
        Customer.select(
            Customer.id, Customer.version, Customer.name, Customer.member_level, spend, visits, reached
        )
        .join(
            bills,
            JOIN.LEFT_OUTER if everybody else JOIN.INNER,
            on=(bills.c.customer_id == Customer.id),
        )
        .join_from(Customer, MemberLevel, JOIN.LEFT_OUTER, on=(MemberLevel.name == Customer.member_level))
        .where(_LIVE & fits(MemberLevel.place, reached))
        .order_by(spend.desc(), Customer.id)
    )
    if everybody:
        query = query.where(Customer.member_level != "")
    known = {step.place: step.name for step in steps}
    return [
        Standing(ref, version, name, level, known.get(int(place), ""), int(fen), int(count))
        for ref, version, name, level, fen, count, place in tuples(query)
    ]


def _bills(today: date, rules: MemberRules) -> Any:
    """What each customer paid himself in the window, and how often; a visit that cost him nothing is none."""
    since = datetime.combine(window_start(today, rules.months), time())
    paid = points.earning_column()
    return (
        Settlement.select(
            WorkOrder.customer.alias("customer_id"), fn.SUM(paid).alias("spend"), fn.COUNT(1).alias("visits")
        )
        .join(WorkOrder)
        .where(
            (Settlement.settled_at >= since) & (Settlement.state == SettlementState.PAID.value) & (paid > 0)
        )
        .group_by(WorkOrder.customer)
    )


def _steps() -> list[Any]:
    """Levels that are reached by bills, the highest first."""
    asked = (MemberLevel.min_spend_fen > 0) | (MemberLevel.min_visits > 0)
    steps = MemberLevel.select().where(MemberLevel.active & asked & (MemberLevel.place > 0))
    return list(steps.order_by(MemberLevel.place.desc()))


def _reached_place(steps: Sequence[Any], rules: MemberRules, spend: Any, visits: Any) -> Any:
    """The place of the highest level that is reached, 0 for none; None when no level is reached by bills."""
    if not steps:
        return None
    return Case(None, [(_reaches(step, rules, spend, visits), step.place) for step in steps], 0)


def _reaches(step: Any, rules: MemberRules, spend: Any, visits: Any) -> Any:
    """Whether figures, of a query or of one customer, are enough for a level."""
    asked = []
    if step.min_spend_fen:
        asked.append(spend >= step.min_spend_fen)
    if step.min_visits:
        asked.append(visits >= step.min_visits)
    if len(asked) == 1:
        return asked[0]
    return (asked[0] & asked[1]) if rules.both else (asked[0] | asked[1])


@dataclass(frozen=True)
class Way:
    """How far a customer has come: what was paid in the window, and what the next level still asks for."""

    spend_fen: int
    visits: int
    next_level: str = ""
    missing_fen: int = 0
    missing_visits: int = 0


def way(customer_id: int, today: date) -> Way:
    """Where a customer stands on the way to the next level above theirs that bills reach."""
    rules = member_settings.rules()
    mine = tuples(_bills(today, rules).where(WorkOrder.customer == customer_id))
    spend, visits = (int(mine[0][1]), int(mine[0][2])) if mine else (0, 0)
    level = Customer.get_by_id(customer_id).member_level
    has = MemberLevel.get_or_none(MemberLevel.name == level)
    if level and (has is None or not has.place):
        return Way(spend, visits)
    above = [step for step in _steps() if step.place > (has.place if has else 0)]
    following = next((step for step in above[::-1] if not _reaches(step, rules, spend, visits)), None)
    if following is None:
        return Way(spend, visits)
    fen = max(0, following.min_spend_fen - spend)
    count = max(0, following.min_visits - visits)
    return Way(spend, visits, following.name, fen, count)
