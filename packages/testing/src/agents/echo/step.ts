import { z } from 'zod';

const text = z.string();
const path = z.string();
const count = z.number().int().min(0);
const PlanEntry = z.object({ content: text, status: z.enum(['pending', 'in_progress', 'completed']) });

const Talk = [
  z.strictObject({ do: z.enum(['say', 'think']), text }),
  z.strictObject({ do: z.literal('plan'), entries: z.array(PlanEntry) }),
  z.strictObject({ do: z.literal('report_usage'), used: count, costUsd: z.number().optional() }),
  z.strictObject({ do: z.literal('print_environment') }),
  z.strictObject({ do: z.literal('write_stderr'), text }),
  // Says how many prompts the session had before, in every process that loaded it.
  z.strictObject({ do: z.literal('recall') }),
  z.strictObject({
    do: z.literal('stop'),
    reason: z.enum(['end_turn', 'max_tokens', 'max_turn_requests', 'refusal']),
  }),
] as const;

/** Reported as tool calls, with a diff where there is one. One that fails is reported so, and the agent goes on. */
const Work = [
  z.strictObject({ do: z.literal('write'), path, text }),
  z.strictObject({ do: z.literal('replace'), path, from: text, to: text }),
  z.strictObject({ do: z.literal('delete'), path }),
  z.strictObject({ do: z.literal('read'), path }),
  // A line for `sh -c`.
  z.strictObject({ do: z.literal('run'), command: text }),
  z.strictObject({ do: z.literal('delete_worktree') }),
  // Puts a git folder of its own, with a hook, in the place of the worktree's.
  z.strictObject({ do: z.literal('rewrite_git') }),
  // Moves the branch to a new commit with all that is in the worktree.
  z.strictObject({ do: z.literal('commit_to'), branch: text }),
  // Leaves a process of a session of its own behind, which writes its id to the file.
  z.strictObject({ do: z.literal('leave_daemon'), pidFile: path }),
  z.strictObject({ do: z.literal('client_read'), path }),
  z.strictObject({ do: z.literal('client_write'), path, text }),
  z.strictObject({ do: z.literal('client_terminal'), command: text, args: z.array(text).optional() }),
] as const;

const Harm = [
  // Waits for ever, or until it is cancelled where it heeds that (default: it does).
  z.strictObject({
    do: z.literal('hang'),
    heedsCancel: z.boolean().optional(),
    ignoresSigterm: z.boolean().optional(),
  }),
  z.strictObject({ do: z.literal('flood'), updates: count, chunkBytes: count }),
  z.strictObject({ do: z.literal('exit'), code: count }),
  z.strictObject({ do: z.literal('kill_itself') }),
  // Answers the prompt with a JSON-RPC error.
  z.strictObject({ do: z.literal('fail'), message: text }),
  z.strictObject({
    do: z.literal('break_protocol'),
    how: z.enum(['garbage_lines', 'wrong_ids', 'wrong_session', 'wrong_shapes', 'half_line']),
  }),
  // One line of that size without an end.
  z.strictObject({ do: z.literal('endless_line'), sizeBytes: count }),
  // Asks for so many permissions at the same time, and says how many were given.
  z.strictObject({ do: z.literal('ask_many'), count }),
] as const;

/** Asks for a permission and waits. Where it is cancelled, the turn ends as cancelled. */
const Ask = z.strictObject({
  do: z.literal('ask'),
  title: text.optional(),
  kind: z.enum(['edit', 'delete', 'execute', 'fetch', 'other']).optional(),
  get allowed() {
    return z.array(Step).optional();
  },
  get rejected() {
    return z.array(Step).optional();
  },
});

/** One thing that the echo agent does. Paths are absolute, or relative to the session's folder. */
export const Step = z.discriminatedUnion('do', [...Talk, ...Work, ...Harm, Ask]);
export type Step = z.infer<typeof Step>;

export type WorkStep = z.infer<(typeof Work)[number]>;
export type HarmStep = z.infer<(typeof Harm)[number]>;

const MARK = 'echo-agent:';

/** The line that makes the echo agent do the step. It may stand in any text, one step a line. */
export function stepLine(step: Step): string {
  return `${MARK} ${JSON.stringify(step)}`;
}

/** The steps that the text asks for, in their order. A line may have a bullet or a quote mark in front. */
export function readSteps(prompt: string): Step[] {
  const lines = prompt.split('\n').map((line) => line.replace(/^[\s>*-]+/, ''));
  return lines
    .filter((line) => line.startsWith(MARK))
    .map((line) => Step.parse(JSON.parse(line.slice(MARK.length))));
}
