'use client';
import type { DiscussionDetail } from '@overmind/contracts/entities/discussion-room';
import { ListPlus, Scale, ScrollText } from 'lucide-react';
import { EmptyState } from '#components/notice.tsx';
import { RatingScale } from '#components/rating-scale.tsx';
import { Button } from '#components/ui/button.tsx';
import { useMay } from '#features/project/project-context.tsx';
import { outcome as text } from '#text/discussions.ts';
import { ratings } from '#text/ratings.ts';
import type { DiscussionActs } from '../use-discussion.ts';
import { DecidedSpec } from './decided-spec.tsx';
import { DecidedTasks } from './decided-tasks.tsx';
import { DecisionCard } from './decision-record.tsx';
import { OptionsList } from './options-list.tsx';

interface DecisionPartProps {
  discussion: DiscussionDetail;
  acts: DiscussionActs;
}

/** What came of the discussion, and the tasks and the spec that are made of it. */
export function DecisionPart({ discussion, acts }: DecisionPartProps) {
  const mayAct = useMay('operator');
  const { id, record, options, reason, request_id: requestId, spec } = discussion;
  const canMakeTasks = mayAct && requestId === null;
  const canSpecify = mayAct && spec === null;
  const makeOf = (to: 'tasks' | 'spec') => (proposal?: string) =>
    acts.decide.mutate({ params: { id }, body: { to, ...(proposal === undefined ? {} : { proposal }) } });
  if (record === null && reason === null)
    return <EmptyState icon={Scale} title={text.none} hint={text.noneHint} className="py-6" />;
  return (
    <section aria-label={text.outcome} className="space-y-3">
      {record === null ? (
        <OptionsList
          reason={reason ?? ''}
          options={options}
          leftOut={discussion.left_out?.options ?? 0}
          isBusy={acts.decide.isPending}
          onChoose={canMakeTasks ? makeOf('tasks') : undefined}
          onSpecify={canSpecify ? makeOf('spec') : undefined}
        />
      ) : (
        <DecisionCard record={record} />
      )}
      {record === null ? null : (
        <div className="flex flex-wrap gap-2">
          {canMakeTasks ? (
            <Button look="primary" isBusy={acts.decide.isPending} onClick={() => makeOf('tasks')()}>
              <ListPlus aria-hidden />
              {text.makeTasks}
            </Button>
          ) : null}
          {canSpecify ? (
            <Button isBusy={acts.decide.isPending} onClick={() => makeOf('spec')()}>
              <ScrollText aria-hidden />
              {text.writeSpec}
            </Button>
          ) : null}
        </div>
      )}
      {discussion.rating == null ? null : (
        <RatingScale
          label={ratings.ofDiscussion}
          rating={discussion.rating}
          isBusy={acts.rate.isPending}
          onRate={mayAct ? (value) => acts.rate.mutate({ params: { id }, body: { value } }) : undefined}
        />
      )}
      {spec === null ? null : <DecidedSpec projectId={discussion.project_id} spec={spec} />}
      {requestId === null ? null : (
        <DecidedTasks requestId={requestId} leftOut={discussion.actions_left_out ?? []} />
      )}
    </section>
  );
}
