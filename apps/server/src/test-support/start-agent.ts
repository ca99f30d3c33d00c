import type { Project } from '@overmind/contracts/entities/project';
import type { RunJob } from '@overmind/contracts/entities/run';
import { type FakeRunner, leaseOf } from './fake-runner.ts';
import type { Person } from './people.ts';
import { send } from './send.ts';
import type { TestServer } from './start-test-server.ts';
import { addCodingAgent, addTask } from './work.ts';

let count = 0;

/** A coding agent at work, with the token of its run. Its lease is renewed for as long as the runner's channel is open. */
export async function startAgent(
  server: TestServer,
  runner: FakeRunner,
  owner: Person,
  project: Project,
): Promise<{ job: RunJob; token: string }> {
  count += 1;
  const { name } = await addCodingAgent(owner, project, `coder-${count}`);
  const task = await addTask(owner, project, { agent: name });
  const job = await runner.take((each) => each.task.id === task.id);
  const beat = setInterval(() => runner.send({ type: 'heartbeat', runs: [leaseOf(job)] }), 5_000);
  runner.socket.once('close', () => clearInterval(beat));
  const answer = await send(server, {
    ...{ method: 'POST', path: `/api/runs/${job.run.id}/agent-token`, token: runner.token },
    body: { lease_token: job.lease_token },
  });
  return { job, token: answer.json.token };
}
