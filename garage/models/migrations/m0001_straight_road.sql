CREATE TABLE shop (
    id {pk},
    created_at {moment} NOT NULL,
    created_by {int} NOT NULL,
    version {int} NOT NULL,
    name {text} NOT NULL,
    contact {text} NOT NULL,
    address {text} NOT NULL,
    phone {text} NOT NULL,
    hotline {text} NOT NULL,
    uscc {text} NOT NULL,
    bank_name {text} NOT NULL,
    bank_account {text} NOT NULL,
    logo {blob} NOT NULL,
    hours_standard {text} NOT NULL,
    plate_prefix {text} NOT NULL,
    screen_language {text} NOT NULL,
    paper_language {text} NOT NULL,
    scheme {text} NOT NULL,
    one_man_shop {bool} NOT NULL,
    overrun_percent {int} NOT NULL
);
CREATE TABLE setting (
    id {pk},
    name {text} NOT NULL,
    value {text} NOT NULL
);
CREATE UNIQUE INDEX setting_name ON setting (name);
CREATE TABLE staff (
    id {pk},
    created_at {moment} NOT NULL,
    created_by {int} NOT NULL,
    version {int} NOT NULL,
    name {text} NOT NULL,
    phone {text} NOT NULL,
    team {text} NOT NULL,
    trades {text} NOT NULL,
    active {bool} NOT NULL
);
CREATE TABLE staff_role (
    id {pk},
    staff_id {int} NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
    role {text} NOT NULL
);
CREATE INDEX staff_role_staff_id ON staff_role (staff_id);
CREATE TABLE bay (
    id {pk},
    created_at {moment} NOT NULL,
    created_by {int} NOT NULL,
    version {int} NOT NULL,
    name {text} NOT NULL,
    active {bool} NOT NULL
);
CREATE TABLE labour_rate (
    id {pk},
    created_at {moment} NOT NULL,
    created_by {int} NOT NULL,
    version {int} NOT NULL,
    valid_from {date} NOT NULL,
    rate_fen {big} NOT NULL
);
CREATE INDEX labour_rate_valid_from ON labour_rate (valid_from);
CREATE TABLE warranty_policy (
    id {pk},
    created_at {moment} NOT NULL,
    created_by {int} NOT NULL,
    version {int} NOT NULL,
    vehicle_class {text} NOT NULL,
    category {text} NOT NULL,
    valid_from {date} NOT NULL,
    km {int} NOT NULL,
    days {int} NOT NULL
);
CREATE TABLE operation (
    id {pk},
    created_at {moment} NOT NULL,
    created_by {int} NOT NULL,
    version {int} NOT NULL,
    code {text} NOT NULL,
    name {text} NOT NULL,
    trade {text} NOT NULL,
    category {text} NOT NULL,
    hours_centi {int} NOT NULL,
    fixed_price_fen {big},
    active {bool} NOT NULL
);
CREATE UNIQUE INDEX operation_code ON operation (code);
CREATE TABLE customer (
    id {pk},
    created_at {moment} NOT NULL,
    created_by {int} NOT NULL,
    version {int} NOT NULL,
    kind {text} NOT NULL,
    name {text} NOT NULL,
    contact {text} NOT NULL,
    address {text} NOT NULL,
    uscc {text} NOT NULL,
    preferred_call_time {text} NOT NULL,
    needs {text} NOT NULL,
    note {text} NOT NULL,
    first_contact_on {date} NOT NULL,
    file_due_on {date} NOT NULL,
    marketing_ok {bool} NOT NULL
);
CREATE INDEX customer_file_due_on ON customer (file_due_on);
CREATE TABLE phone (
    id {pk},
    customer_id {int} NOT NULL REFERENCES customer (id) ON DELETE CASCADE,
    number {text} NOT NULL,
    position {int} NOT NULL
);
CREATE INDEX phone_customer_id ON phone (customer_id);
CREATE INDEX phone_number ON phone (number);
CREATE TABLE vehicle (
    id {pk},
    created_at {moment} NOT NULL,
    created_by {int} NOT NULL,
    version {int} NOT NULL,
    plate {text} NOT NULL,
    plate_kind {text} NOT NULL,
    vin {text} NOT NULL,
    vehicle_class {text} NOT NULL,
    brand {text} NOT NULL,
    model {text} NOT NULL,
    colour {text} NOT NULL,
    engine_no {text} NOT NULL,
    fuel {text} NOT NULL,
    usage {text} NOT NULL,
    registered_on {date},
    odometer_km {int},
    odometer_on {date},
    service_days {int},
    service_km {int},
    next_service_on {date},
    next_service_km {int},
    insurance_until {date},
    inspection_until {date},
    factory_warranty_until {date},
    factory_warranty_km {int},
    note {text} NOT NULL
);
CREATE INDEX vehicle_plate ON vehicle (plate);
CREATE INDEX vehicle_vin ON vehicle (vin);
CREATE TABLE ownership (
    id {pk},
    created_at {moment} NOT NULL,
    created_by {int} NOT NULL,
    version {int} NOT NULL,
    vehicle_id {int} NOT NULL REFERENCES vehicle (id),
    customer_id {int} NOT NULL REFERENCES customer (id),
    since {date} NOT NULL,
    until {date}
);
CREATE INDEX ownership_vehicle_id ON ownership (vehicle_id);
CREATE INDEX ownership_customer_id ON ownership (customer_id);
CREATE TABLE odometer_reading (
    id {pk},
    created_at {moment} NOT NULL,
    created_by {int} NOT NULL,
    version {int} NOT NULL,
    vehicle_id {int} NOT NULL REFERENCES vehicle (id),
    km {int} NOT NULL,
    read_at {moment} NOT NULL,
    source {text} NOT NULL,
    order_id {int},
    reset_reason {text} NOT NULL
);
CREATE INDEX odometer_reading_vehicle_id ON odometer_reading (vehicle_id);
CREATE TABLE supplier (
    id {pk},
    created_at {moment} NOT NULL,
    created_by {int} NOT NULL,
    version {int} NOT NULL,
    name {text} NOT NULL,
    contact {text} NOT NULL,
    phone {text} NOT NULL,
    note {text} NOT NULL,
    active {bool} NOT NULL
);
CREATE TABLE part (
    id {pk},
    created_at {moment} NOT NULL,
    created_by {int} NOT NULL,
    version {int} NOT NULL,
    code {text} NOT NULL,
    oe_no {text} NOT NULL,
    barcode {text} NOT NULL,
    name {text} NOT NULL,
    brand {text} NOT NULL,
    spec {text} NOT NULL,
    unit {text} NOT NULL,
    grade {text} NOT NULL,
    price_fen {big} NOT NULL,
    min_qty_milli {big} NOT NULL,
    bin {text} NOT NULL,
    supplier_id {int} REFERENCES supplier (id),
    old_part_back {bool} NOT NULL,
    shelf_life_days {int},
    fits {text} NOT NULL,
    note {text} NOT NULL,
    active {bool} NOT NULL,
    on_hand_milli {big} NOT NULL,
    value_fen {big} NOT NULL,
    CHECK (on_hand_milli >= 0 AND value_fen >= 0)
);
CREATE UNIQUE INDEX part_code ON part (code);
CREATE INDEX part_oe_no ON part (oe_no);
CREATE INDEX part_barcode ON part (barcode);
CREATE INDEX part_supplier_id ON part (supplier_id);
CREATE TABLE work_order (
    id {pk},
    created_at {moment} NOT NULL,
    created_by {int} NOT NULL,
    version {int} NOT NULL,
    no {text} NOT NULL,
    state {text} NOT NULL,
    vehicle_id {int} NOT NULL REFERENCES vehicle (id),
    customer_id {int} NOT NULL REFERENCES customer (id),
    advisor_id {int} NOT NULL REFERENCES staff (id),
    received_at {moment} NOT NULL,
    brought_by {text} NOT NULL,
    brought_by_phone {text} NOT NULL,
    arrival {text} NOT NULL,
    category {text} NOT NULL,
    complaint {text} NOT NULL,
    odo_in {int},
    odo_out {int},
    fuel_eighths {int},
    warning_lamps {text} NOT NULL,
    belongings {text} NOT NULL,
    present {text} NOT NULL,
    valuables_removed {bool} NOT NULL,
    walk_around_at {moment},
    warranty_seen_at {moment},
    old_parts {text} NOT NULL,
    wash {bool} NOT NULL,
    call_time {text} NOT NULL,
    pay_method {text} NOT NULL,
    promised_at {moment},
    after_inspection {bool} NOT NULL,
    priority {text} NOT NULL,
    bay_id {int} REFERENCES bay (id),
    customer_told_at {moment},
    handover_agreed_at {moment},
    exited_at {moment},
    cancel_reason {text} NOT NULL
);
CREATE UNIQUE INDEX work_order_no ON work_order (no);
CREATE INDEX work_order_vehicle_id ON work_order (vehicle_id);
CREATE INDEX work_order_customer_id ON work_order (customer_id);
CREATE INDEX work_order_exited_at ON work_order (exited_at);
CREATE INDEX work_order_state_id ON work_order (state, id);
CREATE TABLE damage_mark (
    id {pk},
    order_id {int} NOT NULL REFERENCES work_order (id) ON DELETE CASCADE,
    side {text} NOT NULL,
    x_permille {int} NOT NULL,
    y_permille {int} NOT NULL,
    damage {text} NOT NULL,
    note {text} NOT NULL
);
CREATE INDEX damage_mark_order_id ON damage_mark (order_id);
CREATE TABLE order_line (
    id {pk},
    created_at {moment} NOT NULL,
    created_by {int} NOT NULL,
    version {int} NOT NULL,
    order_id {int} NOT NULL REFERENCES work_order (id),
    position {int} NOT NULL,
    kind {text} NOT NULL,
    pay_type {text} NOT NULL,
    code {text} NOT NULL,
    name {text} NOT NULL,
    operation_id {int} REFERENCES operation (id),
    part_id {int} REFERENCES part (id),
    trade {text} NOT NULL,
    category {text} NOT NULL,
    grade {text} NOT NULL,
    brand {text} NOT NULL,
    spec {text} NOT NULL,
    unit {text} NOT NULL,
    hours_centi {int} NOT NULL,
    rate_fen {big} NOT NULL,
    qty_milli {big} NOT NULL,
    unit_price_fen {big} NOT NULL,
    gross_fen {big} NOT NULL,
    discount_fen {big} NOT NULL,
    customer_supplied {bool} NOT NULL,
    vendor {text} NOT NULL,
    vendor_cost_fen {big} NOT NULL,
    original_line_id {int} REFERENCES order_line (id),
    status {text} NOT NULL,
    issued_milli {big} NOT NULL,
    started_at {moment},
    done_at {moment},
    CHECK (discount_fen >= 0 AND discount_fen <= gross_fen)
);
CREATE INDEX order_line_order_id ON order_line (order_id);
CREATE INDEX order_line_operation_id ON order_line (operation_id);
CREATE INDEX order_line_part_id ON order_line (part_id);
CREATE INDEX order_line_original_line_id ON order_line (original_line_id);
CREATE TABLE line_share (
    id {pk},
    line_id {int} NOT NULL REFERENCES order_line (id) ON DELETE CASCADE,
    staff_id {int} NOT NULL REFERENCES staff (id),
    share_bp {int} NOT NULL
);
CREATE INDEX line_share_line_id ON line_share (line_id);
CREATE INDEX line_share_staff_id ON line_share (staff_id);
CREATE TABLE line_work (
    id {pk},
    line_id {int} NOT NULL REFERENCES order_line (id),
    staff_id {int} NOT NULL REFERENCES staff (id),
    started_at {moment} NOT NULL,
    ended_at {moment}
);
CREATE INDEX line_work_line_id ON line_work (line_id);
CREATE INDEX line_work_staff_id ON line_work (staff_id);
CREATE TABLE authorisation (
    id {pk},
    created_at {moment} NOT NULL,
    created_by {int} NOT NULL,
    version {int} NOT NULL,
    no {text} NOT NULL,
    order_id {int} NOT NULL REFERENCES work_order (id),
    signed_by {text} NOT NULL,
    signed_at {moment} NOT NULL,
    channel {text} NOT NULL,
    note {text} NOT NULL,
    total_fen {big} NOT NULL,
    snapshot {text} NOT NULL
);
CREATE UNIQUE INDEX authorisation_no ON authorisation (no);
CREATE INDEX authorisation_order_id ON authorisation (order_id);
CREATE TABLE inspection (
    id {pk},
    created_at {moment} NOT NULL,
    created_by {int} NOT NULL,
    version {int} NOT NULL,
    order_id {int} NOT NULL REFERENCES work_order (id),
    stage {text} NOT NULL,
    round {int} NOT NULL,
    result {text} NOT NULL,
    inspector_id {int} NOT NULL REFERENCES staff (id),
    inspected_at {moment} NOT NULL,
    remark {text} NOT NULL
);
CREATE INDEX inspection_order_id ON inspection (order_id);
CREATE TABLE inspection_item (
    id {pk},
    inspection_id {int} NOT NULL REFERENCES inspection (id) ON DELETE CASCADE,
    code {text} NOT NULL,
    passed {bool} NOT NULL,
    note {text} NOT NULL
);
CREATE INDEX inspection_item_inspection_id ON inspection_item (inspection_id);
CREATE TABLE recommendation (
    id {pk},
    created_at {moment} NOT NULL,
    created_by {int} NOT NULL,
    version {int} NOT NULL,
    vehicle_id {int} NOT NULL REFERENCES vehicle (id),
    order_id {int} NOT NULL REFERENCES work_order (id),
    text {text} NOT NULL,
    safety {bool} NOT NULL,
    declined {bool} NOT NULL,
    due_on {date},
    due_km {int},
    closed_at {moment},
    closed_reason {text} NOT NULL
);
CREATE INDEX recommendation_vehicle_id ON recommendation (vehicle_id);
CREATE INDEX recommendation_order_id ON recommendation (order_id);
CREATE TABLE goods_receipt (
    id {pk},
    created_at {moment} NOT NULL,
    created_by {int} NOT NULL,
    version {int} NOT NULL,
    no {text} NOT NULL,
    kind {text} NOT NULL,
    supplier_id {int} REFERENCES supplier (id),
    delivery_no {text} NOT NULL,
    received_at {moment} NOT NULL,
    note {text} NOT NULL,
    reversed_at {moment},
    reverse_reason {text} NOT NULL
);
CREATE UNIQUE INDEX goods_receipt_no ON goods_receipt (no);
CREATE INDEX goods_receipt_supplier_id ON goods_receipt (supplier_id);
CREATE TABLE goods_receipt_line (
    id {pk},
    receipt_id {int} NOT NULL REFERENCES goods_receipt (id),
    position {int} NOT NULL,
    part_id {int} NOT NULL REFERENCES part (id),
    qty_milli {big} NOT NULL,
    cost_fen {big} NOT NULL
);
CREATE INDEX goods_receipt_line_receipt_id ON goods_receipt_line (receipt_id);
CREATE INDEX goods_receipt_line_part_id ON goods_receipt_line (part_id);
CREATE TABLE goods_issue (
    id {pk},
    created_at {moment} NOT NULL,
    created_by {int} NOT NULL,
    version {int} NOT NULL,
    no {text} NOT NULL,
    order_id {int} NOT NULL REFERENCES work_order (id),
    is_return {bool} NOT NULL,
    issued_by_id {int} NOT NULL REFERENCES staff (id),
    received_by_id {int} NOT NULL REFERENCES staff (id),
    issued_at {moment} NOT NULL,
    note {text} NOT NULL
);
CREATE UNIQUE INDEX goods_issue_no ON goods_issue (no);
CREATE INDEX goods_issue_order_id ON goods_issue (order_id);
CREATE TABLE stock_movement (
    id {pk},
    part_id {int} NOT NULL REFERENCES part (id),
    kind {text} NOT NULL,
    qty_milli {big} NOT NULL,
    value_fen {big} NOT NULL,
    balance_milli {big} NOT NULL,
    balance_fen {big} NOT NULL,
    document {text} NOT NULL,
    order_line_id {int} REFERENCES order_line (id),
    reversal_of_id {int} REFERENCES stock_movement (id),
    moved_at {moment} NOT NULL,
    moved_by {int} NOT NULL,
    reason {text} NOT NULL,
    CHECK (balance_milli >= 0 AND balance_fen >= 0)
);
CREATE INDEX stock_movement_order_line_id ON stock_movement (order_line_id);
CREATE INDEX stock_movement_reversal_of_id ON stock_movement (reversal_of_id);
CREATE INDEX stock_movement_part_id_id ON stock_movement (part_id, id);
CREATE TABLE settlement (
    id {pk},
    created_at {moment} NOT NULL,
    created_by {int} NOT NULL,
    version {int} NOT NULL,
    no {text} NOT NULL,
    order_id {int} NOT NULL REFERENCES work_order (id),
    state {text} NOT NULL,
    settled_at {moment} NOT NULL,
    labour_fen {big} NOT NULL,
    parts_fen {big} NOT NULL,
    other_fen {big} NOT NULL,
    line_discount_fen {big} NOT NULL,
    order_discount_fen {big} NOT NULL,
    discount_reason {text} NOT NULL,
    rounding_off_fen {big} NOT NULL,
    payable_fen {big} NOT NULL,
    next_service_on {date},
    next_service_km {int},
    call_time {text} NOT NULL,
    snapshot {text} NOT NULL,
    voided_at {moment},
    void_reason {text} NOT NULL,
    CHECK (rounding_off_fen >= 0 AND rounding_off_fen < 100 AND payable_fen >= 0)
);
CREATE UNIQUE INDEX settlement_no ON settlement (no);
CREATE INDEX settlement_order_id ON settlement (order_id);
CREATE TABLE receipt (
    id {pk},
    created_at {moment} NOT NULL,
    created_by {int} NOT NULL,
    version {int} NOT NULL,
    no {text} NOT NULL,
    order_id {int} NOT NULL REFERENCES work_order (id),
    settlement_id {int} NOT NULL REFERENCES settlement (id),
    payer {text} NOT NULL,
    received_at {moment} NOT NULL,
    total_fen {big} NOT NULL,
    given_fen {big} NOT NULL,
    change_fen {big} NOT NULL,
    balance_fen {big} NOT NULL,
    reversal_of_id {int} REFERENCES receipt (id),
    reason {text} NOT NULL
);
CREATE UNIQUE INDEX receipt_no ON receipt (no);
CREATE INDEX receipt_order_id ON receipt (order_id);
CREATE INDEX receipt_settlement_id ON receipt (settlement_id);
CREATE INDEX receipt_reversal_of_id ON receipt (reversal_of_id);
CREATE TABLE payment (
    id {pk},
    receipt_id {int} NOT NULL REFERENCES receipt (id),
    method {text} NOT NULL,
    amount_fen {big} NOT NULL
);
CREATE INDEX payment_receipt_id ON payment (receipt_id);
CREATE TABLE exit_pass (
    id {pk},
    created_at {moment} NOT NULL,
    created_by {int} NOT NULL,
    version {int} NOT NULL,
    no {text} NOT NULL,
    order_id {int} NOT NULL REFERENCES work_order (id),
    settlement_id {int} NOT NULL REFERENCES settlement (id),
    kind {text} NOT NULL,
    state {text} NOT NULL,
    valid_on {date} NOT NULL,
    issued_at {moment} NOT NULL,
    gate_at {moment},
    gate_by {int},
    odo_out {int},
    void_reason {text} NOT NULL
);
CREATE UNIQUE INDEX exit_pass_no ON exit_pass (no);
CREATE INDEX exit_pass_order_id ON exit_pass (order_id);
CREATE INDEX exit_pass_settlement_id ON exit_pass (settlement_id);
CREATE TABLE repair_warranty (
    id {pk},
    created_at {moment} NOT NULL,
    created_by {int} NOT NULL,
    version {int} NOT NULL,
    line_id {int} NOT NULL REFERENCES order_line (id),
    order_id {int} NOT NULL REFERENCES work_order (id),
    vehicle_id {int} NOT NULL REFERENCES vehicle (id),
    category {text} NOT NULL,
    start_on {date} NOT NULL,
    start_km {int} NOT NULL,
    days {int} NOT NULL,
    km {int} NOT NULL,
    expires_on {date} NOT NULL,
    expires_km {int} NOT NULL,
    attempts {int} NOT NULL
);
CREATE UNIQUE INDEX repair_warranty_line_id ON repair_warranty (line_id);
CREATE INDEX repair_warranty_order_id ON repair_warranty (order_id);
CREATE INDEX repair_warranty_vehicle_id_expires_on ON repair_warranty (vehicle_id, expires_on);
CREATE TABLE follow_up (
    id {pk},
    created_at {moment} NOT NULL,
    created_by {int} NOT NULL,
    version {int} NOT NULL,
    order_id {int} NOT NULL REFERENCES work_order (id),
    vehicle_id {int} NOT NULL REFERENCES vehicle (id),
    customer_id {int} NOT NULL REFERENCES customer (id),
    round {int} NOT NULL,
    due_on {date} NOT NULL,
    late_after {date} NOT NULL,
    provisional {bool} NOT NULL,
    state {text} NOT NULL,
    call_time {text} NOT NULL
);
CREATE INDEX follow_up_order_id ON follow_up (order_id);
CREATE INDEX follow_up_vehicle_id ON follow_up (vehicle_id);
CREATE INDEX follow_up_customer_id ON follow_up (customer_id);
CREATE INDEX follow_up_state_due_on ON follow_up (state, due_on);
CREATE TABLE reminder (
    id {pk},
    created_at {moment} NOT NULL,
    created_by {int} NOT NULL,
    version {int} NOT NULL,
    vehicle_id {int} NOT NULL REFERENCES vehicle (id),
    customer_id {int} NOT NULL REFERENCES customer (id),
    order_id {int} REFERENCES work_order (id),
    kind {text} NOT NULL,
    due_on {date},
    due_km {int},
    state {text} NOT NULL
);
CREATE INDEX reminder_vehicle_id ON reminder (vehicle_id);
CREATE INDEX reminder_customer_id ON reminder (customer_id);
CREATE INDEX reminder_order_id ON reminder (order_id);
CREATE INDEX reminder_due_on ON reminder (due_on);
CREATE TABLE number_series (
    id {pk},
    series {text} NOT NULL,
    year {int} NOT NULL,
    last {int} NOT NULL
);
CREATE UNIQUE INDEX number_series_series_year ON number_series (series, year);
CREATE TABLE audit_entry (
    id {pk},
    at {moment} NOT NULL,
    staff_id {int} NOT NULL,
    act {text} NOT NULL,
    noun {text} NOT NULL,
    ref {int} NOT NULL,
    before {text} NOT NULL,
    after {text} NOT NULL,
    reason {text} NOT NULL
);
CREATE INDEX audit_entry_noun_ref ON audit_entry (noun, ref);
CREATE TABLE area_version (
    id {pk},
    area {text} NOT NULL,
    version {int} NOT NULL
);
CREATE UNIQUE INDEX area_version_area ON area_version (area);
CREATE TABLE search_tail (
    kind {text} NOT NULL,
    tail {text} NOT NULL,
    ref {int} NOT NULL,
    PRIMARY KEY (kind, tail, ref)
) {keyed};
CREATE TABLE print (
    id {pk},
    document {text} NOT NULL,
    number {text} NOT NULL,
    printed_at {moment} NOT NULL,
    printed_by {int} NOT NULL
);
CREATE INDEX print_number_document ON print (number, document);
CREATE UNIQUE INDEX vehicle_one_vin ON vehicle (vin) WHERE vin <> '';
CREATE UNIQUE INDEX ownership_one_open ON ownership (vehicle_id) WHERE until IS NULL;
CREATE UNIQUE INDEX settlement_one_live ON settlement (order_id) WHERE state <> 'VOIDED';
CREATE UNIQUE INDEX exit_pass_one_live ON exit_pass (order_id) WHERE state <> 'VOIDED';
CREATE UNIQUE INDEX receipt_one_reversal ON receipt (reversal_of_id) WHERE reversal_of_id IS NOT NULL;
CREATE UNIQUE INDEX stock_movement_one_reversal ON stock_movement (reversal_of_id) WHERE reversal_of_id IS NOT NULL;
CREATE UNIQUE INDEX line_work_one_open ON line_work (line_id, staff_id) WHERE ended_at IS NULL;
