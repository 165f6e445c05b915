"""Warranties that the maker or a local rule gives on cars and their systems, from the first registration (S3, E9)."""

from collections.abc import Iterable
from dataclasses import dataclass

from garage.domain.vehicles import Fuel
from garage.i18n import N_


@dataclass(frozen=True)
class Term:
    """One term: `months` and `km` from the first registration, `km` None without a limit.

    Empty `brand`, `fuels` and `part_group` mean any; `vehicle_id` is set for one car's own; `supplier_id` is whom to
    claim from.
    """

    name: str
    months: int
    km: int | None = None
    part_group: str = ""
    brand: str = ""
    fuels: frozenset[Fuel] = frozenset()
    vehicle_id: int | None = None
    supplier_id: int | None = None
    local_rule: bool = False
    note: str = ""

    def fits(self, brand: str, fuel: Fuel, vehicle_id: int) -> bool:
        """Whether it is about that car."""
        return (
            self.vehicle_id in {None, vehicle_id}
            and (not self.brand or self.brand.casefold() == brand.strip().casefold())
            and (not self.fuels or fuel in self.fuels)
        )

    @property
    def rank(self) -> tuple[bool, bool, bool, bool, int, float]:
        """What wins over what: a local rule, then the nearest to the car, then the longer one."""
        far = float("inf") if self.km is None else self.km
        own = self.vehicle_id is not None
        return self.local_rule, own, bool(self.brand), bool(self.fuels), self.months, far


def that_hold(terms: Iterable[Term], brand: str, fuel: Fuel, vehicle_id: int) -> list[Term]:
    """The terms of a car, of each system only the one that wins, in the order of their names."""
    best: dict[str, Term] = {}
    for term in terms:
        system = (term.part_group or "").casefold()
        if term.fits(brand, fuel, vehicle_id) and (system not in best or term.rank > best[system].rank):
            best[system] = term
    return sorted(best.values(), key=lambda term: term.name)


_ELECTRIC = frozenset({Fuel.ELECTRIC})
USUAL: tuple[Term, ...] = (
    Term(N_("Traction battery"), 60, 200_000, fuels=_ELECTRIC),
    Term(N_("Drive motor"), 60, 200_000, fuels=_ELECTRIC),
    Term(N_("Motor controller"), 60, 200_000, fuels=_ELECTRIC),
    Term(N_("Minor electrics"), 36),
    Term(N_("Superstructure"), 24),
    Term(N_("Whole vehicle"), 12),
)
"""What makers usually give (S3); their names are words to be translated, and all but the last are part groups."""
