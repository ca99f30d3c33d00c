/** Specs: where each of their phases stands, and every text that a phase ever had. */
export const specs = `
create table specs (
  id uuid primary key,
  project_id uuid not null references projects on delete cascade,
  number integer not null check (number >= 1),
  title text not null,
  goal text not null,
  -- Both follow from the phases; kept here for lists.
  phase text not null check (phase in ('explore', 'requirements', 'design', 'tasks', 'sync')),
  status text not null check (status in ('active', 'completed')),
  discussion_id uuid references discussions on delete set null,
  created_by_user_id uuid references users on delete set null,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (project_id, number)
);
create index specs_status on specs (project_id, status, number desc);
create unique index specs_discussion on specs (discussion_id) where discussion_id is not null;
create trigger specs_touch before update on specs for each row execute function touch_updated_at();

create table spec_phases (
  spec_id uuid not null references specs on delete cascade,
  phase text not null check (phase in ('explore', 'requirements', 'design', 'tasks', 'sync')),
  status text not null default 'draft' check (status in ('draft', 'approved', 'rejected', 'reopened')),
  note text,
  -- The number of its latest text; 0 for none.
  version integer not null default 0 check (version >= 0),
  decided_by_user_id uuid references users on delete set null,
  decided_at timestamptz,
  primary key (spec_id, phase),
  check (status <> 'approved' or version > 0)
);

create table spec_phase_versions (
  spec_id uuid not null,
  phase text not null,
  version integer not null check (version >= 1),
  output_markdown text not null,
  edited_by_user_id uuid references users on delete set null,
  edited_at timestamptz not null default now(),
  primary key (spec_id, phase, version),
  foreign key (spec_id, phase) references spec_phases on delete cascade
);
create trigger spec_phase_versions_immutable before update or delete on spec_phase_versions
  for each row execute function refuse_change();
`;
