"""The paper of a summary and the satisfaction report on their way to the printer."""

from PySide6.QtWidgets import QWidget

from garage.domain.summaries import SummaryPeriod
from garage.services import papers_summaries, summary_rows
from garage.ui.desk import Desk
from garage.ui.forms.printing import show


def print_summary(parent: QWidget | None, desk: Desk, summary_id: int) -> None:
    """月度小结 or 年度总结."""
    number = summary_rows.one(summary_id).no
    show(parent, desk, "summary", number, lambda imprint: papers_summaries.summary(summary_id, imprint))


def print_satisfaction(parent: QWidget | None, desk: Desk, period: SummaryPeriod) -> None:
    """满意度报告 of a month or a year."""
    show(
        parent,
        desk,
        "satisfaction",
        str(period),
        lambda imprint: papers_summaries.satisfaction(period, imprint),
    )
