import { closeCodes } from '@overmind/contracts/frames/line';
import { waitFor } from '@overmind/testing/wait-for';
import { expect, it } from 'vitest';
import { makeStand } from '../test-support/stand.ts';

it('says how to update a runner that its server turns away for its protocol, and dials again', async () => {
  const { server, logged } = await makeStand();
  server.close(closeCodes.other_protocol);
  const line = await waitFor(() => logged.find((each) => each.includes('"level":"error"')), {
    what: 'a line that says so',
  });
  expect(JSON.parse(line)).toMatchObject({
    message: expect.stringContaining(
      `Update it in its folder: curl -fsS -o runner.tgz ${server.url}/api/runner.tgz && tar -xzf runner.tgz; then start it again.`,
    ),
  });
  await waitFor(() => server.all('hello').length >= 2, { what: 'another hello' });
});

it('of a line that was merely lost says nothing of updates', async () => {
  const { server, logged } = await makeStand();
  server.cut();
  await waitFor(() => server.all('hello').length >= 2, { what: 'another hello' });
  expect(logged.join('\n')).not.toContain('runner.tgz');
});
