CREATE TABLE part_number (
    id {pk},
    part_id {int} NOT NULL REFERENCES part (id),
    kind {text} NOT NULL,
    code {text} NOT NULL
);
CREATE INDEX part_number_part_id ON part_number (part_id);
CREATE INDEX part_number_code ON part_number (code);
CREATE TABLE part_substitute (
    id {pk},
    part_id {int} NOT NULL REFERENCES part (id),
    substitute_id {int} NOT NULL REFERENCES part (id),
    note {text} NOT NULL
);
CREATE INDEX part_substitute_part_id ON part_substitute (part_id);
CREATE INDEX part_substitute_substitute_id ON part_substitute (substitute_id);
CREATE UNIQUE INDEX part_substitute_part_id_substitute_id ON part_substitute (part_id, substitute_id);
CREATE TABLE part_price (
    id {pk},
    created_at {moment} NOT NULL,
    created_by {int} NOT NULL,
    version {int} NOT NULL,
    part_id {int} NOT NULL REFERENCES part (id),
    starts_on {date} NOT NULL,
    price_fen {big} NOT NULL,
    member_price_fen {big},
    basis {text} NOT NULL,
    markup_bp {int} NOT NULL,
    applied {bool} NOT NULL,
    reason {text} NOT NULL,
    withdrawn_at {moment}
);
CREATE INDEX part_price_applied_starts_on ON part_price (applied, starts_on);
CREATE INDEX part_price_part_id ON part_price (part_id);
CREATE TABLE operation_price (
    id {pk},
    created_at {moment} NOT NULL,
    created_by {int} NOT NULL,
    version {int} NOT NULL,
    operation_id {int} NOT NULL REFERENCES operation (id),
    starts_on {date} NOT NULL,
    hours_centi {int} NOT NULL,
    fixed_price_fen {big},
    member_price_fen {big},
    applied {bool} NOT NULL,
    reason {text} NOT NULL,
    withdrawn_at {moment}
);
CREATE INDEX operation_price_applied_starts_on ON operation_price (applied, starts_on);
CREATE INDEX operation_price_operation_id ON operation_price (operation_id);
CREATE TABLE service_package (
    id {pk},
    created_at {moment} NOT NULL,
    created_by {int} NOT NULL,
    version {int} NOT NULL,
    code {text} NOT NULL,
    name {text} NOT NULL,
    note {text} NOT NULL,
    price_fen {big},
    member_price_fen {big},
    active {bool} NOT NULL
);
CREATE UNIQUE INDEX service_package_code ON service_package (code);
CREATE TABLE package_line (
    id {pk},
    package_id {int} NOT NULL REFERENCES service_package (id),
    position {int} NOT NULL,
    kind {text} NOT NULL,
    name {text} NOT NULL,
    operation_id {int} REFERENCES operation (id),
    part_id {int} REFERENCES part (id),
    qty_milli {big} NOT NULL,
    hours_centi {int},
    unit_price_fen {big}
);
CREATE INDEX package_line_package_id ON package_line (package_id);
CREATE INDEX package_line_operation_id ON package_line (operation_id);
CREATE INDEX package_line_part_id ON package_line (part_id);
CREATE TABLE package_price (
    id {pk},
    created_at {moment} NOT NULL,
    created_by {int} NOT NULL,
    version {int} NOT NULL,
    package_id {int} NOT NULL REFERENCES service_package (id),
    starts_on {date} NOT NULL,
    price_fen {big},
    member_price_fen {big},
    applied {bool} NOT NULL,
    reason {text} NOT NULL,
    withdrawn_at {moment}
);
CREATE INDEX package_price_applied_starts_on ON package_price (applied, starts_on);
CREATE INDEX package_price_package_id ON package_price (package_id);
CREATE TABLE photo (
    id {pk},
    created_at {moment} NOT NULL,
    created_by {int} NOT NULL,
    version {int} NOT NULL,
    noun {text} NOT NULL,
    ref {int} NOT NULL,
    position {int} NOT NULL,
    caption {text} NOT NULL,
    picture {blob} NOT NULL,
    thumbnail {blob} NOT NULL
);
CREATE INDEX photo_noun_ref ON photo (noun, ref);
CREATE TABLE purchase_order (
    id {pk},
    created_at {moment} NOT NULL,
    created_by {int} NOT NULL,
    version {int} NOT NULL,
    no {text} NOT NULL,
    supplier_id {int} NOT NULL REFERENCES supplier (id),
    state {text} NOT NULL,
    ordered_at {moment},
    expected_on {date},
    approved_by {int},
    approved_at {moment},
    note {text} NOT NULL,
    closed_at {moment},
    close_reason {text} NOT NULL
);
CREATE UNIQUE INDEX purchase_order_no ON purchase_order (no);
CREATE INDEX purchase_order_supplier_id ON purchase_order (supplier_id);
CREATE INDEX purchase_order_state ON purchase_order (state);
CREATE TABLE purchase_order_line (
    id {pk},
    purchase_order_id {int} NOT NULL REFERENCES purchase_order (id),
    position {int} NOT NULL,
    part_id {int} NOT NULL REFERENCES part (id),
    qty_milli {big} NOT NULL,
    price_fen {big} NOT NULL,
    received_milli {big} NOT NULL,
    dropped_milli {big} NOT NULL,
    order_line_id {int} REFERENCES order_line (id),
    note {text} NOT NULL,
    CHECK (qty_milli > 0 AND received_milli >= 0 AND dropped_milli >= 0)
);
CREATE INDEX purchase_order_line_purchase_order_id ON purchase_order_line (purchase_order_id);
CREATE INDEX purchase_order_line_part_id ON purchase_order_line (part_id);
CREATE INDEX purchase_order_line_order_line_id ON purchase_order_line (order_line_id);
CREATE TABLE supplier_invoice (
    id {pk},
    created_at {moment} NOT NULL,
    created_by {int} NOT NULL,
    version {int} NOT NULL,
    supplier_id {int} NOT NULL REFERENCES supplier (id),
    invoice_no {text} NOT NULL,
    invoiced_on {date} NOT NULL,
    due_on {date} NOT NULL,
    amount_fen {big} NOT NULL,
    tax_fen {big} NOT NULL,
    difference_fen {big} NOT NULL,
    stock_fen {big} NOT NULL,
    note {text} NOT NULL,
    voided_at {moment},
    void_reason {text} NOT NULL
);
CREATE INDEX supplier_invoice_supplier_id ON supplier_invoice (supplier_id);
CREATE TABLE supplier_payment (
    id {pk},
    created_at {moment} NOT NULL,
    created_by {int} NOT NULL,
    version {int} NOT NULL,
    no {text} NOT NULL,
    supplier_id {int} NOT NULL REFERENCES supplier (id),
    method {text} NOT NULL,
    amount_fen {big} NOT NULL,
    paid_at {moment} NOT NULL,
    note {text} NOT NULL,
    reversal_of_id {int} REFERENCES supplier_payment (id),
    reason {text} NOT NULL
);
CREATE UNIQUE INDEX supplier_payment_no ON supplier_payment (no);
CREATE INDEX supplier_payment_supplier_id ON supplier_payment (supplier_id);
CREATE UNIQUE INDEX supplier_payment_reversal_of_id ON supplier_payment (reversal_of_id);
CREATE TABLE supplier_entry (
    id {pk},
    supplier_id {int} NOT NULL REFERENCES supplier (id),
    kind {text} NOT NULL,
    amount_fen {big} NOT NULL,
    balance_fen {big} NOT NULL,
    document {text} NOT NULL,
    due_on {date},
    at {moment} NOT NULL,
    who {int} NOT NULL,
    note {text} NOT NULL,
    reversal_of_id {int} REFERENCES supplier_entry (id)
);
CREATE UNIQUE INDEX supplier_entry_reversal_of_id ON supplier_entry (reversal_of_id);
CREATE INDEX supplier_entry_supplier_id_id ON supplier_entry (supplier_id, id);
CREATE INDEX supplier_entry_supplier_id_due_on ON supplier_entry (supplier_id, due_on);
CREATE INDEX supplier_entry_document ON supplier_entry (document);
CREATE TABLE supplier_return (
    id {pk},
    created_at {moment} NOT NULL,
    created_by {int} NOT NULL,
    version {int} NOT NULL,
    no {text} NOT NULL,
    supplier_id {int} NOT NULL REFERENCES supplier (id),
    returned_at {moment} NOT NULL,
    reason {text} NOT NULL,
    carrier {text} NOT NULL,
    note {text} NOT NULL,
    reversed_at {moment},
    reverse_reason {text} NOT NULL
);
CREATE UNIQUE INDEX supplier_return_no ON supplier_return (no);
CREATE INDEX supplier_return_supplier_id ON supplier_return (supplier_id);
CREATE TABLE supplier_return_line (
    id {pk},
    supplier_return_id {int} NOT NULL REFERENCES supplier_return (id),
    position {int} NOT NULL,
    part_id {int} NOT NULL REFERENCES part (id),
    qty_milli {big} NOT NULL,
    value_fen {big} NOT NULL,
    credit_fen {big} NOT NULL,
    receipt_line_id {int}
);
CREATE INDEX supplier_return_line_supplier_return_id ON supplier_return_line (supplier_return_id);
CREATE INDEX supplier_return_line_part_id ON supplier_return_line (part_id);
CREATE INDEX supplier_return_line_receipt_line_id ON supplier_return_line (receipt_line_id);
CREATE TABLE line_serial (
    id {pk},
    order_line_id {int} NOT NULL REFERENCES order_line (id),
    part_id {int} NOT NULL REFERENCES part (id),
    issue_id {int} NOT NULL REFERENCES goods_issue (id),
    new_serial {text} NOT NULL,
    old_serial {text} NOT NULL,
    returned {bool} NOT NULL
);
CREATE INDEX line_serial_order_line_id ON line_serial (order_line_id);
CREATE INDEX line_serial_part_id ON line_serial (part_id);
CREATE INDEX line_serial_issue_id ON line_serial (issue_id);
CREATE INDEX line_serial_new_serial ON line_serial (new_serial);
CREATE INDEX line_serial_old_serial ON line_serial (old_serial);
CREATE TABLE old_part_duty (
    id {pk},
    created_at {moment} NOT NULL,
    created_by {int} NOT NULL,
    version {int} NOT NULL,
    order_line_id {int} NOT NULL REFERENCES order_line (id),
    part_id {int} NOT NULL REFERENCES part (id),
    staff_id {int} NOT NULL REFERENCES staff (id),
    document {text} NOT NULL,
    qty_milli {big} NOT NULL,
    value_fen {big} NOT NULL,
    state {text} NOT NULL,
    opened_at {moment} NOT NULL,
    closed_at {moment},
    closed_by {int},
    charge_fen {big} NOT NULL,
    note {text} NOT NULL
);
CREATE INDEX old_part_duty_order_line_id ON old_part_duty (order_line_id);
CREATE INDEX old_part_duty_part_id ON old_part_duty (part_id);
CREATE INDEX old_part_duty_staff_id ON old_part_duty (staff_id);
CREATE INDEX old_part_duty_state ON old_part_duty (state);
CREATE TABLE stocktake (
    id {pk},
    created_at {moment} NOT NULL,
    created_by {int} NOT NULL,
    version {int} NOT NULL,
    no {text} NOT NULL,
    scope {text} NOT NULL,
    scope_text {text} NOT NULL,
    blind {bool} NOT NULL,
    state {text} NOT NULL,
    snapshot_at {moment} NOT NULL,
    reviewed_at {moment},
    reviewed_by {int},
    approved_by {int},
    posted_at {moment},
    note {text} NOT NULL,
    cancel_reason {text} NOT NULL
);
CREATE UNIQUE INDEX stocktake_no ON stocktake (no);
CREATE INDEX stocktake_state ON stocktake (state);
CREATE TABLE stocktake_line (
    id {pk},
    stocktake_id {int} NOT NULL REFERENCES stocktake (id),
    position {int} NOT NULL,
    part_id {int} NOT NULL REFERENCES part (id),
    bin {text} NOT NULL,
    book_milli {big} NOT NULL,
    book_fen {big} NOT NULL,
    counted_milli {big},
    counted_at {moment},
    counted_by {int},
    expected_milli {big},
    difference_milli {big} NOT NULL,
    difference_fen {big} NOT NULL,
    reason {text} NOT NULL
);
CREATE INDEX stocktake_line_stocktake_id ON stocktake_line (stocktake_id);
CREATE INDEX stocktake_line_part_id ON stocktake_line (part_id);
CREATE UNIQUE INDEX stocktake_line_stocktake_id_part_id ON stocktake_line (stocktake_id, part_id);
CREATE TABLE write_off (
    id {pk},
    created_at {moment} NOT NULL,
    created_by {int} NOT NULL,
    version {int} NOT NULL,
    no {text} NOT NULL,
    written_off_at {moment} NOT NULL,
    reason {text} NOT NULL,
    approved_by {int},
    note {text} NOT NULL,
    reversed_at {moment},
    reverse_reason {text} NOT NULL
);
CREATE UNIQUE INDEX write_off_no ON write_off (no);
CREATE TABLE write_off_line (
    id {pk},
    write_off_id {int} NOT NULL REFERENCES write_off (id),
    position {int} NOT NULL,
    part_id {int} NOT NULL REFERENCES part (id),
    qty_milli {big} NOT NULL,
    value_fen {big} NOT NULL
);
CREATE INDEX write_off_line_write_off_id ON write_off_line (write_off_id);
CREATE INDEX write_off_line_part_id ON write_off_line (part_id);
CREATE TABLE day_close (
    id {pk},
    created_at {moment} NOT NULL,
    created_by {int} NOT NULL,
    version {int} NOT NULL,
    closed_on {date} NOT NULL,
    closed_at {moment} NOT NULL,
    last_movement_id {int} NOT NULL,
    movements {int} NOT NULL,
    in_fen {big} NOT NULL,
    out_fen {big} NOT NULL,
    value_fen {big} NOT NULL,
    note {text} NOT NULL
);
CREATE INDEX day_close_closed_on ON day_close (closed_on);
CREATE TABLE counter_sale (
    id {pk},
    created_at {moment} NOT NULL,
    created_by {int} NOT NULL,
    version {int} NOT NULL,
    no {text} NOT NULL,
    customer_id {int} REFERENCES customer (id),
    buyer {text} NOT NULL,
    phone {text} NOT NULL,
    sold_at {moment} NOT NULL,
    gross_fen {big} NOT NULL,
    discount_fen {big} NOT NULL,
    rounding_off_fen {big} NOT NULL,
    payable_fen {big} NOT NULL,
    tax_bp {int} NOT NULL,
    owed_fen {big} NOT NULL,
    return_of_id {int} REFERENCES counter_sale (id),
    discount_reason {text} NOT NULL,
    discount_by {int},
    on_account_by {int},
    credit_override {text} NOT NULL,
    due_on {date},
    note {text} NOT NULL,
    voided_at {moment},
    void_reason {text} NOT NULL,
    CHECK (payable_fen = gross_fen - discount_fen - rounding_off_fen AND rounding_off_fen >= 0 AND rounding_off_fen < 100)
);
CREATE UNIQUE INDEX counter_sale_no ON counter_sale (no);
CREATE INDEX counter_sale_customer_id ON counter_sale (customer_id);
CREATE INDEX counter_sale_sold_at ON counter_sale (sold_at);
CREATE INDEX counter_sale_owed_fen ON counter_sale (owed_fen);
CREATE INDEX counter_sale_return_of_id ON counter_sale (return_of_id);
CREATE TABLE counter_sale_line (
    id {pk},
    sale_id {int} NOT NULL REFERENCES counter_sale (id),
    position {int} NOT NULL,
    part_id {int} NOT NULL REFERENCES part (id),
    qty_milli {big} NOT NULL,
    unit_price_fen {big} NOT NULL,
    gross_fen {big} NOT NULL,
    discount_fen {big} NOT NULL,
    value_fen {big} NOT NULL,
    returned_milli {big} NOT NULL,
    line_of_id {int} REFERENCES counter_sale_line (id),
    CHECK (discount_fen >= 0 AND discount_fen <= gross_fen AND returned_milli >= 0 AND returned_milli <= qty_milli)
);
CREATE INDEX counter_sale_line_sale_id ON counter_sale_line (sale_id);
CREATE INDEX counter_sale_line_part_id ON counter_sale_line (part_id);
CREATE INDEX counter_sale_line_line_of_id ON counter_sale_line (line_of_id);
ALTER TABLE settlement ADD COLUMN rounding {text} NOT NULL DEFAULT '';
ALTER TABLE supplier ADD COLUMN address {text} NOT NULL DEFAULT '';
ALTER TABLE supplier ADD COLUMN uscc {text} NOT NULL DEFAULT '';
ALTER TABLE supplier ADD COLUMN email {text} NOT NULL DEFAULT '';
ALTER TABLE supplier ADD COLUMN bank_account {text} NOT NULL DEFAULT '';
ALTER TABLE supplier ADD COLUMN payment_days {int} NOT NULL DEFAULT 0;
ALTER TABLE supplier ADD COLUMN lead_days {int} NOT NULL DEFAULT 0;
ALTER TABLE supplier ADD COLUMN return_policy {text} NOT NULL DEFAULT '';
ALTER TABLE supplier ADD COLUMN payable_fen {big} NOT NULL DEFAULT 0;
ALTER TABLE part ADD COLUMN part_group {text} NOT NULL DEFAULT '';
ALTER TABLE part ADD COLUMN serial_tracked {bool} NOT NULL DEFAULT {false};
ALTER TABLE part ADD COLUMN max_qty_milli {big} NOT NULL DEFAULT 0;
ALTER TABLE part ADD COLUMN member_price_fen {big};
ALTER TABLE part ADD COLUMN price_basis {text} NOT NULL DEFAULT 'FIXED';
ALTER TABLE part ADD COLUMN markup_bp {int} NOT NULL DEFAULT 0;
ALTER TABLE part ADD COLUMN last_cost_fen {big};
ALTER TABLE part ADD COLUMN last_in_at {moment};
ALTER TABLE part ADD COLUMN last_out_at {moment};
ALTER TABLE part ADD COLUMN counted_at {moment};
ALTER TABLE operation ADD COLUMN member_price_fen {big};
ALTER TABLE customer ADD COLUMN member_level {text} NOT NULL DEFAULT '';
ALTER TABLE goods_receipt ADD COLUMN purchase_order_id {int} REFERENCES purchase_order (id);
ALTER TABLE goods_receipt ADD COLUMN invoice_id {int} REFERENCES supplier_invoice (id);
ALTER TABLE goods_receipt ADD COLUMN freight_fen {big} NOT NULL DEFAULT 0;
ALTER TABLE goods_receipt ADD COLUMN inspected_by {int};
ALTER TABLE goods_receipt ADD COLUMN spot {bool} NOT NULL DEFAULT {false};
ALTER TABLE goods_receipt ADD COLUMN vendor {text} NOT NULL DEFAULT '';
ALTER TABLE goods_receipt ADD COLUMN bought_by {int};
ALTER TABLE goods_receipt ADD COLUMN method {text} NOT NULL DEFAULT '';
ALTER TABLE goods_receipt_line ADD COLUMN price_fen {big} NOT NULL DEFAULT 0;
ALTER TABLE goods_receipt_line ADD COLUMN freight_fen {big} NOT NULL DEFAULT 0;
ALTER TABLE goods_receipt_line ADD COLUMN purchase_line_id {int} REFERENCES purchase_order_line (id);
ALTER TABLE goods_receipt_line ADD COLUMN order_line_id {int} REFERENCES order_line (id);
ALTER TABLE goods_receipt_line ADD COLUMN rejected_milli {big} NOT NULL DEFAULT 0;
ALTER TABLE goods_receipt_line ADD COLUMN finding {text} NOT NULL DEFAULT '';
ALTER TABLE goods_receipt_line ADD COLUMN returned_milli {big} NOT NULL DEFAULT 0;
ALTER TABLE goods_receipt_line ADD COLUMN difference_fen {big} NOT NULL DEFAULT 0;
ALTER TABLE goods_receipt_line ADD COLUMN expires_on {date};
ALTER TABLE stock_movement ADD COLUMN line_id {int};
ALTER TABLE receipt ADD COLUMN sale_id {int} REFERENCES counter_sale (id);
CREATE INDEX part_part_group ON part (part_group);
CREATE INDEX goods_receipt_purchase_order_id ON goods_receipt (purchase_order_id);
CREATE INDEX goods_receipt_invoice_id ON goods_receipt (invoice_id);
CREATE INDEX goods_receipt_received_at ON goods_receipt (received_at);
CREATE INDEX goods_receipt_line_purchase_line_id ON goods_receipt_line (purchase_line_id);
CREATE INDEX goods_receipt_line_order_line_id ON goods_receipt_line (order_line_id);
CREATE INDEX stock_movement_moved_at ON stock_movement (moved_at);
CREATE INDEX receipt_sale_id ON receipt (sale_id);
