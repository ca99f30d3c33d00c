'use client';
import type { InboxItem } from '@overmind/contracts/entities/inbox';
import { Check, CircleX } from 'lucide-react';
import { ShortText } from '#components/short-text.tsx';
import { FoldedText } from '#features/chat/folded-text.tsx';
import { questionWords } from '#features/chat/question-words.ts';
import { VisibleText } from '#features/console/visible-text.tsx';
import { DeniedAsks } from '#features/permissions/denied-asks.tsx';
import { PermissionWords } from '#features/permissions/permission-words.tsx';
import { failureWords, outcomeWords } from '#features/runs/outcome-words.ts';
import { EvidenceList } from '#features/tasks/evidence-list.tsx';
import { cn } from '#lib/class-names.ts';
import { inbox as text } from '#text/inbox.ts';

/** What a decision rests on. */
export function Grounds({ item, isOpen }: { item: InboxItem; isOpen: boolean }) {
  const { run, message, permission, merge } = item;
  if (permission !== null)
    return (
      <div className="mt-1.5">
        <PermissionWords request={permission} />
      </div>
    );
  if (merge !== null) return <MergeGrounds merge={merge} />;
  if (message !== null)
    return (
      <div className="mt-1 text-sm">
        <FoldedText
          text={questionWords(message)}
          isMarkdown={message.content_format === 'markdown'}
          tasks={message.links.tasks}
        />
      </div>
    );
  const reason = reasonOf(item);
  return (
    <>
      {reason === null ? null : (
        <p className="mt-1 text-ink-2 text-sm [overflow-wrap:anywhere]">
          <ShortText text={reason} />
        </p>
      )}
      {isOpen && item.kind === 'failed' && run?.executor === 'acp' ? <DeniedAsks runId={run.id} /> : null}
      {isOpen && run !== null ? (
        <div className="mt-2">
          <EvidenceList evidence={run.evidence} />
        </div>
      ) : null}
      {isOpen || run === null || run.evidence.length === 0 ? null : <EvidenceLine run={run} />}
    </>
  );
}

/** Why it waits: what the run found says more than what any run that ends so is told. */
function reasonOf({ kind, task, run }: InboxItem): string | null {
  const outcome = run === null ? null : outcomeWords(run);
  if (kind === 'review') return outcome;
  const failure = kind === 'failed' && run !== null ? failureWords(run) : null;
  if (failure !== null) return [failure.what, failure.remedy].filter((words) => words !== null).join(' ');
  return task?.status_reason ?? outcome;
}

const MergeGrounds = ({ merge }: { merge: NonNullable<InboxItem['merge']> }) => (
  <>
    {merge.detail === null ? null : (
      <p className="mt-1 text-ink-2 text-sm [overflow-wrap:anywhere]">{merge.detail}</p>
    )}
    {merge.conflicts.length === 0 ? null : (
      <p className="mt-1 text-sm [overflow-wrap:anywhere]">
        <span className="text-ink-2">{text.conflicts}</span>{' '}
        <code className="font-mono text-xs">
          <VisibleText text={merge.conflicts.join(', ')} />
        </code>
      </p>
    )}
  </>
);

const EvidenceLine = ({ run }: { run: NonNullable<InboxItem['run']> }) => (
  <p className="mt-1 flex flex-wrap gap-x-3 text-xs">
    {run.evidence.map((proof) => {
      const isGood = (proof.exit_code ?? 0) === 0;
      const Icon = isGood ? Check : CircleX;
      return (
        <span
          key={`${proof.kind}:${proof.name}`}
          className={cn('flex items-center gap-1', isGood ? 'text-done' : 'text-failed')}
        >
          <Icon className="size-3" aria-hidden />
          {proof.name}
        </span>
      );
    })}
  </p>
);
