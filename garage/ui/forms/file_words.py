"""How the fields of two files are called, and how their words and what hangs on them are said."""

from datetime import date
from enum import Enum

from garage.domain.customers import CustomerKind
from garage.domain.labels import label
from garage.domain.merges import OWNER, Compared, FileKind, Value
from garage.domain.money import format_yuan
from garage.domain.phones import display_phone
from garage.domain.plates import display_plate
from garage.domain.vehicles import Fuel, Usage
from garage.i18n import _, ngettext
from garage.services import customers
from garage.services.file_compare import FileSide

_ENUMS: dict[str, type[Enum]] = {"kind": CustomerKind, "fuel": Fuel, "usage": Usage}


def field_title(name: str) -> str:
    """What a field is called in its form."""
    return {
        "name": _("Customer name"),
        "kind": _("Kind"),
        "contact": _("Contact person"),
        "address": _("Address"),
        "uscc": _("Credit code"),
        "preferred_call_time": _("Convenient call time"),
        "member_level": _("Member level"),
        "marketing_ok": _("May be told about offers"),
        "needs": _("Wishes and needs"),
        "note": _("Note"),
        OWNER: _("Car owner"),
        "plate": _("Plate"),
        "vin": _("VIN"),
        "brand": _("Brand"),
        "model": _("Model"),
        "colour": _("Colour"),
        "engine_no": _("Engine no."),
        "fuel": _("Energy"),
        "usage": _("Use of the car"),
        "registered_on": _("Registered on"),
        "service_days": _("Service every … days"),
        "service_km": _("Service every … km"),
        "next_service_on": _("Next service on"),
        "next_service_km": _("Next service at km"),
        "insurance_until": _("Insurance until"),
        "inspection_until": _("Inspection until"),
        "factory_warranty_until": _("Factory warranty until"),
        "factory_warranty_km": _("Factory warranty until km"),
    }[name]


def say(name: str, value: Value) -> str:
    """One side's word."""
    if value is None or value == "":
        return ""
    if name == OWNER:
        return customers.open_customer(int(str(value))).name
    if name in _ENUMS:
        return label(_ENUMS[name](value))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, date):
        return value.isoformat()
    if name == "plate":
        return display_plate(str(value))
    return f"{value:,}" if isinstance(value, int) else str(value)


def say_same(fields: tuple[Compared, ...]) -> str:
    """The fields in which both files say the same, and say something."""
    same = [field_title(one.field) for one in fields if not one.differs and one.kept not in (None, "")]
    return _("The same in both: {fields}").format(fields=_(", ").join(same)) if same else ""


def hanging_lines(kind: FileKind, side: FileSide) -> list[str]:
    """What hangs on a file, line by line."""
    hanging = side.hanging
    since = _("on file since {day}").format(day=side.written_on.isoformat())
    orders = ngettext("{count} order", "{count} orders", hanging.orders).format(count=hanging.orders)
    if kind is FileKind.CUSTOMER:
        money = _("owes {amount}").format(amount=format_yuan(hanging.owed_fen)) if hanging.owed_fen else ""
        return [
            since,
            _(", ").join(map(display_phone, side.phones)) or _("No phone yet"),
            _(", ").join(hanging.cars) or _("No car yet"),
            " · ".join(filter(None, (orders, money))),
            " · ".join(
                (
                    ngettext("{count} talk", "{count} talks", hanging.calls).format(count=hanging.calls),
                    ngettext("{count} complaint", "{count} complaints", hanging.complaints).format(
                        count=hanging.complaints
                    ),
                    ngettext("{count} point", "{count} points", hanging.points).format(count=hanging.points),
                )
            ),
        ]
    km = _("{km} km").format(km=f"{hanging.odometer_km:,}") if hanging.odometer_km is not None else ""
    shop = _("in the shop: {order}").format(order=hanging.open_order) if hanging.open_order else ""
    return [
        since,
        hanging.owner or _("no owner"),
        " · ".join(filter(None, (orders, shop))),
        " · ".join(
            filter(
                None,
                (
                    km,
                    ngettext("{count} reading", "{count} readings", hanging.readings).format(
                        count=hanging.readings
                    ),
                    ngettext("{count} warranty", "{count} warranties", hanging.warranties).format(
                        count=hanging.warranties
                    ),
                ),
            )
        ),
    ]
