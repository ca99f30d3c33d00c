import type { AgentDraft } from './agent-draft.ts';

/** What each part of the form is given. */
export interface PartProps {
  draft: AgentDraft;
  change(patch: Partial<AgentDraft>): void;
  changeConfig(patch: Partial<AgentDraft['config']>): void;
}
