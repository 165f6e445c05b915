"""What the care day types, in Chinese and in English: a customer who is not quite content, and what is done about it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Care:
    """The words of the care day in one language; the customer and the car are those of the tour's own job."""

    only_asked: str
    service: str
    # the call
    car_use: str
    opinion: str
    needs: str
    next_topic: str
    question: str
    answer: str
    # the complaint that comes of it
    findings: str
    cause: str
    measures: str
    done: str
    content: str
    # the appointment
    request: str
    # the month's summary
    plan_of_month: str
    opinion_of_month: str
    measure: str
    # the campaign
    campaign: str
    campaign_tells: str
    campaign_answer: str


STARS = (3, 4, 5, 4, 5)
"""How satisfied the customer is: quality first, the least of them."""
SERVICE_KM, LATER_KM = 88_940, 89_055
COMPENSATION_YUAN = "50"
MEASURE_UNTIL = "2026-06-15"
CAMPAIGN_DAYS = ("2026-06-25", "2026-06-27")
HERE_WITHIN = "90"
"""Days in which a customer was here, to be invited."""

_CHINESE = Care(
    only_asked="只是咨询，未做维修",
    service="到店做保养，顺便换空调滤清器",
    car_use="动力和刹车都正常，油耗没变化",
    opinion="换完空调滤清器以后，过减速带副驾手套箱里有响声，之前没有",
    needs="希望尽快免费检查处理，雨刮也想换一副",
    next_topic="手套箱还响不响；后制动片剩余 3 mm",
    question="后制动片还能跑多少公里？要不要现在就换？",
    answer="按上次测量还有 3 mm，大约还能跑 5,000 公里；本次到店免费复测，低于 2 mm 再换。",
    findings="电话里请客户按压手套箱，响声消失；王建国确认装复时左侧限位卡扣没有压到位。",
    cause="装复空调滤清器后没有按压确认手套箱卡扣",
    measures="免费重新装复手套箱并路试；装复卡扣列入保养自检项目，班前会讲一次；送 50 元工时券。",
    done="卡扣换新并压到位，减速带路试三次无异响",
    content="今天又走了一遍减速带，不响了，处理得挺快",
    request="免费检查手套箱异响；更换雨刮片；复测后制动片",
    plan_of_month="六月下旬办一次夏季空调免费检测，邀请最近三个月来过的客户。",
    opinion_of_month="五月唯一的投诉出在装复卡扣没压到位，三天内免费处理完，客户满意；同样的事六月不能再有。",
    measure="装复卡扣列入总检项目：凡拆过内饰件的车，交车前逐项按压并过减速带试车",
    campaign="夏季空调免费检测",
    campaign_tells="免费检测空调制冷、滤清器和冷媒压力，约 20 分钟；需要更换的当场报价，不做不收费。",
    campaign_answer="周六上午来，顺便复测后制动片",
)

_ENGLISH = Care(
    only_asked="Only a question, nothing was done",
    service="Service, and a new cabin filter",
    car_use="Engine and brakes are fine, it uses no more fuel than before",
    opinion="Since the cabin filter was changed the glove box rattles over speed bumps; it never did before",
    needs="Wants it looked at soon and free of charge; new wiper blades as well",
    next_topic="Is the glove box quiet? Rear brake pads have 3 mm left",
    question="How far can I still go on the rear brake pads, should they be changed now?",
    answer="3 mm were left: about 5,000 km. We measure them again free of charge; below 2 mm they are changed.",
    findings="On the phone: pressing the glove box stops the rattle. The left clip was not seated when it went back.",
    cause="Nobody pressed the clips of the glove box home after the cabin filter was changed",
    measures="Refit the glove box free of charge, with a road test; clips are on the self-check from now on; ¥50 off labour.",
    done="New clip, pressed home; three speed bumps without a sound",
    content="Drove over the bumps again today, it is quiet; that was quick",
    request="Glove box rattles: free of charge; new wiper blades; measure the rear brake pads",
    plan_of_month="A free air-conditioning check in the last week of June, for everybody who was here in the last three months.",
    opinion_of_month="The one complaint of May came from a clip not pressed home, put right free of charge in three days. "
    "It must not happen again.",
    measure="Refitted clips join the final inspection: press each one, drive over a speed bump before the car is handed over",
    campaign="Free A/C check",
    campaign_tells="Cooling, cabin filter and refrigerant pressure are checked free of charge in 20 minutes; "
    "what should be changed is quoted at once, and nothing is done unless you say so.",
    campaign_answer="Saturday morning, and the rear brake pads measured again",
)

CARES = {"zh_CN": _CHINESE, "en": _ENGLISH}
