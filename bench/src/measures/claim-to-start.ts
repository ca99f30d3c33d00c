import type { Run } from '@overmind/contracts/entities/run';
import type { Task } from '@overmind/contracts/entities/task';
import { Runner } from '@overmind/e2e/runner';
import { waitFor } from '@overmind/testing/wait-for';
import type { Installation } from '../installation.ts';
import { Screen } from '../load/screen.ts';
import type { Figure } from '../result.ts';
import { middleAndWorst, spreadOf } from '../stats.ts';

interface Moments {
  /** The database's clock. */
  queuedMs: number;
  claimedMs: number;
  /** When its command said so itself: the clock of the same machine. */
  beganMs: number;
}

/** From a run that waits to its claim by an idle runner, and from the claim to its command's first instruction. */
export async function measureClaimToStart(installation: Installation, rounds: number): Promise<Figure[]> {
  const { person, server, folder } = installation;
  const repository = await installation.repository('claim');
  await using _runner = await Runner.start({
    ...{ url: server.url, tokenFile: server.tokenFile, roots: [repository], dataDir: `${folder}/claimer` },
  });
  const project = await installation.createProject('Claim', repository, ['date', '+began %s%N']);
  using screen = await Screen.open(person, project.id);
  const samples: Moments[] = [];
  for (let round = 0; round < rounds; round++) {
    let began = '';
    let isDone = false;
    screen.receive = (frame) => {
      if (frame.type === 'agent.run.log.appended')
        began ||= frame.lines.map(({ message }) => message).find((line) => line.startsWith('began ')) ?? '';
      if (frame.type === 'task.updated' && (frame.entity.patch as { status?: string }).status === 'done')
        isDone = true;
    };
    const title = `Claim ${round}`;
    const task = await person.post<Task>(`/projects/${project.id}/tasks`, {
      title,
      type: 'test',
      agent: 'qa',
    });
    await waitFor(() => isDone && began !== '', { what: 'the run to be over', timeoutMs: 20_000 });
    const { latest_run_id: id } = await person.get<Task>(`/tasks/${task.id}`);
    const run = await person.get<Run>(`/runs/${id}`);
    const beganMs = Number(began.split(' ')[1]) / 1e6;
    samples.push({ queuedMs: at(run.created_at), claimedMs: at(run.started_at), beganMs });
  }
  const waited = spreadOf(samples.map(({ queuedMs, claimedMs }) => claimedMs - queuedMs));
  const started = spreadOf(samples.map(({ claimedMs, beganMs }) => beganMs - claimedMs));
  return [
    figure('run queued → claimed by an idle runner, p50 / p99', waited, ''),
    figure('run claimed → its command began, p50 / p99', started, 'with a fresh worktree and its sandbox'),
  ];
}

const at = (time: string | null): number => Date.parse(time ?? '');

const figure = (what: string, spread: ReturnType<typeof spreadOf>, beside: string): Figure => ({
  what,
  value: middleAndWorst(spread),
  goal: '',
  beside,
  data: { ...spread },
});
