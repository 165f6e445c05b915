"""The yearly notice is read as it is published, or as a table; the days are those the law made."""

from contextlib import suppress
from datetime import date, timedelta
from time import perf_counter

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from garage.domain.holiday_notices import CalendarEntry, read_notice
from garage.domain.working_days import Calendar, DayKind
from garage.errors import FieldError

NOTICE_2026 = """
一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
三、清明节：4月4日（周六）至6日（周一）放假，共3天。
四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
五、端午节：6月19日（周五）至21日（周日）放假，共3天。
六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。
"""
NOTICE_2025 = """
元旦：1月1日(周三)放假1天，不调休。
春节：1月28日(农历除夕、周二)至2月4日(农历正月初七、周二)放假调休，共8天。1月26日(周日)、2月8日(周六)上班。
清明节：4月4日(周五)至6日(周日)放假，共3天。
劳动节：5月1日(周四)至5日(周一)放假调休，共5天。4月27日(周日)上班。
端午节：5月31日(周六)至6月2日(周一)放假，共3天。
国庆节、中秋节：10月1日(周三)至8日(周三)放假调休，共8天。9月28日(周日)、10月11日(周六)上班。
"""


@pytest.mark.parametrize(("text", "year"), [(NOTICE_2025, 2025), (NOTICE_2026, 2026)])
def test_a_year_read_from_its_notice_is_the_year_of_the_law(text: str, year: int) -> None:
    calendar = Calendar({entry.on: entry.kind for entry in read_notice(text, year)})
    for n in range(365):
        day = date(year, 1, 1) + timedelta(days=n)
        assert calendar.is_working(day) == chinese_calendar.is_workday(day), day


HEAD = """国务院办公厅关于2026年
部分节假日安排的通知
国办发明电〔2025〕7号

各省、自治区、直辖市人民政府，国务院各部委、各直属机构：
　　经国务院批准，现将2026年元旦、春节、清明节、劳动节、端午节、中秋节和国庆节放假调休日期的具体安排通知如下。
"""
FOOT = """节假日期间，各地区、各部门要妥善安排好值班和安全、保卫、疫情防控等工作。
国务院办公厅
2025年11月4日
"""


def test_the_whole_paper_is_read_and_the_day_of_its_signature_is_no_holiday() -> None:
    assert read_notice(HEAD + NOTICE_2026 + FOOT, 2026) == read_notice(NOTICE_2026, 2026)


def test_a_sentence_that_a_page_broke_in_two_loses_no_day() -> None:
    broken = NOTICE_2026.replace("9月20日（周日）、", "9月20日（周日）、\n　　").replace("至23日", "至\n23日")
    assert read_notice(broken, 2026) == read_notice(NOTICE_2026, 2026)


@pytest.mark.parametrize("text", [HEAD + NOTICE_2026 + FOOT, "2026-01-01,OFF\n2026-01-04,WORK\n"])
def test_what_is_about_another_year_is_not_taken_for_this_one(text: str) -> None:
    with pytest.raises(FieldError, match="2026"):
        read_notice(text, 2027)


def test_each_day_bears_the_name_of_its_holiday() -> None:
    names = {entry.on.isoformat(): entry.name for entry in read_notice(NOTICE_2025, 2025)}
    assert names["2025-10-01"] == names["2025-09-28"] == "NATIONAL_DAY"
    assert names["2025-01-26"] == "SPRING_FESTIVAL"
    assert names["2025-04-27"] == "LABOUR_DAY"


def test_new_year_may_begin_in_the_year_before() -> None:
    read = read_notice("元旦：2022年12月30日至2023年1月2日放假，共4天。", 2023)
    assert [entry.on.isoformat() for entry in read] == ["2022-12-30", "2023-01-02"]


def test_a_table_is_read_with_either_words_and_dates() -> None:
    text = "日期,类型,名称\n2027-01-01,OFF,元旦\n2027/2/6,班,春节\n2027年5月3日;休;店庆\n"
    assert read_notice(text, 2027) == (
        CalendarEntry(date(2027, 1, 1), DayKind.OFF, "NEW_YEAR"),
        CalendarEntry(date(2027, 2, 6), DayKind.WORK, "SPRING_FESTIVAL"),
        CalendarEntry(date(2027, 5, 3), DayKind.OFF, "店庆"),
    )


def test_a_table_as_a_spreadsheet_writes_it_is_read() -> None:
    text = '2027年放假安排,,\n日期,放假/上班,名称\n2027-01-01 00:00:00,休,元旦\n"2027/2/6（周六）";"班"\n,,\n2027.5.3 周一\n'
    assert [(entry.on.isoformat(), entry.kind) for entry in read_notice(text, 2027)] == [
        ("2027-01-01", DayKind.OFF),
        ("2027-02-06", DayKind.WORK),
        ("2027-05-03", DayKind.OFF),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hello",
        "2027-02-30,OFF,x",
        "2027-02-03,maybe,x",
        "2027-02-03,OFF,x\n05/03/2027,OFF,x",
        "2027-02-03,OFF,x\n五月三日,OFF,x",
        "01/01/2027,OFF,x\n2027-02-03,OFF,x",
        "2027-02-03 至 2027-02-05,OFF,x\n2027-05-03,OFF,x",
        "2027-02-03,OFF,x\n2027-02-03,WORK,x",
        "元旦：1月2日放假。1月2日上班。",
        "元旦：2月30日放假",
        "1月3日至1月1日放假",
        "一、元旦：放假",
    ],
)
def test_what_cannot_be_read_is_said_and_never_guessed(text: str) -> None:
    with pytest.raises(FieldError) as caught:
        read_notice(text, 2027)
    assert caught.value.field == "text"


@given(st.text(alphabet="一元旦春节：月日至、1234567890放假上班。\n,-年休 ", max_size=80))
def test_any_text_is_read_or_refused_in_words(text: str) -> None:
    entries: tuple[CalendarEntry, ...] = ()
    with suppress(FieldError):
        entries = read_notice(text, 2027)
    assert entries == tuple(sorted(set(entries)))


@pytest.mark.parametrize("piece", ["（", "(x", " ", "\t", "\n", "\u3000\n", "1日", "2027-", "放假 "])
def test_a_long_text_that_is_no_notice_is_refused_at_once(piece: str) -> None:
    begun = perf_counter()
    with pytest.raises(FieldError):
        read_notice("放假" + piece * 30_000, 2027)
    assert perf_counter() - begun < 3, "the window would stand still"
