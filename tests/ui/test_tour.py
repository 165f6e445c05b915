"""The tour leaves what it promises: pictures, papers that a customer can rely on, and a database in order."""

import os
import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtGui import QImage

from tests.reports.conftest import Print
from tests.reports.office import every_check_is_zero
from tests.ui.tour_books import (
    bad_day_in_the_books,
    care_in_the_books,
    comeback_in_the_books,
    database_in_order,
    store_in_the_books,
)

ROOT = Path(__file__).parents[2]
PAPERS = {
    "reception": "WO-2026-00005",
    "authorisation": "WO-2026-00005-A1",
    "job-card": "WO-2026-00005",
    "issue-slip": "GI-2026-00004",
    "settlement": "ST-2026-00002",
    "receipt": "RC-2026-00002",
    "exit-pass": "EP-2026-00002",
}
TROUBLE = {
    "receipt-RC-2026-00006": {
        "en": ["Deposit Receipt", "Held as deposit ¥1,000.00"],
        "zh_CN": ["定金收据", "定金余额 ¥1,000.00"],
    },
    "delay-WO-2026-00007-D1": {
        "en": ["Delay Notice", "2026-03-24 15:00", "By phone", "One of two shock absorbers"],
        "zh_CN": ["延期交车告知单", "2026-03-24 15:00", "电话", "前减震器只到了一支"],
    },
    "supplement-WO-2026-00007-S1": {
        "en": ["concerns the safety", "declined", "the brakes may fail", "Customer's signature"],
        "zh_CN": ["涉及行车安全", "不同意", "制动可能失灵", "托修方签字"],
    },
    "supplement-WO-2026-00007-S2": {
        "en": ["agreed", "By phone 13530127766", "¥2,995.80"],
        "zh_CN": ["同意", "电话 13530127766", "¥2,995.80"],
    },
    "exit-pass-EP-2026-00006": {"en": ["Road test", "Back by"], "zh_CN": ["路试", "预计返回"]},
    "inspection-WO-2026-00007": {
        "en": ["Sent back 1", "Final inspection, round 2", "front disc 22.6 mm", "Diagnosis"],
        "zh_CN": ["返工 1 次", "总检（第 2 次）", "前盘 22.6 mm", "维修前诊断"],
    },
    "certificate-QC-2026-00001": {
        "en": ["Completion Certificate", "Warranty card", "5,000 km or 30 days", "81,214 km"],
        "zh_CN": ["机动车维修竣工出厂合格证", "质量保证卡", "5,000 公里或 30 日", "81,214 km"],
    },
    "settlement-ST-2026-00006": {
        "en": ["Paid so far ¥1,500.00", "Still to pay ¥1,175.80", "¥2,675.80"],
        "zh_CN": ["已付金额 ¥1,500.00", "未付 ¥1,175.80", "¥2,675.80"],
    },
    "receipt-RC-2026-00007": {"en": ["Repair charges", "¥500.00"], "zh_CN": ["维修款", "¥500.00"]},
    "settlement-ST-2026-00007": {
        "en": [
            "On account",
            "due on 2026-04-23",
            "Rounding off -¥0.80",
            "Still to pay ¥1,175.00",
            "¥2,675.00",
        ],
        "zh_CN": ["挂账", "2026-04-23 前付清", "抹零 -¥0.80", "未付 ¥1,175.00", "¥2,675.00"],
    },
    "exit-pass-EP-2026-00007": {
        "en": ["On account", "Approved by Frank Zhang"],
        "zh_CN": ["挂账", "批准人 张志强"],
    },
    "exit-pass-EP-2026-00008": {"en": ["Unrepaired", "costs too much"], "zh_CN": ["未修", "大修费用高"]},
    "receipt-RC-2026-00008": {
        "en": ["Account Payment Receipt", "Bank transfer ¥1,175.00"],
        "zh_CN": ["银行转账 ¥1,175.00"],
    },
}
"""What the papers of the bad day say, by their files."""
STORE = {
    "purchase-order-PO-2026-00001": {
        "en": ["Zhongcheng Parts Co.", "06H903023F", "Goods expected 2026-04-09", "3,069.00"],
        "zh_CN": ["深圳市众诚汽配有限公司", "06H903023F", "2026-04-09", "3,069.00"],
    },
    "goods-receipt-GR-2026-00005": {
        "en": ["PO-2026-00001", "Housing cracked", "freight 36.00", "2,001.00"],
        "zh_CN": ["PO-2026-00001", "外壳有裂纹", "36.00", "2,001.00"],
    },
    "supplier-payment-PV-2026-00001": {
        "en": ["Payment Voucher", "Bank transfer", "Still owed ¥2,335.00", "¥989.10"],
        "zh_CN": ["银行转账", "玖佰捌拾玖元壹角整", "¥2,335.00", "¥989.10"],
    },
    "supplier-statement-0001-20260301-20260409": {
        "en": ["Invoice difference", "26442000000118830421", "PV-2026-00001", "2,335.00"],
        "zh_CN": ["发票差额", "26442000000118830421", "PV-2026-00001", "2,335.00"],
    },
    "supplier-return-SR-2026-00001": {
        "en": ["Not the type that was ordered", "SF Express", "GR-2026-00002", "388.50"],
        "zh_CN": ["型号发错", "顺丰速运", "GR-2026-00002", "388.50"],
    },
    "issue-slip-GI-2026-00010": {
        "en": ["F00M-2604-0731", "F00M-1809-4415", "Drawn by Chen Yong"],
        "zh_CN": ["F00M-2604-0731", "F00M-1809-4415", "陈永强"],
    },
    "return-slip-GB-2026-00001": {
        "en": ["OF-001", "Not the filter for this engine", "Returned by Chen Yong"],
        "zh_CN": ["JL-001", "滤芯型号不对", "陈永强"],
    },
    "outside-purchases-2026-W15": {
        "en": ["2026-04-06 to 2026-04-12", "BU-H7", "Corner Parts Shop", "Cash 28.00"],
        "zh_CN": ["DP-H7", "路口汽配店", "贰拾捌元整"],
    },
    "parts-sale-CS-2026-00001": {"en": ["388.00", "WeChat"], "zh_CN": ["叁佰捌拾捌元整", "微信"]},
    "receipt-RC-2026-00009": {"en": ["CS-2026-00001", "¥388.00"], "zh_CN": ["CS-2026-00001", "¥388.00"]},
    "count-sheet-TK-2026-00001": {"en": ["blind", "A-05"], "zh_CN": ["盲盘", "A-05"]},
    "count-differences-TK-2026-00001": {
        "en": ["A can was drawn without a slip", "−196.00"],
        "zh_CN": ["上次领用少记一桶", "−196.00"],
    },
    "write-off-WF-2026-00001": {
        "en": ["Stood too long", "Approved by Frank Zhang"],
        "zh_CN": ["存放过久", "张志强"],
    },
    "day-close-DC-20260409-1": {
        "en": ["Value before ¥16,835.01", "Value after ¥16,474.71", "Returned to stock", "-360.30"],
        "zh_CN": ["¥16,835.01", "¥16,474.71", "退料入库", "-360.30"],
    },
    "part-labels-20260409-084000": {"en": ["AL-140", "C-03"], "zh_CN": ["FDJ-140", "C-03"]},
    "price-list-PL-20260409": {"en": ["Small service", "368.00"], "zh_CN": ["小保养套餐", "368.00"]},
}
"""What the papers of the storekeeper say, by their files."""
COMEBACK = {
    "warranty-verdict-WO-2026-00010": {
        "en": ["left 2026-03-24 + 30 days = 2026-04-23", "2,382 of 5,000 km", "344 days left", "Rework"],
        "zh_CN": ["2026-04-23", "2,382", "344", "返修"],
    },
    "rework-record-RW-2026-00001": {
        "en": ["Replace front shock absorbers", "The rod seal of the left absorber leaks", "2026-04-17"],
        "zh_CN": ["更换前减震器", "油封漏油", "2026-04-17"],
    },
    "settlement-ST-2026-00008": {
        "en": ["Warranty rework", "Warranty claim", "Still to pay ¥0.00"],
        "zh_CN": ["返修", "索赔", "未付 ¥0.00"],
    },
    "old-part-tags-OP-2026-00002": {
        "en": ["Front shock absorber × 1", "For the supplier"],
        "zh_CN": ["前减震器 × 1", "返还供应商"],
    },
    "claim-application-WC-2026-00001": {
        "en": ["Zhongcheng Parts Co.", "Causal part", "OP-2026-00002", "Oil at the rod seal", "312.84"],
        "zh_CN": ["深圳市众诚汽配有限公司", "祸首件", "OP-2026-00002", "油封处漏油", "叁佰壹拾贰元捌角肆分"],
    },
    "claim-list-CL-2026-00001": {
        "en": ["Due by 2026-05-10", "WC-2026-00001", "312.84"],
        "zh_CN": ["2026-05-10", "WC-2026-00001", "312.84"],
    },
    "packing-list-SH-2026-00001": {
        "en": ["SF1402611870553", "OP-2026-00002", "WC-2026-00001"],
        "zh_CN": ["SF1402611870553", "OP-2026-00002", "WC-2026-00001"],
    },
    "claim-settlement-CN-2026-00001": {
        "en": ["four fifths are paid", "Deducted ¥62.57", "Given ¥250.27"],
        "zh_CN": ["按八折核定", "¥62.57", "贰佰伍拾元零贰角柒分"],
    },
    "disposal-DL-2026-00001": {
        "en": ["Lead-acid battery", "4403-HW31-0117", "14.6 kg", "¥62.00"],
        "zh_CN": ["铅酸蓄电池", "4403-HW31-0117", "14.6 kg", "¥62.00"],
    },
    "quality-problems-0001-2026-04": {
        "en": ["Front shock absorber", "The rod seal failed early", "250.27"],
        "zh_CN": ["前减震器", "油封早期失效", "250.27"],
    },
}
"""What the papers of the returns day say, by their files."""
CARE = {
    "follow-up-record-WO-2026-00011-1": {
        "en": ["the glove box rattles", "about 5,000 km", "Lily Liu"],
        "zh_CN": ["副驾手套箱里有响声", "大约还能跑 5,000 公里", "刘晓丽"],
    },
    "register-of-calls-20260501-20260601": {"en": ["Nancy Lin", "WO-2026-00011"], "zh_CN": ["林晓燕"]},
    "complaint-CP-2026-00001": {
        "en": ["by 2026-05-26 18:05 (24 h)", "by 2026-06-03 (7 working days)", "it is quiet"],
        "zh_CN": ["2026-05-26 18:05", "2026-06-03", "不响了"],
    },
    "complaints-of-day-20260525": {"en": ["CP-2026-00001"], "zh_CN": ["CP-2026-00001"]},
    "summary-SM-2026-00001": {
        "en": ["Monthly summary", "May 2026", "filed 2026-06-01 18:22", "check in the last week of June"],
        "zh_CN": ["月度小结", "2026年5月", "归档", "六月下旬办一次夏季空调免费检测"],
    },
    "satisfaction-2026-05": {
        "en": ["Scores given: 5, on average 4.20 of 5", "Chen Yong"],
        "zh_CN": ["平均 4.20 分", "陈永强"],
    },
    "letter-LT-2026-00001": {
        "en": ["Nancy Lin", "From 2026-06-25 to 2026-06-27", "Free A/C check", "Lily Liu"],
        "zh_CN": ["林晓燕", "2026年6月25日至2026年6月27日", "夏季空调免费检测", "刘晓丽"],
    },
}
"""What the papers of the care day say, by their files."""
NUMBER = re.compile(r"[A-Z]{2}-\d{4}-\d{5}$")
AMOUNT = r"-?[\d,]+\.\d\d"
LINE = re.compile(rf"^ *\d+ .*?({AMOUNT}) +(–|{AMOUNT}) +({AMOUNT})$", re.MULTILINE)
SUBTOTAL = re.compile(rf"^ *(?:小计|Subtotal) +({AMOUNT}) +(–|{AMOUNT}) +({AMOUNT})$", re.MULTILINE)


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_the_tour_leaves_a_whole_job_and_four_more_days(language: str, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    out = tmp_path / "out"
    done = take_the_tour(out, language, home)
    assert done.returncode == 0, done.stderr
    assert not done.stderr
    left_alone(home)
    numbered_pictures(out / language)
    for kind, number in PAPERS.items():
        reliable_paper(out / language / f"{kind}-{number}.pdf", number)
    slip_adds_up(Print(out / language / f"settlement-{PAPERS['settlement']}.pdf").text())
    for name, wanted in TROUBLE.items():
        paper_says(out / language / f"{name}.pdf", wanted[language])
    for name, wanted in STORE.items():
        words_stand(out / language / f"{name}.pdf", wanted[language])
    for name, wanted in COMEBACK.items():
        words_stand(out / language / f"{name}.pdf", wanted[language])
        if number := NUMBER.search(name):
            reliable_paper(out / language / f"{name}.pdf", number[0])
    for name, wanted in CARE.items():
        words_stand(out / language / f"{name}.pdf", wanted[language])
        if number := NUMBER.search(name):
            reliable_paper(out / language / f"{name}.pdf", number[0])
    every_check_is_zero(out / language / "month-2026-05.xlsx", tmp_path)
    database_in_order(out / "garage.db")
    bad_day_in_the_books(out / "garage.db")
    store_in_the_books(out / "garage.db")
    comeback_in_the_books(out / "garage.db")
    care_in_the_books(out / "garage.db")
    stock_list_adds_up(out / language / "stock-list.xlsx", out / "garage.db")
    assert (out / "garage.db").read_bytes() == (out / language / "garage.db").read_bytes()


def test_a_database_that_no_tour_made_is_kept(tmp_path: Path) -> None:
    (tmp_path / "garage.db").write_text("mine")
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "garage.db").write_text("mine too")
    from garage.ui import tour

    tour._clear(tmp_path / "en")
    tour._put_aside(tmp_path / "garage.db", ours=False)
    assert {file.read_text() for file in tmp_path.rglob("*-garage.db")} == {"mine", "mine too"}


def take_the_tour(out: Path, language: str, home: Path) -> subprocess.CompletedProcess[str]:
    hidden = ("XDG_", "QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(hidden)}
    command = [sys.executable, "main.py", "--tour", str(out), "--lang", language]
    environment["HOME"] = str(home)
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def left_alone(home: Path) -> None:
    """Only the system's font cache may be written beside the tour's own folder."""
    assert [file for file in home.rglob("*") if file.is_file() and "fontconfig" not in file.parts] == []


def numbered_pictures(folder: Path) -> None:
    names = sorted(file.name for file in folder.glob("*.png"))
    assert len(names) >= 120
    assert [int(name[:3]) for name in names] == list(range(1, len(names) + 1))
    for name in names:
        picture = QImage(str(folder / name))
        assert (picture.width(), picture.height()) == (1280, 800)
        assert len({picture.pixel(x, y) for x in range(0, 1280, 16) for y in range(0, 800, 16)}) > 8, name


def reliable_paper(file: Path, number: str) -> None:
    paper = Print(file)
    assert number in paper.flat()
    assert paper.barcodes() == [number]
    fonts = paper.fonts()
    assert fonts
    assert all("NotoSansSC" in font[0] and font[3] == "yes" for font in fonts)


def paper_says(file: Path, wanted: list[str]) -> None:
    """Its number as a barcode, and these words."""
    number = file.stem.split("-", 1)[1].removeprefix("pass-")
    reliable_paper(file, number)
    words_stand(file, wanted)


def words_stand(file: Path, wanted: list[str]) -> None:
    said = Print(file).flat()
    assert [words for words in wanted if "".join(words.split()) not in said] == [], said


def slip_adds_up(text: str) -> None:
    """Lines make the three sums, the sums less the reductions make what was paid."""
    lines = [(fen(gross), fen(less), fen(net)) for gross, less, net in LINE.findall(text)]
    sums = [(fen(gross), fen(less), fen(net)) for gross, less, net in SUBTOTAL.findall(text)]
    assert len(lines) == 6
    assert all(gross - less == net for gross, less, net in lines + sums)
    assert [sum(column) for column in zip(*lines, strict=True)] == [
        sum(column) for column in zip(*sums, strict=True)
    ]
    labour, parts, other, total, line_discount, order_discount, rounding, paid, open_rest, payable = (
        fen(amount) for amount in re.findall(rf"-?¥{AMOUNT}", text)
    )
    assert [labour, parts, other] == [gross for gross, _less, _net in sums]
    assert total == labour + parts + other
    assert line_discount == -sum(less for _gross, less, _net in lines)
    assert payable == total + line_discount + order_discount + rounding == paid
    assert (order_discount, rounding, open_rest) == (-2_000, -56, 0)


def fen(words: str) -> int:
    return 0 if words == "–" else int(re.sub(r"[¥,.]", "", words))


def stock_list_adds_up(workbook: Path, database: Path) -> None:
    """Every part once, with what it was worth that evening."""
    rows = list(load_workbook(workbook).active.values)
    worth = [row[-1] for row in rows if isinstance(row[-1], int | float)]
    with closing(sqlite3.connect(database)) as connection:
        parts, fen = connection.execute(
            "SELECT COUNT(*), (SELECT value_fen FROM day_close) FROM part"
        ).fetchone()
    assert (len(worth), round(sum(worth) * 100)) == (parts, fen)
