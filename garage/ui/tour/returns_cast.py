"""What the returns day types, in Chinese and in English: a knock that comes back, and a supplier that pays a part."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Returns:
    """The words of the returns day in one language; the car and its absorber are those of the bad day.

    `repeats` is the work that did not hold; the battery that is disposed of came off earlier.
    """

    complaint: str
    repeats: str
    evidence: str
    contact: str
    shelf: str
    condition: str
    place: str
    cause: str
    tried: str
    caption: str
    carrier: str
    receiver: str
    answer: str
    deduction: str
    scrap_reason: str
    battery_shelf: str
    taker: str


KM_LATER = 2_391
"""Driven since the car left."""
WAYBILL = "SF1402611870553"
INVOICE = "26442000000121760934"
LICENCE = "4403-HW31-0117"
MANIFEST = "2026-440305-008812"
BATTERY_KG = "14.6"
BATTERY_YUAN = "62"
GIVEN_YUAN = "250.27"
"""Four fifths of what one absorber cost."""

_CHINESE = Returns(
    complaint="过减速带左前又咚咚响，减震器外壳有油",
    repeats="更换前减震器（一对）",
    evidence="左前减震器活塞杆油封漏油，外壳有油渍；安装力矩复查合格",
    contact="郑经理",
    shelf="旧件架 2-1",
    condition="活塞杆油封漏油",
    place="深圳市龙岗区布吉路",
    cause="活塞杆油封早期失效，油液外漏，阻尼力不足",
    tried="不可拆解件，无法维修",
    caption="油封处漏油",
    carrier="顺丰速运",
    receiver="众诚三包组 郑经理",
    answer="众诚三包核定 2026-0513",
    deduction="已使用一个月，按八折核定",
    scrap_reason="客户放弃，铅酸电池",
    battery_shelf="危废间 1",
    taker="深圳市绿循环再生资源有限公司",
)

_ENGLISH = Returns(
    complaint="Knocks again front left over bumps; there is oil on the shock absorber",
    repeats="Replace front shock absorbers",
    evidence="The rod seal of the left absorber leaks, its tube is oily; the torque was checked and is right",
    contact="Mr Zheng",
    shelf="Old parts 2-1",
    condition="Rod seal leaks",
    place="Buji Road, Longgang, Shenzhen",
    cause="The rod seal failed early: oil is lost, the absorber no longer dampens",
    tried="Sealed for life, it cannot be repaired",
    caption="Oil at the rod seal",
    carrier="SF Express",
    receiver="Mr Zheng, warranty desk",
    answer="Warranty desk, decision 2026-0513",
    deduction="One month in use: four fifths are paid",
    scrap_reason="Left by the customer, lead-acid",
    battery_shelf="Hazardous 1",
    taker="Green Loop Recycling Ltd.",
)

RETURNS = {"zh_CN": _CHINESE, "en": _ENGLISH}
