import type { Agent } from '@overmind/contracts/entities/agent';
import type { Project } from '@overmind/contracts/entities/project';
import type { Run } from '@overmind/contracts/entities/run';
import type { Task } from '@overmind/contracts/entities/task';
import { echoAgentProgram, echoSteps } from '@overmind/testing/agents/echo-agent';
import { createProject } from '../main-job.ts';
import type { Person } from '../person.ts';
import type { Witness } from '../witness.ts';

export type WorkKind = 'commands' | 'agent';

/** What the coding agent says, one message after the other. */
export const words = Array.from({ length: 20 }, (_, index) => `word ${index + 1};`);

export interface Work {
  projectId: string;
  conversationId: string;
  /** Gives one task more to do; acknowledged when it resolves. */
  add(kind: WorkKind): Promise<Task>;
  tasks(): Promise<Task[]>;
  runs(): Promise<Run[]>;
}

/** A project with an agent of each kind: one runs the witness as a command, the other is a coding agent that does. */
export async function createWork(person: Person, repository: string, witness: Witness): Promise<Work> {
  const shared = { repo_path: repository, max_attempts: 3, concurrency: 8 };
  const { project, conversationId } = await createProject(person, repository, { run: witness.run }, shared);
  await addCodingAgent(person, project, shared);
  let count = 0;
  return {
    projectId: project.id,
    conversationId,
    add: (kind) => {
      count += 1;
      const title = `Piece of work ${count}`;
      const description = kind === 'agent' ? stepsOf(count, witness) : '';
      const what = kind === 'agent' ? { type: 'code_change', agent: 'coder' } : { type: 'test', agent: 'qa' };
      return person.post<Task>(`/projects/${project.id}/tasks`, { title, description, ...what });
    },
    tasks: () => person.list<Task>(`/projects/${project.id}/tasks?limit=200`),
    runs: () => person.list<Run>(`/projects/${project.id}/runs?limit=200`),
  };
}

async function addCodingAgent(person: Person, project: Project, shared: Partial<Agent['config']>) {
  const config = {
    ...shared,
    executor: 'acp',
    acp: { command: ['node', await echoAgentProgram()] },
    permissions: 'allow',
    checks: [{ name: 'made', run: ['node', '-e', 'require("fs").readFileSync("made/by-agent")'] }],
  };
  const agent = { name: 'coder', role: 'coder', type: 'local', is_enabled: true, config };
  await person.post(`/projects/${project.id}/agents`, agent);
}

function stepsOf(number: number, witness: Witness): string {
  const command = witness.run.map((part) => `'${part}'`).join(' ');
  return echoSteps(
    { do: 'plan', entries: [{ content: 'Work', status: 'in_progress' }] },
    ...words.slice(0, 10).map((text) => ({ do: 'say' as const, text })),
    { do: 'write', path: `made/${number}`, text: `${number}\n` },
    {
      do: 'ask',
      title: 'May it be written?',
      kind: 'edit',
      allowed: [{ do: 'write', path: 'made/by-agent', text: 'allowed\n' }],
    },
    { do: 'run', command },
    ...words.slice(10).map((text) => ({ do: 'say' as const, text })),
  );
}

export const isSettled = (task: Task): boolean =>
  ['needs_review', 'done', 'failed', 'canceled'].includes(task.status);

export const isLive = (run: Run): boolean => run.finished_at === null;
