"""Document numbers: series, form, and recognising one that was scanned."""

import re
from enum import StrEnum


class Series(StrEnum):
    """Gapless series, one count a year each; the value is the printed prefix."""

    ORDER = "WO"
    ISSUE = "GI"
    STOCK_RETURN = "GB"
    RECEIPT_OF_GOODS = "GR"
    PURCHASE_ORDER = "PO"
    SUPPLIER_RETURN = "SR"
    SUPPLIER_PAYMENT = "PV"
    COUNTER_SALE = "CS"
    STOCKTAKE = "TK"
    WRITE_OFF = "WF"
    SETTLEMENT = "ST"
    PAYMENT = "RC"
    EXIT_PASS = "EP"
    CERTIFICATE = "QC"
    OLD_PART = "OP"
    REWORK = "RW"
    CLAIM = "WC"
    CLAIM_LIST = "CL"
    CLAIM_NOTICE = "CN"
    SHIPMENT = "SH"
    DISPOSAL = "DL"
    APPOINTMENT = "AP"
    COMPLAINT = "CP"
    ACCOUNT_PAYMENT = "AR"
    CASH_UP = "CU"
    CASH_ENTRY = "CE"
    CAMPAIGN = "CM"
    LETTER = "LT"
    COUPON = "VO"
    SUMMARY = "SM"


STOCKROOM = frozenset(
    {
        Series.RECEIPT_OF_GOODS,
        Series.PURCHASE_ORDER,
        Series.SUPPLIER_RETURN,
        Series.SUPPLIER_PAYMENT,
        Series.COUNTER_SALE,
        Series.STOCKTAKE,
        Series.WRITE_OFF,
        Series.PAYMENT,
    }
)
"""Series of documents that belong to no work order, or need not: a receipt may be one of a counter sale."""

RETURNS = frozenset(
    {
        Series.OLD_PART,
        Series.REWORK,
        Series.CLAIM,
        Series.CLAIM_LIST,
        Series.CLAIM_NOTICE,
        Series.SHIPMENT,
        Series.DISPOSAL,
    }
)
"""Series of warranty returns, which have a tab of their own."""

CARE = frozenset({Series.APPOINTMENT, Series.COMPLAINT, Series.CAMPAIGN, Series.LETTER, Series.COUPON})
"""Series of customer care, which has a tab of its own too."""

TILL = frozenset({Series.ACCOUNT_PAYMENT, Series.CASH_UP, Series.CASH_ENTRY, Series.SUMMARY})
"""Series of what stands among the reports: money that belongs to no single bill, and summaries."""


def document_number(series: Series, year: int, count: int) -> str:
    """`WO-2026-00123`: ASCII, so that it prints as Code 128."""
    return f"{series.value}-{year:04d}-{count:05d}"


def authorisation_number(order_no: str, count: int) -> str:
    """`WO-2026-00123-A1`: the nth authorisation of an order, known before it is signed."""
    return f"{order_no}-A{count}"


def supplement_number(order_no: str, count: int) -> str:
    """`WO-2026-00123-S1`: the nth supplement of an order."""
    return f"{order_no}-S{count}"


def delay_number(order_no: str, count: int) -> str:
    """`WO-2026-00123-D1`: the nth delay notice of an order."""
    return f"{order_no}-D{count}"


_SERIES = "|".join(series.value for series in Series)
NUMBER = re.compile(rf"(?P<base>(?P<series>{_SERIES})-(?P<year>\d{{4}})-\d{{5,}})(?:-[ADS]\d+)?")


def read_number(text: str) -> tuple[Series, str] | None:
    """(series, number) of a scanned document, an authorisation read as its order; None when it is not ours."""
    found = NUMBER.fullmatch(text.strip().upper())
    return (Series(found["series"]), found["base"]) if found else None
