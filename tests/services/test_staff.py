"""The people of the garage."""

import pytest

from garage.domain.staff import Role
from garage.errors import FieldError, StaleError
from garage.services import staff
from garage.services.command import By


@pytest.mark.parametrize("field", ["name", "phone", "team"])
def test_a_text_that_is_too_long_is_named(boss: By, field: str) -> None:
    with pytest.raises(FieldError) as error:
        staff.add(boss, **{"name": "李师傅", "roles": {Role.MECHANIC}, field: "长" * 61})  # type: ignore[arg-type]
    assert error.value.field == field


def test_two_people_at_work_never_bear_one_name(boss: By, mechanic: int) -> None:
    other = staff.add(boss, name="王师傅", roles={Role.MECHANIC})
    with pytest.raises(FieldError) as error:
        staff.change(boss, other, 1, name="李师傅", roles={Role.MECHANIC})
    assert error.value.field == "name"
    staff.change(boss, other, 1, name="李师傅", roles={Role.MECHANIC}, active=False)


def test_roles_changed_by_someone_else_are_not_overwritten(boss: By, mechanic: int) -> None:
    staff.change(boss, mechanic, 1, name="李师傅", roles={Role.MECHANIC, Role.INSPECTOR})
    with pytest.raises(StaleError):
        staff.change(boss, mechanic, 1, name="李师傅", roles={Role.LEADER})
    assert staff.person(mechanic).roles == {Role.MECHANIC, Role.INSPECTOR}
