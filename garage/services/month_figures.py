"""The month in figures: every table of its workbook, the sums the books have for them, and months compared."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from garage.domain.month_of_year import Month, month_of
from garage.domain.month_rows import DayRow
from garage.domain.month_tables import Compared, MonthHead, Sums, Table
from garage.models.listing import tuples
from garage.models.orders import WorkOrder
from garage.services import (
    month_care,
    month_debts,
    month_goods,
    month_lines,
    month_money,
    month_orders,
    month_people,
    month_returns,
    shop,
)


def head(month: Month, now: datetime) -> MonthHead:
    """The garage's name, the month and its sums."""
    return MonthHead(shop.profile().name, now, compared(month, now))


def compared(month: Month, now: datetime) -> Compared:
    """The sums of three months, for the key figures."""
    return Compared(month, sums(month, now), sums(month.back(1), now), sums(month.back(12), now))


def sums(month: Month, now: datetime) -> Sums:
    """What the books say of a month, by table and column, without the rows of the tables."""
    orders = month_orders.sums(month)
    money = month_money.sums(month, orders)
    return {
        **orders,
        **month_lines.sums(month, orders),
        **month_people.sums(month),
        **money,
        **month_debts.sums(month, now.date()),
        **month_goods.sums(month),
        **month_returns.sums(month),
        **month_care.sums(month, now),
        **_of_days(orders, money),
    }


def _of_days(orders: Sums, money: Sums) -> Sums:
    """The days make the month."""
    names = ("came", "left", "billed", "revenue_fen")
    days = {(Table.DAYS, name): orders[Table.ORDERS, name] for name in names}
    return {**days, (Table.DAYS, "received_fen"): money[Table.MONEY, "total_fen"]}


def rows(table: Table, month: Month, now: datetime) -> Sequence[tuple[Any, ...]]:
    """Every row of a table, as its type in `domain.month_rows`, `month_goods_rows` or `month_care_rows` says it."""
    readers: dict[Table, Any] = {
        Table.ORDERS: month_orders.rows,
        Table.LABOUR: month_lines.labour,
        Table.PARTS: month_lines.parts,
        Table.MONEY: month_money.receipts,
        Table.DEBTS: lambda of: month_debts.debts(of, now.date()),
        Table.REDUCED: month_money.reductions,
        Table.STOCK: month_goods.stock,
        Table.GOODS: month_goods.goods,
        Table.SUPPLIERS: month_goods.suppliers,
        Table.COUNTS: month_goods.counts,
        Table.SHELF: lambda _of: month_goods.shelf(now.date()),
        Table.OLD_PARTS: month_returns.old_parts,
        Table.CLAIMS: month_returns.claims,
        Table.REWORKS: month_returns.reworks,
        Table.MECHANICS: month_people.mechanics,
        Table.CALLS: month_care.calls,
        Table.TOPICS: month_care.topics,
        Table.COMPLAINTS: lambda of: month_care.complaints(of, now),
        Table.CHANGES: month_care.changes,
        Table.DUE: month_care.due,
        Table.RECORDS: month_people.records,
        Table.DAYS: month_people.days,
    }
    return list(readers[table](month))


def known(table: Table, month: Month, now: datetime) -> list[tuple[int, Any]]:
    """The same, each with the id of the person, part, account, customer or car that it is about; 0 where of another."""
    readers: dict[Table, Any] = {
        Table.MECHANICS: month_people.people,
        Table.STOCK: month_goods.parts,
        Table.SUPPLIERS: month_goods.accounts,
        Table.CHANGES: month_care.files,
    }
    reader = readers.get(table)
    return list(reader(month)) if reader else [(0, row) for row in rows(table, month, now)]


def days(month: Month) -> list[DayRow]:
    """The month day by day."""
    return month_people.days(month)


def first_month(today: date) -> Month:
    """The month of the first order, or this one while there is none."""
    found = tuples(WorkOrder.select(WorkOrder.received_at).order_by(WorkOrder.id).limit(1))
    return month_of(found[0][0].date()) if found else month_of(today)
