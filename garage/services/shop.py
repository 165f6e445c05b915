"""Acts on the garage itself: first start, profile, bays, labour rate, warranty promises."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from garage.domain.money import format_yuan
from garage.domain.phones import normalise_phone
from garage.domain.staff import Role
from garage.domain.text import one_line
from garage.domain.uscc import check_uscc
from garage.domain.vehicles import VehicleClass
from garage.domain.warranty import STATUTORY, Period, RepairCategory, check_promise
from garage.errors import FieldError
from garage.i18n import _
from garage.models.listing import tuples
from garage.models.shop import Bay, LabourRate, Shop, WarrantyPolicy
from garage.models.staff import Staff
from garage.models.statements import statement
from garage.services import staff
from garage.services.command import Area, By, command, create, update

if TYPE_CHECKING:
    from garage.domain.documents import Letterhead

LOGO_BYTES = 512 * 1024
MAX_RATE_FEN = 1_000_000
SHARES = {"overrun_percent": 100, "discount_limit_bp": 10_000}
TEXT_FIELDS = {"name": 80, "contact": 40, "address": 160, "bank_name": 80, "bank_account": 40}


@dataclass(frozen=True)
class Profile:
    """The garage as the settings show it."""

    version: int
    name: str
    contact: str
    address: str
    phone: str
    hotline: str
    uscc: str
    bank_name: str
    bank_account: str
    logo: bytes
    hours_standard: str
    plate_prefix: str
    screen_language: str
    paper_language: str
    scheme: str
    one_man_shop: bool
    overrun_percent: int
    discount_limit_bp: int


def is_set_up() -> bool:
    """False on the very first start."""
    return bool(Shop.select().exists())


@command(Area.SHOP, Area.STAFF)
def set_up(
    at: datetime,
    *,
    shop_name: str,
    owner_name: str,
    labour_rate_fen: int = 10_000,
    one_man_shop: bool = False,
    paper_language: str = "zh_CN",
    screen_language: str = "",
) -> int:
    """First start: the shop and its owner; returns the owner's staff id.

    Everything else has a default that works: a labour rate, one bay, warranty as the law asks.
    """
    name = one_line("shop_name", shop_name, 80)
    if not name:
        raise FieldError("shop_name", _("The shop needs a name."))
    if not owner_name.strip():
        raise FieldError("owner_name", _("A name is needed."))
    if is_set_up():
        raise FieldError("shop_name", _("The shop is set up already."))
    _checked_rate("labour_rate", labour_rate_fen)
    by = By(1, at)  # nobody is there yet: the owner's own row is made by the first id
    roles = (
        set(Role)
        if one_man_shop
        else {Role.OWNER, Role.ADVISOR, Role.CASHIER, Role.STOREKEEPER, Role.INSPECTOR}
    )
    owner = staff.add(by, name=owner_name, roles=roles)
    by = By(owner, at)
    create(
        by,
        Shop,
        name=name,
        one_man_shop=one_man_shop,
        paper_language=paper_language,
        screen_language=screen_language,
    )
    create(by, LabourRate, valid_from=date(2000, 1, 1), rate_fen=labour_rate_fen)
    create(by, Bay, name=_("Bay {n}").format(n=1))
    return owner


def profile() -> Profile:
    """The garage's profile; raises KeyError before the first start."""
    row = _shop.object()
    if row is None:
        raise KeyError("shop")
    fields = {name: getattr(row, name) for name in Profile.__dataclass_fields__}
    fields["logo"] = bytes(fields["logo"])
    return Profile(**fields)


@statement
def _shop() -> Any:
    return Shop.select()


def letterhead(known: Profile | None = None) -> "Letterhead":
    """The garage as papers name it; `known` is its profile just read."""
    from garage.domain.documents import Letterhead  # noqa: PLC0415 - most of a window has no papers

    shop = known or profile()
    return Letterhead(
        name=shop.name,
        address=shop.address,
        phone=shop.phone,
        hotline=shop.hotline,
        contact=shop.contact,
        uscc=shop.uscc,
        bank_name=shop.bank_name,
        bank_account=shop.bank_account,
        hours_standard=shop.hours_standard,
        logo=shop.logo,
    )


@command(Area.SHOP)
def change_profile(by: By, version: int, **values: Any) -> None:
    """Change fields of `Profile`; FieldError names the wrong one.

    What anybody may give away without a word, only an owner changes.
    """
    row = Shop.select().get()
    clean = dict(values)
    for field, limit in TEXT_FIELDS.items():
        if field in clean:
            clean[field] = one_line(field, clean[field], limit)
    if "name" in clean and not clean["name"]:
        raise FieldError("name", _("The shop needs a name."))
    for field in ("phone", "hotline"):
        if clean.get(field):
            try:
                clean[field] = normalise_phone(clean[field])
            except FieldError as error:
                raise FieldError(field, error.text) from error
    if clean.get("uscc"):
        clean["uscc"] = check_uscc(clean["uscc"])
    logo = clean.get("logo", b"")
    if len(logo) > LOGO_BYTES or (logo and not logo.startswith((b"\x89PNG", b"\xff\xd8"))):
        raise FieldError("logo", _("The logo must be a PNG or JPEG picture of at most 512 KB."))
    wrong = next((field for field, most in SHARES.items() if not 0 <= clean.get(field, 0) <= most), None)
    if wrong:
        raise FieldError(wrong, _("A percentage from 0 to 100."))
    _refuse_limit(by, row, clean)
    update(by, row, version, **clean)


def _refuse_limit(by: By, row: Any, values: dict[str, Any]) -> None:
    limit_bp = values.get("discount_limit_bp", row.discount_limit_bp)
    if limit_bp != row.discount_limit_bp and not staff.is_owner(by.staff_id):
        raise FieldError("discount_limit_bp", _("Only an owner changes this."))


# Bays


def bays(*, everyone: bool = False) -> list[tuple[int, int, str, bool]]:
    """(id, version, name, active) of the bays in use, or of all."""
    query = Bay.select(Bay.id, Bay.version, Bay.name, Bay.active).order_by(Bay.id)
    return [(row[0], row[1], row[2], bool(row[3])) for row in tuples(query) if everyone or row[3]]


@command(Area.SHOP)
def save_bay(by: By, *, name: str, bay_id: int | None = None, version: int = 1, active: bool = True) -> int:
    """Add or change a bay."""
    clean = one_line("name", name, 40)
    if not clean:
        raise FieldError("name", _("A name is needed."))
    if bay_id is None:
        return int(create(by, Bay, name=clean).id)
    update(by, Bay.get_by_id(bay_id), version, name=clean, active=active)
    return bay_id


# Labour rate


def labour_rate_fen(on: date) -> int:
    """Price of a labour hour on a day, in fen; 0 when none was ever set."""
    return _rate.value(on) or 0


@statement
def _rate(on: Any) -> Any:
    rates = LabourRate.select(LabourRate.rate_fen).where(LabourRate.valid_from <= on)
    return rates.order_by(LabourRate.valid_from.desc(), LabourRate.id.desc()).limit(1)


def labour_rates() -> list[tuple[date, int, str]]:
    """(valid from, fen an hour, who set it), newest first."""
    query = (
        LabourRate.select(LabourRate.valid_from, LabourRate.rate_fen, Staff.name)
        .left_outer_join(Staff, on=(Staff.id == LabourRate.created_by))
        .order_by(LabourRate.valid_from.desc(), LabourRate.id.desc())
    )
    return [(row[0], row[1], row[2]) for row in tuples(query)]


@command(Area.SHOP)
def set_labour_rate(by: By, *, rate_fen: int, valid_from: date, approved_by: int | None = None) -> None:
    """A new labour rate from a day on, today at the earliest: estimates already written keep theirs.

    FieldError("valid_from", "rate"), or "approved_by" when no owner acts or approves.
    """
    if valid_from < by.today:
        raise FieldError("valid_from", _("A rate starts today or later."))
    from garage.services import price_owner  # noqa: PLC0415 - a start sets no price

    row = create(by, LabourRate, rate_fen=_checked_rate("rate", rate_fen), valid_from=valid_from)
    price_owner.check(by, "labour_rate", row.id, approved_by)


def _checked_rate(field: str, rate_fen: int) -> int:
    if not 0 < rate_fen <= MAX_RATE_FEN:
        words = _("The rate must lie between {low} and {high}.")
        raise FieldError(field, words.format(low=format_yuan(1), high=format_yuan(MAX_RATE_FEN)))
    return rate_fen


# Warranty promises


def promise(vehicle_class: VehicleClass, category: RepairCategory, on: date) -> Period:
    """What the garage promises on a day: its own policy, else the statutory period."""
    own = _policy.first(vehicle_class.value, category.value, on)
    return Period(*own) if own else STATUTORY[vehicle_class][category]


@statement
def _policy(vehicle_class: Any, category: Any, on: Any) -> Any:
    about = (WarrantyPolicy.vehicle_class == vehicle_class) & (WarrantyPolicy.category == category)
    valid = WarrantyPolicy.select(WarrantyPolicy.km, WarrantyPolicy.days).where(
        about & (WarrantyPolicy.valid_from <= on)
    )
    return valid.order_by(WarrantyPolicy.valid_from.desc(), WarrantyPolicy.id.desc()).limit(1)


@command(Area.SHOP)
def set_promise(
    by: By,
    *,
    vehicle_class: VehicleClass,
    category: RepairCategory,
    km: int,
    days: int,
    valid_from: date,
) -> None:
    """A new promise from a day on; below the statutory one it is refused (FieldError "km" or "days")."""
    check_promise(vehicle_class, category, Period(km, days))
    if valid_from < by.today:
        raise FieldError("valid_from", _("A promise starts today or later."))
    create(
        by,
        WarrantyPolicy,
        vehicle_class=vehicle_class.value,
        category=category.value,
        km=km,
        days=days,
        valid_from=valid_from,
    )
