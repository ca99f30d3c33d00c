import type { TranscriptEntry, TranscriptStep } from '@overmind/contracts/entities/transcript';

type ToolCall = Extract<TranscriptEntry, { kind: 'tool_call' }>;

/** What one step may weigh, so that no reader waits long for it. */
export const maxStepChars = 200_000;
/** What is kept beside the long texts: titles, paths, quotes. */
const roomForTheRest = 20_000;
const cutMark = '\n… (cut)';

/** The step with its long texts cut so that it stays below `maxStepChars`; most are returned as they are. */
export function boundStep(step: TranscriptStep): TranscriptStep {
  if (step.op !== 'put' || step.entry.kind !== 'tool_call' || lengthOf(step) <= maxStepChars) return step;
  return { op: 'put', entry: boundToolCall(step.entry) };
}

const lengthOf = (value: unknown): number => JSON.stringify(value).length;

function boundToolCall(entry: ToolCall): ToolCall {
  let texts = [entry.input, entry.output, ...entry.diffs.map((diff) => diff.patch)];
  const rest = lengthOf({ ...entry, input: '', output: '', diffs: entry.diffs.map(({ path }) => path) });
  const room = Math.max(roomForTheRest, maxStepChars - rest);
  for (let share = room; lengthOf(texts) > room && share > 0; share = Math.floor(share / 2))
    texts = texts.map((text) => cut(text, share));
  const [input = '', output = '', ...patches] = texts;
  return {
    ...{ ...entry, input, output },
    diffs: entry.diffs.map((diff, index) => ({ ...diff, patch: patches[index] ?? '' })),
  };
}

const cut = (text: string, length: number): string =>
  text.length <= length + cutMark.length ? text : `${text.slice(0, length).toWellFormed()}${cutMark}`;
