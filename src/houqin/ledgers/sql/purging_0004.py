"""The one door through which an entry's content leaves the database, and who may use it.

The program's role can neither delete entries nor add tombstones. This function, which runs as the
owner, does both in one go, and only for what a link of kind 销毁 in the same book names and whose
time is over by the database's own clock. Part of migration 0004: a later change of the function is
a later migration with its own text.
"""

PURGE = """
CREATE FUNCTION ledgers_purge(asked bigint) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $body$
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
    SELECT encode(sha256(convert_to(string_agg(sequence || E'\\t' || digest || E'\\n', ''
                                               ORDER BY sequence), 'UTF8')), 'hex')
      INTO said FROM houqin_links;
    IF said <> act.links_digest
    THEN RAISE EXCEPTION 'houqin: the purge names other digests than there are'; END IF;

    INSERT INTO ledgers_tombstone
        (institution_id, book_id, purge_id, sequence, previous, digest, entered_at)
        SELECT act.institution_id, act.book_id, asked, sequence, previous, digest, entered_at
          FROM houqin_links;
    DELETE FROM ledgers_countersignature USING houqin_links l
        WHERE l.kind = 'c' AND ledgers_countersignature.id = l.id;
    DELETE FROM ledgers_amendment USING houqin_links l
        WHERE l.kind = 'a' AND ledgers_amendment.id = l.id;
    DELETE FROM ledgers_entry USING houqin_links l WHERE l.kind = 'e' AND ledgers_entry.id = l.id;
    DROP TABLE houqin_links;
    DROP TABLE houqin_going;
    RETURN number_found;
END
$body$;
"""

UNDO_PURGE = "DROP FUNCTION IF EXISTS ledgers_purge(bigint);"

GUARD = """
CREATE FUNCTION ledgers_only_by_purge() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $body$
BEGIN
    IF NOT pg_has_role(current_user, (SELECT relowner FROM pg_class WHERE oid = TG_RELID), 'USAGE')
    THEN RAISE EXCEPTION 'houqin: tombstones are added by ledgers_purge only'; END IF;
    RETURN NEW;
END
$body$;
CREATE TRIGGER ledgers_tombstone_only_by_purge BEFORE INSERT ON ledgers_tombstone
    FOR EACH ROW EXECUTE FUNCTION ledgers_only_by_purge();
"""

UNDO_GUARD = """
DROP TRIGGER IF EXISTS ledgers_tombstone_only_by_purge ON ledgers_tombstone;
DROP FUNCTION IF EXISTS ledgers_only_by_purge();
"""
