CREATE TABLE order_hold (
    id {pk},
    created_at {moment} NOT NULL,
    created_by {int} NOT NULL,
    version {int} NOT NULL,
    order_id {int} NOT NULL REFERENCES work_order (id),
    reason {text} NOT NULL,
    note {text} NOT NULL,
    started_at {moment} NOT NULL,
    ended_at {moment}
);
CREATE INDEX order_hold_order_id ON order_hold (order_id);
CREATE UNIQUE INDEX order_hold_one_open ON order_hold (order_id) WHERE ended_at IS NULL;
CREATE TABLE delay_notice (
    id {pk},
    created_at {moment} NOT NULL,
    created_by {int} NOT NULL,
    version {int} NOT NULL,
    no {text} NOT NULL,
    order_id {int} NOT NULL REFERENCES work_order (id),
    reason {text} NOT NULL,
    promised_before {moment},
    promised_at {moment} NOT NULL,
    told_at {moment} NOT NULL,
    told_who {text} NOT NULL,
    channel {text} NOT NULL,
    note {text} NOT NULL
);
CREATE UNIQUE INDEX delay_notice_no ON delay_notice (no);
CREATE INDEX delay_notice_order_id ON delay_notice (order_id);
CREATE TABLE supplement (
    id {pk},
    created_at {moment} NOT NULL,
    created_by {int} NOT NULL,
    version {int} NOT NULL,
    no {text} NOT NULL,
    order_id {int} NOT NULL REFERENCES work_order (id),
    state {text} NOT NULL,
    reason {text} NOT NULL,
    safety {bool} NOT NULL,
    delta_fen {big} NOT NULL,
    promised_at {moment},
    contacted_at {moment},
    channel {text} NOT NULL,
    answered_by {text} NOT NULL,
    answered_at {moment},
    note {text} NOT NULL,
    snapshot {blob} NOT NULL
);
CREATE UNIQUE INDEX supplement_no ON supplement (no);
CREATE INDEX supplement_order_id ON supplement (order_id);
CREATE INDEX supplement_state ON supplement (state);
CREATE TABLE certificate (
    id {pk},
    created_at {moment} NOT NULL,
    created_by {int} NOT NULL,
    version {int} NOT NULL,
    no {text} NOT NULL,
    order_id {int} NOT NULL REFERENCES work_order (id),
    inspection_id {int} NOT NULL REFERENCES inspection (id),
    issued_at {moment} NOT NULL,
    snapshot {blob} NOT NULL,
    voided_at {moment},
    void_reason {text} NOT NULL
);
CREATE UNIQUE INDEX certificate_no ON certificate (no);
CREATE INDEX certificate_order_id ON certificate (order_id);
CREATE UNIQUE INDEX certificate_one_live ON certificate (order_id) WHERE voided_at IS NULL;
CREATE TABLE vat_rate (
    id {pk},
    created_at {moment} NOT NULL,
    created_by {int} NOT NULL,
    version {int} NOT NULL,
    valid_from {date} NOT NULL,
    rate_bp {int} NOT NULL
);
CREATE INDEX vat_rate_valid_from ON vat_rate (valid_from);
ALTER TABLE shop ADD COLUMN discount_limit_bp {int} NOT NULL DEFAULT 1000;
ALTER TABLE customer ADD COLUMN credit_limit_fen {big} NOT NULL DEFAULT 0;
ALTER TABLE customer ADD COLUMN credit_days {int} NOT NULL DEFAULT 30;
ALTER TABLE work_order ADD COLUMN fault_class {text} NOT NULL DEFAULT '';
ALTER TABLE work_order ADD COLUMN estimated_at {moment};
ALTER TABLE work_order ADD COLUMN authorised_at {moment};
ALTER TABLE work_order ADD COLUMN escalated_at {moment};
ALTER TABLE work_order ADD COLUMN escalated_to_id {int} REFERENCES staff (id);
ALTER TABLE work_order ADD COLUMN parking_spot {text} NOT NULL DEFAULT '';
ALTER TABLE work_order ADD COLUMN service_book {bool} NOT NULL DEFAULT {false};
ALTER TABLE work_order ADD COLUMN insurer {text} NOT NULL DEFAULT '';
ALTER TABLE work_order ADD COLUMN insurer_case {text} NOT NULL DEFAULT '';
ALTER TABLE order_line ADD COLUMN supplement_id {int} REFERENCES supplement (id);
ALTER TABLE order_line ADD COLUMN recommendation_id {int};
CREATE INDEX order_line_supplement_id ON order_line (supplement_id) WHERE supplement_id IS NOT NULL;
DROP INDEX order_line_operation_id;
CREATE INDEX order_line_operation_id ON order_line (operation_id) WHERE operation_id IS NOT NULL;
DROP INDEX order_line_part_id;
CREATE INDEX order_line_part_id ON order_line (part_id) WHERE part_id IS NOT NULL;
DROP INDEX order_line_original_line_id;
CREATE INDEX order_line_original_line_id ON order_line (original_line_id) WHERE original_line_id IS NOT NULL;
DROP INDEX stock_movement_reversal_of_id;
ALTER TABLE inspection ADD COLUMN road_test_km {int};
ALTER TABLE inspection ADD COLUMN items {text} NOT NULL DEFAULT '';
ALTER TABLE recommendation ADD COLUMN consequence {text} NOT NULL DEFAULT '';
ALTER TABLE recommendation ADD COLUMN declined_at {moment};
ALTER TABLE recommendation ADD COLUMN signed_by {text} NOT NULL DEFAULT '';
ALTER TABLE settlement ADD COLUMN insurance_fen {big} NOT NULL DEFAULT 0;
ALTER TABLE settlement ADD COLUMN tax_bp {int};
ALTER TABLE settlement ADD COLUMN tax_fen {big} NOT NULL DEFAULT 0;
ALTER TABLE settlement ADD COLUMN discount_by {int};
ALTER TABLE settlement ADD COLUMN invoice_no {text} NOT NULL DEFAULT '';
ALTER TABLE settlement ADD COLUMN credit_at {moment};
ALTER TABLE settlement ADD COLUMN credit_by {int};
ALTER TABLE settlement ADD COLUMN credit_due_on {date};
ALTER TABLE settlement ADD COLUMN credit_override {text} NOT NULL DEFAULT '';
ALTER TABLE settlement ADD COLUMN debtor {text} NOT NULL DEFAULT '';
ALTER TABLE settlement ADD COLUMN allowance_fen {big} NOT NULL DEFAULT 0 CHECK (allowance_fen >= 0);
ALTER TABLE settlement ADD COLUMN allowance_reason {text} NOT NULL DEFAULT '';
ALTER TABLE settlement ADD COLUMN allowance_by {int};
CREATE INDEX settlement_credit_due_on ON settlement (credit_due_on) WHERE credit_due_on IS NOT NULL;
DROP INDEX receipt_reversal_of_id;
ALTER TABLE receipt ADD COLUMN kind {text} NOT NULL DEFAULT 'PAYMENT';
ALTER TABLE exit_pass ADD COLUMN approved_by {int};
ALTER TABLE exit_pass ADD COLUMN driver {int};
ALTER TABLE exit_pass ADD COLUMN vendor {text} NOT NULL DEFAULT '';
ALTER TABLE exit_pass ADD COLUMN purpose {text} NOT NULL DEFAULT '';
ALTER TABLE exit_pass ADD COLUMN return_at {moment};
ALTER TABLE exit_pass ADD COLUMN back_at {moment};
ALTER TABLE exit_pass ADD COLUMN odo_back {int};
DROP INDEX exit_pass_one_live;
CREATE UNIQUE INDEX exit_pass_one_live ON exit_pass (order_id) WHERE state <> 'VOIDED' AND state <> 'BACK';
DROP INDEX audit_entry_noun_ref;
CREATE INDEX audit_entry_ref ON audit_entry (ref);
