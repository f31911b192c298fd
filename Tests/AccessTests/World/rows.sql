-- Gives both tenants a row of every table and marks every value of the second one. Nothing is listed here:
-- tables, keys and checks are read from the catalog, values are tried until the checks let one pass.
-- Run by a superuser, whom row level security does not bind.

-- The columns of a constraint.
CREATE FUNCTION pg_temp.names(rel oid, keys smallint[]) RETURNS text[] LANGUAGE sql AS $body$
    SELECT array_agg(attname::text ORDER BY place)
    FROM unnest(keys) WITH ORDINALITY AS key (number, place) JOIN pg_attribute ON attrelid = rel AND attnum = number
$body$;

-- The tables of the product.
CREATE VIEW pg_temp.product_tables AS
    SELECT oid::regclass AS rel, EXISTS (
        SELECT FROM pg_attribute WHERE attrelid = pg_class.oid AND attname = 'organization_id' AND attnotnull
    ) AS is_tenant
    FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition
        AND relname <> 'schema_migrations';

-- Values for a column: those that its check names, else one text after the other in the forms that checks ask for.
CREATE FUNCTION pg_temp.samples(rel regclass, col text, mark text) RETURNS text[] LANGUAGE plpgsql AS $body$
DECLARE
    named text[];
    kind text;
BEGIN
    SELECT array_agg(literal[1]) INTO named
    FROM pg_constraint,
        regexp_matches(pg_get_constraintdef(oid), '''([^'']*)''::text', 'g') AS literal
    WHERE conrelid = rel AND contype = 'c' AND pg_temp.names(rel, conkey) = ARRAY[col]
        AND pg_get_constraintdef(oid) LIKE '%= ANY (ARRAY[%';
    IF named IS NOT NULL THEN
        RETURN named;
    END IF;
    SELECT format_type(atttypid, NULL) INTO kind FROM pg_attribute WHERE attrelid = rel AND attname = col;
    RETURN CASE
        WHEN kind = 'uuid' THEN ARRAY[md5(rel::text || col || mark)::uuid::text]
        WHEN kind IN ('smallint', 'integer', 'bigint', 'numeric', 'double precision') THEN ARRAY['1', '100', '0']
        WHEN kind = 'boolean' THEN ARRAY['true', 'false']
        WHEN kind LIKE 'timestamp%' THEN ARRAY[now()::text, (now() + '1 day')::text]
        WHEN kind = 'date' THEN ARRAY[current_date::text]
        WHEN kind LIKE 'time%' THEN ARRAY['12:00']
        WHEN kind = 'bytea' THEN ARRAY['\x' || md5(rel::text || col || mark) || md5(mark || col)]
        WHEN kind IN ('json', 'jsonb') THEN ARRAY['{}', '[]']
        WHEN kind LIKE '%[]' THEN ARRAY['{}']
        WHEN kind = 'inet' THEN ARRAY['192.0.2.1']
        ELSE ARRAY[mark || '-' || substr(md5(rel::text || col), 1, 8), 'PEN', 'es', 'UTC',
            'a' || substr(md5(rel::text || mark), 1, 8), '+519' || translate(substr(md5(mark), 1, 8), 'abcdef', '012345'),
            'a' || substr(md5(mark), 1, 8) || '@example.test', md5(mark) || md5(col), 'A1']
    END;
END
$body$;

-- Values of foreign keys: of the first row that fits what is chosen already. Keys of more columns come first.
CREATE FUNCTION pg_temp.with_keys(rel regclass, needed text[], tenant uuid, mark text) RETURNS jsonb
LANGUAGE plpgsql AS $body$
DECLARE
    chosen jsonb := jsonb_build_object('organization_id', tenant);
    key record;
    target jsonb;
    fits text;
BEGIN
    FOR key IN
        SELECT confrelid::regclass AS other, pg_temp.names(conrelid, conkey) AS own,
            pg_temp.names(confrelid, confkey) AS theirs
        FROM pg_constraint
        WHERE conrelid = rel AND contype = 'f'
            AND array_remove(pg_temp.names(conrelid, conkey), 'organization_id') && needed
        ORDER BY cardinality(conkey) DESC, conname
    LOOP
        SELECT coalesce(string_agg(format('%I = %L', theirs, chosen ->> own), ' AND '), 'true') INTO fits
        FROM unnest(key.own, key.theirs) AS pair (own, theirs)
        WHERE chosen ? own;
        EXECUTE format(
            'SELECT to_jsonb(t) FROM %s AS t WHERE %s ORDER BY t::text LIKE %L DESC, t::text LIMIT 1',
            key.other, fits, '%' || mark || '%') INTO target;
        SELECT chosen || coalesce(jsonb_object_agg(own, target -> theirs), '{}') INTO chosen
        FROM unnest(key.own, key.theirs) AS pair (own, theirs)
        WHERE target ->> theirs IS NOT NULL;
    END LOOP;
    RETURN chosen;
END
$body$;

-- Tries to add a row. Of what a check refuses one column has its next value, or another key is added to it.
CREATE FUNCTION pg_temp.add_row(rel regclass, tenant uuid, mark text) RETURNS boolean LANGUAGE plpgsql AS $body$
DECLARE
    needed text[];
    chosen jsonb;
    tries jsonb := '{}';
    refused text;
    involved text[];
    next text;
BEGIN
    SELECT array_agg(attname::text) INTO needed FROM pg_attribute
    WHERE attrelid = rel AND attnum > 0 AND NOT attisdropped AND attnotnull AND NOT atthasdef AND attidentity = '';
    FOR attempt IN 1..30 LOOP
        chosen := pg_temp.with_keys(rel, needed, tenant, mark);
        BEGIN
            EXECUTE (
                SELECT format('INSERT INTO %s (%s) VALUES (%s)', rel, string_agg(quote_ident(col), ', '),
                    string_agg(quote_nullable(coalesce(chosen ->> col, samples[
                        1 + coalesce((tries ->> col)::integer, 0) % cardinality(samples)])), ', '))
                FROM unnest(needed) AS col, pg_temp.samples(rel, col, mark) AS samples);
            RETURN true;
        EXCEPTION WHEN integrity_constraint_violation OR data_exception OR raise_exception THEN
            GET STACKED DIAGNOSTICS refused = CONSTRAINT_NAME;
        END;
        SELECT pg_temp.names(rel, conkey) INTO involved FROM pg_constraint WHERE conrelid = rel AND conname = refused;
        SELECT col INTO next FROM unnest(needed) AS col
        WHERE NOT chosen ? col AND (involved IS NULL OR col = ANY (involved))
        ORDER BY coalesce((tries ->> col)::integer, 0), array_position(needed, col) DESC LIMIT 1;
        IF next IS NOT NULL THEN
            tries := tries || jsonb_build_object(next, coalesce((tries ->> next)::integer, 0) + 1);
        ELSE
            SELECT needed || array_agg(col) INTO needed FROM (
                SELECT col FROM unnest(involved) AS col WHERE NOT col = ANY (needed) LIMIT 1) AS added;
        END IF;
    END LOOP;
    RETURN false;
END
$body$;

-- A row of every table that the tenant has none of. What refers to others waits for them.
CREATE PROCEDURE pg_temp.fill(tenant uuid, mark text) LANGUAGE plpgsql AS $body$
DECLARE
    candidate record;
    missing boolean;
    added integer;
BEGIN
    -- What is outside of tenants comes first, so that each has its own.
    PERFORM pg_temp.add_row(rel, tenant, mark) FROM pg_temp.product_tables WHERE NOT is_tenant ORDER BY rel::text;
    LOOP
        added := 0;
        FOR candidate IN SELECT rel FROM pg_temp.product_tables WHERE is_tenant ORDER BY rel::text LOOP
            EXECUTE format('SELECT NOT EXISTS (SELECT FROM %s WHERE organization_id = %L)', candidate.rel, tenant)
                INTO missing;
            IF missing THEN
                added := added + pg_temp.add_row(candidate.rel, tenant, mark)::integer;
            END IF;
        END LOOP;
        EXIT WHEN added = 0;
    END LOOP;
END
$body$;

-- Sets what is null in one row of each table, time aside: a date in the wrong place would hide the row.
CREATE PROCEDURE pg_temp.enrich(tenant uuid, mark text) LANGUAGE plpgsql AS $body$
DECLARE
    place record;
    sample text;
BEGIN
    FOR place IN
        SELECT rel, attname::text AS col, atttypid::regtype AS kind, (
            SELECT confrelid::regclass FROM pg_constraint
            WHERE conrelid = rel AND contype = 'f' AND attnum = ANY (conkey) AND confrelid <> rel
            ORDER BY cardinality(conkey) LIMIT 1) AS other
        FROM pg_temp.product_tables JOIN pg_attribute ON attrelid = rel
        WHERE is_tenant AND attnum > 0 AND NOT attisdropped AND NOT attnotnull AND attgenerated = ''
            AND format_type(atttypid, NULL) !~ '^(timestamp|date|time|bytea)'
        ORDER BY rel::text, attnum
    LOOP
        IF place.other IS NOT NULL THEN
            EXECUTE format('SELECT min(id::text) FROM %s WHERE organization_id = %L', place.other, tenant) INTO sample;
            CALL pg_temp.set_null(place.rel, place.col, tenant, sample);
        ELSIF place.kind <> 'uuid'::regtype THEN
            FOREACH sample IN ARRAY pg_temp.samples(place.rel, place.col, mark) LOOP
                CALL pg_temp.set_null(place.rel, place.col, tenant, sample);
            END LOOP;
        END IF;
    END LOOP;
END
$body$;

-- Fills a null in the first row that still has one, unless a check is against it.
CREATE PROCEDURE pg_temp.set_null(rel regclass, col text, tenant uuid, sample text) LANGUAGE plpgsql AS $body$
BEGIN
    EXECUTE format(
        'UPDATE %1$s SET %2$I = %3$L WHERE ctid = (SELECT ctid FROM %1$s WHERE organization_id = %4$L '
        'ORDER BY 1 LIMIT 1) AND %2$I IS NULL', rel, col, sample, tenant);
EXCEPTION WHEN integrity_constraint_violation OR data_exception OR raise_exception THEN
    NULL;
END
$body$;

-- Changes a value of all rows of a tenant to the first form of the mark that the checks let pass.
CREATE FUNCTION pg_temp.mark_column(rel regclass, col text, rows text, forms text[]) RETURNS boolean
LANGUAGE plpgsql AS $body$
BEGIN
    FOR form IN 1..cardinality(forms) LOOP
        BEGIN
            EXECUTE format('UPDATE %s SET %I = %s WHERE %s AND %2$I IS NOT NULL', rel, col, forms[form], rows);
            RETURN true;
        EXCEPTION WHEN integrity_constraint_violation OR data_exception OR raise_exception THEN
            NULL;
        END;
    END LOOP;
    RETURN false;
END
$body$;

-- Marks texts, numbers and the texts within JSON, keys aside; returns how many columns took the mark.
CREATE FUNCTION pg_temp.mark(tenant uuid, word text, digits text) RETURNS integer LANGUAGE plpgsql AS $body$
DECLARE
    place record;
    marked integer := 0;
    rows text;
    suffix CONSTANT text := 'substr(md5(ctid::text), 1, 6)';
BEGIN
    FOR place IN
        SELECT rel, is_tenant, attname::text AS col, format_type(atttypid, NULL) AS kind
        FROM pg_temp.product_tables JOIN pg_attribute ON attrelid = rel
        WHERE attnum > 0 AND NOT attisdropped AND attgenerated = '' AND NOT EXISTS (
            SELECT FROM pg_constraint WHERE contype IN ('f', 'p') AND attnum = ANY (conkey) AND conrelid = rel)
            -- Without a true zone the tenant's own answers would fail; versions are compared.
            AND attname NOT LIKE '%version' AND attname <> 'timezone'
        ORDER BY rel::text, attnum
    LOOP
        -- A row outside of tenants is the tenant's if nobody else's rows refer to it.
        IF place.is_tenant THEN
            rows := format('organization_id = %L', tenant);
        ELSE
            SELECT string_agg(format(
                'id IN (SELECT %1$I FROM %2$s WHERE organization_id = %3$L) AND id NOT IN '
                '(SELECT %1$I FROM %2$s WHERE organization_id <> %3$L AND %1$I IS NOT NULL)',
                (pg_temp.names(conrelid, conkey))[1], conrelid::regclass, tenant), ' AND ')
            INTO rows FROM pg_constraint JOIN pg_temp.product_tables ON product_tables.rel = conrelid
            WHERE contype = 'f' AND confrelid = place.rel AND product_tables.is_tenant AND cardinality(conkey) = 1;
        END IF;
        CONTINUE WHEN rows IS NULL;
        marked := marked + pg_temp.mark_column(place.rel, place.col, rows, CASE
            WHEN place.kind IN ('text', 'character varying') THEN ARRAY[
                format('%L || ''-'' || %s', word, suffix), format('%L || %s', word, suffix),
                format('upper(%L || %s)', word, suffix),
                quote_literal('+51' || digits),
                format('%L || ''@example.test''', word)]
            WHEN place.kind IN ('integer', 'bigint', 'numeric') THEN ARRAY[quote_literal(digits)]
            WHEN place.kind = 'jsonb' THEN ARRAY[
                format('regexp_replace(CASE %1$I WHEN ''{}'' THEN (SELECT o.%1$I FROM %2$s AS o WHERE o.%1$I <> ''{}'' '
                    'LIMIT 1) ELSE %1$I END::text, ''(: )"[^"]*"'', ''\1"%3$s"'', ''g'')::jsonb',
                    place.col, place.rel, word)]
            WHEN place.kind = 'text[]' THEN ARRAY[format('ARRAY[%L]', word)]
            ELSE ARRAY[]::text[]
        END)::integer;
    END LOOP;
    RETURN marked;
END
$body$;
