/** Answers of people that discussions wait for, not for ever, and the chats that discussions were asked for in. */
export const answers = `
alter table discussions
  -- The chat that it was asked for in, and that is told of it.
  add column origin_conversation_id uuid references conversations on delete set null,
  -- While it waits for an answer: when it goes on without one, and when the next thing happens by itself.
  add column answer_due_at timestamptz,
  add column waits_until timestamptz;
create index discussions_origin on discussions (origin_conversation_id)
  where origin_conversation_id is not null;
create index discussions_waiting on discussions (waits_until) where waits_until is not null;

update discussions set settings = settings || '{"answer_hours": null}' where not jsonb_exists(settings, 'answer_hours');
-- Each is looked at once; then it knows when.
update discussions set waits_until = now() where waits_for = 'user';
`;
