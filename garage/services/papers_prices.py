"""Reads that make the public price list (公示, DOMAIN §1.1: hours and the price of an hour are published)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from garage.domain.documents import Imprint
from garage.domain.documents_prices import GoodsPrice, PackagePrice, PublicPrices, WorkPrice
from garage.domain.lines import LineKind, PartGrade, WorkType
from garage.i18n import words as words_of
from garage.models.listing import tuples
from garage.models.operations import Operation
from garage.models.parts import Part
from garage.services import operations, package_lines, packages, shop
from garage.services.packages import PackageRow

_ALL = 100_000


@dataclass(frozen=True)
class Wanted:
    """What the list shows; `groups` of parts, none without any."""

    work: bool = True
    packages: bool = True
    groups: tuple[str, ...] = ()
    members: bool = False


def number(day: date) -> str:
    """What tells a price list from others, ASCII."""
    return f"PL-{day:%Y%m%d}"


def public_prices(wanted: Wanted, day: date, language: str, imprint: Imprint) -> PublicPrices:
    """价目公示 of a day: everything in use of the lists that are wanted."""
    rate = shop.labour_rate_fen(day)
    return PublicPrices(
        garage=shop.letterhead(),
        imprint=imprint,
        number=number(day),
        day=day,
        labour_rate_fen=rate,
        work=_work(rate) if wanted.work else (),
        packages=_packages(day, language) if wanted.packages else (),
        goods=tuple((group, _goods(group)) for group in wanted.groups),
        members=wanted.members,
    )


def _work(rate_fen: int) -> tuple[WorkPrice, ...]:
    """By trade, then by code."""
    refs = [ref for (ref,) in tuples(Operation.select(Operation.id).where(Operation.active))]
    trades = list(WorkType)
    rows = sorted(operations.some(refs).values(), key=lambda one: (trades.index(one.trade), one.code))
    return tuple(
        WorkPrice(
            one.code,
            one.name,
            one.trade,
            one.hours_centi,
            operations.price_fen(one, rate_fen),
            one.member_price_fen,
        )
        for one in rows
    )


def _packages(day: date, language: str) -> tuple[PackagePrice, ...]:
    return tuple(_package(one, day, language) for one in packages.page(day, limit=_ALL).rows)


def _package(one: PackageRow, day: date, language: str) -> PackagePrice:
    _ = words_of(language)
    lines = package_lines.drop(one.id, day).lines
    chosen = any(line.kind is LineKind.PART and line.part_id is None for line in lines)
    contents = _(", ").join(line.name for line in lines)
    return PackagePrice(
        one.code, one.name, contents, one.charged_fen, one.member_price_fen, from_price=chosen
    )


def _goods(group: str) -> tuple[GoodsPrice, ...]:
    columns = Part.code, Part.name, Part.brand, Part.spec, Part.unit, Part.grade, Part.price_fen
    listed = Part.active & (Part.group == group) & (Part.price_fen > 0)
    query = Part.select(*columns, Part.member_price_fen).where(listed).order_by(Part.code)
    return tuple(
        GoodsPrice(code, name, brand, spec, unit, PartGrade(grade), fen, less)
        for code, name, brand, spec, unit, grade, fen, less in tuples(query)
    )


def groups() -> Sequence[str]:
    """Groups that have a part with a price, in their order; "" for parts without a group."""
    query = Part.select(Part.group).where(Part.active & (Part.price_fen > 0)).distinct().order_by(Part.group)
    return [group for (group,) in tuples(query)]
