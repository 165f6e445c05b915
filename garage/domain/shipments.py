"""Shipments of old parts to a supplier: packed, on the way, received (S3, E7)."""

from collections.abc import Mapping
from enum import StrEnum


class ShipmentState(StrEnum):
    """旧件发运单; what comes back of it is an event of each part, no state of the shipment."""

    DRAFT = "DRAFT"
    SENT = "SENT"
    RECEIVED = "RECEIVED"
    VOIDED = "VOIDED"


class ShipmentAct(StrEnum):
    """What can be done with a shipment."""

    PACK = "PACK"
    SEND = "SEND"
    RECEIVE = "RECEIVE"
    TAKE_BACK = "TAKE_BACK"
    VOID = "VOID"


_S = ShipmentState
SOURCES: Mapping[ShipmentAct, frozenset[ShipmentState]] = {
    ShipmentAct.PACK: frozenset({_S.DRAFT}),
    ShipmentAct.SEND: frozenset({_S.DRAFT}),
    ShipmentAct.RECEIVE: frozenset({_S.SENT}),
    ShipmentAct.TAKE_BACK: frozenset({_S.SENT, _S.RECEIVED}),
    ShipmentAct.VOID: frozenset({_S.DRAFT, _S.SENT}),
}
"""Where a shipment must stand for an act; what the supplier has received cannot be voided."""
