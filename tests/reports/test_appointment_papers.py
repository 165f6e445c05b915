"""The list of a day's appointments: bay by bay, as long as it must be, in both languages."""

from datetime import date, datetime
from io import BytesIO

import pytest
from pypdf import PdfReader

from garage.domain.documents import Imprint, Letterhead
from garage.domain.documents_appointments import AppointmentDay, ExpectedCar
from garage.reports.render import file_name, render

GARAGE = Letterhead("诚信汽修", "创业路 88 号", "0755-82345678")
PRINTED = Imprint("张三", datetime(2026, 11, 21, 17, 0))
DAY = date(2026, 11, 23)
CAR = ExpectedCar(
    datetime(2026, 11, 23, 9, 0),
    datetime(2026, 11, 23, 10, 30),
    "AP-2026-00007",
    "粤B·D12345",
    "比亚迪 秦PLUS EV",
    "深圳市宏达物流有限公司 <b>&",
    "13800138000",
    "更换机油机滤，检查底盘异响" * 3,
    "李师傅",
)


def pages(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(BytesIO(pdf)).pages]


@pytest.mark.parametrize(("language", "nowhere"), [("zh_CN", "不定工位"), ("en", "No bay")])
def test_every_bay_has_its_cars_with_time_and_telephone(language: str, nowhere: str) -> None:
    sheet = AppointmentDay(GARAGE, PRINTED, "20261123", DAY, (("1 号工位", (CAR,)), ("", (CAR,))))
    [said] = pages(render(sheet, language))
    for words in ("1 号工位", nowhere, "09:00–10:30", "138 0013 8000", "粤B·D12345", "<b>&", "AP-2026-00007"):
        assert words in said, words
    assert said.index("1 号工位") < said.index(nowhere)
    assert file_name(sheet) == "appointments-of-day-20261123.pdf"


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_a_full_day_goes_on_and_an_empty_one_says_so(language: str) -> None:
    assert len(pages(render(AppointmentDay(GARAGE, PRINTED, "1", DAY, (("A", (CAR,) * 60),)), language))) > 1
    assert len(pages(render(AppointmentDay(GARAGE, PRINTED, "1", DAY), language))) == 1
