CREATE TABLE campaign (
    id {pk},
    created_at {moment} NOT NULL,
    created_by {int} NOT NULL,
    version {int} NOT NULL,
    no {text} NOT NULL,
    state {text} NOT NULL,
    kind {text} NOT NULL,
    title {text} NOT NULL,
    starts_on {date} NOT NULL,
    ends_on {date} NOT NULL,
    place {text} NOT NULL,
    content {text} NOT NULL,
    call_by {date} NOT NULL,
    caller_id {int} REFERENCES staff (id),
    rule {text} NOT NULL,
    letter_kind {text} NOT NULL,
    letter_subject {text} NOT NULL,
    letter_text {text} NOT NULL,
    approved_at {moment},
    approved_by {int},
    closed_at {moment},
    closed_by {int},
    closed_reason {text} NOT NULL
);
CREATE UNIQUE INDEX campaign_no ON campaign (no);
CREATE INDEX campaign_state_call_by ON campaign (state, call_by);
CREATE TABLE campaign_target (
    id {pk},
    created_at {moment} NOT NULL,
    created_by {int} NOT NULL,
    version {int} NOT NULL,
    campaign_id {int} NOT NULL REFERENCES campaign (id),
    customer_id {int} NOT NULL REFERENCES customer (id),
    vehicle_id {int} REFERENCES vehicle (id),
    why {text} NOT NULL,
    state {text} NOT NULL,
    caller_id {int} REFERENCES staff (id),
    attempts {int} NOT NULL,
    next_at {moment},
    called_at {moment},
    answer {text} NOT NULL,
    note {text} NOT NULL,
    letter_due_on {date},
    came_on {date},
    order_id {int} REFERENCES work_order (id),
    dropped_reason {text} NOT NULL
);
CREATE UNIQUE INDEX campaign_target_campaign_id_customer_id ON campaign_target (campaign_id, customer_id);
CREATE INDEX campaign_target_customer_id ON campaign_target (customer_id);
CREATE INDEX campaign_target_vehicle_id ON campaign_target (vehicle_id);
CREATE INDEX campaign_target_order_id ON campaign_target (order_id);
CREATE INDEX campaign_target_state_letter_due_on ON campaign_target (state, letter_due_on);
CREATE TABLE letter (
    id {pk},
    created_at {moment} NOT NULL,
    created_by {int} NOT NULL,
    version {int} NOT NULL,
    no {text} NOT NULL,
    state {text} NOT NULL,
    kind {text} NOT NULL,
    customer_id {int} REFERENCES customer (id),
    vehicle_id {int} REFERENCES vehicle (id),
    campaign_id {int} REFERENCES campaign (id),
    target_id {int} REFERENCES campaign_target (id),
    complaint_id {int} REFERENCES complaint (id),
    question_id {int} REFERENCES question (id),
    addressee {text} NOT NULL,
    address {text} NOT NULL,
    subject {text} NOT NULL,
    body {text} NOT NULL,
    language {text} NOT NULL,
    written_on {date} NOT NULL,
    due_on {date},
    sent_on {date},
    sent_by {int},
    sent_how {text} NOT NULL,
    reply_on {date},
    reply {text} NOT NULL,
    returned_on {date},
    void_reason {text} NOT NULL
);
CREATE UNIQUE INDEX letter_no ON letter (no);
CREATE INDEX letter_customer_id ON letter (customer_id);
CREATE INDEX letter_vehicle_id ON letter (vehicle_id);
CREATE INDEX letter_campaign_id ON letter (campaign_id);
CREATE INDEX letter_target_id ON letter (target_id);
CREATE INDEX letter_complaint_id ON letter (complaint_id);
CREATE INDEX letter_question_id ON letter (question_id);
CREATE INDEX letter_written_on ON letter (written_on);
CREATE INDEX letter_state_due_on ON letter (state, due_on);
ALTER TABLE contact_log ADD COLUMN target_id {int} REFERENCES campaign_target (id);
CREATE INDEX contact_log_target_id ON contact_log (target_id);
CREATE TABLE member_level (
    id {pk},
    created_at {moment} NOT NULL,
    created_by {int} NOT NULL,
    version {int} NOT NULL,
    name {text} NOT NULL,
    place {int} NOT NULL,
    min_spend_fen {big} NOT NULL,
    min_visits {int} NOT NULL,
    points_per_100_yuan {int} NOT NULL,
    active {bool} NOT NULL
);
CREATE UNIQUE INDEX member_level_name ON member_level (name);
CREATE TABLE offer (
    id {pk},
    created_at {moment} NOT NULL,
    created_by {int} NOT NULL,
    version {int} NOT NULL,
    name {text} NOT NULL,
    from_on {date} NOT NULL,
    until_on {date} NOT NULL,
    scope {text} NOT NULL,
    package_id {int} REFERENCES service_package (id),
    operation_id {int} REFERENCES operation (id),
    off_bp {int} NOT NULL,
    off_fen {big} NOT NULL,
    min_spend_fen {big} NOT NULL,
    members_only {bool} NOT NULL,
    once {bool} NOT NULL,
    campaign_id {int} REFERENCES campaign (id),
    withdrawn_reason {text} NOT NULL
);
CREATE INDEX offer_until_on ON offer (until_on);
CREATE INDEX offer_campaign_id ON offer (campaign_id);
CREATE TABLE coupon (
    id {pk},
    created_at {moment} NOT NULL,
    created_by {int} NOT NULL,
    version {int} NOT NULL,
    no {text} NOT NULL,
    state {text} NOT NULL,
    title {text} NOT NULL,
    customer_id {int} REFERENCES customer (id),
    campaign_id {int} REFERENCES campaign (id),
    off_fen {big} NOT NULL,
    off_bp {int} NOT NULL,
    min_spend_fen {big} NOT NULL,
    valid_from {date} NOT NULL,
    valid_until {date} NOT NULL,
    settlement_id {int} REFERENCES settlement (id),
    used_at {moment},
    void_reason {text} NOT NULL
);
CREATE UNIQUE INDEX coupon_no ON coupon (no);
CREATE INDEX coupon_customer_id ON coupon (customer_id);
CREATE INDEX coupon_campaign_id ON coupon (campaign_id);
CREATE INDEX coupon_settlement_id ON coupon (settlement_id);
CREATE INDEX coupon_state_valid_until ON coupon (state, valid_until);
CREATE TABLE point_entry (
    id {pk},
    created_at {moment} NOT NULL,
    created_by {int} NOT NULL,
    version {int} NOT NULL,
    customer_id {int} NOT NULL REFERENCES customer (id),
    at {moment} NOT NULL,
    kind {text} NOT NULL,
    points {int} NOT NULL,
    base_fen {big} NOT NULL,
    rate {int} NOT NULL,
    settlement_id {int} REFERENCES settlement (id),
    reversal_of_id {int} REFERENCES point_entry (id),
    reason {text} NOT NULL
);
CREATE INDEX point_entry_customer_id_id ON point_entry (customer_id, id);
CREATE INDEX point_entry_settlement_id ON point_entry (settlement_id);
CREATE UNIQUE INDEX point_entry_reversal_of_id ON point_entry (reversal_of_id);
CREATE TABLE benefit (
    id {pk},
    settlement_id {int} NOT NULL REFERENCES settlement (id),
    kind {text} NOT NULL,
    amount_fen {big} NOT NULL,
    points {int} NOT NULL,
    coupon_id {int} REFERENCES coupon (id),
    offer_id {int} REFERENCES offer (id),
    words {text} NOT NULL
);
CREATE INDEX benefit_settlement_id ON benefit (settlement_id);
CREATE INDEX benefit_coupon_id ON benefit (coupon_id);
CREATE INDEX benefit_offer_id ON benefit (offer_id);
ALTER TABLE settlement ADD COLUMN benefits_fen {big} NOT NULL DEFAULT 0;
ALTER TABLE customer ADD COLUMN points {int} NOT NULL DEFAULT 0;
CREATE TABLE file_merge (
    id {pk},
    created_at {moment} NOT NULL,
    created_by {int} NOT NULL,
    version {int} NOT NULL,
    kind {text} NOT NULL,
    state {text} NOT NULL,
    kept_id {int} NOT NULL,
    gone_id {int} NOT NULL,
    kept_name {text} NOT NULL,
    gone_name {text} NOT NULL,
    reason {text} NOT NULL,
    moved {text} NOT NULL,
    filled {text} NOT NULL,
    undone_at {moment},
    undone_by {int},
    undo_reason {text} NOT NULL
);
CREATE INDEX file_merge_kind_kept_id ON file_merge (kind, kept_id);
CREATE INDEX file_merge_kind_gone_id ON file_merge (kind, gone_id);
ALTER TABLE customer ADD COLUMN merged_into_id {int} REFERENCES customer (id);
CREATE INDEX customer_merged_into_id ON customer (merged_into_id);
ALTER TABLE vehicle ADD COLUMN merged_into_id {int} REFERENCES vehicle (id);
CREATE INDEX vehicle_merged_into_id ON vehicle (merged_into_id);
CREATE TABLE summary (
    id {pk},
    created_at {moment} NOT NULL,
    created_by {int} NOT NULL,
    version {int} NOT NULL,
    no {text} NOT NULL,
    state {text} NOT NULL,
    kind {text} NOT NULL,
    first_on {date} NOT NULL,
    last_on {date} NOT NULL,
    language {text} NOT NULL,
    figures {blob} NOT NULL,
    review {text} NOT NULL,
    problems {text} NOT NULL,
    plan {text} NOT NULL,
    opinion {text} NOT NULL,
    filed_at {moment},
    filed_by {int}
);
CREATE UNIQUE INDEX summary_no ON summary (no);
CREATE UNIQUE INDEX summary_kind_first_on ON summary (kind, first_on);
CREATE TABLE measure (
    id {pk},
    created_at {moment} NOT NULL,
    created_by {int} NOT NULL,
    version {int} NOT NULL,
    summary_id {int} REFERENCES summary (id),
    complaint_id {int} REFERENCES complaint (id),
    state {text} NOT NULL,
    text {text} NOT NULL,
    staff_id {int} REFERENCES staff (id),
    due_on {date},
    done_at {moment},
    done_by {int},
    result {text} NOT NULL
);
CREATE INDEX measure_summary_id ON measure (summary_id);
CREATE INDEX measure_complaint_id ON measure (complaint_id);
CREATE INDEX measure_state_due_on ON measure (state, due_on);
ALTER TABLE account_payment ADD COLUMN insurer {text} NOT NULL DEFAULT '';
CREATE TABLE training (
    id {pk},
    created_at {moment} NOT NULL,
    created_by {int} NOT NULL,
    version {int} NOT NULL,
    staff_id {int} NOT NULL REFERENCES staff (id),
    held_on {date} NOT NULL,
    subject {text} NOT NULL,
    hours_centi {int} NOT NULL,
    trainer {text} NOT NULL,
    result {text} NOT NULL,
    certificate_no {text} NOT NULL,
    valid_until {date},
    note {text} NOT NULL,
    void_reason {text} NOT NULL
);
CREATE INDEX training_staff_id ON training (staff_id);
CREATE INDEX training_valid_until ON training (valid_until);
ALTER TABLE part ADD COLUMN second_bin {text} NOT NULL DEFAULT '';
ALTER TABLE part ADD COLUMN life_months {int};
ALTER TABLE part ADD COLUMN life_km {int};
