"""Acts on the people of the garage."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from garage.domain.lines import WorkType
from garage.domain.staff import Role
from garage.domain.text import one_line
from garage.errors import FieldError, Reason, RuleError
from garage.i18n import _
from garage.models.staff import Staff, StaffRole
from garage.models.statements import statement
from garage.services.command import Area, By, audit, command, create, update


@dataclass(frozen=True)
class Person:
    """A person of the garage as screens show them."""

    id: int
    version: int
    name: str
    phone: str
    team: str
    trades: frozenset[WorkType]
    roles: frozenset[Role]
    active: bool


SHORT = 40


def _name(text: str) -> str:
    name = one_line("name", text, 60)
    if not name:
        raise FieldError("name", _("A name is needed."))
    return name


def _refuse_taken(name: str, staff_id: int | None) -> None:
    if any(one.name == name and one.id != staff_id for one in people()):
        raise FieldError("name", _("This name is taken; add something that tells the two apart."))


def _set_roles(staff_id: int, roles: Collection[Role]) -> None:
    StaffRole.delete().where(StaffRole.staff == staff_id).execute()
    rows = [{"staff": staff_id, "role": role.value} for role in sorted(roles)]
    if rows:
        StaffRole.insert_many(rows).execute()


@command(Area.STAFF)
def add(
    by: By,
    *,
    name: str,
    roles: Collection[Role],
    phone: str = "",
    team: str = "",
    trades: Collection[WorkType] = (),
) -> int:
    """Add a person; FieldError("name") when empty or taken, FieldError("roles") without a role."""
    clean = _name(name)
    if not roles:
        raise FieldError("roles", _("Choose at least one role."))
    _refuse_taken(clean, None)
    row = create(
        by,
        Staff,
        name=clean,
        phone=one_line("phone", phone, SHORT),
        team=one_line("team", team, SHORT),
        trades=",".join(sorted(trades)),
    )
    _set_roles(row.id, roles)
    return int(row.id)


@command(Area.STAFF)
def change(
    by: By,
    staff_id: int,
    version: int,
    *,
    name: str,
    roles: Collection[Role],
    phone: str = "",
    team: str = "",
    trades: Collection[WorkType] = (),
    active: bool = True,
) -> None:
    """Change a person; the last active owner stays an active owner (RuleError)."""
    row = Staff.get_by_id(staff_id)
    before = _roles(staff_id)
    if not roles:
        raise FieldError("roles", _("Choose at least one role."))
    others = [person for person in people() if person.id != staff_id and Role.OWNER in person.roles]
    if not others and (Role.OWNER not in roles or not active):
        raise RuleError(Reason("last_owner", _("One active owner has to stay."), "staff"))
    clean = _name(name)
    if active:
        _refuse_taken(clean, staff_id)
    changed = update(
        by,
        row,
        version,
        name=clean,
        phone=one_line("phone", phone, SHORT),
        team=one_line("team", team, SHORT),
        trades=",".join(sorted(trades)),
        active=active,
    )
    if before != frozenset(roles):
        _set_roles(staff_id, roles)
        if not changed:  # the lock covers the roles too
            Staff.update(version=version + 1).where(Staff.id == staff_id).execute()
        audit(
            by, "roles", "staff", staff_id, before={"roles": sorted(before)}, after={"roles": sorted(roles)}
        )


def _roles(staff_id: int) -> frozenset[Role]:
    return frozenset(Role(role) for (role,) in _roles_of.rows(staff_id))


@statement
def _roles_of(staff_id: Any) -> Any:
    return StaffRole.select(StaffRole.role).where(StaffRole.staff == staff_id)


def _person(row: Staff, roles: frozenset[Role]) -> Person:
    trades = frozenset(WorkType(word) for word in str(row.trades).split(",") if word)
    return Person(row.id, row.version, row.name, row.phone, row.team, trades, roles, bool(row.active))


def people(role: Role | None = None, *, everyone: bool = False) -> list[Person]:
    """Active people (all with `everyone`), by name; only those with `role` when one is given."""
    roles: dict[int, set[Role]] = {}
    for staff_id, word in _all_roles.rows():
        roles.setdefault(staff_id, set()).add(Role(word))
    rows = [_person(row, frozenset(roles.get(row.id, ()))) for row in _all_people.objects()]
    return [
        person for person in rows if (everyone or person.active) and (role is None or role in person.roles)
    ]


@statement
def _all_roles() -> Any:
    return StaffRole.select(StaffRole.staff, StaffRole.role)


@statement
def _all_people() -> Any:
    return Staff.select().order_by(Staff.id)


def person(staff_id: int) -> Person:
    """One person; raises KeyError when there is none."""
    row = Staff.find(staff_id)
    if row is None:
        raise KeyError(staff_id)
    return _person(row, _roles(staff_id))


def if_active(staff_id: int) -> list[Person]:
    """The person alone, nobody when there is none or they have left."""
    row = Staff.find(staff_id)
    return [_person(row, _roles(staff_id))] if row is not None and row.active else []


def names(staff_ids: Collection[int]) -> dict[int, str]:
    """Names by id, for papers and lists; 0 is the program, which acts where a clock does."""
    if not staff_ids:
        return {}
    known = {0: _("the program")} if 0 in staff_ids else {}
    return known | dict(_names.rows(list(staff_ids)))


@statement
def _names(staff_ids: Any) -> Any:
    return Staff.select(Staff.id, Staff.name).where(Staff.id.in_(staff_ids))


def owners() -> list[tuple[int, str]]:
    """(id, name) of the active owners: they approve what is beyond a limit."""
    return [(one.id, one.name) for one in people(Role.OWNER)]


def is_owner(staff_id: int | None) -> bool:
    """Whether this person may approve what is beyond a limit."""
    return staff_id in dict(owners())


def check_owner(field: str, staff_id: int | None) -> int:
    """The person, who is an owner; FieldError on `field` else."""
    if staff_id is None or not is_owner(staff_id):
        raise FieldError(field, _("An owner approves this."))
    return staff_id
