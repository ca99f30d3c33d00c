/** Lists that are narrowed to something rare: discussions of a speaker, and what was decided since a moment. */
export const narrowLists = `
-- Personas have the same keys in every project.
alter table discussion_speakers add column project_id uuid references projects on delete cascade;
update discussion_speakers s set project_id = d.project_id from discussions d where d.id = s.discussion_id;
alter table discussion_speakers alter column project_id set not null;
create index discussion_speakers_key on discussion_speakers (project_id, key, discussion_id desc);

create index run_permissions_decided on run_permissions (project_id, decided_at) where decided_at is not null;
`;
