/** The ledger by who spoke in a discussion, newest first. */
export const callPersonas = `
create index model_calls_persona on model_calls (project_id, persona, started_at desc, id desc)
  where persona is not null;
`;
