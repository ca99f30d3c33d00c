'use client';
import type { Merge } from '@overmind/contracts/entities/merge';
import { ExternalLink } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { CopyButton } from '#components/copy-button.tsx';
import { TimeAgo } from '#components/time-ago.tsx';
import { VisibleText } from '#features/console/visible-text.tsx';
import { useProjectScope } from '#features/project/project-context.tsx';
import { EvidenceList } from '#features/tasks/evidence-list.tsx';
import { useTask } from '#features/tasks/use-task.ts';
import { taskPath } from '#lib/route-ids.ts';
import { branchWords, strategyWords, targetWords, merges as text } from '#text/merges.ts';
import { PathList } from './merge-preview.tsx';

/** All there is to know of one merge. */
export function MergeDetail({ merge }: { merge: Merge }) {
  const { conflicts, evidence, merged_commit: commit } = merge;
  return (
    <div className="space-y-3 text-sm">
      {merge.detail === null ? null : (
        <p className="[overflow-wrap:anywhere]">
          <VisibleText text={merge.detail} />
        </p>
      )}
      {conflicts.length === 0 ? null : (
        <div>
          <h4 className="font-semibold text-ink-2 text-xs">{text.conflicts(conflicts.length)}</h4>
          <PathList paths={conflicts} />
        </div>
      )}
      {evidence.length === 0 ? null : (
        <div>
          <h4 className="mb-1 font-semibold text-ink-2 text-xs">{text.evidence}</h4>
          <EvidenceList evidence={evidence} />
        </div>
      )}
      <dl className="grid grid-cols-[auto_1fr] items-center gap-x-4 gap-y-1 text-xs [&_dt]:text-ink-2">
        <dt>{text.into(strategyWords[merge.strategy], branchWords(merge.base_branch))}</dt>
        <dd>{text.targetInto(targetWords[merge.target])}</dd>
        <Fact term={text.approvedCommit}>
          <Commit sha={merge.head_commit} />
        </Fact>
        {commit === null ? null : (
          <Fact term={text.commit}>
            <Commit sha={commit} />
          </Fact>
        )}
        <Fact term={text.requested}>
          <TimeAgo iso={merge.created_at} />
        </Fact>
        {merge.follow_up_task_id === null ? null : (
          <Fact term={text.followUp}>
            <FollowUp taskId={merge.follow_up_task_id} />
          </Fact>
        )}
      </dl>
      <PullRequest merge={merge} />
    </div>
  );
}

const Fact = ({ term, children }: { term: string; children: ReactNode }) => (
  <>
    <dt>{term}</dt>
    <dd className="min-w-0">{children}</dd>
  </>
);

const Commit = ({ sha }: { sha: string }) => (
  <span className="flex items-center gap-1">
    <code className="font-mono">{sha.slice(0, 10)}</code>
    <CopyButton text={sha} className="size-6" />
  </span>
);

function FollowUp({ taskId }: { taskId: string }) {
  const { projectId } = useProjectScope();
  const { task } = useTask(taskId);
  return (
    <Link href={taskPath(projectId, taskId)} className="text-accent underline">
      {task === undefined ? text.followUp : `${task.key}: ${task.title}`}
    </Link>
  );
}

const isWebAddress = (url: string): boolean => /^https?:\/\//i.test(url);

export function PullRequest({ merge: { pull_request: request } }: { merge: Merge }) {
  if (request === null || !isWebAddress(request.url)) return null;
  return (
    <a
      href={request.url}
      target="_blank"
      rel="noopener noreferrer"
      className="inline-flex items-center gap-1.5 text-accent text-sm underline max-md:min-h-11"
    >
      {text.pullRequest(request.number)}
      <ExternalLink className="size-3.5" aria-hidden />
    </a>
  );
}
