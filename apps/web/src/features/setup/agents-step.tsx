'use client';
import Link from 'next/link';
import { ErrorState } from '#components/notice.tsx';
import { Skeleton } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { AgentSummary } from '#features/agents/agent-summary.tsx';
import { useAgents } from '#features/agents/use-agents.ts';
import { projectPath } from '#lib/route-ids.ts';
import { setup } from '#text/session.ts';

export function AgentsStep({ projectId }: { projectId: string }) {
  const agents = useAgents(projectId);
  return (
    <div className="space-y-3">
      <h2 className="sr-only">{setup.found}</h2>
      {agents.isPending ? <Skeleton className="h-40" /> : null}
      {agents.isError ? <ErrorState error={agents.error} onRetry={() => void agents.refetch()} /> : null}
      {agents.data?.items.map((agent) => (
        <AgentSummary key={agent.id} agent={agent} />
      ))}
      <Button asChild look="primary" size="lg" className="mt-4">
        <Link href={projectPath(projectId)}>{setup.open}</Link>
      </Button>
    </div>
  );
}
