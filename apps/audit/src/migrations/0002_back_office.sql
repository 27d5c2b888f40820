-- postgres
-- SQLite's own functions, so that one text reads names from the personal part on both engines.
CREATE FUNCTION json_valid(content TEXT) RETURNS BOOLEAN LANGUAGE plpgsql IMMUTABLE STRICT AS $$
BEGIN
  PERFORM CAST(content AS json);
  RETURN TRUE;
EXCEPTION WHEN others THEN
  RETURN FALSE;
END
$$;
CREATE FUNCTION json_extract(content TEXT, path TEXT) RETURNS TEXT LANGUAGE sql IMMUTABLE STRICT AS $$
  SELECT CAST(content AS json) ->> substr(path, 3)
$$;
-- both
