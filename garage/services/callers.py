"""Who calls the customers: the named caller, the deputy, and who stands in while somebody is away (G1, S0 §1.2 四)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from garage.domain.followups import FollowUpState
from garage.domain.text import one_line, said_why
from garage.errors import FieldError
from garage.i18n import _
from garage.models.contacts import Absence
from garage.models.followups import FollowUp
from garage.models.statements import statement
from garage.services import named_settings, staff
from garage.services.command import Area, By, command, create, update

CALLER, DEPUTY = "care_caller", "care_deputy"


@dataclass(frozen=True)
class Named:
    """Ids of the garage's caller and deputy, None where nobody was named."""

    caller_id: int | None = None
    deputy_id: int | None = None


@dataclass(frozen=True)
class OnDuty:
    """Whose list it is on a day: `away_id` is who it would be; nobody where both are away or none was named."""

    staff_id: int | None
    away_id: int | None = None


@dataclass(frozen=True)
class AbsenceRow:
    """Days on which somebody is away."""

    id: int
    version: int
    staff_id: int
    name: str
    first_on: date
    last_on: date
    deputy_id: int | None
    deputy: str
    note: str


def named() -> Named:
    """Who was named."""
    return Named(_stored(CALLER), _stored(DEPUTY))


def _stored(name: str) -> int | None:
    text = named_settings.stored(name)
    return int(text) if text else None


@command(Area.SHOP, Area.CARE)
def name_callers(by: By, caller_id: int | None, deputy_id: int | None) -> None:
    """From now on these two; calls that wait for the caller before go to the new one.

    FieldError("caller", "deputy") for who does not work here, or is both.
    """
    before = named()
    for field, who in (("caller", caller_id), ("deputy", deputy_id)):
        if who is not None and not staff.if_active(who):
            raise FieldError(field, _("This person does not work here any more."))
    if deputy_id is not None and deputy_id == caller_id:
        raise FieldError("deputy", _("The deputy is somebody else."))
    if deputy_id is not None and caller_id is None:
        raise FieldError("caller", _("Whose deputy?"))
    for name, who, was in (
        (CALLER, caller_id, before.caller_id),
        (DEPUTY, deputy_id, before.deputy_id),
    ):
        if who != was:
            words = staff.names([one for one in (who, was) if one])
            said = [{name: words.get(one or 0, "")} for one in (was, who)]
            named_settings.keep(by, name, str(who or ""), "care caller", before=said[0], after=said[1])
    if caller_id != before.caller_id:
        _hand_over(before.caller_id, caller_id)


def _hand_over(before: int | None, now: int | None) -> None:
    """Calls that wait follow the name; the setting's own entry in the log says so."""
    whose = FollowUp.caller.is_null() if before is None else FollowUp.caller == before
    waiting = (FollowUp.state == FollowUpState.PENDING.value) & whose
    FollowUp.update(caller=now, version=FollowUp.version + 1).where(waiting).execute()


# Away


@command(Area.STAFF, Area.CARE)
def be_away(
    by: By, staff_id: int, first_on: date, last_on: date, deputy_id: int | None = None, note: str = ""
) -> int:
    """Somebody is away on these days; the garage's deputy stands in when no other is named. Returns its id.

    FieldError("staff", "first_on", "last_on", "deputy", "note").
    """
    if not staff.if_active(staff_id):
        raise FieldError("staff", _("This person does not work here any more."))
    if last_on < first_on:
        raise FieldError("last_on", _("The last day lies before the first."))
    if last_on < by.today:
        raise FieldError("last_on", _("These days are over already."))
    if deputy_id is not None and (deputy_id == staff_id or not staff.if_active(deputy_id)):
        raise FieldError("deputy", _("Somebody else who works here stands in."))
    for row in absences(first_on):
        if row.staff_id == staff_id and row.first_on <= last_on:
            text = _("Away from {first} to {last} already.")
            raise FieldError("first_on", text.format(first=row.first_on, last=row.last_on))
    row = create(
        by,
        Absence,
        staff=staff_id,
        first_on=first_on,
        last_on=last_on,
        deputy=deputy_id,
        note=one_line("note", note, 80),
    )
    return int(row.id)


@command(Area.STAFF, Area.CARE)
def be_back(by: By, absence_id: int, version: int, reason: str) -> None:
    """Back sooner, or entered wrongly: the days do not count any more. FieldError("reason"), StaleError."""
    row = Absence.get_by_id(absence_id)
    why = said_why(reason, 80)
    update(by, row, version, act="end", reason=why, ended_reason=why)


def absences(since: date) -> list[AbsenceRow]:
    """Who is away on `since` or later, the soonest first."""
    rows = _away.objects(since)
    who = staff.names({ref for row in rows for ref in (row.staff_id, row.deputy_id) if ref})
    return [
        AbsenceRow(
            row.id,
            row.version,
            row.staff_id,
            who.get(row.staff_id, ""),
            row.first_on,
            row.last_on,
            row.deputy_id,
            who.get(row.deputy_id or 0, ""),
            row.note,
        )
        for row in rows
    ]


@statement
def _away(since: Any) -> Any:
    standing = (Absence.last_on >= since) & (Absence.ended_reason == "")
    return Absence.select().where(standing).order_by(Absence.first_on, Absence.id)


def on_duty(caller_id: int | None, today: date) -> OnDuty:
    """Who calls for `caller_id` (the named caller for None) on a day; who has left the garage is away for good."""
    chosen = named()
    whose = caller_id if caller_id is not None else chosen.caller_id
    away = {row.staff_id: row.deputy_id for row in absences(today) if row.first_on <= today}
    if whose is None or (whose not in away and staff.if_active(whose)):
        return OnDuty(whose)
    for stand_in in (away.get(whose), chosen.deputy_id):
        if stand_in is None or stand_in == whose or stand_in in away:
            continue
        if staff.if_active(stand_in):
            return OnDuty(stand_in, whose)
    return OnDuty(None, whose)
