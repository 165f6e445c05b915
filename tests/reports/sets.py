"""Whole sets of papers: an ordinary day, two hundred lines, nothing filled in, and names nobody should have."""

from dataclasses import replace

from garage.domain.documents import (
    AuthorisationForm,
    Car,
    Document,
    DocumentLine,
    GatePass,
    Imprint,
    IssuedPart,
    IssueSlip,
    JobCard,
    Letterhead,
    OrderHead,
    Party,
    PaymentReceipt,
    ReceptionSheet,
    SettlementSlip,
)
from garage.domain.documents_consent import DelayNotice, SupplementForm
from garage.domain.documents_quality import CompletionCertificate, InspectionSheet
from garage.domain.lines import LineKind, PartGrade, PayType
from garage.domain.orders import ConsentChannel, Priority, SupplementState
from tests.reports.samples import (
    CAR,
    GARAGE,
    HEAD,
    IMPRINT,
    LINES,
    LONG_NAME,
    NOW,
    RARE,
    answered_supplement,
    authorisation,
    delay,
    gate_pass,
    issue_slip,
    job_card,
    labour,
    part,
    receipt,
    reception,
    settlement,
    supplement,
)
from tests.reports.samples_quality import certificate, inspection_sheet


def usual() -> dict[str, Document]:
    """One of every kind of document, as on an ordinary day."""
    return {
        "reception": reception(),
        "authorisation": authorisation(),
        "estimate": authorisation(number=""),
        "job_card": job_card(),
        "issue_slip": issue_slip(),
        "return_slip": issue_slip(is_return=True, cost=False),
        "settlement": settlement(),
        "receipt": receipt(),
        "exit_pass": gate_pass(),
        "inspection_sheet": inspection_sheet(),
        "certificate": certificate(),
        "minor_certificate": certificate(required=False),
        "supplement": supplement(),
        "answered_supplement": answered_supplement(),
        "delay": delay(),
    }


def many_lines(count: int) -> tuple[DocumentLine, ...]:
    """Half labour, half parts; every seventh name is long."""
    names = ("更换火花塞", "更换变速箱油及滤网总成（含循环清洗）", "四轮定位", "拆装发动机下护板")
    lines = []
    for place in range(1, count + 1):
        name = f"{names[place % len(names)]} {place}"
        if place % 7 == 0:
            name += "——" + LONG_NAME[:60]
        if place * 2 <= count:
            lines.append(labour(place, name, 30 + place))
        else:
            lines.append(
                part(place, name, 1_000 * (1 + place % 3), 1_999 + place, code=f"06K-{place:05d}-AB")
            )
    return tuple(lines)


ORDINARY = (*LINES[:7], LINES[9])
"""Four labour operations, one of them rework, three parts with their specifications, one sublet."""


def ordinary() -> dict[str, Document]:
    """The papers of a job of eight lines that a garage prints every day."""
    return {
        "authorisation": authorisation(ORDINARY),
        "estimate": authorisation(ORDINARY, number=""),
        "job_card": job_card(ORDINARY),
        "settlement": settlement(ORDINARY),
    }


def long() -> dict[str, Document]:
    """Two hundred lines, voided reprints."""
    lines = many_lines(200)
    imprint = replace(IMPRINT, copy=2, voided=True)
    parts = tuple(
        IssuedPart(line.code, line.name, PartGrade.GENUINE, line.unit, line.qty_milli, "C-01")
        for line in lines
        if line.kind is LineKind.PART
    )
    return {
        "authorisation": replace(authorisation(lines), imprint=imprint),
        "job_card": replace(job_card(lines), imprint=imprint),
        "issue_slip": replace(issue_slip(), parts=parts, imprint=imprint),
        "settlement": replace(settlement(lines), imprint=imprint),
        "supplement": replace(supplement(lines), imprint=imprint),
    }


def empty() -> dict[str, Document]:
    """A plate, numbers and nothing else: every other field is left empty."""
    garage, head = Letterhead("诚信汽修"), OrderHead("WO-2026-00002", NOW, Party(""), Car("临"), None, "")
    printed = Imprint("", NOW)
    return {
        "reception": ReceptionSheet(garage, printed, head),
        "authorisation": AuthorisationForm(garage, printed, head, "WO-2026-00002-A1", (), 0, 0, 0, 0, 0),
        "job_card": JobCard(garage, printed, head, Priority.NORMAL, "", ()),
        "issue_slip": IssueSlip(garage, printed, "GI-2026-00001", "", Car(""), NOW, False, (), "", ""),
        "settlement": SettlementSlip(
            garage, printed, head, "ST-2026-00002", NOW, None, (), 0, 0, 0, 0, 0, "", 0, 0, 0
        ),
        "receipt": PaymentReceipt(garage, printed, "RC-2026-00002", NOW, "", "", "", "", (), 0, 0, 0, 0, ""),
        "exit_pass": GatePass(garage, printed, "EP-2026-00002", "FREE", "", "", Car(""), NOW.date(), "", NOW),
        "inspection_sheet": InspectionSheet(garage, printed, head, ()),
        "certificate": CompletionCertificate(
            garage, printed, head, "QC-2026-00002", False, (), "", NOW, None, "", NOW.date()
        ),
        "supplement": SupplementForm(
            garage,
            printed,
            head,
            "WO-2026-00002-S1",
            SupplementState.PROPOSED,
            NOW,
            "",
            safety=False,
            lines=(),
            declined=(),
            before_fen=0,
            delta_fen=0,
        ),
        "delay": DelayNotice(
            garage, printed, head, "WO-2026-00002-D1", "", None, NOW, NOW, "", ConsentChannel.SIGNED
        ),
    }


def hostile() -> dict[str, Document]:
    """Names nobody should have: markup, controls, emoji, a rare character, 500 characters without a space."""
    name = f'<b>&"王</b>{RARE}🚗\u200d\ufe0f\t\x07　某某'
    line = labour(1, LONG_NAME, 123, pay_type=PayType.INTERNAL)
    piece = part(2, "X" * 500, 1_000, 99_999_999, code="Y" * 60, brand="品" * 40, spec=LONG_NAME)
    lines = (line, piece)
    imprint = replace(IMPRINT, operator=name)
    garage = replace(GARAGE, name=LONG_NAME[:60] + name, address=LONG_NAME, logo=b"no picture")
    car = replace(CAR, model=name * 5, plate="WJ京1234X-ABCDEFGH", colour=name)
    head = replace(HEAD, customer=Party(name, "什么号码", LONG_NAME, LONG_NAME), car=car, complaint=LONG_NAME)
    return {
        "reception": replace(reception(), garage=garage, imprint=imprint, head=head, belongings=LONG_NAME),
        "authorisation": replace(authorisation(lines), garage=garage, imprint=imprint, head=head),
        "job_card": replace(
            job_card(lines), garage=garage, imprint=imprint, head=head, bay=name, belongings=LONG_NAME
        ),
        "issue_slip": replace(
            issue_slip(),
            garage=garage,
            car=car,
            parts=(IssuedPart("Y" * 60, LONG_NAME, PartGrade.USED, "个", 999_999_999, LONG_NAME[:80]),),
            issued_by=name,
        ),
        "settlement": replace(
            settlement(lines), garage=garage, imprint=imprint, head=head, work_done=LONG_NAME
        ),
        "receipt": replace(
            receipt(), garage=garage, imprint=imprint, payer=name, void_reason=LONG_NAME[:200]
        ),
        "exit_pass": replace(gate_pass(), garage=garage, imprint=imprint, car=car, issued_by=name),
        "supplement": replace(
            supplement(tuple(replace(one, name=one.name[:120], spec=one.spec[:80]) for one in lines)),
            garage=garage,
            imprint=imprint,
            head=head,
            reason=LONG_NAME[:300],
            answered_by=name,
            answered_at=NOW,
            note=LONG_NAME[:200],
            consequence=LONG_NAME[:200],
        ),
        "delay": replace(
            delay(), garage=garage, imprint=imprint, head=head, reason=LONG_NAME[:200], told_who=name
        ),
        "inspection_sheet": replace(
            inspection_sheet(),
            garage=garage,
            imprint=imprint,
            head=head,
            rounds=tuple(
                replace(
                    one,
                    inspector=name,
                    remark=LONG_NAME[:500],
                    items=tuple(replace(item, note=LONG_NAME[:80]) for item in one.items),
                )
                for one in inspection_sheet().rounds
            ),
            mechanics=(name,) * 9,
        ),
        "certificate": replace(
            certificate(),
            garage=garage,
            imprint=imprint,
            head=replace(head, customer=Party(LONG_NAME[:60])),
            inspector=name,
            void_reason=LONG_NAME[:200],
        ),
    }
