/** How long files are kept counts from when they came here, as for discussions. */
export const keptSince = `
alter table recordings add column here_since timestamptz not null default now();
alter table artifacts add column here_since timestamptz not null default now();

create temporary table imported on commit drop as
  select project_id, max(created_at) as at from audit_log
  where action = 'project.imported' and project_id is not null group by project_id;

-- When they came is nothing that people changed.
alter table recordings disable trigger recordings_touch;
update recordings r set here_since = greatest(r.created_at,
  (select at from imported i where i.project_id = r.project_id));
alter table recordings enable trigger recordings_touch;
update artifacts a set here_since = greatest(a.created_at,
  (select at from imported i where i.project_id = a.project_id));

create index recordings_here on recordings (here_since);
create index artifacts_here on artifacts (here_since, id);
drop index recordings_age;
drop index artifacts_age;
`;
