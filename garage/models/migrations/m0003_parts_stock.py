"""Version 3: the storekeeper's whole job, from the purchase order to the closed day."""

from garage.models.database import database
from garage.models.migrations.runner import make_append_only, make_nullable, run_sql_file

UNIT_PRICE = "UPDATE goods_receipt_line SET price_fen = (cost_fen * 2000 + qty_milli) / (2 * qty_milli)"
_LAST = """
UPDATE part SET {column} = (
    SELECT MAX(moved_at) FROM stock_movement WHERE stock_movement.part_id = part.id AND kind IN ({kinds})
)
"""
LAST_COST = """
UPDATE part SET last_cost_fen = (
    SELECT price_fen FROM goods_receipt_line WHERE goods_receipt_line.part_id = part.id ORDER BY id DESC LIMIT 1
)
"""


def run() -> None:
    """Buying, selling, counting, closing; what older rows imply is filled in."""
    run_sql_file("m0003_parts_stock.sql")
    make_nullable("receipt", "order_id")
    make_append_only("supplier_entry")
    for statement in (
        UNIT_PRICE,
        _LAST.format(column="last_in_at", kinds="'OPENING', 'RECEIPT'"),
        _LAST.format(column="last_out_at", kinds="'ISSUE'"),
        LAST_COST,
    ):
        database.execute_sql(statement)
