CREATE TABLE complaint (
    id {pk},
    created_at {moment} NOT NULL,
    created_by {int} NOT NULL,
    version {int} NOT NULL,
    no {text} NOT NULL,
    state {text} NOT NULL,
    received_at {moment} NOT NULL,
    channel {text} NOT NULL,
    category {text} NOT NULL,
    level {text} NOT NULL,
    potential {bool} NOT NULL,
    customer_id {int} REFERENCES customer (id),
    vehicle_id {int} REFERENCES vehicle (id),
    order_id {int} REFERENCES work_order (id),
    complainant {text} NOT NULL,
    phone {text} NOT NULL,
    content {text} NOT NULL,
    demand {text} NOT NULL,
    round {int} NOT NULL,
    assigned_to_id {int} REFERENCES staff (id),
    verify_due_at {moment} NOT NULL,
    result_due_on {date} NOT NULL,
    escalated_at {moment},
    escalated_to_id {int} REFERENCES staff (id),
    closed_at {moment},
    closed_by {int},
    closed_reason {text} NOT NULL
);
CREATE UNIQUE INDEX complaint_no ON complaint (no);
CREATE INDEX complaint_received_at ON complaint (received_at);
CREATE INDEX complaint_customer_id ON complaint (customer_id);
CREATE INDEX complaint_vehicle_id ON complaint (vehicle_id);
CREATE INDEX complaint_order_id ON complaint (order_id);
CREATE INDEX complaint_state_result_due_on ON complaint (state, result_due_on);
CREATE TABLE complaint_round (
    id {pk},
    created_at {moment} NOT NULL,
    created_by {int} NOT NULL,
    version {int} NOT NULL,
    complaint_id {int} NOT NULL REFERENCES complaint (id),
    round {int} NOT NULL,
    opened_at {moment} NOT NULL,
    reopen_reason {text} NOT NULL,
    verify_due_at {moment} NOT NULL,
    result_due_on {date} NOT NULL,
    assigned_at {moment},
    verified_at {moment},
    verified_by {int},
    findings {text} NOT NULL,
    our_fault {bool},
    responsible_id {int} REFERENCES staff (id),
    cause {text} NOT NULL,
    measures {text} NOT NULL,
    measures_at {moment},
    measures_by {int},
    compensation_fen {big} NOT NULL,
    implemented_at {moment},
    implemented_by {int},
    implemented_note {text} NOT NULL,
    informed_at {moment},
    informed_by {int},
    informed_who {text} NOT NULL,
    informed_how {text} NOT NULL,
    revisited_at {moment},
    revisited_by {int},
    satisfied {bool},
    revisit_note {text} NOT NULL
);
CREATE UNIQUE INDEX complaint_round_complaint_id_round ON complaint_round (complaint_id, round);
CREATE TABLE contact_log (
    id {pk},
    created_at {moment} NOT NULL,
    created_by {int} NOT NULL,
    version {int} NOT NULL,
    customer_id {int} REFERENCES customer (id),
    vehicle_id {int} REFERENCES vehicle (id),
    order_id {int} REFERENCES work_order (id),
    follow_up_id {int} REFERENCES follow_up (id),
    reminder_id {int} REFERENCES reminder (id),
    complaint_id {int} REFERENCES complaint (id),
    direction {text} NOT NULL,
    channel {text} NOT NULL,
    at {moment} NOT NULL,
    staff_id {int} NOT NULL REFERENCES staff (id),
    outcome {text} NOT NULL,
    phone {text} NOT NULL,
    spoke_with {text} NOT NULL,
    car_use {text} NOT NULL,
    opinion {text} NOT NULL,
    needs {text} NOT NULL,
    advice {text} NOT NULL,
    next_topic {text} NOT NULL,
    call_back_at {moment},
    note {text} NOT NULL
);
CREATE INDEX contact_log_vehicle_id ON contact_log (vehicle_id);
CREATE INDEX contact_log_order_id ON contact_log (order_id);
CREATE INDEX contact_log_follow_up_id ON contact_log (follow_up_id);
CREATE INDEX contact_log_reminder_id ON contact_log (reminder_id);
CREATE INDEX contact_log_complaint_id ON contact_log (complaint_id);
CREATE INDEX contact_log_at ON contact_log (at);
CREATE INDEX contact_log_customer_id_id ON contact_log (customer_id, id);
CREATE TABLE contact_score (
    id {pk},
    contact_id {int} NOT NULL REFERENCES contact_log (id),
    topic {text} NOT NULL,
    score {int} NOT NULL
);
CREATE INDEX contact_score_contact_id ON contact_score (contact_id);
CREATE TABLE question (
    id {pk},
    created_at {moment} NOT NULL,
    created_by {int} NOT NULL,
    version {int} NOT NULL,
    contact_id {int} NOT NULL REFERENCES contact_log (id),
    customer_id {int} REFERENCES customer (id),
    vehicle_id {int} REFERENCES vehicle (id),
    order_id {int} REFERENCES work_order (id),
    state {text} NOT NULL,
    text {text} NOT NULL,
    asked_at {moment} NOT NULL,
    due_on {date} NOT NULL,
    escalated_at {moment},
    escalated_to_id {int} REFERENCES staff (id),
    answer {text} NOT NULL,
    answered_at {moment},
    answered_by {int},
    told_at {moment},
    told_by {int},
    told_how {text} NOT NULL,
    closed_reason {text} NOT NULL
);
CREATE INDEX question_contact_id ON question (contact_id);
CREATE INDEX question_customer_id ON question (customer_id);
CREATE INDEX question_state_due_on ON question (state, due_on);
CREATE TABLE absence (
    id {pk},
    created_at {moment} NOT NULL,
    created_by {int} NOT NULL,
    version {int} NOT NULL,
    staff_id {int} NOT NULL REFERENCES staff (id),
    first_on {date} NOT NULL,
    last_on {date} NOT NULL,
    deputy_id {int} REFERENCES staff (id),
    note {text} NOT NULL,
    ended_reason {text} NOT NULL
);
CREATE INDEX absence_staff_id ON absence (staff_id);
CREATE INDEX absence_last_on ON absence (last_on);
CREATE TABLE appointment (
    id {pk},
    created_at {moment} NOT NULL,
    created_by {int} NOT NULL,
    version {int} NOT NULL,
    no {text} NOT NULL,
    state {text} NOT NULL,
    planned_at {moment} NOT NULL,
    ends_at {moment} NOT NULL,
    hours_centi {int} NOT NULL,
    bay_id {int} REFERENCES bay (id),
    mechanic_id {int} REFERENCES staff (id),
    advisor_id {int} REFERENCES staff (id),
    customer_id {int} REFERENCES customer (id),
    vehicle_id {int} REFERENCES vehicle (id),
    plate {text} NOT NULL,
    name {text} NOT NULL,
    phone {text} NOT NULL,
    request {text} NOT NULL,
    channel {text} NOT NULL,
    note {text} NOT NULL,
    moved {int} NOT NULL,
    remind_on {date},
    confirmed_at {moment},
    reminder_id {int} REFERENCES reminder (id),
    order_id {int} REFERENCES work_order (id),
    closed_at {moment},
    closed_reason {text} NOT NULL
);
CREATE UNIQUE INDEX appointment_no ON appointment (no);
CREATE INDEX appointment_customer_id ON appointment (customer_id);
CREATE INDEX appointment_vehicle_id ON appointment (vehicle_id);
CREATE INDEX appointment_reminder_id ON appointment (reminder_id);
CREATE INDEX appointment_order_id ON appointment (order_id);
CREATE INDEX appointment_planned_at ON appointment (planned_at);
CREATE INDEX appointment_state_planned_at ON appointment (state, planned_at);
ALTER TABLE customer ADD COLUMN no_calls {bool} NOT NULL DEFAULT {false};
ALTER TABLE customer ADD COLUMN no_calls_reason {text} NOT NULL DEFAULT '';
ALTER TABLE phone ADD COLUMN dead_on {date};
ALTER TABLE follow_up ADD COLUMN purpose {text} NOT NULL DEFAULT 'REPAIR';
ALTER TABLE follow_up ADD COLUMN caller_id {int} REFERENCES staff (id);
ALTER TABLE follow_up ADD COLUMN attempts {int} NOT NULL DEFAULT 0;
ALTER TABLE follow_up ADD COLUMN next_at {moment};
ALTER TABLE follow_up ADD COLUMN done_at {moment};
ALTER TABLE follow_up ADD COLUMN topic {text} NOT NULL DEFAULT '';
ALTER TABLE follow_up ADD COLUMN closed_reason {text} NOT NULL DEFAULT '';
ALTER TABLE reminder ADD COLUMN subject {text} NOT NULL DEFAULT '';
ALTER TABLE reminder ADD COLUMN predicted_on {date};
ALTER TABLE reminder ADD COLUMN remind_on {date};
ALTER TABLE reminder ADD COLUMN caller_id {int} REFERENCES staff (id);
ALTER TABLE reminder ADD COLUMN attempts {int} NOT NULL DEFAULT 0;
ALTER TABLE reminder ADD COLUMN next_at {moment};
ALTER TABLE reminder ADD COLUMN contacted_at {moment};
ALTER TABLE reminder ADD COLUMN closed_at {moment};
ALTER TABLE reminder ADD COLUMN closed_reason {text} NOT NULL DEFAULT '';
CREATE INDEX reminder_state_remind_on ON reminder (state, remind_on);
ALTER TABLE customer ADD COLUMN file_complete {bool} NOT NULL DEFAULT {false};
UPDATE customer SET file_complete = NOT {false} WHERE address <> ''
    AND EXISTS (SELECT 1 FROM phone WHERE phone.customer_id = customer.id)
    AND EXISTS (SELECT 1 FROM ownership WHERE ownership.customer_id = customer.id)
    AND NOT EXISTS (
        SELECT 1 FROM ownership JOIN vehicle ON vehicle.id = ownership.vehicle_id
        WHERE ownership.customer_id = customer.id AND ownership.until IS NULL AND vehicle.model = ''
    );
CREATE INDEX customer_open_file ON customer (file_due_on) WHERE NOT file_complete;
CREATE INDEX work_order_received_at ON work_order (received_at);
CREATE INDEX settlement_settled_at ON settlement (settled_at);
CREATE INDEX settlement_owed ON settlement (credit_due_on) WHERE state = 'ON_CREDIT';
CREATE INDEX receipt_received_at ON receipt (received_at);
CREATE TABLE account_payment (
    id {pk},
    created_at {moment} NOT NULL,
    created_by {int} NOT NULL,
    version {int} NOT NULL,
    no {text} NOT NULL,
    customer_id {int} NOT NULL REFERENCES customer (id),
    paid_at {moment} NOT NULL,
    total_fen {big} NOT NULL,
    given_fen {big} NOT NULL,
    change_fen {big} NOT NULL,
    note {text} NOT NULL
);
CREATE UNIQUE INDEX account_payment_no ON account_payment (no);
CREATE INDEX account_payment_customer_id ON account_payment (customer_id);
CREATE TABLE cash_up (
    id {pk},
    created_at {moment} NOT NULL,
    created_by {int} NOT NULL,
    version {int} NOT NULL,
    no {text} NOT NULL,
    from_at {moment},
    until_at {moment} NOT NULL,
    counted_by_id {int} NOT NULL REFERENCES staff (id),
    approved_by {int},
    left_fen {big} NOT NULL,
    taken_fen {big} NOT NULL,
    taken_to {text} NOT NULL,
    notes {text} NOT NULL,
    note {text} NOT NULL,
    voided_at {moment},
    void_reason {text} NOT NULL
);
CREATE UNIQUE INDEX cash_up_no ON cash_up (no);
CREATE INDEX cash_up_until_at ON cash_up (until_at);
CREATE TABLE cash_up_line (
    id {pk},
    cash_up_id {int} NOT NULL REFERENCES cash_up (id),
    method {text} NOT NULL,
    booked_fen {big} NOT NULL,
    counted_fen {big} NOT NULL,
    reason {text} NOT NULL
);
CREATE INDEX cash_up_line_cash_up_id ON cash_up_line (cash_up_id);
CREATE TABLE cash_entry (
    id {pk},
    created_at {moment} NOT NULL,
    created_by {int} NOT NULL,
    version {int} NOT NULL,
    no {text} NOT NULL,
    kind {text} NOT NULL,
    method {text} NOT NULL,
    amount_fen {big} NOT NULL,
    at {moment} NOT NULL,
    text {text} NOT NULL,
    document {text} NOT NULL,
    cash_up_id {int} REFERENCES cash_up (id),
    reversal_of_id {int} REFERENCES cash_entry (id),
    reason {text} NOT NULL
);
CREATE UNIQUE INDEX cash_entry_no ON cash_entry (no);
CREATE INDEX cash_entry_at ON cash_entry (at);
CREATE INDEX cash_entry_document ON cash_entry (document);
CREATE INDEX cash_entry_cash_up_id ON cash_entry (cash_up_id);
CREATE UNIQUE INDEX cash_entry_reversal_of_id ON cash_entry (reversal_of_id);
ALTER TABLE receipt ADD COLUMN account_payment_id {int} REFERENCES account_payment (id);
CREATE INDEX receipt_account_payment_id ON receipt (account_payment_id);
CREATE INDEX settlement_voided_at ON settlement (voided_at) WHERE voided_at IS NOT NULL;
CREATE INDEX supplement_answered_at ON supplement (answered_at) WHERE answered_at IS NOT NULL;
CREATE INDEX settlement_allowed ON settlement (allowance_fen) WHERE allowance_fen > 0;
CREATE INDEX line_work_started_at ON line_work (started_at);
CREATE INDEX supplier_payment_paid_at ON supplier_payment (paid_at);
