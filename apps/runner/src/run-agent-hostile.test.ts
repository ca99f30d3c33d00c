import { describe, expect, it } from 'vitest';
import { type JobParts, nodeStep } from './test-support/job.ts';
import { makeStand, type StandParts } from './test-support/stand.ts';

/** The frame of a program that speaks just enough of the protocol; `prompt(m)` and `other(m)` are up to a test. */
const frame = `
const { writeFileSync } = require('node:fs');
const send = (m) => process.stdout.write(JSON.stringify({ jsonrpc: '2.0', ...m }) + '\\n');
const update = (text, sessionId = 's') => ({ method: 'session/update', params: {
  sessionId, update: { sessionUpdate: 'agent_message_chunk', content: { type: 'text', text } } } });
const say = (text) => send(update(text));
const asking = (id, command = 'ls') => ({ id, method: 'session/request_permission', params: { sessionId: 's',
  toolCall: { toolCallId: 'call-' + id, title: 'Act', rawInput: { command } },
  options: [{ optionId: 'yes', name: 'Yes', kind: 'allow_once' }] } });
const end = (m, stopReason = 'end_turn') => send({ id: m.id, result: { stopReason } });
const answers = {
  initialize: () => ({ protocolVersion: 1, agentCapabilities: {} }),
  'session/new': () => ({ sessionId: 's' }),
};
let prompt = end;
let other = () => {};
require('node:readline').createInterface({ input: process.stdin }).on('line', (line) => {
  const m = JSON.parse(line);
  if (answers[m.method]) send({ id: m.id, result: answers[m.method](m) });
  else if (m.method === 'session/prompt') prompt(m);
  else other(m);
});
`;

/** The end of a run whose agent is such a program. */
async function runProgram(body: string, { config, ...more }: Partial<JobParts> = {}, parts: StandParts = {}) {
  const stand = await makeStand(parts);
  const command = [process.execPath, '-e', frame + body];
  const { run } = stand.assign({
    ...{ type: 'code_change', checks: [nodeStep('there', 'require("fs").readFileSync("a.txt")')], ...more },
    config: { executor: 'acp', acp: { command }, permissions: 'allow', ...config },
  });
  const { result } = await stand.server.waitFor('complete', run.id);
  expect(stand.server.violations).toEqual([]);
  const said = JSON.stringify(stand.server.transcript(run.id));
  return { ...stand, run, result, said };
}

describe('an agent that', () => {
  it.each([
    ['initialize', '"banana"'],
    ['initialize', 'null'],
    ['initialize', '({ protocolVersion: {} })'],
    ['session/new', '({})'],
    ['session/new', '({ sessionId: 5 })'],
  ])('answers %s with %s fails with a reason', async (method, answer) => {
    const { result } = await runProgram(`answers['${method}'] = () => ${answer};`);
    expect(result).toMatchObject({ status: 'failed', reason: 'agent_failed' });
    expect(result.summary).toMatch(/node (broke the protocol: its answer|speaks version)/);
  });

  it('ends its turn without a reason fails', async () => {
    const { result } = await runProgram(`prompt = (m) => send({ id: m.id, result: null });`);
    expect(result).toMatchObject({ status: 'failed', reason: 'agent_failed' });
    expect(result.summary).toContain('its answer to session/prompt cannot be read');
  });

  it('stops for a reason that there is not fails', async () => {
    const { result } = await runProgram(`prompt = (m) => { writeFileSync('a.txt', ''); end(m, 'banana'); };`);
    expect(result).toMatchObject({ status: 'failed', reason: 'agent_failed' });
  });

  it('floods its standard error is stopped at the limit of output, in bounded memory', async () => {
    const before = process.memoryUsage().rss;
    const flood = `prompt = () => { const go = () => process.stderr.write('x'.repeat(1 << 20), go); go(); };`;
    const { result } = await runProgram(flood, { config: { max_output_mb: 8 } });
    expect(result).toMatchObject({ status: 'failed', reason: 'output_limit' });
    expect(process.memoryUsage().rss - before).toBeLessThan(400 * 1024 * 1024);
  });

  it('asks without end and hears no answer is heard no more, and stopped as silent', async () => {
    const { result, server, run } = await runProgram(
      `prompt = () => { for (let id = 1; ; id++) send(asking(id)); };`,
      {},
      { limits: { agentSilenceMs: 1_000 } },
    );
    expect(result).toMatchObject({ status: 'failed', reason: 'agent_silent' });
    const shown = server.transcript(run.id).filter((entry) => entry.kind === 'permission');
    expect(shown.length).toBeLessThan(20_000);
  });

  it('asks for permissions with many words is stopped at the limit of output', async () => {
    const { result, server, run } = await runProgram(
      `prompt = () => send(asking(1, 'x'.repeat(25_000)));
       other = (m) => send(asking(m.id + 1, 'x'.repeat(25_000)));`,
      { config: { max_output_mb: 1 } },
    );
    expect(result).toMatchObject({ status: 'failed', reason: 'output_limit' });
    const shown = server.transcript(run.id).filter((entry) => entry.kind === 'permission');
    expect(shown.length).toBeLessThan(100);
  });

  it('fills its home is stopped at the limit of what it may write', async () => {
    const { result } = await runProgram(
      `prompt = () => {
        let n = 0;
        setInterval(() => writeFileSync(process.env.HOME + '/big' + n++, Buffer.alloc(1 << 20, 1)), 5);
      };`,
      { config: { limits: { disk_mb: 32 } } },
    );
    expect(result).toMatchObject({ status: 'failed', reason: 'limit_exceeded' });
    expect(result.summary).toContain('more than the 32 MB');
  });

  it('sends one huge message is told in pieces, and its work counts', async () => {
    const { result, server, run } = await runProgram(
      `prompt = (m) => { writeFileSync('a.txt', ''); say('x'.repeat(12 << 20)); end(m); };`,
    );
    expect(result).toMatchObject({ status: 'completed', reason: 'ok' });
    const texts = server.transcript(run.id).map((entry) => (entry.kind === 'message' ? entry.text : ''));
    expect(texts.join('').match(/x/g)?.length).toBeGreaterThanOrEqual(12 << 20);
    expect(Math.max(...texts.map((text) => text.length))).toBeLessThanOrEqual(100_000);
  });

  it('speaks of a session that is not its own, or no UTF-8, goes on', async () => {
    const { result, said } = await runProgram(`prompt = (m) => {
      send(update('From elsewhere', 'other'));
      const [head, tail] = JSON.stringify({ jsonrpc: '2.0', ...update('broken | here') }).split('|');
      process.stdout.write(Buffer.concat([Buffer.from(head), Buffer.from([255, 254]), Buffer.from(tail + '\\n')]));
      writeFileSync('a.txt', '');
      end(m);
    };`);
    expect(result).toMatchObject({ status: 'completed', reason: 'ok' });
    expect(said).not.toContain('From elsewhere');
    expect(said).toContain('broken \ufffd\ufffd here');
  });

  it('asks twice under one id is answered twice, and one that answers twice is heard once', async () => {
    const { result, said, server, run } = await runProgram(`
      const ask = { id: 1, method: 'session/request_permission', params: { sessionId: 's',
        toolCall: { toolCallId: 'c', title: 'Act' },
        options: [{ optionId: 'yes', name: 'Yes', kind: 'allow_once' }] } };
      let count = 0;
      let asked;
      prompt = (m) => { asked = m; send(ask); send(ask); };
      other = (m) => {
        if (m.id !== 1 || ++count < 2) return;
        say(count + ' answers: ' + m.result.outcome.optionId);
        writeFileSync('a.txt', '');
        end(asked);
        end(asked, 'refusal');
      };`);
    expect(result).toMatchObject({ status: 'completed', reason: 'ok' });
    expect(said).toContain('2 answers: yes');
    const allowed = server.transcript(run.id).filter((entry) => entry.kind === 'permission');
    expect(allowed).toMatchObject([{ status: 'allowed' }, { status: 'allowed' }]);
  });

  it('asks for what is not offered, files outside and terminals, is refused by the protocol and nothing happens', async () => {
    const { result, said, logged } = await runProgram(`
      const wanted = [
        ['fs/read_text_file', { sessionId: 's', path: '/etc/passwd' }],
        ['fs/write_text_file', { sessionId: 's', path: '/etc/made-up', content: 'x' }],
        ['fs/write_text_file', { sessionId: 's', path: '../../made-up', content: 'x' }],
        ['terminal/create', { sessionId: 's', command: 'sh', args: ['-c', 'id'] }],
        ['elicitation/create', {}],
      ];
      const codes = [];
      let asked;
      prompt = (m) => { asked = m; wanted.forEach(([method, params], id) => send({ id, method, params })); };
      other = (m) => {
        codes.push(m.error.code);
        if (codes.length < wanted.length) return;
        say('codes: ' + codes.join(' '));
        writeFileSync('a.txt', '');
        end(asked);
      };`);
    expect(result).toMatchObject({ status: 'completed', reason: 'ok', metrics: { files_changed: 1 } });
    expect(said).toContain('codes: -32601 -32601 -32601 -32601 -32601');
    expect(said).not.toContain('root:');
    expect(logged.join('')).not.toContain('made-up');
  });

  it('puts a secret into its ids has it in no frame', async () => {
    const secret = 'made-up-secret-0123456789';
    const stand = await makeStand({ environment: { SHOP_KEY: secret } });
    const body = `
      answers.initialize = () => ({ protocolVersion: 1, agentCapabilities: { loadSession: true } });
      answers['session/new'] = () => ({ sessionId: process.env.SHOP_KEY });
      const about = { sessionId: process.env.SHOP_KEY };
      let asked;
      prompt = (m) => {
        asked = m;
        send({ id: 'q' + process.env.SHOP_KEY, method: 'session/request_permission', params: { ...about,
          toolCall: { toolCallId: process.env.SHOP_KEY, title: 'Act' },
          options: [
            { optionId: process.env.SHOP_KEY, name: 'Yes', kind: 'allow_once' },
            { optionId: 'no', name: 'No', kind: 'reject_once' },
          ] } });
      };
      other = (m) => {
        if (m.result.outcome.optionId === process.env.SHOP_KEY) writeFileSync('a.txt', '');
        end(asked);
      };`;
    const command = [process.execPath, '-e', frame + body];
    const { run } = stand.assign({
      ...{ type: 'code_change', checks: [nodeStep('ok', '')] },
      config: { executor: 'acp', acp: { command }, permissions: 'ask', secrets: ['SHOP_KEY'] },
    });
    const { request } = await stand.server.waitFor('permission.request', run.id);
    const optionId = request.options.find(({ kind }) => kind === 'allow_once')?.id ?? null;
    stand.server.send({
      type: 'permission.answer',
      ...{ run_id: run.id, request_id: request.id, option_id: optionId, decided_by: 'Ada' },
    });
    const { result } = await stand.server.waitFor('complete', run.id);
    expect(result.metrics.files_changed).toBe(1);
    const all = [stand.server.frames, stand.server.transcript(run.id), stand.server.lines(run.id)];
    expect(JSON.stringify(all)).not.toContain(secret);
    expect(stand.server.all('state', run.id).every((frame) => frame.session_id === undefined)).toBe(true);
  });
});
