import { PassThrough } from 'node:stream';
import type { AnyMessage } from '@agentclientprotocol/sdk';
import { expect, it } from 'vitest';
import { AgentFailure } from './agent-end.ts';
import { Wire } from './wire.ts';

function open(onUpdate: (params: unknown) => Promise<void> | undefined = () => undefined) {
  const [stdin, stdout] = [new PassThrough(), new PassThrough()];
  const strays: string[] = [];
  const results: unknown[] = [];
  const wire = new Wire({
    stdin,
    stdout,
    onUpdate,
    onResult: (result) => results.push(result),
    onStray: (line) => strays.push(line),
    onSign: () => {},
  });
  const say = (message: object | string): void => {
    const text = typeof message === 'string' ? message : JSON.stringify({ jsonrpc: '2.0', ...message });
    stdout.write(`${text}\n`);
  };
  const heard = async (): Promise<AnyMessage[]> => {
    const messages: AnyMessage[] = [];
    for await (const message of wire.stream.readable) messages.push(message);
    return messages;
  };
  const write = async (message: AnyMessage): Promise<void> => {
    const writer = wire.stream.writable.getWriter();
    await writer.write(message);
    writer.releaseLock();
  };
  return { wire, stdin, stdout, strays, results, say, heard, write };
}
const update = (index: number) => ({ method: 'session/update', params: { index } });

it('gives updates in their order, one after the other, and what follows them only then', async () => {
  const seen: unknown[] = [];
  const { say, heard, write, stdout } = open(async (params) => {
    await new Promise((resolve) => setImmediate(resolve));
    seen.push(params);
  });
  await write({ jsonrpc: '2.0', id: 7, method: 'session/prompt', params: {} });
  for (let index = 0; index < 20; index++) say(update(index));
  say({ id: 7, result: { stopReason: 'end_turn' } });
  stdout.end();
  expect(await heard()).toMatchObject([{ id: 7 }]);
  expect(seen).toEqual(Array.from({ length: 20 }, (_, index) => ({ index })));
});

it('does not read on while an update is being taken', async () => {
  let go = (): void => {};
  const { say, heard, stdout } = open(() => new Promise<void>((resolve) => (go = resolve)));
  const over = heard();
  say(update(0));
  const isBlocked = await new Promise<boolean>((resolve) => {
    const piece = 'x'.repeat(10_000);
    const fill = (left: number): void => {
      if (left === 0) return resolve(false);
      if (!stdout.write(`${JSON.stringify({ jsonrpc: '2.0', method: 'note', params: piece })}\n`))
        return resolve(true);
      setImmediate(() => fill(left - 1));
    };
    fill(10_000);
  });
  expect(isBlocked).toBe(true);
  go();
  stdout.end();
  await over;
});

it('passes over lines that are no message and answers to nothing, and keeps the first of them', async () => {
  const { say, heard, strays, wire, results, stdout } = open();
  for (const line of ['Welcome!', '{"jsonrpc":', '[1]', '"text"', '']) say(line);
  say({ id: 99, result: {} });
  say({ method: 'note' });
  stdout.end();
  expect(await heard()).toMatchObject([{ method: 'note' }]);
  expect(strays).toHaveLength(5);
  expect([wire.firstStray, results]).toEqual(['Welcome!', []]);
});

it('takes the first of two answers to one question, and what is no message of the protocol for none', async () => {
  const { say, heard, write, strays, results, stdout } = open();
  await write({ jsonrpc: '2.0', id: 7, method: 'session/prompt', params: {} });
  for (const result of ['first', 'second']) say({ id: 7, result });
  for (const odd of [{ method: 5, id: 1 }, { method: 'note', id: {} }, { method: 'note', id: null }, {}])
    say(odd);
  stdout.end();
  expect(await heard()).toMatchObject([{ id: 7, result: 'first' }]);
  expect(results).toEqual(['first']);
  expect(strays).toHaveLength(5);
});

it('reads text that is no UTF-8 with marks where it is broken', async () => {
  const { heard, stdout } = open();
  const [head, tail] = ['{"jsonrpc":"2.0","method":"note","params":"a', 'z"}\n'];
  stdout.end(Buffer.concat([Buffer.from(head), Buffer.from([0xff, 0xc3, 0x28]), Buffer.from(tail)]));
  expect(await heard()).toMatchObject([{ params: 'a\ufffd\ufffd(z' }]);
});

it('ends with many lines that are no message', async () => {
  const { say, heard } = open();
  for (let index = 0; index < 60; index++) say('not a message');
  await expect(heard()).rejects.toThrow(AgentFailure);
});

it('ends with a line that has no end before it is kept whole', async () => {
  const { stdout, heard } = open();
  const over = expect(heard()).rejects.toThrow('a line of more than 16 MB');
  for (let index = 0; index < 17; index++) stdout.write('x'.repeat(1024 * 1024));
  await over;
});

it('ends with a flood of questions', async () => {
  const { say, heard } = open();
  for (let id = 0; id < 1_100; id++) say({ id, method: 'what/ever' });
  await expect(heard()).rejects.toThrow('more than 1000 things at once');
});

it('survives an agent that has closed its input', async () => {
  const { stdin, write } = open();
  stdin.destroy();
  await write({ jsonrpc: '2.0', method: 'session/cancel', params: {} });
});
