import type { RunJob } from '@overmind/contracts/entities/run';
import type { Step } from '@overmind/testing/agents/echo/step';
import { echoJob } from './echo-job.ts';
import { makeJob } from './job.ts';
import { makeStand, type Stand, type StandParts } from './stand.ts';

/** A run of a coding agent that wrote `a.txt` and was handed back, with a session that the next attempt is to go on with. */
export async function interruptFirst(
  parts: StandParts = {},
  before: (stand: Stand) => Promise<void> = () => Promise.resolve(),
) {
  const stand = await makeStand(parts);
  await before(stand);
  const { server } = stand;
  const write: Step = { do: 'write', path: 'a.txt', text: 'of the first' };
  const first = stand.assign(await echoJob([write, { do: 'kill_itself' }]));
  await server.waitFor('release', first.run.id);
  const session_id = server.all('state', first.run.id).at(-1)?.session_id ?? 'unknown';
  const resume = { run_id: first.run.id, session_id };
  let attempt = 1;
  /** Of the same task, and as the server makes it while no attempt has had a session since. */
  const assignNext = async (steps: Step[], atStart: Step[] = []): Promise<RunJob> => {
    const job = makeJob({ repoPath: stand.repository, ...(await echoJob(steps, { resume }, { atStart })) });
    attempt += 1;
    const run = { ...job.run, attempt, branch: `overmind/${job.task.key}/${attempt}` };
    return server.assign({ ...job, run, task: { ...job.task, id: first.task.id } });
  };
  return { stand, first, assignNext };
}

/** Its lease goes elsewhere, and the runner hears of it. */
export function loseLease({ server }: Stand, { run, lease_token }: RunJob): void {
  server.invalidLeases.add(lease_token);
  const lease = { run_id: run.id, lease_token, is_valid: false, lease_expires_at: null };
  server.send({ type: 'leases', runs: [lease] });
}
