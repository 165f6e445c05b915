"""Jobs with claim lines that nobody has claimed yet: one is chosen, its claim is drafted."""

from PySide6.QtWidgets import QWidget

from garage.domain.plates import display_plate
from garage.i18n import _
from garage.services.claim_drafts import UnclaimedJob, unclaimed
from garage.ui.desk import Desk
from garage.ui.forms.order_head import words
from garage.ui.kit.choice_fields import ChoiceField
from garage.ui.kit.form_dialog import FormDialog


class NewClaimForm(FormDialog):
    """`saved` carries the job whose claim is to be drafted."""

    def __init__(self, parent: QWidget | None, desk: Desk) -> None:
        del desk
        title = _("Claim for a job")
        told = _("Jobs with lines that a supplier stands for, and that no claim has yet; the oldest first.")
        super().__init__(parent, title, told, _("Go on"), width=680)
        self.setObjectName("claim_new_form")
        jobs = unclaimed()
        if not jobs:
            self.add_widget(
                words(
                    _(
                        "Nothing is left to be claimed. A line is claimed when its pay type is “Warranty claim”."
                    )
                )
            )
        self._job = self.add_field(
            "job",
            _("Job"),
            ChoiceField(choices=[(job, about(job)) for job in jobs]),
            required=True,
        )

    def save(self) -> UnclaimedJob:
        job: UnclaimedJob = self._job.value()
        return job


def about(job: UnclaimedJob) -> str:
    """A job in one line."""
    return " · ".join(
        filter(
            None, (job.order_no, display_plate(job.plate), job.model, job.name, f"{job.received_on:%m-%d}")
        )
    )
