'use client';
import type { Agent } from '@overmind/contracts/entities/agent';
import { Bot, Pencil, Plus, Server } from 'lucide-react';
import Link from 'next/link';
import { lazy, Suspense, useState } from 'react';
import { EmptyState } from '#components/notice.tsx';
import { Button } from '#components/ui/button.tsx';
import { useMay, useView } from '#features/project/project-context.tsx';
import { ProjectFrame } from '#features/project/project-frame.tsx';
import { agentForm } from '#text/agent-form.ts';
import { agents as text } from '#text/agents.ts';
import { runners as runnersText } from '#text/runners.ts';
import { AgentSummary } from './agent-summary.tsx';
import { AgentTrialButton } from './agent-trial.tsx';
import { RunnerRow } from './runner-row.tsx';

const AgentDialog = lazy(async () => ({ default: (await import('./agent-dialog.tsx')).AgentDialog }));

export function AgentsPage() {
  const agents = useView((view) => view.agents);
  const runners = useView((view) => view.runners);
  const mayEdit = useMay('maintainer');
  const [edited, setEdited] = useState<Agent | 'new' | null>(null);
  return (
    <ProjectFrame title={text.title}>
      <div className="min-h-0 flex-1 overflow-y-auto">
        <div className="mx-auto max-w-5xl space-y-8 p-4 sm:p-6">
          <section aria-labelledby="agents-title">
            <div className="flex items-center gap-3">
              <h2 id="agents-title" className="font-semibold text-lg">
                {text.agents}
              </h2>
              {mayEdit ? (
                <Button size="sm" className="ml-auto" onClick={() => setEdited('new')}>
                  <Plus aria-hidden />
                  {agentForm.add}
                </Button>
              ) : null}
            </div>
            <p className="mb-3 text-ink-2 text-sm">{text.agentsHint}</p>
            {agents.length === 0 ? (
              <EmptyState icon={Bot} title={text.emptyTitle} hint={text.emptyHint} />
            ) : null}
            <div className="grid grid-cols-1 gap-3 lg:grid-cols-2">
              {agents.map((agent) => (
                <AgentSummary
                  key={agent.id}
                  agent={agent}
                  mayEdit={mayEdit}
                  action={mayEdit ? <AgentActs agent={agent} onEdit={setEdited} /> : null}
                />
              ))}
            </div>
          </section>
          <section aria-labelledby="runners-title">
            <div className="flex items-center gap-3">
              <h2 id="runners-title" className="font-semibold text-lg">
                {text.runners}
              </h2>
              <Button asChild size="sm" className="ml-auto">
                <Link href="/runners">{runnersText.manage}</Link>
              </Button>
            </div>
            <p className="mb-3 text-ink-2 text-sm">{text.runnersHint}</p>
            {runners.length === 0 ? (
              <EmptyState
                icon={Server}
                title={text.noRunnersTitle}
                hint={text.noRunnersHint}
                className="rounded-card border border-dashed"
              />
            ) : null}
            {runners.length > 0 ? (
              <ul className="divide-y rounded-card border bg-surface shadow-card">
                {runners.map((runner) => (
                  <RunnerRow key={runner.id} runner={runner} />
                ))}
              </ul>
            ) : null}
          </section>
        </div>
      </div>
      <Suspense fallback={null}>
        {edited === null ? null : (
          <AgentDialog agent={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />
        )}
      </Suspense>
    </ProjectFrame>
  );
}

const AgentActs = ({ agent, onEdit }: { agent: Agent; onEdit(agent: Agent): void }) => (
  <>
    <AgentTrialButton agent={agent} />
    <EditButton agent={agent} onEdit={onEdit} />
  </>
);

const EditButton = ({ agent, onEdit }: { agent: Agent; onEdit(agent: Agent): void }) => (
  <Button size="sm" look="quiet" onClick={() => onEdit(agent)} aria-label={text.editTitle(agent.name)}>
    <Pencil aria-hidden />
    {text.edit}
  </Button>
);
