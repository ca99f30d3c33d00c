import { Client } from '@overmind/client/http';
import { expect, it } from 'vitest';
import { serviceThatHears } from './heard-by.ts';

/** A server whose projects are heard by a service, but for one that keeps everything here. */
const client = new Client({
  baseUrl: 'http://server',
  fetch: (address) => {
    const projectId = new URL(String(address)).searchParams.get('project_id');
    if (projectId === 'unknown') return Promise.resolve(new Response(null, { status: 404 }));
    const is_local = projectId === 'kept-here';
    const engine = is_local ? 'Moonshine' : 'ears.example';
    return Promise.resolve(
      Response.json({ recognition: { state: 'ready', engine, is_local, detail: null } }),
    );
  },
});

it('tells that what is said goes to a service, where the project is heard by one', async () => {
  expect(await serviceThatHears(client, 'open')).toBe('What you say is sent to ears.example.');
  expect(await serviceThatHears(client, 'kept-here')).toBeNull();
});

it('says nothing where it cannot be asked', async () => {
  expect(await serviceThatHears(client, 'unknown')).toBeNull();
});
