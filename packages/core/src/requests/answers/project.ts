import { countLiveRuns } from '@overmind/db/queries/execution/run-lists';
import { listRunnerRows } from '@overmind/db/queries/execution/runners';
import { findStateVersion } from '@overmind/db/queries/projects/state-versions';
import { listAgentFacts } from '@overmind/db/queries/talk/agent-facts';
import { readBoard } from '@overmind/db/queries/talk/board';
import type { SentenceTopic } from '@overmind/domain/replies/project';
import { listRisks } from '@overmind/domain/state/advice';
import { parseState } from '@overmind/domain/state/serialize';
import { isPaused } from '../acts/on-project.ts';
import { type Answer, answerWith } from '../say.ts';
import type { Turn } from '../turn.ts';

const maxFocus = 3;
const maxRisky = 50;

export async function describeAgents(turn: Turn, only: string | null): Promise<Answer> {
  const agents = await listAgentFacts(turn.w.tx, turn.projectId);
  const isKnown = agents.some((agent) => agent.name === only);
  return answerWith({ kind: 'agents', agents, only: isKnown ? only : null });
}

export async function describeRunners({ w }: Turn): Promise<Answer> {
  const runners = await listRunnerRows(w.tx);
  const { by } = await countLiveRuns(w.tx);
  return answerWith({
    kind: 'runners',
    runners: runners.map(({ id, name, status, capacity }) => ({
      ...{ name, status, capacity },
      running: by.get(id) ?? 0,
    })),
  });
}

async function listFocus({ w, projectId }: Turn) {
  const { tasks } = await readBoard(w.tx, projectId, { statuses: ['in_progress'], limit: maxFocus });
  return { lines: tasks.map((task) => `**${task.key}** ${task.title}`), tasks };
}

async function listPresentRisks(turn: Turn) {
  const { w, projectId } = turn;
  const { tasks } = await readBoard(w.tx, projectId, {
    statuses: ['failed', 'blocked', 'queued'],
    limit: maxRisky,
  });
  const agents = await listAgentFacts(w.tx, projectId);
  const failing = tasks
    .filter((task) => task.status === 'failed')
    .map((task) => ({
      ...{ task: task.key, agent: task.agent ?? 'nobody', attempt: 1 },
      reason: task.status_reason ?? '',
    }));
  return listRisks({ tasks, agents, failing, isPaused: await isPaused(turn) });
}

/** What only the state document holds. */
async function listFromDocument({ w, projectId }: Turn, topic: 'decisions' | 'notes'): Promise<string[]> {
  const latest = await findStateVersion(w.tx, projectId);
  if (latest === null) return [];
  const document = parseState(latest.content, latest.state_format);
  return topic === 'notes'
    ? document.notes.split('\n').filter((line) => line.trim() !== '')
    : document.decisions.map(({ title, decision }) => `${title}: ${decision}`);
}

export async function describeSentences(turn: Turn, topic: SentenceTopic): Promise<Answer> {
  switch (topic) {
    case 'focus': {
      const { lines, tasks } = await listFocus(turn);
      return answerWith({ kind: 'sentences', topic, lines }, tasks);
    }
    case 'risks':
      return answerWith({ kind: 'sentences', topic, lines: await listPresentRisks(turn) });
    case 'decisions':
    case 'notes':
      return answerWith({ kind: 'sentences', topic, lines: await listFromDocument(turn, topic) });
  }
}
