-- By which a user's mail address is found: case and compatibility forms folded, which the program does. SQL folds ASCII alike;
-- what it cannot fold stays null, and is folded by each look-up until the row is next written.

alter table users add column email_key text;

update users set email_key = lower(email) where email not glob '*[^ -~]*';

create index user_by_mail on users (email_key, id);
