/** The ledger by agent, provider, model and failure, each newest first; and what belongs to no project. */
export const ledgerLists = `
drop index model_calls_agent;
create index model_calls_agent on model_calls (agent_id, started_at desc, id desc) where agent_id is not null;
create index model_calls_provider on model_calls (project_id, provider, started_at desc, id desc);
create index model_calls_model on model_calls (project_id, model, started_at desc, id desc);
create index model_calls_failed on model_calls (project_id, started_at desc, id desc) where status <> 'ok';
create index model_calls_free on model_calls (started_at desc, id desc) where project_id is null;
`;
