import type { TestCase, TestReport } from '@overmind/contracts/entities/test-report';

/** What was read of one file or one output, before it is bounded. */
export interface ReadTests {
  format: TestReport['format'];
  cases: TestCase[];
  /** More cases than were kept were counted here. */
  counts: { passed: number; failed: number; skipped: number };
}

const mostCases = 5_000;
/** What one reader keeps: the failed ones may be among the last. */
export const mostRead = 20_000;

export const testCase = (fields: Partial<TestCase> & Pick<TestCase, 'name' | 'status'>): TestCase => ({
  suite: (fields.suite ?? '').slice(0, 1_000),
  name: fields.name.slice(0, 1_000),
  status: fields.status,
  duration_ms:
    fields.duration_ms !== undefined && Number(fields.duration_ms) >= 0 ? fields.duration_ms : null,
  message: fields.message?.slice(0, 10_000) ?? null,
});

export function gather(format: ReadTests['format'], cases: readonly TestCase[]): ReadTests {
  const count = (status: TestCase['status']): number => cases.filter((each) => each.status === status).length;
  const counts = { passed: count('passed'), failed: count('failed'), skipped: count('skipped') };
  return { format, cases: cases.slice(0, mostRead), counts };
}

const rank = { failed: 0, skipped: 1, passed: 2 };

/** One report of all that a step's tests left; null when they left nothing. */
export function reportOf(step: string, read: readonly ReadTests[]): TestReport | null {
  const [first] = read;
  const cases = read.flatMap((each) => each.cases).sort((a, b) => rank[a.status] - rank[b.status]);
  const sum = (field: keyof ReadTests['counts']) => read.reduce((all, { counts }) => all + counts[field], 0);
  const total = sum('passed') + sum('failed') + sum('skipped');
  if (first === undefined || total === 0) return null;
  const known = cases.filter(({ duration_ms }) => duration_ms !== null);
  return {
    ...{ step, format: first.format, passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped') },
    duration_ms: known.length === 0 ? null : known.reduce((all, each) => all + (each.duration_ms ?? 0), 0),
    cases: cases.slice(0, mostCases),
    is_cut: total > Math.min(cases.length, mostCases),
  };
}
