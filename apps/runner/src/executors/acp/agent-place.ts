import type { Dialogue } from '../../dialogue/dialogue.ts';
import type { SecretAutomaton } from '../../output/redactor.ts';
import type { AgentCatalogue } from '../../presets/agent-catalogue.ts';
import type { AgentHomes } from '../../presets/agent-homes.ts';
import type { RunSpool } from '../../spool/run-spool.ts';
import type { Workspace } from '../../workspace/worktree.ts';
import type { ModelBounds } from '../model/converse.ts';
import type { RunCredential } from '../run-credential.ts';

/** What a runner has for the coding agents of all its runs. */
export interface AgentSetting {
  catalogue: AgentCatalogue;
  homes: AgentHomes;
  /** Paths in repositories whose settings for agents are trusted. */
  trusted: readonly string[];
  /** No word from an agent, and no question of it open, for so long: it is ended. */
  silenceMs: number;
  /** How long it may take until it has a session. */
  startMs: number;
  /** How long it may take to take over the session of an earlier attempt. */
  carryOverMs: number;
  /** For language models, as executors and as reviewers. */
  model: ModelBounds;
}

/** What a coding agent's run needs beside what commands do. */
export interface AgentPlace extends AgentSetting {
  spool: RunSpool;
  secrets: SecretAutomaton;
  dialogue: Dialogue;
  workspace: Workspace;
  /** With which the agent calls the server; null where it does not. */
  access: RunCredential | null;
  /** Where the server is, and the runner's own token for it. */
  server: { url: string; token: string };
  /** The runner's own environment. */
  environment: Readonly<Record<string, string | undefined>>;
}
