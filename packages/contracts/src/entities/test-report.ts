import { z } from 'zod';

export const testFormats = ['junit', 'tap', 'vitest', 'jest', 'node_test'] as const;
export const TestCase = z.object({
  suite: z.string().max(1_000),
  name: z.string().max(1_000),
  status: z.enum(['passed', 'failed', 'skipped']),
  duration_ms: z.number().nonnegative().nullable(),
  message: z.string().max(10_000).nullable().meta({ description: 'why it failed' }),
});
export type TestCase = z.infer<typeof TestCase>;

/** The content of a `test_results` artifact: what one step's tests said, read from a format that tools share. */
export const TestReport = z.object({
  step: z.string(),
  format: z.enum(testFormats),
  passed: z.number().int(),
  failed: z.number().int(),
  skipped: z.number().int(),
  duration_ms: z.number().nonnegative().nullable(),
  cases: z.array(TestCase).max(5_000).meta({ description: 'failed ones first' }),
  is_cut: z.boolean().meta({ description: 'true when there were more cases than are listed' }),
});
export type TestReport = z.infer<typeof TestReport>;
