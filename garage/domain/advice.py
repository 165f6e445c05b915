"""Recommended work: where it stands, and what may follow when it is not done (G8)."""

from datetime import date
from enum import StrEnum

from garage.i18n import N_, Words, _


class AdviceState(StrEnum):
    """Recommended work: open, refused for now, on the lines of a visit, or closed (done or dropped)."""

    OPEN = "OPEN"
    DECLINED = "DECLINED"
    PLANNED = "PLANNED"
    CLOSED = "CLOSED"


def advice_state(*, closed: bool, declined: bool, planned: bool) -> AdviceState:
    """Where advice stands; work that is on the lines of a visit is wanted, whatever was said before."""
    if closed:
        return AdviceState.CLOSED
    if planned:
        return AdviceState.PLANNED
    return AdviceState.DECLINED if declined else AdviceState.OPEN


def due(due_on: date | None, due_km: int | None, *, today: date, odometer_km: int | None) -> bool:
    """Whether the day or the kilometres have come by which the work was to be done."""
    by_day = due_on is not None and due_on <= today
    return by_day or (due_km is not None and odometer_km is not None and odometer_km >= due_km)


CONSEQUENCES: tuple[tuple[str, tuple[str, ...], str], ...] = (
    (
        "brakes",
        ("brake", "制动", "刹车"),
        N_("The braking distance grows and the brakes may fail."),
    ),
    (
        "tyres",
        ("tyre", "tire", "轮胎", "胎"),
        N_("The tyre may burst and the car may skid on a wet road."),
    ),
    (
        "steering",
        (
            "steering",
            "tie rod",
            "ball joint",
            "wheel bearing",
            "转向",
            "方向机",
            "拉杆",
            "球头",
            "轮毂轴承",
        ),
        N_("The car may pull to one side or can no longer be steered."),
    ),
    (
        "suspension",
        ("shock", "spring", "suspension", "control arm", "减振", "减震", "悬架", "悬挂", "摆臂", "弹簧"),
        N_("The car may sway, and lose its hold of the road when braking or in a bend."),
    ),
    (
        "lamps",
        ("lamp", "light", "bulb", "灯"),
        N_("The car sees and is seen badly at night and in rain; driving so is an offence."),
    ),
    (
        "view",
        ("wiper", "windscreen", "windshield", "mirror", "雨刮", "雨刷", "挡风", "后视镜"),
        N_("The driver sees badly in rain and at night."),
    ),
    (
        "restraints",
        ("airbag", "seat belt", "seatbelt", "气囊", "安全带"),
        N_("Driver and passengers may not be protected in a crash."),
    ),
    (
        "fuel",
        ("fuel", "petrol", "gas leak", "燃油", "汽油", "油管"),
        N_("Leaking fuel may catch fire."),
    ),
    (
        "high voltage",
        ("high-voltage", "high voltage", "traction battery", "高压", "动力电池"),
        N_("There is danger of an electric shock or of fire; the car may stop without warning."),
    ),
    (
        "cooling",
        ("coolant", "radiator", "water pump", "冷却", "水箱", "水泵", "防冻"),
        N_("The engine may overheat and be destroyed on the road."),
    ),
    (
        "timing",
        ("timing", "正时"),
        N_("The belt or chain may break and destroy the engine while driving."),
    ),
    (
        "leaks",
        ("leak", "seal", "漏", "渗油", "油封"),
        N_("The fluid runs out: the part fails on the road, and oil on hot parts may catch fire."),
    ),
)
"""Kind of work, words by which it is known, and what may follow when it is not done."""

GENERAL = N_("The car may break down or cause an accident.")


def suggested_consequence(text: str, words: Words = _) -> str:
    """What may follow when the work named in `text` is not done: a suggestion that a person words anew."""
    said = text.lower()
    for _kind, marks, consequence in CONSEQUENCES:
        if any(mark in said for mark in marks):
            return words(consequence)
    return words(GENERAL)
