import { TAG_LIMITS } from '../model/tags.ts'

const { keysPerHolder, valuesPerKey, keyLength, valueLength } = TAG_LIMITS

/**
 * The functions that filters call in PostgreSQL where they read tags, or an id as a number or a tag: SQL to be run once, in a migration, by
 * whoever owns the schema that queries search. It needs PostgreSQL 13 and a database in UTF-8.
 *
 * They mean what `installFilterFunctions` says of them. They are immutable, so an index may be made of them.
 */
export const POSTGRES_FILTER_FUNCTIONS = String.raw`
-- The length of text in UTF-16 units, as the limits of tags count it.
CREATE OR REPLACE FUNCTION wardkit_length(given text) RETURNS integer
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $wardkit$
  SELECT char_length(given) + char_length(regexp_replace(given COLLATE "C", '[^\U00010000-\U0010FFFF]', '', 'g'))
$wardkit$;

CREATE OR REPLACE FUNCTION wardkit_tag(given text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $wardkit$
  SELECT normal FROM (SELECT normalize(given COLLATE "C", NFC) AS normal) AS value
  WHERE normal <> '' AND wardkit_length(normal) <= ${valueLength}
$wardkit$;

CREATE OR REPLACE FUNCTION wardkit_decimal(given text) RETURNS double precision
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $wardkit$
  SELECT CASE WHEN given COLLATE "C" ~ '^-?[0-9]{1,15}(\.[0-9]{1,15})?$' AND char_length(translate(given COLLATE "C", '-.', '')) <= 15
    THEN given::double precision END
$wardkit$;

CREATE OR REPLACE FUNCTION wardkit_number(given text) RETURNS double precision
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $wardkit$
  SELECT number FROM (
    SELECT CASE WHEN given COLLATE "C" ~ '^-?(0|[1-9][0-9]{0,15})(\.[0-9]{1,255})?$' THEN given::numeric::double precision END AS number
  ) AS value WHERE abs(number) <= 9007199254740991
$wardkit$;

CREATE OR REPLACE FUNCTION wardkit_tags(given jsonb) RETURNS jsonb
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $wardkit$
DECLARE
  pairs jsonb := '[]';
  held text[] := '{}';
  seen text[];
  entry record;
  folded text;
  element jsonb;
  normal text;
BEGIN
  IF given IS NULL OR jsonb_typeof(given) = 'null' THEN RETURN pairs; END IF;
  IF jsonb_typeof(given) <> 'object' THEN RETURN NULL; END IF;
  IF (SELECT count(*) FROM jsonb_object_keys(given)) > ${keysPerHolder} THEN RETURN NULL; END IF;
  FOR entry IN SELECT field.key, field.value FROM jsonb_each(given) AS field LOOP
    folded := lower(normalize(entry.key, NFC) COLLATE "C");
    IF folded = '' OR wardkit_length(folded) > ${keyLength} OR folded = ANY (held) THEN RETURN NULL; END IF;
    IF jsonb_typeof(entry.value) NOT IN ('string', 'array') THEN RETURN NULL; END IF;
    seen := '{}';
    FOR element IN SELECT jsonb_array_elements(
      CASE jsonb_typeof(entry.value) WHEN 'array' THEN entry.value ELSE jsonb_build_array(entry.value) END
    ) LOOP
      IF jsonb_typeof(element) <> 'string' THEN RETURN NULL; END IF;
      normal := wardkit_tag(element #>> '{}');
      IF normal IS NULL THEN RETURN NULL; END IF;
      IF NOT lower(normal COLLATE "C") = ANY (seen) THEN
        seen := seen || lower(normal COLLATE "C");
        pairs := pairs || jsonb_build_array(jsonb_build_array(folded, normal));
      END IF;
    END LOOP;
    IF cardinality(seen) > ${valuesPerKey} THEN RETURN NULL; END IF;
    IF cardinality(seen) > 0 THEN held := held || folded; END IF;
  END LOOP;
  RETURN pairs;
END
$wardkit$;
`
