import type { Agent } from '@overmind/contracts/entities/agent';
import { ProjectSettings } from '@overmind/contracts/entities/project';
import { AppError } from '@overmind/contracts/errors';
import type { TrialStep } from '@overmind/contracts/frames/questions';
import type { AgentTrial } from '@overmind/contracts/routes/projects';
import { findWorkRules } from '@overmind/db/queries/models/privacy';
import { findProjectRow } from '@overmind/db/queries/projects/projects';
import { whyNotStarted } from '@overmind/domain/agents/reach';
import { strictestPrivacy } from '@overmind/domain/models/privacy';
import type { Core } from '../core.ts';
import { findHolder } from '../merges/runner.ts';
import { projectRules } from '../models/policies.ts';
import { askRunner } from '../runners/ask.ts';
import { getAgent } from './change.ts';

/** A coding agent may take half of it to start. */
const timeoutMs = 60_000;

/** A dry run of an agent by a runner that holds its repository. Nothing is stored of it. */
export async function testAgent(core: Core, id: string): Promise<AgentTrial> {
  const agent = await getAgent(core, id);
  const project = await findProjectRow(core.db, agent.project_id);
  const path = agent.config.repo_path ?? project?.default_repo_path ?? null;
  if (path === null)
    throw new AppError('rule_violated', 'This agent has no repository yet. Give it or its project one.', {
      rule: 'agent.repository',
    });
  const runner = await findHolder(core, path);
  if (runner === null)
    throw new AppError('unavailable', `No runner that holds ${path} is online.`, { retryAfterS: 10 });
  const answer = await askRunner(
    core,
    runner.id,
    { kind: 'test_agent', path, config: agent.config },
    timeoutMs,
  );
  if (answer.kind === 'test_agent')
    return { runner_id: runner.id, steps: [...(await tryNetwork(core, agent, path)), ...answer.steps] };
  const detail = answer.kind === 'refused' ? answer.detail : 'The runner is of an older version; update it.';
  throw new AppError('rule_violated', detail, { rule: 'agent.test' });
}

/** A coding agent that would never be started says so before somebody waits for it. */
async function tryNetwork(core: Core, { config, project_id }: Agent, path: string): Promise<TrialStep[]> {
  const { settings } = await findWorkRules(core.db, { project_id, agent_id: null, task_id: null });
  const rules = [
    ...(await projectRules(ProjectSettings.parse(settings), path)),
    config.model_policy?.privacy ?? 'any',
  ];
  const why = whyNotStarted(config, strictestPrivacy(rules));
  return why === null ? [] : [{ name: 'network', ok: false, detail: `It is not started: ${why}.` }];
}
