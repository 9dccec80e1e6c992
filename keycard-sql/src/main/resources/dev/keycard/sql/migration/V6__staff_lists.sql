-- What a user is found by: sign-in name, address and names, folded by the program. SQL folds ASCII alone, which does for users from
-- before until they are next changed.
alter table users add column search text not null default '';

update users set search = lower(username_key || char(10) || email || char(10) || first_name || ' ' || last_name);

-- Lists of what is live, in the order in which it began: ids carry their time, and follow in each index as the key of the table.
create index live_login on login (id) where ended_at is null;
create index live_api_token on api_token (id) where ended_at is null;
create index live_api_token_of_user on api_token (user_id, id) where ended_at is null;
