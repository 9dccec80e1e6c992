-- A removed key stays known as removed; its sealed_jwk is emptied.
alter table signing_key add column removed_at integer;
