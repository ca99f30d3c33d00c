import { once } from 'node:events';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Client } from '@overmind/client/http';
import type { DiscussionDetail } from '@overmind/contracts/entities/discussion-room';
import type { ProjectPersona } from '@overmind/contracts/entities/persona';
import { sayInDiscussion } from '@overmind/contracts/routes/discussions';
import { putProvider } from '@overmind/contracts/routes/providers';
import { tasks } from '@overmind/domain/discussions/prompts/tasks';
import { type ModelServer, startModelServer } from '@overmind/testing/models/server';
import { waitFor } from '@overmind/testing/wait-for';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildPrograms } from '../../test-support/build.ts';
import { type Result, runCli, spawnCli } from '../../test-support/cli.ts';
import { signIn } from '../../test-support/signed-in.ts';
import { type RunningUp, startUp } from '../../test-support/up.ts';

/** Asks once, proposes, approves. */
function reply(system: string): object {
  const is = (purpose: keyof typeof tasks): boolean => system.includes(tasks[purpose]);
  const speaker = /^You are "([^"]+)"/.exec(system)?.[1] ?? '';
  if (is('clarify') && speaker === 'project_manager')
    return { type: 'question_to_user', questions: ['For how many users?'] };
  if (is('explore') && speaker === 'technical_architect')
    return { type: 'proposal', title: 'Keep them in PostgreSQL', content: 'One table of sessions.' };
  if (is('discuss')) return { type: 'consensus', content: `Let us vote, says ${speaker}.` };
  if (is('vote'))
    return {
      type: 'vote',
      ballots: [{ proposal: 'P1', choice: 'approve', confidence: 1, reason: 'Simple' }],
    };
  if (is('conclude'))
    return { type: 'consensus', content: 'PostgreSQL it is.', next_actions: ['Add a table for sessions'] };
  return { type: 'response', content: `Understood by ${speaker}` };
}

describe.runIf(process.platform === 'linux')('discussions, on the demo', () => {
  let up: RunningUp;
  let model: ModelServer;
  let client: Client;
  const cli = (...args: string[]): Promise<Result> => runCli(args, { env: up.env });
  async function out(...args: string[]): Promise<string> {
    const { code, stdout, stderr } = await cli(...args);
    if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}: ${stderr}`);
    return stdout;
  }
  /** A command that goes on, and what it has printed so far. */
  function watch(...args: string[]) {
    const child = spawnCli(args, { env: up.env });
    const watched = { child, stdout: '', stderr: '', closed: once(child, 'close') };
    for (const name of ['stdout', 'stderr'] as const)
      child[name]?.setEncoding('utf8').on('data', (text: string) => {
        watched[name] += text;
      });
    return watched;
  }
  const newest = async (): Promise<DiscussionDetail> =>
    JSON.parse(await out('discussions', 'show', '--json')) as DiscussionDetail;
  const waiting = (): Promise<DiscussionDetail> =>
    waitFor(
      async () => {
        const detail = await newest();
        return detail.waits_for === 'user' ? detail : null;
      },
      { what: 'the question' },
    );

  beforeAll(async () => {
    await buildPrograms();
    model = await startModelServer(({ system }) => ({ text: JSON.stringify(reply(system)) }));
    up = await startUp({ args: ['--demo', '--no-demo-model'] });
    client = await signIn(up);
    const body = {
      kind: 'openai_compatible' as const,
      base_url: model.openAiUrl,
      is_local: true,
      serves_itself: true,
    };
    await client.call(putProvider, { params: { provider: 'one' }, body });
  });

  afterAll(async () => {
    await up[Symbol.asyncDispose]();
    await model.close();
    await rm(dirname(up.dataDir), { recursive: true, force: true });
  });

  it('are watched to their decision, which becomes tasks', async () => {
    const watched = watch('discuss', 'where', 'do', 'sessions', 'go?', '--watch');
    const { id } = await waiting();
    await waitFor(() => watched.stderr.includes('waits for an answer'), { what: 'it to be told' });
    await client.call(sayInDiscussion, { params: { id }, body: { content: 'A thousand' } });
    const [code] = (await watched.closed) as [number | null];
    const { stdout, stderr } = watched;
    expect({ code, stderr }).toMatchObject({ code: 0 });
    expect(stdout).toMatch(/^You discussion\n {2}where do sessions go\?\n/);
    expect(stdout).toContain('To you question to user\n  For how many users?\n');
    expect(stdout).toContain('Technical architect proposal P1\n  Keep them in PostgreSQL\n');
    expect(stdout).toContain('P1 approve: Simple');
    expect(stdout).toMatch(/Decided: Keep them in PostgreSQL \(5 for, 0 against, 0 abstained\)/);
    expect(stderr).toContain('— consensus —');
    expect(await out('discussions', 'list', 'postgresql')).toMatch(
      /completed +\S+ \S+ +Keep them in PostgreSQL\n$/,
    );
    expect(await out('search', 'understood', '--agent', 'quality_assurance')).toContain(
      'Understood by quality_assurance',
    );
    expect(await out('search', 'understood', '--agent', 'technical_architect')).not.toContain('quality');
    expect(await out('discussions', 'list', 'understood', '--agent', 'nobody')).toMatch(/^No discussion/);
    expect(await out('discussions', 'show', '--messages')).toContain(
      'Make tasks of it: overmind discussions decide',
    );
    expect(await out('discussions', 'decide', id)).toContain('- Add a table for sessions');
    expect(await out('specs', 'list')).toMatch(/^No spec\./);
    expect(await out('discussions', 'decide', id, '--spec')).toBe('SPEC-1  Keep them in PostgreSQL\n');
    expect(await out('specs', 'list')).toMatch(/^SPEC-1 +explore +\S+ \S+ +Keep them in PostgreSQL\n$/);
    expect(await out('specs', 'show', 'spec-1')).toMatch(/^SPEC-1 .*active\n[\s\S]*explore +draft/);
    expect(await out('specs', 'show', 'SPEC-1', '--phase', 'requirements')).toContain(
      'Add a table for sessions',
    );
    expect(await cli('specs', 'show', 'SPEC-9')).toMatchObject({ code: 4 });
    expect(await out('discussions', 'show')).toContain('A spec was made of it: overmind specs show SPEC-1');
    expect(await out('discussions', 'export', id)).toContain('## Decision: Keep them in PostgreSQL');
  });

  it('go on when whoever watches them leaves', async () => {
    const watched = watch('discuss', 'What next?', '--watch');
    await waitFor(() => watched.stderr.includes('waits for an answer'), { what: 'the question' });
    watched.child.kill('SIGINT');
    await watched.closed;
    expect(watched.stderr).toMatch(
      /The discussion goes on\. Watch it again: overmind discussions show [\w-]+ --watch\n$/,
    );
    const { id, status } = await newest();
    expect(status).toBe('paused');
    expect(await out('discussions', 'stop', id.slice(0, 18), '--reason', 'not now')).toBe(
      'It has ended: not now\n',
    );
  });

  it('are watched as JSON alone, with what is said beside it, and tell what no tasks were made of', async () => {
    const watched = cli('discuss', 'Which otter?', '--watch', '--json');
    const { id } = await waiting();
    await client.call(sayInDiscussion, { params: { id }, body: { content: 'The small one' } });
    const { code, stdout, stderr } = await watched;
    expect({ code, ended: JSON.parse(stdout) }).toMatchObject({
      code: 0,
      ended: { id, status: 'completed' },
    });
    expect(stderr).toContain('Technical architect proposal P1\n  Keep them in PostgreSQL\n');
    expect(JSON.parse(await out('discussions', 'show', id, '--watch', '--json'))).toMatchObject({ id });
    const actions = ['--action', 'Approve all tasks', '--action', 'Write a test for otters'];
    const left = 'Left out, as it asks for no new work: Approve all tasks';
    expect(await out('discussions', 'decide', id, ...actions)).toContain(left);
    expect(await out('discussions', 'decide', id)).toContain(left);
    expect(await out('discussions', 'show', id)).toContain(
      'Left out of them, as it asks for no new work:\n  - Approve all tasks\n',
    );
  });

  it('are answered, paused and put away by commands, and leave and come back as files', async () => {
    const limits = ['--tokens', '90000', '--cost', '0.25', '--quorum', '40', '--answer-hours', '3'];
    const begun = JSON.parse(
      await out('discuss', 'Which colour?', ...limits, '--context-chars', '9000', '--json'),
    ) as DiscussionDetail;
    expect(begun.settings).toMatchObject({
      ...{ quorum: 0.4, answer_hours: 3, context_chars: 9_000 },
      limits: { tokens: 90_000, cost_micros: 250_000 },
    });
    expect(await cli('discuss', 'What?', '--cost', 'much')).toMatchObject({ code: 2 });
    await out('discussions', 'pause', begun.id);
    const { id } = await newest();
    expect((await newest()).waits_for).toBe('resume');
    expect(await out('discussions', 'resume', id)).toBe('It goes on.\n');
    await waiting();
    expect(await out('discussions', 'vote', id)).toContain('comes to the vote');
    expect(await out('discussions', 'answer', id, 'For', 'ten')).toBe('That is your answer. It goes on.\n');
    await waitFor(async () => (await newest()).ended_at, { what: 'the end' });
    const file = join(dirname(up.dataDir), 'colours.md');
    await out('discussions', 'export', id, '--out', file);
    expect(await out('discussions', 'export', id)).toBe(await readFile(file, 'utf8'));
    expect(await out('discussions', 'archive', id)).toContain('discussions unarchive');
    expect(await out('discussions', 'list')).not.toContain(id.slice(0, 13));
    expect(await out('discussions', 'unarchive', id)).toContain('back among');
    const brought = JSON.parse(await out('discussions', 'import', file, '--json')) as { id: string };
    expect(await newest()).toMatchObject({ id: brought.id, status: 'completed', goal: 'Which colour?' });
    const refused = await cli('discussions', 'delete', brought.id);
    expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining('--yes') });
    expect(await out('discussions', 'delete', brought.id, '--yes')).toBe('It is deleted.\n');
    await writeFile(file, '# A meeting\n\n**Ada:** Blue.\n\n**Bob:**\n');
    expect(await cli('discussions', 'import', file)).toMatchObject({
      ...{ code: 1, stderr: expect.stringContaining('Line 5: Bob says nothing here.') },
    });
  });

  it('are held by personas, which are edited as files and put back', async () => {
    const shown = JSON.parse(await out('personas', 'show', 'quality_assurance', '--json')) as ProjectPersona;
    const file = join(dirname(up.dataDir), 'qa.json');
    const edited = { ...shown, persona: { ...shown.persona, role: 'Everything that can break' } };
    await writeFile(file, JSON.stringify(edited));
    expect(await out('personas', 'edit', file, '--note', 'more')).toBe(
      'quality_assurance is stored as version 1.\n',
    );
    expect(await out('personas', 'list')).toMatch(
      /^quality_assurance +changed +Quality assurance +Everything that/m,
    );
    expect(await cli('personas', 'edit', file)).toMatchObject({
      ...{ code: 1, stderr: expect.stringContaining('Someone changed this') },
    });
    await writeFile(file, JSON.stringify({ key: 'Quality!' }));
    expect(await cli('personas', 'edit', file)).toMatchObject({
      ...{ code: 2, stderr: expect.stringContaining('key: Use a short lower-case name') },
    });
    expect(await out('personas', 'reset', 'quality_assurance', '--yes')).toContain('as version 2');
    expect(await out('personas', 'show', 'quality_assurance')).toMatch(
      /quality_assurance {2}built in, version 2\n/,
    );
  });

  it('that are not there are told of', async () => {
    expect(await cli('discussions', 'show', 'ffffffff')).toMatchObject({
      ...{ code: 4, stderr: expect.stringContaining('There is no discussion "ffffffff"') },
    });
  });
});
