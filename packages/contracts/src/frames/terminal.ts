import { z } from 'zod';
import { TerminalData } from './runner.ts';

/**
 * `GET /ws/terminal?run_id=…&cols=…&rows=…`: a terminal in a run's workspace, for maintainers of a project that
 * allows it. Recorded from the first byte to the last.
 */
export const TerminalClientFrame = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('data'), data: TerminalData }),
  z.strictObject({
    type: z.literal('resize'),
    cols: z.number().int().min(2).max(500),
    rows: z.number().int().min(2).max(300),
  }),
]);
export type TerminalClientFrame = z.infer<typeof TerminalClientFrame>;

export const TerminalServerFrame = z.discriminatedUnion('type', [
  z.object({ type: z.literal('opened'), terminal_id: z.string() }),
  z.object({ type: z.literal('data'), data: TerminalData }),
  z.object({ type: z.literal('closed'), exit_code: z.number().int().nullable(), detail: z.string() }),
]);
export type TerminalServerFrame = z.infer<typeof TerminalServerFrame>;
