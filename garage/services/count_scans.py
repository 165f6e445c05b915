"""Codes that were scanned at a count and name nothing on its sheet: kept with it until somebody looked after them."""

from typing import Any

from garage.domain.stocktakes import CountAct, read_unknown, write_unknown
from garage.domain.text import excerpt
from garage.models.statements import statement
from garage.models.stocktakes import Stocktake
from garage.services.command import Area, By, audit, command
from garage.services.stocktakes import opened


@command(Area.STOCK)
def note_unknown(by: By, stocktake_id: int, code: str) -> dict[str, int]:
    """A code was scanned that names nothing on the sheet: it stays with the count until somebody has looked after it.

    Returns {code: how often} of all that wait. RuleError unless it is being counted.
    """
    stocktake = opened(CountAct.COUNT, stocktake_id)
    codes = read_unknown(stocktake.unknown_scans)
    said = excerpt(code)
    said = next((known for known in codes if known.upper() == said.upper()), said)
    codes[said] = codes.get(said, 0) + 1
    _keep_unknown.run(write_unknown(codes), stocktake_id)
    audit(by, "unknown scan", "stocktake", stocktake_id, after={"unknown_scans": {said: codes[said]}})
    return codes


@command(Area.STOCK)
def forget_unknown(by: By, stocktake_id: int) -> None:
    """Somebody has looked after the codes that named nothing; the log keeps which they were. RuleError once posted."""
    stocktake = opened(CountAct.CANCEL, stocktake_id)
    if stocktake.unknown_scans:
        codes = read_unknown(stocktake.unknown_scans)
        audit(by, "looked after", "stocktake", stocktake_id, before={"unknown_scans": codes})
        _keep_unknown.run("", stocktake_id)


@statement
def _keep_unknown(codes: Any, stocktake_id: Any) -> Any:
    return Stocktake.update(unknown_scans=codes).where(Stocktake.id == stocktake_id)


def unknown_scans(stocktake_id: int) -> dict[str, int]:
    """Those that wait, {code: how often}; of a posted count those that nobody looked after."""
    return read_unknown(_unknown.value(stocktake_id) or "")


@statement
def _unknown(stocktake_id: Any) -> Any:
    return Stocktake.select(Stocktake.unknown_scans).where(Stocktake.id == stocktake_id)
