"""Acts on recommended work: given, put right, declined, closed by hand or because the car left with it done (G8)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from garage.domain.advice import suggested_consequence
from garage.domain.odometer import MAX_KM
from garage.domain.text import one_line, said_why
from garage.errors import FieldError, Reason, RuleError
from garage.i18n import _
from garage.models.inspections import Recommendation
from garage.models.orders import WorkOrder
from garage.services.command import Area, By, command, create, update

TEXT = 160
"""Characters that one piece of advice may take."""


@dataclass(frozen=True)
class AdviceData:
    """Recommended work as it is typed; `consequence` is what may follow when it is not done.

    Safety work without one gets the usual words for its kind.
    """

    text: str
    safety: bool = False
    consequence: str = ""
    due_on: date | None = None
    due_km: int | None = None


def _columns(data: AdviceData) -> dict[str, Any]:
    text = one_line("advice", data.text, TEXT)
    if not text:
        raise FieldError("advice", _("Say what is recommended."))
    if data.due_km is not None and not 0 < data.due_km <= MAX_KM:
        words = _("Between 1 and {limit} km.").format(limit=f"{MAX_KM:,}")
        raise FieldError("due_km", words)
    return {
        "text": text,
        "safety": data.safety,
        "consequence": _consequence(text, data.safety, data.consequence),
        "due_on": data.due_on,
        "due_km": data.due_km,
    }


def _consequence(text: str, safety: bool, typed: str) -> str:
    words = one_line("consequence", typed, 200)
    return words or (suggested_consequence(text) if safety else "")


def _refusal(by: By, safety: bool, signed_by: str) -> dict[str, Any]:
    """Columns of a refusal; who refuses safety work is named."""
    signer = one_line("signed_by", signed_by, 60)
    if safety and not signer:
        raise FieldError("signed_by", _("Declined safety work is signed for: by whom?"))
    return {"declined": True, "declined_at": by.at, "signed_by": signer}


@command(Area.ORDERS)
def recommend(by: By, order_id: int, data: AdviceData, *, declined: bool = False, signed_by: str = "") -> int:
    """Advise work on the car of an order; it stays open until it is done or dropped. Returns its id.

    FieldError on "advice", "consequence", "due_km" or "signed_by" (safety work that is declined at once).
    """
    order = WorkOrder.get_by_id(order_id)
    columns = _columns(data)
    if declined:
        columns |= _refusal(by, data.safety, signed_by)
    return int(create(by, Recommendation, vehicle=order.vehicle_id, order=order_id, **columns).id)


@command(Area.ORDERS)
def change(by: By, advice_id: int, version: int, data: AdviceData) -> None:
    """Word open advice anew; StaleError when somebody saved it since `version`."""
    row = _open(advice_id)
    update(by, row, version, **_columns(data))


@command(Area.ORDERS)
def decline(by: By, advice_id: int, *, signed_by: str = "", consequence: str = "") -> None:
    """The customer does not want the work now, perhaps again: it stays open, with who refused and when.

    `consequence` is what they were told, "" for what is written already. FieldError("signed_by") when it
    concerns safety and nobody signs; RuleError when it is closed.
    """
    row = _open(advice_id)
    told = _consequence(row.text, bool(row.safety), consequence or row.consequence)
    refusal = _refusal(by, bool(row.safety), signed_by)
    update(by, row, row.version, act="decline", consequence=told, **refusal)


@command(Area.ORDERS)
def close(by: By, advice_id: int, reason: str) -> None:
    """Advice was followed or no longer stands; FieldError("reason") without a reason."""
    row = _open(advice_id)
    why = said_why(reason, 120)
    update(by, row, row.version, act="close", closed_at=by.at, closed_reason=why)


def close_done(by: By, order_no: str, taken: Collection[int]) -> None:
    """A car leaves with the advice in `taken` done; what was closed by hand meanwhile stays as it is."""
    if not taken:
        return
    why = _("Done on {no}").format(no=order_no)
    for row in Recommendation.select().where(Recommendation.id.in_(list(taken))).order_by(Recommendation.id):
        if row.closed_at is None:
            update(by, row, row.version, act="close", closed_at=by.at, closed_reason=why)


def _open(advice_id: int) -> Recommendation:
    row: Recommendation = Recommendation.get_by_id(advice_id)
    if row.closed_at is not None:
        raise RuleError(Reason("closed", _("This advice is closed already."), "advice"))
    return row
