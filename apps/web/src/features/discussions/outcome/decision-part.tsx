'use client';
import type { DiscussionDetail } from '@overmind/contracts/entities/discussion-room';
import { ListPlus, Scale } from 'lucide-react';
import { EmptyState } from '#components/notice.tsx';
import { Button } from '#components/ui/button.tsx';
import { useMay } from '#features/project/project-context.tsx';
import { outcome as text } from '#text/discussions.ts';
import type { DiscussionActs } from '../use-discussion.ts';
import { DecidedTasks } from './decided-tasks.tsx';
import { DecisionCard } from './decision-record.tsx';
import { OptionsList } from './options-list.tsx';

interface DecisionPartProps {
  discussion: DiscussionDetail;
  acts: DiscussionActs;
}

/** What came of the discussion, and the tasks that are made of it. */
export function DecisionPart({ discussion, acts }: DecisionPartProps) {
  const mayAct = useMay('operator');
  const { id, record, options, reason, request_id: requestId } = discussion;
  const canMake = mayAct && requestId === null;
  const make = (proposal?: string) =>
    acts.decide.mutate({
      params: { id },
      body: { into: 'tasks', ...(proposal === undefined ? {} : { proposal }) },
    });
  if (record === null && reason === null)
    return <EmptyState icon={Scale} title={text.none} hint={text.noneHint} className="py-6" />;
  return (
    <section aria-label={text.outcome} className="space-y-3">
      {record === null ? (
        <OptionsList
          reason={reason ?? ''}
          options={options}
          isBusy={acts.decide.isPending}
          onChoose={canMake ? make : undefined}
        />
      ) : (
        <DecisionCard record={record} />
      )}
      {record !== null && canMake ? (
        <Button look="primary" isBusy={acts.decide.isPending} onClick={() => make()}>
          <ListPlus aria-hidden />
          {text.makeTasks}
        </Button>
      ) : null}
      {requestId === null ? null : (
        <DecidedTasks requestId={requestId} leftOut={acts.decide.data?.left_out ?? []} />
      )}
    </section>
  );
}
