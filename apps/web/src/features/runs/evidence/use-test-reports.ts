'use client';
import type { Artifact } from '@overmind/contracts/entities/run';
import { TestReport } from '@overmind/contracts/entities/test-report';
import { getArtifactContent, listRunArtifacts } from '@overmind/contracts/routes/runs';
import { useQueries } from '@tanstack/react-query';
import { api } from '#lib/api/client.ts';
import { routeKey, useRoute } from '#lib/api/use-route.ts';

const mostReports = 20;
/** The contract's bounds keep a whole report below this. */
const mostBytes = 64 * 1_024 * 1_024;

export interface FoundReport {
  artifact: Artifact;
  /** Null while it is on its way; `unreadable` when it is none, or could not be had. */
  report: TestReport | null | 'unreadable';
}

async function readReport(
  { id, size_bytes: size }: Artifact,
  signal: AbortSignal,
): Promise<TestReport | null> {
  if (size > mostBytes) return null;
  const response = await api.stream(getArtifactContent, { params: { id }, signal });
  return TestReport.safeParse(await response.json()).data ?? null;
}

/** What the tests of a run said, out of its artifacts. */
export function useTestReports(runId: string): FoundReport[] {
  const found = useRoute(listRunArtifacts, { params: { id: runId } }, { staleTime: 0 });
  const artifacts = (found.data?.items ?? [])
    .filter((artifact) => artifact.kind === 'test_results')
    .slice(0, mostReports);
  const reports = useQueries({
    queries: artifacts.map((artifact) => ({
      queryKey: [...routeKey(getArtifactContent, { params: { id: artifact.id } }), 'test-report'],
      queryFn: ({ signal }: { signal: AbortSignal }) => readReport(artifact, signal),
      staleTime: Number.POSITIVE_INFINITY,
      retry: false,
    })),
  });
  return artifacts.map((artifact, index) => {
    const { data, isPending } = reports[index] ?? { data: undefined, isPending: true };
    return { artifact, report: isPending ? null : (data ?? 'unreadable') };
  });
}
