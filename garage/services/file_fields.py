"""What the file that stays takes over from the one that goes, and gives back: its fields and the phones (A11)."""

from collections.abc import Mapping
from typing import Any

from garage.domain.merges import united_phones
from garage.domain.plates import display_plate, plate_kind
from garage.errors import Reason, RuleError
from garage.i18n import _
from garage.models.campaigns import CampaignTarget
from garage.models.customers import Phone
from garage.models.letters import Letter
from garage.models.listing import tuples
from garage.models.members import MemberLevel
from garage.services import call_plans, campaign_moves, contacts, customers, file_rows
from garage.services.command import By, audit, plain, update

Fields = dict[str, list[Any]]
"""Column to what stood there and what stands there now."""


def carried(kept: Any, gone: Any) -> dict[str, Any]:
    """What nobody chooses: the earlier first contact, and that a customer wants no calls."""
    values: dict[str, Any] = {
        "first_contact_on": min(kept.first_contact_on, gone.first_contact_on),
        "file_due_on": min(kept.file_due_on, gone.file_due_on),
    }
    if gone.no_calls and not kept.no_calls:
        values |= {"no_calls": True, "no_calls_reason": gone.no_calls_reason}
    return values


def heed_wish(by: By, log: list[file_rows.Change], kept: Any, gone: Any, values: Mapping[str, Any]) -> None:
    """Whoever wants no calls, or no advertising, under one of the files gets none under either; `values` will stand."""
    if kept.no_calls or gone.no_calls:
        rows = [*call_plans.waiting_of(kept.id), *_places(kept.id)]
        contacts.stop_calls(by, kept.id, kept.no_calls_reason or gone.no_calls_reason)
        file_rows.note(log, rows)
    if not values.get("marketing_ok", kept.marketing_ok):
        rows = [*_places(kept.id), *Letter.select().where(Letter.customer == kept.id)]
        campaign_moves.leave(by, kept.id)
        file_rows.note(log, rows)


def _places(customer_id: int) -> list[Any]:
    return list(CampaignTarget.select().where(CampaignTarget.customer == customer_id))


def take_over(by: By, kept: Any, gone: Any, values: Mapping[str, Any], reason: str) -> Fields:
    """Save both files; returns what changed in the one that stays."""
    values = _with_kind(values)
    fields = {
        name: [_plain(getattr(kept, name)), _plain(value)]
        for name, value in values.items()
        if getattr(kept, name) != value
    }
    if level := fields.get(_LEVEL):
        fields[_LEVEL] = [_level_id(name) for name in level]
    vin = {"vin": ""} if "vin" in values else {}  # no two files have one VIN
    update(by, gone, gone.version, vin, act="merged", reason=reason, merged_into=kept.id)
    if not update(by, kept, kept.version, dict(values), act="merge", reason=reason):
        audit(by, "merge", type(kept)._meta.table_name, kept.id, reason=reason)
    return fields


def give_back(by: By, kept: Any, gone: Any, fields: Mapping[str, list[Any]], vin: str, reason: str) -> None:
    """Fields that nobody has changed since are what they were; RuleError when the VIN of the other is another car's."""
    model = type(kept)
    if level := fields.get(_LEVEL):
        fields = {**fields, _LEVEL: [_level_name(ref) for ref in level]}
    values = {
        name: file_rows.stored(getattr(model, name), was)
        for name, (was, now) in fields.items()
        if getattr(kept, name) == file_rows.stored(getattr(model, name), now)
    }
    if not update(by, kept, kept.version, _with_kind(values), act="parted", reason=reason):
        audit(by, "parted", model._meta.table_name, kept.id, reason=reason)
    if vin and (other := model.get_or_none(model.vin == vin)) is not None:
        text = _("The VIN {vin} belongs to {plate} now.")
        plate = display_plate(other.plate) or "–"
        raise RuleError(Reason("vin", text.format(vin=vin, plate=plate)))
    own = {"vin": vin} if vin else {}
    update(by, gone, gone.version, own, act="parted", reason=reason, merged_into=None)


_LEVEL = "member_level"


def _level_id(name: str) -> int | str:
    """A level may have another name by the time the files are parted."""
    level = MemberLevel.get_or_none(MemberLevel.name == name)
    return name if level is None else int(level.id)


def _level_name(ref: int | str) -> str:
    return str(MemberLevel.get_by_id(ref).name) if isinstance(ref, int) else ref


def _with_kind(values: Mapping[str, Any]) -> dict[str, Any]:
    """The kind of a plate follows the plate."""
    kind = {"plate_kind": plate_kind(values["plate"]).value} if "plate" in values else {}
    return {**values, **kind}


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, (bool, int, str)) else plain(value)


def unite_phones(by: By, kept_id: int, gone_id: int) -> dict[str, Any]:
    """The numbers of both stand on the file that stays; what is returned brings each back to where it was."""
    columns = (Phone.number, Phone.position, Phone.dead_on)
    theirs = tuples(Phone.select(*columns).where(Phone.customer == gone_id).order_by(Phone.position))
    ours = [number for (number,) in tuples(_in_order(kept_id, Phone.number))]
    added = united_phones(ours, [number for number, _place, _dead in theirs])[len(ours) :]
    dead = {number: dead_on for number, _place, dead_on in theirs}
    Phone.delete().where(Phone.customer == gone_id).execute()
    for place, number in enumerate(added, len(ours)):
        Phone.create(customer=kept_id, number=number, position=place, dead_on=dead[number])
    _say(by, kept_id, ours, [*ours, *added])
    return {"gone": [[number, place, _plain(day)] for number, place, day in theirs], "added": list(added)}


def part_phones(by: By, kept_id: int, gone_id: int, phones: Mapping[str, Any]) -> None:
    """Each number goes back to where it was, unless somebody has taken it away since."""
    before = list(customers.phones_of(kept_id))
    Phone.delete().where((Phone.customer == kept_id) & Phone.number.in_(phones["added"])).execute()
    for place, (ref,) in enumerate(tuples(_in_order(kept_id, Phone.id))):
        Phone.update(position=place).where(Phone.id == ref).execute()
    for number, place, dead_on in phones["gone"]:
        day = file_rows.stored(Phone.dead_on, dead_on)
        Phone.create(customer=gone_id, number=number, position=place, dead_on=day)
    _say(by, kept_id, before, list(customers.phones_of(kept_id)))


def _in_order(customer_id: int, column: Any) -> Any:
    return Phone.select(column).where(Phone.customer == customer_id).order_by(Phone.position)


def _say(by: By, customer_id: int, before: list[str], after: list[str]) -> None:
    if before != after:
        audit(by, "phones", "customer", customer_id, before={"phones": before}, after={"phones": after})
