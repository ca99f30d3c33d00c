import type { TranscriptEntry, TranscriptStep } from '@overmind/contracts/entities/transcript';
import { TranscriptStep as StepSchema } from '@overmind/contracts/entities/transcript';
import { expect, it } from 'vitest';
import { buildAutomaton } from '../output/redactor.ts';
import { secretVariants } from '../output/secret-variants.ts';
import { Transcript } from './transcript.ts';

const secret = 'sk-live-0123456789abcdef';
const root = '/data/worktrees/one';

function record(act: (transcript: Transcript) => void) {
  const steps: TranscriptStep[] = [];
  const lines: string[] = [];
  let bytes = 0;
  const options = {
    secrets: buildAutomaton(secretVariants([secret])),
    write: (step: TranscriptStep) => {
      steps.push(StepSchema.parse(step));
      return JSON.stringify(step).length;
    },
    tell: (line: string) => lines.push(line),
    onBytes: (count: number) => {
      bytes += count;
    },
  };
  {
    using transcript = new Transcript(options, root);
    act(transcript);
  }
  const entries = new Map<string, TranscriptEntry>();
  for (const step of steps) {
    if (step.op === 'put') entries.set(step.entry.id, step.entry);
    else {
      const entry = entries.get(step.id);
      if (entry?.kind === 'message') entries.set(step.id, { ...entry, text: entry.text + step.text });
    }
  }
  return { steps, lines, entries: [...entries.values()], bytes: () => bytes };
}

const chunk = (text: string, sessionUpdate = 'agent_message_chunk', messageId?: string) => ({
  sessionUpdate,
  content: { type: 'text', text },
  messageId,
});
const call = (more: object) => ({ sessionUpdate: 'tool_call', toolCallId: 'one', title: 'Edit', ...more });
const update = (more: object) => ({ sessionUpdate: 'tool_call_update', toolCallId: 'one', ...more });

it('puts the pieces of a message together and parts it where another thing happens', () => {
  const { entries, lines, steps } = record((transcript) => {
    for (const text of ['I ', 'look', '.\nThen', ' I edit.']) transcript.take(chunk(text), 10);
    transcript.take(chunk('Hm', 'agent_thought_chunk'), 10);
    transcript.take(call({ kind: 'edit', status: 'completed' }), 10);
    transcript.take(chunk('Done.'), 10);
  });
  expect(entries).toMatchObject([
    { kind: 'message', role: 'agent', text: 'I look.\nThen I edit.' },
    { kind: 'message', role: 'thought', text: 'Hm' },
    { kind: 'tool_call', tool: 'edit', status: 'completed' },
    { kind: 'message', role: 'agent', text: 'Done.' },
  ]);
  expect(steps).toHaveLength(7);
  expect(lines).toEqual(['I look.', 'Then I edit.', '→ Edit', 'Done.']);
});

it('tells messages apart by their ids', () => {
  const { entries } = record((transcript) => {
    transcript.take(chunk('one', 'agent_message_chunk', 'a'), 10);
    transcript.take(chunk('two', 'agent_message_chunk', 'b'), 10);
  });
  expect(entries).toMatchObject([{ text: 'one' }, { text: 'two' }]);
});

it.each([
  { sessionUpdate: 'usage_update', used: 15, size: 258_400 },
  { sessionUpdate: 'available_commands_update', availableCommands: [] },
])('parts messages without ids where the agent says $sessionUpdate between them', (between) => {
  const { entries, lines } = record((transcript) => {
    transcript.take(chunk('First '), 10);
    transcript.take(chunk('message.'), 10);
    transcript.take(between, 10);
    transcript.take(chunk('Second message.'), 10);
  });
  expect(entries).toMatchObject([{ text: 'First message.' }, { text: 'Second message.' }]);
  expect(lines).toEqual(['First message.', 'Second message.']);
});

it('keeps a message with an id together, whatever is said beside it', () => {
  const { entries } = record((transcript) => {
    transcript.take(chunk('one', 'agent_message_chunk', 'a'), 10);
    transcript.take({ sessionUpdate: 'usage_update', used: 15 }, 10);
    transcript.take(chunk(' and on', 'agent_message_chunk', 'a'), 10);
  });
  expect(entries).toMatchObject([{ text: 'one and on' }]);
});

it.each([1, 2, 3, 5, 11, 23])('hides a secret that comes in pieces of %i characters', (size) => {
  const { steps, lines } = record((transcript) => {
    const text = `The key is ${secret}, and 👋 that is all.\n`;
    for (let at = 0; at < text.length; at += size) transcript.take(chunk(text.slice(at, at + size)), size);
  });
  const written = JSON.stringify(steps);
  expect(written).not.toContain('sk-live');
  expect(written).toContain('The key is [redacted], and 👋 that is all.');
  expect(lines).toEqual(['The key is [redacted], and 👋 that is all.']);
});

it('hides secrets in everything that a tool call tells, its id included', () => {
  const { steps, lines } = record((transcript) => {
    transcript.take(
      call({
        toolCallId: `call ${secret}`,
        title: `echo ${secret}`,
        kind: 'execute',
        rawInput: { command: ['echo', secret] },
        locations: [{ path: `${root}/${secret}` }],
        content: [
          {
            type: 'content',
            content: { type: 'text', text: `it is ${Buffer.from(secret).toString('base64')}` },
          },
          { type: 'diff', path: `${root}/.env`, oldText: '', newText: `KEY=${secret}\n` },
        ],
      }),
      10,
    );
    transcript.take({ sessionUpdate: 'plan', entries: [{ content: secret }] }, 10);
  });
  expect(JSON.stringify(steps) + lines.join('')).not.toMatch(/sk-live|c2stbGl2ZS0/);
});

it('fills in what an update leaves out, and shows paths from the workspace and changes as hunks', () => {
  const { entries } = record((transcript) => {
    transcript.take(call({ title: `Edit ${root}/sum.js`, kind: 'edit', rawInput: { file: 'sum.js' } }), 10);
    const diff = { type: 'diff', path: `${root}/sum.js`, oldText: 'a\nb\nc\n', newText: 'a\nB\nc\n' };
    transcript.take(update({ content: [diff], locations: [{ path: `${root}/sum.js`, line: 2 }] }), 10);
    transcript.take(update({ status: 'completed' }), 10);
  });
  expect(entries).toMatchObject([
    {
      kind: 'tool_call',
      title: 'Edit sum.js',
      status: 'completed',
      input: '{"file":"sum.js"}',
      locations: [{ path: 'sum.js', line: 2 }],
      diffs: [{ path: 'sum.js', patch: '@@ -1,3 +1,3 @@\n a\n-b\n+B\n c' }],
    },
  ]);
});

it('shows what a tool printed, wherever the agent puts it', () => {
  const output = (more: object) => {
    const { entries } = record((transcript) => transcript.take(call(more), 10));
    return entries[0]?.kind === 'tool_call' ? entries[0].output : null;
  };
  expect(output({ content: [{ type: 'content', content: { type: 'text', text: 'ok' } }] })).toBe('ok');
  expect(output({ rawOutput: { stdout: 'out', stderr: 'err' } })).toBe('out\nerr');
  expect(output({ rawOutput: { formatted_output: 'both', stdout: 'out' } })).toBe('both');
  expect(output({ rawOutput: { answer: 42 } })).toBe('{"answer":42}');
});

it('writes only the last of many changes of one call in a short time', () => {
  const { steps } = record((transcript) => {
    transcript.take(call({}), 10);
    for (let turn = 0; turn < 500; turn++) transcript.take(update({ rawOutput: `line ${turn}` }), 10);
  });
  expect(steps).toHaveLength(1);
  expect(steps[0]).toMatchObject({ op: 'put', entry: { output: 'line 499' } });
});

it('makes text storable: no NUL, no half a surrogate pair, also when a pair is cut in two', () => {
  const { entries } = record((transcript) => {
    transcript.take(chunk('a\0b \ud83d'), 10);
    transcript.take(chunk('\udc4b c \udc4b'), 10);
  });
  expect(entries).toMatchObject([{ text: 'a␀b 👋 c \ufffd' }]);
});

it('goes on in another entry where a message gets too long, and cuts what a tool printed with a word about it', () => {
  const { entries } = record((transcript) => {
    transcript.take(chunk('x'.repeat(250_000)), 10);
    transcript.take(call({ rawOutput: 'y'.repeat(2_000_000) }), 10);
  });
  const messages = entries.flatMap((entry) => (entry.kind === 'message' ? [entry.text] : []));
  expect(messages.join('')).toHaveLength(250_000);
  expect(messages).toHaveLength(3);
  expect(entries.at(-1)).toMatchObject({ output: expect.stringMatching(/characters cut\]$/) });
});

it('keeps each step small enough for the spool, whatever characters it is made of', () => {
  const { steps } = record((transcript) => {
    const text = '\u0001'.repeat(400_000);
    const diff = { type: 'diff', path: 'a', oldText: '', newText: `${text.slice(0, 190_000)}\n` };
    transcript.take(call({ rawOutput: text, rawInput: text, title: text, content: [diff, diff, diff] }), 10);
    transcript.take(chunk('\u0002'.repeat(90_000)), 10);
  });
  for (const step of steps) expect(JSON.stringify(step).length).toBeLessThan(1024 * 1024);
});

it('passes over what it does not know, and what is of the wrong shape', () => {
  const { steps } = record((transcript) => {
    for (const raw of [null, 7, [], { sessionUpdate: 'surprise' }, { sessionUpdate: 'tool_call' }, chunk('')])
      transcript.take(raw, 10);
  });
  expect(steps).toEqual([]);
});

it('does not tell again what a loaded session tells of its past', () => {
  const { entries } = record((transcript) => {
    transcript.isReplay = true;
    transcript.take(chunk('earlier'), 10);
    transcript.isReplay = false;
    transcript.take(chunk('now'), 10);
  });
  expect(entries).toMatchObject([{ text: 'now' }]);
});

it('adds up the tokens of turns and keeps the last cost', () => {
  let metrics = {};
  const { entries } = record((transcript) => {
    const usage = { inputTokens: 100, outputTokens: 10, cachedReadTokens: 60 };
    transcript.usage.takeResult({ stopReason: 'end_turn', usage });
    transcript.usage.takeResult({ stopReason: 'end_turn', usage });
    transcript.usage.takeResult({ sessionId: 'x' });
    transcript.take(
      { sessionUpdate: 'usage_update', used: 9, size: 10, cost: { amount: 0.5, currency: 'USD' } },
      9,
    );
    transcript.take(
      { sessionUpdate: 'usage_update', used: 9, size: 10, cost: { amount: 0.75, currency: 'USD' } },
      9,
    );
    transcript.take(call({}), 10);
    metrics = transcript.metrics;
  });
  const totals = { input_tokens: 200, output_tokens: 20, cached_tokens: 120, cost_micros: 750_000 };
  expect(metrics).toEqual({ ...totals, tool_calls: 1 });
  expect(entries).toContainEqual(expect.objectContaining({ kind: 'usage', ...totals }));
});

it('takes 50,000 small updates as a bounded number of steps', () => {
  const { steps, bytes } = record((transcript) => {
    for (let index = 0; index < 50_000; index++) transcript.take(chunk(`word ${index} `), 100);
  });
  expect(steps.length).toBeLessThan(100);
  expect(bytes()).toBeGreaterThan(500_000);
});
