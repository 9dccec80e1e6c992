-- The token that replaced this one: it is replaced once, however many ask at the same moment.
alter table api_token add column successor text;
