/** Specs are found by search, and can be put away. */
export const foundSpecs = `
alter table specs add column archived_at timestamptz;
create index specs_put_away on specs (project_id, number desc) where archived_at is not null;
create index specs_shown on specs (project_id, number desc) where archived_at is null;
create index specs_search on specs (project_id, status, created_at desc, id desc);

alter table search_entries drop constraint search_entries_kind_check,
  add constraint search_entries_kind_check check (kind in ('message', 'task', 'run', 'transcript', 'spec'));

-- Its goal and what each phase says now, in their order.
create function spec_text(of_spec uuid) returns text language sql stable as $$
  select concat_ws(E'\\n\\n', s.goal, string_agg(v.output_markdown, E'\\n\\n'
    order by array_position('{explore,requirements,design,tasks,sync}'::text[], p.phase)))
  from specs s left join spec_phases p on p.spec_id = s.id
    left join spec_phase_versions v on v.spec_id = p.spec_id and v.phase = p.phase and v.version = p.version
  where s.id = of_spec group by s.id
$$;
-- All phases together may hold a million characters, which each save would index again.
create function put_spec_entry(of_spec uuid) returns void language sql as $$
  select put_search_entry(s.id, s.project_id, 'spec', null, s.created_at,
    left('SPEC-' || s.number || ' ' || s.title || ' ' || spec_text(s.id), 100000)) from specs s where s.id = of_spec
$$;
create function put_entry_of_spec() returns trigger language plpgsql as $$ begin
  perform put_spec_entry(new.id);
  return null;
end $$;
create function put_entry_of_phase() returns trigger language plpgsql as $$ begin
  perform put_spec_entry(new.spec_id);
  return null;
end $$;
-- Where phases come in before their texts, as from an archive, only the latest text makes an entry.
create function put_entry_of_latest() returns trigger language plpgsql as $$ begin
  perform put_spec_entry(p.spec_id) from spec_phases p
    where p.spec_id = new.spec_id and p.phase = new.phase and p.version = new.version;
  return null;
end $$;

create trigger specs_search_added after insert on specs for each row execute function put_entry_of_spec();
create trigger specs_search_changed after update of title, goal on specs
  for each row when ((old.title, old.goal) is distinct from (new.title, new.goal))
  execute function put_entry_of_spec();
create trigger specs_search_removed after delete on specs for each row execute function drop_search_entry();
create trigger spec_phases_search after update of version on spec_phases
  for each row when (old.version is distinct from new.version) execute function put_entry_of_phase();
create trigger spec_phase_versions_search after insert on spec_phase_versions
  for each row execute function put_entry_of_latest();

select put_spec_entry(id) from specs;
`;
