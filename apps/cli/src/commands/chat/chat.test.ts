import { readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Client } from '@overmind/client/http';
import type { Conversation } from '@overmind/contracts/entities/conversation';
import { ChatExport } from '@overmind/contracts/entities/conversation-export';
import { archiveConversation, createConversation, postMessage } from '@overmind/contracts/routes/talk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exitCodes } from '../../failure.ts';
import { buildPrograms } from '../../test-support/build.ts';
import { runCli } from '../../test-support/cli.ts';
import { onlyProject, signIn } from '../../test-support/signed-in.ts';
import { type RunningUp, startUp } from '../../test-support/up.ts';

describe.runIf(process.platform === 'linux')('chats, on the demo', () => {
  let up: RunningUp;
  let client: Client;
  let chat: Conversation;
  let old: Conversation;
  const cli = (...args: string[]) => runCli(['chats', ...args], { env: up.env });
  async function out(...args: string[]): Promise<string> {
    const { code, stdout, stderr } = await cli(...args);
    if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}: ${stderr}`);
    return stdout;
  }

  beforeAll(async () => {
    await buildPrograms();
    up = await startUp({ args: ['--demo', '--no-demo-model'] });
    client = await signIn(up);
    const params = { id: (await onlyProject(client)).id };
    old = await client.call(createConversation, { params, body: { title: 'Old notes' } });
    await client.call(archiveConversation, { params: { id: old.id } });
    chat = await client.call(createConversation, { params, body: { title: 'Drive notes' } });
    await client.call(postMessage, { params: { id: chat.id }, body: { content: 'what is going on?' } });
  });
  afterAll(async () => {
    await up[Symbol.asyncDispose]();
    await rm(dirname(up.dataDir), { recursive: true, force: true });
  });

  it('are listed without discussions, the newest first', async () => {
    const listed = JSON.parse(await out('list', '--json')) as Conversation[];
    expect(listed[0]).toMatchObject({ id: chat.id, title: 'Drive notes' });
    expect(listed.every(({ kind }) => kind === 'chat')).toBe(true);
    expect(await out('list', '--limit', '1')).toMatch(/^\S+ +\S+ \S+ +Drive notes\n$/);
  });

  it('that were put away are listed apart', async () => {
    const listed = JSON.parse(await out('list', '--json')) as Conversation[];
    expect(listed.map(({ id }) => id)).not.toContain(old.id);
    expect(await out('list', '--archived')).toMatch(/^\S+ +\S+ \S+ +Old notes\n$/);
  });

  it.each([
    ['markdown', 'md'],
    ['json', 'json'],
  ])('leave as %s and come back with all that was said', async (format, ending) => {
    const file = join(dirname(up.dataDir), `notes.${ending}`);
    await out('export', chat.id, '--format', format, '--out', file);
    expect(await readFile(file, 'utf8')).toContain('what is going on?');
    const brought = JSON.parse(await out('import', file, '--json')) as Conversation;
    expect(brought).toMatchObject({ kind: 'chat', title: 'Drive notes' });
    const again = ChatExport.parse(JSON.parse(await out('export', brought.id, '--format', 'json')));
    expect(again.messages[0]).toMatchObject({ role: 'user', content: 'what is going on?' });
  });

  it('are made of a transcript unless it is to be a discussion', async () => {
    const file = join(dirname(up.dataDir), 'meeting.md');
    await writeFile(file, '# A meeting\n\n**Ada:** Blue.\n\n**Bob:** Green.\n');
    expect(await out('import', file)).toBe('The chat is here: A meeting\n');
    expect(await out('import', file, '--as', 'discussion')).toContain('The discussion is here: A meeting\n');
  });

  it('that are not there are told of', async () => {
    expect(await cli('export', 'ffffffff')).toMatchObject({
      ...{ code: exitCodes.notFound, stderr: expect.stringContaining('overmind chats list') },
    });
  });
});
