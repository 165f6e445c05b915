"""Work found after the authorisation, as the tests of several services propose and answer it."""

from dataclasses import replace

from garage.domain.lines import LineKind, WorkType
from garage.domain.orders import SupplementState
from garage.services import order_lines, orders, supplement_answers, supplements
from garage.services.order_lines import Line, LineData
from garage.services.supplement_answers import Consent
from garage.services.supplements import SupplementData
from tests.services.road import Road

FIRST = 168_032
"""What the lines of `Road.lines` come to, in fen."""

DISCS = LineData(LineKind.LABOUR, "更换前制动盘", trade=WorkType.MECHANICAL, hours_centi=150, rate_fen=12_000)
FLUID = LineData(LineKind.OTHER, "制动液", qty_milli=1000, unit_price_fen=8_000)


def pads(road: Road) -> LineData:
    """One more set of pads: 600.16."""
    return LineData(LineKind.PART, "后刹车片", part_id=road.part, unit="套", unit_price_fen=60_016)


def data(*lines: LineData, **more: object) -> SupplementData:
    """A supplement about the brake discs unless said otherwise."""
    return replace(SupplementData("前制动盘磨损超限", lines or (DISCS,)), **more)  # type: ignore[arg-type]


def propose(road: Road, *lines: LineData, hold: bool = False, **more: object) -> int:
    """Propose them now."""
    return supplements.propose(road.boss, road.order, data(*lines, **more), hold=hold)


def row(road: Road) -> supplements.SupplementRow:
    """The newest supplement of the order."""
    return supplements.of_order(road.order)[-1]


def said(road: Road, **more: object) -> Consent:
    """Mrs Wang signs now."""
    return replace(Consent("王女士", road.boss.at), **more)  # type: ignore[arg-type]


def answer(road: Road, *accepted: Line, **more: object) -> SupplementState:
    """She agrees to these lines of the newest supplement and declines the rest."""
    one = row(road)
    wanted = [line.id for line in accepted]
    return supplement_answers.answer(road.boss, one.id, one.version, said(road), wanted, **more)  # type: ignore[arg-type]


def total(road: Road) -> int:
    """What the counting lines of the order come to."""
    return order_lines.order_totals(orders.open_page(road.order).lines).net_fen


def to_shop(road: Road) -> Road:
    """The order is dispatched and its parts are drawn."""
    road.receive()
    road.authorise()
    road.dispatch()
    road.issue()
    return road
