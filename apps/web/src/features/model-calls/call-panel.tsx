'use client';
import type { LedgerCall } from '@overmind/contracts/entities/model-call';
import { X } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { TimeAgo } from '#components/time-ago.tsx';
import { Button } from '#components/ui/button.tsx';
import { runPath, taskPath } from '#lib/route-ids.ts';
import { common } from '#text/common.ts';
import { callStatusWords, failureWords, modelCalls as text } from '#text/model-calls.ts';
import { CallAttempts } from './call-attempts.tsx';
import { CallFacts } from './call-facts.tsx';
import { PlaceMark } from './place-mark.tsx';
import { ScriptedMark } from './scripted-mark.tsx';
import { WhyModel } from './why-model.tsx';

/** All that the ledger knows of one call. */
export const CallPanel = ({ call, onClose }: { call: LedgerCall; onClose(): void }) => (
  <>
    <header className="flex items-start gap-3 border-b px-4 py-3">
      <div className="min-w-0 flex-1">
        <h2 className="font-semibold text-[16px]">{call.scope.purpose}</h2>
        <p className="flex flex-wrap items-center gap-x-2 text-sm">
          <code className="min-w-0 break-all font-mono text-xs">{call.answered_by ?? text.none}</code>
          <ScriptedMark name={call.answered_by} />
          {call.is_local === null ? null : <PlaceMark isLocal={call.is_local} />}
          <span className={call.status === 'ok' ? 'text-done' : 'text-failed'}>
            {callStatusWords[call.status]}
            {call.reason === null ? '' : `: ${failureWords[call.reason]}`}
          </span>
          <TimeAgo iso={call.started_at} className="text-ink-3 text-xs" />
        </p>
      </div>
      <Button look="quiet" size="icon" aria-label={common.close} onClick={onClose}>
        <X aria-hidden />
      </Button>
    </header>
    <section
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reachable by keyboard
      tabIndex={0}
      aria-label={text.details}
      className="min-h-0 flex-1 space-y-6 overflow-y-auto p-4 focus-visible:outline-offset-[-2px]"
    >
      <Part title={text.why}>
        <WhyModel call={call} />
      </Part>
      <Part title={text.tries}>
        <CallAttempts attempts={call.attempts} more={call.more_attempts} />
      </Part>
      <Part title={text.facts}>
        <CallFacts call={call} />
      </Part>
      {call.warnings.length === 0 ? null : (
        <Part title={text.warnings}>
          <ul className="list-disc space-y-1 pl-4 text-review text-sm">
            {call.warnings.map((warning) => (
              <li key={warning}>{warning}</li>
            ))}
          </ul>
        </Part>
      )}
      <Origins scope={call.scope} />
    </section>
  </>
);

const Part = ({ title, children }: { title: string; children: ReactNode }) => (
  <section aria-label={title}>
    <h3 className="mb-2 font-semibold text-sm">{title}</h3>
    {children}
  </section>
);

/** Where the call came from. */
function Origins({ scope }: Pick<LedgerCall, 'scope'>) {
  const { project_id: projectId, task_id: taskId, run_id: runId } = scope;
  if (projectId === null || (taskId === null && runId === null)) return null;
  return (
    <p className="flex flex-wrap gap-2">
      {taskId === null ? null : (
        <Button asChild size="sm">
          <Link href={taskPath(projectId, taskId)}>{text.task}</Link>
        </Button>
      )}
      {runId === null ? null : (
        <Button asChild size="sm">
          <Link href={runPath(projectId, runId)}>{text.run}</Link>
        </Button>
      )}
    </p>
  );
}
