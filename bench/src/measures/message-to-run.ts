import type { Conversation } from '@overmind/contracts/entities/conversation';
import { Runner } from '@overmind/e2e/runner';
import { waitFor } from '@overmind/testing/wait-for';
import type { Installation } from '../installation.ts';
import { Screen } from '../load/screen.ts';
import type { Figure } from '../result.ts';
import { middleAndWorst, spreadOf } from '../stats.ts';

/** From a person's message to the run's start, and to the first line that its command printed. */
export async function measureMessageToRun(installation: Installation, rounds: number): Promise<Figure[]> {
  const { person, server, folder } = installation;
  const repository = await installation.repository('talk');
  await using _runner = await Runner.start({
    url: server.url,
    tokenFile: server.tokenFile,
    roots: [repository],
    dataDir: `${folder}/runner`,
  });
  const project = await installation.createProject('Talk', repository, ['echo', 'the command runs']);
  const [chat] = await person.list<Conversation>(`/projects/${project.id}/conversations`);
  using screen = await Screen.open(person, project.id);
  const started: number[] = [];
  const printed: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const seen = { started: 0, printed: 0, isSettled: false };
    screen.receive = (frame, atMs) => {
      if (frame.type === 'agent.run.started') seen.started = atMs;
      if (
        frame.type === 'agent.run.log.appended' &&
        frame.lines.some((line) => line.message === 'the command runs')
      )
        seen.printed ||= atMs;
      if (frame.type === 'task.updated' && (frame.entity.patch as { status?: string }).status === 'done')
        seen.isSettled = true;
    };
    const saidAt = performance.now();
    await person.post(`/conversations/${chat?.id}/messages`, { role: 'user', content: 'Run the tests' });
    await waitFor(() => seen.isSettled && seen.printed > 0, {
      what: 'the run to be over',
      timeoutMs: 20_000,
    });
    started.push(seen.started - saidAt);
    printed.push(seen.printed - saidAt);
  }
  return [
    {
      what: 'message → run started, real runner, p50 / p99',
      value: middleAndWorst(spreadOf(started)),
      goal: '≤ 20 / 60 ms',
      beside: '',
      data: { ...spreadOf(started) },
    },
    {
      what: 'message → first line of its command on a screen, p50 / p99',
      value: middleAndWorst(spreadOf(printed)),
      goal: '',
      beside: 'with a fresh worktree',
      data: { ...spreadOf(printed) },
    },
  ];
}
