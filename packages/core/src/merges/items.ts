import { type Agent, commandChecks } from '@overmind/contracts/entities/agent';
import type { MergeItem, QuestionOf } from '@overmind/contracts/frames/questions';
import { findAgent } from '@overmind/db/queries/projects/agents';
import { findProjectRow, settingsOf } from '@overmind/db/queries/projects/projects';
import { findApprover, type QueuedMerge } from '@overmind/db/queries/review/merge-queues';
import { findTaskRow } from '@overmind/db/queries/work/tasks';
import type { Core } from '../core.ts';

const machine = 'OvermindOps <orchestrator@overmind.invalid>';

/** One line without what git keeps for itself. */
const plain = (text: string): string =>
  text
    .replace(/[<>\p{Cc}]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();

const agentSignature = (agent: Agent | null): string =>
  agent === null
    ? machine
    : `OvermindOps agent ${plain(agent.name)} <${plain(agent.name)}@agents.overmind.invalid>`;

async function toItem(core: Core, merge: QueuedMerge, agent: Agent | null): Promise<MergeItem> {
  const task = await findTaskRow(core.db, merge.task_id);
  const approver = await findApprover(core.db, merge.task_id, merge.head_commit);
  const signature = approver === null ? null : `${plain(approver.name)} <${plain(approver.email)}>`;
  const title = plain(task?.title ?? merge.task_key) || merge.task_key;
  return {
    ...{ id: merge.id, head_commit: merge.head_commit, strategy: merge.strategy },
    subject: merge.strategy === 'merge' ? `Merge ${merge.task_key}: ${title}` : title,
    trailers: [
      ...[`Overmind-Task: ${merge.task_key}`, `Overmind-Run: ${merge.run_id}`, `Overmind-Merge: ${merge.id}`],
      ...(signature === null ? [] : [`Approved-by: ${signature}`]),
    ],
    author: agentSignature(agent),
    committer: signature ?? machine,
    committed_at: merge.created_at.toISOString(),
  };
}

const overheadS = 1_800;

/** What a runner is asked to try with a group of one agent's work, and for how long its answer is waited for. */
export async function tryQuestion(
  core: Core,
  group: readonly QueuedMerge[],
): Promise<{ question: QuestionOf<'merge_try'>; ttlMs: number } | null> {
  const [first] = group;
  const project = first ? await findProjectRow(core.db, first.project_id) : null;
  if (!first || !project) return null;
  const agent = await findAgent(core.db, first.agent_id);
  const items: MergeItem[] = [];
  for (const merge of group) items.push(await toItem(core, merge, agent));
  const isChecked = settingsOf(project).merge.checks;
  // A reviewer has judged the work itself; on another base only programs look again.
  const checks = isChecked ? commandChecks(agent?.config.checks ?? []) : [];
  const setup = checks.length > 0 ? (agent?.config.workspace.setup ?? []) : [];
  const longestS = [...checks, ...setup].reduce((sum, { timeout_s }) => sum + timeout_s, overheadS);
  return {
    question: {
      ...{ kind: 'merge_try', path: first.repo_path, base_branch: first.base_branch, items },
      ...{ checks, setup, config: agent?.config ?? null },
    },
    ttlMs: longestS * 1_000,
  };
}
