CREATE TABLE calendar_day (
    id {pk},
    created_at {moment} NOT NULL,
    created_by {int} NOT NULL,
    version {int} NOT NULL,
    falls_on {date} NOT NULL,
    kind {text} NOT NULL,
    name {text} NOT NULL,
    source {text} NOT NULL
);
CREATE UNIQUE INDEX calendar_day_falls_on ON calendar_day (falls_on);
CREATE TABLE factory_term (
    id {pk},
    created_at {moment} NOT NULL,
    created_by {int} NOT NULL,
    version {int} NOT NULL,
    name {text} NOT NULL,
    brand {text} NOT NULL,
    fuels {text} NOT NULL,
    part_group {text} NOT NULL,
    vehicle_id {int} REFERENCES vehicle (id),
    supplier_id {int} REFERENCES supplier (id),
    months {int} NOT NULL,
    km {int},
    local_rule {bool} NOT NULL,
    active {bool} NOT NULL,
    note {text} NOT NULL
);
CREATE INDEX factory_term_vehicle_id ON factory_term (vehicle_id);
CREATE INDEX factory_term_supplier_id ON factory_term (supplier_id);
CREATE TABLE claim_terms (
    id {pk},
    created_at {moment} NOT NULL,
    created_by {int} NOT NULL,
    version {int} NOT NULL,
    supplier_id {int} NOT NULL REFERENCES supplier (id),
    months {int} NOT NULL,
    km {int},
    claim_days {int} NOT NULL,
    return_duty {text} NOT NULL,
    price_basis {text} NOT NULL,
    price_bp {int} NOT NULL,
    labour_rate_fen {big},
    approval_first {bool} NOT NULL,
    reinspects {bool} NOT NULL,
    due_day {int} NOT NULL,
    answer_days {int} NOT NULL,
    settle_mode {text} NOT NULL,
    contact {text} NOT NULL,
    phone {text} NOT NULL,
    email {text} NOT NULL,
    note {text} NOT NULL
);
CREATE UNIQUE INDEX claim_terms_supplier_id ON claim_terms (supplier_id);
CREATE TABLE shipment (
    id {pk},
    created_at {moment} NOT NULL,
    created_by {int} NOT NULL,
    version {int} NOT NULL,
    no {text} NOT NULL,
    supplier_id {int} NOT NULL REFERENCES supplier (id),
    state {text} NOT NULL,
    sent_at {moment},
    carrier {text} NOT NULL,
    waybill_no {text} NOT NULL,
    packages {int} NOT NULL,
    freight_fen {big} NOT NULL,
    received_on {date},
    received_by {text} NOT NULL,
    received_note {text} NOT NULL,
    note {text} NOT NULL,
    voided_at {moment},
    void_reason {text} NOT NULL
);
CREATE UNIQUE INDEX shipment_no ON shipment (no);
CREATE INDEX shipment_supplier_id ON shipment (supplier_id);
CREATE TABLE disposal (
    id {pk},
    created_at {moment} NOT NULL,
    created_by {int} NOT NULL,
    version {int} NOT NULL,
    no {text} NOT NULL,
    kind {text} NOT NULL,
    disposed_at {moment} NOT NULL,
    taker {text} NOT NULL,
    licence_no {text} NOT NULL,
    manifest_no {text} NOT NULL,
    weight_g {big},
    amount_fen {big} NOT NULL,
    note {text} NOT NULL,
    voided_at {moment},
    void_reason {text} NOT NULL
);
CREATE UNIQUE INDEX disposal_no ON disposal (no);
CREATE TABLE old_part (
    id {pk},
    created_at {moment} NOT NULL,
    created_by {int} NOT NULL,
    version {int} NOT NULL,
    no {text} NOT NULL,
    order_id {int} NOT NULL REFERENCES work_order (id),
    line_id {int} REFERENCES order_line (id),
    part_id {int} REFERENCES part (id),
    supplier_id {int} REFERENCES supplier (id),
    code {text} NOT NULL,
    name {text} NOT NULL,
    unit {text} NOT NULL,
    qty_milli {big} NOT NULL,
    serial {text} NOT NULL,
    fault {text} NOT NULL,
    odometer_km {int},
    removed_at {moment} NOT NULL,
    removed_by {int},
    purpose {text} NOT NULL,
    hazard {text} NOT NULL,
    intact {bool} NOT NULL,
    condition {text} NOT NULL,
    state {text} NOT NULL,
    shelf {text} NOT NULL,
    counted_at {moment},
    counted_by {int},
    handed_to {text} NOT NULL,
    handed_at {moment},
    shipment_id {int} REFERENCES shipment (id),
    back_at {moment},
    back_note {text} NOT NULL,
    scrap_reason {text} NOT NULL,
    scrap_approved_by {int},
    scrap_approved_at {moment},
    disposal_id {int} REFERENCES disposal (id),
    void_reason {text} NOT NULL
);
CREATE UNIQUE INDEX old_part_no ON old_part (no);
CREATE INDEX old_part_order_id ON old_part (order_id);
CREATE INDEX old_part_line_id ON old_part (line_id);
CREATE INDEX old_part_part_id ON old_part (part_id);
CREATE INDEX old_part_supplier_id ON old_part (supplier_id);
CREATE INDEX old_part_serial ON old_part (serial);
CREATE INDEX old_part_shipment_id ON old_part (shipment_id);
CREATE INDEX old_part_disposal_id ON old_part (disposal_id);
CREATE INDEX old_part_removed_at ON old_part (removed_at);
CREATE INDEX old_part_state_id ON old_part (state, id);
CREATE TABLE shipment_part (
    id {pk},
    shipment_id {int} NOT NULL REFERENCES shipment (id),
    old_part_id {int} NOT NULL REFERENCES old_part (id)
);
CREATE UNIQUE INDEX shipment_part_shipment_id_old_part_id ON shipment_part (shipment_id, old_part_id);
CREATE INDEX shipment_part_old_part_id ON shipment_part (old_part_id);
CREATE TABLE warranty_verdict (
    id {pk},
    created_at {moment} NOT NULL,
    created_by {int} NOT NULL,
    version {int} NOT NULL,
    order_id {int} NOT NULL REFERENCES work_order (id),
    vehicle_id {int} NOT NULL REFERENCES vehicle (id),
    source {text} NOT NULL,
    subject {text} NOT NULL,
    original_line_id {int} REFERENCES order_line (id),
    verdict {text} NOT NULL,
    line_id {int} REFERENCES order_line (id),
    odometer_km {int},
    days_left {int},
    km_left {int},
    decided_at {moment} NOT NULL,
    decided_by {int} NOT NULL,
    note {text} NOT NULL
);
CREATE INDEX warranty_verdict_order_id ON warranty_verdict (order_id);
CREATE INDEX warranty_verdict_vehicle_id ON warranty_verdict (vehicle_id);
CREATE INDEX warranty_verdict_original_line_id ON warranty_verdict (original_line_id);
CREATE INDEX warranty_verdict_line_id ON warranty_verdict (line_id);
CREATE TABLE rework_case (
    id {pk},
    created_at {moment} NOT NULL,
    created_by {int} NOT NULL,
    version {int} NOT NULL,
    no {text} NOT NULL,
    order_id {int} NOT NULL REFERENCES work_order (id),
    vehicle_id {int} NOT NULL REFERENCES vehicle (id),
    customer_id {int} NOT NULL REFERENCES customer (id),
    original_line_id {int} NOT NULL REFERENCES order_line (id),
    line_id {int} REFERENCES order_line (id),
    state {text} NOT NULL,
    fault {text} NOT NULL,
    undrivable {bool} NOT NULL,
    attempt {int} NOT NULL,
    opened_at {moment} NOT NULL,
    evidence_due_on {date} NOT NULL,
    cause {text} NOT NULL,
    evidence {text} NOT NULL,
    evidence_at {moment},
    evidence_by {int},
    decided_at {moment},
    decided_by {int},
    reason {text} NOT NULL,
    referred_to {text} NOT NULL,
    referred_at {moment},
    referral_cost_fen {big} NOT NULL,
    referral_result {text} NOT NULL,
    referral_back_at {moment},
    closed_at {moment},
    note {text} NOT NULL
);
CREATE UNIQUE INDEX rework_case_no ON rework_case (no);
CREATE INDEX rework_case_opened_at ON rework_case (opened_at);
CREATE INDEX rework_case_order_id ON rework_case (order_id);
CREATE INDEX rework_case_vehicle_id ON rework_case (vehicle_id);
CREATE INDEX rework_case_customer_id ON rework_case (customer_id);
CREATE INDEX rework_case_original_line_id ON rework_case (original_line_id);
CREATE INDEX rework_case_line_id ON rework_case (line_id);
CREATE INDEX rework_case_state_id ON rework_case (state, id);
CREATE TABLE claim_list (
    id {pk},
    created_at {moment} NOT NULL,
    created_by {int} NOT NULL,
    version {int} NOT NULL,
    no {text} NOT NULL,
    supplier_id {int} NOT NULL REFERENCES supplier (id),
    period {text} NOT NULL,
    due_on {date} NOT NULL,
    sent_at {moment},
    channel {text} NOT NULL,
    note {text} NOT NULL
);
CREATE UNIQUE INDEX claim_list_no ON claim_list (no);
CREATE INDEX claim_list_supplier_id ON claim_list (supplier_id);
CREATE INDEX claim_list_period ON claim_list (period);
CREATE TABLE claim_notice (
    id {pk},
    created_at {moment} NOT NULL,
    created_by {int} NOT NULL,
    version {int} NOT NULL,
    no {text} NOT NULL,
    supplier_id {int} NOT NULL REFERENCES supplier (id),
    state {text} NOT NULL,
    issued_at {moment} NOT NULL,
    due_on {date} NOT NULL,
    claimed_fen {big} NOT NULL,
    approved_fen {big} NOT NULL,
    mode {text} NOT NULL,
    invoice_no {text} NOT NULL,
    invoiced_on {date},
    settled_at {moment},
    payment_id {int} REFERENCES supplier_payment (id),
    note {text} NOT NULL,
    voided_at {moment},
    void_reason {text} NOT NULL
);
CREATE UNIQUE INDEX claim_notice_no ON claim_notice (no);
CREATE INDEX claim_notice_supplier_id ON claim_notice (supplier_id);
CREATE INDEX claim_notice_state ON claim_notice (state);
CREATE INDEX claim_notice_payment_id ON claim_notice (payment_id);
CREATE TABLE claim (
    id {pk},
    created_at {moment} NOT NULL,
    created_by {int} NOT NULL,
    version {int} NOT NULL,
    no {text} NOT NULL,
    supplier_id {int} NOT NULL REFERENCES supplier (id),
    order_id {int} NOT NULL REFERENCES work_order (id),
    vehicle_id {int} NOT NULL REFERENCES vehicle (id),
    state {text} NOT NULL,
    period {text} NOT NULL,
    due_on {date} NOT NULL,
    rounds {int} NOT NULL,
    plate {text} NOT NULL,
    vin {text} NOT NULL,
    model {text} NOT NULL,
    engine_no {text} NOT NULL,
    bought_on {date},
    odometer_km {int},
    fault_on {date} NOT NULL,
    place {text} NOT NULL,
    symptoms {text} NOT NULL,
    cause {text} NOT NULL,
    remedy {text} NOT NULL,
    tried {text} NOT NULL,
    major {bool} NOT NULL,
    checks {text} NOT NULL,
    answers {text} NOT NULL,
    reported_at {moment},
    approval_no {text} NOT NULL,
    approval_asked_at {moment},
    approved_on {date},
    answer_due_on {date},
    answered_at {moment},
    submitted_at {moment},
    decided_at {moment},
    decision {text} NOT NULL,
    reinspected_at {moment},
    reinspection {text} NOT NULL,
    claimed_fen {big} NOT NULL,
    approved_fen {big} NOT NULL,
    claim_list_id {int} REFERENCES claim_list (id),
    notice_id {int} REFERENCES claim_notice (id),
    closed_at {moment},
    close_reason {text} NOT NULL,
    approved_by {int},
    note {text} NOT NULL
);
CREATE UNIQUE INDEX claim_no ON claim (no);
CREATE INDEX claim_supplier_id ON claim (supplier_id);
CREATE INDEX claim_order_id ON claim (order_id);
CREATE INDEX claim_vehicle_id ON claim (vehicle_id);
CREATE INDEX claim_period ON claim (period);
CREATE INDEX claim_claim_list_id ON claim (claim_list_id);
CREATE INDEX claim_notice_id ON claim (notice_id);
CREATE INDEX claim_state_id ON claim (state, id);
CREATE TABLE claim_line (
    id {pk},
    claim_id {int} NOT NULL REFERENCES claim (id),
    position {int} NOT NULL,
    kind {text} NOT NULL,
    role {text} NOT NULL,
    order_line_id {int} REFERENCES order_line (id),
    part_id {int} REFERENCES part (id),
    old_part_id {int} REFERENCES old_part (id),
    code {text} NOT NULL,
    name {text} NOT NULL,
    qty_milli {big} NOT NULL,
    old_serial {text} NOT NULL,
    new_serial {text} NOT NULL,
    claimed_fen {big} NOT NULL,
    approved_fen {big},
    deduction_reason {text} NOT NULL,
    live {bool} NOT NULL
);
CREATE INDEX claim_line_claim_id ON claim_line (claim_id);
CREATE INDEX claim_line_order_line_id ON claim_line (order_line_id);
CREATE INDEX claim_line_part_id ON claim_line (part_id);
CREATE INDEX claim_line_old_part_id ON claim_line (old_part_id);
CREATE UNIQUE INDEX claim_line_once ON claim_line (order_line_id) WHERE live;
CREATE UNIQUE INDEX claim_line_old_part_once ON claim_line (old_part_id) WHERE live;
ALTER TABLE part ADD COLUMN warranty_months {int} NOT NULL DEFAULT 0;
ALTER TABLE part ADD COLUMN warranty_km {int};
ALTER TABLE part ADD COLUMN hazard {text} NOT NULL DEFAULT '';
ALTER TABLE repair_warranty ADD COLUMN part_expires_on {date};
ALTER TABLE repair_warranty ADD COLUMN part_expires_km {int};
ALTER TABLE old_part_duty ADD COLUMN old_part_id {int} REFERENCES old_part (id);
CREATE INDEX old_part_duty_old_part_id ON old_part_duty (old_part_id);
ALTER TABLE line_serial ADD COLUMN sale_line_id {int} REFERENCES counter_sale_line (id);
CREATE INDEX line_serial_sale_line_id ON line_serial (sale_line_id);
ALTER TABLE line_serial ADD COLUMN back_document {text} NOT NULL DEFAULT '';
ALTER TABLE stocktake ADD COLUMN unknown_scans {text} NOT NULL DEFAULT '';
ALTER TABLE goods_receipt_line ADD COLUMN invoiced_milli {big} NOT NULL DEFAULT 0;
CREATE INDEX order_line_claimed ON order_line (order_id) WHERE pay_type = 'CLAIM';
ALTER TABLE order_line ADD COLUMN package_id {int} REFERENCES service_package (id);
