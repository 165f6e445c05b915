"""Every paper that one order has, as it was signed or as it stands, each with the moment it came about."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

from garage.domain.contacts import SPOKEN
from garage.domain.documents import AuthorisationForm, Imprint
from garage.domain.documents_dispute import PackedPaper
from garage.domain.documents_old_parts import OldPartList
from garage.domain.printables import Printable
from garage.models.audit import AuditEntry
from garage.models.complaints import Complaint
from garage.models.contacts import Question
from garage.models.letters import Letter
from garage.models.listing import tuples
from garage.models.orders import Authorisation, WorkOrder
from garage.models.rework import ReworkCase, WarrantyVerdict
from garage.models.statements import statement
from garage.services import (
    certificates,
    complaint_rows,
    delays,
    exit_passes,
    frozen,
    goods_issues,
    inspections,
    issue_slips,
    old_part_owners,
    old_part_rows,
    papers,
    papers_calls,
    papers_complaints,
    papers_consent,
    papers_letters,
    papers_money,
    papers_old_parts,
    papers_quality,
    papers_rework,
    papers_verdicts,
    receipts,
    rework_rows,
    settlements,
    shop,
    supplements,
)
from garage.services.command import By
from garage.services.contacts import TalkRow
from garage.services.order_facts import shares_of
from garage.services.order_lines import all_lines_of

_Dated = Iterator[tuple[datetime, Printable]]


def of_order(by: By, order: WorkOrder, talks: list[TalkRow]) -> tuple[PackedPaper, ...]:
    """The papers of an order in the order of events; of the talks, those at which somebody was spoken to."""
    found = [
        *_reception(by, order),
        *_consents(by, order),
        *_work(by, order),
        *_money(by, order),
        *_returns(by, order),
        *_afterwards(by, order, talks),
    ]
    return tuple(PackedPaper(paper, at) for at, paper in sorted(found, key=lambda one: one[0]))


def _reception(by: By, order: WorkOrder) -> _Dated:
    yield order.received_at, papers.reception_sheet(order.id, papers.imprint(by, "reception", order.no))


def _consents(by: By, order: WorkOrder) -> _Dated:
    """What was offered and agreed to, each as it was kept at its moment."""
    signed = tuples(_authorisations(order.id))
    for number, at, kept in signed:
        form = frozen.thaw(AuthorisationForm, bytes(kept))
        yield at, replace(form, imprint=papers.imprint(by, "authorisation", number))
    if not signed and all_lines_of(order.id):
        estimate = papers.authorisation_form(order.id, papers.imprint(by, "estimate", order.no))
        yield order.estimated_at or order.received_at, replace(estimate, number="")
    for more in supplements.of_order(order.id):
        yield more.proposed_at, supplements.form(more.id, papers.imprint(by, "supplement", more.no))
    for told in delays.of_order(order.id):
        yield told.told_at, papers_consent.delay_notice(told.no, papers.imprint(by, "delay", told.no))


def _authorisations(order_id: int) -> Any:
    query = Authorisation.select(Authorisation.no, Authorisation.signed_at, Authorisation.snapshot)
    return query.where(Authorisation.order == order_id).order_by(Authorisation.id)


def _work(by: By, order: WorkOrder) -> _Dated:
    """Job card, slips of parts without what they cost, inspections, certificates."""
    if shares_of(order.id):
        at = _dispatched.value(order.id) or order.authorised_at or order.received_at
        yield at, papers.job_card(order.id, papers.imprint(by, "job_card", order.no))
    garage = shop.letterhead()
    for row in goods_issues.issues_of(order.id):
        stamp = papers.imprint(by, "issue_slip", row.no)
        yield row.at, issue_slips.slip(row.id, garage, stamp, with_cost=False)
    checks = inspections.of_order(order.id)
    if checks:
        stamp = papers.imprint(by, "inspection_sheet", order.no)
        yield checks[-1].at, papers_quality.inspection_sheet(order.id, stamp)
    for one in certificates.of_order(order.id):
        stamp = papers.imprint(by, "certificate", one.no)
        yield one.issued_at, certificates.certificate(one.no, stamp)


@statement
def _dispatched(order_id: Any) -> Any:
    mine = (AuditEntry.noun == "work_order") & (AuditEntry.ref == order_id) & (AuditEntry.act == "DISPATCH")
    return AuditEntry.select(AuditEntry.at).where(mine).order_by(AuditEntry.id).limit(1)


def _money(by: By, order: WorkOrder) -> _Dated:
    """Bills, receipts with those that reverse them, passes; what was voided is struck out."""
    for bill in settlements.of_order(order.id):
        yield bill.at, papers_money.slip_as_it_stands(bill.no, papers.imprint(by, "settlement", bill.no))
    for paid in receipts.of_order(order.id):
        yield paid.at, papers_money.payment_receipt(paid.no, papers.imprint(by, "receipt", paid.no))
    for gate in exit_passes.of_order(order.id):
        yield gate.issued_at, papers.gate_pass(gate.no, papers.imprint(by, "exit_pass", gate.no))


def _returns(by: By, order: WorkOrder) -> _Dated:
    """Old parts, verdicts at this visit, rework of it or at it, without what another garage cost."""
    yield from _old_parts(by, order)
    decided = _decided.value(order.id)
    if decided is not None:
        yield decided, papers_verdicts.slip(order.id, papers.imprint(by, "verdict_slip", order.no))
    for case in rework_rows.of_ids(cases_of(order.id)):
        record = papers_rework.record(case.id, papers.imprint(by, "rework_record", case.no))
        yield case.opened_at, replace(record, referral_cost_fen=None)


@statement
def _decided(order_id: Any) -> Any:
    mine = WarrantyVerdict.select(WarrantyVerdict.decided_at).where(WarrantyVerdict.order == order_id)
    return mine.order_by(WarrantyVerdict.id.desc()).limit(1)


def cases_of(order_id: int) -> list[int]:
    """Ids of the rework cases that were opened at this visit, or about a line of it."""
    lines = [line.id for line in all_lines_of(order_id)]
    mine = (ReworkCase.order == order_id) | ReworkCase.original_line.in_(lines)
    return [ref for (ref,) in tuples(ReworkCase.select(ReworkCase.id).where(mine).order_by(ReworkCase.id))]


def _old_parts(by: By, order: WorkOrder) -> _Dated:
    """The register of all that came off, and a list for each time that some of it was handed over or left."""
    parts = old_part_rows.of_order(order.id, voided=True)
    if not parts:
        return
    stamp = papers.imprint(by, "old_part_list", order.no)
    came_off = [part.removed_at for part in parts]
    yield min(came_off), _register(order, parts, stamp)
    handed = dict.fromkeys(part.handed_at for part in parts if part.handed_at)
    for at in handed:
        taken = [part.id for part in parts if part.handed_at == at]
        yield at, papers_old_parts.handed_over(taken, stamp)
    words = old_part_owners.left([part.id for part in parts if part.handed_at is None])
    for at in dict.fromkeys(word.at for word in words.values()):
        stays = [ref for ref, word in words.items() if word.at == at]
        yield at, papers_old_parts.handed_over(stays, stamp)


def _register(order: WorkOrder, parts: list[old_part_rows.OldPartRow], stamp: Imprint) -> OldPartList:
    days = [part.removed_at.date() for part in parts]
    return OldPartList(
        garage=shop.letterhead(),
        imprint=stamp,
        number=order.no,
        first=min(days),
        last=max(days),
        entries=tuple(map(papers_old_parts.entry, parts)),
    )


def _afterwards(by: By, order: WorkOrder, talks: list[TalkRow]) -> _Dated:
    """Records of the follow-up calls that reached somebody, the complaints, and what was answered in writing."""
    for talk in talks:
        if talk.follow_up_id is not None and talk.outcome in SPOKEN:
            number = papers_calls.record_number(talk.id)
            yield talk.at, papers_calls.record(talk.id, papers.imprint(by, "call_record", number))
    for row in reversed(complaint_rows.of_order(order.id)):
        stamp = papers.imprint(by, "complaint", row.no)
        yield row.received_at, papers_complaints.form(row.id, stamp, inside=False)
    for letter, no, at in tuples(_answers(order.id)):
        yield at, papers_letters.batch([letter], papers.imprint(by, "letter", no))


def _answers(order_id: int) -> Any:
    """Letters that answer a complaint about the order, or a question that was put about it."""
    complaints = Complaint.select(Complaint.id).where(Complaint.order == order_id)
    questions = Question.select(Question.id).where(Question.order == order_id)
    mine = Letter.complaint.in_(complaints) | Letter.question.in_(questions)
    return Letter.select(Letter.id, Letter.no, Letter.created_at).where(mine).order_by(Letter.id)
