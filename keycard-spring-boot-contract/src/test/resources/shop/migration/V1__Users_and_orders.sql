create table users (
  id bigint generated always as identity primary key,
  nickname text not null
);
create table orders (
  id bigint generated always as identity primary key,
  buyer text not null,
  item text not null
);
insert into users (nickname) values ('a customer of the shop');
