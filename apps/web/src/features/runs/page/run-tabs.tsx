'use client';
import type { Run } from '@overmind/contracts/entities/run';
import { Tabs } from 'radix-ui';
import { lazy, Suspense } from 'react';
import { Skeleton } from '#components/ui/badge.tsx';
import { useHasModelCalls } from '#features/model-calls/use-model-calls.ts';
import { TerminalPane } from '#features/terminal/terminal-pane.tsx';
import { useHasTerminal } from '#features/terminal/use-workspace-state.ts';
import { isLiveRun } from '#lib/live/reduce.ts';
import { type RunTab, runTabs } from '#lib/route-ids.ts';
import { useSearchParam } from '#lib/search-param.ts';
import { runPage as text } from '#text/run-page.ts';

const Session = lazy(async () => ({
  default: (await import('#features/transcript/session.tsx')).Session,
}));
const RunConsole = lazy(async () => ({
  default: (await import('#features/console/console.tsx')).RunConsole,
}));
const RunEvidence = lazy(async () => ({
  default: (await import('../evidence/run-evidence.tsx')).RunEvidence,
}));
const RunChanges = lazy(async () => ({ default: (await import('./run-changes.tsx')).RunChanges }));
const RunArtifacts = lazy(async () => ({ default: (await import('./run-artifacts.tsx')).RunArtifacts }));
const CallList = lazy(async () => ({
  default: (await import('#features/model-calls/call-list.tsx')).CallList,
}));
const ScopeBudget = lazy(async () => ({
  default: (await import('#features/budgets/scope-budget.tsx')).ScopeBudget,
}));
const RunAttempts = lazy(async () => ({ default: (await import('./run-attempts.tsx')).RunAttempts }));

/** What a person most likely came for: the session of a coding agent, a live log, or the proof of what is over. */
const firstTab = (run: Run): RunTab =>
  run.executor !== 'commands' ? 'transcript' : isLiveRun(run) ? 'console' : 'evidence';

const panel = 'flex min-h-0 flex-1 flex-col outline-none data-[state=inactive]:hidden';
// What is hidden from sight is placed by the page it is in: without a place of its own it would lengthen the window.
const page = `${panel} relative overflow-y-auto`;

export function RunTabs({ run }: { run: Run }) {
  const [tab, setTab] = useSearchParam('tab');
  const hasTerminal = useHasTerminal(run.id);
  const callsOf = { projectId: run.project_id, run: run.id };
  const hasModelCalls = useHasModelCalls(callsOf);
  const hidden: Partial<Record<RunTab, boolean>> = {
    transcript: run.executor === 'commands',
    terminal: !hasTerminal,
    models: !hasModelCalls && tab !== 'models',
  };
  const tabs = runTabs.filter((each) => hidden[each] !== true);
  const shown = tabs.find((each) => each === tab) ?? firstTab(run);
  return (
    <Tabs.Root value={shown} onValueChange={setTab} className="flex min-h-0 flex-1 flex-col bg-surface">
      <Tabs.List
        aria-label={text.name}
        className="flex shrink-0 gap-4 overflow-x-auto border-b px-3 [scrollbar-width:none] sm:px-4"
      >
        {tabs.map((each) => (
          <Tabs.Trigger
            key={each}
            value={each}
            className="-mb-px h-9 shrink-0 border-transparent border-b-2 text-ink-2 text-sm data-[state=active]:border-ink data-[state=active]:font-medium data-[state=active]:text-ink max-md:h-11"
          >
            {text.tabs[each]}
          </Tabs.Trigger>
        ))}
      </Tabs.List>
      <Suspense fallback={<Skeleton className="m-4 h-64" />}>
        <Tabs.Content value="transcript" className={panel}>
          <Session run={run} onConsole={() => setTab('console')} />
        </Tabs.Content>
        <Tabs.Content value="console" className={panel}>
          <RunConsole run={run} />
        </Tabs.Content>
        <Tabs.Content value="terminal" className={panel}>
          <TerminalPane run={run} />
        </Tabs.Content>
        <Tabs.Content value="evidence" className={page}>
          <RunEvidence run={run} />
        </Tabs.Content>
        <Tabs.Content value="changes" className={page}>
          <RunChanges run={run} />
        </Tabs.Content>
        <Tabs.Content value="files" className={page}>
          <RunArtifacts run={run} />
        </Tabs.Content>
        <Tabs.Content value="models" className={`${page} p-4`}>
          <div className="mb-4 max-w-lg empty:hidden">
            <ScopeBudget projectId={run.project_id} of={{ run: run.id }} stamp={run.status} />
          </div>
          <CallList of={callsOf} />
        </Tabs.Content>
        <Tabs.Content value="attempts" className={page}>
          <RunAttempts run={run} />
        </Tabs.Content>
      </Suspense>
    </Tabs.Root>
  );
}
