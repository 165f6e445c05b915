"""What a day brings by itself, looked at every minute: whoever is at the seat then acts (DOMAIN 4.3)."""

from garage.services import call_plans, campaign_moves, part_words, price_lists, reminders, rework_cases
from garage.services.command import By


def run(by: By) -> None:
    """Prices count from now on, reworks without evidence are free, surveys are planned, old reminders and calls are dropped.

    Campaigns begin. A new program may know more words for the parts of an old file.
    """
    part_words.refresh(by)
    price_lists.apply_due(by)
    rework_cases.lapse_due(by)
    call_plans.plan_surveys(by)
    reminders.expire_due(by)
    call_plans.lapse_due(by)
    campaign_moves.begin_due(by)
