import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Step } from '@overmind/testing/agents/echo/step';
import { waitFor } from '@overmind/testing/wait-for';
import { describe, expect, it, onTestFinished } from 'vitest';
import { echoJob } from './test-support/echo-job.ts';
import { nodeStep } from './test-support/job.ts';
import { makeStand, type Stand } from './test-support/stand.ts';

/** A line of the agent's own that calls an address with what it finds in its environment, and says what came. */
const calling = (address: string): Step => {
  const headers = '{ authorization: "Bearer " + process.env.OVERMIND_TOKEN }';
  const code = `fetch(${address}, { headers: ${headers} }).then(async (r) => console.log("answer", r.status, await r.text()), (e) => console.log("answer none", e.cause?.code))`;
  return { do: 'run', command: `'${process.execPath}' -e '${code}'` };
};
const ownServer = calling('process.env.OVERMIND_SERVER + "/api/tasks/" + process.env.OVERMIND_TASK_ID');

const said = ({ server }: Stand, runId: string): string =>
  JSON.stringify([server.lines(runId), server.steps(runId), server.frames]);

describe('a coding agent', () => {
  it('calls the server with a token of its run, which nobody reads in what it prints', async () => {
    const stand = await makeStand();
    const { server, assign } = stand;
    const encoded = {
      do: 'run',
      command: 'printf %s "$OVERMIND_TOKEN" | base64 -w0; printf %s "$OVERMIND_TOKEN"',
    };
    const steps: Step[] = [ownServer, { do: 'print_environment' }, encoded as Step];
    const job = assign(await echoJob([...steps, { do: 'write', path: 'a.txt', text: 'a' }]));
    await server.waitFor('complete', job.run.id);
    const token = server.agentTokens.issued.get(job.run.id) ?? '';
    expect(server.agentTokens.calls).toEqual([{ runId: job.run.id, path: `/api/tasks/${job.task.id}` }]);
    const text = said(stand, job.run.id);
    expect(text).toContain('answer 200 known');
    expect(text).toContain(`OVERMIND_SERVER=${server.url}`);
    expect(text).toContain(`OVERMIND_PROJECT_ID=${job.project.id}`);
    expect(text).toContain('OVERMIND_TOKEN=');
    expect(text).toContain('$OVERMIND_SERVER/api/tasks/$OVERMIND_TASK_ID');
    expect(token).not.toBe('');
    for (const form of [token, Buffer.from(token).toString('base64').slice(0, -3)])
      expect(text).not.toContain(form);
    expect(JSON.stringify(stand.logged)).not.toContain(token);
    for (const artifact of server.artifacts) expect(artifact.bytes.toString()).not.toContain(token);
  });

  it('has its token for as long as it works: the checks after it have none', async () => {
    const { server, assign } = await makeStand({ limits: { agentTokenRenewMs: 10 } });
    const check = nodeStep('alone', 'process.exit(process.env.OVERMIND_TOKEN === undefined ? 0 : 1)');
    const config = { permissions: 'ask' } as const;
    const job = assign(await echoJob([{ do: 'ask', title: 'Wait' }], { checks: [check], config }));
    const { agentTokens } = server;
    await waitFor(() => agentTokens.verbsOf(job.run.id).filter((verb) => verb === 'renew').length > 2, {
      what: 'the token to be renewed again and again',
    });
    const { request } = await server.waitFor('permission.request', job.run.id);
    server.send({
      ...{ type: 'permission.answer', run_id: job.run.id, request_id: request.id },
      ...{ option_id: 'no', decided_by: 'Ada' },
    });
    const { result } = await server.waitFor('complete', job.run.id);
    expect(result.checks).toMatchObject([{ name: 'alone', status: 'passed' }]);
    const verbs = agentTokens.verbsOf(job.run.id);
    // A renewal that was on its way may be heard after the end.
    expect(verbs[0]).toBe('issue');
    expect(verbs.filter((verb) => verb === 'end')).toHaveLength(1);
    expect(new Set(agentTokens.asked.map(({ leaseToken }) => leaseToken))).toEqual(
      new Set([job.lease_token]),
    );
    const authorization = `Bearer ${agentTokens.issued.get(job.run.id)}`;
    expect((await fetch(`${server.url}/api/me`, { headers: { authorization } })).status).toBe(401);
  });

  it('reaches the server from behind a list of hosts that names it, and nothing beside the list', async () => {
    const stand = await makeStand();
    const { server, assign } = stand;
    const other = createServer((_, response) => response.end('service'));
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void other.close());
    const elsewhere = calling(`"http://127.0.0.1:${(other.address() as AddressInfo).port}/"`);
    const config = { network: { allow: [new URL(server.url).host] } };
    const job = assign(await echoJob([ownServer, elsewhere], { config }));
    await server.waitFor('complete', job.run.id);
    const text = said(stand, job.run.id);
    expect(text).toContain('answer 200 known');
    expect(text).toContain('answer none ECONNREFUSED');
    expect(server.agentTokens.calls).toHaveLength(1);
  });

  it.each([
    ['its network is off', { network: 'none' as const }],
    ['its list of hosts does not name the server', { network: { allow: ['example.org'] } }],
    ['a person switched it off', { run_token: false }],
  ])('has none where %s', async (_where, config) => {
    const stand = await makeStand();
    const { server, assign } = stand;
    const job = assign(await echoJob([{ do: 'print_environment' }], { config }));
    await server.waitFor('complete', job.run.id);
    expect(server.agentTokens.asked).toEqual([]);
    const text = said(stand, job.run.id);
    expect(text).toContain('OVERMIND_TASK_KEY=');
    expect(text).not.toContain('OVERMIND_TOKEN');
  });

  it('works without where the server gives it none, and the log says so', async () => {
    const { server, assign } = await makeStand();
    server.agentTokens.refusal = 503;
    const job = assign(await echoJob([{ do: 'write', path: 'a.txt', text: 'a' }]));
    const { result } = await server.waitFor('complete', job.run.id);
    expect(result.metrics.files_changed).toBe(1);
    expect(server.messages(job.run.id, 'system')).toContainEqual(
      expect.stringContaining('The agent gets no token with which to call the server:'),
    );
  });
});

it('gives commands no token', async () => {
  const { server, assign } = await makeStand();
  const show = nodeStep('show', 'console.log(Object.keys(process.env).join(" "))');
  const { run } = assign({ commands: [show] });
  await server.waitFor('complete', run.id);
  expect(server.messages(run.id).join(' ')).toContain('OVERMIND_TASK_KEY');
  expect(server.messages(run.id).join(' ')).not.toContain('OVERMIND_TOKEN');
  expect(server.agentTokens.asked).toEqual([]);
});
