-- The tables of a new database: what pg_dump says after the migrations below.
-- Written by `make schema`, never by hand.
-- from accounts/migrations/0001_initial.py 0f2e764e40007215
-- from accounts/migrations/0002_signing_pin.py c4c9bee06d9822c2
-- from cases/migrations/0001_initial.py 5f96438a3cf336c6
-- from cases/migrations/0002_approvals.py c83e4b545687c5a6
-- from cases/migrations/0003_settled_here.py f020a4dd7c831fec
-- from cases/migrations/0004_meetings_decide_an_amount.py e5a02fcaba80700f
-- from cases/migrations/0005_alarms_apart.py 0f0e3b1fdb309b87
-- from files/migrations/0001_initial.py f914ca8153d437c7
-- from files/migrations/0002_strangers_photos.py 33770af8084e0c29
-- from files/migrations/0003_phone_hash.py ecc69a3affe78617
-- from journal/migrations/0001_initial.py 0c28bf712258fd11
-- from ledgers/migrations/0001_initial.py d16fecd229ff9c9e
-- from ledgers/migrations/0002_imports_and_search.py f04430a34eabb156
-- from ledgers/migrations/0003_drafts.py b8f5075838f6032b
-- from ledgers/migrations/0004_papers_and_retention.py fd52965d98ef4dcc
-- from ledgers/migrations/0005_books_by_time.py ca2fc9da6e3e3bb2
-- from ledgers/migrations/0006_retention_as_demanded.py bcd9a234892f4546
-- from ledgers/migrations/0007_expected_and_rhythm.py 30a9ac9a60485b1d
-- from ledgers/migrations/0008_stones_of_entries.py 281ea01b5d907a77
-- from ledgers/sql/purging_0004.py 419d00db09bfb9b4
-- from ledgers/sql/purging_0008.py ccbe693a4af06961
-- from ledgers/sql/shortening_0006.py 2ddfe881d0d1e1c5
-- from maintenance/migrations/0001_initial.py bf2b8f9fe5b81f04
-- from maintenance/migrations/0002_rules_of_plans.py 00920d89eb5f9464
-- from maintenance/migrations/0003_lending.py 1a22590aeb3b7cb7
-- from maintenance/migrations/0004_promises.py 15c5ee1a60cc3a04
-- from maintenance/migrations/0005_class_lists.py c6fd5976e9bf1160
-- from maintenance/migrations/0006_small_works.py 692225b83832f5c3
-- from maintenance/migrations/0007_replace.py a4126c186a7f06df
-- from maintenance/migrations/0008_rooms_handed_out.py 5fa91810a8b9b7a4
-- from notify/migrations/0001_initial.py 27e3dd6305acd646
-- from notify/migrations/0002_outside_channels.py 1f9183c30598a9b4
-- from org/migrations/0001_initial.py da56660ff41c34ec
-- from org/migrations/0002_importbatch_added_importbatch_changes_and_more.py 8d578c95364bfde1
-- from planning/migrations/0001_initial.py 6086c7c529721f24
-- from planning/migrations/0002_readings.py 2da81a20a2758563
-- from planning/migrations/0003_optional_columns.py 38a52d111ae11fcb
-- from planning/migrations/0004_more_optional_columns.py aee530763f780965
-- from planning/migrations/0005_meetings_and_letters.py 3c8b307c088ae13e
-- from planning/migrations/0006_protect_versions.py 364d23b89c1b0514
-- from planning/migrations/0007_programmes.py 7e1ffac26350cd32
-- from planning/migrations/0008_index_items_by_institution.py 481872a21624ef54
-- from planning/migrations/0009_books.py e8244dd7fbaebb83
-- from planning/migrations/0010_items_name_books.py 991ba3639f7d6682
-- from planning/migrations/0011_evidence_outlives_entries.py 25ba9d2f74173320
-- from planning/migrations/0012_find_ones_work.py bdc437ab772cbad5
-- from planning/migrations/0013_reading_limits.py 310445b5086da8e5
-- from planning/migrations/0014_meeting_topics.py a9c0908a021e3c59
-- from planning/migrations/0015_posts.py ddd152cf31efbd1e
-- from planning/migrations/0016_activities.py c8c84b16aab41a6c
-- from planning/migrations/0017_aims_of_departments.py 70d1eee407dd2e73
-- from publicity/migrations/0001_notices_and_receipts.py 45134c5bef64645f
-- from publicity/migrations/0002_those_without_account.py c3f865f32d226196
-- from publicity/migrations/0003_departments_kept.py 92ced515375af656
-- from reports/migrations/0001_initial.py 94e1929be2e42b08
-- from safety/migrations/0001_patrols.py 7c821871389ee0bf
-- from safety/migrations/0002_undertakings.py d6973f3f6a68a262
-- from safety/migrations/0003_accountability.py 8077c9f0f1cda497
-- from safety/migrations/0004_tips.py 89a85ee6a19eb184
-- from safety/migrations/0005_emergency.py 9985412e11845a96
-- from safety/migrations/0006_norms.py e88d7fcea897d795
-- from safety/migrations/0007_accountability_leaves_no_name.py 6cab06d7cb540721
-- from safety/migrations/0008_duties_and_assessments.py a17e28bf8cd7034a
-- from voice/migrations/0001_surveys.py 6e03be21391083b2
-- from voice/migrations/0002_opinions.py 56649d6462bb32c0
-- from voice/migrations/0003_visit_plans.py be23d8d68aa90c2e
-- from voice/migrations/0004_repeated_visits.py d7c1fb928587c205
SET LOCAL check_function_bodies = false;
SELECT pg_catalog.set_config('search_path', '', true);
CREATE FUNCTION public.ledgers_only_by_purge() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    IF NOT pg_has_role(current_user, (SELECT relowner FROM pg_class WHERE oid = TG_RELID), 'USAGE')
    THEN RAISE EXCEPTION 'houqin: tombstones are added by ledgers_purge only'; END IF;
    RETURN NEW;
END
$$;
CREATE FUNCTION public.ledgers_purge(asked bigint) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
DECLARE
    act ledgers_purge%ROWTYPE;
    kept ledgers_book%ROWTYPE;
    limit_at timestamptz;
    number_found integer;
    said text;
    scope_first bigint;
    scope_last bigint;
BEGIN
    SELECT * INTO act FROM ledgers_purge WHERE id = asked;
    scope_first := NULLIF(current_setting('houqin.first', true), '');
    scope_last := NULLIF(current_setting('houqin.last', true), '');
    IF NOT FOUND OR act.institution_id IS DISTINCT FROM scope_first
       OR act.institution_id IS DISTINCT FROM scope_last
    THEN RAISE EXCEPTION 'houqin: no such purge in scope'; END IF;
    SELECT * INTO kept FROM ledgers_book
        WHERE id = act.book_id AND institution_id = act.institution_id;
    IF NOT FOUND OR kept.retention_months IS NULL OR kept.keeps_with_object
       OR kept.retention_months <> act.months
    THEN RAISE EXCEPTION 'houqin: the book keeps its entries'; END IF;
    IF EXISTS (SELECT 1 FROM ledgers_tombstone WHERE purge_id = asked)
    THEN RAISE EXCEPTION 'houqin: this purge was carried out'; END IF;
    limit_at := now() - make_interval(months => kept.retention_months);

    CREATE TEMP TABLE houqin_going ON COMMIT DROP AS
        SELECT number AS sequence FROM jsonb_array_elements(act.ranges) AS span,
               generate_series((span ->> 0)::bigint, (span ->> 1)::bigint) AS number;
    CREATE TEMP TABLE houqin_links ON COMMIT DROP AS
        SELECT 'e' AS kind, e.id, e.id AS entry_id, e.sequence, e.previous, e.digest, e.entered_at,
               greatest(e.happened_at, e.entered_at) AS last_at
          FROM ledgers_entry e JOIN houqin_going USING (sequence) WHERE e.book_id = act.book_id
        UNION ALL
        SELECT 'a', a.id, a.entry_id, a.sequence, a.previous, a.digest, a.entered_at, a.entered_at
          FROM ledgers_amendment a JOIN houqin_going USING (sequence) WHERE a.book_id = act.book_id
        UNION ALL
        SELECT 'c', c.id, c.entry_id, c.sequence, c.previous, c.digest, c.entered_at, c.entered_at
          FROM ledgers_countersignature c JOIN houqin_going USING (sequence)
         WHERE c.book_id = act.book_id;

    SELECT count(*) INTO number_found FROM houqin_links;
    IF number_found <> act.links OR number_found <> (SELECT count(*) FROM houqin_going)
       OR (SELECT count(*) FROM houqin_links WHERE kind = 'e') <> act.entries
    THEN RAISE EXCEPTION 'houqin: the purge names other links than there are'; END IF;
    IF EXISTS (SELECT 1 FROM houqin_links WHERE last_at >= limit_at)
    THEN RAISE EXCEPTION 'houqin: too early'; END IF;
    IF EXISTS (SELECT 1 FROM houqin_links l WHERE kind <> 'e'
               AND NOT EXISTS (SELECT 1 FROM houqin_links o
                               WHERE o.kind = 'e' AND o.id = l.entry_id))
    THEN RAISE EXCEPTION 'houqin: an entry stays that these links belong to'; END IF;
    SELECT encode(sha256(convert_to(string_agg(sequence || E'\t' || digest || E'\n', ''
                                               ORDER BY sequence), 'UTF8')), 'hex')
      INTO said FROM houqin_links;
    IF said <> act.links_digest
    THEN RAISE EXCEPTION 'houqin: the purge names other digests than there are'; END IF;

    INSERT INTO ledgers_tombstone
        (institution_id, book_id, purge_id, sequence, previous, digest, entered_at, entry_sequence)
        SELECT act.institution_id, act.book_id, asked, l.sequence, l.previous, l.digest,
               l.entered_at, CASE WHEN l.kind = 'e' THEN NULL ELSE o.sequence END
          FROM houqin_links l JOIN houqin_links o ON o.kind = 'e' AND o.id = l.entry_id;
    DELETE FROM ledgers_countersignature USING houqin_links l
        WHERE l.kind = 'c' AND ledgers_countersignature.id = l.id;
    DELETE FROM ledgers_amendment USING houqin_links l
        WHERE l.kind = 'a' AND ledgers_amendment.id = l.id;
    DELETE FROM ledgers_entry USING houqin_links l WHERE l.kind = 'e' AND ledgers_entry.id = l.id;
    DROP TABLE houqin_links;
    DROP TABLE houqin_going;
    RETURN number_found;
END
$$;
CREATE FUNCTION public.ledgers_remember_shortening() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    IF pg_has_role(current_user, (SELECT relowner FROM pg_class WHERE oid = TG_RELID), 'USAGE')
    THEN RETURN NEW; END IF;
    NEW.retention_least_months := greatest(OLD.retention_least_months, NEW.retention_least_months);
    NEW.must_keep_with_object := OLD.must_keep_with_object OR NEW.must_keep_with_object;
    NEW.retention_shortened_at := OLD.retention_shortened_at;
    IF (NEW.retention_months IS NOT NULL AND NOT NEW.keeps_with_object)
       AND (OLD.retention_months IS NULL OR OLD.keeps_with_object
            OR NEW.retention_months < OLD.retention_months)
    THEN NEW.retention_shortened_at := now(); END IF;
    RETURN NEW;
END
$$;
CREATE FUNCTION public.ledgers_wait_after_shortening() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM ledgers_book
               WHERE id IN (SELECT book_id FROM fresh)
                 AND retention_shortened_at > now() - interval '30 days')
    THEN RAISE EXCEPTION 'houqin: shortened lately'; END IF;
    RETURN NULL;
END
$$;
CREATE TABLE public.account_emailaddress (
    id integer NOT NULL,
    email character varying(254) NOT NULL,
    verified boolean NOT NULL,
    "primary" boolean NOT NULL,
    user_id bigint NOT NULL
);
ALTER TABLE public.account_emailaddress ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.account_emailaddress_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.account_emailconfirmation (
    id integer NOT NULL,
    created timestamp with time zone NOT NULL,
    sent timestamp with time zone,
    key character varying(64) NOT NULL,
    email_address_id integer NOT NULL
);
ALTER TABLE public.account_emailconfirmation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.account_emailconfirmation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.accounts_accesstoken (
    id bigint NOT NULL,
    institution_ref bigint NOT NULL,
    purpose character varying(10) NOT NULL,
    name character varying(50) NOT NULL,
    digest character varying(64) NOT NULL,
    tail character varying(4) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    last_used_on date,
    revoked_at timestamp with time zone,
    user_id bigint NOT NULL
);
ALTER TABLE public.accounts_accesstoken ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accounts_accesstoken_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.accounts_loginfailure (
    id bigint NOT NULL,
    login character varying(64) NOT NULL,
    failures smallint NOT NULL,
    locked_until timestamp with time zone,
    last_at timestamp with time zone NOT NULL,
    CONSTRAINT accounts_loginfailure_failures_check CHECK ((failures >= 0))
);
ALTER TABLE public.accounts_loginfailure ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accounts_loginfailure_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.accounts_signingpin (
    id bigint NOT NULL,
    digest character varying(128) NOT NULL,
    set_at timestamp with time zone NOT NULL,
    user_id bigint NOT NULL
);
ALTER TABLE public.accounts_signingpin ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accounts_signingpin_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.accounts_user (
    id bigint NOT NULL,
    password character varying(128) NOT NULL,
    last_login timestamp with time zone,
    is_superuser boolean NOT NULL,
    username character varying(150) NOT NULL,
    email character varying(254) NOT NULL,
    is_staff boolean NOT NULL,
    is_active boolean NOT NULL,
    date_joined timestamp with time zone NOT NULL,
    name character varying(50) NOT NULL,
    phone character varying(20) NOT NULL,
    must_change_password boolean NOT NULL,
    mail_digest boolean NOT NULL
);
CREATE TABLE public.accounts_user_groups (
    id bigint NOT NULL,
    user_id bigint NOT NULL,
    group_id integer NOT NULL
);
ALTER TABLE public.accounts_user_groups ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accounts_user_groups_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE public.accounts_user ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accounts_user_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.accounts_user_user_permissions (
    id bigint NOT NULL,
    user_id bigint NOT NULL,
    permission_id integer NOT NULL
);
ALTER TABLE public.accounts_user_user_permissions ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accounts_user_user_permissions_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.auth_group (
    id integer NOT NULL,
    name character varying(150) NOT NULL
);
ALTER TABLE public.auth_group ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_group_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.auth_group_permissions (
    id bigint NOT NULL,
    group_id integer NOT NULL,
    permission_id integer NOT NULL
);
ALTER TABLE public.auth_group_permissions ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_group_permissions_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.auth_permission (
    id integer NOT NULL,
    name character varying(255) NOT NULL,
    content_type_id integer NOT NULL,
    codename character varying(100) NOT NULL
);
ALTER TABLE public.auth_permission ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_permission_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.cases_approval (
    id bigint NOT NULL,
    type character varying(30) NOT NULL,
    type_name character varying(40) NOT NULL,
    amount numeric(12,2),
    chain jsonb NOT NULL,
    stage smallint NOT NULL,
    case_id bigint NOT NULL,
    institution_id bigint NOT NULL,
    CONSTRAINT cases_approval_amount CHECK (((amount IS NULL) OR (amount >= (0)::numeric))),
    CONSTRAINT cases_approval_stage_check CHECK ((stage >= 0))
);
ALTER TABLE public.cases_approval ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.cases_approval_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.cases_case (
    id bigint NOT NULL,
    flow character varying(20) NOT NULL,
    number character varying(60) NOT NULL,
    token uuid NOT NULL,
    title character varying(120) NOT NULL,
    text text NOT NULL,
    kind character varying(30) NOT NULL,
    grade character varying(20) NOT NULL,
    state character varying(20) NOT NULL,
    is_open boolean NOT NULL,
    waits_for character varying(12) NOT NULL,
    source character varying(8) NOT NULL,
    finding_path character varying(120) NOT NULL,
    pointer_type character varying(60) NOT NULL,
    pointer_id bigint,
    outside_name character varying(50) NOT NULL,
    outside_phone character varying(20) NOT NULL,
    is_anonymous boolean NOT NULL,
    follow_code character varying(10),
    opened_at timestamp with time zone NOT NULL,
    respond_by timestamp with time zone,
    responded_at timestamp with time zone,
    due_at timestamp with time zone,
    paused_at timestamp with time zone,
    done_at timestamp with time zone,
    closed_at timestamp with time zone,
    is_late boolean NOT NULL,
    money_planned numeric(12,2),
    money_spent numeric(12,2),
    answer text NOT NULL,
    rating smallint,
    reopened smallint NOT NULL,
    conclusion text NOT NULL,
    is_veto boolean NOT NULL,
    extension_until date,
    extension_reason character varying(300) NOT NULL,
    alarm_round smallint NOT NULL,
    search text[] NOT NULL,
    department_id bigint,
    entry_id bigint,
    extension_by_id bigint,
    institution_id bigint NOT NULL,
    merged_into_id bigint,
    owner_id bigint,
    place_id bigint,
    recurrence_of_id bigint,
    reporter_id bigint,
    verifier_id bigint,
    waiter_id bigint,
    CONSTRAINT cases_case_alarm_round_check CHECK ((alarm_round >= 0)),
    CONSTRAINT cases_case_anonymous_is_nobody CHECK (((NOT is_anonymous) OR (((outside_phone)::text = ''::text) AND (reporter_id IS NULL)))),
    CONSTRAINT cases_case_closed_after_opened CHECK (((closed_at IS NULL) OR (closed_at >= opened_at))),
    CONSTRAINT cases_case_closed_when_not_open CHECK ((((closed_at IS NULL) AND is_open) OR ((closed_at IS NOT NULL) AND (NOT is_open)))),
    CONSTRAINT cases_case_extension_reason CHECK (((extension_until IS NULL) OR (NOT ((extension_reason)::text = ''::text)))),
    CONSTRAINT cases_case_has_title CHECK ((NOT ((title)::text = ''::text))),
    CONSTRAINT cases_case_merged_is_closed CHECK (((merged_into_id IS NULL) OR ((NOT is_open) AND (NOT ((merged_into_id = id) AND (merged_into_id IS NOT NULL)))))),
    CONSTRAINT cases_case_money CHECK ((((money_planned IS NULL) OR (money_planned >= (0)::numeric)) AND ((money_spent IS NULL) OR (money_spent >= (0)::numeric)))),
    CONSTRAINT cases_case_rating CHECK (((rating IS NULL) OR ((rating >= 1) AND (rating <= 5)))),
    CONSTRAINT cases_case_rating_check CHECK ((rating >= 0)),
    CONSTRAINT cases_case_reopened_check CHECK ((reopened >= 0)),
    CONSTRAINT cases_case_veto_has_conclusion CHECK (((NOT is_veto) OR (NOT (conclusion = ''::text))))
);
ALTER TABLE public.cases_case ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.cases_case_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.cases_casealarm (
    id bigint NOT NULL,
    code character varying(20) NOT NULL,
    name character varying(60) NOT NULL,
    round smallint NOT NULL,
    at timestamp with time zone NOT NULL,
    case_id bigint NOT NULL,
    institution_id bigint NOT NULL,
    CONSTRAINT cases_casealarm_round_check CHECK ((round >= 0))
);
ALTER TABLE public.cases_casealarm ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.cases_casealarm_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.cases_casestep (
    id bigint NOT NULL,
    transition character varying(30) NOT NULL,
    name character varying(60) NOT NULL,
    came_from character varying(20) NOT NULL,
    went_to character varying(20) NOT NULL,
    by_name character varying(50) NOT NULL,
    party character varying(12) NOT NULL,
    at timestamp with time zone NOT NULL,
    given jsonb NOT NULL,
    token uuid NOT NULL,
    by_id bigint,
    case_id bigint NOT NULL,
    institution_id bigint NOT NULL,
    CONSTRAINT cases_step_by_somebody CHECK ((NOT ((by_name)::text = ''::text)))
);
ALTER TABLE public.cases_casestep ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.cases_casestep_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.cases_collectivedecision (
    id bigint NOT NULL,
    meeting character varying(120) NOT NULL,
    held_on date NOT NULL,
    chair character varying(50) NOT NULL,
    opinions jsonb NOT NULL,
    is_passed boolean NOT NULL,
    result character varying(500) NOT NULL,
    made_at timestamp with time zone NOT NULL,
    approval_id bigint NOT NULL,
    institution_id bigint NOT NULL,
    made_by_id bigint NOT NULL,
    amount numeric(12,2),
    CONSTRAINT cases_decision_says CHECK (((NOT ((meeting)::text = ''::text)) AND (NOT ((result)::text = ''::text))))
);
ALTER TABLE public.cases_collectivedecision ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.cases_collectivedecision_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.cases_comment (
    id bigint NOT NULL,
    by_name character varying(50) NOT NULL,
    text text NOT NULL,
    is_public boolean NOT NULL,
    at timestamp with time zone NOT NULL,
    token uuid NOT NULL,
    by_id bigint,
    case_id bigint NOT NULL,
    institution_id bigint NOT NULL,
    CONSTRAINT cases_comment_says CHECK ((NOT (text = ''::text)))
);
ALTER TABLE public.cases_comment ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.cases_comment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.cases_cooperator (
    id bigint NOT NULL,
    case_id bigint NOT NULL,
    institution_id bigint NOT NULL,
    staff_id bigint NOT NULL
);
ALTER TABLE public.cases_cooperator ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.cases_cooperator_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.cases_duealarm (
    id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    case_id bigint NOT NULL,
    institution_id bigint NOT NULL
);
ALTER TABLE public.cases_duealarm ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.cases_duealarm_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.cases_finding (
    id bigint NOT NULL,
    path character varying(120) NOT NULL,
    message character varying(300) NOT NULL,
    fixed character varying(500) NOT NULL,
    found_at timestamp with time zone NOT NULL,
    case_id bigint,
    entry_id bigint NOT NULL,
    institution_id bigint NOT NULL,
    CONSTRAINT cases_finding_is_handled CHECK (((case_id IS NOT NULL) OR (NOT ((fixed)::text = ''::text))))
);
ALTER TABLE public.cases_finding ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.cases_finding_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.cases_flowrule (
    id bigint NOT NULL,
    flow character varying(20) NOT NULL,
    numbering character varying(40) NOT NULL,
    period character varying(40) NOT NULL,
    last integer NOT NULL,
    institution_id bigint NOT NULL,
    CONSTRAINT cases_flowrule_last_check CHECK ((last >= 0)),
    CONSTRAINT cases_rule_numbers_differ CHECK (((numbering)::text ~~ '%{n%'::text))
);
ALTER TABLE public.cases_flowrule ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.cases_flowrule_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.cases_gradepromise (
    id bigint NOT NULL,
    flow character varying(20) NOT NULL,
    grade character varying(20) NOT NULL,
    respond_hours numeric(5,1),
    finish_hours numeric(5,1),
    finish_days smallint,
    institution_id bigint NOT NULL,
    CONSTRAINT cases_gradepromise_finish_days_check CHECK ((finish_days >= 0)),
    CONSTRAINT cases_promise_whole CHECK ((((respond_hours IS NULL) OR (respond_hours > (0)::numeric)) AND (((finish_days IS NULL) AND (finish_hours > (0)::numeric)) OR (((finish_days >= 1) AND (finish_days <= 250)) AND (finish_hours IS NULL)))))
);
ALTER TABLE public.cases_gradepromise ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.cases_gradepromise_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.cases_requestrule (
    id bigint NOT NULL,
    type character varying(30) NOT NULL,
    stages jsonb NOT NULL,
    collective_from numeric(12,2),
    signed_from numeric(12,2),
    institution_id bigint NOT NULL,
    CONSTRAINT cases_request_rule_amounts CHECK ((((collective_from IS NULL) OR (collective_from > (0)::numeric)) AND ((signed_from IS NULL) OR (signed_from > (0)::numeric))))
);
ALTER TABLE public.cases_requestrule ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.cases_requestrule_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.cases_turn (
    id bigint NOT NULL,
    stage smallint NOT NULL,
    "position" smallint NOT NULL,
    stage_name character varying(40) NOT NULL,
    role character varying(20) NOT NULL,
    note character varying(60) NOT NULL,
    decision character varying(8) NOT NULL,
    opinion character varying(2000) NOT NULL,
    decided_at timestamp with time zone,
    approval_id bigint NOT NULL,
    institution_id bigint NOT NULL,
    person_id bigint NOT NULL,
    CONSTRAINT cases_turn_decided CHECK ((((decision)::text = ANY ((ARRAY['open'::character varying, 'dropped'::character varying])::text[])) OR (decided_at IS NOT NULL))),
    CONSTRAINT cases_turn_position_check CHECK (("position" >= 0)),
    CONSTRAINT cases_turn_stage_check CHECK ((stage >= 0))
);
ALTER TABLE public.cases_turn ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.cases_turn_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.cases_workhours (
    id bigint NOT NULL,
    spans jsonb NOT NULL,
    institution_id bigint NOT NULL
);
ALTER TABLE public.cases_workhours ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.cases_workhours_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.django_content_type (
    id integer NOT NULL,
    app_label character varying(100) NOT NULL,
    model character varying(100) NOT NULL
);
ALTER TABLE public.django_content_type ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.django_content_type_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.django_migrations (
    id bigint NOT NULL,
    app character varying(255) NOT NULL,
    name character varying(255) NOT NULL,
    applied timestamp with time zone NOT NULL
);
ALTER TABLE public.django_migrations ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.django_migrations_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.django_session (
    session_key character varying(40) NOT NULL,
    session_data text NOT NULL,
    expire_date timestamp with time zone NOT NULL
);
CREATE TABLE public.files_attachment (
    id bigint NOT NULL,
    owner_type character varying(60) NOT NULL,
    owner_id bigint NOT NULL,
    "position" smallint NOT NULL,
    caption character varying(120) NOT NULL,
    attached_at timestamp with time zone NOT NULL,
    institution_id bigint NOT NULL,
    file_id bigint NOT NULL,
    CONSTRAINT files_attachment_position_check CHECK (("position" >= 0))
);
ALTER TABLE public.files_attachment ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.files_attachment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.files_storedfile (
    id bigint NOT NULL,
    kind character varying(8) NOT NULL,
    name character varying(120) NOT NULL,
    mime character varying(80) NOT NULL,
    size integer NOT NULL,
    width integer,
    height integer,
    sha256 character varying(64) NOT NULL,
    original_sha256 character varying(64) NOT NULL,
    taken_at timestamp with time zone,
    uploaded_at timestamp with time zone NOT NULL,
    offered_at timestamp with time zone NOT NULL,
    path character varying(120) NOT NULL,
    institution_id bigint NOT NULL,
    uploaded_by_id bigint,
    phone_sha256 character varying(64) NOT NULL,
    CONSTRAINT files_storedfile_hashes CHECK ((((sha256)::text ~ '^[0-9a-f]{64}$'::text) AND ((original_sha256)::text ~ '^[0-9a-f]{64}$'::text))),
    CONSTRAINT files_storedfile_height_check CHECK ((height >= 0)),
    CONSTRAINT files_storedfile_not_empty CHECK ((size >= 1)),
    CONSTRAINT files_storedfile_phone_hash CHECK ((((phone_sha256)::text = ''::text) OR ((phone_sha256)::text ~ '^[0-9a-f]{64}$'::text))),
    CONSTRAINT files_storedfile_photo_has_size CHECK ((((height >= 1) AND (height IS NOT NULL) AND ((kind)::text = 'photo'::text) AND (width >= 1) AND (width IS NOT NULL)) OR ((height IS NULL) AND ((kind)::text = 'document'::text) AND (width IS NULL)))),
    CONSTRAINT files_storedfile_size_check CHECK ((size >= 0)),
    CONSTRAINT files_storedfile_width_check CHECK ((width >= 0))
);
ALTER TABLE public.files_storedfile ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.files_storedfile_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.journal_journalentry (
    id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    actor_name character varying(50) NOT NULL,
    action character varying(60) NOT NULL,
    target_type character varying(40) NOT NULL,
    target_id bigint,
    sentence character varying(400) NOT NULL,
    facts jsonb NOT NULL,
    address character varying(45) NOT NULL,
    via character varying(8) NOT NULL,
    search text[] NOT NULL,
    actor_id bigint,
    institution_id bigint NOT NULL
);
ALTER TABLE public.journal_journalentry ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.journal_journalentry_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.ledgers_amendment (
    id bigint NOT NULL,
    sequence bigint NOT NULL,
    previous character varying(64) NOT NULL,
    digest character varying(64) NOT NULL,
    entered_at timestamp with time zone NOT NULL,
    is_strike boolean NOT NULL,
    reason character varying(300) NOT NULL,
    before jsonb NOT NULL,
    after jsonb,
    file_hashes character varying(64)[] NOT NULL,
    is_abnormal boolean NOT NULL,
    flags jsonb NOT NULL,
    measure character varying(500) NOT NULL,
    author_name character varying(50) NOT NULL,
    author_id bigint NOT NULL,
    institution_id bigint NOT NULL,
    book_id bigint NOT NULL,
    entry_id bigint NOT NULL,
    search text[] NOT NULL,
    CONSTRAINT ledgers_amendment_after CHECK ((((after IS NULL) AND is_strike) OR ((after IS NOT NULL) AND (NOT is_strike)))),
    CONSTRAINT ledgers_amendment_is_link CHECK ((((digest)::text ~ '^[0-9a-f]{64}$'::text) AND ((previous)::text ~ '^[0-9a-f]{64}$'::text) AND (sequence >= 1))),
    CONSTRAINT ledgers_amendment_measure CHECK (((NOT is_abnormal) OR (NOT ((measure)::text = ''::text)))),
    CONSTRAINT ledgers_amendment_reason CHECK ((NOT ((reason)::text = ''::text))),
    CONSTRAINT ledgers_amendment_sequence_check CHECK ((sequence >= 0))
);
ALTER TABLE public.ledgers_amendment ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.ledgers_amendment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.ledgers_book (
    id bigint NOT NULL,
    code character varying(40) NOT NULL,
    title character varying(60) NOT NULL,
    domain character varying(12) NOT NULL,
    purpose character varying(200) NOT NULL,
    basis character varying(200) NOT NULL,
    writer_roles character varying(20)[] NOT NULL,
    reader_roles character varying(20)[] NOT NULL,
    signer_roles character varying(20)[] NOT NULL,
    per_what character varying(8) NOT NULL,
    per_field character varying(40) NOT NULL,
    time_field character varying(40) NOT NULL,
    backdate_days smallint,
    retention_months smallint,
    keeps_with_object boolean NOT NULL,
    numbering character varying(60) NOT NULL,
    layout character varying(40) NOT NULL,
    is_active boolean NOT NULL,
    institution_id bigint NOT NULL,
    current_id bigint,
    must_keep_with_object boolean NOT NULL,
    retention_least_months smallint,
    retention_shortened_at timestamp with time zone,
    every_days smallint,
    expected character varying(80)[] NOT NULL,
    CONSTRAINT ledgers_book_backdate_days_check CHECK ((backdate_days >= 0)),
    CONSTRAINT ledgers_book_every_days_check CHECK ((every_days >= 0)),
    CONSTRAINT ledgers_book_expects_by_field CHECK (((
CASE
    WHEN (expected IS NULL) THEN NULL::integer
    ELSE COALESCE(array_length(expected, 1), 0)
END = 0) OR (NOT ((per_field)::text = ''::text)))),
    CONSTRAINT ledgers_book_has_rhythm CHECK (((every_days IS NULL) OR ((every_days >= 1) AND (every_days <= 400)))),
    CONSTRAINT ledgers_book_has_title CHECK ((NOT ((title)::text = ''::text))),
    CONSTRAINT ledgers_book_kept_as_demanded CHECK (((retention_months IS NULL) OR (retention_least_months IS NULL) OR (retention_months >= retention_least_months))),
    CONSTRAINT ledgers_book_kept_some_time CHECK (((retention_months IS NULL) OR (retention_months >= 1))),
    CONSTRAINT ledgers_book_kept_with_object CHECK (((NOT must_keep_with_object) OR keeps_with_object)),
    CONSTRAINT ledgers_book_numbers_differ CHECK (((numbering)::text ~~ '%{n%'::text)),
    CONSTRAINT ledgers_book_retention_least_months_check CHECK ((retention_least_months >= 0)),
    CONSTRAINT ledgers_book_retention_months_check CHECK ((retention_months >= 0))
);
ALTER TABLE public.ledgers_book ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.ledgers_book_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.ledgers_bookdraft (
    id bigint NOT NULL,
    title character varying(60) NOT NULL,
    form jsonb NOT NULL,
    settings jsonb NOT NULL,
    reasons jsonb NOT NULL,
    past jsonb NOT NULL,
    revision integer NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    book_id bigint,
    changed_by_id bigint NOT NULL,
    institution_id bigint NOT NULL,
    CONSTRAINT ledgers_bookdraft_revision_check CHECK ((revision >= 0)),
    CONSTRAINT ledgers_draft_has_title CHECK ((NOT ((title)::text = ''::text)))
);
ALTER TABLE public.ledgers_bookdraft ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.ledgers_bookdraft_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.ledgers_booklayout (
    id bigint NOT NULL,
    name character varying(120) NOT NULL,
    content bytea NOT NULL,
    sha256 character varying(64) NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    book_id bigint NOT NULL,
    changed_by_id bigint NOT NULL,
    institution_id bigint NOT NULL
);
ALTER TABLE public.ledgers_booklayout ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.ledgers_booklayout_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.ledgers_bookversion (
    id bigint NOT NULL,
    number smallint NOT NULL,
    form jsonb NOT NULL,
    digest character varying(64) NOT NULL,
    published_at timestamp with time zone NOT NULL,
    book_id bigint NOT NULL,
    institution_id bigint NOT NULL,
    published_by_id bigint,
    CONSTRAINT ledgers_bookversion_number_check CHECK ((number >= 0)),
    CONSTRAINT ledgers_version_digest CHECK (((digest)::text ~ '^[0-9a-f]{64}$'::text)),
    CONSTRAINT ledgers_version_from_one CHECK ((number >= 1))
);
ALTER TABLE public.ledgers_bookversion ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.ledgers_bookversion_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.ledgers_chainhead (
    id bigint NOT NULL,
    sequence bigint NOT NULL,
    digest character varying(64) NOT NULL,
    period character varying(40) NOT NULL,
    number integer NOT NULL,
    book_id bigint NOT NULL,
    institution_id bigint NOT NULL,
    CONSTRAINT ledgers_chainhead_number_check CHECK ((number >= 0)),
    CONSTRAINT ledgers_chainhead_sequence_check CHECK ((sequence >= 0)),
    CONSTRAINT ledgers_head_is_digest CHECK (((digest)::text ~ '^[0-9a-f]{64}$'::text))
);
ALTER TABLE public.ledgers_chainhead ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.ledgers_chainhead_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.ledgers_countersignature (
    id bigint NOT NULL,
    sequence bigint NOT NULL,
    previous character varying(64) NOT NULL,
    digest character varying(64) NOT NULL,
    entered_at timestamp with time zone NOT NULL,
    signer_name character varying(50) NOT NULL,
    note character varying(200) NOT NULL,
    author_id bigint NOT NULL,
    book_id bigint NOT NULL,
    institution_id bigint NOT NULL,
    signer_id bigint NOT NULL,
    entry_id bigint NOT NULL,
    CONSTRAINT ledgers_countersignature_by_another CHECK ((NOT (signer_id = author_id))),
    CONSTRAINT ledgers_countersignature_is_link CHECK ((((digest)::text ~ '^[0-9a-f]{64}$'::text) AND ((previous)::text ~ '^[0-9a-f]{64}$'::text) AND (sequence >= 1))),
    CONSTRAINT ledgers_countersignature_sequence_check CHECK ((sequence >= 0))
);
ALTER TABLE public.ledgers_countersignature ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.ledgers_countersignature_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.ledgers_daydelivery (
    id bigint NOT NULL,
    channel character varying(8) NOT NULL,
    address character varying(300) NOT NULL,
    state character varying(8) NOT NULL,
    attempts smallint NOT NULL,
    due_at timestamp with time zone NOT NULL,
    sent_at timestamp with time zone,
    error character varying(300) NOT NULL,
    day_id bigint NOT NULL,
    institution_id bigint NOT NULL,
    CONSTRAINT ledgers_daydelivery_attempts_check CHECK ((attempts >= 0))
);
ALTER TABLE public.ledgers_daydelivery ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.ledgers_daydelivery_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.ledgers_dayhead (
    id bigint NOT NULL,
    day date NOT NULL,
    heads jsonb NOT NULL,
    previous character varying(64) NOT NULL,
    digest character varying(64) NOT NULL,
    made_at timestamp with time zone NOT NULL,
    institution_id bigint NOT NULL,
    CONSTRAINT ledgers_day_is_digest CHECK ((((digest)::text ~ '^[0-9a-f]{64}$'::text) AND ((previous)::text ~ '^[0-9a-f]{64}$'::text)))
);
ALTER TABLE public.ledgers_dayhead ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.ledgers_dayhead_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.ledgers_dayposting (
    id bigint NOT NULL,
    addresses character varying(254)[] NOT NULL,
    webhook character varying(300) NOT NULL,
    secret character varying(80) NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    changed_by_id bigint NOT NULL,
    institution_id bigint NOT NULL,
    CONSTRAINT ledgers_posting_https CHECK ((((webhook)::text = ''::text) OR ((webhook)::text ~~ 'https://%'::text))),
    CONSTRAINT ledgers_posting_signed CHECK ((((webhook)::text = ''::text) OR (NOT ((secret)::text = ''::text))))
);
ALTER TABLE public.ledgers_dayposting ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.ledgers_dayposting_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.ledgers_entry (
    id bigint NOT NULL,
    sequence bigint NOT NULL,
    previous character varying(64) NOT NULL,
    digest character varying(64) NOT NULL,
    entered_at timestamp with time zone NOT NULL,
    token uuid NOT NULL,
    number character varying(60) NOT NULL,
    happened_at timestamp with time zone NOT NULL,
    made_at timestamp with time zone NOT NULL,
    is_late boolean NOT NULL,
    late_reason character varying(200) NOT NULL,
    place_name character varying(200) NOT NULL,
    key character varying(80) NOT NULL,
    key_name character varying(80) NOT NULL,
    author_name character varying(50) NOT NULL,
    "values" jsonb NOT NULL,
    file_hashes character varying(64)[] NOT NULL,
    is_abnormal boolean NOT NULL,
    flags jsonb NOT NULL,
    measure character varying(500) NOT NULL,
    search text[] NOT NULL,
    author_id bigint NOT NULL,
    book_id bigint NOT NULL,
    institution_id bigint NOT NULL,
    place_id bigint,
    version_id bigint NOT NULL,
    batch_id bigint,
    CONSTRAINT ledgers_entry_has_happened CHECK ((happened_at <= (entered_at + '00:10:00'::interval))),
    CONSTRAINT ledgers_entry_is_link CHECK ((((digest)::text ~ '^[0-9a-f]{64}$'::text) AND ((previous)::text ~ '^[0-9a-f]{64}$'::text) AND (sequence >= 1))),
    CONSTRAINT ledgers_entry_late_reason CHECK ((((NOT is_late) AND ((late_reason)::text = ''::text)) OR (is_late AND (NOT ((late_reason)::text = ''::text))))),
    CONSTRAINT ledgers_entry_measure CHECK (((NOT is_abnormal) OR (NOT ((measure)::text = ''::text)))),
    CONSTRAINT ledgers_entry_sequence_check CHECK ((sequence >= 0))
);
ALTER TABLE public.ledgers_entry ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.ledgers_entry_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.ledgers_entryimport (
    id bigint NOT NULL,
    state character varying(8) NOT NULL,
    file_name character varying(120) NOT NULL,
    file_digest character varying(64) NOT NULL,
    content bytea,
    rows integer NOT NULL,
    progress integer NOT NULL,
    added integer NOT NULL,
    same integer NOT NULL,
    late integer NOT NULL,
    abnormal integer NOT NULL,
    bad_rows integer NOT NULL,
    problems jsonb NOT NULL,
    problem character varying(300) NOT NULL,
    late_reason character varying(200) NOT NULL,
    made_at timestamp with time zone NOT NULL,
    taken_at timestamp with time zone,
    undone_at timestamp with time zone,
    undo_reason character varying(200) NOT NULL,
    book_id bigint NOT NULL,
    institution_id bigint NOT NULL,
    made_by_id bigint NOT NULL,
    CONSTRAINT ledgers_entryimport_abnormal_check CHECK ((abnormal >= 0)),
    CONSTRAINT ledgers_entryimport_added_check CHECK ((added >= 0)),
    CONSTRAINT ledgers_entryimport_bad_rows_check CHECK ((bad_rows >= 0)),
    CONSTRAINT ledgers_entryimport_late_check CHECK ((late >= 0)),
    CONSTRAINT ledgers_entryimport_progress_check CHECK ((progress >= 0)),
    CONSTRAINT ledgers_entryimport_rows_check CHECK ((rows >= 0)),
    CONSTRAINT ledgers_entryimport_same_check CHECK ((same >= 0)),
    CONSTRAINT ledgers_import_taken_at CHECK (((NOT ((state)::text = ANY ((ARRAY['done'::character varying, 'undoing'::character varying, 'undone'::character varying])::text[]))) OR (taken_at IS NOT NULL)))
);
ALTER TABLE public.ledgers_entryimport ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.ledgers_entryimport_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.ledgers_paperorder (
    id bigint NOT NULL,
    kind character varying(8) NOT NULL,
    title character varying(120) NOT NULL,
    asked jsonb NOT NULL,
    state character varying(8) NOT NULL,
    done integer NOT NULL,
    total integer NOT NULL,
    doing character varying(120) NOT NULL,
    path character varying(120) NOT NULL,
    size bigint NOT NULL,
    sha256 character varying(64) NOT NULL,
    problem character varying(300) NOT NULL,
    site character varying(200) NOT NULL,
    made_at timestamp with time zone NOT NULL,
    beat_at timestamp with time zone,
    finished_at timestamp with time zone,
    keep_until timestamp with time zone NOT NULL,
    institution_id bigint NOT NULL,
    made_by_id bigint NOT NULL,
    CONSTRAINT ledgers_order_done_has_file CHECK (((NOT ((state)::text = 'done'::text)) OR ((finished_at IS NOT NULL) AND (NOT ((path)::text = ''::text))))),
    CONSTRAINT ledgers_order_kept_a_while CHECK ((keep_until > made_at)),
    CONSTRAINT ledgers_paperorder_done_check CHECK ((done >= 0)),
    CONSTRAINT ledgers_paperorder_size_check CHECK ((size >= 0)),
    CONSTRAINT ledgers_paperorder_total_check CHECK ((total >= 0))
);
ALTER TABLE public.ledgers_paperorder ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.ledgers_paperorder_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.ledgers_purge (
    id bigint NOT NULL,
    sequence bigint NOT NULL,
    previous character varying(64) NOT NULL,
    digest character varying(64) NOT NULL,
    entered_at timestamp with time zone NOT NULL,
    ranges jsonb NOT NULL,
    entries integer NOT NULL,
    links integer NOT NULL,
    links_digest character varying(64) NOT NULL,
    months smallint NOT NULL,
    reason character varying(200) NOT NULL,
    proposed_name character varying(50) NOT NULL,
    confirmed_name character varying(50) NOT NULL,
    book_id bigint NOT NULL,
    confirmed_by_id bigint NOT NULL,
    institution_id bigint NOT NULL,
    proposed_by_id bigint NOT NULL,
    CONSTRAINT ledgers_purge_by_two CHECK ((NOT (proposed_by_id = confirmed_by_id))),
    CONSTRAINT ledgers_purge_entries_check CHECK ((entries >= 0)),
    CONSTRAINT ledgers_purge_is_link CHECK ((((digest)::text ~ '^[0-9a-f]{64}$'::text) AND ((previous)::text ~ '^[0-9a-f]{64}$'::text) AND (sequence >= 1))),
    CONSTRAINT ledgers_purge_links_check CHECK ((links >= 0)),
    CONSTRAINT ledgers_purge_months_check CHECK ((months >= 0)),
    CONSTRAINT ledgers_purge_of_something CHECK (((entries >= 1) AND (links >= entries) AND (months >= 1))),
    CONSTRAINT ledgers_purge_reason CHECK ((NOT ((reason)::text = ''::text))),
    CONSTRAINT ledgers_purge_sequence_check CHECK ((sequence >= 0))
);
ALTER TABLE public.ledgers_purge ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.ledgers_purge_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.ledgers_purgeproposal (
    id bigint NOT NULL,
    before timestamp with time zone NOT NULL,
    entries integer NOT NULL,
    reason character varying(200) NOT NULL,
    state character varying(8) NOT NULL,
    proposed_at timestamp with time zone NOT NULL,
    decided_at timestamp with time zone,
    book_id bigint NOT NULL,
    decided_by_id bigint,
    institution_id bigint NOT NULL,
    proposed_by_id bigint NOT NULL,
    CONSTRAINT ledgers_proposal_by_another CHECK (((NOT ((state)::text = 'done'::text)) OR (NOT ((decided_by_id = proposed_by_id) AND (decided_by_id IS NOT NULL))))),
    CONSTRAINT ledgers_proposal_decided CHECK ((((decided_by_id IS NULL) AND ((state)::text = 'open'::text)) OR ((NOT ((state)::text = 'open'::text)) AND (decided_at IS NOT NULL) AND (decided_by_id IS NOT NULL)))),
    CONSTRAINT ledgers_purgeproposal_entries_check CHECK ((entries >= 0))
);
ALTER TABLE public.ledgers_purgeproposal ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.ledgers_purgeproposal_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.ledgers_tombstone (
    id bigint NOT NULL,
    sequence bigint NOT NULL,
    previous character varying(64) NOT NULL,
    digest character varying(64) NOT NULL,
    entered_at timestamp with time zone NOT NULL,
    book_id bigint NOT NULL,
    institution_id bigint NOT NULL,
    purge_id bigint NOT NULL,
    entry_sequence bigint,
    CONSTRAINT ledgers_tombstone_entry_sequence_check CHECK ((entry_sequence >= 0)),
    CONSTRAINT ledgers_tombstone_is_link CHECK ((((digest)::text ~ '^[0-9a-f]{64}$'::text) AND ((previous)::text ~ '^[0-9a-f]{64}$'::text) AND (sequence >= 1))),
    CONSTRAINT ledgers_tombstone_sequence_check CHECK ((sequence >= 0))
);
ALTER TABLE public.ledgers_tombstone ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.ledgers_tombstone_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.maintenance_brokenpiece (
    id bigint NOT NULL,
    thing character varying(8) NOT NULL,
    quantity smallint NOT NULL,
    said character varying(100) NOT NULL,
    mended smallint NOT NULL,
    exchanged smallint NOT NULL,
    scrapped smallint NOT NULL,
    institution_id bigint NOT NULL,
    order_id bigint NOT NULL,
    CONSTRAINT maintenance_broken_adds_up CHECK ((quantity >= ((mended + exchanged) + scrapped))),
    CONSTRAINT maintenance_broken_quantity CHECK (((quantity >= 1) AND (quantity <= 999))),
    CONSTRAINT maintenance_brokenpiece_exchanged_check CHECK ((exchanged >= 0)),
    CONSTRAINT maintenance_brokenpiece_mended_check CHECK ((mended >= 0)),
    CONSTRAINT maintenance_brokenpiece_quantity_check CHECK ((quantity >= 0)),
    CONSTRAINT maintenance_brokenpiece_scrapped_check CHECK ((scrapped >= 0))
);
ALTER TABLE public.maintenance_brokenpiece ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.maintenance_brokenpiece_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.maintenance_contractor (
    id bigint NOT NULL,
    name character varying(60) NOT NULL,
    contact character varying(30) NOT NULL,
    phone character varying(30) NOT NULL,
    trade character varying(60) NOT NULL,
    contract_until date,
    is_active boolean NOT NULL,
    institution_id bigint NOT NULL
);
ALTER TABLE public.maintenance_contractor ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.maintenance_contractor_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.maintenance_contractorlink (
    id bigint NOT NULL,
    key character varying(40) NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    revoked_at timestamp with time zone,
    made_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone,
    contractor_id bigint NOT NULL,
    institution_id bigint NOT NULL,
    made_by_id bigint NOT NULL
);
ALTER TABLE public.maintenance_contractorlink ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.maintenance_contractorlink_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.maintenance_equipment (
    id bigint NOT NULL,
    code character varying(30) NOT NULL,
    name character varying(40) NOT NULL,
    quantity smallint NOT NULL,
    maker character varying(60) NOT NULL,
    installed_on date,
    warranty_until date,
    state character varying(8) NOT NULL,
    state_reason character varying(200) NOT NULL,
    state_at timestamp with time zone,
    is_fit_needed boolean NOT NULL,
    estimate numeric(10,2),
    certificate character varying(60) NOT NULL,
    next_inspection_on date,
    reminded_for date,
    last_check_on date,
    tag character varying(8) NOT NULL,
    search text[] NOT NULL,
    contractor_id bigint,
    import_batch_id bigint,
    institution_id bigint NOT NULL,
    keeper_id bigint,
    place_id bigint NOT NULL,
    state_by_id bigint,
    kind_id bigint NOT NULL,
    CONSTRAINT maintenance_equip_estimate CHECK (((estimate IS NULL) OR (estimate >= (0)::numeric))),
    CONSTRAINT maintenance_equip_quantity CHECK ((quantity >= 1)),
    CONSTRAINT maintenance_equip_why_closed CHECK (((NOT ((state)::text = 'closed'::text)) OR (NOT ((state_reason)::text = ''::text)))),
    CONSTRAINT maintenance_equipment_quantity_check CHECK ((quantity >= 0))
);
ALTER TABLE public.maintenance_equipment ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.maintenance_equipment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.maintenance_equipmentcheck (
    id bigint NOT NULL,
    verdict character varying(8) NOT NULL,
    failed character varying(40)[] NOT NULL,
    note character varying(300) NOT NULL,
    made_at timestamp with time zone NOT NULL,
    token uuid NOT NULL,
    equipment_id bigint NOT NULL,
    institution_id bigint NOT NULL,
    made_by_id bigint NOT NULL,
    round_id bigint,
    CONSTRAINT maintenance_check_says CHECK ((((verdict)::text = 'passed'::text) OR (NOT ((note)::text = ''::text))))
);
ALTER TABLE public.maintenance_equipmentcheck ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.maintenance_equipmentcheck_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.maintenance_equipmentkind (
    id bigint NOT NULL,
    code character varying(20) NOT NULL,
    name character varying(30) NOT NULL,
    months smallint,
    remind_days smallint NOT NULL,
    stops boolean NOT NULL,
    institution_id bigint NOT NULL,
    CONSTRAINT maintenance_equipmentkind_months_check CHECK ((months >= 0)),
    CONSTRAINT maintenance_equipmentkind_remind_days_check CHECK ((remind_days >= 0)),
    CONSTRAINT maintenance_kind_months CHECK (((months IS NULL) OR ((months >= 1) AND (months <= 120))))
);
ALTER TABLE public.maintenance_equipmentkind ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.maintenance_equipmentkind_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.maintenance_goodsloan (
    id bigint NOT NULL,
    goods character varying(40) NOT NULL,
    quantity integer NOT NULL,
    lent_at timestamp with time zone NOT NULL,
    returned integer NOT NULL,
    settled_at timestamp with time zone,
    note character varying(200) NOT NULL,
    token uuid NOT NULL,
    institution_id bigint NOT NULL,
    lent_by_id bigint NOT NULL,
    school_class_id bigint,
    staff_id bigint NOT NULL,
    charge numeric(8,2),
    due_on date,
    place_id bigint,
    CONSTRAINT maintenance_goodsloan_quantity_check CHECK ((quantity >= 0)),
    CONSTRAINT maintenance_goodsloan_returned_check CHECK ((returned >= 0)),
    CONSTRAINT maintenance_loan_charge CHECK (((charge IS NULL) OR ((charge >= (0)::numeric) AND (NOT ((note)::text = ''::text))))),
    CONSTRAINT maintenance_loan_count CHECK (((quantity >= 1) AND (returned <= quantity))),
    CONSTRAINT maintenance_loan_settled CHECK (((settled_at IS NULL) OR (returned = quantity) OR (NOT ((note)::text = ''::text))))
);
ALTER TABLE public.maintenance_goodsloan ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.maintenance_goodsloan_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.maintenance_inspection (
    id bigint NOT NULL,
    inspected_on date NOT NULL,
    agency character varying(60) NOT NULL,
    passed boolean NOT NULL,
    certificate character varying(60) NOT NULL,
    next_on date NOT NULL,
    note character varying(300) NOT NULL,
    made_at timestamp with time zone NOT NULL,
    equipment_id bigint NOT NULL,
    institution_id bigint NOT NULL,
    made_by_id bigint NOT NULL,
    CONSTRAINT maintenance_inspection_later CHECK ((next_on > inspected_on)),
    CONSTRAINT maintenance_inspection_paper CHECK (((NOT passed) OR (NOT ((certificate)::text = ''::text))))
);
ALTER TABLE public.maintenance_inspection ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.maintenance_inspection_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.maintenance_partused (
    id bigint NOT NULL,
    name character varying(40) NOT NULL,
    quantity numeric(8,2) NOT NULL,
    unit character varying(6) NOT NULL,
    price numeric(9,2) NOT NULL,
    made_at timestamp with time zone NOT NULL,
    institution_id bigint NOT NULL,
    made_by_id bigint NOT NULL,
    order_id bigint NOT NULL,
    CONSTRAINT maintenance_part_positive CHECK (((price >= (0)::numeric) AND (quantity > (0)::numeric)))
);
ALTER TABLE public.maintenance_partused ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.maintenance_partused_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.maintenance_repairbatch (
    id bigint NOT NULL,
    title character varying(60) NOT NULL,
    made_at timestamp with time zone NOT NULL,
    token uuid NOT NULL,
    institution_id bigint NOT NULL,
    made_by_id bigint NOT NULL,
    school_class_id bigint
);
ALTER TABLE public.maintenance_repairbatch ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.maintenance_repairbatch_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.maintenance_repairer (
    id bigint NOT NULL,
    trades character varying(12)[] NOT NULL,
    most_jobs smallint NOT NULL,
    is_active boolean NOT NULL,
    institution_id bigint NOT NULL,
    staff_id bigint NOT NULL,
    CONSTRAINT maintenance_repairer_most CHECK (((most_jobs >= 1) AND (most_jobs <= 99))),
    CONSTRAINT maintenance_repairer_most_jobs_check CHECK ((most_jobs >= 0))
);
ALTER TABLE public.maintenance_repairer ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.maintenance_repairer_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.maintenance_repairlimit (
    id bigint NOT NULL,
    approved_from numeric(10,2) NOT NULL,
    institution_id bigint NOT NULL,
    CONSTRAINT maintenance_limit_positive CHECK ((approved_from > (0)::numeric))
);
ALTER TABLE public.maintenance_repairlimit ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.maintenance_repairlimit_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.maintenance_repairpromise (
    id bigint NOT NULL,
    grade character varying(8) NOT NULL,
    fault character varying(12) NOT NULL,
    respond_hours numeric(5,1) NOT NULL,
    finish_hours numeric(5,1),
    finish_days smallint,
    institution_id bigint NOT NULL,
    place_id bigint,
    CONSTRAINT maintenance_promise_whole CHECK (((respond_hours > (0)::numeric) AND (((finish_days IS NULL) AND (finish_hours > (0)::numeric)) OR (((finish_days >= 1) AND (finish_days <= 90)) AND (finish_hours IS NULL))))),
    CONSTRAINT maintenance_repairpromise_finish_days_check CHECK ((finish_days >= 0))
);
ALTER TABLE public.maintenance_repairpromise ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.maintenance_repairpromise_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.maintenance_repairzone (
    id bigint NOT NULL,
    institution_id bigint NOT NULL,
    place_id bigint NOT NULL,
    repairer_id bigint NOT NULL
);
ALTER TABLE public.maintenance_repairzone ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.maintenance_repairzone_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.maintenance_round (
    id bigint NOT NULL,
    first date NOT NULL,
    due_on date NOT NULL,
    finished_at timestamp with time zone,
    assignee_id bigint,
    institution_id bigint NOT NULL,
    task_id bigint,
    rule_id bigint NOT NULL,
    CONSTRAINT maintenance_round_in_order CHECK ((due_on >= first))
);
ALTER TABLE public.maintenance_round ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.maintenance_round_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.maintenance_samereport (
    id bigint NOT NULL,
    device character varying(64) NOT NULL,
    made_at timestamp with time zone NOT NULL,
    institution_id bigint NOT NULL,
    order_id bigint NOT NULL
);
ALTER TABLE public.maintenance_samereport ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.maintenance_samereport_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.maintenance_upkeeprule (
    id bigint NOT NULL,
    name character varying(40) NOT NULL,
    points character varying(40)[] NOT NULL,
    cadence character varying(80) NOT NULL,
    role character varying(20) NOT NULL,
    closes boolean NOT NULL,
    alert_role character varying(20) NOT NULL,
    same_day boolean NOT NULL,
    is_active boolean NOT NULL,
    contractor_id bigint,
    institution_id bigint NOT NULL,
    kind_id bigint NOT NULL,
    under_id bigint,
    item_id bigint,
    CONSTRAINT maintenance_rule_points CHECK ((
CASE
    WHEN (points IS NULL) THEN NULL::integer
    ELSE COALESCE(array_length(points, 1), 0)
END >= 1))
);
ALTER TABLE public.maintenance_upkeeprule ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.maintenance_upkeeprule_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.maintenance_usagetrigger (
    id bigint NOT NULL,
    name character varying(40) NOT NULL,
    field character varying(40) NOT NULL,
    key character varying(80) NOT NULL,
    sort character varying(6) NOT NULL,
    value numeric(14,3) NOT NULL,
    fault character varying(12) NOT NULL,
    work character varying(80) NOT NULL,
    is_active boolean NOT NULL,
    base numeric(14,3),
    book_id bigint NOT NULL,
    equipment_id bigint,
    institution_id bigint NOT NULL,
    place_id bigint,
    CONSTRAINT maintenance_trigger_step CHECK (((NOT ((sort)::text = 'every'::text)) OR (value > (0)::numeric)))
);
ALTER TABLE public.maintenance_usagetrigger ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.maintenance_usagetrigger_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.maintenance_workorder (
    id bigint NOT NULL,
    fault character varying(12) NOT NULL,
    dispatch_reason character varying(300) NOT NULL,
    ranking jsonb NOT NULL,
    answered_at timestamp with time zone,
    arrived_at timestamp with time zone,
    finished_at timestamp with time zone,
    cause character varying(300) NOT NULL,
    labour_minutes integer NOT NULL,
    parts_cost numeric(10,2) NOT NULL,
    outside_cost numeric(10,2) NOT NULL,
    market_price numeric(10,2) NOT NULL,
    is_outside boolean NOT NULL,
    warranty_until date,
    late_reason character varying(8) NOT NULL,
    votes integer NOT NULL,
    device character varying(64) NOT NULL,
    batch_id bigint,
    case_id bigint NOT NULL,
    check_row_id bigint,
    contractor_id bigint,
    equipment_id bigint,
    institution_id bigint NOT NULL,
    place_id bigint,
    repairer_id bigint,
    warranty_of_id bigint,
    estimate numeric(10,2),
    granted numeric(10,2),
    is_dangerous boolean NOT NULL,
    plan character varying(300) NOT NULL,
    request_id bigint,
    CONSTRAINT maintenance_order_money CHECK (((market_price >= (0)::numeric) AND (outside_cost >= (0)::numeric) AND (parts_cost >= (0)::numeric))),
    CONSTRAINT maintenance_order_not_its_own CHECK ((NOT ((warranty_of_id = id) AND (warranty_of_id IS NOT NULL)))),
    CONSTRAINT maintenance_workorder_labour_minutes_check CHECK ((labour_minutes >= 0)),
    CONSTRAINT maintenance_workorder_votes_check CHECK ((votes >= 0))
);
ALTER TABLE public.maintenance_workorder ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.maintenance_workorder_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.mfa_authenticator (
    id bigint NOT NULL,
    type character varying(20) NOT NULL,
    data jsonb NOT NULL,
    user_id bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    last_used_at timestamp with time zone
);
ALTER TABLE public.mfa_authenticator ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.mfa_authenticator_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.notify_channel (
    id bigint NOT NULL,
    kind character varying(20) NOT NULL,
    name character varying(40) NOT NULL,
    is_on boolean NOT NULL,
    given jsonb NOT NULL,
    sealed text NOT NULL,
    notice_kinds character varying(60)[] NOT NULL,
    last_sent_at timestamp with time zone,
    last_failed_at timestamp with time zone,
    last_error character varying(300) NOT NULL,
    institution_id bigint NOT NULL,
    CONSTRAINT notify_channel_kinds_of_groups_only CHECK ((((kind)::text = ANY ((ARRAY['wecom_robot'::character varying, 'dingtalk_robot'::character varying, 'feishu_robot'::character varying, 'webhook'::character varying])::text[])) OR (notice_kinds = '{}'::character varying(60)[])))
);
ALTER TABLE public.notify_channel ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.notify_channel_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.notify_channeladdress (
    id bigint NOT NULL,
    phone character varying(20) NOT NULL,
    address character varying(100) NOT NULL,
    channel_id bigint NOT NULL,
    institution_id bigint NOT NULL
);
ALTER TABLE public.notify_channeladdress ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.notify_channeladdress_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.notify_channelrefusal (
    id bigint NOT NULL,
    kind character varying(20) NOT NULL,
    institution_id bigint NOT NULL,
    staff_id bigint NOT NULL,
    CONSTRAINT notify_refusal_of_personal_channels CHECK (((kind)::text = ANY ((ARRAY['wecom'::character varying, 'dingtalk'::character varying, 'feishu'::character varying])::text[])))
);
ALTER TABLE public.notify_channelrefusal ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.notify_channelrefusal_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.notify_delivery (
    id bigint NOT NULL,
    channel character varying(20) NOT NULL,
    day date,
    state character varying(8) NOT NULL,
    due_at timestamp with time zone NOT NULL,
    attempts smallint NOT NULL,
    started_at timestamp with time zone,
    sent_at timestamp with time zone,
    error character varying(300) NOT NULL,
    institution_id bigint NOT NULL,
    recipient_id bigint NOT NULL,
    notice_id bigint,
    CONSTRAINT notify_delivery_attempts_check CHECK ((attempts >= 0)),
    CONSTRAINT notify_delivery_notice_or_digest CHECK ((((day IS NOT NULL) AND (notice_id IS NULL)) OR ((day IS NULL) AND (notice_id IS NOT NULL)))),
    CONSTRAINT notify_delivery_sent_has_time CHECK (((NOT ((state)::text = 'sent'::text)) OR (sent_at IS NOT NULL)))
);
ALTER TABLE public.notify_delivery ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.notify_delivery_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.notify_digestrun (
    id bigint NOT NULL,
    day date NOT NULL,
    institution_id bigint NOT NULL
);
ALTER TABLE public.notify_digestrun ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.notify_digestrun_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.notify_grouppost (
    id bigint NOT NULL,
    notice_kind character varying(60) NOT NULL,
    key character varying(120) NOT NULL,
    title character varying(120) NOT NULL,
    url character varying(300) NOT NULL,
    is_urgent boolean NOT NULL,
    created_at timestamp with time zone NOT NULL,
    state character varying(8) NOT NULL,
    due_at timestamp with time zone NOT NULL,
    attempts smallint NOT NULL,
    started_at timestamp with time zone,
    sent_at timestamp with time zone,
    error character varying(300) NOT NULL,
    channel_id bigint NOT NULL,
    institution_id bigint NOT NULL,
    CONSTRAINT notify_grouppost_attempts_check CHECK ((attempts >= 0)),
    CONSTRAINT notify_post_sent_has_time CHECK (((NOT ((state)::text = 'sent'::text)) OR (sent_at IS NOT NULL))),
    CONSTRAINT notify_post_stays_on_site CHECK ((((url)::text ~~ '/%'::text) AND (NOT ((url)::text ~~ '//%'::text))))
);
ALTER TABLE public.notify_grouppost ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.notify_grouppost_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.notify_notice (
    id bigint NOT NULL,
    kind character varying(60) NOT NULL,
    title character varying(120) NOT NULL,
    body character varying(400) NOT NULL,
    url character varying(300) NOT NULL,
    is_urgent boolean NOT NULL,
    is_listed boolean NOT NULL,
    by_mail boolean NOT NULL,
    key character varying(120) NOT NULL,
    target_type character varying(60) NOT NULL,
    target_id bigint,
    created_at timestamp with time zone NOT NULL,
    read_at timestamp with time zone,
    mailed_at timestamp with time zone,
    institution_id bigint NOT NULL,
    recipient_id bigint NOT NULL,
    digest_day date,
    CONSTRAINT notify_notice_stays_on_site CHECK ((((url)::text ~~ '/%'::text) AND (NOT ((url)::text ~~ '//%'::text))))
);
ALTER TABLE public.notify_notice ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.notify_notice_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.notify_noticechoice (
    id bigint NOT NULL,
    kind character varying(60) NOT NULL,
    in_app boolean NOT NULL,
    by_mail boolean NOT NULL,
    institution_id bigint NOT NULL,
    staff_id bigint NOT NULL
);
ALTER TABLE public.notify_noticechoice ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.notify_noticechoice_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.org_absence (
    id bigint NOT NULL,
    first date NOT NULL,
    last date NOT NULL,
    reason character varying(100) NOT NULL,
    institution_id bigint NOT NULL,
    staff_id bigint NOT NULL,
    substitute_id bigint,
    CONSTRAINT org_absence_ends_after_start CHECK ((last >= first)),
    CONSTRAINT org_absence_other_substitute CHECK ((NOT ((substitute_id = staff_id) AND (substitute_id IS NOT NULL))))
);
ALTER TABLE public.org_absence ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.org_absence_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.org_break (
    id bigint NOT NULL,
    sort character varying(10) NOT NULL,
    name character varying(20) NOT NULL,
    first date NOT NULL,
    last date NOT NULL,
    institution_id bigint NOT NULL,
    CONSTRAINT org_break_ends_after_start CHECK ((last >= first))
);
ALTER TABLE public.org_break ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.org_break_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.org_calendarday (
    id bigint NOT NULL,
    day date NOT NULL,
    sort character varying(10) NOT NULL,
    name character varying(30) NOT NULL,
    institution_id bigint NOT NULL
);
ALTER TABLE public.org_calendarday ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.org_calendarday_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.org_department (
    id bigint NOT NULL,
    name character varying(40) NOT NULL,
    code character varying(20) NOT NULL,
    "position" smallint NOT NULL,
    parent_id bigint,
    import_batch_id bigint,
    institution_id bigint NOT NULL,
    head_id bigint,
    CONSTRAINT org_department_not_its_own_parent CHECK ((NOT ((parent_id = id) AND (parent_id IS NOT NULL)))),
    CONSTRAINT org_department_position_check CHECK (("position" >= 0))
);
ALTER TABLE public.org_department ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.org_department_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.org_importbatch (
    id bigint NOT NULL,
    resource character varying(40) NOT NULL,
    file_name character varying(120) NOT NULL,
    rows_added integer NOT NULL,
    made_at timestamp with time zone NOT NULL,
    undone_at timestamp with time zone,
    institution_id bigint NOT NULL,
    made_by_id bigint,
    added jsonb NOT NULL,
    changes jsonb NOT NULL,
    rows_changed integer NOT NULL,
    CONSTRAINT org_importbatch_rows_added_check CHECK ((rows_added >= 0)),
    CONSTRAINT org_importbatch_rows_changed_check CHECK ((rows_changed >= 0))
);
ALTER TABLE public.org_importbatch ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.org_importbatch_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.org_importupload (
    id bigint NOT NULL,
    resource character varying(40) NOT NULL,
    file_name character varying(120) NOT NULL,
    content bytea NOT NULL,
    made_at timestamp with time zone NOT NULL,
    institution_id bigint NOT NULL,
    made_by_id bigint NOT NULL
);
ALTER TABLE public.org_importupload ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.org_importupload_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.org_institution (
    id bigint NOT NULL,
    code character varying(30) NOT NULL,
    name character varying(80) NOT NULL,
    kind character varying(12) NOT NULL,
    address character varying(120) NOT NULL,
    is_demo boolean NOT NULL,
    escalate_after_days smallint NOT NULL,
    quiet_from time without time zone NOT NULL,
    quiet_until time without time zone NOT NULL,
    digest_at time without time zone NOT NULL,
    features jsonb NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT org_institution_escalate_after_days_check CHECK ((escalate_after_days >= 0)),
    CONSTRAINT org_institution_escalates CHECK ((escalate_after_days <= 60)),
    CONSTRAINT org_institution_known_kind CHECK (((kind)::text = ANY ((ARRAY['school'::character varying, 'kindergarten'::character varying, 'hospital'::character varying])::text[])))
);
ALTER TABLE public.org_institution ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.org_institution_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.org_place (
    id bigint NOT NULL,
    name character varying(40) NOT NULL,
    code character varying(20) NOT NULL,
    sort character varying(10) NOT NULL,
    path character varying(200) NOT NULL,
    full_name character varying(200) NOT NULL,
    tag character varying(8) NOT NULL,
    search text[] NOT NULL,
    department_id bigint,
    import_batch_id bigint,
    institution_id bigint NOT NULL,
    parent_id bigint,
    CONSTRAINT org_place_not_its_own_parent CHECK ((NOT ((parent_id = id) AND (parent_id IS NOT NULL))))
);
ALTER TABLE public.org_place ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.org_place_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.org_roleholding (
    id bigint NOT NULL,
    role character varying(20) NOT NULL,
    is_deputy boolean NOT NULL,
    since date,
    until date,
    department_id bigint,
    institution_id bigint NOT NULL,
    staff_id bigint NOT NULL,
    CONSTRAINT org_holding_ends_after_start CHECK (((since IS NULL) OR (until IS NULL) OR (until >= since)))
);
ALTER TABLE public.org_roleholding ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.org_roleholding_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.org_schoolclass (
    id bigint NOT NULL,
    name character varying(30) NOT NULL,
    grade character varying(20) NOT NULL,
    "position" smallint NOT NULL,
    import_batch_id bigint,
    institution_id bigint NOT NULL,
    homeroom_id bigint,
    CONSTRAINT org_schoolclass_position_check CHECK (("position" >= 0))
);
ALTER TABLE public.org_schoolclass ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.org_schoolclass_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.org_schoolyear (
    id bigint NOT NULL,
    name character varying(20) NOT NULL,
    first date NOT NULL,
    last date NOT NULL,
    institution_id bigint NOT NULL,
    CONSTRAINT org_schoolyear_ends_after_start CHECK ((last > first))
);
ALTER TABLE public.org_schoolyear ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.org_schoolyear_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.org_staff (
    id bigint NOT NULL,
    name character varying(50) NOT NULL,
    number character varying(30) NOT NULL,
    phone character varying(20) NOT NULL,
    "position" character varying(30) NOT NULL,
    left_on date,
    search text[] NOT NULL,
    department_id bigint,
    import_batch_id bigint,
    institution_id bigint NOT NULL,
    superior_id bigint,
    user_id bigint,
    CONSTRAINT org_staff_not_own_superior CHECK ((NOT ((superior_id = id) AND (superior_id IS NOT NULL))))
);
ALTER TABLE public.org_staff ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.org_staff_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.org_student (
    id bigint NOT NULL,
    name character varying(50) NOT NULL,
    number character varying(30) NOT NULL,
    is_boarding boolean NOT NULL,
    search text[] NOT NULL,
    import_batch_id bigint,
    institution_id bigint NOT NULL,
    school_class_id bigint NOT NULL
);
ALTER TABLE public.org_student ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.org_student_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.org_term (
    id bigint NOT NULL,
    name character varying(20) NOT NULL,
    first date NOT NULL,
    last date NOT NULL,
    midterm_first date,
    midterm_last date,
    finals_first date,
    finals_last date,
    institution_id bigint NOT NULL,
    school_year_id bigint NOT NULL,
    CONSTRAINT org_term_ends_after_start CHECK ((last > first)),
    CONSTRAINT org_term_finals_inside CHECK ((((finals_first IS NULL) AND (finals_last IS NULL)) OR ((finals_first >= first) AND (finals_last >= finals_first) AND (finals_last <= last)))),
    CONSTRAINT org_term_midterm_inside CHECK ((((midterm_first IS NULL) AND (midterm_last IS NULL)) OR ((midterm_first >= first) AND (midterm_last >= midterm_first) AND (midterm_last <= last)))),
    CONSTRAINT org_term_not_a_year CHECK ((last <= (first + 250)))
);
ALTER TABLE public.org_term ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.org_term_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.planning_activity (
    id bigint NOT NULL,
    sort character varying(12) NOT NULL,
    organiser character varying(10) NOT NULL,
    title character varying(60) NOT NULL,
    demanded character varying(100) NOT NULL,
    aim character varying(1000) NOT NULL,
    day date NOT NULL,
    place character varying(60) NOT NULL,
    budget numeric(10,2) NOT NULL,
    safety character varying(200) NOT NULL,
    report_due date,
    state character varying(10) NOT NULL,
    summary character varying(1000) NOT NULL,
    cost numeric(10,2),
    over_reason character varying(200) NOT NULL,
    guests integer NOT NULL,
    rating numeric(2,1),
    cancel_reason character varying(200) NOT NULL,
    report character varying(2000) NOT NULL,
    reported_at timestamp with time zone,
    is_report_late boolean NOT NULL,
    made_at timestamp with time zone NOT NULL,
    search text[] NOT NULL,
    department_id bigint,
    institution_id bigint NOT NULL,
    lead_id bigint NOT NULL,
    made_by_id bigint NOT NULL,
    reported_by_id bigint,
    CONSTRAINT planning_activity_cancelled_why CHECK (((NOT ((state)::text = 'cancelled'::text)) OR (NOT ((cancel_reason)::text = ''::text)))),
    CONSTRAINT planning_activity_guests_check CHECK ((guests >= 0)),
    CONSTRAINT planning_activity_held_with_summary CHECK (((NOT ((state)::text = 'held'::text)) OR ((NOT ((summary)::text = ''::text)) AND (cost IS NOT NULL)))),
    CONSTRAINT planning_activity_money CHECK (((budget >= (0)::numeric) AND ((cost IS NULL) OR (cost >= (0)::numeric)))),
    CONSTRAINT planning_activity_over_why CHECK (((NOT ((state)::text = 'held'::text)) OR (cost <= budget) OR (NOT ((over_reason)::text = ''::text)))),
    CONSTRAINT planning_activity_report_said CHECK (((reported_at IS NULL) OR (NOT ((report)::text = ''::text)))),
    CONSTRAINT planning_activity_safe CHECK (((NOT ((state)::text = 'held'::text)) OR (NOT ((safety)::text = ''::text))))
);
ALTER TABLE public.planning_activity ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.planning_activity_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.planning_activitytask (
    id bigint NOT NULL,
    activity_id bigint NOT NULL,
    institution_id bigint NOT NULL,
    task_id bigint NOT NULL
);
ALTER TABLE public.planning_activitytask ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.planning_activitytask_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.planning_aimitem (
    id bigint NOT NULL,
    institution_id bigint NOT NULL,
    item_id bigint NOT NULL,
    aim_id bigint NOT NULL
);
ALTER TABLE public.planning_aimitem ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.planning_aimitem_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.planning_aimstep (
    id bigint NOT NULL,
    aim_id bigint NOT NULL,
    institution_id bigint NOT NULL,
    task_id bigint NOT NULL
);
ALTER TABLE public.planning_aimstep ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.planning_aimstep_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.planning_attendance (
    id bigint NOT NULL,
    state character varying(8) NOT NULL,
    how character varying(5) NOT NULL,
    signed_at timestamp with time zone,
    excuse character varying(100) NOT NULL,
    confirmed_at timestamp with time zone,
    institution_id bigint NOT NULL,
    staff_id bigint NOT NULL,
    meeting_id bigint NOT NULL,
    contribution character varying(200) NOT NULL,
    CONSTRAINT planning_attendance_excused_why CHECK (((NOT ((state)::text = 'leave'::text)) OR (NOT ((excuse)::text = ''::text)))),
    CONSTRAINT planning_attendance_signed CHECK ((((signed_at IS NOT NULL) AND ((state)::text = ANY ((ARRAY['present'::character varying, 'late'::character varying])::text[]))) OR ((NOT ((state)::text = ANY ((ARRAY['present'::character varying, 'late'::character varying])::text[]))) AND (signed_at IS NULL))))
);
ALTER TABLE public.planning_attendance ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.planning_attendance_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.planning_campaign (
    id bigint NOT NULL,
    title character varying(60) NOT NULL,
    purpose character varying(500) NOT NULL,
    first date NOT NULL,
    last date NOT NULL,
    state character varying(8) NOT NULL,
    made_at timestamp with time zone NOT NULL,
    institution_id bigint NOT NULL,
    lead_id bigint,
    made_by_id bigint NOT NULL,
    CONSTRAINT planning_campaign_ends_after_start CHECK ((last >= first))
);
ALTER TABLE public.planning_campaign ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.planning_campaign_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.planning_campaignaim (
    id bigint NOT NULL,
    name character varying(30) NOT NULL,
    meaning character varying(300) NOT NULL,
    "position" smallint NOT NULL,
    campaign_id bigint NOT NULL,
    institution_id bigint NOT NULL,
    department_id bigint,
    method character varying(500) NOT NULL,
    owner_id bigint,
    submitted_at timestamp with time zone,
    submitted_by_id bigint,
    CONSTRAINT planning_campaignaim_named CHECK ((NOT ((name)::text = ''::text))),
    CONSTRAINT planning_campaignaim_position_check CHECK (("position" >= 0)),
    CONSTRAINT planning_campaignaim_submitted_whole CHECK ((((submitted_at IS NULL) AND (submitted_by_id IS NULL)) OR ((submitted_at IS NOT NULL) AND (submitted_by_id IS NOT NULL) AND (NOT ((method)::text = ''::text)))))
);
ALTER TABLE public.planning_campaignaim ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.planning_campaignaim_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.planning_citeddocument (
    id bigint NOT NULL,
    sort character varying(8) NOT NULL,
    title character varying(120) NOT NULL,
    body character varying(60) NOT NULL,
    dated_on date,
    text text NOT NULL,
    added_at timestamp with time zone NOT NULL,
    added_by_id bigint NOT NULL,
    institution_id bigint NOT NULL,
    plan_id bigint NOT NULL
);
ALTER TABLE public.planning_citeddocument ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.planning_citeddocument_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.planning_citedpoint (
    id bigint NOT NULL,
    number character varying(20) NOT NULL,
    text character varying(1000) NOT NULL,
    reason character varying(300) NOT NULL,
    "position" smallint NOT NULL,
    document_id bigint NOT NULL,
    institution_id bigint NOT NULL,
    reason_by_id bigint,
    CONSTRAINT planning_citedpoint_position_check CHECK (("position" >= 0)),
    CONSTRAINT planning_citedpoint_worded CHECK ((NOT ((text)::text = ''::text)))
);
ALTER TABLE public.planning_citedpoint ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.planning_citedpoint_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.planning_criterion (
    id bigint NOT NULL,
    number character varying(20) NOT NULL,
    section character varying(80) NOT NULL,
    text character varying(600) NOT NULL,
    max_score numeric(6,2) NOT NULL,
    due_on date,
    self_score numeric(6,2),
    remark character varying(500) NOT NULL,
    proofs integer NOT NULL,
    scored_at timestamp with time zone,
    "position" smallint NOT NULL,
    institution_id bigint NOT NULL,
    owner_id bigint,
    scored_by_id bigint,
    standard_id bigint NOT NULL,
    CONSTRAINT planning_criterion_full_needs_proof CHECK (((self_score IS NULL) OR (self_score < max_score) OR (proofs >= 1))),
    CONSTRAINT planning_criterion_max_score CHECK ((max_score > (0)::numeric)),
    CONSTRAINT planning_criterion_position_check CHECK (("position" >= 0)),
    CONSTRAINT planning_criterion_proofs_check CHECK ((proofs >= 0)),
    CONSTRAINT planning_criterion_scored_at CHECK (((self_score IS NULL) OR (scored_at IS NOT NULL))),
    CONSTRAINT planning_criterion_within CHECK (((self_score IS NULL) OR ((self_score >= (0)::numeric) AND (self_score <= max_score))))
);
ALTER TABLE public.planning_criterion ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.planning_criterion_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.planning_criterionproof (
    id bigint NOT NULL,
    added_at timestamp with time zone NOT NULL,
    added_by_id bigint NOT NULL,
    criterion_id bigint NOT NULL,
    institution_id bigint NOT NULL,
    item_id bigint,
    task_id bigint,
    CONSTRAINT planning_criterionproof_one_thing CHECK ((((task_id IS NOT NULL) OR (item_id IS NOT NULL)) AND (1 = (
CASE
    WHEN (task_id IS NOT NULL) THEN 1
    ELSE 0
END +
CASE
    WHEN (item_id IS NOT NULL) THEN 1
    ELSE 0
END))))
);
ALTER TABLE public.planning_criterionproof ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.planning_criterionproof_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.planning_decision (
    id bigint NOT NULL,
    number smallint NOT NULL,
    text character varying(300) NOT NULL,
    institution_id bigint NOT NULL,
    task_id bigint,
    meeting_id bigint NOT NULL,
    CONSTRAINT planning_decision_number_check CHECK ((number >= 0)),
    CONSTRAINT planning_decision_said CHECK ((NOT ((text)::text = ''::text)))
);
ALTER TABLE public.planning_decision ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.planning_decision_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.planning_deferral (
    id bigint NOT NULL,
    sort character varying(10) NOT NULL,
    reason character varying(300) NOT NULL,
    old_due date NOT NULL,
    new_due date,
    made_at timestamp with time zone NOT NULL,
    verdict character varying(8) NOT NULL,
    seen_at timestamp with time zone,
    institution_id bigint NOT NULL,
    made_by_id bigint NOT NULL,
    seen_by_id bigint,
    task_id bigint NOT NULL,
    keys character varying(80)[] NOT NULL,
    CONSTRAINT planning_deferral_later CHECK (((NOT ((sort)::text = 'postponed'::text)) OR (new_due > old_due))),
    CONSTRAINT planning_deferral_reason CHECK ((NOT ((reason)::text = ''::text))),
    CONSTRAINT planning_deferral_seen_by CHECK ((((verdict)::text = 'open'::text) OR (seen_at IS NOT NULL)))
);
ALTER TABLE public.planning_deferral ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.planning_deferral_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.planning_evidence (
    id bigint NOT NULL,
    note character varying(1000) NOT NULL,
    reading numeric(14,3),
    unit character varying(10) NOT NULL,
    made_at timestamp with time zone NOT NULL,
    entered_at timestamp with time zone NOT NULL,
    token uuid NOT NULL,
    institution_id bigint NOT NULL,
    made_by_id bigint NOT NULL,
    revokes_id bigint,
    task_id bigint NOT NULL,
    entry_id bigint,
    key character varying(80) NOT NULL,
    is_abnormal boolean NOT NULL,
    measure character varying(300) NOT NULL,
    CONSTRAINT planning_evidence_measured CHECK (((NOT is_abnormal) OR (NOT ((measure)::text = ''::text))))
);
ALTER TABLE public.planning_evidence ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.planning_evidence_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.planning_indicator (
    id bigint NOT NULL,
    sort character varying(8) NOT NULL,
    source_code character varying(60) NOT NULL,
    title character varying(40) NOT NULL,
    unit character varying(10) NOT NULL,
    target numeric(12,2),
    is_lower_better boolean NOT NULL,
    "position" smallint NOT NULL,
    aim_id bigint NOT NULL,
    institution_id bigint NOT NULL,
    CONSTRAINT planning_indicator_position_check CHECK (("position" >= 0)),
    CONSTRAINT planning_indicator_source CHECK (((((sort)::text = 'room'::text) OR ((source_code)::text = ''::text)) AND (1 = (
CASE
    WHEN ((sort)::text = 'room'::text) THEN 1
    ELSE 0
END +
CASE
    WHEN ((source_code)::text = ''::text) THEN 1
    ELSE 0
END))))
);
ALTER TABLE public.planning_indicator ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.planning_indicator_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.planning_indicatorfigure (
    id bigint NOT NULL,
    value numeric(12,2) NOT NULL,
    as_of date NOT NULL,
    source character varying(120) NOT NULL,
    entered_at timestamp with time zone NOT NULL,
    entered_by_id bigint NOT NULL,
    indicator_id bigint NOT NULL,
    institution_id bigint NOT NULL,
    CONSTRAINT planning_indicatorfigure_sourced CHECK ((NOT ((source)::text = ''::text)))
);
ALTER TABLE public.planning_indicatorfigure ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.planning_indicatorfigure_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.planning_inspectionfinding (
    id bigint NOT NULL,
    number smallint NOT NULL,
    text character varying(500) NOT NULL,
    basis character varying(120) NOT NULL,
    entered_at timestamp with time zone NOT NULL,
    entered_by_id bigint NOT NULL,
    institution_id bigint NOT NULL,
    task_id bigint NOT NULL,
    inspection_id bigint NOT NULL,
    CONSTRAINT planning_finding_worded CHECK ((NOT ((text)::text = ''::text))),
    CONSTRAINT planning_inspectionfinding_number_check CHECK ((number >= 0))
);
ALTER TABLE public.planning_inspectionfinding ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.planning_inspectionfinding_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.planning_inspectionguest (
    id bigint NOT NULL,
    institution_id bigint NOT NULL,
    staff_id bigint NOT NULL,
    inspection_id bigint NOT NULL
);
ALTER TABLE public.planning_inspectionguest ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.planning_inspectionguest_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.planning_letter (
    id bigint NOT NULL,
    sort character varying(12) NOT NULL,
    about character varying(8) NOT NULL,
    number character varying(30) NOT NULL,
    sent_on date NOT NULL,
    addressee character varying(60) NOT NULL,
    subject character varying(100) NOT NULL,
    content character varying(1000) NOT NULL,
    amount numeric(12,2),
    state character varying(10) NOT NULL,
    remind_on date NOT NULL,
    reply_on date,
    reply character varying(1000) NOT NULL,
    outcome character varying(8) NOT NULL,
    granted character varying(200) NOT NULL,
    amount_granted numeric(12,2),
    made_at timestamp with time zone NOT NULL,
    search text[] NOT NULL,
    institution_id bigint NOT NULL,
    made_by_id bigint NOT NULL,
    CONSTRAINT planning_letter_amounts CHECK ((((amount IS NULL) OR (amount >= (0)::numeric)) AND ((amount_granted IS NULL) OR (amount_granted >= (0)::numeric)))),
    CONSTRAINT planning_letter_answered CHECK (((NOT ((state)::text = 'answered'::text)) OR ((reply_on IS NOT NULL) AND (NOT ((outcome)::text = ''::text))))),
    CONSTRAINT planning_letter_reminds_later CHECK ((remind_on > sent_on)),
    CONSTRAINT planning_letter_reply_after CHECK (((reply_on IS NULL) OR (reply_on >= sent_on)))
);
ALTER TABLE public.planning_letter ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.planning_letter_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.planning_meeting (
    id bigint NOT NULL,
    sort character varying(10) NOT NULL,
    title character varying(60) NOT NULL,
    starts_at timestamp with time zone NOT NULL,
    duration smallint NOT NULL,
    place character varying(60) NOT NULL,
    agenda text NOT NULL,
    guests character varying(200) NOT NULL,
    state character varying(10) NOT NULL,
    code character varying(8) NOT NULL,
    minutes text NOT NULL,
    minuted_at timestamp with time zone,
    cancel_reason character varying(200) NOT NULL,
    called_at timestamp with time zone NOT NULL,
    search text[] NOT NULL,
    called_by_id bigint NOT NULL,
    cohost_id bigint,
    host_id bigint NOT NULL,
    institution_id bigint NOT NULL,
    minuted_by_id bigint,
    recorder_id bigint,
    task_id bigint,
    speaker character varying(60) NOT NULL,
    topic character varying(8) NOT NULL,
    CONSTRAINT planning_meeting_cancelled_why CHECK (((NOT ((state)::text = 'cancelled'::text)) OR (NOT ((cancel_reason)::text = ''::text)))),
    CONSTRAINT planning_meeting_duration CHECK (((duration >= 5) AND (duration <= 600))),
    CONSTRAINT planning_meeting_duration_check CHECK ((duration >= 0)),
    CONSTRAINT planning_meeting_held_with_minutes CHECK (((NOT ((state)::text = 'held'::text)) OR ((NOT (minutes = ''::text)) AND (minuted_at IS NOT NULL)))),
    CONSTRAINT planning_meeting_study_topic CHECK (((NOT ((sort)::text = 'study'::text)) OR (NOT ((topic)::text = ''::text))))
);
ALTER TABLE public.planning_meeting ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.planning_meeting_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.planning_minutesnote (
    id bigint NOT NULL,
    text character varying(500) NOT NULL,
    made_at timestamp with time zone NOT NULL,
    institution_id bigint NOT NULL,
    made_by_id bigint NOT NULL,
    meeting_id bigint NOT NULL,
    CONSTRAINT planning_minutesnote_said CHECK ((NOT ((text)::text = ''::text)))
);
ALTER TABLE public.planning_minutesnote ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.planning_minutesnote_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.planning_outsideinspection (
    id bigint NOT NULL,
    title character varying(60) NOT NULL,
    body character varying(60) NOT NULL,
    visits_on date NOT NULL,
    first date NOT NULL,
    last date NOT NULL,
    criteria text NOT NULL,
    domains character varying(12)[] NOT NULL,
    ledgers character varying(40)[] NOT NULL,
    open_until date,
    state character varying(10) NOT NULL,
    outcome character varying(500) NOT NULL,
    made_at timestamp with time zone NOT NULL,
    institution_id bigint NOT NULL,
    lead_id bigint,
    made_by_id bigint NOT NULL,
    CONSTRAINT planning_inspection_known_domains CHECK ((domains <@ ARRAY['safety'::character varying(12), 'gate'::character varying(12), 'transport'::character varying(12), 'canteen'::character varying(12), 'health'::character varying(12), 'assets'::character varying(12), 'stores'::character varying(12), 'procurement'::character varying(12), 'finance'::character varying(12), 'maintenance'::character varying(12), 'hygiene'::character varying(12), 'dormitory'::character varying(12), 'energy'::character varying(12), 'projects'::character varying(12), 'people'::character varying(12), 'planning'::character varying(12), 'regulations'::character varying(12), 'voice'::character varying(12), 'publicity'::character varying(12)])),
    CONSTRAINT planning_inspection_period CHECK ((last >= first))
);
ALTER TABLE public.planning_outsideinspection ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.planning_outsideinspection_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.planning_participation (
    id bigint NOT NULL,
    came boolean NOT NULL,
    activity_id bigint NOT NULL,
    institution_id bigint NOT NULL,
    staff_id bigint NOT NULL
);
ALTER TABLE public.planning_participation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.planning_participation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.planning_personalcomment (
    id bigint NOT NULL,
    text character varying(500) NOT NULL,
    made_at timestamp with time zone NOT NULL,
    institution_id bigint NOT NULL,
    made_by_id bigint NOT NULL,
    plan_id bigint NOT NULL,
    CONSTRAINT planning_personalcomment_worded CHECK ((NOT ((text)::text = ''::text)))
);
ALTER TABLE public.planning_personalcomment ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.planning_personalcomment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.planning_personalline (
    id bigint NOT NULL,
    "position" smallint NOT NULL,
    text character varying(200) NOT NULL,
    "when" character varying(40) NOT NULL,
    outcome character varying(6) NOT NULL,
    note character varying(200) NOT NULL,
    institution_id bigint NOT NULL,
    plan_id bigint NOT NULL,
    CONSTRAINT planning_personalline_position_check CHECK (("position" >= 0)),
    CONSTRAINT planning_personalline_worded CHECK ((NOT ((text)::text = ''::text)))
);
ALTER TABLE public.planning_personalline ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.planning_personalline_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.planning_personalplan (
    id bigint NOT NULL,
    text text NOT NULL,
    state character varying(10) NOT NULL,
    handed_in_at timestamp with time zone,
    is_late boolean NOT NULL,
    exempt_reason character varying(120) NOT NULL,
    review text NOT NULL,
    reviewed_at timestamp with time zone,
    review_is_late boolean NOT NULL,
    institution_id bigint NOT NULL,
    staff_id bigint NOT NULL,
    round_id bigint NOT NULL,
    CONSTRAINT planning_personalplan_exempt_why CHECK (((NOT ((state)::text = 'exempt'::text)) OR (NOT ((exempt_reason)::text = ''::text)))),
    CONSTRAINT planning_personalplan_handed_in CHECK (((NOT ((state)::text = 'handed_in'::text)) OR ((handed_in_at IS NOT NULL) AND (NOT (text = ''::text))))),
    CONSTRAINT planning_personalplan_reviewed CHECK (((reviewed_at IS NULL) OR ((handed_in_at IS NOT NULL) AND (NOT (review = ''::text)))))
);
ALTER TABLE public.planning_personalplan ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.planning_personalplan_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.planning_personalround (
    id bigint NOT NULL,
    due_on date NOT NULL,
    review_due_on date NOT NULL,
    advice character varying(500) NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    institution_id bigint NOT NULL,
    opened_by_id bigint NOT NULL,
    term_id bigint NOT NULL,
    CONSTRAINT planning_personalround_review_later CHECK ((review_due_on > due_on))
);
ALTER TABLE public.planning_personalround ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.planning_personalround_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.planning_plangoal (
    id bigint NOT NULL,
    number character varying(20) NOT NULL,
    text character varying(300) NOT NULL,
    span_start integer NOT NULL,
    span_end integer NOT NULL,
    "position" smallint NOT NULL,
    institution_id bigint NOT NULL,
    plan_id bigint NOT NULL,
    CONSTRAINT planning_plangoal_position_check CHECK (("position" >= 0)),
    CONSTRAINT planning_plangoal_span_end_check CHECK ((span_end >= 0)),
    CONSTRAINT planning_plangoal_span_start_check CHECK ((span_start >= 0))
);
ALTER TABLE public.planning_plangoal ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.planning_plangoal_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.planning_planitem (
    id bigint NOT NULL,
    number character varying(40) NOT NULL,
    headings character varying(200)[] NOT NULL,
    title character varying(80) NOT NULL,
    text text NOT NULL,
    span_start integer NOT NULL,
    span_end integer NOT NULL,
    kind character varying(10) NOT NULL,
    domain character varying(12) NOT NULL,
    cadences character varying(80)[] NOT NULL,
    found jsonb NOT NULL,
    owner_role character varying(20) NOT NULL,
    helper_roles character varying(20)[] NOT NULL,
    ledger character varying(40) NOT NULL,
    proof character varying(8) NOT NULL,
    unit character varying(10) NOT NULL,
    needs_check boolean NOT NULL,
    on_rest character varying(5) NOT NULL,
    is_included boolean NOT NULL,
    reasons jsonb NOT NULL,
    flags jsonb NOT NULL,
    basis character varying(200) NOT NULL,
    status character varying(10) NOT NULL,
    draft jsonb,
    "position" integer NOT NULL,
    search text[] NOT NULL,
    department_id bigint,
    goal_id bigint,
    institution_id bigint NOT NULL,
    owner_id bigint,
    plan_id bigint NOT NULL,
    book character varying(40) NOT NULL,
    book_place_id bigint,
    each boolean NOT NULL,
    helpers_close boolean NOT NULL,
    keys_off character varying(80)[] NOT NULL,
    note character varying(300) NOT NULL,
    off_by character varying(6) NOT NULL,
    "only" jsonb NOT NULL,
    reading_high character varying(15) NOT NULL,
    reading_low character varying(15) NOT NULL,
    CONSTRAINT planning_item_each_of_a_book CHECK (((NOT each) OR (NOT ((book)::text = ''::text)))),
    CONSTRAINT planning_item_known_domain CHECK ((((domain)::text = ''::text) OR ((domain)::text = ANY ((ARRAY['safety'::character varying, 'gate'::character varying, 'transport'::character varying, 'canteen'::character varying, 'health'::character varying, 'assets'::character varying, 'stores'::character varying, 'procurement'::character varying, 'finance'::character varying, 'maintenance'::character varying, 'hygiene'::character varying, 'dormitory'::character varying, 'energy'::character varying, 'projects'::character varying, 'people'::character varying, 'planning'::character varying, 'regulations'::character varying, 'voice'::character varying, 'publicity'::character varying])::text[])))),
    CONSTRAINT planning_item_limits_are_numbers CHECK ((((reading_high)::text ~ '^(-?[0-9]{1,9}(\.[0-9]{1,3})?)?$'::text) AND ((reading_low)::text ~ '^(-?[0-9]{1,9}(\.[0-9]{1,3})?)?$'::text))),
    CONSTRAINT planning_item_span CHECK ((span_end >= span_start)),
    CONSTRAINT planning_item_titled CHECK ((NOT ((title)::text = ''::text))),
    CONSTRAINT planning_planitem_position_check CHECK (("position" >= 0)),
    CONSTRAINT planning_planitem_span_end_check CHECK ((span_end >= 0)),
    CONSTRAINT planning_planitem_span_start_check CHECK ((span_start >= 0))
);
ALTER TABLE public.planning_planitem ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.planning_planitem_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.planning_planreading (
    id bigint NOT NULL,
    token uuid NOT NULL,
    name character varying(120) NOT NULL,
    text text NOT NULL,
    content bytea,
    lines jsonb NOT NULL,
    found jsonb NOT NULL,
    state character varying(10) NOT NULL,
    step integer NOT NULL,
    steps integer NOT NULL,
    beat_at timestamp with time zone,
    error character varying(300) NOT NULL,
    first date NOT NULL,
    last date NOT NULL,
    plan_ids bigint[] NOT NULL,
    made_at timestamp with time zone NOT NULL,
    institution_id bigint NOT NULL,
    made_by_id bigint NOT NULL,
    term_id bigint,
    CONSTRAINT planning_planreading_step_check CHECK ((step >= 0)),
    CONSTRAINT planning_planreading_steps_check CHECK ((steps >= 0)),
    CONSTRAINT planning_reading_ends_after_start CHECK ((last >= first))
);
ALTER TABLE public.planning_planreading ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.planning_planreading_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.planning_planversion (
    id bigint NOT NULL,
    number smallint NOT NULL,
    items jsonb NOT NULL,
    changes jsonb NOT NULL,
    approved_at timestamp with time zone NOT NULL,
    approved_by_id bigint,
    institution_id bigint NOT NULL,
    plan_id bigint NOT NULL,
    CONSTRAINT planning_planversion_number_check CHECK ((number >= 0))
);
ALTER TABLE public.planning_planversion ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.planning_planversion_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.planning_pointitem (
    id bigint NOT NULL,
    institution_id bigint NOT NULL,
    item_id bigint NOT NULL,
    point_id bigint NOT NULL
);
ALTER TABLE public.planning_pointitem ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.planning_pointitem_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.planning_postduties (
    id bigint NOT NULL,
    role character varying(20) NOT NULL,
    duties text NOT NULL,
    hours character varying(100) NOT NULL,
    written_at timestamp with time zone NOT NULL,
    institution_id bigint NOT NULL,
    written_by_id bigint NOT NULL,
    CONSTRAINT planning_post_said CHECK ((NOT (duties = ''::text)))
);
ALTER TABLE public.planning_postduties ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.planning_postduties_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.planning_practice (
    id bigint NOT NULL,
    title character varying(60) NOT NULL,
    source character varying(100) NOT NULL,
    what character varying(1000) NOT NULL,
    usable character varying(200) NOT NULL,
    domain character varying(12) NOT NULL,
    made_at timestamp with time zone NOT NULL,
    state character varying(10) NOT NULL,
    reason character varying(300) NOT NULL,
    rule_note character varying(100) NOT NULL,
    decided_at timestamp with time zone,
    follow_on date,
    effect character varying(500) NOT NULL,
    verdict character varying(8) NOT NULL,
    judged_at timestamp with time zone,
    search text[] NOT NULL,
    decided_by_id bigint,
    institution_id bigint NOT NULL,
    judged_by_id bigint,
    made_by_id bigint NOT NULL,
    task_id bigint,
    CONSTRAINT planning_practice_decided_why CHECK ((((state)::text = 'proposed'::text) OR ((NOT ((reason)::text = ''::text)) AND (decided_at IS NOT NULL)))),
    CONSTRAINT planning_practice_judged CHECK (((((effect)::text = ''::text) AND ((verdict)::text = ''::text)) OR ((NOT ((effect)::text = ''::text)) AND (NOT ((verdict)::text = ''::text))))),
    CONSTRAINT planning_practice_known_domain CHECK ((((domain)::text = ''::text) OR ((domain)::text = ANY ((ARRAY['safety'::character varying, 'gate'::character varying, 'transport'::character varying, 'canteen'::character varying, 'health'::character varying, 'assets'::character varying, 'stores'::character varying, 'procurement'::character varying, 'finance'::character varying, 'maintenance'::character varying, 'hygiene'::character varying, 'dormitory'::character varying, 'energy'::character varying, 'projects'::character varying, 'people'::character varying, 'planning'::character varying, 'regulations'::character varying, 'voice'::character varying, 'publicity'::character varying])::text[]))))
);
ALTER TABLE public.planning_practice ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.planning_practice_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.planning_readinessline (
    id bigint NOT NULL,
    code character varying(20) NOT NULL,
    institution_id bigint NOT NULL,
    task_id bigint NOT NULL,
    term_id bigint NOT NULL
);
ALTER TABLE public.planning_readinessline ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.planning_readinessline_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.planning_readinessreport (
    id bigint NOT NULL,
    lines jsonb NOT NULL,
    note character varying(300) NOT NULL,
    signed_as character varying(40) NOT NULL,
    signed_at timestamp with time zone NOT NULL,
    institution_id bigint NOT NULL,
    signed_by_id bigint NOT NULL,
    term_id bigint NOT NULL
);
ALTER TABLE public.planning_readinessreport ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.planning_readinessreport_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.planning_scorecard (
    id bigint NOT NULL,
    number smallint NOT NULL,
    aims jsonb NOT NULL,
    published_at timestamp with time zone NOT NULL,
    campaign_id bigint NOT NULL,
    institution_id bigint NOT NULL,
    published_by_id bigint NOT NULL,
    CONSTRAINT planning_scorecard_number_check CHECK ((number >= 0))
);
ALTER TABLE public.planning_scorecard ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.planning_scorecard_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.planning_standard (
    id bigint NOT NULL,
    title character varying(60) NOT NULL,
    body character varying(60) NOT NULL,
    basis character varying(120) NOT NULL,
    apply_on date,
    pass_score numeric(7,2),
    state character varying(10) NOT NULL,
    decided_on date,
    outcome character varying(300) NOT NULL,
    made_at timestamp with time zone NOT NULL,
    institution_id bigint NOT NULL,
    lead_id bigint,
    made_by_id bigint NOT NULL,
    CONSTRAINT planning_standard_decided_on CHECK (((NOT ((state)::text = ANY ((ARRAY['awarded'::character varying, 'refused'::character varying])::text[]))) OR (decided_on IS NOT NULL))),
    CONSTRAINT planning_standard_pass_score CHECK (((pass_score IS NULL) OR (pass_score > (0)::numeric)))
);
ALTER TABLE public.planning_standard ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.planning_standard_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.planning_supportrequest (
    id bigint NOT NULL,
    year smallint NOT NULL,
    serial integer NOT NULL,
    kind character varying(10) NOT NULL,
    title character varying(60) NOT NULL,
    details character varying(500) NOT NULL,
    needed_on date NOT NULL,
    place character varying(60) NOT NULL,
    made_at timestamp with time zone NOT NULL,
    state character varying(10) NOT NULL,
    decided_at timestamp with time zone,
    reason character varying(200) NOT NULL,
    done_at timestamp with time zone,
    reopened smallint NOT NULL,
    rating smallint,
    comment character varying(200) NOT NULL,
    closed_at timestamp with time zone,
    search text[] NOT NULL,
    decided_by_id bigint,
    department_id bigint,
    institution_id bigint NOT NULL,
    made_by_id bigint NOT NULL,
    meeting_id bigint,
    task_id bigint,
    CONSTRAINT planning_request_closed_rated CHECK (((NOT ((state)::text = 'closed'::text)) OR ((closed_at IS NOT NULL) AND (rating IS NOT NULL)))),
    CONSTRAINT planning_request_has_task CHECK (((NOT ((state)::text = ANY ((ARRAY['accepted'::character varying, 'done'::character varying, 'closed'::character varying])::text[]))) OR (task_id IS NOT NULL))),
    CONSTRAINT planning_request_rating CHECK (((rating IS NULL) OR ((rating >= 1) AND (rating <= 5)))),
    CONSTRAINT planning_request_refused_why CHECK (((NOT ((state)::text = 'refused'::text)) OR (NOT ((reason)::text = ''::text)))),
    CONSTRAINT planning_supportrequest_rating_check CHECK ((rating >= 0)),
    CONSTRAINT planning_supportrequest_reopened_check CHECK ((reopened >= 0)),
    CONSTRAINT planning_supportrequest_serial_check CHECK ((serial >= 0)),
    CONSTRAINT planning_supportrequest_year_check CHECK ((year >= 0))
);
ALTER TABLE public.planning_supportrequest ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.planning_supportrequest_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.planning_task (
    id bigint NOT NULL,
    cadence character varying(80) NOT NULL,
    first date NOT NULL,
    last date NOT NULL,
    due_on date NOT NULL,
    times smallint NOT NULL,
    times_done smallint NOT NULL,
    domain character varying(12) NOT NULL,
    is_assigned_by_hand boolean NOT NULL,
    state character varying(8) NOT NULL,
    is_late boolean NOT NULL,
    done_at timestamp with time zone,
    checked_at timestamp with time zone,
    reminded_on date,
    escalated_at timestamp with time zone,
    assignee_id bigint,
    checked_by_id bigint,
    department_id bigint,
    done_by_id bigint,
    institution_id bigint NOT NULL,
    item_id bigint NOT NULL,
    plan_id bigint NOT NULL,
    keys_done smallint NOT NULL,
    keys_wanted smallint NOT NULL,
    CONSTRAINT planning_task_done_by_somebody CHECK (((NOT ((state)::text = ANY ((ARRAY['done'::character varying, 'review'::character varying])::text[]))) OR ((done_at IS NOT NULL) AND (done_by_id IS NOT NULL)))),
    CONSTRAINT planning_task_due_after_window CHECK ((due_on >= last)),
    CONSTRAINT planning_task_ends_after_start CHECK ((last >= first)),
    CONSTRAINT planning_task_keys_done_check CHECK ((keys_done >= 0)),
    CONSTRAINT planning_task_keys_wanted_check CHECK ((keys_wanted >= 0)),
    CONSTRAINT planning_task_times CHECK (((times >= 1) AND (times_done >= 0))),
    CONSTRAINT planning_task_times_check CHECK ((times >= 0)),
    CONSTRAINT planning_task_times_done_check CHECK ((times_done >= 0))
);
ALTER TABLE public.planning_task ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.planning_task_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.planning_workplan (
    id bigint NOT NULL,
    title character varying(80) NOT NULL,
    sort character varying(10) NOT NULL,
    first date NOT NULL,
    last date NOT NULL,
    state character varying(10) NOT NULL,
    past character varying(6) NOT NULL,
    source text NOT NULL,
    source_name character varying(120) NOT NULL,
    guiding jsonb NOT NULL,
    version smallint NOT NULL,
    revision character varying(10) NOT NULL,
    return_reason character varying(300) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    submitted_at timestamp with time zone,
    approved_at timestamp with time zone,
    approved_by_id bigint,
    created_by_id bigint,
    institution_id bigint NOT NULL,
    submitted_by_id bigint,
    term_id bigint,
    CONSTRAINT planning_workplan_ends_after_start CHECK ((last >= first)),
    CONSTRAINT planning_workplan_returned_with_reason CHECK (((NOT ((state)::text = 'returned'::text)) OR (NOT ((return_reason)::text = ''::text)))),
    CONSTRAINT planning_workplan_runs_only_approved CHECK (((NOT ((state)::text = 'running'::text)) OR ((approved_at IS NOT NULL) AND (version >= 1)))),
    CONSTRAINT planning_workplan_submitted_at CHECK (((NOT ((state)::text = 'submitted'::text)) OR (submitted_at IS NOT NULL))),
    CONSTRAINT planning_workplan_version_check CHECK ((version >= 0))
);
ALTER TABLE public.planning_workplan ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.planning_workplan_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.publicity_addresseddepartment (
    id bigint NOT NULL,
    announcement_id bigint NOT NULL,
    department_id bigint NOT NULL,
    institution_id bigint NOT NULL
);
ALTER TABLE public.publicity_addresseddepartment ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.publicity_addresseddepartment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.publicity_announcement (
    id bigint NOT NULL,
    title character varying(80) NOT NULL,
    text text NOT NULL,
    for_everybody boolean NOT NULL,
    roles character varying(20)[] NOT NULL,
    whom character varying(200) NOT NULL,
    must_confirm boolean NOT NULL,
    confirm_by date,
    is_urgent boolean NOT NULL,
    issued_at timestamp with time zone NOT NULL,
    reminded_at timestamp with time zone,
    reminders smallint NOT NULL,
    withdrawn_at timestamp with time zone,
    withdrawn_for character varying(100) NOT NULL,
    archived_at timestamp with time zone,
    token uuid NOT NULL,
    search text[] NOT NULL,
    institution_id bigint NOT NULL,
    issued_by_id bigint NOT NULL,
    without_account smallint NOT NULL,
    CONSTRAINT publicity_announcement_reminders_check CHECK ((reminders >= 0)),
    CONSTRAINT publicity_announcement_without_account_check CHECK ((without_account >= 0)),
    CONSTRAINT publicity_deadline_to_confirm CHECK (((confirm_by IS NULL) OR must_confirm)),
    CONSTRAINT publicity_reminders_counted CHECK ((((reminded_at IS NULL) AND (reminders = 0)) OR ((reminded_at IS NOT NULL) AND (reminders > 0)))),
    CONSTRAINT publicity_says_something CHECK (((NOT ((title)::text = ''::text)) AND (NOT (text = ''::text)))),
    CONSTRAINT publicity_withdrawn_why CHECK (((withdrawn_at IS NULL) OR (NOT ((withdrawn_for)::text = ''::text))))
);
ALTER TABLE public.publicity_announcement ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.publicity_announcement_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.publicity_receipt (
    id bigint NOT NULL,
    department character varying(40) NOT NULL,
    opened_at timestamp with time zone,
    confirmed_at timestamp with time zone,
    reminders smallint NOT NULL,
    is_open boolean NOT NULL,
    announcement_id bigint NOT NULL,
    institution_id bigint NOT NULL,
    staff_id bigint NOT NULL,
    CONSTRAINT publicity_confirmed_was_read CHECK (((confirmed_at IS NULL) OR ((NOT is_open) AND (opened_at IS NOT NULL)))),
    CONSTRAINT publicity_receipt_reminders_check CHECK ((reminders >= 0))
);
ALTER TABLE public.publicity_receipt ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.publicity_receipt_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.reports_report (
    id bigint NOT NULL,
    sort character varying(6) NOT NULL,
    title character varying(120) NOT NULL,
    first date NOT NULL,
    last date NOT NULL,
    state character varying(10) NOT NULL,
    figures jsonb NOT NULL,
    texts jsonb NOT NULL,
    photos jsonb NOT NULL,
    photos_chosen boolean NOT NULL,
    generated_at timestamp with time zone NOT NULL,
    submitted_at timestamp with time zone,
    return_reason character varying(300) NOT NULL,
    approved_at timestamp with time zone,
    approved_by_id bigint,
    generated_by_id bigint NOT NULL,
    institution_id bigint NOT NULL,
    plan_id bigint NOT NULL,
    submitted_by_id bigint,
    CONSTRAINT reports_report_approved_by CHECK (((NOT ((state)::text = 'approved'::text)) OR ((approved_at IS NOT NULL) AND (approved_by_id IS NOT NULL)))),
    CONSTRAINT reports_report_days CHECK ((last >= first)),
    CONSTRAINT reports_report_sort CHECK (((sort)::text = ANY ((ARRAY['half'::character varying, 'month'::character varying])::text[]))),
    CONSTRAINT reports_report_submitted_at CHECK ((((state)::text = 'draft'::text) OR (submitted_at IS NOT NULL)))
);
ALTER TABLE public.reports_report ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.reports_report_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.safety_accountability (
    id bigint NOT NULL,
    rule character varying(200) NOT NULL,
    facts text NOT NULL,
    statement text NOT NULL,
    decision text NOT NULL,
    sanction character varying(60) NOT NULL,
    is_veto boolean NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    decided_on date,
    lifted_at timestamp with time zone,
    lifted_for character varying(300) NOT NULL,
    case_id bigint NOT NULL,
    decided_by_id bigint,
    department_id bigint,
    institution_id bigint NOT NULL,
    lifted_by_id bigint,
    opened_by_id bigint NOT NULL,
    person_id bigint,
    CONSTRAINT safety_account_decision CHECK ((((decided_on IS NULL) AND (NOT is_veto)) OR (NOT (decision = ''::text)))),
    CONSTRAINT safety_account_lifted_why CHECK (((lifted_at IS NULL) OR (is_veto AND (NOT ((lifted_for)::text = ''::text))))),
    CONSTRAINT safety_account_one_party CHECK ((((department_id IS NULL) AND (person_id IS NOT NULL)) OR ((department_id IS NOT NULL) AND (person_id IS NULL))))
);
ALTER TABLE public.safety_accountability ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.safety_accountability_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.safety_assessment (
    id bigint NOT NULL,
    year smallint NOT NULL,
    lines jsonb NOT NULL,
    figures jsonb NOT NULL,
    score smallint NOT NULL,
    rating character varying(10) NOT NULL,
    said text NOT NULL,
    at timestamp with time zone NOT NULL,
    barred_by_id bigint,
    by_id bigint NOT NULL,
    department_id bigint,
    institution_id bigint NOT NULL,
    person_id bigint,
    CONSTRAINT safety_assessed_not_past_a_veto CHECK (((barred_by_id IS NULL) OR (NOT ((rating)::text = 'excellent'::text)))),
    CONSTRAINT safety_assessed_of_hundred CHECK ((score <= 100)),
    CONSTRAINT safety_assessed_one_party CHECK ((((department_id IS NULL) AND (person_id IS NOT NULL)) OR ((department_id IS NOT NULL) AND (person_id IS NULL)))),
    CONSTRAINT safety_assessment_score_check CHECK ((score >= 0)),
    CONSTRAINT safety_assessment_year_check CHECK ((year >= 0))
);
ALTER TABLE public.safety_assessment ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.safety_assessment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.safety_clausereport (
    id bigint NOT NULL,
    week date NOT NULL,
    state character varying(6) NOT NULL,
    evidence character varying(300) NOT NULL,
    at timestamp with time zone NOT NULL,
    by_id bigint NOT NULL,
    institution_id bigint NOT NULL,
    clause_id bigint NOT NULL,
    CONSTRAINT safety_report_of_a_monday CHECK ((EXTRACT(isodow FROM week) = (1)::numeric)),
    CONSTRAINT safety_report_says CHECK ((NOT ((evidence)::text = ''::text)))
);
ALTER TABLE public.safety_clausereport ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.safety_clausereport_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.safety_drill (
    id bigint NOT NULL,
    title character varying(60) NOT NULL,
    day date NOT NULL,
    scenario character varying(300) NOT NULL,
    posts text NOT NULL,
    state character varying(10) NOT NULL,
    held_on date,
    people integer,
    absent character varying(300) NOT NULL,
    seconds integer,
    minutes text NOT NULL,
    improvements text NOT NULL,
    called_off_for character varying(200) NOT NULL,
    institution_id bigint NOT NULL,
    lead_id bigint NOT NULL,
    plan_id bigint NOT NULL,
    CONSTRAINT safety_drill_called_off_why CHECK (((NOT ((state)::text = 'called_off'::text)) OR (NOT ((called_off_for)::text = ''::text)))),
    CONSTRAINT safety_drill_held CHECK (((NOT ((state)::text = 'held'::text)) OR ((held_on IS NOT NULL) AND (people >= 1)))),
    CONSTRAINT safety_drill_people_check CHECK ((people >= 0)),
    CONSTRAINT safety_drill_seconds_check CHECK ((seconds >= 0))
);
ALTER TABLE public.safety_drill ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.safety_drill_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.safety_duty (
    id bigint NOT NULL,
    day date NOT NULL,
    opens_at timestamp with time zone NOT NULL,
    closes_at timestamp with time zone NOT NULL,
    signed_at timestamp with time zone,
    by_label boolean NOT NULL,
    is_problem boolean NOT NULL,
    text character varying(300) NOT NULL,
    institution_id bigint NOT NULL,
    staff_id bigint NOT NULL,
    post_id bigint NOT NULL,
    CONSTRAINT safety_duty_lasts CHECK ((closes_at > opens_at)),
    CONSTRAINT safety_duty_says CHECK (((NOT is_problem) OR (NOT ((text)::text = ''::text))))
);
ALTER TABLE public.safety_duty ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.safety_duty_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.safety_dutypost (
    id bigint NOT NULL,
    opens time without time zone NOT NULL,
    closes time without time zone NOT NULL,
    weekdays smallint[] NOT NULL,
    workdays_only boolean NOT NULL,
    since date NOT NULL,
    name character varying(30) NOT NULL,
    sort character varying(8) NOT NULL,
    rest_days_only boolean NOT NULL,
    people smallint NOT NULL,
    looks character varying(300) NOT NULL,
    is_active boolean NOT NULL,
    institution_id bigint NOT NULL,
    place_id bigint,
    CONSTRAINT safety_dutypost_people_check CHECK ((people >= 0)),
    CONSTRAINT safety_post_lasts CHECK ((NOT (opens = closes))),
    CONSTRAINT safety_post_people CHECK (((people >= 1) AND (people <= 20))),
    CONSTRAINT safety_post_some_days CHECK (((NOT workdays_only) OR (NOT rest_days_only)))
);
ALTER TABLE public.safety_dutypost ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.safety_dutypost_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.safety_dutyswap (
    id bigint NOT NULL,
    why character varying(100) NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    answered_at timestamp with time zone,
    is_agreed boolean NOT NULL,
    duty_id bigint NOT NULL,
    giver_id bigint NOT NULL,
    in_return_id bigint,
    institution_id bigint NOT NULL,
    taker_id bigint NOT NULL,
    CONSTRAINT safety_swap_agreed_when CHECK (((NOT is_agreed) OR (answered_at IS NOT NULL))),
    CONSTRAINT safety_swap_two_people CHECK ((NOT (giver_id = taker_id)))
);
ALTER TABLE public.safety_dutyswap ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.safety_dutyswap_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.safety_emergencycontact (
    id bigint NOT NULL,
    body character varying(10) NOT NULL,
    name character varying(40) NOT NULL,
    phone character varying(20) NOT NULL,
    role character varying(20) NOT NULL,
    "position" smallint NOT NULL,
    institution_id bigint NOT NULL,
    staff_id bigint,
    plan_id bigint,
    CONSTRAINT safety_contact_reachable CHECK (((staff_id IS NOT NULL) OR (NOT ((role)::text = ''::text)) OR ((NOT ((phone)::text = ''::text)) AND (NOT ((name)::text = ''::text))))),
    CONSTRAINT safety_emergencycontact_position_check CHECK (("position" >= 0))
);
ALTER TABLE public.safety_emergencycontact ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.safety_emergencycontact_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.safety_emergencyplan (
    id bigint NOT NULL,
    title character varying(60) NOT NULL,
    danger character varying(10) NOT NULL,
    review_by date NOT NULL,
    is_active boolean NOT NULL,
    institution_id bigint NOT NULL,
    current_id bigint
);
ALTER TABLE public.safety_emergencyplan ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.safety_emergencyplan_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.safety_patrolpoint (
    id bigint NOT NULL,
    "position" smallint NOT NULL,
    looks character varying(120) NOT NULL,
    needs_photo boolean NOT NULL,
    is_active boolean NOT NULL,
    institution_id bigint NOT NULL,
    place_id bigint NOT NULL,
    route_id bigint NOT NULL,
    CONSTRAINT safety_patrolpoint_position_check CHECK (("position" >= 0))
);
ALTER TABLE public.safety_patrolpoint ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.safety_patrolpoint_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.safety_patrolround (
    id bigint NOT NULL,
    shift_name character varying(20) NOT NULL,
    day date NOT NULL,
    opens_at timestamp with time zone NOT NULL,
    closes_at timestamp with time zone NOT NULL,
    expected smallint NOT NULL,
    seen smallint NOT NULL,
    problems smallint NOT NULL,
    missed jsonb NOT NULL,
    score smallint,
    closed_at timestamp with time zone,
    reason character varying(200) NOT NULL,
    institution_id bigint NOT NULL,
    reason_by_id bigint,
    walker_id bigint,
    route_id bigint NOT NULL,
    shift_id bigint,
    CONSTRAINT safety_patrolround_expected_check CHECK ((expected >= 0)),
    CONSTRAINT safety_patrolround_problems_check CHECK ((problems >= 0)),
    CONSTRAINT safety_patrolround_score_check CHECK ((score >= 0)),
    CONSTRAINT safety_patrolround_seen_check CHECK ((seen >= 0)),
    CONSTRAINT safety_round_closed_scored CHECK (((closed_at IS NULL) OR ((score <= 100) AND (seen <= expected)))),
    CONSTRAINT safety_round_lasts CHECK ((closes_at > opens_at))
);
ALTER TABLE public.safety_patrolround ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.safety_patrolround_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.safety_patrolroute (
    id bigint NOT NULL,
    name character varying(40) NOT NULL,
    purpose character varying(200) NOT NULL,
    role character varying(20) NOT NULL,
    needs_label boolean NOT NULL,
    is_active boolean NOT NULL,
    institution_id bigint NOT NULL,
    lead_id bigint
);
ALTER TABLE public.safety_patrolroute ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.safety_patrolroute_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.safety_patrolshift (
    id bigint NOT NULL,
    name character varying(20) NOT NULL,
    opens time without time zone NOT NULL,
    closes time without time zone NOT NULL,
    weekdays smallint[] NOT NULL,
    workdays_only boolean NOT NULL,
    since date NOT NULL,
    institution_id bigint NOT NULL,
    route_id bigint NOT NULL,
    CONSTRAINT safety_shift_lasts CHECK ((NOT (opens = closes)))
);
ALTER TABLE public.safety_patrolshift ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.safety_patrolshift_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.safety_patrolsighting (
    id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    by_label boolean NOT NULL,
    is_problem boolean NOT NULL,
    text character varying(300) NOT NULL,
    token uuid NOT NULL,
    by_id bigint NOT NULL,
    institution_id bigint NOT NULL,
    point_id bigint NOT NULL,
    round_id bigint NOT NULL,
    CONSTRAINT safety_sighting_says CHECK (((NOT is_problem) OR (NOT ((text)::text = ''::text))))
);
ALTER TABLE public.safety_patrolsighting ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.safety_patrolsighting_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.safety_planedition (
    id bigint NOT NULL,
    number smallint NOT NULL,
    steps text NOT NULL,
    posts text NOT NULL,
    routes text NOT NULL,
    change character varying(200) NOT NULL,
    made_at timestamp with time zone NOT NULL,
    institution_id bigint NOT NULL,
    made_by_id bigint NOT NULL,
    plan_id bigint NOT NULL,
    CONSTRAINT safety_edition_says CHECK ((NOT (steps = ''::text))),
    CONSTRAINT safety_planedition_number_check CHECK ((number >= 0))
);
ALTER TABLE public.safety_planedition ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.safety_planedition_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.safety_riskpoint (
    id bigint NOT NULL,
    title character varying(60) NOT NULL,
    colour character varying(6) NOT NULL,
    harm character varying(120) NOT NULL,
    measures text NOT NULL,
    response character varying(300) NOT NULL,
    review_by date NOT NULL,
    is_active boolean NOT NULL,
    institution_id bigint NOT NULL,
    leader_id bigint NOT NULL,
    place_id bigint NOT NULL,
    CONSTRAINT safety_risk_measures CHECK ((NOT (measures = ''::text)))
);
ALTER TABLE public.safety_riskpoint ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.safety_riskpoint_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.safety_safetyclause (
    id bigint NOT NULL,
    number smallint NOT NULL,
    text character varying(300) NOT NULL,
    is_active boolean NOT NULL,
    institution_id bigint NOT NULL,
    leader_id bigint NOT NULL,
    CONSTRAINT safety_safetyclause_number_check CHECK ((number >= 0))
);
ALTER TABLE public.safety_safetyclause ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.safety_safetyclause_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.safety_tip (
    id bigint NOT NULL,
    finder character varying(8) NOT NULL,
    case_id bigint NOT NULL,
    institution_id bigint NOT NULL,
    school_class_id bigint
);
ALTER TABLE public.safety_tip ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.safety_tip_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.safety_undertaking (
    id bigint NOT NULL,
    name character varying(60) NOT NULL,
    post character varying(40) NOT NULL,
    token character varying(32) NOT NULL,
    withdrawn_at timestamp with time zone,
    withdrawn_for character varying(100) NOT NULL,
    institution_id bigint NOT NULL,
    school_class_id bigint,
    staff_id bigint,
    issue_id bigint NOT NULL,
    CONSTRAINT safety_letter_reachable CHECK (((staff_id IS NOT NULL) OR (NOT ((token)::text = ''::text)))),
    CONSTRAINT safety_letter_withdrawn_why CHECK (((withdrawn_at IS NULL) OR (NOT ((withdrawn_for)::text = ''::text))))
);
ALTER TABLE public.safety_undertaking ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.safety_undertaking_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.safety_undertakingissue (
    id bigint NOT NULL,
    title character varying(80) NOT NULL,
    audience character varying(8) NOT NULL,
    text text NOT NULL,
    digest character varying(64) NOT NULL,
    since date NOT NULL,
    until date NOT NULL,
    issued_at timestamp with time zone NOT NULL,
    institution_id bigint NOT NULL,
    issued_by_id bigint NOT NULL,
    template_id bigint NOT NULL,
    CONSTRAINT safety_issue_digest CHECK (((digest)::text ~ '^[0-9a-f]{64}$'::text)),
    CONSTRAINT safety_issue_in_order CHECK ((until >= since))
);
ALTER TABLE public.safety_undertakingissue ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.safety_undertakingissue_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.safety_undertakingsignature (
    id bigint NOT NULL,
    name character varying(60) NOT NULL,
    picture bytea,
    is_paper boolean NOT NULL,
    digest character varying(64) NOT NULL,
    signed_at timestamp with time zone NOT NULL,
    institution_id bigint NOT NULL,
    kept_by_id bigint,
    letter_id bigint NOT NULL,
    CONSTRAINT safety_signature_drawn CHECK ((is_paper OR (picture IS NOT NULL)))
);
ALTER TABLE public.safety_undertakingsignature ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.safety_undertakingsignature_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.safety_undertakingtemplate (
    id bigint NOT NULL,
    title character varying(60) NOT NULL,
    audience character varying(8) NOT NULL,
    roles character varying(20)[] NOT NULL,
    text text NOT NULL,
    is_active boolean NOT NULL,
    institution_id bigint NOT NULL,
    CONSTRAINT safety_template_says CHECK ((NOT (text = ''::text)))
);
ALTER TABLE public.safety_undertakingtemplate ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.safety_undertakingtemplate_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.socialaccount_socialaccount (
    id integer NOT NULL,
    provider character varying(200) NOT NULL,
    uid character varying(191) NOT NULL,
    last_login timestamp with time zone NOT NULL,
    date_joined timestamp with time zone NOT NULL,
    extra_data jsonb NOT NULL,
    user_id bigint NOT NULL
);
ALTER TABLE public.socialaccount_socialaccount ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.socialaccount_socialaccount_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.socialaccount_socialapp (
    id integer NOT NULL,
    provider character varying(30) NOT NULL,
    name character varying(40) NOT NULL,
    client_id character varying(191) NOT NULL,
    secret character varying(191) NOT NULL,
    key character varying(191) NOT NULL,
    provider_id character varying(200) NOT NULL,
    settings jsonb NOT NULL
);
ALTER TABLE public.socialaccount_socialapp ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.socialaccount_socialapp_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.socialaccount_socialtoken (
    id integer NOT NULL,
    token text NOT NULL,
    token_secret text NOT NULL,
    expires_at timestamp with time zone,
    account_id integer NOT NULL,
    app_id integer
);
ALTER TABLE public.socialaccount_socialtoken ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.socialaccount_socialtoken_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.voice_concerned (
    id bigint NOT NULL,
    institution_id bigint NOT NULL,
    staff_id bigint NOT NULL,
    opinion_id bigint NOT NULL
);
ALTER TABLE public.voice_concerned ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.voice_concerned_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.voice_departmentvisit (
    id bigint NOT NULL,
    day date NOT NULL,
    work character varying(500) NOT NULL,
    mood character varying(500) NOT NULL,
    department_id bigint NOT NULL,
    institution_id bigint NOT NULL,
    leader_id bigint NOT NULL
);
ALTER TABLE public.voice_departmentvisit ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.voice_departmentvisit_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.voice_hotissue (
    id bigint NOT NULL,
    title character varying(60) NOT NULL,
    subject character varying(10) NOT NULL,
    plan character varying(500) NOT NULL,
    due_on date NOT NULL,
    taken_at timestamp with time zone NOT NULL,
    answer character varying(1000) NOT NULL,
    answered_at timestamp with time zone,
    institution_id bigint NOT NULL,
    owner_id bigint NOT NULL,
    place_id bigint,
    taken_by_id bigint NOT NULL,
    CONSTRAINT voice_hot_answered_has_answer CHECK (((answered_at IS NULL) OR (NOT ((answer)::text = ''::text))))
);
ALTER TABLE public.voice_hotissue ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.voice_hotissue_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.voice_inspectionvisit (
    id bigint NOT NULL,
    title character varying(60) NOT NULL,
    day date NOT NULL,
    places character varying(200) NOT NULL,
    guide_id bigint NOT NULL,
    institution_id bigint NOT NULL,
    made_by_id bigint NOT NULL,
    former_id bigint,
    repeat smallint NOT NULL,
    task_id bigint,
    CONSTRAINT voice_inspectionvisit_repeat_check CHECK ((repeat >= 0)),
    CONSTRAINT voice_visit_repeat CHECK (((repeat >= 0) AND (repeat <= 12)))
);
ALTER TABLE public.voice_inspectionvisit ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.voice_inspectionvisit_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.voice_keycase (
    id bigint NOT NULL,
    title character varying(80) NOT NULL,
    category character varying(10) NOT NULL,
    happened_on date NOT NULL,
    course character varying(1000) NOT NULL,
    displeased character varying(300) NOT NULL,
    cause character varying(500) NOT NULL,
    weak_link character varying(200) NOT NULL,
    improvement character varying(500) NOT NULL,
    check_on date NOT NULL,
    effect character varying(500) NOT NULL,
    is_effective boolean,
    checked_on date,
    checked_by_id bigint,
    department_id bigint,
    institution_id bigint NOT NULL,
    made_by_id bigint NOT NULL,
    task_id bigint NOT NULL,
    opinion_id bigint,
    CONSTRAINT voice_keycase_checked_whole CHECK ((((checked_by_id IS NULL) AND (checked_on IS NULL) AND (is_effective IS NULL)) OR ((checked_on IS NOT NULL) AND (is_effective IS NOT NULL) AND (checked_by_id IS NOT NULL) AND (NOT ((effect)::text = ''::text)))))
);
ALTER TABLE public.voice_keycase ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.voice_keycase_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.voice_opinion (
    id bigint NOT NULL,
    subject character varying(10) NOT NULL,
    day date NOT NULL,
    is_paper boolean NOT NULL,
    is_confidential boolean NOT NULL,
    findings character varying(2000) NOT NULL,
    verdict character varying(7) NOT NULL,
    measure character varying(2000) NOT NULL,
    published_on date,
    public_problem character varying(300) NOT NULL,
    public_answer character varying(500) NOT NULL,
    case_id bigint NOT NULL,
    hot_id bigint,
    institution_id bigint NOT NULL,
    leader_id bigint,
    repeats_id bigint,
    service_id bigint,
    guest_id bigint,
    CONSTRAINT voice_opinion_published_says CHECK (((published_on IS NULL) OR ((NOT ((public_problem)::text = ''::text)) AND (NOT ((public_answer)::text = ''::text)) AND (NOT is_confidential))))
);
ALTER TABLE public.voice_opinion ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.voice_opinion_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.voice_pointrating (
    id bigint NOT NULL,
    day date NOT NULL,
    environment smallint NOT NULL,
    service smallint NOT NULL,
    said character varying(300) NOT NULL,
    case_id bigint,
    institution_id bigint NOT NULL,
    point_id bigint NOT NULL,
    CONSTRAINT voice_pointrating_environment_check CHECK ((environment >= 0)),
    CONSTRAINT voice_pointrating_service_check CHECK ((service >= 0)),
    CONSTRAINT voice_rating_marks CHECK ((((environment >= 1) AND (environment <= 5)) AND ((service >= 1) AND (service <= 5))))
);
ALTER TABLE public.voice_pointrating ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.voice_pointrating_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.voice_ratingpoint (
    id bigint NOT NULL,
    name character varying(40) NOT NULL,
    key character varying(10) NOT NULL,
    is_used boolean NOT NULL,
    department_id bigint,
    institution_id bigint NOT NULL
);
ALTER TABLE public.voice_ratingpoint ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.voice_ratingpoint_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.voice_station (
    id bigint NOT NULL,
    name character varying(40) NOT NULL,
    hours character varying(100) NOT NULL,
    place character varying(60) NOT NULL,
    phone character varying(30) NOT NULL,
    duty_note character varying(200) NOT NULL,
    duty_id bigint,
    institution_id bigint NOT NULL
);
ALTER TABLE public.voice_station ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.voice_station_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.voice_stationservice (
    id bigint NOT NULL,
    name character varying(40) NOT NULL,
    steps character varying(500) NOT NULL,
    days smallint NOT NULL,
    role character varying(20) NOT NULL,
    is_offered boolean NOT NULL,
    "position" smallint NOT NULL,
    institution_id bigint NOT NULL,
    CONSTRAINT voice_service_days CHECK (((days >= 1) AND (days <= 60))),
    CONSTRAINT voice_stationservice_days_check CHECK ((days >= 0)),
    CONSTRAINT voice_stationservice_position_check CHECK (("position" >= 0))
);
ALTER TABLE public.voice_stationservice ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.voice_stationservice_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.voice_survey (
    id bigint NOT NULL,
    title character varying(60) NOT NULL,
    sort character varying(10) NOT NULL,
    intro character varying(300) NOT NULL,
    declared jsonb NOT NULL,
    is_anonymous boolean NOT NULL,
    min_answers smallint NOT NULL,
    repeat character varying(8) NOT NULL,
    state character varying(10) NOT NULL,
    first date NOT NULL,
    last date NOT NULL,
    published_on date,
    conclusion character varying(500) NOT NULL,
    former_id bigint,
    institution_id bigint NOT NULL,
    made_by_id bigint,
    CONSTRAINT voice_survey_ends_after_start CHECK ((last >= first)),
    CONSTRAINT voice_survey_least_answers CHECK (((min_answers >= 5) AND (min_answers <= 5000))),
    CONSTRAINT voice_survey_min_answers_check CHECK ((min_answers >= 0)),
    CONSTRAINT voice_survey_published_when CHECK (((NOT ((state)::text = 'published'::text)) OR (published_on IS NOT NULL)))
);
ALTER TABLE public.voice_survey ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.voice_survey_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.voice_surveyanswer (
    id uuid NOT NULL,
    who character varying(8) NOT NULL,
    "values" jsonb NOT NULL,
    day date NOT NULL,
    is_paper boolean NOT NULL,
    department_id bigint,
    institution_id bigint NOT NULL,
    school_class_id bigint,
    staff_id bigint,
    survey_id bigint NOT NULL
);
CREATE TABLE public.voice_surveydoor (
    id bigint NOT NULL,
    entry character varying(8) NOT NULL,
    who character varying(8) NOT NULL,
    key character varying(10) NOT NULL,
    roles character varying(20)[] NOT NULL,
    expected integer,
    department_id bigint,
    institution_id bigint NOT NULL,
    school_class_id bigint,
    survey_id bigint NOT NULL,
    CONSTRAINT voice_surveydoor_expected_check CHECK ((expected >= 0))
);
ALTER TABLE public.voice_surveydoor ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.voice_surveydoor_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.voice_surveypromise (
    id bigint NOT NULL,
    text character varying(200) NOT NULL,
    question character varying(40) NOT NULL,
    institution_id bigint NOT NULL,
    survey_id bigint NOT NULL,
    task_id bigint NOT NULL
);
ALTER TABLE public.voice_surveypromise ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.voice_surveypromise_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.voice_surveyslip (
    id bigint NOT NULL,
    number integer NOT NULL,
    is_used boolean NOT NULL,
    door_id bigint NOT NULL,
    institution_id bigint NOT NULL,
    staff_id bigint,
    student_id bigint,
    CONSTRAINT voice_surveyslip_number_check CHECK ((number >= 0))
);
ALTER TABLE public.voice_surveyslip ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.voice_surveyslip_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.voice_surveyturn (
    id bigint NOT NULL,
    institution_id bigint NOT NULL,
    staff_id bigint NOT NULL,
    survey_id bigint NOT NULL
);
ALTER TABLE public.voice_surveyturn ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.voice_surveyturn_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.voice_taskcheck (
    id bigint NOT NULL,
    found character varying(6) NOT NULL,
    note character varying(300) NOT NULL,
    at timestamp with time zone NOT NULL,
    by_id bigint NOT NULL,
    institution_id bigint NOT NULL,
    task_id bigint NOT NULL,
    CONSTRAINT voice_check_says_why CHECK ((((found)::text = 'done'::text) OR (NOT ((note)::text = ''::text))))
);
ALTER TABLE public.voice_taskcheck ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.voice_taskcheck_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.voice_visitguest (
    id bigint NOT NULL,
    name character varying(30) NOT NULL,
    stands_for character varying(40) NOT NULL,
    key character varying(10) NOT NULL,
    institution_id bigint NOT NULL,
    visit_id bigint NOT NULL
);
ALTER TABLE public.voice_visitguest ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.voice_visitguest_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.voice_visitplan (
    id bigint NOT NULL,
    day date NOT NULL,
    look_at character varying(300) NOT NULL,
    department_id bigint NOT NULL,
    institution_id bigint NOT NULL,
    leader_id bigint NOT NULL,
    made_by_id bigint NOT NULL,
    task_id bigint NOT NULL,
    visit_id bigint
);
ALTER TABLE public.voice_visitplan ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.voice_visitplan_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE ONLY public.account_emailaddress
    ADD CONSTRAINT account_emailaddress_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.account_emailaddress
    ADD CONSTRAINT account_emailaddress_user_id_email_987c8728_uniq UNIQUE (user_id, email);
ALTER TABLE ONLY public.account_emailconfirmation
    ADD CONSTRAINT account_emailconfirmation_key_key UNIQUE (key);
ALTER TABLE ONLY public.account_emailconfirmation
    ADD CONSTRAINT account_emailconfirmation_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.accounts_accesstoken
    ADD CONSTRAINT accounts_accesstoken_digest_key UNIQUE (digest);
ALTER TABLE ONLY public.accounts_accesstoken
    ADD CONSTRAINT accounts_accesstoken_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.accounts_loginfailure
    ADD CONSTRAINT accounts_loginfailure_login_key UNIQUE (login);
ALTER TABLE ONLY public.accounts_loginfailure
    ADD CONSTRAINT accounts_loginfailure_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.accounts_signingpin
    ADD CONSTRAINT accounts_signingpin_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.accounts_signingpin
    ADD CONSTRAINT accounts_signingpin_user_id_key UNIQUE (user_id);
ALTER TABLE ONLY public.accounts_user_groups
    ADD CONSTRAINT accounts_user_groups_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.accounts_user_groups
    ADD CONSTRAINT accounts_user_groups_user_id_group_id_59c0b32f_uniq UNIQUE (user_id, group_id);
ALTER TABLE ONLY public.accounts_user
    ADD CONSTRAINT accounts_user_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.accounts_user_user_permissions
    ADD CONSTRAINT accounts_user_user_permi_user_id_permission_id_2ab516c2_uniq UNIQUE (user_id, permission_id);
ALTER TABLE ONLY public.accounts_user_user_permissions
    ADD CONSTRAINT accounts_user_user_permissions_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.accounts_user
    ADD CONSTRAINT accounts_user_username_key UNIQUE (username);
ALTER TABLE ONLY public.auth_group
    ADD CONSTRAINT auth_group_name_key UNIQUE (name);
ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_group_id_permission_id_0cd325b0_uniq UNIQUE (group_id, permission_id);
ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.auth_group
    ADD CONSTRAINT auth_group_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_content_type_id_codename_01ab375a_uniq UNIQUE (content_type_id, codename);
ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.cases_casealarm
    ADD CONSTRAINT cases_alarm_once UNIQUE (case_id, code, round);
ALTER TABLE ONLY public.cases_approval
    ADD CONSTRAINT cases_approval_case_id_key UNIQUE (case_id);
ALTER TABLE ONLY public.cases_approval
    ADD CONSTRAINT cases_approval_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.cases_case
    ADD CONSTRAINT cases_case_once UNIQUE (institution_id, token);
ALTER TABLE ONLY public.cases_case
    ADD CONSTRAINT cases_case_one_follow_code UNIQUE (institution_id, follow_code);
ALTER TABLE ONLY public.cases_case
    ADD CONSTRAINT cases_case_one_number UNIQUE (institution_id, flow, number);
ALTER TABLE ONLY public.cases_case
    ADD CONSTRAINT cases_case_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.cases_casealarm
    ADD CONSTRAINT cases_casealarm_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.cases_casestep
    ADD CONSTRAINT cases_casestep_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.cases_collectivedecision
    ADD CONSTRAINT cases_collectivedecision_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.cases_comment
    ADD CONSTRAINT cases_comment_once UNIQUE (institution_id, token);
ALTER TABLE ONLY public.cases_comment
    ADD CONSTRAINT cases_comment_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.cases_cooperator
    ADD CONSTRAINT cases_cooperator_once UNIQUE (case_id, staff_id);
ALTER TABLE ONLY public.cases_cooperator
    ADD CONSTRAINT cases_cooperator_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.cases_duealarm
    ADD CONSTRAINT cases_duealarm_case_id_key UNIQUE (case_id);
ALTER TABLE ONLY public.cases_duealarm
    ADD CONSTRAINT cases_duealarm_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.cases_finding
    ADD CONSTRAINT cases_finding_once UNIQUE (entry_id, path);
ALTER TABLE ONLY public.cases_finding
    ADD CONSTRAINT cases_finding_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.cases_flowrule
    ADD CONSTRAINT cases_flowrule_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.cases_gradepromise
    ADD CONSTRAINT cases_gradepromise_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.cases_workhours
    ADD CONSTRAINT cases_hours_once UNIQUE (institution_id);
ALTER TABLE ONLY public.cases_gradepromise
    ADD CONSTRAINT cases_promise_once UNIQUE (institution_id, flow, grade);
ALTER TABLE ONLY public.cases_requestrule
    ADD CONSTRAINT cases_request_rule_once UNIQUE (institution_id, type);
ALTER TABLE ONLY public.cases_requestrule
    ADD CONSTRAINT cases_requestrule_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.cases_flowrule
    ADD CONSTRAINT cases_rule_one_per_flow UNIQUE (institution_id, flow);
ALTER TABLE ONLY public.cases_casestep
    ADD CONSTRAINT cases_step_once UNIQUE (institution_id, token);
ALTER TABLE ONLY public.cases_turn
    ADD CONSTRAINT cases_turn_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.cases_workhours
    ADD CONSTRAINT cases_workhours_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.django_content_type
    ADD CONSTRAINT django_content_type_app_label_model_76bd3d3b_uniq UNIQUE (app_label, model);
ALTER TABLE ONLY public.django_content_type
    ADD CONSTRAINT django_content_type_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.django_migrations
    ADD CONSTRAINT django_migrations_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.django_session
    ADD CONSTRAINT django_session_pkey PRIMARY KEY (session_key);
ALTER TABLE ONLY public.files_attachment
    ADD CONSTRAINT files_attachment_once UNIQUE (file_id, owner_type, owner_id);
ALTER TABLE ONLY public.files_attachment
    ADD CONSTRAINT files_attachment_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.files_storedfile
    ADD CONSTRAINT files_storedfile_once UNIQUE (uploaded_by_id, original_sha256);
ALTER TABLE ONLY public.files_storedfile
    ADD CONSTRAINT files_storedfile_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.journal_journalentry
    ADD CONSTRAINT journal_journalentry_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.ledgers_amendment
    ADD CONSTRAINT ledgers_amendment_one_place UNIQUE (book_id, sequence);
ALTER TABLE ONLY public.ledgers_amendment
    ADD CONSTRAINT ledgers_amendment_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.ledgers_book
    ADD CONSTRAINT ledgers_book_one_code UNIQUE (institution_id, code);
ALTER TABLE ONLY public.ledgers_book
    ADD CONSTRAINT ledgers_book_one_title UNIQUE (institution_id, title);
ALTER TABLE ONLY public.ledgers_book
    ADD CONSTRAINT ledgers_book_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.ledgers_bookdraft
    ADD CONSTRAINT ledgers_bookdraft_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.ledgers_booklayout
    ADD CONSTRAINT ledgers_booklayout_book_id_key UNIQUE (book_id);
ALTER TABLE ONLY public.ledgers_booklayout
    ADD CONSTRAINT ledgers_booklayout_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.ledgers_bookversion
    ADD CONSTRAINT ledgers_bookversion_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.ledgers_chainhead
    ADD CONSTRAINT ledgers_chainhead_book_id_key UNIQUE (book_id);
ALTER TABLE ONLY public.ledgers_chainhead
    ADD CONSTRAINT ledgers_chainhead_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.ledgers_countersignature
    ADD CONSTRAINT ledgers_countersignature_once UNIQUE (entry_id, signer_id);
ALTER TABLE ONLY public.ledgers_countersignature
    ADD CONSTRAINT ledgers_countersignature_one_place UNIQUE (book_id, sequence);
ALTER TABLE ONLY public.ledgers_countersignature
    ADD CONSTRAINT ledgers_countersignature_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.ledgers_dayhead
    ADD CONSTRAINT ledgers_day_once UNIQUE (institution_id, day);
ALTER TABLE ONLY public.ledgers_daydelivery
    ADD CONSTRAINT ledgers_daydelivery_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.ledgers_dayhead
    ADD CONSTRAINT ledgers_dayhead_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.ledgers_dayposting
    ADD CONSTRAINT ledgers_dayposting_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.ledgers_daydelivery
    ADD CONSTRAINT ledgers_delivery_once UNIQUE (day_id, channel, address);
ALTER TABLE ONLY public.ledgers_bookdraft
    ADD CONSTRAINT ledgers_draft_one_each UNIQUE (book_id);
ALTER TABLE ONLY public.ledgers_entry
    ADD CONSTRAINT ledgers_entry_once UNIQUE (institution_id, token);
ALTER TABLE ONLY public.ledgers_entry
    ADD CONSTRAINT ledgers_entry_one_number UNIQUE (book_id, number);
ALTER TABLE ONLY public.ledgers_entry
    ADD CONSTRAINT ledgers_entry_one_place UNIQUE (book_id, sequence);
ALTER TABLE ONLY public.ledgers_entry
    ADD CONSTRAINT ledgers_entry_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.ledgers_entryimport
    ADD CONSTRAINT ledgers_entryimport_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.ledgers_paperorder
    ADD CONSTRAINT ledgers_paperorder_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.ledgers_dayposting
    ADD CONSTRAINT ledgers_posting_once UNIQUE (institution_id);
ALTER TABLE ONLY public.ledgers_purge
    ADD CONSTRAINT ledgers_purge_one_place UNIQUE (book_id, sequence);
ALTER TABLE ONLY public.ledgers_purge
    ADD CONSTRAINT ledgers_purge_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.ledgers_purgeproposal
    ADD CONSTRAINT ledgers_purgeproposal_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.ledgers_tombstone
    ADD CONSTRAINT ledgers_tombstone_one_place UNIQUE (book_id, sequence);
ALTER TABLE ONLY public.ledgers_tombstone
    ADD CONSTRAINT ledgers_tombstone_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.ledgers_bookversion
    ADD CONSTRAINT ledgers_version_one_number UNIQUE (book_id, number);
ALTER TABLE ONLY public.maintenance_repairbatch
    ADD CONSTRAINT maintenance_batch_once UNIQUE (institution_id, token);
ALTER TABLE ONLY public.maintenance_brokenpiece
    ADD CONSTRAINT maintenance_brokenpiece_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.maintenance_equipmentcheck
    ADD CONSTRAINT maintenance_check_once UNIQUE (institution_id, token);
ALTER TABLE ONLY public.maintenance_contractor
    ADD CONSTRAINT maintenance_contractor_one_name UNIQUE (institution_id, name);
ALTER TABLE ONLY public.maintenance_contractor
    ADD CONSTRAINT maintenance_contractor_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.maintenance_contractorlink
    ADD CONSTRAINT maintenance_contractorlink_key_key UNIQUE (key);
ALTER TABLE ONLY public.maintenance_contractorlink
    ADD CONSTRAINT maintenance_contractorlink_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.maintenance_equipment
    ADD CONSTRAINT maintenance_equip_one_code UNIQUE (institution_id, code);
ALTER TABLE ONLY public.maintenance_equipment
    ADD CONSTRAINT maintenance_equipment_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.maintenance_equipment
    ADD CONSTRAINT maintenance_equipment_tag_key UNIQUE (tag);
ALTER TABLE ONLY public.maintenance_equipmentcheck
    ADD CONSTRAINT maintenance_equipmentcheck_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.maintenance_equipmentkind
    ADD CONSTRAINT maintenance_equipmentkind_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.maintenance_goodsloan
    ADD CONSTRAINT maintenance_goodsloan_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.maintenance_inspection
    ADD CONSTRAINT maintenance_inspection_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.maintenance_equipmentkind
    ADD CONSTRAINT maintenance_kind_one_name UNIQUE (institution_id, name);
ALTER TABLE ONLY public.maintenance_repairlimit
    ADD CONSTRAINT maintenance_limit_one UNIQUE (institution_id);
ALTER TABLE ONLY public.maintenance_goodsloan
    ADD CONSTRAINT maintenance_loan_once UNIQUE (institution_id, token);
ALTER TABLE ONLY public.maintenance_partused
    ADD CONSTRAINT maintenance_partused_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.maintenance_repairpromise
    ADD CONSTRAINT maintenance_promise_once UNIQUE NULLS NOT DISTINCT (institution_id, grade, fault, place_id);
ALTER TABLE ONLY public.maintenance_repairbatch
    ADD CONSTRAINT maintenance_repairbatch_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.maintenance_repairer
    ADD CONSTRAINT maintenance_repairer_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.maintenance_repairer
    ADD CONSTRAINT maintenance_repairer_staff_id_key UNIQUE (staff_id);
ALTER TABLE ONLY public.maintenance_repairlimit
    ADD CONSTRAINT maintenance_repairlimit_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.maintenance_repairpromise
    ADD CONSTRAINT maintenance_repairpromise_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.maintenance_repairzone
    ADD CONSTRAINT maintenance_repairzone_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.maintenance_round
    ADD CONSTRAINT maintenance_round_once UNIQUE (rule_id, first);
ALTER TABLE ONLY public.maintenance_round
    ADD CONSTRAINT maintenance_round_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.maintenance_round
    ADD CONSTRAINT maintenance_round_task_id_key UNIQUE (task_id);
ALTER TABLE ONLY public.maintenance_upkeeprule
    ADD CONSTRAINT maintenance_rule_one_name UNIQUE (institution_id, name);
ALTER TABLE ONLY public.maintenance_samereport
    ADD CONSTRAINT maintenance_same_once UNIQUE (order_id, device);
ALTER TABLE ONLY public.maintenance_samereport
    ADD CONSTRAINT maintenance_samereport_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.maintenance_usagetrigger
    ADD CONSTRAINT maintenance_trigger_one_name UNIQUE (institution_id, name);
ALTER TABLE ONLY public.maintenance_upkeeprule
    ADD CONSTRAINT maintenance_upkeeprule_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.maintenance_usagetrigger
    ADD CONSTRAINT maintenance_usagetrigger_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.maintenance_workorder
    ADD CONSTRAINT maintenance_workorder_case_id_key UNIQUE (case_id);
ALTER TABLE ONLY public.maintenance_workorder
    ADD CONSTRAINT maintenance_workorder_check_row_id_key UNIQUE (check_row_id);
ALTER TABLE ONLY public.maintenance_workorder
    ADD CONSTRAINT maintenance_workorder_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.maintenance_workorder
    ADD CONSTRAINT maintenance_workorder_request_id_key UNIQUE (request_id);
ALTER TABLE ONLY public.maintenance_repairzone
    ADD CONSTRAINT maintenance_zone_once UNIQUE (repairer_id, place_id);
ALTER TABLE ONLY public.mfa_authenticator
    ADD CONSTRAINT mfa_authenticator_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.notify_channeladdress
    ADD CONSTRAINT notify_address_one_a_phone UNIQUE (channel_id, phone);
ALTER TABLE ONLY public.notify_channel
    ADD CONSTRAINT notify_channel_own_name UNIQUE (institution_id, name);
ALTER TABLE ONLY public.notify_channel
    ADD CONSTRAINT notify_channel_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.notify_channeladdress
    ADD CONSTRAINT notify_channeladdress_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.notify_channelrefusal
    ADD CONSTRAINT notify_channelrefusal_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.notify_noticechoice
    ADD CONSTRAINT notify_choice_one_per_kind UNIQUE (staff_id, kind);
ALTER TABLE ONLY public.notify_delivery
    ADD CONSTRAINT notify_delivery_once UNIQUE (notice_id, channel);
ALTER TABLE ONLY public.notify_delivery
    ADD CONSTRAINT notify_delivery_one_digest_a_day UNIQUE (recipient_id, channel, day);
ALTER TABLE ONLY public.notify_delivery
    ADD CONSTRAINT notify_delivery_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.notify_digestrun
    ADD CONSTRAINT notify_digestrun_once UNIQUE (institution_id, day);
ALTER TABLE ONLY public.notify_digestrun
    ADD CONSTRAINT notify_digestrun_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.notify_grouppost
    ADD CONSTRAINT notify_grouppost_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.notify_notice
    ADD CONSTRAINT notify_notice_once UNIQUE (recipient_id, key);
ALTER TABLE ONLY public.notify_notice
    ADD CONSTRAINT notify_notice_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.notify_noticechoice
    ADD CONSTRAINT notify_noticechoice_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.notify_grouppost
    ADD CONSTRAINT notify_post_once UNIQUE (channel_id, key);
ALTER TABLE ONLY public.notify_channelrefusal
    ADD CONSTRAINT notify_refusal_once UNIQUE (staff_id, kind);
ALTER TABLE ONLY public.org_absence
    ADD CONSTRAINT org_absence_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.org_break
    ADD CONSTRAINT org_break_no_overlap EXCLUDE USING gist (int8range(institution_id, institution_id, '[]'::text) WITH &&, daterange(first, last, '[]'::text) WITH &&);
ALTER TABLE ONLY public.org_break
    ADD CONSTRAINT org_break_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.org_calendarday
    ADD CONSTRAINT org_calendarday_once UNIQUE (institution_id, day, sort);
ALTER TABLE ONLY public.org_calendarday
    ADD CONSTRAINT org_calendarday_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.org_department
    ADD CONSTRAINT org_department_one_name UNIQUE (institution_id, name);
ALTER TABLE ONLY public.org_department
    ADD CONSTRAINT org_department_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.org_roleholding
    ADD CONSTRAINT org_holding_once UNIQUE NULLS NOT DISTINCT (staff_id, role, department_id, since);
ALTER TABLE ONLY public.org_importbatch
    ADD CONSTRAINT org_importbatch_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.org_importupload
    ADD CONSTRAINT org_importupload_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.org_institution
    ADD CONSTRAINT org_institution_code_key UNIQUE (code);
ALTER TABLE ONLY public.org_institution
    ADD CONSTRAINT org_institution_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.org_place
    ADD CONSTRAINT org_place_one_code UNIQUE (institution_id, code);
ALTER TABLE ONLY public.org_place
    ADD CONSTRAINT org_place_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.org_place
    ADD CONSTRAINT org_place_tag_key UNIQUE (tag);
ALTER TABLE ONLY public.org_roleholding
    ADD CONSTRAINT org_roleholding_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.org_schoolclass
    ADD CONSTRAINT org_schoolclass_one_name UNIQUE (institution_id, name);
ALTER TABLE ONLY public.org_schoolclass
    ADD CONSTRAINT org_schoolclass_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.org_schoolyear
    ADD CONSTRAINT org_schoolyear_no_overlap EXCLUDE USING gist (int8range(institution_id, institution_id, '[]'::text) WITH &&, daterange(first, last, '[]'::text) WITH &&);
ALTER TABLE ONLY public.org_schoolyear
    ADD CONSTRAINT org_schoolyear_one_name UNIQUE (institution_id, name);
ALTER TABLE ONLY public.org_schoolyear
    ADD CONSTRAINT org_schoolyear_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.org_staff
    ADD CONSTRAINT org_staff_one_per_user UNIQUE (institution_id, user_id);
ALTER TABLE ONLY public.org_staff
    ADD CONSTRAINT org_staff_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.org_student
    ADD CONSTRAINT org_student_one_number UNIQUE (institution_id, number);
ALTER TABLE ONLY public.org_student
    ADD CONSTRAINT org_student_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.org_term
    ADD CONSTRAINT org_term_no_overlap EXCLUDE USING gist (int8range(institution_id, institution_id, '[]'::text) WITH &&, daterange(first, last, '[]'::text) WITH &&);
ALTER TABLE ONLY public.org_term
    ADD CONSTRAINT org_term_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.planning_activity
    ADD CONSTRAINT planning_activity_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.planning_activitytask
    ADD CONSTRAINT planning_activitytask_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.planning_activitytask
    ADD CONSTRAINT planning_activitytask_task_id_key UNIQUE (task_id);
ALTER TABLE ONLY public.planning_aimitem
    ADD CONSTRAINT planning_aimitem_once UNIQUE (aim_id, item_id);
ALTER TABLE ONLY public.planning_aimitem
    ADD CONSTRAINT planning_aimitem_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.planning_aimstep
    ADD CONSTRAINT planning_aimstep_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.planning_aimstep
    ADD CONSTRAINT planning_aimstep_task_id_key UNIQUE (task_id);
ALTER TABLE ONLY public.planning_attendance
    ADD CONSTRAINT planning_attendance_once UNIQUE (meeting_id, staff_id);
ALTER TABLE ONLY public.planning_attendance
    ADD CONSTRAINT planning_attendance_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.planning_campaign
    ADD CONSTRAINT planning_campaign_one_title UNIQUE (institution_id, title, first);
ALTER TABLE ONLY public.planning_campaign
    ADD CONSTRAINT planning_campaign_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.planning_campaignaim
    ADD CONSTRAINT planning_campaignaim_one_name UNIQUE (campaign_id, name);
ALTER TABLE ONLY public.planning_campaignaim
    ADD CONSTRAINT planning_campaignaim_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.planning_citeddocument
    ADD CONSTRAINT planning_citeddocument_once UNIQUE (plan_id, title);
ALTER TABLE ONLY public.planning_citeddocument
    ADD CONSTRAINT planning_citeddocument_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.planning_citedpoint
    ADD CONSTRAINT planning_citedpoint_number UNIQUE (document_id, number);
ALTER TABLE ONLY public.planning_citedpoint
    ADD CONSTRAINT planning_citedpoint_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.planning_criterion
    ADD CONSTRAINT planning_criterion_number UNIQUE (standard_id, number);
ALTER TABLE ONLY public.planning_criterion
    ADD CONSTRAINT planning_criterion_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.planning_criterionproof
    ADD CONSTRAINT planning_criterionproof_item UNIQUE (criterion_id, item_id);
ALTER TABLE ONLY public.planning_criterionproof
    ADD CONSTRAINT planning_criterionproof_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.planning_criterionproof
    ADD CONSTRAINT planning_criterionproof_task UNIQUE (criterion_id, task_id);
ALTER TABLE ONLY public.planning_decision
    ADD CONSTRAINT planning_decision_number UNIQUE (meeting_id, number);
ALTER TABLE ONLY public.planning_decision
    ADD CONSTRAINT planning_decision_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.planning_decision
    ADD CONSTRAINT planning_decision_task_id_key UNIQUE (task_id);
ALTER TABLE ONLY public.planning_deferral
    ADD CONSTRAINT planning_deferral_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.planning_evidence
    ADD CONSTRAINT planning_evidence_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.planning_evidence
    ADD CONSTRAINT planning_evidence_revokes_id_key UNIQUE (revokes_id);
ALTER TABLE ONLY public.planning_evidence
    ADD CONSTRAINT planning_evidence_token_key UNIQUE (token);
ALTER TABLE ONLY public.planning_inspectionfinding
    ADD CONSTRAINT planning_finding_number UNIQUE (inspection_id, number);
ALTER TABLE ONLY public.planning_plangoal
    ADD CONSTRAINT planning_goal_number UNIQUE (plan_id, number);
ALTER TABLE ONLY public.planning_indicator
    ADD CONSTRAINT planning_indicator_one_title UNIQUE (aim_id, title);
ALTER TABLE ONLY public.planning_indicator
    ADD CONSTRAINT planning_indicator_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.planning_indicatorfigure
    ADD CONSTRAINT planning_indicatorfigure_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.planning_outsideinspection
    ADD CONSTRAINT planning_inspection_one_title UNIQUE (institution_id, title, visits_on);
ALTER TABLE ONLY public.planning_inspectionfinding
    ADD CONSTRAINT planning_inspectionfinding_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.planning_inspectionfinding
    ADD CONSTRAINT planning_inspectionfinding_task_id_key UNIQUE (task_id);
ALTER TABLE ONLY public.planning_inspectionguest
    ADD CONSTRAINT planning_inspectionguest_once UNIQUE (inspection_id, staff_id);
ALTER TABLE ONLY public.planning_inspectionguest
    ADD CONSTRAINT planning_inspectionguest_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.planning_letter
    ADD CONSTRAINT planning_letter_number UNIQUE (institution_id, number);
ALTER TABLE ONLY public.planning_letter
    ADD CONSTRAINT planning_letter_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.planning_meeting
    ADD CONSTRAINT planning_meeting_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.planning_minutesnote
    ADD CONSTRAINT planning_minutesnote_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.planning_outsideinspection
    ADD CONSTRAINT planning_outsideinspection_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.planning_participation
    ADD CONSTRAINT planning_participation_once UNIQUE (activity_id, staff_id);
ALTER TABLE ONLY public.planning_participation
    ADD CONSTRAINT planning_participation_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.planning_personalcomment
    ADD CONSTRAINT planning_personalcomment_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.planning_personalline
    ADD CONSTRAINT planning_personalline_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.planning_personalplan
    ADD CONSTRAINT planning_personalplan_one_each UNIQUE (round_id, staff_id);
ALTER TABLE ONLY public.planning_personalplan
    ADD CONSTRAINT planning_personalplan_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.planning_personalround
    ADD CONSTRAINT planning_personalround_one_per_term UNIQUE (institution_id, term_id);
ALTER TABLE ONLY public.planning_personalround
    ADD CONSTRAINT planning_personalround_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.planning_plangoal
    ADD CONSTRAINT planning_plangoal_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.planning_planitem
    ADD CONSTRAINT planning_planitem_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.planning_planreading
    ADD CONSTRAINT planning_planreading_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.planning_planreading
    ADD CONSTRAINT planning_planreading_token_key UNIQUE (token);
ALTER TABLE ONLY public.planning_planversion
    ADD CONSTRAINT planning_planversion_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.planning_pointitem
    ADD CONSTRAINT planning_pointitem_once UNIQUE (point_id, item_id);
ALTER TABLE ONLY public.planning_pointitem
    ADD CONSTRAINT planning_pointitem_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.planning_postduties
    ADD CONSTRAINT planning_post_once UNIQUE (institution_id, role);
ALTER TABLE ONLY public.planning_postduties
    ADD CONSTRAINT planning_postduties_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.planning_practice
    ADD CONSTRAINT planning_practice_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.planning_practice
    ADD CONSTRAINT planning_practice_task_id_key UNIQUE (task_id);
ALTER TABLE ONLY public.planning_readinessreport
    ADD CONSTRAINT planning_readiness_signed_once UNIQUE (term_id, signed_by_id);
ALTER TABLE ONLY public.planning_readinessline
    ADD CONSTRAINT planning_readinessline_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.planning_readinessline
    ADD CONSTRAINT planning_readinessline_task_id_key UNIQUE (task_id);
ALTER TABLE ONLY public.planning_readinessreport
    ADD CONSTRAINT planning_readinessreport_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.planning_supportrequest
    ADD CONSTRAINT planning_request_number UNIQUE (institution_id, year, serial);
ALTER TABLE ONLY public.planning_scorecard
    ADD CONSTRAINT planning_scorecard_number UNIQUE (campaign_id, number);
ALTER TABLE ONLY public.planning_scorecard
    ADD CONSTRAINT planning_scorecard_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.planning_standard
    ADD CONSTRAINT planning_standard_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.planning_supportrequest
    ADD CONSTRAINT planning_supportrequest_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.planning_supportrequest
    ADD CONSTRAINT planning_supportrequest_task_id_key UNIQUE (task_id);
ALTER TABLE ONLY public.planning_task
    ADD CONSTRAINT planning_task_one_per_window UNIQUE (item_id, cadence, first) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_task
    ADD CONSTRAINT planning_task_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.planning_planversion
    ADD CONSTRAINT planning_version_number UNIQUE (plan_id, number);
ALTER TABLE ONLY public.planning_workplan
    ADD CONSTRAINT planning_workplan_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.publicity_addresseddepartment
    ADD CONSTRAINT publicity_addresseddepartment_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.publicity_announcement
    ADD CONSTRAINT publicity_announcement_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.publicity_addresseddepartment
    ADD CONSTRAINT publicity_department_once UNIQUE (announcement_id, department_id);
ALTER TABLE ONLY public.publicity_receipt
    ADD CONSTRAINT publicity_receipt_once UNIQUE (announcement_id, staff_id);
ALTER TABLE ONLY public.publicity_receipt
    ADD CONSTRAINT publicity_receipt_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.publicity_announcement
    ADD CONSTRAINT publicity_sent_once UNIQUE (institution_id, token);
ALTER TABLE ONLY public.reports_report
    ADD CONSTRAINT reports_report_one_per_period UNIQUE (plan_id, sort, first);
ALTER TABLE ONLY public.reports_report
    ADD CONSTRAINT reports_report_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.safety_accountability
    ADD CONSTRAINT safety_accountability_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.safety_assessment
    ADD CONSTRAINT safety_assessment_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.safety_safetyclause
    ADD CONSTRAINT safety_clause_one_number UNIQUE (institution_id, number);
ALTER TABLE ONLY public.safety_clausereport
    ADD CONSTRAINT safety_clausereport_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.safety_drill
    ADD CONSTRAINT safety_drill_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.safety_duty
    ADD CONSTRAINT safety_duty_once UNIQUE (post_id, day, staff_id);
ALTER TABLE ONLY public.safety_duty
    ADD CONSTRAINT safety_duty_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.safety_dutypost
    ADD CONSTRAINT safety_dutypost_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.safety_dutyswap
    ADD CONSTRAINT safety_dutyswap_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.safety_planedition
    ADD CONSTRAINT safety_edition_one_number UNIQUE (plan_id, number);
ALTER TABLE ONLY public.safety_emergencycontact
    ADD CONSTRAINT safety_emergencycontact_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.safety_emergencyplan
    ADD CONSTRAINT safety_emergencyplan_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.safety_undertakingissue
    ADD CONSTRAINT safety_issue_one_title UNIQUE (institution_id, title, since);
ALTER TABLE ONLY public.safety_patrolpoint
    ADD CONSTRAINT safety_patrolpoint_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.safety_patrolround
    ADD CONSTRAINT safety_patrolround_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.safety_patrolroute
    ADD CONSTRAINT safety_patrolroute_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.safety_patrolshift
    ADD CONSTRAINT safety_patrolshift_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.safety_patrolsighting
    ADD CONSTRAINT safety_patrolsighting_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.safety_emergencyplan
    ADD CONSTRAINT safety_plan_one_title UNIQUE (institution_id, title);
ALTER TABLE ONLY public.safety_planedition
    ADD CONSTRAINT safety_planedition_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.safety_patrolpoint
    ADD CONSTRAINT safety_point_once UNIQUE (route_id, place_id);
ALTER TABLE ONLY public.safety_dutypost
    ADD CONSTRAINT safety_post_one_name UNIQUE (institution_id, name);
ALTER TABLE ONLY public.safety_riskpoint
    ADD CONSTRAINT safety_risk_one_title UNIQUE (place_id, title);
ALTER TABLE ONLY public.safety_riskpoint
    ADD CONSTRAINT safety_riskpoint_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.safety_patrolroute
    ADD CONSTRAINT safety_route_one_name UNIQUE (institution_id, name);
ALTER TABLE ONLY public.safety_safetyclause
    ADD CONSTRAINT safety_safetyclause_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.safety_patrolshift
    ADD CONSTRAINT safety_shift_one_name UNIQUE (route_id, name);
ALTER TABLE ONLY public.safety_patrolsighting
    ADD CONSTRAINT safety_sighting_once UNIQUE (institution_id, token);
ALTER TABLE ONLY public.safety_undertakingtemplate
    ADD CONSTRAINT safety_template_one_title UNIQUE (institution_id, title);
ALTER TABLE ONLY public.safety_tip
    ADD CONSTRAINT safety_tip_case_id_key UNIQUE (case_id);
ALTER TABLE ONLY public.safety_tip
    ADD CONSTRAINT safety_tip_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.safety_undertaking
    ADD CONSTRAINT safety_undertaking_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.safety_undertakingissue
    ADD CONSTRAINT safety_undertakingissue_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.safety_undertakingsignature
    ADD CONSTRAINT safety_undertakingsignature_letter_id_key UNIQUE (letter_id);
ALTER TABLE ONLY public.safety_undertakingsignature
    ADD CONSTRAINT safety_undertakingsignature_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.safety_undertakingtemplate
    ADD CONSTRAINT safety_undertakingtemplate_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.socialaccount_socialaccount
    ADD CONSTRAINT socialaccount_socialaccount_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.socialaccount_socialaccount
    ADD CONSTRAINT socialaccount_socialaccount_provider_uid_fc810c6e_uniq UNIQUE (provider, uid);
ALTER TABLE ONLY public.socialaccount_socialapp
    ADD CONSTRAINT socialaccount_socialapp_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.socialaccount_socialtoken
    ADD CONSTRAINT socialaccount_socialtoken_app_id_account_id_fca4e0ac_uniq UNIQUE (app_id, account_id);
ALTER TABLE ONLY public.socialaccount_socialtoken
    ADD CONSTRAINT socialaccount_socialtoken_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.voice_concerned
    ADD CONSTRAINT voice_concerned_once UNIQUE (opinion_id, staff_id);
ALTER TABLE ONLY public.voice_concerned
    ADD CONSTRAINT voice_concerned_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.voice_departmentvisit
    ADD CONSTRAINT voice_departmentvisit_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.voice_surveydoor
    ADD CONSTRAINT voice_door_once UNIQUE NULLS NOT DISTINCT (survey_id, entry, who, school_class_id, department_id, roles);
ALTER TABLE ONLY public.voice_visitguest
    ADD CONSTRAINT voice_guest_once UNIQUE (visit_id, name);
ALTER TABLE ONLY public.voice_hotissue
    ADD CONSTRAINT voice_hotissue_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.voice_inspectionvisit
    ADD CONSTRAINT voice_inspectionvisit_former_id_key UNIQUE (former_id);
ALTER TABLE ONLY public.voice_inspectionvisit
    ADD CONSTRAINT voice_inspectionvisit_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.voice_inspectionvisit
    ADD CONSTRAINT voice_inspectionvisit_task_id_key UNIQUE (task_id);
ALTER TABLE ONLY public.voice_keycase
    ADD CONSTRAINT voice_keycase_opinion_id_key UNIQUE (opinion_id);
ALTER TABLE ONLY public.voice_keycase
    ADD CONSTRAINT voice_keycase_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.voice_keycase
    ADD CONSTRAINT voice_keycase_task_id_key UNIQUE (task_id);
ALTER TABLE ONLY public.voice_opinion
    ADD CONSTRAINT voice_opinion_case_id_key UNIQUE (case_id);
ALTER TABLE ONLY public.voice_opinion
    ADD CONSTRAINT voice_opinion_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.voice_ratingpoint
    ADD CONSTRAINT voice_point_one_name UNIQUE (institution_id, name);
ALTER TABLE ONLY public.voice_pointrating
    ADD CONSTRAINT voice_pointrating_case_id_key UNIQUE (case_id);
ALTER TABLE ONLY public.voice_pointrating
    ADD CONSTRAINT voice_pointrating_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.voice_ratingpoint
    ADD CONSTRAINT voice_ratingpoint_key_key UNIQUE (key);
ALTER TABLE ONLY public.voice_ratingpoint
    ADD CONSTRAINT voice_ratingpoint_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.voice_stationservice
    ADD CONSTRAINT voice_service_one_name UNIQUE (institution_id, name);
ALTER TABLE ONLY public.voice_surveyslip
    ADD CONSTRAINT voice_slip_number UNIQUE (door_id, number);
ALTER TABLE ONLY public.voice_station
    ADD CONSTRAINT voice_station_one UNIQUE (institution_id);
ALTER TABLE ONLY public.voice_station
    ADD CONSTRAINT voice_station_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.voice_stationservice
    ADD CONSTRAINT voice_stationservice_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.voice_survey
    ADD CONSTRAINT voice_survey_one_next_round UNIQUE (former_id);
ALTER TABLE ONLY public.voice_survey
    ADD CONSTRAINT voice_survey_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.voice_surveyanswer
    ADD CONSTRAINT voice_surveyanswer_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.voice_surveydoor
    ADD CONSTRAINT voice_surveydoor_key_key UNIQUE (key);
ALTER TABLE ONLY public.voice_surveydoor
    ADD CONSTRAINT voice_surveydoor_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.voice_surveypromise
    ADD CONSTRAINT voice_surveypromise_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.voice_surveypromise
    ADD CONSTRAINT voice_surveypromise_task_id_key UNIQUE (task_id);
ALTER TABLE ONLY public.voice_surveyslip
    ADD CONSTRAINT voice_surveyslip_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.voice_surveyturn
    ADD CONSTRAINT voice_surveyturn_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.voice_taskcheck
    ADD CONSTRAINT voice_taskcheck_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.voice_taskcheck
    ADD CONSTRAINT voice_taskcheck_task_id_key UNIQUE (task_id);
ALTER TABLE ONLY public.voice_surveyturn
    ADD CONSTRAINT voice_turn_once UNIQUE (survey_id, staff_id);
ALTER TABLE ONLY public.voice_visitplan
    ADD CONSTRAINT voice_visit_plan_once UNIQUE (department_id, leader_id, day);
ALTER TABLE ONLY public.voice_visitguest
    ADD CONSTRAINT voice_visitguest_key_key UNIQUE (key);
ALTER TABLE ONLY public.voice_visitguest
    ADD CONSTRAINT voice_visitguest_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.voice_visitplan
    ADD CONSTRAINT voice_visitplan_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.voice_visitplan
    ADD CONSTRAINT voice_visitplan_task_id_key UNIQUE (task_id);
ALTER TABLE ONLY public.voice_visitplan
    ADD CONSTRAINT voice_visitplan_visit_id_key UNIQUE (visit_id);
CREATE INDEX account_emailaddress_email_03be32b2 ON public.account_emailaddress USING btree (email);
CREATE INDEX account_emailaddress_email_03be32b2_like ON public.account_emailaddress USING btree (email varchar_pattern_ops);
CREATE INDEX account_emailaddress_user_id_2c513194 ON public.account_emailaddress USING btree (user_id);
CREATE INDEX account_emailconfirmation_email_address_id_5b7f8c58 ON public.account_emailconfirmation USING btree (email_address_id);
CREATE INDEX account_emailconfirmation_key_f43612bd_like ON public.account_emailconfirmation USING btree (key varchar_pattern_ops);
CREATE INDEX accounts_accesstoken_digest_72e7f639_like ON public.accounts_accesstoken USING btree (digest varchar_pattern_ops);
CREATE INDEX accounts_accesstoken_user_id_9665e3f6 ON public.accounts_accesstoken USING btree (user_id);
CREATE INDEX accounts_loginfailure_login_396a2fce_like ON public.accounts_loginfailure USING btree (login varchar_pattern_ops);
CREATE INDEX accounts_token_of_user ON public.accounts_accesstoken USING btree (user_id, purpose);
CREATE INDEX accounts_user_groups_group_id_bd11a704 ON public.accounts_user_groups USING btree (group_id);
CREATE INDEX accounts_user_groups_user_id_52b62117 ON public.accounts_user_groups USING btree (user_id);
CREATE UNIQUE INDEX accounts_user_one_phone ON public.accounts_user USING btree (phone) WHERE (NOT ((phone)::text = ''::text));
CREATE INDEX accounts_user_user_permissions_permission_id_113bb443 ON public.accounts_user_user_permissions USING btree (permission_id);
CREATE INDEX accounts_user_user_permissions_user_id_e4f0a161 ON public.accounts_user_user_permissions USING btree (user_id);
CREATE INDEX accounts_user_username_6088629e_like ON public.accounts_user USING btree (username varchar_pattern_ops);
CREATE INDEX auth_group_name_a6ea08ec_like ON public.auth_group USING btree (name varchar_pattern_ops);
CREATE INDEX auth_group_permissions_group_id_b120cbf9 ON public.auth_group_permissions USING btree (group_id);
CREATE INDEX auth_group_permissions_permission_id_84c5c92e ON public.auth_group_permissions USING btree (permission_id);
CREATE INDEX auth_permission_content_type_id_2f476e4b ON public.auth_permission USING btree (content_type_id);
CREATE INDEX cases_case_at_place ON public.cases_case USING btree (place_id, flow, id DESC) WHERE (place_id IS NOT NULL);
CREATE INDEX cases_case_board ON public.cases_case USING btree (institution_id, flow, state, due_at) INCLUDE (paused_at) WHERE is_open;
CREATE INDEX cases_case_by_due ON public.cases_case USING btree (institution_id, due_at, id) WHERE is_open;
CREATE INDEX cases_case_closed ON public.cases_case USING btree (institution_id, closed_at) INCLUDE (flow, opened_at, is_late) WHERE (closed_at IS NOT NULL);
CREATE INDEX cases_case_department ON public.cases_case USING btree (department_id) WHERE (department_id IS NOT NULL);
CREATE INDEX cases_case_for_managers ON public.cases_case USING btree (institution_id, flow) WHERE (is_open AND ((waits_for)::text = 'manager'::text));
CREATE INDEX cases_case_merged_into ON public.cases_case USING btree (merged_into_id) WHERE (merged_into_id IS NOT NULL);
CREATE INDEX cases_case_newest ON public.cases_case USING btree (institution_id, id DESC);
CREATE INDEX cases_case_of_entry ON public.cases_case USING btree (entry_id) WHERE (entry_id IS NOT NULL);
CREATE INDEX cases_case_of_flow ON public.cases_case USING btree (institution_id, flow, id DESC);
CREATE INDEX cases_case_of_owner ON public.cases_case USING btree (owner_id, id DESC);
CREATE INDEX cases_case_of_pointer ON public.cases_case USING btree (pointer_type, pointer_id) WHERE (pointer_id IS NOT NULL);
CREATE INDEX cases_case_of_reporter ON public.cases_case USING btree (reporter_id, id DESC);
CREATE INDEX cases_case_of_verifier ON public.cases_case USING btree (verifier_id, id DESC);
CREATE INDEX cases_case_open ON public.cases_case USING btree (institution_id, id DESC) WHERE is_open;
CREATE INDEX cases_case_opened ON public.cases_case USING btree (institution_id, opened_at) INCLUDE (flow, closed_at, is_late);
CREATE INDEX cases_case_owner_open ON public.cases_case USING btree (owner_id) WHERE is_open;
CREATE INDEX cases_case_recurrence_of ON public.cases_case USING btree (recurrence_of_id) WHERE (recurrence_of_id IS NOT NULL);
CREATE INDEX cases_case_search ON public.cases_case USING gin (search);
CREATE INDEX cases_case_waiter ON public.cases_case USING btree (waiter_id) WHERE is_open;
CREATE INDEX cases_collectivedecision_approval_id_f2649ad8 ON public.cases_collectivedecision USING btree (approval_id);
CREATE INDEX cases_collectivedecision_made_by_id_3f0601d6 ON public.cases_collectivedecision USING btree (made_by_id);
CREATE INDEX cases_comment_of_case ON public.cases_comment USING btree (case_id, id);
CREATE INDEX cases_cooperator_staff_id_56076e4e ON public.cases_cooperator USING btree (staff_id);
CREATE INDEX cases_duealarm_at ON public.cases_duealarm USING btree (institution_id, at);
CREATE INDEX cases_finding_case_id_9635c427 ON public.cases_finding USING btree (case_id);
CREATE INDEX cases_step_of_case ON public.cases_casestep USING btree (case_id, id);
CREATE INDEX cases_turn_of_approval ON public.cases_turn USING btree (approval_id, id);
CREATE INDEX cases_turn_person_id_c13365d5 ON public.cases_turn USING btree (person_id);
CREATE INDEX django_session_expire_date_a5c62663 ON public.django_session USING btree (expire_date);
CREATE INDEX django_session_session_key_c0390e0f_like ON public.django_session USING btree (session_key varchar_pattern_ops);
CREATE INDEX files_attachment_file_id_99266eea ON public.files_attachment USING btree (file_id);
CREATE INDEX files_attachment_of_owner ON public.files_attachment USING btree (owner_type, owner_id);
CREATE INDEX files_storedfile_of_path ON public.files_storedfile USING btree (institution_id, path);
CREATE INDEX files_storedfile_offered ON public.files_storedfile USING btree (institution_id, offered_at);
CREATE INDEX files_storedfile_uploaded_by_id_34f47fb0 ON public.files_storedfile USING btree (uploaded_by_id);
CREATE INDEX journal_entry_of_row ON public.journal_journalentry USING btree (target_type, target_id, id DESC);
CREATE INDEX journal_entry_recent ON public.journal_journalentry USING btree (institution_id, id DESC);
CREATE INDEX journal_entry_search ON public.journal_journalentry USING gin (search);
CREATE INDEX ledgers_amendment_abnormal ON public.ledgers_amendment USING btree (institution_id, entry_id) WHERE (is_abnormal AND (NOT is_strike));
CREATE INDEX ledgers_amendment_entry_id_fe42e0a7 ON public.ledgers_amendment USING btree (entry_id);
CREATE INDEX ledgers_amendment_search ON public.ledgers_amendment USING gin (search);
CREATE UNIQUE INDEX ledgers_amendment_struck_once ON public.ledgers_amendment USING btree (entry_id) WHERE is_strike;
CREATE INDEX ledgers_book_by_domain ON public.ledgers_book USING btree (institution_id, domain);
CREATE INDEX ledgers_book_code_983312a5 ON public.ledgers_book USING btree (code);
CREATE INDEX ledgers_book_code_983312a5_like ON public.ledgers_book USING btree (code varchar_pattern_ops);
CREATE INDEX ledgers_book_current_id_962a12f5 ON public.ledgers_book USING btree (current_id);
CREATE INDEX ledgers_bookdraft_book_id_6e254603 ON public.ledgers_bookdraft USING btree (book_id);
CREATE INDEX ledgers_booklayout_changed_by_id_5badfd08 ON public.ledgers_booklayout USING btree (changed_by_id);
CREATE INDEX ledgers_bookversion_book_id_c2212c50 ON public.ledgers_bookversion USING btree (book_id);
CREATE INDEX ledgers_bookversion_published_by_id_0c295960 ON public.ledgers_bookversion USING btree (published_by_id);
CREATE INDEX ledgers_countersignature_entry_id_9ec5a38e ON public.ledgers_countersignature USING btree (entry_id);
CREATE INDEX ledgers_daydelivery_day_id_cd79b590 ON public.ledgers_daydelivery USING btree (day_id);
CREATE INDEX ledgers_dayposting_changed_by_id_8c2b2616 ON public.ledgers_dayposting USING btree (changed_by_id);
CREATE INDEX ledgers_delivery_due ON public.ledgers_daydelivery USING btree (institution_id, due_at) WHERE ((state)::text = 'waiting'::text);
CREATE INDEX ledgers_draft_of_institution ON public.ledgers_bookdraft USING btree (institution_id);
CREATE INDEX ledgers_entry_abnormal ON public.ledgers_entry USING btree (book_id, happened_at DESC, id DESC) WHERE is_abnormal;
CREATE INDEX ledgers_entry_at_place ON public.ledgers_entry USING btree (place_id, happened_at DESC) WHERE (place_id IS NOT NULL);
CREATE INDEX ledgers_entry_by_day ON public.ledgers_entry USING btree (institution_id, happened_at DESC) INCLUDE (book_id, key, place_id);
CREATE INDEX ledgers_entry_of_author ON public.ledgers_entry USING btree (author_id, happened_at DESC);
CREATE INDEX ledgers_entry_of_book ON public.ledgers_entry USING btree (institution_id, book_id, happened_at DESC, id DESC) INCLUDE (is_abnormal, is_late, key);
CREATE INDEX ledgers_entry_of_import ON public.ledgers_entry USING btree (batch_id, id) WHERE (batch_id IS NOT NULL);
CREATE INDEX ledgers_entry_search ON public.ledgers_entry USING gin (search);
CREATE INDEX ledgers_entryimport_book_id_b60f477d ON public.ledgers_entryimport USING btree (book_id);
CREATE INDEX ledgers_entryimport_made_by_id_a66fbc3e ON public.ledgers_entryimport USING btree (made_by_id);
CREATE INDEX ledgers_import_of_book ON public.ledgers_entryimport USING btree (book_id, id DESC);
CREATE INDEX ledgers_order_recent ON public.ledgers_paperorder USING btree (institution_id, id DESC);
CREATE INDEX ledgers_paperorder_made_by_id_bfc17fe8 ON public.ledgers_paperorder USING btree (made_by_id);
CREATE UNIQUE INDEX ledgers_proposal_one_open ON public.ledgers_purgeproposal USING btree (book_id) WHERE ((state)::text = 'open'::text);
CREATE INDEX ledgers_purgeproposal_book_id_35297c5a ON public.ledgers_purgeproposal USING btree (book_id);
CREATE INDEX ledgers_purgeproposal_decided_by_id_f39c4fbf ON public.ledgers_purgeproposal USING btree (decided_by_id);
CREATE INDEX ledgers_purgeproposal_proposed_by_id_ed16bdc8 ON public.ledgers_purgeproposal USING btree (proposed_by_id);
CREATE INDEX ledgers_tombstone_purge_id_40dcc1f7 ON public.ledgers_tombstone USING btree (purge_id);
CREATE INDEX maintenance_broken_of_order ON public.maintenance_brokenpiece USING btree (order_id);
CREATE INDEX maintenance_brokenpiece_order_id_c8712764 ON public.maintenance_brokenpiece USING btree (order_id);
CREATE INDEX maintenance_check_of ON public.maintenance_equipmentcheck USING btree (equipment_id, id DESC);
CREATE INDEX maintenance_check_round ON public.maintenance_equipmentcheck USING btree (round_id, equipment_id) INCLUDE (verdict);
CREATE INDEX maintenance_contractorlink_contractor_id_bfb303f6 ON public.maintenance_contractorlink USING btree (contractor_id);
CREATE INDEX maintenance_contractorlink_key_9bb6569e_like ON public.maintenance_contractorlink USING btree (key varchar_pattern_ops);
CREATE INDEX maintenance_contractorlink_made_by_id_b91fbbe0 ON public.maintenance_contractorlink USING btree (made_by_id);
CREATE INDEX maintenance_equip_closed ON public.maintenance_equipment USING btree (institution_id) WHERE ((state)::text = 'closed'::text);
CREATE INDEX maintenance_equip_due ON public.maintenance_equipment USING btree (institution_id, next_inspection_on) WHERE (next_inspection_on IS NOT NULL);
CREATE INDEX maintenance_equip_kind ON public.maintenance_equipment USING btree (institution_id, kind_id, code);
CREATE INDEX maintenance_equip_place ON public.maintenance_equipment USING btree (place_id);
CREATE INDEX maintenance_equip_search ON public.maintenance_equipment USING gin (search);
CREATE INDEX maintenance_equipment_contractor_id_877b67ed ON public.maintenance_equipment USING btree (contractor_id);
CREATE INDEX maintenance_equipment_import_batch_id_96c95cfe ON public.maintenance_equipment USING btree (import_batch_id);
CREATE INDEX maintenance_equipment_keeper_id_5a703152 ON public.maintenance_equipment USING btree (keeper_id);
CREATE INDEX maintenance_equipment_kind_id_a987ad8f ON public.maintenance_equipment USING btree (kind_id);
CREATE INDEX maintenance_equipment_place_id_4bb23144 ON public.maintenance_equipment USING btree (place_id);
CREATE INDEX maintenance_equipment_state_by_id_f86fef99 ON public.maintenance_equipment USING btree (state_by_id);
CREATE INDEX maintenance_equipment_tag_03bdf164_like ON public.maintenance_equipment USING btree (tag varchar_pattern_ops);
CREATE INDEX maintenance_equipmentcheck_equipment_id_71a7fb7d ON public.maintenance_equipmentcheck USING btree (equipment_id);
CREATE INDEX maintenance_equipmentcheck_made_by_id_070cf8b9 ON public.maintenance_equipmentcheck USING btree (made_by_id);
CREATE INDEX maintenance_goodsloan_lent_by_id_badfbde5 ON public.maintenance_goodsloan USING btree (lent_by_id);
CREATE INDEX maintenance_goodsloan_place_id_a8ba0a25 ON public.maintenance_goodsloan USING btree (place_id);
CREATE INDEX maintenance_goodsloan_school_class_id_4cf7720a ON public.maintenance_goodsloan USING btree (school_class_id);
CREATE INDEX maintenance_goodsloan_staff_id_f9d4e9e5 ON public.maintenance_goodsloan USING btree (staff_id);
CREATE INDEX maintenance_inspection_equipment_id_4431248f ON public.maintenance_inspection USING btree (equipment_id);
CREATE INDEX maintenance_inspection_made_by_id_6f6483bd ON public.maintenance_inspection USING btree (made_by_id);
CREATE INDEX maintenance_inspection_of ON public.maintenance_inspection USING btree (equipment_id);
CREATE INDEX maintenance_link_of ON public.maintenance_contractorlink USING btree (contractor_id, id DESC);
CREATE INDEX maintenance_loan_out ON public.maintenance_goodsloan USING btree (institution_id, lent_at) WHERE (settled_at IS NULL);
CREATE INDEX maintenance_loan_room ON public.maintenance_goodsloan USING btree (institution_id, lent_at) WHERE (place_id IS NOT NULL);
CREATE INDEX maintenance_order_device ON public.maintenance_workorder USING btree (institution_id, device, id DESC) WHERE (NOT ((device)::text = ''::text));
CREATE INDEX maintenance_order_month ON public.maintenance_workorder USING btree (institution_id, finished_at) INCLUDE (repairer_id, place_id, parts_cost, outside_cost, market_price);
CREATE INDEX maintenance_order_place ON public.maintenance_workorder USING btree (place_id, fault, id DESC);
CREATE INDEX maintenance_part_of_order ON public.maintenance_partused USING btree (order_id);
CREATE INDEX maintenance_partused_made_by_id_957de60d ON public.maintenance_partused USING btree (made_by_id);
CREATE INDEX maintenance_partused_order_id_f3b1b99b ON public.maintenance_partused USING btree (order_id);
CREATE INDEX maintenance_repairbatch_made_by_id_9e8dccdb ON public.maintenance_repairbatch USING btree (made_by_id);
CREATE INDEX maintenance_repairbatch_school_class_id_fdc3d698 ON public.maintenance_repairbatch USING btree (school_class_id);
CREATE INDEX maintenance_repairpromise_place_id_16354661 ON public.maintenance_repairpromise USING btree (place_id);
CREATE INDEX maintenance_repairzone_place_id_eaebed9f ON public.maintenance_repairzone USING btree (place_id);
CREATE INDEX maintenance_repairzone_repairer_id_492e2942 ON public.maintenance_repairzone USING btree (repairer_id);
CREATE INDEX maintenance_round_assignee_id_9abc746d ON public.maintenance_round USING btree (assignee_id);
CREATE INDEX maintenance_round_open ON public.maintenance_round USING btree (institution_id, due_on) WHERE (finished_at IS NULL);
CREATE INDEX maintenance_round_rule_id_82738bc9 ON public.maintenance_round USING btree (rule_id);
CREATE INDEX maintenance_samereport_order_id_9ab4d6a5 ON public.maintenance_samereport USING btree (order_id);
CREATE INDEX maintenance_trigger_of_book ON public.maintenance_usagetrigger USING btree (institution_id, book_id) WHERE is_active;
CREATE INDEX maintenance_upkeeprule_contractor_id_5fc31bf8 ON public.maintenance_upkeeprule USING btree (contractor_id);
CREATE INDEX maintenance_upkeeprule_item_id_8880a3ae ON public.maintenance_upkeeprule USING btree (item_id);
CREATE INDEX maintenance_upkeeprule_kind_id_22881a79 ON public.maintenance_upkeeprule USING btree (kind_id);
CREATE INDEX maintenance_upkeeprule_under_id_8b469aa2 ON public.maintenance_upkeeprule USING btree (under_id);
CREATE INDEX maintenance_usagetrigger_book_id_d4ae3564 ON public.maintenance_usagetrigger USING btree (book_id);
CREATE INDEX maintenance_usagetrigger_equipment_id_ffcc8076 ON public.maintenance_usagetrigger USING btree (equipment_id);
CREATE INDEX maintenance_usagetrigger_place_id_b19ae359 ON public.maintenance_usagetrigger USING btree (place_id);
CREATE INDEX maintenance_workorder_batch_id_c6645b17 ON public.maintenance_workorder USING btree (batch_id);
CREATE INDEX maintenance_workorder_contractor_id_aae868d4 ON public.maintenance_workorder USING btree (contractor_id);
CREATE INDEX maintenance_workorder_equipment_id_4fe01773 ON public.maintenance_workorder USING btree (equipment_id);
CREATE INDEX maintenance_workorder_repairer_id_28735572 ON public.maintenance_workorder USING btree (repairer_id);
CREATE INDEX maintenance_workorder_warranty_of_id_6a6719bf ON public.maintenance_workorder USING btree (warranty_of_id);
CREATE INDEX mfa_authenticator_user_id_0c3a50c0 ON public.mfa_authenticator USING btree (user_id);
CREATE INDEX notify_channel_on ON public.notify_channel USING btree (institution_id) WHERE is_on;
CREATE UNIQUE INDEX notify_channel_one_app_per_kind ON public.notify_channel USING btree (institution_id, kind) WHERE ((kind)::text = ANY ((ARRAY['wecom'::character varying, 'dingtalk'::character varying, 'feishu'::character varying])::text[]));
CREATE INDEX notify_delivery_due ON public.notify_delivery USING btree (institution_id, due_at) WHERE ((state)::text = ANY ((ARRAY['waiting'::character varying, 'sending'::character varying])::text[]));
CREATE INDEX notify_delivery_troubled ON public.notify_delivery USING btree (institution_id, id DESC) WHERE (((state)::text = 'failed'::text) OR (NOT ((error)::text = ''::text)));
CREATE INDEX notify_notice_for_digest ON public.notify_notice USING btree (institution_id, recipient_id) WHERE (by_mail AND (NOT is_urgent) AND (mailed_at IS NULL) AND (read_at IS NULL));
CREATE INDEX notify_notice_of_target ON public.notify_notice USING btree (target_type, target_id);
CREATE INDEX notify_notice_read ON public.notify_notice USING btree (recipient_id, id DESC) WHERE (is_listed AND (read_at IS NOT NULL));
CREATE INDEX notify_notice_unread ON public.notify_notice USING btree (recipient_id, id DESC) WHERE (is_listed AND (read_at IS NULL));
CREATE INDEX notify_post_due ON public.notify_grouppost USING btree (institution_id, due_at) WHERE ((state)::text = ANY ((ARRAY['waiting'::character varying, 'sending'::character varying])::text[]));
CREATE INDEX notify_post_troubled ON public.notify_grouppost USING btree (institution_id, id DESC) WHERE (((state)::text = 'failed'::text) OR (NOT ((error)::text = ''::text)));
CREATE INDEX notify_refusal_by_institution ON public.notify_channelrefusal USING btree (institution_id);
CREATE INDEX org_absence_days ON public.org_absence USING btree (institution_id, first, last);
CREATE INDEX org_absence_staff_id_a81a14e0 ON public.org_absence USING btree (staff_id);
CREATE INDEX org_absence_substitute_id_924e0863 ON public.org_absence USING btree (substitute_id);
CREATE UNIQUE INDEX org_calendarday_rest_or_work ON public.org_calendarday USING btree (institution_id, day) WHERE ((sort)::text = ANY ((ARRAY['holiday'::character varying, 'workday'::character varying])::text[]));
CREATE INDEX org_department_head_id_0e877333 ON public.org_department USING btree (head_id);
CREATE INDEX org_department_import_batch_id_7e3c3c44 ON public.org_department USING btree (import_batch_id);
CREATE INDEX org_department_parent_id_5e2c3d46 ON public.org_department USING btree (parent_id);
CREATE INDEX org_holding_by_role ON public.org_roleholding USING btree (institution_id, role);
CREATE INDEX org_importbatch_made_by_id_c128be9b ON public.org_importbatch USING btree (made_by_id);
CREATE INDEX org_importbatch_recent ON public.org_importbatch USING btree (institution_id, id DESC);
CREATE INDEX org_importupload_made_by_id_30e3514f ON public.org_importupload USING btree (made_by_id);
CREATE INDEX org_importupload_old ON public.org_importupload USING btree (institution_id, made_at);
CREATE INDEX org_institution_code_92a01010_like ON public.org_institution USING btree (code varchar_pattern_ops);
CREATE INDEX org_place_by_path ON public.org_place USING btree (institution_id, path);
CREATE INDEX org_place_department_id_ceef92bd ON public.org_place USING btree (department_id);
CREATE INDEX org_place_import_batch_id_44625dfa ON public.org_place USING btree (import_batch_id);
CREATE INDEX org_place_parent_id_7b7bbb4a ON public.org_place USING btree (parent_id);
CREATE INDEX org_place_search ON public.org_place USING gin (search);
CREATE INDEX org_place_tag_e6421abc_like ON public.org_place USING btree (tag varchar_pattern_ops);
CREATE INDEX org_roleholding_department_id_c0fada6e ON public.org_roleholding USING btree (department_id);
CREATE INDEX org_roleholding_staff_id_39cda6bf ON public.org_roleholding USING btree (staff_id);
CREATE INDEX org_schoolclass_homeroom_id_17d421ef ON public.org_schoolclass USING btree (homeroom_id);
CREATE INDEX org_schoolclass_import_batch_id_bb009dc1 ON public.org_schoolclass USING btree (import_batch_id);
CREATE INDEX org_staff_by_department ON public.org_staff USING btree (institution_id, department_id);
CREATE INDEX org_staff_department_id_6c3b9ff3 ON public.org_staff USING btree (department_id);
CREATE INDEX org_staff_import_batch_id_265662c9 ON public.org_staff USING btree (import_batch_id);
CREATE INDEX org_staff_of_user ON public.org_staff USING btree (user_id);
CREATE UNIQUE INDEX org_staff_one_number ON public.org_staff USING btree (institution_id, number) WHERE (NOT ((number)::text = ''::text));
CREATE INDEX org_staff_search ON public.org_staff USING gin (search);
CREATE INDEX org_staff_superior_id_a691a420 ON public.org_staff USING btree (superior_id);
CREATE INDEX org_staff_user_id_09cda9f7 ON public.org_staff USING btree (user_id);
CREATE INDEX org_student_import_batch_id_7c647b62 ON public.org_student USING btree (import_batch_id);
CREATE INDEX org_student_of_class ON public.org_student USING btree (school_class_id);
CREATE INDEX org_student_school_class_id_c28a6df1 ON public.org_student USING btree (school_class_id);
CREATE INDEX org_student_search ON public.org_student USING gin (search);
CREATE INDEX org_term_school_year_id_6bb75d65 ON public.org_term USING btree (school_year_id);
CREATE INDEX planning_activity_department_id_fa410bc1 ON public.planning_activity USING btree (department_id);
CREATE INDEX planning_activity_lead_id_d70d788e ON public.planning_activity USING btree (lead_id);
CREATE INDEX planning_activity_made_by_id_de850de4 ON public.planning_activity USING btree (made_by_id);
CREATE INDEX planning_activity_recent ON public.planning_activity USING btree (institution_id, day DESC);
CREATE INDEX planning_activity_reported_by_id_33eceee6 ON public.planning_activity USING btree (reported_by_id);
CREATE INDEX planning_activity_search ON public.planning_activity USING gin (search);
CREATE INDEX planning_activitytask_activity_id_de27f2fe ON public.planning_activitytask USING btree (activity_id);
CREATE INDEX planning_aimitem_aim_id_2027b88f ON public.planning_aimitem USING btree (aim_id);
CREATE INDEX planning_aimitem_item_id_ba019931 ON public.planning_aimitem USING btree (item_id);
CREATE INDEX planning_aimstep_aim_id_41f7cb34 ON public.planning_aimstep USING btree (aim_id);
CREATE INDEX planning_attendance_meeting_id_0aa16f0e ON public.planning_attendance USING btree (meeting_id);
CREATE INDEX planning_attendance_of ON public.planning_attendance USING btree (staff_id, meeting_id);
CREATE INDEX planning_attendance_staff_id_651767b2 ON public.planning_attendance USING btree (staff_id);
CREATE INDEX planning_campaign_lead_id_d163411d ON public.planning_campaign USING btree (lead_id);
CREATE INDEX planning_campaign_made_by_id_3b2d2aa1 ON public.planning_campaign USING btree (made_by_id);
CREATE INDEX planning_campaign_recent ON public.planning_campaign USING btree (institution_id, first DESC);
CREATE INDEX planning_campaignaim_campaign_id_3ff75d7d ON public.planning_campaignaim USING btree (campaign_id);
CREATE INDEX planning_campaignaim_department_id_6cca2d35 ON public.planning_campaignaim USING btree (department_id);
CREATE INDEX planning_campaignaim_owner_id_5c9499ec ON public.planning_campaignaim USING btree (owner_id);
CREATE INDEX planning_campaignaim_submitted_by_id_5c46b700 ON public.planning_campaignaim USING btree (submitted_by_id);
CREATE INDEX planning_citeddocument_added_by_id_174ffd5d ON public.planning_citeddocument USING btree (added_by_id);
CREATE INDEX planning_citeddocument_plan_id_5f1e8e30 ON public.planning_citeddocument USING btree (plan_id);
CREATE INDEX planning_citedpoint_document_id_a794c634 ON public.planning_citedpoint USING btree (document_id);
CREATE INDEX planning_citedpoint_reason_by_id_e5f816e6 ON public.planning_citedpoint USING btree (reason_by_id);
CREATE INDEX planning_criterion_order ON public.planning_criterion USING btree (standard_id, "position");
CREATE INDEX planning_criterion_owner_id_42eea5d6 ON public.planning_criterion USING btree (owner_id);
CREATE INDEX planning_criterion_scored_by_id_d35aa34b ON public.planning_criterion USING btree (scored_by_id);
CREATE INDEX planning_criterion_standard_id_c0d381df ON public.planning_criterion USING btree (standard_id);
CREATE INDEX planning_criterionproof_added_by_id_18e7337c ON public.planning_criterionproof USING btree (added_by_id);
CREATE INDEX planning_criterionproof_criterion_id_0ab0a448 ON public.planning_criterionproof USING btree (criterion_id);
CREATE INDEX planning_criterionproof_item_id_1d152f5f ON public.planning_criterionproof USING btree (item_id);
CREATE INDEX planning_criterionproof_task_id_6e895b2c ON public.planning_criterionproof USING btree (task_id);
CREATE INDEX planning_decision_meeting_id_0314826d ON public.planning_decision USING btree (meeting_id);
CREATE INDEX planning_deferral_made_by_id_c236e297 ON public.planning_deferral USING btree (made_by_id);
CREATE INDEX planning_deferral_of_task ON public.planning_deferral USING btree (task_id);
CREATE INDEX planning_deferral_open ON public.planning_deferral USING btree (institution_id, id DESC) WHERE ((verdict)::text = 'open'::text);
CREATE INDEX planning_deferral_seen_by_id_fbae7c6c ON public.planning_deferral USING btree (seen_by_id);
CREATE INDEX planning_deferral_task_id_0f3be1ef ON public.planning_deferral USING btree (task_id);
CREATE INDEX planning_duty_of_activity ON public.planning_activitytask USING btree (activity_id);
CREATE INDEX planning_evidence_made_by_id_959068d8 ON public.planning_evidence USING btree (made_by_id);
CREATE INDEX planning_evidence_of_entry ON public.planning_evidence USING btree (entry_id) WHERE (entry_id IS NOT NULL);
CREATE INDEX planning_evidence_of_task ON public.planning_evidence USING btree (task_id);
CREATE INDEX planning_evidence_task_id_afbe0716 ON public.planning_evidence USING btree (task_id);
CREATE INDEX planning_figure_last ON public.planning_indicatorfigure USING btree (indicator_id, as_of DESC, id DESC);
CREATE INDEX planning_indicator_aim_id_bdbf1a12 ON public.planning_indicator USING btree (aim_id);
CREATE INDEX planning_indicatorfigure_entered_by_id_d2e2dab3 ON public.planning_indicatorfigure USING btree (entered_by_id);
CREATE INDEX planning_indicatorfigure_indicator_id_130ea0ce ON public.planning_indicatorfigure USING btree (indicator_id);
CREATE INDEX planning_inspection_recent ON public.planning_outsideinspection USING btree (institution_id, visits_on DESC);
CREATE INDEX planning_inspectionfinding_entered_by_id_04f217f1 ON public.planning_inspectionfinding USING btree (entered_by_id);
CREATE INDEX planning_inspectionfinding_inspection_id_5594622c ON public.planning_inspectionfinding USING btree (inspection_id);
CREATE INDEX planning_inspectionguest_inspection_id_3bde0153 ON public.planning_inspectionguest USING btree (inspection_id);
CREATE INDEX planning_inspectionguest_staff_id_1bdca9e9 ON public.planning_inspectionguest USING btree (staff_id);
CREATE INDEX planning_item_by_book ON public.planning_planitem USING btree (institution_id, book) WHERE (NOT ((book)::text = ''::text));
CREATE INDEX planning_item_of_institution ON public.planning_planitem USING btree (institution_id);
CREATE INDEX planning_item_of_plan ON public.planning_planitem USING btree (plan_id, "position");
CREATE INDEX planning_item_search ON public.planning_planitem USING gin (search);
CREATE INDEX planning_letter_made_by_id_7465ff3f ON public.planning_letter USING btree (made_by_id);
CREATE INDEX planning_letter_recent ON public.planning_letter USING btree (institution_id, sent_on DESC);
CREATE INDEX planning_letter_search ON public.planning_letter USING gin (search);
CREATE INDEX planning_letter_waiting ON public.planning_letter USING btree (institution_id, remind_on) WHERE ((state)::text = 'waiting'::text);
CREATE INDEX planning_meeting_called_by_id_ddc48b3c ON public.planning_meeting USING btree (called_by_id);
CREATE INDEX planning_meeting_cohost_id_6bea8559 ON public.planning_meeting USING btree (cohost_id);
CREATE INDEX planning_meeting_host ON public.planning_meeting USING btree (host_id);
CREATE INDEX planning_meeting_host_id_b1ac51e8 ON public.planning_meeting USING btree (host_id);
CREATE INDEX planning_meeting_minuted_by_id_dee3f3f8 ON public.planning_meeting USING btree (minuted_by_id);
CREATE UNIQUE INDEX planning_meeting_one_per_task ON public.planning_meeting USING btree (task_id) WHERE (NOT ((state)::text = 'cancelled'::text));
CREATE INDEX planning_meeting_recent ON public.planning_meeting USING btree (institution_id, starts_at DESC);
CREATE INDEX planning_meeting_recorder_id_d562bfe7 ON public.planning_meeting USING btree (recorder_id);
CREATE INDEX planning_meeting_search ON public.planning_meeting USING gin (search);
CREATE INDEX planning_meeting_task_id_7aa7b330 ON public.planning_meeting USING btree (task_id);
CREATE INDEX planning_minutesnote_made_by_id_6214ef41 ON public.planning_minutesnote USING btree (made_by_id);
CREATE INDEX planning_minutesnote_meeting_id_3b268774 ON public.planning_minutesnote USING btree (meeting_id);
CREATE INDEX planning_note_of_meeting ON public.planning_minutesnote USING btree (meeting_id);
CREATE INDEX planning_outsideinspection_lead_id_8c4f4246 ON public.planning_outsideinspection USING btree (lead_id);
CREATE INDEX planning_outsideinspection_made_by_id_141656b2 ON public.planning_outsideinspection USING btree (made_by_id);
CREATE INDEX planning_participation_activity_id_2a875ee4 ON public.planning_participation USING btree (activity_id);
CREATE INDEX planning_participation_of ON public.planning_participation USING btree (staff_id);
CREATE INDEX planning_participation_staff_id_34f38b4f ON public.planning_participation USING btree (staff_id);
CREATE INDEX planning_personal_of ON public.planning_personalplan USING btree (staff_id, id DESC);
CREATE INDEX planning_personalcomment_made_by_id_9aa3d826 ON public.planning_personalcomment USING btree (made_by_id);
CREATE INDEX planning_personalcomment_plan_id_5bcb33b3 ON public.planning_personalcomment USING btree (plan_id);
CREATE INDEX planning_personalline_plan_id_142fae76 ON public.planning_personalline USING btree (plan_id);
CREATE INDEX planning_personalplan_round_id_f70ef69f ON public.planning_personalplan USING btree (round_id);
CREATE INDEX planning_personalplan_staff_id_f675af97 ON public.planning_personalplan USING btree (staff_id);
CREATE INDEX planning_personalround_opened_by_id_f7e09a79 ON public.planning_personalround USING btree (opened_by_id);
CREATE INDEX planning_personalround_term_id_f331bafe ON public.planning_personalround USING btree (term_id);
CREATE INDEX planning_plan_recent ON public.planning_workplan USING btree (institution_id, id DESC);
CREATE INDEX planning_plangoal_plan_id_8fa0c37d ON public.planning_plangoal USING btree (plan_id);
CREATE INDEX planning_planitem_book_place_id_ca037a4c ON public.planning_planitem USING btree (book_place_id);
CREATE INDEX planning_planitem_department_id_c18b39b9 ON public.planning_planitem USING btree (department_id);
CREATE INDEX planning_planitem_goal_id_c7df2fad ON public.planning_planitem USING btree (goal_id);
CREATE INDEX planning_planitem_owner_id_61115f69 ON public.planning_planitem USING btree (owner_id);
CREATE INDEX planning_planitem_plan_id_d19e5a62 ON public.planning_planitem USING btree (plan_id);
CREATE INDEX planning_planreading_made_by_id_19c2aefd ON public.planning_planreading USING btree (made_by_id);
CREATE INDEX planning_planreading_term_id_3beb2130 ON public.planning_planreading USING btree (term_id);
CREATE INDEX planning_planversion_approved_by_id_f370790e ON public.planning_planversion USING btree (approved_by_id);
CREATE INDEX planning_planversion_plan_id_793d9782 ON public.planning_planversion USING btree (plan_id);
CREATE INDEX planning_pointitem_item_id_cace4c21 ON public.planning_pointitem USING btree (item_id);
CREATE INDEX planning_pointitem_point_id_72a99edf ON public.planning_pointitem USING btree (point_id);
CREATE INDEX planning_postduties_written_by_id_f9a36e77 ON public.planning_postduties USING btree (written_by_id);
CREATE INDEX planning_practice_decided_by_id_7702fc63 ON public.planning_practice USING btree (decided_by_id);
CREATE INDEX planning_practice_judged_by_id_b05556a4 ON public.planning_practice USING btree (judged_by_id);
CREATE INDEX planning_practice_made_by_id_1e33820c ON public.planning_practice USING btree (made_by_id);
CREATE INDEX planning_practice_search ON public.planning_practice USING gin (search);
CREATE INDEX planning_practice_state ON public.planning_practice USING btree (institution_id, state, id DESC);
CREATE UNIQUE INDEX planning_readiness_line_once ON public.planning_readinessline USING btree (term_id, code) WHERE (NOT ((code)::text = ''::text));
CREATE INDEX planning_readiness_of_term ON public.planning_readinessline USING btree (term_id);
CREATE INDEX planning_readinessline_term_id_54bc0e51 ON public.planning_readinessline USING btree (term_id);
CREATE INDEX planning_readinessreport_signed_by_id_2f0599f8 ON public.planning_readinessreport USING btree (signed_by_id);
CREATE INDEX planning_readinessreport_term_id_aa1fa5fd ON public.planning_readinessreport USING btree (term_id);
CREATE INDEX planning_reading_of_day ON public.planning_planreading USING btree (institution_id, made_at);
CREATE INDEX planning_request_of ON public.planning_supportrequest USING btree (made_by_id, id DESC);
CREATE INDEX planning_request_search ON public.planning_supportrequest USING gin (search);
CREATE INDEX planning_request_state ON public.planning_supportrequest USING btree (institution_id, state, id DESC);
CREATE INDEX planning_scorecard_campaign_id_f0b13d7f ON public.planning_scorecard USING btree (campaign_id);
CREATE INDEX planning_scorecard_published_by_id_68224a6c ON public.planning_scorecard USING btree (published_by_id);
CREATE INDEX planning_standard_lead_id_f82acaac ON public.planning_standard USING btree (lead_id);
CREATE INDEX planning_standard_made_by_id_11d71f68 ON public.planning_standard USING btree (made_by_id);
CREATE UNIQUE INDEX planning_standard_one_open ON public.planning_standard USING btree (institution_id, title) WHERE ((state)::text = ANY ((ARRAY['preparing'::character varying, 'applied'::character varying])::text[]));
CREATE INDEX planning_standard_recent ON public.planning_standard USING btree (institution_id, id DESC);
CREATE INDEX planning_step_of_aim ON public.planning_aimstep USING btree (aim_id);
CREATE INDEX planning_supportrequest_decided_by_id_0347138b ON public.planning_supportrequest USING btree (decided_by_id);
CREATE INDEX planning_supportrequest_department_id_67d9ec44 ON public.planning_supportrequest USING btree (department_id);
CREATE INDEX planning_supportrequest_made_by_id_32543098 ON public.planning_supportrequest USING btree (made_by_id);
CREATE INDEX planning_supportrequest_meeting_id_86638e95 ON public.planning_supportrequest USING btree (meeting_id);
CREATE INDEX planning_task_assignee_id_c1440c2f ON public.planning_task USING btree (assignee_id);
CREATE INDEX planning_task_checked_by_id_76e77fe8 ON public.planning_task USING btree (checked_by_id);
CREATE INDEX planning_task_department_id_08aabf08 ON public.planning_task USING btree (department_id);
CREATE INDEX planning_task_done_by ON public.planning_task USING btree (done_by_id, done_at DESC);
CREATE INDEX planning_task_done_by_id_83f249fb ON public.planning_task USING btree (done_by_id);
CREATE INDEX planning_task_item_id_6f7fd014 ON public.planning_task USING btree (item_id);
CREATE INDEX planning_task_of ON public.planning_task USING btree (institution_id, assignee_id, due_on);
CREATE INDEX planning_task_of_plan ON public.planning_task USING btree (plan_id, due_on);
CREATE INDEX planning_task_open ON public.planning_task USING btree (institution_id, due_on) WHERE ((state)::text = ANY ((ARRAY['todo'::character varying, 'doing'::character varying])::text[]));
CREATE INDEX planning_task_open_of ON public.planning_task USING btree (institution_id, assignee_id, due_on) WHERE ((state)::text = ANY ((ARRAY['todo'::character varying, 'doing'::character varying])::text[]));
CREATE INDEX planning_task_plan_id_4ae1fe3e ON public.planning_task USING btree (plan_id);
CREATE INDEX planning_task_tally ON public.planning_task USING btree (institution_id, due_on) INCLUDE (domain, state, is_late, plan_id, department_id, assignee_id);
CREATE INDEX planning_task_to_check ON public.planning_task USING btree (institution_id, done_at) WHERE ((state)::text = 'review'::text);
CREATE INDEX planning_workplan_approved_by_id_714ed459 ON public.planning_workplan USING btree (approved_by_id);
CREATE INDEX planning_workplan_created_by_id_18f3b36b ON public.planning_workplan USING btree (created_by_id);
CREATE UNIQUE INDEX planning_workplan_one_built_in ON public.planning_workplan USING btree (institution_id, sort) WHERE ((sort)::text = ANY ((ARRAY['statutory'::character varying, 'adhoc'::character varying])::text[]));
CREATE INDEX planning_workplan_submitted_by_id_c8627dc6 ON public.planning_workplan USING btree (submitted_by_id);
CREATE INDEX planning_workplan_term_id_73638433 ON public.planning_workplan USING btree (term_id);
CREATE INDEX publicity_addresseddepartment_department_id_327499ce ON public.publicity_addresseddepartment USING btree (department_id);
CREATE INDEX publicity_announcement_issued_by_id_dd9b3d0b ON public.publicity_announcement USING btree (issued_by_id);
CREATE INDEX publicity_newest_first ON public.publicity_announcement USING btree (institution_id, issued_at DESC);
CREATE INDEX publicity_receipt_of_staff ON public.publicity_receipt USING btree (staff_id, announcement_id);
CREATE INDEX publicity_receipt_open ON public.publicity_receipt USING btree (staff_id) WHERE is_open;
CREATE INDEX publicity_search ON public.publicity_announcement USING gin (search);
CREATE INDEX publicity_to_be_confirmed ON public.publicity_announcement USING btree (institution_id, confirm_by) WHERE ((archived_at IS NULL) AND must_confirm AND (withdrawn_at IS NULL));
CREATE INDEX reports_report_approved_by_id_7742bd58 ON public.reports_report USING btree (approved_by_id);
CREATE INDEX reports_report_generated_by_id_17b52253 ON public.reports_report USING btree (generated_by_id);
CREATE INDEX reports_report_plan_id_4cd0b6bc ON public.reports_report USING btree (plan_id);
CREATE INDEX reports_report_recent ON public.reports_report USING btree (institution_id, id DESC);
CREATE INDEX reports_report_submitted_by_id_b8914adc ON public.reports_report USING btree (submitted_by_id);
CREATE INDEX safety_account_by_day ON public.safety_accountability USING btree (institution_id, decided_on DESC);
CREATE INDEX safety_account_of_person ON public.safety_accountability USING btree (person_id);
CREATE INDEX safety_accountability_case_id_4fef8906 ON public.safety_accountability USING btree (case_id);
CREATE INDEX safety_accountability_decided_by_id_e717c8b9 ON public.safety_accountability USING btree (decided_by_id);
CREATE INDEX safety_accountability_department_id_d9bee21d ON public.safety_accountability USING btree (department_id);
CREATE INDEX safety_accountability_lifted_by_id_a662922e ON public.safety_accountability USING btree (lifted_by_id);
CREATE INDEX safety_accountability_opened_by_id_5135d552 ON public.safety_accountability USING btree (opened_by_id);
CREATE INDEX safety_accountability_person_id_46af8d20 ON public.safety_accountability USING btree (person_id);
CREATE UNIQUE INDEX safety_assessed_department_once ON public.safety_assessment USING btree (year, department_id) WHERE (department_id IS NOT NULL);
CREATE UNIQUE INDEX safety_assessed_person_once ON public.safety_assessment USING btree (year, person_id) WHERE (person_id IS NOT NULL);
CREATE INDEX safety_assessment_barred_by_id_b818015b ON public.safety_assessment USING btree (barred_by_id);
CREATE INDEX safety_assessment_by_id_303d3deb ON public.safety_assessment USING btree (by_id);
CREATE INDEX safety_assessment_department_id_7ed53e0c ON public.safety_assessment USING btree (department_id);
CREATE INDEX safety_assessment_person_id_a56e3bb4 ON public.safety_assessment USING btree (person_id);
CREATE INDEX safety_clausereport_by_id_f3c7e3c7 ON public.safety_clausereport USING btree (by_id);
CREATE INDEX safety_clausereport_clause_id_30955f81 ON public.safety_clausereport USING btree (clause_id);
CREATE INDEX safety_drill_lead_id_731fd0ab ON public.safety_drill USING btree (lead_id);
CREATE INDEX safety_drill_plan_id_369e3f5e ON public.safety_drill USING btree (plan_id);
CREATE INDEX safety_drill_recent ON public.safety_drill USING btree (institution_id, day DESC, id DESC);
CREATE INDEX safety_duty_of_day ON public.safety_duty USING btree (institution_id, day);
CREATE INDEX safety_duty_of_person ON public.safety_duty USING btree (staff_id, day DESC);
CREATE INDEX safety_duty_post_id_fd3779b4 ON public.safety_duty USING btree (post_id);
CREATE INDEX safety_duty_staff_id_3c43ef10 ON public.safety_duty USING btree (staff_id);
CREATE INDEX safety_dutypost_place_id_1a8756cb ON public.safety_dutypost USING btree (place_id);
CREATE INDEX safety_dutyswap_duty_id_e54e03bc ON public.safety_dutyswap USING btree (duty_id);
CREATE INDEX safety_dutyswap_giver_id_d2b10368 ON public.safety_dutyswap USING btree (giver_id);
CREATE INDEX safety_dutyswap_in_return_id_1820faa8 ON public.safety_dutyswap USING btree (in_return_id);
CREATE INDEX safety_dutyswap_taker_id_f60e88da ON public.safety_dutyswap USING btree (taker_id);
CREATE INDEX safety_emergencycontact_plan_id_e6ac4022 ON public.safety_emergencycontact USING btree (plan_id);
CREATE INDEX safety_emergencycontact_staff_id_f9d99a59 ON public.safety_emergencycontact USING btree (staff_id);
CREATE INDEX safety_emergencyplan_current_id_b8edec6c ON public.safety_emergencyplan USING btree (current_id);
CREATE INDEX safety_issue_recent ON public.safety_undertakingissue USING btree (institution_id, since DESC, id DESC);
CREATE INDEX safety_letter_of_staff ON public.safety_undertaking USING btree (institution_id, staff_id);
CREATE UNIQUE INDEX safety_letter_once ON public.safety_undertaking USING btree (issue_id, staff_id) WHERE (staff_id IS NOT NULL);
CREATE UNIQUE INDEX safety_letter_one_link ON public.safety_undertaking USING btree (token) WHERE (NOT ((token)::text = ''::text));
CREATE INDEX safety_patrolpoint_place_id_5a22b2c6 ON public.safety_patrolpoint USING btree (place_id);
CREATE INDEX safety_patrolpoint_route_id_537366c3 ON public.safety_patrolpoint USING btree (route_id);
CREATE INDEX safety_patrolround_reason_by_id_bd05f6ce ON public.safety_patrolround USING btree (reason_by_id);
CREATE INDEX safety_patrolround_route_id_7de390c9 ON public.safety_patrolround USING btree (route_id);
CREATE INDEX safety_patrolround_shift_id_12032223 ON public.safety_patrolround USING btree (shift_id);
CREATE INDEX safety_patrolround_walker_id_5ec98007 ON public.safety_patrolround USING btree (walker_id);
CREATE INDEX safety_patrolroute_lead_id_9513076f ON public.safety_patrolroute USING btree (lead_id);
CREATE INDEX safety_patrolshift_route_id_a21d8a5f ON public.safety_patrolshift USING btree (route_id);
CREATE INDEX safety_patrolsighting_round_id_520b5a90 ON public.safety_patrolsighting USING btree (round_id);
CREATE INDEX safety_plan_by_danger ON public.safety_emergencyplan USING btree (institution_id, danger);
CREATE INDEX safety_planedition_made_by_id_53a4d672 ON public.safety_planedition USING btree (made_by_id);
CREATE INDEX safety_planedition_plan_id_f559290e ON public.safety_planedition USING btree (plan_id);
CREATE INDEX safety_report_of_week ON public.safety_clausereport USING btree (institution_id, week);
CREATE INDEX safety_risk_by_colour ON public.safety_riskpoint USING btree (institution_id, colour);
CREATE INDEX safety_riskpoint_leader_id_a53f5ab8 ON public.safety_riskpoint USING btree (leader_id);
CREATE INDEX safety_riskpoint_place_id_6400bc1c ON public.safety_riskpoint USING btree (place_id);
CREATE UNIQUE INDEX safety_round_once ON public.safety_patrolround USING btree (shift_id, day) WHERE (shift_id IS NOT NULL);
CREATE INDEX safety_round_open ON public.safety_patrolround USING btree (institution_id, route_id) WHERE (closed_at IS NULL);
CREATE INDEX safety_round_recent ON public.safety_patrolround USING btree (institution_id, opens_at DESC, id DESC);
CREATE INDEX safety_safetyclause_leader_id_cc864172 ON public.safety_safetyclause USING btree (leader_id);
CREATE UNIQUE INDEX safety_swap_one_open ON public.safety_dutyswap USING btree (duty_id) WHERE (answered_at IS NULL);
CREATE INDEX safety_tip_of_class ON public.safety_tip USING btree (school_class_id);
CREATE INDEX safety_tip_school_class_id_d4790536 ON public.safety_tip USING btree (school_class_id);
CREATE INDEX safety_undertaking_issue_id_f1cd5771 ON public.safety_undertaking USING btree (issue_id);
CREATE INDEX safety_undertaking_school_class_id_c64f129f ON public.safety_undertaking USING btree (school_class_id);
CREATE INDEX safety_undertaking_staff_id_4c036a37 ON public.safety_undertaking USING btree (staff_id);
CREATE INDEX safety_undertakingissue_issued_by_id_51d9fef5 ON public.safety_undertakingissue USING btree (issued_by_id);
CREATE INDEX safety_undertakingissue_template_id_dc218784 ON public.safety_undertakingissue USING btree (template_id);
CREATE INDEX safety_undertakingsignature_kept_by_id_4e545dce ON public.safety_undertakingsignature USING btree (kept_by_id);
CREATE INDEX socialaccount_socialaccount_user_id_8146e70c ON public.socialaccount_socialaccount USING btree (user_id);
CREATE INDEX socialaccount_socialtoken_account_id_951f210e ON public.socialaccount_socialtoken USING btree (account_id);
CREATE INDEX socialaccount_socialtoken_app_id_636a42d7 ON public.socialaccount_socialtoken USING btree (app_id);
CREATE UNIQUE INDEX unique_authenticator_type ON public.mfa_authenticator USING btree (user_id, type) WHERE ((type)::text = ANY ((ARRAY['totp'::character varying, 'recovery_codes'::character varying])::text[]));
CREATE UNIQUE INDEX unique_primary_email ON public.account_emailaddress USING btree (user_id, "primary") WHERE "primary";
CREATE UNIQUE INDEX unique_verified_email ON public.account_emailaddress USING btree (email) WHERE verified;
CREATE INDEX voice_answer_of_survey ON public.voice_surveyanswer USING btree (survey_id, day);
CREATE INDEX voice_concerned_opinion_id_fc4600f7 ON public.voice_concerned USING btree (opinion_id);
CREATE INDEX voice_concerned_staff_id_8623895d ON public.voice_concerned USING btree (staff_id);
CREATE INDEX voice_departmentvisit_department_id_297e930d ON public.voice_departmentvisit USING btree (department_id);
CREATE INDEX voice_departmentvisit_leader_id_1ac2826d ON public.voice_departmentvisit USING btree (leader_id);
CREATE INDEX voice_hotissue_owner_id_242b2f7e ON public.voice_hotissue USING btree (owner_id);
CREATE INDEX voice_hotissue_place_id_3706cbd9 ON public.voice_hotissue USING btree (place_id);
CREATE INDEX voice_hotissue_taken_by_id_20d6d51d ON public.voice_hotissue USING btree (taken_by_id);
CREATE INDEX voice_inspectionvisit_guide_id_925c2f12 ON public.voice_inspectionvisit USING btree (guide_id);
CREATE INDEX voice_inspectionvisit_made_by_id_3bb372ed ON public.voice_inspectionvisit USING btree (made_by_id);
CREATE INDEX voice_keycase_checked_by_id_3863eb17 ON public.voice_keycase USING btree (checked_by_id);
CREATE INDEX voice_keycase_department_id_065189f7 ON public.voice_keycase USING btree (department_id);
CREATE INDEX voice_keycase_made_by_id_894d068c ON public.voice_keycase USING btree (made_by_id);
CREATE INDEX voice_opinion_confidential ON public.voice_opinion USING btree (institution_id, case_id) WHERE is_confidential;
CREATE INDEX voice_opinion_guest_id_d4941311 ON public.voice_opinion USING btree (guest_id);
CREATE INDEX voice_opinion_hot_id_2bebaa6e ON public.voice_opinion USING btree (hot_id);
CREATE INDEX voice_opinion_leader_id_fd4d8d4e ON public.voice_opinion USING btree (leader_id);
CREATE INDEX voice_opinion_published ON public.voice_opinion USING btree (institution_id, published_on DESC) WHERE (published_on IS NOT NULL);
CREATE INDEX voice_opinion_repeats_id_16d9eb09 ON public.voice_opinion USING btree (repeats_id);
CREATE INDEX voice_opinion_service_id_5b9f91c2 ON public.voice_opinion USING btree (service_id);
CREATE INDEX voice_opinion_subject ON public.voice_opinion USING btree (institution_id, day, subject);
CREATE INDEX voice_pointrating_point_id_29d94ad9 ON public.voice_pointrating USING btree (point_id);
CREATE INDEX voice_rating_of_point ON public.voice_pointrating USING btree (point_id, day);
CREATE INDEX voice_ratingpoint_department_id_a32eb026 ON public.voice_ratingpoint USING btree (department_id);
CREATE INDEX voice_ratingpoint_key_3ac294a0_like ON public.voice_ratingpoint USING btree (key varchar_pattern_ops);
CREATE INDEX voice_station_duty_id_ed3cca5a ON public.voice_station USING btree (duty_id);
CREATE INDEX voice_survey_former_id_1a14cc60 ON public.voice_survey USING btree (former_id);
CREATE INDEX voice_survey_made_by_id_ca981498 ON public.voice_survey USING btree (made_by_id);
CREATE INDEX voice_survey_sort ON public.voice_survey USING btree (institution_id, sort, last DESC);
CREATE INDEX voice_survey_state ON public.voice_survey USING btree (institution_id, state, id DESC);
CREATE INDEX voice_surveyanswer_department_id_51a9419a ON public.voice_surveyanswer USING btree (department_id);
CREATE INDEX voice_surveyanswer_school_class_id_58593b15 ON public.voice_surveyanswer USING btree (school_class_id);
CREATE INDEX voice_surveyanswer_staff_id_e564ea8e ON public.voice_surveyanswer USING btree (staff_id);
CREATE INDEX voice_surveyanswer_survey_id_e3ccc4a8 ON public.voice_surveyanswer USING btree (survey_id);
CREATE INDEX voice_surveydoor_department_id_70620c67 ON public.voice_surveydoor USING btree (department_id);
CREATE INDEX voice_surveydoor_key_3ed60325_like ON public.voice_surveydoor USING btree (key varchar_pattern_ops);
CREATE INDEX voice_surveydoor_school_class_id_a2dc6f38 ON public.voice_surveydoor USING btree (school_class_id);
CREATE INDEX voice_surveydoor_survey_id_457eaaf6 ON public.voice_surveydoor USING btree (survey_id);
CREATE INDEX voice_surveypromise_survey_id_5bbed235 ON public.voice_surveypromise USING btree (survey_id);
CREATE INDEX voice_surveyslip_door_id_b02ac2c3 ON public.voice_surveyslip USING btree (door_id);
CREATE INDEX voice_surveyslip_staff_id_ef483b6d ON public.voice_surveyslip USING btree (staff_id);
CREATE INDEX voice_surveyslip_student_id_b13d1f7e ON public.voice_surveyslip USING btree (student_id);
CREATE INDEX voice_surveyturn_staff_id_162911e9 ON public.voice_surveyturn USING btree (staff_id);
CREATE INDEX voice_surveyturn_survey_id_b21f3cd4 ON public.voice_surveyturn USING btree (survey_id);
CREATE INDEX voice_taskcheck_by_id_244abe90 ON public.voice_taskcheck USING btree (by_id);
CREATE INDEX voice_visit_of_department ON public.voice_departmentvisit USING btree (department_id, day DESC);
CREATE INDEX voice_visit_plan_day ON public.voice_visitplan USING btree (institution_id, day);
CREATE INDEX voice_visitguest_key_bd6281ff_like ON public.voice_visitguest USING btree (key varchar_pattern_ops);
CREATE INDEX voice_visitguest_visit_id_784c1f96 ON public.voice_visitguest USING btree (visit_id);
CREATE INDEX voice_visitplan_department_id_c38d012e ON public.voice_visitplan USING btree (department_id);
CREATE INDEX voice_visitplan_leader_id_128943d5 ON public.voice_visitplan USING btree (leader_id);
CREATE INDEX voice_visitplan_made_by_id_3315e265 ON public.voice_visitplan USING btree (made_by_id);
CREATE TRIGGER ledgers_book_remembers_shortening BEFORE UPDATE ON public.ledgers_book FOR EACH ROW EXECUTE FUNCTION public.ledgers_remember_shortening();
CREATE TRIGGER ledgers_tombstone_only_by_purge BEFORE INSERT ON public.ledgers_tombstone FOR EACH ROW EXECUTE FUNCTION public.ledgers_only_by_purge();
CREATE TRIGGER ledgers_tombstone_waits AFTER INSERT ON public.ledgers_tombstone REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION public.ledgers_wait_after_shortening();
ALTER TABLE ONLY public.account_emailaddress
    ADD CONSTRAINT account_emailaddress_user_id_2c513194_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.account_emailconfirmation
    ADD CONSTRAINT account_emailconfirm_email_address_id_5b7f8c58_fk_account_e FOREIGN KEY (email_address_id) REFERENCES public.account_emailaddress(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_accesstoken
    ADD CONSTRAINT accounts_accesstoken_user_id_9665e3f6_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_signingpin
    ADD CONSTRAINT accounts_signingpin_user_id_4dbfc2da_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_user_groups
    ADD CONSTRAINT accounts_user_groups_group_id_bd11a704_fk_auth_group_id FOREIGN KEY (group_id) REFERENCES public.auth_group(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_user_groups
    ADD CONSTRAINT accounts_user_groups_user_id_52b62117_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_user_user_permissions
    ADD CONSTRAINT accounts_user_user_p_permission_id_113bb443_fk_auth_perm FOREIGN KEY (permission_id) REFERENCES public.auth_permission(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_user_user_permissions
    ADD CONSTRAINT accounts_user_user_p_user_id_e4f0a161_fk_accounts_ FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissio_permission_id_84c5c92e_fk_auth_perm FOREIGN KEY (permission_id) REFERENCES public.auth_permission(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_group_id_b120cbf9_fk_auth_group_id FOREIGN KEY (group_id) REFERENCES public.auth_group(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_content_type_id_2f476e4b_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_approval
    ADD CONSTRAINT cases_approval_case_id_0c7f19f4_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_approval
    ADD CONSTRAINT cases_approval_institution_id_596cc7dc_fk_org_institution_id FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_case
    ADD CONSTRAINT cases_case_department_id_c5b7309d_fk_org_department_id FOREIGN KEY (department_id) REFERENCES public.org_department(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_case
    ADD CONSTRAINT cases_case_entry_id_4dbf4aba_fk_ledgers_entry_id FOREIGN KEY (entry_id) REFERENCES public.ledgers_entry(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_case
    ADD CONSTRAINT cases_case_extension_by_id_e17b41fe_fk_org_staff_id FOREIGN KEY (extension_by_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_case
    ADD CONSTRAINT cases_case_institution_id_7c335c71_fk_org_institution_id FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_case
    ADD CONSTRAINT cases_case_merged_into_id_1b4320d8_fk_cases_case_id FOREIGN KEY (merged_into_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_case
    ADD CONSTRAINT cases_case_owner_id_352cf2f7_fk_org_staff_id FOREIGN KEY (owner_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_case
    ADD CONSTRAINT cases_case_place_id_bb1f10d2_fk_org_place_id FOREIGN KEY (place_id) REFERENCES public.org_place(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_case
    ADD CONSTRAINT cases_case_recurrence_of_id_12140b1b_fk_cases_case_id FOREIGN KEY (recurrence_of_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_case
    ADD CONSTRAINT cases_case_reporter_id_7d7d0c2b_fk_org_staff_id FOREIGN KEY (reporter_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_case
    ADD CONSTRAINT cases_case_verifier_id_d247e050_fk_org_staff_id FOREIGN KEY (verifier_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_case
    ADD CONSTRAINT cases_case_waiter_id_288b92b9_fk_org_staff_id FOREIGN KEY (waiter_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_casealarm
    ADD CONSTRAINT cases_casealarm_case_id_8cb885b8_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_casealarm
    ADD CONSTRAINT cases_casealarm_institution_id_c0fbcabb_fk_org_institution_id FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_casestep
    ADD CONSTRAINT cases_casestep_by_id_cce6e4eb_fk_org_staff_id FOREIGN KEY (by_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_casestep
    ADD CONSTRAINT cases_casestep_case_id_70bbe3b6_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_casestep
    ADD CONSTRAINT cases_casestep_institution_id_cc90f62f_fk_org_institution_id FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_collectivedecision
    ADD CONSTRAINT cases_collectivedeci_approval_id_f2649ad8_fk_cases_app FOREIGN KEY (approval_id) REFERENCES public.cases_approval(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_collectivedecision
    ADD CONSTRAINT cases_collectivedeci_institution_id_ab6dfa2b_fk_org_insti FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_collectivedecision
    ADD CONSTRAINT cases_collectivedecision_made_by_id_3f0601d6_fk_org_staff_id FOREIGN KEY (made_by_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_comment
    ADD CONSTRAINT cases_comment_by_id_03054d38_fk_org_staff_id FOREIGN KEY (by_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_comment
    ADD CONSTRAINT cases_comment_case_id_e56ad749_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_comment
    ADD CONSTRAINT cases_comment_institution_id_62db60fc_fk_org_institution_id FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_cooperator
    ADD CONSTRAINT cases_cooperator_case_id_94df9bd0_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_cooperator
    ADD CONSTRAINT cases_cooperator_institution_id_c5bbca88_fk_org_institution_id FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_cooperator
    ADD CONSTRAINT cases_cooperator_staff_id_56076e4e_fk_org_staff_id FOREIGN KEY (staff_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_duealarm
    ADD CONSTRAINT cases_duealarm_case_id_b373369d_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_duealarm
    ADD CONSTRAINT cases_duealarm_institution_id_2b62820a_fk_org_institution_id FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_finding
    ADD CONSTRAINT cases_finding_case_id_9635c427_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_finding
    ADD CONSTRAINT cases_finding_entry_id_36b1506e_fk_ledgers_entry_id FOREIGN KEY (entry_id) REFERENCES public.ledgers_entry(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_finding
    ADD CONSTRAINT cases_finding_institution_id_010d5fc0_fk_org_institution_id FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_flowrule
    ADD CONSTRAINT cases_flowrule_institution_id_2e207159_fk_org_institution_id FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_gradepromise
    ADD CONSTRAINT cases_gradepromise_institution_id_89d70257_fk_org_insti FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_requestrule
    ADD CONSTRAINT cases_requestrule_institution_id_330f3fa4_fk_org_institution_id FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_turn
    ADD CONSTRAINT cases_turn_approval_id_526ecc90_fk_cases_approval_id FOREIGN KEY (approval_id) REFERENCES public.cases_approval(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_turn
    ADD CONSTRAINT cases_turn_institution_id_14e006d9_fk_org_institution_id FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_turn
    ADD CONSTRAINT cases_turn_person_id_c13365d5_fk_org_staff_id FOREIGN KEY (person_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_workhours
    ADD CONSTRAINT cases_workhours_institution_id_7a4189d9_fk_org_institution_id FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.files_attachment
    ADD CONSTRAINT files_attachment_file_id_99266eea_fk_files_storedfile_id FOREIGN KEY (file_id) REFERENCES public.files_storedfile(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.files_attachment
    ADD CONSTRAINT files_attachment_institution_id_051644ec_fk_org_institution_id FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.files_storedfile
    ADD CONSTRAINT files_storedfile_institution_id_2736c6cf_fk_org_institution_id FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.files_storedfile
    ADD CONSTRAINT files_storedfile_uploaded_by_id_34f47fb0_fk_org_staff_id FOREIGN KEY (uploaded_by_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.journal_journalentry
    ADD CONSTRAINT journal_journalentry_actor_id_a921f81c_fk_accounts_user_id FOREIGN KEY (actor_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.journal_journalentry
    ADD CONSTRAINT journal_journalentry_institution_id_ca0224fa_fk_org_insti FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.ledgers_amendment
    ADD CONSTRAINT ledgers_amendment_author_id_1f400d73_fk_org_staff_id FOREIGN KEY (author_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.ledgers_amendment
    ADD CONSTRAINT ledgers_amendment_book_id_7a2f97de_fk_ledgers_book_id FOREIGN KEY (book_id) REFERENCES public.ledgers_book(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.ledgers_amendment
    ADD CONSTRAINT ledgers_amendment_entry_id_fe42e0a7_fk_ledgers_entry_id FOREIGN KEY (entry_id) REFERENCES public.ledgers_entry(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.ledgers_amendment
    ADD CONSTRAINT ledgers_amendment_institution_id_8efbad3f_fk_org_institution_id FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.ledgers_book
    ADD CONSTRAINT ledgers_book_current_id_962a12f5_fk_ledgers_bookversion_id FOREIGN KEY (current_id) REFERENCES public.ledgers_bookversion(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.ledgers_book
    ADD CONSTRAINT ledgers_book_institution_id_56c15d43_fk_org_institution_id FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.ledgers_bookdraft
    ADD CONSTRAINT ledgers_bookdraft_book_id_6e254603_fk_ledgers_book_id FOREIGN KEY (book_id) REFERENCES public.ledgers_book(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.ledgers_bookdraft
    ADD CONSTRAINT ledgers_bookdraft_changed_by_id_37f5e885_fk_org_staff_id FOREIGN KEY (changed_by_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.ledgers_bookdraft
    ADD CONSTRAINT ledgers_bookdraft_institution_id_6d3c656a_fk_org_institution_id FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.ledgers_booklayout
    ADD CONSTRAINT ledgers_booklayout_book_id_daf35e63_fk_ledgers_book_id FOREIGN KEY (book_id) REFERENCES public.ledgers_book(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.ledgers_booklayout
    ADD CONSTRAINT ledgers_booklayout_changed_by_id_5badfd08_fk_org_staff_id FOREIGN KEY (changed_by_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.ledgers_booklayout
    ADD CONSTRAINT ledgers_booklayout_institution_id_826c2650_fk_org_insti FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.ledgers_bookversion
    ADD CONSTRAINT ledgers_bookversion_book_id_c2212c50_fk_ledgers_book_id FOREIGN KEY (book_id) REFERENCES public.ledgers_book(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.ledgers_bookversion
    ADD CONSTRAINT ledgers_bookversion_institution_id_43e0ed96_fk_org_insti FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.ledgers_bookversion
    ADD CONSTRAINT ledgers_bookversion_published_by_id_0c295960_fk_org_staff_id FOREIGN KEY (published_by_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.ledgers_chainhead
    ADD CONSTRAINT ledgers_chainhead_book_id_d9c8c9f3_fk_ledgers_book_id FOREIGN KEY (book_id) REFERENCES public.ledgers_book(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.ledgers_chainhead
    ADD CONSTRAINT ledgers_chainhead_institution_id_33b9143b_fk_org_institution_id FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.ledgers_countersignature
    ADD CONSTRAINT ledgers_countersigna_institution_id_2f382b49_fk_org_insti FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.ledgers_countersignature
    ADD CONSTRAINT ledgers_countersignature_author_id_344ce9dc_fk_org_staff_id FOREIGN KEY (author_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.ledgers_countersignature
    ADD CONSTRAINT ledgers_countersignature_book_id_4614140e_fk_ledgers_book_id FOREIGN KEY (book_id) REFERENCES public.ledgers_book(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.ledgers_countersignature
    ADD CONSTRAINT ledgers_countersignature_entry_id_9ec5a38e_fk_ledgers_entry_id FOREIGN KEY (entry_id) REFERENCES public.ledgers_entry(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.ledgers_countersignature
    ADD CONSTRAINT ledgers_countersignature_signer_id_378ecfa3_fk_org_staff_id FOREIGN KEY (signer_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.ledgers_daydelivery
    ADD CONSTRAINT ledgers_daydelivery_day_id_cd79b590_fk_ledgers_dayhead_id FOREIGN KEY (day_id) REFERENCES public.ledgers_dayhead(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.ledgers_daydelivery
    ADD CONSTRAINT ledgers_daydelivery_institution_id_0b066599_fk_org_insti FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.ledgers_dayhead
    ADD CONSTRAINT ledgers_dayhead_institution_id_b5a20b9b_fk_org_institution_id FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.ledgers_dayposting
    ADD CONSTRAINT ledgers_dayposting_changed_by_id_8c2b2616_fk_org_staff_id FOREIGN KEY (changed_by_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.ledgers_dayposting
    ADD CONSTRAINT ledgers_dayposting_institution_id_83c26507_fk_org_insti FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.ledgers_entry
    ADD CONSTRAINT ledgers_entry_author_id_248636ec_fk_org_staff_id FOREIGN KEY (author_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.ledgers_entry
    ADD CONSTRAINT ledgers_entry_batch_id_16a1ee35_fk_ledgers_entryimport_id FOREIGN KEY (batch_id) REFERENCES public.ledgers_entryimport(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.ledgers_entry
    ADD CONSTRAINT ledgers_entry_book_id_8a3cc2a9_fk_ledgers_book_id FOREIGN KEY (book_id) REFERENCES public.ledgers_book(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.ledgers_entry
    ADD CONSTRAINT ledgers_entry_institution_id_76ae6271_fk_org_institution_id FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.ledgers_entry
    ADD CONSTRAINT ledgers_entry_place_id_aabe973d_fk_org_place_id FOREIGN KEY (place_id) REFERENCES public.org_place(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.ledgers_entry
    ADD CONSTRAINT ledgers_entry_version_id_9dc25b9a_fk_ledgers_bookversion_id FOREIGN KEY (version_id) REFERENCES public.ledgers_bookversion(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.ledgers_entryimport
    ADD CONSTRAINT ledgers_entryimport_book_id_b60f477d_fk_ledgers_book_id FOREIGN KEY (book_id) REFERENCES public.ledgers_book(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.ledgers_entryimport
    ADD CONSTRAINT ledgers_entryimport_institution_id_f205d290_fk_org_insti FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.ledgers_entryimport
    ADD CONSTRAINT ledgers_entryimport_made_by_id_a66fbc3e_fk_org_staff_id FOREIGN KEY (made_by_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.ledgers_paperorder
    ADD CONSTRAINT ledgers_paperorder_institution_id_6766f42d_fk_org_insti FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.ledgers_paperorder
    ADD CONSTRAINT ledgers_paperorder_made_by_id_bfc17fe8_fk_org_staff_id FOREIGN KEY (made_by_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.ledgers_purge
    ADD CONSTRAINT ledgers_purge_book_id_314f07af_fk_ledgers_book_id FOREIGN KEY (book_id) REFERENCES public.ledgers_book(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.ledgers_purge
    ADD CONSTRAINT ledgers_purge_confirmed_by_id_2d9ccf79_fk_org_staff_id FOREIGN KEY (confirmed_by_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.ledgers_purge
    ADD CONSTRAINT ledgers_purge_institution_id_429fe212_fk_org_institution_id FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.ledgers_purge
    ADD CONSTRAINT ledgers_purge_proposed_by_id_401571c9_fk_org_staff_id FOREIGN KEY (proposed_by_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.ledgers_purgeproposal
    ADD CONSTRAINT ledgers_purgeproposa_institution_id_6393843d_fk_org_insti FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.ledgers_purgeproposal
    ADD CONSTRAINT ledgers_purgeproposal_book_id_35297c5a_fk_ledgers_book_id FOREIGN KEY (book_id) REFERENCES public.ledgers_book(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.ledgers_purgeproposal
    ADD CONSTRAINT ledgers_purgeproposal_decided_by_id_f39c4fbf_fk_org_staff_id FOREIGN KEY (decided_by_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.ledgers_purgeproposal
    ADD CONSTRAINT ledgers_purgeproposal_proposed_by_id_ed16bdc8_fk_org_staff_id FOREIGN KEY (proposed_by_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.ledgers_tombstone
    ADD CONSTRAINT ledgers_tombstone_book_id_04fc9887_fk_ledgers_book_id FOREIGN KEY (book_id) REFERENCES public.ledgers_book(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.ledgers_tombstone
    ADD CONSTRAINT ledgers_tombstone_institution_id_f33f934d_fk_org_institution_id FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.ledgers_tombstone
    ADD CONSTRAINT ledgers_tombstone_purge_id_40dcc1f7_fk_ledgers_purge_id FOREIGN KEY (purge_id) REFERENCES public.ledgers_purge(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.maintenance_brokenpiece
    ADD CONSTRAINT maintenance_brokenpi_institution_id_88fb949c_fk_org_insti FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.maintenance_brokenpiece
    ADD CONSTRAINT maintenance_brokenpi_order_id_c8712764_fk_maintenan FOREIGN KEY (order_id) REFERENCES public.maintenance_workorder(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.maintenance_contractorlink
    ADD CONSTRAINT maintenance_contract_contractor_id_bfb303f6_fk_maintenan FOREIGN KEY (contractor_id) REFERENCES public.maintenance_contractor(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.maintenance_contractorlink
    ADD CONSTRAINT maintenance_contract_institution_id_133d8528_fk_org_insti FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.maintenance_contractor
    ADD CONSTRAINT maintenance_contract_institution_id_9f672522_fk_org_insti FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.maintenance_contractorlink
    ADD CONSTRAINT maintenance_contractorlink_made_by_id_b91fbbe0_fk_org_staff_id FOREIGN KEY (made_by_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.maintenance_equipment
    ADD CONSTRAINT maintenance_equipmen_contractor_id_877b67ed_fk_maintenan FOREIGN KEY (contractor_id) REFERENCES public.maintenance_contractor(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.maintenance_equipmentcheck
    ADD CONSTRAINT maintenance_equipmen_equipment_id_71a7fb7d_fk_maintenan FOREIGN KEY (equipment_id) REFERENCES public.maintenance_equipment(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.maintenance_equipment
    ADD CONSTRAINT maintenance_equipmen_import_batch_id_96c95cfe_fk_org_impor FOREIGN KEY (import_batch_id) REFERENCES public.org_importbatch(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.maintenance_equipmentcheck
    ADD CONSTRAINT maintenance_equipmen_institution_id_15cd9123_fk_org_insti FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.maintenance_equipment
    ADD CONSTRAINT maintenance_equipmen_institution_id_715443ba_fk_org_insti FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.maintenance_equipmentkind
    ADD CONSTRAINT maintenance_equipmen_institution_id_a0a45143_fk_org_insti FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.maintenance_equipment
    ADD CONSTRAINT maintenance_equipmen_kind_id_a987ad8f_fk_maintenan FOREIGN KEY (kind_id) REFERENCES public.maintenance_equipmentkind(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.maintenance_equipmentcheck
    ADD CONSTRAINT maintenance_equipmen_round_id_c4979637_fk_maintenan FOREIGN KEY (round_id) REFERENCES public.maintenance_round(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.maintenance_equipment
    ADD CONSTRAINT maintenance_equipment_keeper_id_5a703152_fk_org_staff_id FOREIGN KEY (keeper_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.maintenance_equipment
    ADD CONSTRAINT maintenance_equipment_place_id_4bb23144_fk_org_place_id FOREIGN KEY (place_id) REFERENCES public.org_place(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.maintenance_equipment
    ADD CONSTRAINT maintenance_equipment_state_by_id_f86fef99_fk_org_staff_id FOREIGN KEY (state_by_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.maintenance_equipmentcheck
    ADD CONSTRAINT maintenance_equipmentcheck_made_by_id_070cf8b9_fk_org_staff_id FOREIGN KEY (made_by_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.maintenance_goodsloan
    ADD CONSTRAINT maintenance_goodsloa_institution_id_fe05ee14_fk_org_insti FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.maintenance_goodsloan
    ADD CONSTRAINT maintenance_goodsloa_school_class_id_4cf7720a_fk_org_schoo FOREIGN KEY (school_class_id) REFERENCES public.org_schoolclass(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.maintenance_goodsloan
    ADD CONSTRAINT maintenance_goodsloan_lent_by_id_badfbde5_fk_org_staff_id FOREIGN KEY (lent_by_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.maintenance_goodsloan
    ADD CONSTRAINT maintenance_goodsloan_place_id_a8ba0a25_fk_org_place_id FOREIGN KEY (place_id) REFERENCES public.org_place(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.maintenance_goodsloan
    ADD CONSTRAINT maintenance_goodsloan_staff_id_f9d4e9e5_fk_org_staff_id FOREIGN KEY (staff_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.maintenance_inspection
    ADD CONSTRAINT maintenance_inspecti_equipment_id_4431248f_fk_maintenan FOREIGN KEY (equipment_id) REFERENCES public.maintenance_equipment(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.maintenance_inspection
    ADD CONSTRAINT maintenance_inspecti_institution_id_1096acff_fk_org_insti FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.maintenance_inspection
    ADD CONSTRAINT maintenance_inspection_made_by_id_6f6483bd_fk_org_staff_id FOREIGN KEY (made_by_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.maintenance_partused
    ADD CONSTRAINT maintenance_partused_institution_id_f57c71eb_fk_org_insti FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.maintenance_partused
    ADD CONSTRAINT maintenance_partused_made_by_id_957de60d_fk_org_staff_id FOREIGN KEY (made_by_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.maintenance_partused
    ADD CONSTRAINT maintenance_partused_order_id_f3b1b99b_fk_maintenan FOREIGN KEY (order_id) REFERENCES public.maintenance_workorder(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.maintenance_repairbatch
    ADD CONSTRAINT maintenance_repairba_institution_id_42d2ff73_fk_org_insti FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.maintenance_repairbatch
    ADD CONSTRAINT maintenance_repairba_school_class_id_fdc3d698_fk_org_schoo FOREIGN KEY (school_class_id) REFERENCES public.org_schoolclass(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.maintenance_repairbatch
    ADD CONSTRAINT maintenance_repairbatch_made_by_id_9e8dccdb_fk_org_staff_id FOREIGN KEY (made_by_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.maintenance_repairer
    ADD CONSTRAINT maintenance_repairer_institution_id_e26f34e1_fk_org_insti FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.maintenance_repairer
    ADD CONSTRAINT maintenance_repairer_staff_id_53396e21_fk_org_staff_id FOREIGN KEY (staff_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.maintenance_repairlimit
    ADD CONSTRAINT maintenance_repairli_institution_id_022ae912_fk_org_insti FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.maintenance_repairpromise
    ADD CONSTRAINT maintenance_repairpr_institution_id_e382691e_fk_org_insti FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.maintenance_repairpromise
    ADD CONSTRAINT maintenance_repairpromise_place_id_16354661_fk_org_place_id FOREIGN KEY (place_id) REFERENCES public.org_place(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.maintenance_repairzone
    ADD CONSTRAINT maintenance_repairzo_institution_id_1f53d2dc_fk_org_insti FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.maintenance_repairzone
    ADD CONSTRAINT maintenance_repairzo_repairer_id_492e2942_fk_maintenan FOREIGN KEY (repairer_id) REFERENCES public.maintenance_repairer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.maintenance_repairzone
    ADD CONSTRAINT maintenance_repairzone_place_id_eaebed9f_fk_org_place_id FOREIGN KEY (place_id) REFERENCES public.org_place(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.maintenance_round
    ADD CONSTRAINT maintenance_round_assignee_id_9abc746d_fk_org_staff_id FOREIGN KEY (assignee_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.maintenance_round
    ADD CONSTRAINT maintenance_round_institution_id_e3be999c_fk_org_institution_id FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.maintenance_round
    ADD CONSTRAINT maintenance_round_rule_id_82738bc9_fk_maintenance_upkeeprule_id FOREIGN KEY (rule_id) REFERENCES public.maintenance_upkeeprule(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.maintenance_round
    ADD CONSTRAINT maintenance_round_task_id_b996f1fe_fk_planning_task_id FOREIGN KEY (task_id) REFERENCES public.planning_task(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.maintenance_samereport
    ADD CONSTRAINT maintenance_samerepo_institution_id_2b50a53c_fk_org_insti FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.maintenance_samereport
    ADD CONSTRAINT maintenance_samerepo_order_id_9ab4d6a5_fk_maintenan FOREIGN KEY (order_id) REFERENCES public.maintenance_workorder(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.maintenance_upkeeprule
    ADD CONSTRAINT maintenance_upkeepru_contractor_id_5fc31bf8_fk_maintenan FOREIGN KEY (contractor_id) REFERENCES public.maintenance_contractor(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.maintenance_upkeeprule
    ADD CONSTRAINT maintenance_upkeepru_institution_id_0b0783a0_fk_org_insti FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.maintenance_upkeeprule
    ADD CONSTRAINT maintenance_upkeepru_kind_id_22881a79_fk_maintenan FOREIGN KEY (kind_id) REFERENCES public.maintenance_equipmentkind(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.maintenance_upkeeprule
    ADD CONSTRAINT maintenance_upkeeprule_item_id_8880a3ae_fk_planning_planitem_id FOREIGN KEY (item_id) REFERENCES public.planning_planitem(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.maintenance_upkeeprule
    ADD CONSTRAINT maintenance_upkeeprule_under_id_8b469aa2_fk_org_place_id FOREIGN KEY (under_id) REFERENCES public.org_place(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.maintenance_usagetrigger
    ADD CONSTRAINT maintenance_usagetri_equipment_id_ffcc8076_fk_maintenan FOREIGN KEY (equipment_id) REFERENCES public.maintenance_equipment(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.maintenance_usagetrigger
    ADD CONSTRAINT maintenance_usagetri_institution_id_971cc506_fk_org_insti FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.maintenance_usagetrigger
    ADD CONSTRAINT maintenance_usagetrigger_book_id_d4ae3564_fk_ledgers_book_id FOREIGN KEY (book_id) REFERENCES public.ledgers_book(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.maintenance_usagetrigger
    ADD CONSTRAINT maintenance_usagetrigger_place_id_b19ae359_fk_org_place_id FOREIGN KEY (place_id) REFERENCES public.org_place(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.maintenance_workorder
    ADD CONSTRAINT maintenance_workorde_batch_id_c6645b17_fk_maintenan FOREIGN KEY (batch_id) REFERENCES public.maintenance_repairbatch(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.maintenance_workorder
    ADD CONSTRAINT maintenance_workorde_check_row_id_6c44f709_fk_maintenan FOREIGN KEY (check_row_id) REFERENCES public.maintenance_equipmentcheck(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.maintenance_workorder
    ADD CONSTRAINT maintenance_workorde_contractor_id_aae868d4_fk_maintenan FOREIGN KEY (contractor_id) REFERENCES public.maintenance_contractor(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.maintenance_workorder
    ADD CONSTRAINT maintenance_workorde_equipment_id_4fe01773_fk_maintenan FOREIGN KEY (equipment_id) REFERENCES public.maintenance_equipment(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.maintenance_workorder
    ADD CONSTRAINT maintenance_workorde_institution_id_3c0ab951_fk_org_insti FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.maintenance_workorder
    ADD CONSTRAINT maintenance_workorde_warranty_of_id_6a6719bf_fk_maintenan FOREIGN KEY (warranty_of_id) REFERENCES public.maintenance_workorder(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.maintenance_workorder
    ADD CONSTRAINT maintenance_workorder_case_id_4458a771_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.maintenance_workorder
    ADD CONSTRAINT maintenance_workorder_place_id_c09cea0d_fk_org_place_id FOREIGN KEY (place_id) REFERENCES public.org_place(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.maintenance_workorder
    ADD CONSTRAINT maintenance_workorder_repairer_id_28735572_fk_org_staff_id FOREIGN KEY (repairer_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.maintenance_workorder
    ADD CONSTRAINT maintenance_workorder_request_id_0d289075_fk_cases_case_id FOREIGN KEY (request_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.mfa_authenticator
    ADD CONSTRAINT mfa_authenticator_user_id_0c3a50c0_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.notify_channel
    ADD CONSTRAINT notify_channel_institution_id_2fa3f4bb_fk_org_institution_id FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.notify_channeladdress
    ADD CONSTRAINT notify_channeladdres_institution_id_d2e7b77b_fk_org_insti FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.notify_channeladdress
    ADD CONSTRAINT notify_channeladdress_channel_id_924d3ee4_fk_notify_channel_id FOREIGN KEY (channel_id) REFERENCES public.notify_channel(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.notify_channelrefusal
    ADD CONSTRAINT notify_channelrefusa_institution_id_5d49bc22_fk_org_insti FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.notify_channelrefusal
    ADD CONSTRAINT notify_channelrefusal_staff_id_31cddfd1_fk_org_staff_id FOREIGN KEY (staff_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.notify_delivery
    ADD CONSTRAINT notify_delivery_institution_id_71477816_fk_org_institution_id FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.notify_delivery
    ADD CONSTRAINT notify_delivery_notice_id_0b7aa490_fk_notify_notice_id FOREIGN KEY (notice_id) REFERENCES public.notify_notice(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.notify_delivery
    ADD CONSTRAINT notify_delivery_recipient_id_4c07c2c8_fk_org_staff_id FOREIGN KEY (recipient_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.notify_digestrun
    ADD CONSTRAINT notify_digestrun_institution_id_d87418be_fk_org_institution_id FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.notify_grouppost
    ADD CONSTRAINT notify_grouppost_channel_id_cab2532a_fk_notify_channel_id FOREIGN KEY (channel_id) REFERENCES public.notify_channel(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.notify_grouppost
    ADD CONSTRAINT notify_grouppost_institution_id_e0797d57_fk_org_institution_id FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.notify_notice
    ADD CONSTRAINT notify_notice_institution_id_b0cc7f6d_fk_org_institution_id FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.notify_notice
    ADD CONSTRAINT notify_notice_recipient_id_042914b3_fk_org_staff_id FOREIGN KEY (recipient_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.notify_noticechoice
    ADD CONSTRAINT notify_noticechoice_institution_id_ba67b4eb_fk_org_insti FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.notify_noticechoice
    ADD CONSTRAINT notify_noticechoice_staff_id_48fba099_fk_org_staff_id FOREIGN KEY (staff_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.org_absence
    ADD CONSTRAINT org_absence_institution_id_fd61ec3e_fk_org_institution_id FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.org_absence
    ADD CONSTRAINT org_absence_staff_id_a81a14e0_fk_org_staff_id FOREIGN KEY (staff_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.org_absence
    ADD CONSTRAINT org_absence_substitute_id_924e0863_fk_org_staff_id FOREIGN KEY (substitute_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.org_break
    ADD CONSTRAINT org_break_institution_id_d4c59dcd_fk_org_institution_id FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.org_calendarday
    ADD CONSTRAINT org_calendarday_institution_id_db8a6434_fk_org_institution_id FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.org_department
    ADD CONSTRAINT org_department_head_id_0e877333_fk_org_staff_id FOREIGN KEY (head_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.org_department
    ADD CONSTRAINT org_department_import_batch_id_7e3c3c44_fk_org_importbatch_id FOREIGN KEY (import_batch_id) REFERENCES public.org_importbatch(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.org_department
    ADD CONSTRAINT org_department_institution_id_132766be_fk_org_institution_id FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.org_department
    ADD CONSTRAINT org_department_parent_id_5e2c3d46_fk_org_department_id FOREIGN KEY (parent_id) REFERENCES public.org_department(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.org_importbatch
    ADD CONSTRAINT org_importbatch_institution_id_8abd1e10_fk_org_institution_id FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.org_importbatch
    ADD CONSTRAINT org_importbatch_made_by_id_c128be9b_fk_org_staff_id FOREIGN KEY (made_by_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.org_importupload
    ADD CONSTRAINT org_importupload_institution_id_ca2cd782_fk_org_institution_id FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.org_importupload
    ADD CONSTRAINT org_importupload_made_by_id_30e3514f_fk_org_staff_id FOREIGN KEY (made_by_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.org_place
    ADD CONSTRAINT org_place_department_id_ceef92bd_fk_org_department_id FOREIGN KEY (department_id) REFERENCES public.org_department(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.org_place
    ADD CONSTRAINT org_place_import_batch_id_44625dfa_fk_org_importbatch_id FOREIGN KEY (import_batch_id) REFERENCES public.org_importbatch(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.org_place
    ADD CONSTRAINT org_place_institution_id_7c04a25e_fk_org_institution_id FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.org_place
    ADD CONSTRAINT org_place_parent_id_7b7bbb4a_fk_org_place_id FOREIGN KEY (parent_id) REFERENCES public.org_place(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.org_roleholding
    ADD CONSTRAINT org_roleholding_department_id_c0fada6e_fk_org_department_id FOREIGN KEY (department_id) REFERENCES public.org_department(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.org_roleholding
    ADD CONSTRAINT org_roleholding_institution_id_25ec86f8_fk_org_institution_id FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.org_roleholding
    ADD CONSTRAINT org_roleholding_staff_id_39cda6bf_fk_org_staff_id FOREIGN KEY (staff_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.org_schoolclass
    ADD CONSTRAINT org_schoolclass_homeroom_id_17d421ef_fk_org_staff_id FOREIGN KEY (homeroom_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.org_schoolclass
    ADD CONSTRAINT org_schoolclass_import_batch_id_bb009dc1_fk_org_importbatch_id FOREIGN KEY (import_batch_id) REFERENCES public.org_importbatch(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.org_schoolclass
    ADD CONSTRAINT org_schoolclass_institution_id_406c94d4_fk_org_institution_id FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.org_schoolyear
    ADD CONSTRAINT org_schoolyear_institution_id_6675059a_fk_org_institution_id FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.org_staff
    ADD CONSTRAINT org_staff_department_id_6c3b9ff3_fk_org_department_id FOREIGN KEY (department_id) REFERENCES public.org_department(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.org_staff
    ADD CONSTRAINT org_staff_import_batch_id_265662c9_fk_org_importbatch_id FOREIGN KEY (import_batch_id) REFERENCES public.org_importbatch(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.org_staff
    ADD CONSTRAINT org_staff_institution_id_f893e754_fk_org_institution_id FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.org_staff
    ADD CONSTRAINT org_staff_superior_id_a691a420_fk_org_staff_id FOREIGN KEY (superior_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.org_staff
    ADD CONSTRAINT org_staff_user_id_09cda9f7_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.org_student
    ADD CONSTRAINT org_student_import_batch_id_7c647b62_fk_org_importbatch_id FOREIGN KEY (import_batch_id) REFERENCES public.org_importbatch(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.org_student
    ADD CONSTRAINT org_student_institution_id_600acf06_fk_org_institution_id FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.org_student
    ADD CONSTRAINT org_student_school_class_id_c28a6df1_fk_org_schoolclass_id FOREIGN KEY (school_class_id) REFERENCES public.org_schoolclass(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.org_term
    ADD CONSTRAINT org_term_institution_id_1d14dc87_fk_org_institution_id FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.org_term
    ADD CONSTRAINT org_term_school_year_id_6bb75d65_fk_org_schoolyear_id FOREIGN KEY (school_year_id) REFERENCES public.org_schoolyear(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_activity
    ADD CONSTRAINT planning_activity_department_id_fa410bc1_fk_org_department_id FOREIGN KEY (department_id) REFERENCES public.org_department(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_activity
    ADD CONSTRAINT planning_activity_institution_id_bf886d4e_fk_org_institution_id FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_activity
    ADD CONSTRAINT planning_activity_lead_id_d70d788e_fk_org_staff_id FOREIGN KEY (lead_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_activity
    ADD CONSTRAINT planning_activity_made_by_id_de850de4_fk_org_staff_id FOREIGN KEY (made_by_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_activity
    ADD CONSTRAINT planning_activity_reported_by_id_33eceee6_fk_org_staff_id FOREIGN KEY (reported_by_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_activitytask
    ADD CONSTRAINT planning_activitytas_activity_id_de27f2fe_fk_planning_ FOREIGN KEY (activity_id) REFERENCES public.planning_activity(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_activitytask
    ADD CONSTRAINT planning_activitytas_institution_id_f3977e48_fk_org_insti FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_activitytask
    ADD CONSTRAINT planning_activitytask_task_id_40a8cbae_fk_planning_task_id FOREIGN KEY (task_id) REFERENCES public.planning_task(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_aimitem
    ADD CONSTRAINT planning_aimitem_aim_id_2027b88f_fk_planning_campaignaim_id FOREIGN KEY (aim_id) REFERENCES public.planning_campaignaim(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_aimitem
    ADD CONSTRAINT planning_aimitem_institution_id_e0de1df4_fk_org_institution_id FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_aimitem
    ADD CONSTRAINT planning_aimitem_item_id_ba019931_fk_planning_planitem_id FOREIGN KEY (item_id) REFERENCES public.planning_planitem(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_aimstep
    ADD CONSTRAINT planning_aimstep_aim_id_41f7cb34_fk_planning_campaignaim_id FOREIGN KEY (aim_id) REFERENCES public.planning_campaignaim(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_aimstep
    ADD CONSTRAINT planning_aimstep_institution_id_e5f85671_fk_org_institution_id FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_aimstep
    ADD CONSTRAINT planning_aimstep_task_id_1f038551_fk_planning_task_id FOREIGN KEY (task_id) REFERENCES public.planning_task(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_attendance
    ADD CONSTRAINT planning_attendance_institution_id_71d095a1_fk_org_insti FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_attendance
    ADD CONSTRAINT planning_attendance_meeting_id_0aa16f0e_fk_planning_meeting_id FOREIGN KEY (meeting_id) REFERENCES public.planning_meeting(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_attendance
    ADD CONSTRAINT planning_attendance_staff_id_651767b2_fk_org_staff_id FOREIGN KEY (staff_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_campaign
    ADD CONSTRAINT planning_campaign_institution_id_6d07b2e1_fk_org_institution_id FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_campaign
    ADD CONSTRAINT planning_campaign_lead_id_d163411d_fk_org_staff_id FOREIGN KEY (lead_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_campaign
    ADD CONSTRAINT planning_campaign_made_by_id_3b2d2aa1_fk_org_staff_id FOREIGN KEY (made_by_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_campaignaim
    ADD CONSTRAINT planning_campaignaim_campaign_id_3ff75d7d_fk_planning_ FOREIGN KEY (campaign_id) REFERENCES public.planning_campaign(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_campaignaim
    ADD CONSTRAINT planning_campaignaim_department_id_6cca2d35_fk_org_depar FOREIGN KEY (department_id) REFERENCES public.org_department(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_campaignaim
    ADD CONSTRAINT planning_campaignaim_institution_id_40fad84c_fk_org_insti FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_campaignaim
    ADD CONSTRAINT planning_campaignaim_owner_id_5c9499ec_fk_org_staff_id FOREIGN KEY (owner_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_campaignaim
    ADD CONSTRAINT planning_campaignaim_submitted_by_id_5c46b700_fk_org_staff_id FOREIGN KEY (submitted_by_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_citeddocument
    ADD CONSTRAINT planning_citeddocume_institution_id_8e87e46a_fk_org_insti FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_citeddocument
    ADD CONSTRAINT planning_citeddocument_added_by_id_174ffd5d_fk_org_staff_id FOREIGN KEY (added_by_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_citeddocument
    ADD CONSTRAINT planning_citeddocument_plan_id_5f1e8e30_fk_planning_workplan_id FOREIGN KEY (plan_id) REFERENCES public.planning_workplan(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_citedpoint
    ADD CONSTRAINT planning_citedpoint_document_id_a794c634_fk_planning_ FOREIGN KEY (document_id) REFERENCES public.planning_citeddocument(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_citedpoint
    ADD CONSTRAINT planning_citedpoint_institution_id_63bf46ea_fk_org_insti FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_citedpoint
    ADD CONSTRAINT planning_citedpoint_reason_by_id_e5f816e6_fk_org_staff_id FOREIGN KEY (reason_by_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_criterion
    ADD CONSTRAINT planning_criterion_institution_id_5d3a338b_fk_org_insti FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_criterion
    ADD CONSTRAINT planning_criterion_owner_id_42eea5d6_fk_org_staff_id FOREIGN KEY (owner_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_criterion
    ADD CONSTRAINT planning_criterion_scored_by_id_d35aa34b_fk_org_staff_id FOREIGN KEY (scored_by_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_criterion
    ADD CONSTRAINT planning_criterion_standard_id_c0d381df_fk_planning_standard_id FOREIGN KEY (standard_id) REFERENCES public.planning_standard(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_criterionproof
    ADD CONSTRAINT planning_criterionpr_criterion_id_0ab0a448_fk_planning_ FOREIGN KEY (criterion_id) REFERENCES public.planning_criterion(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_criterionproof
    ADD CONSTRAINT planning_criterionpr_institution_id_096401bd_fk_org_insti FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_criterionproof
    ADD CONSTRAINT planning_criterionpr_item_id_1d152f5f_fk_planning_ FOREIGN KEY (item_id) REFERENCES public.planning_planitem(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_criterionproof
    ADD CONSTRAINT planning_criterionproof_added_by_id_18e7337c_fk_org_staff_id FOREIGN KEY (added_by_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_criterionproof
    ADD CONSTRAINT planning_criterionproof_task_id_6e895b2c_fk_planning_task_id FOREIGN KEY (task_id) REFERENCES public.planning_task(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_decision
    ADD CONSTRAINT planning_decision_institution_id_0b35321b_fk_org_institution_id FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_decision
    ADD CONSTRAINT planning_decision_meeting_id_0314826d_fk_planning_meeting_id FOREIGN KEY (meeting_id) REFERENCES public.planning_meeting(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_decision
    ADD CONSTRAINT planning_decision_task_id_f299db38_fk_planning_task_id FOREIGN KEY (task_id) REFERENCES public.planning_task(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_deferral
    ADD CONSTRAINT planning_deferral_institution_id_0c12e428_fk_org_institution_id FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_deferral
    ADD CONSTRAINT planning_deferral_made_by_id_c236e297_fk_org_staff_id FOREIGN KEY (made_by_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_deferral
    ADD CONSTRAINT planning_deferral_seen_by_id_fbae7c6c_fk_org_staff_id FOREIGN KEY (seen_by_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_deferral
    ADD CONSTRAINT planning_deferral_task_id_0f3be1ef_fk_planning_task_id FOREIGN KEY (task_id) REFERENCES public.planning_task(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_evidence
    ADD CONSTRAINT planning_evidence_entry_let_go FOREIGN KEY (entry_id) REFERENCES public.ledgers_entry(id) ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_evidence
    ADD CONSTRAINT planning_evidence_institution_id_853ad742_fk_org_institution_id FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_evidence
    ADD CONSTRAINT planning_evidence_made_by_id_959068d8_fk_org_staff_id FOREIGN KEY (made_by_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_evidence
    ADD CONSTRAINT planning_evidence_revokes_id_f29ae250_fk_planning_evidence_id FOREIGN KEY (revokes_id) REFERENCES public.planning_evidence(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_evidence
    ADD CONSTRAINT planning_evidence_task_id_afbe0716_fk_planning_task_id FOREIGN KEY (task_id) REFERENCES public.planning_task(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_indicator
    ADD CONSTRAINT planning_indicator_aim_id_bdbf1a12_fk_planning_campaignaim_id FOREIGN KEY (aim_id) REFERENCES public.planning_campaignaim(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_indicator
    ADD CONSTRAINT planning_indicator_institution_id_462bfcb6_fk_org_insti FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_indicatorfigure
    ADD CONSTRAINT planning_indicatorfi_indicator_id_130ea0ce_fk_planning_ FOREIGN KEY (indicator_id) REFERENCES public.planning_indicator(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_indicatorfigure
    ADD CONSTRAINT planning_indicatorfi_institution_id_ff4910eb_fk_org_insti FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_indicatorfigure
    ADD CONSTRAINT planning_indicatorfigure_entered_by_id_d2e2dab3_fk_org_staff_id FOREIGN KEY (entered_by_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_inspectionfinding
    ADD CONSTRAINT planning_inspectionf_entered_by_id_04f217f1_fk_org_staff FOREIGN KEY (entered_by_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_inspectionfinding
    ADD CONSTRAINT planning_inspectionf_inspection_id_5594622c_fk_planning_ FOREIGN KEY (inspection_id) REFERENCES public.planning_outsideinspection(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_inspectionfinding
    ADD CONSTRAINT planning_inspectionf_institution_id_c9a8cfff_fk_org_insti FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_inspectionfinding
    ADD CONSTRAINT planning_inspectionfinding_task_id_a756cb59_fk_planning_task_id FOREIGN KEY (task_id) REFERENCES public.planning_task(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_inspectionguest
    ADD CONSTRAINT planning_inspectiong_inspection_id_3bde0153_fk_planning_ FOREIGN KEY (inspection_id) REFERENCES public.planning_outsideinspection(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_inspectionguest
    ADD CONSTRAINT planning_inspectiong_institution_id_ac62fd46_fk_org_insti FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_inspectionguest
    ADD CONSTRAINT planning_inspectionguest_staff_id_1bdca9e9_fk_org_staff_id FOREIGN KEY (staff_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_letter
    ADD CONSTRAINT planning_letter_institution_id_7dc90a38_fk_org_institution_id FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_letter
    ADD CONSTRAINT planning_letter_made_by_id_7465ff3f_fk_org_staff_id FOREIGN KEY (made_by_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_meeting
    ADD CONSTRAINT planning_meeting_called_by_id_ddc48b3c_fk_org_staff_id FOREIGN KEY (called_by_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_meeting
    ADD CONSTRAINT planning_meeting_cohost_id_6bea8559_fk_org_staff_id FOREIGN KEY (cohost_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_meeting
    ADD CONSTRAINT planning_meeting_host_id_b1ac51e8_fk_org_staff_id FOREIGN KEY (host_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_meeting
    ADD CONSTRAINT planning_meeting_institution_id_09e9ad4e_fk_org_institution_id FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_meeting
    ADD CONSTRAINT planning_meeting_minuted_by_id_dee3f3f8_fk_org_staff_id FOREIGN KEY (minuted_by_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_meeting
    ADD CONSTRAINT planning_meeting_recorder_id_d562bfe7_fk_org_staff_id FOREIGN KEY (recorder_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_meeting
    ADD CONSTRAINT planning_meeting_task_id_7aa7b330_fk_planning_task_id FOREIGN KEY (task_id) REFERENCES public.planning_task(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_minutesnote
    ADD CONSTRAINT planning_minutesnote_institution_id_29a9d31c_fk_org_insti FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_minutesnote
    ADD CONSTRAINT planning_minutesnote_made_by_id_6214ef41_fk_org_staff_id FOREIGN KEY (made_by_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_minutesnote
    ADD CONSTRAINT planning_minutesnote_meeting_id_3b268774_fk_planning_meeting_id FOREIGN KEY (meeting_id) REFERENCES public.planning_meeting(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_outsideinspection
    ADD CONSTRAINT planning_outsideinsp_institution_id_dc99268f_fk_org_insti FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_outsideinspection
    ADD CONSTRAINT planning_outsideinspection_lead_id_8c4f4246_fk_org_staff_id FOREIGN KEY (lead_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_outsideinspection
    ADD CONSTRAINT planning_outsideinspection_made_by_id_141656b2_fk_org_staff_id FOREIGN KEY (made_by_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_participation
    ADD CONSTRAINT planning_participati_activity_id_2a875ee4_fk_planning_ FOREIGN KEY (activity_id) REFERENCES public.planning_activity(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_participation
    ADD CONSTRAINT planning_participati_institution_id_b5c20966_fk_org_insti FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_participation
    ADD CONSTRAINT planning_participation_staff_id_34f38b4f_fk_org_staff_id FOREIGN KEY (staff_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_personalcomment
    ADD CONSTRAINT planning_personalcom_institution_id_7ba9e550_fk_org_insti FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_personalcomment
    ADD CONSTRAINT planning_personalcom_plan_id_5bcb33b3_fk_planning_ FOREIGN KEY (plan_id) REFERENCES public.planning_personalplan(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_personalcomment
    ADD CONSTRAINT planning_personalcomment_made_by_id_9aa3d826_fk_org_staff_id FOREIGN KEY (made_by_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_personalline
    ADD CONSTRAINT planning_personallin_institution_id_21e0789a_fk_org_insti FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_personalline
    ADD CONSTRAINT planning_personallin_plan_id_142fae76_fk_planning_ FOREIGN KEY (plan_id) REFERENCES public.planning_personalplan(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_personalplan
    ADD CONSTRAINT planning_personalpla_institution_id_3cdc2068_fk_org_insti FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_personalplan
    ADD CONSTRAINT planning_personalpla_round_id_f70ef69f_fk_planning_ FOREIGN KEY (round_id) REFERENCES public.planning_personalround(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_personalplan
    ADD CONSTRAINT planning_personalplan_staff_id_f675af97_fk_org_staff_id FOREIGN KEY (staff_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_personalround
    ADD CONSTRAINT planning_personalrou_institution_id_4a1bfd6b_fk_org_insti FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_personalround
    ADD CONSTRAINT planning_personalround_opened_by_id_f7e09a79_fk_org_staff_id FOREIGN KEY (opened_by_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_personalround
    ADD CONSTRAINT planning_personalround_term_id_f331bafe_fk_org_term_id FOREIGN KEY (term_id) REFERENCES public.org_term(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_plangoal
    ADD CONSTRAINT planning_plangoal_institution_id_28d0c24f_fk_org_institution_id FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_plangoal
    ADD CONSTRAINT planning_plangoal_plan_id_8fa0c37d_fk_planning_workplan_id FOREIGN KEY (plan_id) REFERENCES public.planning_workplan(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_planitem
    ADD CONSTRAINT planning_planitem_book_place_id_ca037a4c_fk_org_place_id FOREIGN KEY (book_place_id) REFERENCES public.org_place(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_planitem
    ADD CONSTRAINT planning_planitem_department_id_c18b39b9_fk_org_department_id FOREIGN KEY (department_id) REFERENCES public.org_department(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_planitem
    ADD CONSTRAINT planning_planitem_goal_id_c7df2fad_fk_planning_plangoal_id FOREIGN KEY (goal_id) REFERENCES public.planning_plangoal(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_planitem
    ADD CONSTRAINT planning_planitem_institution_id_407ac62e_fk_org_institution_id FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_planitem
    ADD CONSTRAINT planning_planitem_owner_id_61115f69_fk_org_staff_id FOREIGN KEY (owner_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_planitem
    ADD CONSTRAINT planning_planitem_plan_id_d19e5a62_fk_planning_workplan_id FOREIGN KEY (plan_id) REFERENCES public.planning_workplan(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_planreading
    ADD CONSTRAINT planning_planreading_institution_id_fa22ed70_fk_org_insti FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_planreading
    ADD CONSTRAINT planning_planreading_made_by_id_19c2aefd_fk_org_staff_id FOREIGN KEY (made_by_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_planreading
    ADD CONSTRAINT planning_planreading_term_id_3beb2130_fk_org_term_id FOREIGN KEY (term_id) REFERENCES public.org_term(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_planversion
    ADD CONSTRAINT planning_planversion_approved_by_id_f370790e_fk_org_staff_id FOREIGN KEY (approved_by_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_planversion
    ADD CONSTRAINT planning_planversion_institution_id_1e4809e0_fk_org_insti FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_planversion
    ADD CONSTRAINT planning_planversion_plan_id_793d9782_fk_planning_workplan_id FOREIGN KEY (plan_id) REFERENCES public.planning_workplan(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_pointitem
    ADD CONSTRAINT planning_pointitem_institution_id_28edfc92_fk_org_insti FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_pointitem
    ADD CONSTRAINT planning_pointitem_item_id_cace4c21_fk_planning_planitem_id FOREIGN KEY (item_id) REFERENCES public.planning_planitem(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_pointitem
    ADD CONSTRAINT planning_pointitem_point_id_72a99edf_fk_planning_citedpoint_id FOREIGN KEY (point_id) REFERENCES public.planning_citedpoint(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_postduties
    ADD CONSTRAINT planning_postduties_institution_id_ca292dc9_fk_org_insti FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_postduties
    ADD CONSTRAINT planning_postduties_written_by_id_f9a36e77_fk_org_staff_id FOREIGN KEY (written_by_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_practice
    ADD CONSTRAINT planning_practice_decided_by_id_7702fc63_fk_org_staff_id FOREIGN KEY (decided_by_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_practice
    ADD CONSTRAINT planning_practice_institution_id_982d51b9_fk_org_institution_id FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_practice
    ADD CONSTRAINT planning_practice_judged_by_id_b05556a4_fk_org_staff_id FOREIGN KEY (judged_by_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_practice
    ADD CONSTRAINT planning_practice_made_by_id_1e33820c_fk_org_staff_id FOREIGN KEY (made_by_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_practice
    ADD CONSTRAINT planning_practice_task_id_0fe4bb72_fk_planning_task_id FOREIGN KEY (task_id) REFERENCES public.planning_task(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_readinessline
    ADD CONSTRAINT planning_readinessli_institution_id_b8bf743a_fk_org_insti FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_readinessline
    ADD CONSTRAINT planning_readinessline_task_id_294f53e9_fk_planning_task_id FOREIGN KEY (task_id) REFERENCES public.planning_task(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_readinessline
    ADD CONSTRAINT planning_readinessline_term_id_54bc0e51_fk_org_term_id FOREIGN KEY (term_id) REFERENCES public.org_term(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_readinessreport
    ADD CONSTRAINT planning_readinessre_institution_id_11713011_fk_org_insti FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_readinessreport
    ADD CONSTRAINT planning_readinessreport_signed_by_id_2f0599f8_fk_org_staff_id FOREIGN KEY (signed_by_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_readinessreport
    ADD CONSTRAINT planning_readinessreport_term_id_aa1fa5fd_fk_org_term_id FOREIGN KEY (term_id) REFERENCES public.org_term(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_scorecard
    ADD CONSTRAINT planning_scorecard_campaign_id_f0b13d7f_fk_planning_campaign_id FOREIGN KEY (campaign_id) REFERENCES public.planning_campaign(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_scorecard
    ADD CONSTRAINT planning_scorecard_institution_id_11e757c1_fk_org_insti FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_scorecard
    ADD CONSTRAINT planning_scorecard_published_by_id_68224a6c_fk_org_staff_id FOREIGN KEY (published_by_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_standard
    ADD CONSTRAINT planning_standard_institution_id_602a1ee4_fk_org_institution_id FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_standard
    ADD CONSTRAINT planning_standard_lead_id_f82acaac_fk_org_staff_id FOREIGN KEY (lead_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_standard
    ADD CONSTRAINT planning_standard_made_by_id_11d71f68_fk_org_staff_id FOREIGN KEY (made_by_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_supportrequest
    ADD CONSTRAINT planning_supportrequ_department_id_67d9ec44_fk_org_depar FOREIGN KEY (department_id) REFERENCES public.org_department(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_supportrequest
    ADD CONSTRAINT planning_supportrequ_institution_id_cb64bbc3_fk_org_insti FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_supportrequest
    ADD CONSTRAINT planning_supportrequ_meeting_id_86638e95_fk_planning_ FOREIGN KEY (meeting_id) REFERENCES public.planning_meeting(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_supportrequest
    ADD CONSTRAINT planning_supportrequest_decided_by_id_0347138b_fk_org_staff_id FOREIGN KEY (decided_by_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_supportrequest
    ADD CONSTRAINT planning_supportrequest_made_by_id_32543098_fk_org_staff_id FOREIGN KEY (made_by_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_supportrequest
    ADD CONSTRAINT planning_supportrequest_task_id_f4400751_fk_planning_task_id FOREIGN KEY (task_id) REFERENCES public.planning_task(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_task
    ADD CONSTRAINT planning_task_assignee_id_c1440c2f_fk_org_staff_id FOREIGN KEY (assignee_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_task
    ADD CONSTRAINT planning_task_checked_by_id_76e77fe8_fk_org_staff_id FOREIGN KEY (checked_by_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_task
    ADD CONSTRAINT planning_task_department_id_08aabf08_fk_org_department_id FOREIGN KEY (department_id) REFERENCES public.org_department(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_task
    ADD CONSTRAINT planning_task_done_by_id_83f249fb_fk_org_staff_id FOREIGN KEY (done_by_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_task
    ADD CONSTRAINT planning_task_institution_id_1eaafd1c_fk_org_institution_id FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_task
    ADD CONSTRAINT planning_task_item_id_6f7fd014_fk_planning_planitem_id FOREIGN KEY (item_id) REFERENCES public.planning_planitem(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_task
    ADD CONSTRAINT planning_task_plan_id_4ae1fe3e_fk_planning_workplan_id FOREIGN KEY (plan_id) REFERENCES public.planning_workplan(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_workplan
    ADD CONSTRAINT planning_workplan_approved_by_id_714ed459_fk_org_staff_id FOREIGN KEY (approved_by_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_workplan
    ADD CONSTRAINT planning_workplan_created_by_id_18f3b36b_fk_org_staff_id FOREIGN KEY (created_by_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_workplan
    ADD CONSTRAINT planning_workplan_institution_id_41a2707a_fk_org_institution_id FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_workplan
    ADD CONSTRAINT planning_workplan_submitted_by_id_c8627dc6_fk_org_staff_id FOREIGN KEY (submitted_by_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planning_workplan
    ADD CONSTRAINT planning_workplan_term_id_73638433_fk_org_term_id FOREIGN KEY (term_id) REFERENCES public.org_term(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.publicity_addresseddepartment
    ADD CONSTRAINT publicity_addressedd_announcement_id_3c7aa98c_fk_publicity FOREIGN KEY (announcement_id) REFERENCES public.publicity_announcement(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.publicity_addresseddepartment
    ADD CONSTRAINT publicity_addressedd_department_id_327499ce_fk_org_depar FOREIGN KEY (department_id) REFERENCES public.org_department(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.publicity_addresseddepartment
    ADD CONSTRAINT publicity_addressedd_institution_id_532cde15_fk_org_insti FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.publicity_announcement
    ADD CONSTRAINT publicity_announceme_institution_id_a6b339a7_fk_org_insti FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.publicity_announcement
    ADD CONSTRAINT publicity_announcement_issued_by_id_dd9b3d0b_fk_org_staff_id FOREIGN KEY (issued_by_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.publicity_receipt
    ADD CONSTRAINT publicity_receipt_announcement_id_8a878c4f_fk_publicity FOREIGN KEY (announcement_id) REFERENCES public.publicity_announcement(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.publicity_receipt
    ADD CONSTRAINT publicity_receipt_institution_id_bee9dcbd_fk_org_institution_id FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.publicity_receipt
    ADD CONSTRAINT publicity_receipt_staff_id_d9d6a797_fk_org_staff_id FOREIGN KEY (staff_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.reports_report
    ADD CONSTRAINT reports_report_approved_by_id_7742bd58_fk_org_staff_id FOREIGN KEY (approved_by_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.reports_report
    ADD CONSTRAINT reports_report_generated_by_id_17b52253_fk_org_staff_id FOREIGN KEY (generated_by_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.reports_report
    ADD CONSTRAINT reports_report_institution_id_2c6adc43_fk_org_institution_id FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.reports_report
    ADD CONSTRAINT reports_report_plan_id_4cd0b6bc_fk_planning_workplan_id FOREIGN KEY (plan_id) REFERENCES public.planning_workplan(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.reports_report
    ADD CONSTRAINT reports_report_submitted_by_id_b8914adc_fk_org_staff_id FOREIGN KEY (submitted_by_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.safety_accountability
    ADD CONSTRAINT safety_accountabilit_department_id_d9bee21d_fk_org_depar FOREIGN KEY (department_id) REFERENCES public.org_department(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.safety_accountability
    ADD CONSTRAINT safety_accountabilit_institution_id_f7353aa5_fk_org_insti FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.safety_accountability
    ADD CONSTRAINT safety_accountability_case_id_4fef8906_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.safety_accountability
    ADD CONSTRAINT safety_accountability_decided_by_id_e717c8b9_fk_org_staff_id FOREIGN KEY (decided_by_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.safety_accountability
    ADD CONSTRAINT safety_accountability_lifted_by_id_a662922e_fk_org_staff_id FOREIGN KEY (lifted_by_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.safety_accountability
    ADD CONSTRAINT safety_accountability_opened_by_id_5135d552_fk_org_staff_id FOREIGN KEY (opened_by_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.safety_accountability
    ADD CONSTRAINT safety_accountability_person_id_46af8d20_fk_org_staff_id FOREIGN KEY (person_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.safety_assessment
    ADD CONSTRAINT safety_assessment_barred_by_id_b818015b_fk_safety_ac FOREIGN KEY (barred_by_id) REFERENCES public.safety_accountability(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.safety_assessment
    ADD CONSTRAINT safety_assessment_by_id_303d3deb_fk_org_staff_id FOREIGN KEY (by_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.safety_assessment
    ADD CONSTRAINT safety_assessment_department_id_7ed53e0c_fk_org_department_id FOREIGN KEY (department_id) REFERENCES public.org_department(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.safety_assessment
    ADD CONSTRAINT safety_assessment_institution_id_e9d2e738_fk_org_institution_id FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.safety_assessment
    ADD CONSTRAINT safety_assessment_person_id_a56e3bb4_fk_org_staff_id FOREIGN KEY (person_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.safety_clausereport
    ADD CONSTRAINT safety_clausereport_by_id_f3c7e3c7_fk_org_staff_id FOREIGN KEY (by_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.safety_clausereport
    ADD CONSTRAINT safety_clausereport_clause_id_30955f81_fk_safety_sa FOREIGN KEY (clause_id) REFERENCES public.safety_safetyclause(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.safety_clausereport
    ADD CONSTRAINT safety_clausereport_institution_id_50e6513d_fk_org_insti FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.safety_drill
    ADD CONSTRAINT safety_drill_institution_id_4066f9ec_fk_org_institution_id FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.safety_drill
    ADD CONSTRAINT safety_drill_lead_id_731fd0ab_fk_org_staff_id FOREIGN KEY (lead_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.safety_drill
    ADD CONSTRAINT safety_drill_plan_id_369e3f5e_fk_safety_emergencyplan_id FOREIGN KEY (plan_id) REFERENCES public.safety_emergencyplan(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.safety_duty
    ADD CONSTRAINT safety_duty_institution_id_90922d30_fk_org_institution_id FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.safety_duty
    ADD CONSTRAINT safety_duty_post_id_fd3779b4_fk_safety_dutypost_id FOREIGN KEY (post_id) REFERENCES public.safety_dutypost(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.safety_duty
    ADD CONSTRAINT safety_duty_staff_id_3c43ef10_fk_org_staff_id FOREIGN KEY (staff_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.safety_dutypost
    ADD CONSTRAINT safety_dutypost_institution_id_2bd9976a_fk_org_institution_id FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.safety_dutypost
    ADD CONSTRAINT safety_dutypost_place_id_1a8756cb_fk_org_place_id FOREIGN KEY (place_id) REFERENCES public.org_place(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.safety_dutyswap
    ADD CONSTRAINT safety_dutyswap_duty_id_e54e03bc_fk_safety_duty_id FOREIGN KEY (duty_id) REFERENCES public.safety_duty(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.safety_dutyswap
    ADD CONSTRAINT safety_dutyswap_giver_id_d2b10368_fk_org_staff_id FOREIGN KEY (giver_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.safety_dutyswap
    ADD CONSTRAINT safety_dutyswap_in_return_id_1820faa8_fk_safety_duty_id FOREIGN KEY (in_return_id) REFERENCES public.safety_duty(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.safety_dutyswap
    ADD CONSTRAINT safety_dutyswap_institution_id_c5e72e59_fk_org_institution_id FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.safety_dutyswap
    ADD CONSTRAINT safety_dutyswap_taker_id_f60e88da_fk_org_staff_id FOREIGN KEY (taker_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.safety_emergencycontact
    ADD CONSTRAINT safety_emergencycont_institution_id_28dbf32b_fk_org_insti FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.safety_emergencycontact
    ADD CONSTRAINT safety_emergencycont_plan_id_e6ac4022_fk_safety_em FOREIGN KEY (plan_id) REFERENCES public.safety_emergencyplan(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.safety_emergencycontact
    ADD CONSTRAINT safety_emergencycontact_staff_id_f9d99a59_fk_org_staff_id FOREIGN KEY (staff_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.safety_emergencyplan
    ADD CONSTRAINT safety_emergencyplan_current_id_b8edec6c_fk_safety_pl FOREIGN KEY (current_id) REFERENCES public.safety_planedition(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.safety_emergencyplan
    ADD CONSTRAINT safety_emergencyplan_institution_id_dada4a06_fk_org_insti FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.safety_patrolpoint
    ADD CONSTRAINT safety_patrolpoint_institution_id_bb3d9d42_fk_org_insti FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.safety_patrolpoint
    ADD CONSTRAINT safety_patrolpoint_place_id_5a22b2c6_fk_org_place_id FOREIGN KEY (place_id) REFERENCES public.org_place(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.safety_patrolpoint
    ADD CONSTRAINT safety_patrolpoint_route_id_537366c3_fk_safety_patrolroute_id FOREIGN KEY (route_id) REFERENCES public.safety_patrolroute(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.safety_patrolround
    ADD CONSTRAINT safety_patrolround_institution_id_f40eeef8_fk_org_insti FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.safety_patrolround
    ADD CONSTRAINT safety_patrolround_reason_by_id_bd05f6ce_fk_org_staff_id FOREIGN KEY (reason_by_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.safety_patrolround
    ADD CONSTRAINT safety_patrolround_route_id_7de390c9_fk_safety_patrolroute_id FOREIGN KEY (route_id) REFERENCES public.safety_patrolroute(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.safety_patrolround
    ADD CONSTRAINT safety_patrolround_shift_id_12032223_fk_safety_patrolshift_id FOREIGN KEY (shift_id) REFERENCES public.safety_patrolshift(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.safety_patrolround
    ADD CONSTRAINT safety_patrolround_walker_id_5ec98007_fk_org_staff_id FOREIGN KEY (walker_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.safety_patrolroute
    ADD CONSTRAINT safety_patrolroute_institution_id_db9ccb0d_fk_org_insti FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.safety_patrolroute
    ADD CONSTRAINT safety_patrolroute_lead_id_9513076f_fk_org_staff_id FOREIGN KEY (lead_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.safety_patrolshift
    ADD CONSTRAINT safety_patrolshift_institution_id_1ebccf8f_fk_org_insti FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.safety_patrolshift
    ADD CONSTRAINT safety_patrolshift_route_id_a21d8a5f_fk_safety_patrolroute_id FOREIGN KEY (route_id) REFERENCES public.safety_patrolroute(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.safety_patrolsighting
    ADD CONSTRAINT safety_patrolsightin_institution_id_00ce5512_fk_org_insti FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.safety_patrolsighting
    ADD CONSTRAINT safety_patrolsightin_point_id_53a87434_fk_safety_pa FOREIGN KEY (point_id) REFERENCES public.safety_patrolpoint(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.safety_patrolsighting
    ADD CONSTRAINT safety_patrolsightin_round_id_520b5a90_fk_safety_pa FOREIGN KEY (round_id) REFERENCES public.safety_patrolround(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.safety_patrolsighting
    ADD CONSTRAINT safety_patrolsighting_by_id_88fd72ef_fk_org_staff_id FOREIGN KEY (by_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.safety_planedition
    ADD CONSTRAINT safety_planedition_institution_id_245df14a_fk_org_insti FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.safety_planedition
    ADD CONSTRAINT safety_planedition_made_by_id_53a4d672_fk_org_staff_id FOREIGN KEY (made_by_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.safety_planedition
    ADD CONSTRAINT safety_planedition_plan_id_f559290e_fk_safety_emergencyplan_id FOREIGN KEY (plan_id) REFERENCES public.safety_emergencyplan(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.safety_riskpoint
    ADD CONSTRAINT safety_riskpoint_institution_id_d009619f_fk_org_institution_id FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.safety_riskpoint
    ADD CONSTRAINT safety_riskpoint_leader_id_a53f5ab8_fk_org_staff_id FOREIGN KEY (leader_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.safety_riskpoint
    ADD CONSTRAINT safety_riskpoint_place_id_6400bc1c_fk_org_place_id FOREIGN KEY (place_id) REFERENCES public.org_place(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.safety_safetyclause
    ADD CONSTRAINT safety_safetyclause_institution_id_932bfa9a_fk_org_insti FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.safety_safetyclause
    ADD CONSTRAINT safety_safetyclause_leader_id_cc864172_fk_org_staff_id FOREIGN KEY (leader_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.safety_tip
    ADD CONSTRAINT safety_tip_case_id_e361466d_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.safety_tip
    ADD CONSTRAINT safety_tip_institution_id_f02668c5_fk_org_institution_id FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.safety_tip
    ADD CONSTRAINT safety_tip_school_class_id_d4790536_fk_org_schoolclass_id FOREIGN KEY (school_class_id) REFERENCES public.org_schoolclass(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.safety_undertaking
    ADD CONSTRAINT safety_undertaking_institution_id_c587273e_fk_org_insti FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.safety_undertaking
    ADD CONSTRAINT safety_undertaking_issue_id_f1cd5771_fk_safety_un FOREIGN KEY (issue_id) REFERENCES public.safety_undertakingissue(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.safety_undertaking
    ADD CONSTRAINT safety_undertaking_school_class_id_c64f129f_fk_org_schoo FOREIGN KEY (school_class_id) REFERENCES public.org_schoolclass(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.safety_undertaking
    ADD CONSTRAINT safety_undertaking_staff_id_4c036a37_fk_org_staff_id FOREIGN KEY (staff_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.safety_undertakingissue
    ADD CONSTRAINT safety_undertakingis_institution_id_17f1277b_fk_org_insti FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.safety_undertakingissue
    ADD CONSTRAINT safety_undertakingis_template_id_dc218784_fk_safety_un FOREIGN KEY (template_id) REFERENCES public.safety_undertakingtemplate(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.safety_undertakingissue
    ADD CONSTRAINT safety_undertakingissue_issued_by_id_51d9fef5_fk_org_staff_id FOREIGN KEY (issued_by_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.safety_undertakingsignature
    ADD CONSTRAINT safety_undertakingsi_institution_id_22a818a3_fk_org_insti FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.safety_undertakingsignature
    ADD CONSTRAINT safety_undertakingsi_letter_id_b2a5e434_fk_safety_un FOREIGN KEY (letter_id) REFERENCES public.safety_undertaking(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.safety_undertakingsignature
    ADD CONSTRAINT safety_undertakingsignature_kept_by_id_4e545dce_fk_org_staff_id FOREIGN KEY (kept_by_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.safety_undertakingtemplate
    ADD CONSTRAINT safety_undertakingte_institution_id_4e6ee02e_fk_org_insti FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.socialaccount_socialtoken
    ADD CONSTRAINT socialaccount_social_account_id_951f210e_fk_socialacc FOREIGN KEY (account_id) REFERENCES public.socialaccount_socialaccount(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.socialaccount_socialtoken
    ADD CONSTRAINT socialaccount_social_app_id_636a42d7_fk_socialacc FOREIGN KEY (app_id) REFERENCES public.socialaccount_socialapp(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.socialaccount_socialaccount
    ADD CONSTRAINT socialaccount_social_user_id_8146e70c_fk_accounts_ FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.voice_concerned
    ADD CONSTRAINT voice_concerned_institution_id_ca37ffad_fk_org_institution_id FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.voice_concerned
    ADD CONSTRAINT voice_concerned_opinion_id_fc4600f7_fk_voice_opinion_id FOREIGN KEY (opinion_id) REFERENCES public.voice_opinion(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.voice_concerned
    ADD CONSTRAINT voice_concerned_staff_id_8623895d_fk_org_staff_id FOREIGN KEY (staff_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.voice_departmentvisit
    ADD CONSTRAINT voice_departmentvisi_department_id_297e930d_fk_org_depar FOREIGN KEY (department_id) REFERENCES public.org_department(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.voice_departmentvisit
    ADD CONSTRAINT voice_departmentvisi_institution_id_39e6203e_fk_org_insti FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.voice_departmentvisit
    ADD CONSTRAINT voice_departmentvisit_leader_id_1ac2826d_fk_org_staff_id FOREIGN KEY (leader_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.voice_hotissue
    ADD CONSTRAINT voice_hotissue_institution_id_825112c2_fk_org_institution_id FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.voice_hotissue
    ADD CONSTRAINT voice_hotissue_owner_id_242b2f7e_fk_org_staff_id FOREIGN KEY (owner_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.voice_hotissue
    ADD CONSTRAINT voice_hotissue_place_id_3706cbd9_fk_org_place_id FOREIGN KEY (place_id) REFERENCES public.org_place(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.voice_hotissue
    ADD CONSTRAINT voice_hotissue_taken_by_id_20d6d51d_fk_org_staff_id FOREIGN KEY (taken_by_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.voice_inspectionvisit
    ADD CONSTRAINT voice_inspectionvisi_former_id_9e187814_fk_voice_ins FOREIGN KEY (former_id) REFERENCES public.voice_inspectionvisit(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.voice_inspectionvisit
    ADD CONSTRAINT voice_inspectionvisi_institution_id_2dbe5f2a_fk_org_insti FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.voice_inspectionvisit
    ADD CONSTRAINT voice_inspectionvisit_guide_id_925c2f12_fk_org_staff_id FOREIGN KEY (guide_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.voice_inspectionvisit
    ADD CONSTRAINT voice_inspectionvisit_made_by_id_3bb372ed_fk_org_staff_id FOREIGN KEY (made_by_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.voice_inspectionvisit
    ADD CONSTRAINT voice_inspectionvisit_task_id_b3a9bc80_fk_planning_task_id FOREIGN KEY (task_id) REFERENCES public.planning_task(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.voice_keycase
    ADD CONSTRAINT voice_keycase_checked_by_id_3863eb17_fk_org_staff_id FOREIGN KEY (checked_by_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.voice_keycase
    ADD CONSTRAINT voice_keycase_department_id_065189f7_fk_org_department_id FOREIGN KEY (department_id) REFERENCES public.org_department(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.voice_keycase
    ADD CONSTRAINT voice_keycase_institution_id_79006ef0_fk_org_institution_id FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.voice_keycase
    ADD CONSTRAINT voice_keycase_made_by_id_894d068c_fk_org_staff_id FOREIGN KEY (made_by_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.voice_keycase
    ADD CONSTRAINT voice_keycase_opinion_id_2d0cdd93_fk_voice_opinion_id FOREIGN KEY (opinion_id) REFERENCES public.voice_opinion(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.voice_keycase
    ADD CONSTRAINT voice_keycase_task_id_91e89544_fk_planning_task_id FOREIGN KEY (task_id) REFERENCES public.planning_task(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.voice_opinion
    ADD CONSTRAINT voice_opinion_case_id_0efa5959_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.voice_opinion
    ADD CONSTRAINT voice_opinion_guest_id_d4941311_fk_voice_visitguest_id FOREIGN KEY (guest_id) REFERENCES public.voice_visitguest(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.voice_opinion
    ADD CONSTRAINT voice_opinion_hot_id_2bebaa6e_fk_voice_hotissue_id FOREIGN KEY (hot_id) REFERENCES public.voice_hotissue(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.voice_opinion
    ADD CONSTRAINT voice_opinion_institution_id_a710e4c5_fk_org_institution_id FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.voice_opinion
    ADD CONSTRAINT voice_opinion_leader_id_fd4d8d4e_fk_org_staff_id FOREIGN KEY (leader_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.voice_opinion
    ADD CONSTRAINT voice_opinion_repeats_id_16d9eb09_fk_voice_opinion_id FOREIGN KEY (repeats_id) REFERENCES public.voice_opinion(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.voice_opinion
    ADD CONSTRAINT voice_opinion_service_id_5b9f91c2_fk_voice_stationservice_id FOREIGN KEY (service_id) REFERENCES public.voice_stationservice(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.voice_pointrating
    ADD CONSTRAINT voice_pointrating_case_id_8c8832ee_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.voice_pointrating
    ADD CONSTRAINT voice_pointrating_institution_id_42f89db9_fk_org_institution_id FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.voice_pointrating
    ADD CONSTRAINT voice_pointrating_point_id_29d94ad9_fk_voice_ratingpoint_id FOREIGN KEY (point_id) REFERENCES public.voice_ratingpoint(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.voice_ratingpoint
    ADD CONSTRAINT voice_ratingpoint_department_id_a32eb026_fk_org_department_id FOREIGN KEY (department_id) REFERENCES public.org_department(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.voice_ratingpoint
    ADD CONSTRAINT voice_ratingpoint_institution_id_f3e89c09_fk_org_institution_id FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.voice_station
    ADD CONSTRAINT voice_station_duty_id_ed3cca5a_fk_org_staff_id FOREIGN KEY (duty_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.voice_station
    ADD CONSTRAINT voice_station_institution_id_80d225fa_fk_org_institution_id FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.voice_stationservice
    ADD CONSTRAINT voice_stationservice_institution_id_29b67a26_fk_org_insti FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.voice_survey
    ADD CONSTRAINT voice_survey_former_id_1a14cc60_fk_voice_survey_id FOREIGN KEY (former_id) REFERENCES public.voice_survey(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.voice_survey
    ADD CONSTRAINT voice_survey_institution_id_49f9b824_fk_org_institution_id FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.voice_survey
    ADD CONSTRAINT voice_survey_made_by_id_ca981498_fk_org_staff_id FOREIGN KEY (made_by_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.voice_surveyanswer
    ADD CONSTRAINT voice_surveyanswer_department_id_51a9419a_fk_org_department_id FOREIGN KEY (department_id) REFERENCES public.org_department(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.voice_surveyanswer
    ADD CONSTRAINT voice_surveyanswer_institution_id_38ddf58f_fk_org_insti FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.voice_surveyanswer
    ADD CONSTRAINT voice_surveyanswer_school_class_id_58593b15_fk_org_schoo FOREIGN KEY (school_class_id) REFERENCES public.org_schoolclass(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.voice_surveyanswer
    ADD CONSTRAINT voice_surveyanswer_staff_id_e564ea8e_fk_org_staff_id FOREIGN KEY (staff_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.voice_surveyanswer
    ADD CONSTRAINT voice_surveyanswer_survey_id_e3ccc4a8_fk_voice_survey_id FOREIGN KEY (survey_id) REFERENCES public.voice_survey(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.voice_surveydoor
    ADD CONSTRAINT voice_surveydoor_department_id_70620c67_fk_org_department_id FOREIGN KEY (department_id) REFERENCES public.org_department(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.voice_surveydoor
    ADD CONSTRAINT voice_surveydoor_institution_id_4d7a31a2_fk_org_institution_id FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.voice_surveydoor
    ADD CONSTRAINT voice_surveydoor_school_class_id_a2dc6f38_fk_org_schoolclass_id FOREIGN KEY (school_class_id) REFERENCES public.org_schoolclass(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.voice_surveydoor
    ADD CONSTRAINT voice_surveydoor_survey_id_457eaaf6_fk_voice_survey_id FOREIGN KEY (survey_id) REFERENCES public.voice_survey(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.voice_surveypromise
    ADD CONSTRAINT voice_surveypromise_institution_id_76265106_fk_org_insti FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.voice_surveypromise
    ADD CONSTRAINT voice_surveypromise_survey_id_5bbed235_fk_voice_survey_id FOREIGN KEY (survey_id) REFERENCES public.voice_survey(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.voice_surveypromise
    ADD CONSTRAINT voice_surveypromise_task_id_c423521e_fk_planning_task_id FOREIGN KEY (task_id) REFERENCES public.planning_task(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.voice_surveyslip
    ADD CONSTRAINT voice_surveyslip_door_id_b02ac2c3_fk_voice_surveydoor_id FOREIGN KEY (door_id) REFERENCES public.voice_surveydoor(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.voice_surveyslip
    ADD CONSTRAINT voice_surveyslip_institution_id_e805f401_fk_org_institution_id FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.voice_surveyslip
    ADD CONSTRAINT voice_surveyslip_staff_id_ef483b6d_fk_org_staff_id FOREIGN KEY (staff_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.voice_surveyslip
    ADD CONSTRAINT voice_surveyslip_student_id_b13d1f7e_fk_org_student_id FOREIGN KEY (student_id) REFERENCES public.org_student(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.voice_surveyturn
    ADD CONSTRAINT voice_surveyturn_institution_id_30b7e338_fk_org_institution_id FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.voice_surveyturn
    ADD CONSTRAINT voice_surveyturn_staff_id_162911e9_fk_org_staff_id FOREIGN KEY (staff_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.voice_surveyturn
    ADD CONSTRAINT voice_surveyturn_survey_id_b21f3cd4_fk_voice_survey_id FOREIGN KEY (survey_id) REFERENCES public.voice_survey(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.voice_taskcheck
    ADD CONSTRAINT voice_taskcheck_by_id_244abe90_fk_org_staff_id FOREIGN KEY (by_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.voice_taskcheck
    ADD CONSTRAINT voice_taskcheck_institution_id_6a85a672_fk_org_institution_id FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.voice_taskcheck
    ADD CONSTRAINT voice_taskcheck_task_id_6f17542f_fk_planning_task_id FOREIGN KEY (task_id) REFERENCES public.planning_task(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.voice_visitguest
    ADD CONSTRAINT voice_visitguest_institution_id_d7d89421_fk_org_institution_id FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.voice_visitguest
    ADD CONSTRAINT voice_visitguest_visit_id_784c1f96_fk_voice_inspectionvisit_id FOREIGN KEY (visit_id) REFERENCES public.voice_inspectionvisit(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.voice_visitplan
    ADD CONSTRAINT voice_visitplan_department_id_c38d012e_fk_org_department_id FOREIGN KEY (department_id) REFERENCES public.org_department(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.voice_visitplan
    ADD CONSTRAINT voice_visitplan_institution_id_446dc8cd_fk_org_institution_id FOREIGN KEY (institution_id) REFERENCES public.org_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.voice_visitplan
    ADD CONSTRAINT voice_visitplan_leader_id_128943d5_fk_org_staff_id FOREIGN KEY (leader_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.voice_visitplan
    ADD CONSTRAINT voice_visitplan_made_by_id_3315e265_fk_org_staff_id FOREIGN KEY (made_by_id) REFERENCES public.org_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.voice_visitplan
    ADD CONSTRAINT voice_visitplan_task_id_2ee6879f_fk_planning_task_id FOREIGN KEY (task_id) REFERENCES public.planning_task(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.voice_visitplan
    ADD CONSTRAINT voice_visitplan_visit_id_867db453_fk_voice_departmentvisit_id FOREIGN KEY (visit_id) REFERENCES public.voice_departmentvisit(id) DEFERRABLE INITIALLY DEFERRED;

INSERT INTO public.django_migrations (app, name, applied) VALUES
('contenttypes', '0001_initial', now()),
('contenttypes', '0002_remove_content_type_name', now()),
('auth', '0001_initial', now()),
('auth', '0002_alter_permission_name_max_length', now()),
('auth', '0003_alter_user_email_max_length', now()),
('auth', '0004_alter_user_username_opts', now()),
('auth', '0005_alter_user_last_login_null', now()),
('auth', '0006_require_contenttypes_0002', now()),
('auth', '0007_alter_validators_add_error_messages', now()),
('auth', '0008_alter_user_username_max_length', now()),
('auth', '0009_alter_user_last_name_max_length', now()),
('auth', '0010_alter_group_name_max_length', now()),
('auth', '0011_update_proxy_permissions', now()),
('auth', '0012_alter_user_first_name_max_length', now()),
('accounts', '0001_initial', now()),
('account', '0001_initial', now()),
('account', '0002_email_max_length', now()),
('account', '0003_alter_emailaddress_create_unique_verified_email', now()),
('account', '0004_alter_emailaddress_drop_unique_email', now()),
('account', '0005_emailaddress_idx_upper_email', now()),
('account', '0006_emailaddress_lower', now()),
('account', '0007_emailaddress_idx_email', now()),
('account', '0008_emailaddress_unique_primary_email_fixup', now()),
('account', '0009_emailaddress_unique_primary_email', now()),
('accounts', '0002_signing_pin', now()),
('org', '0001_initial', now()),
('org', '0002_importbatch_added_importbatch_changes_and_more', now()),
('ledgers', '0001_initial', now()),
('ledgers', '0002_imports_and_search', now()),
('ledgers', '0003_drafts', now()),
('ledgers', '0004_papers_and_retention', now()),
('ledgers', '0005_books_by_time', now()),
('ledgers', '0006_retention_as_demanded', now()),
('ledgers', '0007_expected_and_rhythm', now()),
('cases', '0001_initial', now()),
('cases', '0002_approvals', now()),
('cases', '0003_settled_here', now()),
('cases', '0004_meetings_decide_an_amount', now()),
('cases', '0005_alarms_apart', now()),
('files', '0001_initial', now()),
('files', '0002_strangers_photos', now()),
('files', '0003_phone_hash', now()),
('journal', '0001_initial', now()),
('ledgers', '0008_stones_of_entries', now()),
('planning', '0001_initial', now()),
('planning', '0002_readings', now()),
('planning', '0003_optional_columns', now()),
('planning', '0004_more_optional_columns', now()),
('planning', '0005_meetings_and_letters', now()),
('planning', '0006_protect_versions', now()),
('planning', '0007_programmes', now()),
('planning', '0008_index_items_by_institution', now()),
('planning', '0009_books', now()),
('planning', '0010_items_name_books', now()),
('planning', '0011_evidence_outlives_entries', now()),
('planning', '0012_find_ones_work', now()),
('planning', '0013_reading_limits', now()),
('maintenance', '0001_initial', now()),
('maintenance', '0002_rules_of_plans', now()),
('maintenance', '0003_lending', now()),
('maintenance', '0004_promises', now()),
('maintenance', '0005_class_lists', now()),
('maintenance', '0006_small_works', now()),
('maintenance', '0007_replace', now()),
('maintenance', '0008_rooms_handed_out', now()),
('mfa', '0001_initial', now()),
('mfa', '0002_authenticator_timestamps', now()),
('mfa', '0003_authenticator_type_uniq', now()),
('notify', '0001_initial', now()),
('notify', '0002_outside_channels', now()),
('planning', '0014_meeting_topics', now()),
('planning', '0015_posts', now()),
('planning', '0016_activities', now()),
('planning', '0017_aims_of_departments', now()),
('publicity', '0001_notices_and_receipts', now()),
('publicity', '0002_those_without_account', now()),
('publicity', '0003_departments_kept', now()),
('reports', '0001_initial', now()),
('safety', '0001_patrols', now()),
('safety', '0002_undertakings', now()),
('safety', '0003_accountability', now()),
('safety', '0004_tips', now()),
('safety', '0005_emergency', now()),
('safety', '0006_norms', now()),
('safety', '0007_accountability_leaves_no_name', now()),
('safety', '0008_duties_and_assessments', now()),
('sessions', '0001_initial', now()),
('socialaccount', '0001_initial', now()),
('socialaccount', '0002_token_max_lengths', now()),
('socialaccount', '0003_extra_data_default_dict', now()),
('socialaccount', '0004_app_provider_id_settings', now()),
('socialaccount', '0005_socialtoken_nullable_app', now()),
('socialaccount', '0006_alter_socialaccount_extra_data', now()),
('voice', '0001_surveys', now()),
('voice', '0002_opinions', now()),
('voice', '0003_visit_plans', now()),
('voice', '0004_repeated_visits', now());
