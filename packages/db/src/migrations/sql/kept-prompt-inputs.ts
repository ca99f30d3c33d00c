/** Only the newest inputs are kept: those of no project are found in their order, too. */
export const keptPromptInputs = `
create index prompt_inputs_free on prompt_inputs (template_id, started_at desc, call_id desc)
  where project_id is null;
`;
