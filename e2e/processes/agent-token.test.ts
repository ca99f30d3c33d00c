import type { Agent } from '@overmind/contracts/entities/agent';
import type { Task, TaskEvent } from '@overmind/contracts/entities/task';
import type { TranscriptChange } from '@overmind/contracts/entities/transcript';
import type { Step } from '@overmind/testing/agents/echo/step';
import { configureEchoAgent, echoAgentFolder, echoSteps } from '@overmind/testing/agents/echo-agent';
import { expect, test } from 'vitest';
import { createProject, finalRun } from './support/main-job.ts';
import { Person } from './support/person.ts';
import { Stand } from './support/stand.ts';

const words = 'The old API is used in the mobile app too.';

/** As a coding agent would with what it is told in its prompt: reads its task, comments on it, and tries to approve it. */
const program = `
const { OVERMIND_SERVER: server, OVERMIND_TOKEN: token, OVERMIND_TASK_ID: task } = process.env;
const call = async (path, body) => {
  const headers = { authorization: "Bearer " + token, "content-type": "application/json" };
  const init = body === undefined ? { headers } : { method: "POST", headers, body: JSON.stringify(body) };
  const answer = await fetch(server + "/api/tasks/" + task + path, init);
  return [answer.status, await answer.json()];
};
const [status, found] = await call("");
console.log("I read", status, found.title);
console.log("I commented", (await call("/events", { comment: "${words}" }))[0]);
console.log("I approved", (await call("/approve", {}))[0]);
console.log("I hold", token);
`.replaceAll('\n', ' ');

const steps: Step[] = [
  { do: 'run', command: `'${process.execPath}' --input-type=module -e '${program}'` },
  { do: 'write', path: 'done.txt', text: 'done\n' },
];

test('a coding agent in its sandbox reads its task, comments on it, and can do no more', async () => {
  await using stand = new Stand();
  const repository = await stand.repository();
  const server = await stand.server();
  await stand.runner(server, [repository], { env: { RUNNER_READABLE: echoAgentFolder } });
  const person = await Person.signIn(server.url);
  const { project } = await createProject(person, repository, { run: ['true'] });
  const { argv } = await configureEchoAgent({ home: '' });
  const config: Partial<Agent['config']> = {
    ...{ executor: 'acp', repo_path: repository, acp: { command: [...argv] }, permissions: 'allow' },
    network: { allow: [new URL(server.url).host] },
    checks: [
      { name: 'there', run: ['test', '-f', 'done.txt'], timeout_s: 60, allow_failure: false, cwd: '.' },
    ],
  };
  await person.post(`/projects/${project.id}/agents`, {
    ...{ name: 'coder', role: 'coder', type: 'local', is_enabled: true, config },
  });
  const task = await person.post<Task>(`/projects/${project.id}/tasks`, {
    ...{ title: 'Look around', type: 'code_change', agent: 'coder', description: echoSteps(...steps) },
  });
  const run = await finalRun(person, task.id);
  expect([run.status, run.reason]).toEqual(['completed', 'ok']);
  const transcript = JSON.stringify(await person.list<TranscriptChange>(`/runs/${run.id}/transcript`));
  expect(transcript).toContain('I read 200 Look around');
  expect(transcript).toContain('I commented 201');
  expect(transcript).toContain('I approved 403');
  expect(transcript).toContain('I hold [redacted]');
  const log = (await person.download(`/runs/${run.id}/logs/download`)).toString();
  expect(transcript + log).not.toMatch(/oma_[\w-]{20}/);
  const events = await person.list<TaskEvent>(`/tasks/${task.id}/events`);
  expect(events.find(({ event_type }) => event_type === 'comment')).toMatchObject({
    ...{ actor: 'agent:coder', payload: { comment: words } },
  });
  expect((await person.get<Task>(`/tasks/${task.id}`)).status).toBe('needs_review');
});
