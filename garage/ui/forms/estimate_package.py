"""A service package in an estimate: found by name like work and parts, dropped in as its lines in one step (A9)."""

from collections.abc import Iterable
from datetime import date

from garage.domain.money import format_yuan
from garage.i18n import _, ngettext
from garage.services import package_lines, packages
from garage.services.package_lines import Dropped
from garage.services.packages import PackageRow
from garage.ui.forms.estimate_lines import Row, row_of
from garage.ui.kit.grid_model import GridModel
from garage.ui.kit.search_field import Hit


def hits(text: str, today: date, most: int) -> list[Hit]:
    """Packages in use that fit, marked as such."""
    return [hit(one) for one in packages.find(text, today, most)]


def hit(package: PackageRow) -> Hit:
    """How a package shows among what was found."""
    count = ngettext("{n} line", "{n} lines", package.lines).format(n=package.lines)
    words = " · ".join(filter(None, (_("Package"), package.code, count, package.note)))
    return Hit(package, package.name, words, format_yuan(package.charged_fen), code=package.code)


def drop_in(lines: GridModel, at: int, package: PackageRow, today: date, customer_id: int | None) -> Dropped:
    """Put the lines of a package into the grid: the first into row `at`, the others behind the last one."""
    dropped = package_lines.drop(package.id, today, customer_id)
    for place, values in zip(_rows(lines, at, len(dropped.lines)), _values(dropped), strict=True):
        lines.set_values(place, values)
    return dropped


def said(dropped: Dropped) -> str:
    """What has to be said of a package that was dropped in; "" when all of it is there."""
    return "\n".join((f"{dropped.name}:", *dropped.remarks)) if dropped.remarks else ""


def _rows(lines: GridModel, at: int, count: int) -> Iterable[int]:
    yield at
    for _more in range(count - 1):
        yield lines.append()


def _values(dropped: Dropped) -> Iterable[Row]:
    return [row_of(line) for line in dropped.lines]
