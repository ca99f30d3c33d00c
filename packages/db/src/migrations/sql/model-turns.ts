/** The limits of providers of models, which hold for the calls of all nodes and runners together. */
export const modelTurns = `
-- A call that waits for its provider, or is under way there. A provider on loopback is counted on each machine.
create table model_turns (
  id uuid primary key,
  place text not null,
  provider text not null,
  -- The order in which they came.
  seq bigint generated always as identity,
  -- What it may take at most.
  tokens bigint not null,
  -- Of a runner's call; it counts while the run is under this lease. No reference: who waits here would hold up the run.
  run_id uuid,
  lease_token bigint,
  runner_id uuid,
  -- Null while it waits.
  taken_at timestamptz,
  -- Said anew by who holds it: of a process that died it counts no more.
  expires_at timestamptz not null,
  check ((run_id is null) = (lease_token is null)),
  check ((run_id is null) = (runner_id is null))
);
create index model_turns_place on model_turns (place, seq);
create index model_turns_expired on model_turns (expires_at);

-- What went to a provider, second by second, for the last minute.
create table model_windows (
  place text not null,
  second timestamptz not null,
  requests integer not null,
  tokens bigint not null,
  primary key (place, second)
);
`;
