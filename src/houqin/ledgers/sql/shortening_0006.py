"""A retention that was shortened takes effect only after a while, by the database's own clock.

The book remembers when it was last shortened and how long the rules demand; the program can set
neither back. What a purge destroys is refused while the book's shortening is fresh. Part of
migration 0006: a later change is a later migration with its own text.
"""

DAYS = 30  # as ``WAIT`` says it

REMEMBER = """
CREATE FUNCTION ledgers_remember_shortening() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $body$
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
$body$;
CREATE TRIGGER ledgers_book_remembers_shortening BEFORE UPDATE ON ledgers_book
    FOR EACH ROW EXECUTE FUNCTION ledgers_remember_shortening();
"""

UNDO_REMEMBER = """
DROP TRIGGER IF EXISTS ledgers_book_remembers_shortening ON ledgers_book;
DROP FUNCTION IF EXISTS ledgers_remember_shortening();
"""

WAIT = """
CREATE FUNCTION ledgers_wait_after_shortening() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $body$
BEGIN
    IF EXISTS (SELECT 1 FROM ledgers_book
               WHERE id IN (SELECT book_id FROM fresh)
                 AND retention_shortened_at > now() - interval '30 days')
    THEN RAISE EXCEPTION 'houqin: shortened lately'; END IF;
    RETURN NULL;
END
$body$;
CREATE TRIGGER ledgers_tombstone_waits AFTER INSERT ON ledgers_tombstone
    REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION ledgers_wait_after_shortening();
"""

UNDO_WAIT = """
DROP TRIGGER IF EXISTS ledgers_tombstone_waits ON ledgers_tombstone;
DROP FUNCTION IF EXISTS ledgers_wait_after_shortening();
"""

# What packs opened until now keeps at least what it keeps today.
KNOWN = """
UPDATE ledgers_book SET retention_least_months = retention_months,
                        must_keep_with_object = keeps_with_object
 WHERE id IN (SELECT book_id FROM ledgers_bookversion WHERE number = 1 AND published_by_id IS NULL);
"""
