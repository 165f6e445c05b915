"""Acts on labour operations with flat-rate hours, and a starter set of the common ones."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from garage.domain.lines import WorkType
from garage.domain.money import MAX_PRICE_FEN, labour_amount_fen
from garage.domain.pages import Page
from garage.domain.price_lists import Priced
from garage.domain.quantities import MAX_HOURS_CENTI
from garage.domain.search import name_terms
from garage.domain.text import half_width, one_line
from garage.domain.warranty import RepairCategory
from garage.errors import FieldError
from garage.i18n import _
from garage.models.listing import Cursor, tuples
from garage.models.operations import Operation
from garage.services import price_lists, price_owner, search, shop
from garage.services.command import Area, By, command, create, update


@dataclass(frozen=True)
class OperationData:
    """An operation as it is typed: flat-rate hours at the labour rate, or a fixed price when one is set."""

    code: str
    name: str
    trade: WorkType
    category: RepairCategory
    hours_centi: int
    fixed_price_fen: int | None = None
    member_price_fen: int | None = None


@dataclass(frozen=True)
class OperationRow(OperationData):
    """A stored operation."""

    id: int = 0
    version: int = 1
    active: bool = True


def price_fen(operation: OperationData, rate_fen: int, *, member: bool = False) -> int:
    """Price of an operation at a labour rate: the fixed one, else hours × rate rounded half up once."""
    fixed = fixed_fen(operation, rate_fen, member=member)
    return labour_amount_fen(rate_fen, operation.hours_centi) if fixed is None else fixed


def fixed_fen(operation: OperationData, rate_fen: int, *, member: bool) -> int | None:
    """The price that does not come from the hours; for a member the lower one for members, where there is one."""
    less = operation.member_price_fen
    if member and less is not None and less < price_fen(operation, rate_fen):
        return less
    return operation.fixed_price_fen


# Acts


@command(Area.OPERATIONS)
def add(by: By, data: OperationData) -> int:
    """Add an operation; FieldError("code") when the code is empty or taken, else the field that is wrong."""
    values = _clean(by, None, data)
    row = create(by, Operation, **values)
    price_lists.note_change(by, Priced.OPERATION, row, None)
    _index(row.id, values)
    return int(row.id)


@command(Area.OPERATIONS)
def change(
    by: By, operation_id: int, version: int, data: OperationData, *, approved_by: int | None = None
) -> None:
    """Change an operation; lines already written keep what they say.

    FieldError("approved_by") when its hours or price change and no owner acts or approves.
    """
    row = Operation.get_by_id(operation_id)
    values, was = _clean(by, operation_id, data), price_lists.terms_of(Priced.OPERATION, row)
    if update(by, row, version, **values) and row.active:
        _index(operation_id, values)
    terms = price_lists.terms_of(Priced.OPERATION, row)
    price_owner.check_terms(by, Priced.OPERATION, operation_id, was, terms, approved_by)
    price_lists.note_change(by, Priced.OPERATION, row, was)


@command(Area.OPERATIONS)
def retire(by: By, operation_id: int, version: int, *, active: bool = False) -> None:
    """Put an operation out of use, or back with `active`; it is not found any more, its lines stay."""
    row = Operation.get_by_id(operation_id)
    if update(by, row, version, act="restore" if active else "retire", active=active):
        _index(operation_id, {"code": row.code, "name": row.name} if active else {})


@command(Area.OPERATIONS)
def add_starter(by: By) -> int:
    """Add the operations of STARTER whose code is free; returns how many."""
    taken = {code for (code,) in tuples(Operation.select(Operation.code))}
    fresh = [data for data in STARTER if data.code not in taken]
    for data in fresh:
        add(by, data)
    return len(fresh)


def _clean(by: By, operation_id: int | None, data: OperationData) -> dict[str, Any]:
    code = one_line("code", half_width(data.code), 40).upper()
    name = one_line("name", data.name, 120)
    if not code:
        raise FieldError("code", _("An operation needs a code."))
    if not name:
        raise FieldError("name", _("A name is needed."))
    taken = Operation.get_or_none((Operation.code == code) & (Operation.id != (operation_id or 0)))
    if taken is not None:
        raise FieldError("code", _("{name} has this code already.").format(name=taken.name))
    if not 0 < data.hours_centi <= MAX_HOURS_CENTI:
        raise FieldError("hours", _("Labour needs hours."))
    if data.fixed_price_fen is not None and not 0 <= data.fixed_price_fen <= MAX_PRICE_FEN:
        raise FieldError("fixed_price", _("It cannot be less than zero or that large."))
    member = data.member_price_fen
    if member is not None and not 0 <= member <= price_fen(data, shop.labour_rate_fen(by.today)):
        raise FieldError("member_price", _("Not more than the selling price."))
    return {
        "code": code,
        "name": name,
        "trade": data.trade.value,
        "category": data.category.value,
        "hours_centi": data.hours_centi,
        "fixed_price_fen": data.fixed_price_fen,
        "member_price_fen": member,
    }


def _index(operation_id: int, values: dict[str, Any]) -> None:
    terms = {values["code"]} | name_terms(values["name"]) if values else ()
    search.index("operation", operation_id, terms)


# Reads

_COLUMNS = (
    Operation.code,
    Operation.name,
    Operation.trade,
    Operation.category,
    Operation.hours_centi,
    Operation.fixed_price_fen,
    Operation.member_price_fen,
    Operation.id,
    Operation.version,
    Operation.active,
)


def page(cursor: Cursor | None = None, limit: int = 50, *, everyone: bool = False) -> Page[OperationRow]:
    """Operations in use (all with `everyone`), by code."""
    query = Operation.select(*_COLUMNS).order_by(Operation.code).limit(limit + 1)
    if not everyone:
        query = query.where(Operation.active)
    if cursor is not None:
        query = query.where(Operation.code > cursor[0])
    rows = [_row(*row) for row in tuples(query)]
    return Page(tuple(rows[:limit]), (rows[limit - 1].code,) if len(rows) > limit else None)


def find(fragment: str, limit: int = 20) -> list[OperationRow]:
    """Operations in use by a piece of their code, name, pinyin or initials, best first."""
    refs = search.refs("operation", fragment, limit)
    found = {row.id: row for row in _read(refs)}
    return [found[ref] for ref in refs if ref in found]


def operation(operation_id: int) -> OperationRow:
    """One operation; raises KeyError when there is none."""
    rows = _read([operation_id])
    if not rows:
        raise KeyError(operation_id)
    return rows[0]


def some(refs: Sequence[int]) -> dict[int, OperationRow]:
    """{id: operation} of those that exist, in one query."""
    return {row.id: row for row in _read(refs)} if refs else {}


def _read(refs: Sequence[int]) -> list[OperationRow]:
    return [_row(*row) for row in tuples(Operation.select(*_COLUMNS).where(Operation.id.in_(list(refs))))]


def _row(
    code: str,
    name: str,
    trade: str,
    category: str,
    hours_centi: int,
    fixed_price_fen: int | None,
    member_price_fen: int | None,
    ref: int,
    version: int,
    active: bool,
) -> OperationRow:
    return OperationRow(
        code,
        name,
        WorkType(trade),
        RepairCategory(category),
        hours_centi,
        fixed_price_fen,
        member_price_fen,
        ref,
        version,
        bool(active),
    )


# Starter set

_M, _E, _B, _P, _T = (
    WorkType.MECHANICAL,
    WorkType.ELECTRICAL,
    WorkType.BODYWORK,
    WorkType.PAINT,
    WorkType.TYRE,
)
_CARE, _MAIN, _MINOR, _SPECIAL, _ASSEMBLY = (
    RepairCategory.SERVICE_LEVEL_1,
    RepairCategory.SERVICE_LEVEL_2,
    RepairCategory.MINOR_REPAIR,
    RepairCategory.SPECIAL_REPAIR,
    RepairCategory.ASSEMBLY_REPAIR,
)

STARTER: tuple[OperationData, ...] = (
    OperationData("BY01", "更换机油和机油滤清器", _M, _CARE, 50),
    OperationData("BY02", "一级维护", _M, _CARE, 150),
    OperationData("BY03", "二级维护", _M, _MAIN, 600),
    OperationData("BY04", "更换空气滤清器", _M, _CARE, 20),
    OperationData("BY05", "更换空调滤清器", _M, _CARE, 30),
    OperationData("BY06", "更换燃油滤清器", _M, _CARE, 60),
    OperationData("BY07", "更换火花塞（四缸）", _M, _CARE, 80),
    OperationData("BY08", "更换冷却液", _M, _CARE, 80),
    OperationData("BY09", "更换制动液", _M, _CARE, 80),
    OperationData("BY10", "更换自动变速器油", _M, _CARE, 120),
    OperationData("FD01", "更换正时皮带", _M, _MINOR, 400),
    OperationData("FD02", "更换发电机皮带", _M, _MINOR, 80),
    OperationData("FD03", "更换水泵", _M, _MINOR, 300),
    OperationData("FD04", "更换节温器", _M, _MINOR, 120),
    OperationData("FD05", "更换气门室盖垫", _M, _MINOR, 150),
    OperationData("FD06", "清洗节气门", _M, _MINOR, 60),
    OperationData("FD07", "清洗喷油嘴和积碳", _M, _MINOR, 150),
    OperationData("FD08", "更换发动机机脚胶", _M, _MINOR, 150),
    OperationData("FD09", "发动机总成大修", _M, _ASSEMBLY, 3600),
    OperationData("DP01", "更换前制动片", _M, _MINOR, 100),
    OperationData("DP02", "更换后制动片", _M, _MINOR, 100),
    OperationData("DP03", "更换前制动盘", _M, _MINOR, 150),
    OperationData("DP04", "更换前减震器（一对）", _M, _MINOR, 300),
    OperationData("DP05", "更换后减震器（一对）", _M, _MINOR, 200),
    OperationData("DP06", "更换下摆臂（单侧）", _M, _MINOR, 150),
    OperationData("DP07", "更换转向横拉杆球头", _M, _MINOR, 100),
    OperationData("DP08", "更换前轮毂轴承", _M, _MINOR, 200),
    OperationData("DP09", "更换半轴防尘套", _M, _MINOR, 180),
    OperationData("DP10", "更换离合器三件套", _M, _MINOR, 500),
    OperationData("DP11", "自动变速器总成大修", _M, _ASSEMBLY, 2400),
    OperationData("DQ01", "更换蓄电池", _E, _MINOR, 40),
    OperationData("DQ02", "更换发电机", _E, _MINOR, 150),
    OperationData("DQ03", "更换起动机", _E, _MINOR, 150),
    OperationData("DQ04", "故障码读取与诊断", _E, _MINOR, 50),
    OperationData("DQ05", "更换前照灯总成", _E, _MINOR, 80),
    OperationData("DQ06", "更换雨刮片", _E, _MINOR, 20),
    OperationData("KT01", "空调系统检漏并加注制冷剂", _E, _SPECIAL, 100),
    OperationData("KT02", "更换空调压缩机", _E, _SPECIAL, 300),
    OperationData("LT01", "更换轮胎（一条，含动平衡）", _T, _SPECIAL, 50),
    OperationData("LT02", "补胎", _T, _SPECIAL, 40),
    OperationData("LT03", "四轮定位", _T, _SPECIAL, 150),
    OperationData("LT04", "四轮换位", _T, _SPECIAL, 50),
    OperationData("BJ01", "车门钣金修复", _B, _MINOR, 300),
    OperationData("BJ02", "更换前保险杠", _B, _MINOR, 150),
    OperationData("PQ01", "单件喷漆（保险杠或车门）", _P, _MINOR, 400),
    OperationData("PQ02", "全车喷漆", _P, _SPECIAL, 4000),
)
"""Usual names and hours of a passenger car of the middle class; the owner changes what differs."""
