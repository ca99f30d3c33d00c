import { z } from 'zod';
import { gather, mostRead, type ReadTests, testCase } from './test-report.ts';

const JestReport = z.object({
  numTotalTests: z.number(),
  wasInterrupted: z.boolean().optional(),
  testResults: z.array(
    z.object({
      name: z.string().optional(),
      message: z.string().optional(),
      status: z.string().optional(),
      assertionResults: z.array(
        z.object({
          ancestorTitles: z.array(z.string()).default([]),
          title: z.string(),
          status: z.string(),
          duration: z.number().nullish(),
          failureMessages: z.array(z.string()).nullish(),
        }),
      ),
    }),
  ),
});

/** The JSON of Jest, which Vitest writes as well; null for anything else. Paths are shown from `folder`. */
export function readJest(text: string, folder: string): ReadTests | null {
  if (!text.trimStart().startsWith('{') || !text.includes('"testResults"')) return null;
  let parsed: ReturnType<typeof JestReport.safeParse>;
  try {
    parsed = JestReport.safeParse(JSON.parse(text));
  } catch {
    return null; // Half of a document, or none.
  }
  if (!parsed.success) return null;
  const cases = parsed.data.testResults.flatMap((file) => {
    const path = (file.name ?? '').replace(`${folder}/`, '');
    const isBroken = file.assertionResults.length === 0 && file.status === 'failed';
    if (isBroken)
      return [testCase({ suite: path, name: path, status: 'failed', message: file.message ?? '' })];
    return file.assertionResults.map((each) =>
      testCase({
        suite: [path, ...each.ancestorTitles].join(' > '),
        name: each.title,
        status: each.status === 'passed' || each.status === 'failed' ? each.status : 'skipped',
        duration_ms: each.duration ?? null,
        message: each.status === 'failed' ? (each.failureMessages ?? []).join('\n') : null,
      }),
    );
  });
  const format = parsed.data.wasInterrupted === undefined ? 'vitest' : 'jest';
  return cases.length === 0 ? null : gather(format, cases.slice(0, mostRead));
}
