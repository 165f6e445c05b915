"""How often is too often is the garage's choice, not that of a seat (E8)."""

import pytest

from garage.domain.returns_figures import USUAL_LIMIT
from garage.errors import FieldError
from garage.models.audit import AuditEntry
from garage.models.shop import Setting
from garage.services import fault_flags
from garage.services.command import By


def test_the_choice_is_kept_with_the_garage_and_in_the_log(boss: By) -> None:
    assert fault_flags.limit() == USUAL_LIMIT
    fault_flags.set_limit(boss, 5)
    fault_flags.set_limit(boss, 5)
    assert (fault_flags.limit(), Setting.get(Setting.name == fault_flags.SETTING).value) == (5, "5")
    [entry] = AuditEntry.select().where(AuditEntry.act == "frequent faults")
    assert (entry.before, entry.after) == ('{"limit":3}', '{"limit":5}')


@pytest.mark.parametrize("jobs", [0, -1, 7, 1000])
def test_only_what_is_offered_is_chosen(boss: By, jobs: int) -> None:
    with pytest.raises(FieldError) as refused:
        fault_flags.set_limit(boss, jobs)
    assert refused.value.field == "limit"
    assert fault_flags.limit() == USUAL_LIMIT
