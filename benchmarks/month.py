"""The workbook of a month with 5 000 orders: read and written, in turns with openpyxl writing the same cells.

Ours reads the books, adds them up for the checks, and writes twenty sheets; plain writes the values and number formats
that ours wrote, row by row in openpyxl's own write-only mode, and reads nothing. The memory is that of a process of its
own which does nothing else.
"""

import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from benchmarks import bulk
from benchmarks.bulk import STAMP, put
from benchmarks.result import Result, against, below, compiled
from garage.domain.month_of_year import Month
from garage.domain.staff import Role
from garage.models import database
from garage.models.customers import Customer
from garage.models.orders import LineShare, LineWork, OrderLine, WorkOrder
from garage.models.parts import Part
from garage.models.payments import Payment, Receipt
from garage.models.settlements import Settlement
from garage.models.stock import StockMovement
from garage.models.vehicles import Vehicle
from garage.reports.month_workbook import write_month
from garage.services import shop, staff
from garage.services.command import By
from garage.services.month_reading import MonthReading

ORDERS, ROUNDS, PARTS = 5_000, 3, 400
LABOUR = PARTS_A_BILL = 3
MONTH, NOW = Month(2026, 11), datetime(2026, 12, 5, 9)
PAID = {"CASH": 0, "WECHAT": 1, "ALIPAY": 2, "CARD": 3}
Cells = list[list[list[tuple[Any, str] | None]]]


def run(folder: Path) -> list[Result]:
    """Seconds of both, and megabytes of a process that writes it once."""
    books = folder / "month.db"
    fill(books)
    cells = _noted(folder)
    ours, plain = [], []
    for _round in range(ROUNDS):
        begun = perf_counter()
        write(folder / "ours.xlsx")
        between = perf_counter()
        _plainly(folder / "plain.xlsx", cells)
        ours.append(between - begun)
        plain.append(perf_counter() - between)
    database.close()
    count = sum(one is not None for sheet in cells for row in sheet for one in row)
    return [
        against(f"Month workbook, {ORDERS:,} orders, {count:,} cells", median(ours), median(plain), "s", 1.5),
        below("Memory of writing it", _megabytes(folder, books), "MB", 200),
    ]


def write(path: Path) -> None:
    """The workbook as the program makes it."""
    reading = MonthReading(MONTH, NOW)
    write_month(path, reading.head, reading.rows, "zh_CN")
    reading.close()


def _noted(folder: Path) -> Cells:
    """Every cell that ours writes: its value and its number format."""
    sheets: dict[int, list[list[tuple[Any, str] | None]]] = {}
    append = WriteOnlyWorksheet.append

    def noting(sheet: Any, row: Any) -> None:
        found = sheets.setdefault(id(sheet), [])
        found.append([_cell(one) for one in row])
        append(sheet, row)

    WriteOnlyWorksheet.append = noting
    try:
        write(folder / "noted.xlsx")
    finally:
        WriteOnlyWorksheet.append = append
    return list(sheets.values())


def _cell(one: Any) -> tuple[Any, str] | None:
    if one is None:
        return None
    return (one.value, one.number_format) if isinstance(one, Cell) else (one, "")


def _plainly(path: Path, cells: Cells) -> None:
    book = Workbook(write_only=True)
    for rows in cells:
        sheet = book.create_sheet()
        for row in rows:
            sheet.append([one if one is None else _put(sheet, *one) for one in row])
    book.save(path)


def _put(sheet: Any, value: Any, shape: str) -> Any:
    if not shape or shape == "General":
        return value
    cell = WriteOnlyCell(sheet, value)
    cell.number_format = shape
    return cell


def _megabytes(folder: Path, books: Path) -> float:
    told = subprocess.run(
        [sys.executable, "-m", "benchmarks.month", str(books), str(folder / "alone.xlsx")],
        env=compiled(folder),
        capture_output=True,
        text=True,
        check=True,
    )
    return float(told.stdout)


def _alone(books: Path, path: Path) -> None:
    """Write once and print the most megabytes it took."""
    database.connect(books)
    write(path)
    database.close()
    print(_most_megabytes())


def _most_megabytes() -> float:
    """Of this process alone: what `getrusage` says begins, on Linux, with what the parent took."""
    status = Path("/proc/self/status")
    if status.exists():
        [line] = [line for line in status.read_text().splitlines() if line.startswith("VmHWM")]
        return int(line.split()[1]) / 1024
    import resource  # noqa: PLC0415 - not on Windows

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 / 1024


# The month


def fill(path: Path) -> None:
    """A month of cars that came, were billed, paid and left, each with its lines, shares and parts."""
    bulk.create(path)
    owner = shop.set_up(bulk.MORNING, shop_name="诚信汽修", owner_name="张三")
    by = By(owner, bulk.MORNING)
    mechanics = [staff.add(by, name=f"{name}师傅", roles={Role.MECHANIC}) for name in "李王赵陈"]
    _people()
    put(WorkOrder, (_order(ref, owner) for ref in range(1, ORDERS + 1)))
    put(OrderLine, _lines())
    labour = [ref for ref in range(1, ORDERS * (LABOUR + PARTS_A_BILL) + 1) if _is_labour(ref)]
    put(LineShare, ({"line": ref, "staff": mechanics[ref % 4], "share_bp": 10_000} for ref in labour))
    put(LineWork, (_work(ref, mechanics[ref % 4]) for ref in labour))
    put(Settlement, (_bill(ref) for ref in range(1, ORDERS + 1)))
    put(Receipt, (_receipt(ref) for ref in range(1, ORDERS + 1)))
    methods = list(PAID)
    put(
        Payment,
        (
            {"receipt": ref, "method": methods[ref % len(methods)], "amount_fen": _payable(ref)}
            for ref in range(1, ORDERS + 1)
        ),
    )
    put(StockMovement, _movements())


def _people() -> None:
    day = {"kind": "PERSON", "first_contact_on": MONTH.first, "file_due_on": MONTH.last}
    put(Customer, ({**STAMP, **day, "id": ref, "name": f"客户{ref:05}"} for ref in range(1, ORDERS + 1)))
    car = {**STAMP, "plate_kind": "STANDARD", "brand": "大众", "model": "朗逸 1.6L"}
    put(
        Vehicle,
        (
            {**car, "id": ref, "plate": f"粤B{ref:05}", "vin": f"LSVAB4186E2{ref:06}"}
            for ref in range(1, ORDERS + 1)
        ),
    )
    part = {**STAMP, "grade": "EQUIVALENT", "unit": "个", "brand": "博世", "price_fen": 6_800}
    put(
        Part,
        (
            {**part, "id": ref, "code": f"BP-{ref:04}", "name": f"机油滤清器 {ref}"}
            for ref in range(1, PARTS + 1)
        ),
    )


def _came(ref: int) -> datetime:
    return MONTH.since + timedelta(minutes=ref * 8, hours=8)


def _order(ref: int, advisor: int) -> dict[str, Any]:
    came = _came(ref)
    return {
        **STAMP,
        "id": ref,
        "no": f"WO-2026-{ref:05}",
        "state": "EXITED",
        "vehicle": ref,
        "customer": ref,
        "advisor": advisor,
        "received_at": came,
        "category": "MINOR_REPAIR",
        "complaint": "刹车时前轮异响，顺便做保养",
        "promised_at": came + timedelta(hours=5),
        "exited_at": came + timedelta(hours=4),
        "odo_in": 50_000 + ref,
    }


def _is_labour(line: int) -> bool:
    return (line - 1) % (LABOUR + PARTS_A_BILL) < LABOUR


def _lines() -> Iterator[dict[str, Any]]:
    for ref in range(1, ORDERS * (LABOUR + PARTS_A_BILL) + 1):
        order, place = divmod(ref - 1, LABOUR + PARTS_A_BILL)
        labour = _is_labour(ref)
        part = ref % PARTS + 1
        yield {
            **STAMP,
            "id": ref,
            "order": order + 1,
            "position": place + 1,
            "kind": "LABOUR" if labour else "PART",
            "pay_type": "CUSTOMER",
            "name": "更换前刹车片" if labour else f"机油滤清器 {part}",
            "code": "" if labour else f"BP-{part:04}",
            "part": None if labour else part,
            "trade": "MECHANICAL" if labour else "",
            "category": "MINOR_REPAIR",
            "grade": "" if labour else "EQUIVALENT",
            "hours_centi": 150 if labour else 0,
            "rate_fen": 12_000 if labour else 0,
            "qty_milli": 0 if labour else 1000,
            "unit_price_fen": 0 if labour else 6_800,
            "gross_fen": 18_000 if labour else 6_800,
            "status": "DONE",
        }


def _work(line: int, mechanic: int) -> dict[str, Any]:
    began = _came((line - 1) // (LABOUR + PARTS_A_BILL) + 1) + timedelta(hours=1)
    return {"line": line, "staff": mechanic, "started_at": began, "ended_at": began + timedelta(minutes=80)}


def _payable(_ref: int) -> int:
    return LABOUR * 18_000 + PARTS_A_BILL * 6_800


def _bill(ref: int) -> dict[str, Any]:
    return {
        **STAMP,
        "id": ref,
        "no": f"ST-2026-{ref:05}",
        "order": ref,
        "state": "PAID",
        "settled_at": _came(ref) + timedelta(hours=3),
        "labour_fen": LABOUR * 18_000,
        "parts_fen": PARTS_A_BILL * 6_800,
        "other_fen": 0,
        "line_discount_fen": 0,
        "order_discount_fen": 0,
        "rounding_off_fen": 0,
        "payable_fen": _payable(ref),
        "snapshot": b"",
    }


def _receipt(ref: int) -> dict[str, Any]:
    fen = _payable(ref)
    return {
        **STAMP,
        "id": ref,
        "no": f"RC-2026-{ref:05}",
        "order": ref,
        "settlement": ref,
        "payer": f"客户{ref:05}",
        "received_at": _came(ref) + timedelta(hours=3),
        "total_fen": fen,
        "given_fen": fen,
        "change_fen": 0,
        "balance_fen": 0,
    }


def _movements() -> Iterator[dict[str, Any]]:
    """What came in before the month, and a piece for every line of a part."""
    stock = ORDERS * PARTS_A_BILL
    base = {"moved_by": 1, "document": "GR-2026-00001"}
    for part in range(1, PARTS + 1):
        yield {
            **base,
            "part": part,
            "kind": "OPENING",
            "qty_milli": stock * 1000,
            "value_fen": stock * 4_100,
            "balance_milli": stock * 1000,
            "balance_fen": stock * 4_100,
            "order_line": None,
            "moved_at": MONTH.since - timedelta(days=1),
        }
    for line in range(1, ORDERS * (LABOUR + PARTS_A_BILL) + 1):
        if not _is_labour(line):
            yield {
                **base,
                "part": line % PARTS + 1,
                "kind": "ISSUE",
                "qty_milli": -1000,
                "value_fen": -4_100,
                "balance_milli": 0,
                "balance_fen": 0,
                "order_line": line,
                "moved_at": _came((line - 1) // (LABOUR + PARTS_A_BILL) + 1) + timedelta(hours=2),
            }


if __name__ == "__main__":
    _alone(Path(sys.argv[1]), Path(sys.argv[2]))
