'use client';
import { isMergeable } from '@overmind/domain/runs/mergeable';
import { Check, ChevronDown, GitMerge, MessageSquareWarning } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Menu } from '#components/ui/menu.tsx';
import { useMay, useView } from '#features/project/project-context.tsx';
import { decide as text } from '#text/review.ts';
import { useUnsentComments } from '../comments/use-comments.ts';
import { summarize } from '../evidence/proof.ts';
import { useReviewed } from '../review-context.tsx';
import { ApproveDialog } from './approve-dialog.tsx';
import { Decided } from './decided.tsx';
import { RequestChangesDialog } from './request-changes-dialog.tsx';
import { useDecisions, useMayDecide } from './use-decisions.ts';

const ApproveChoices = lazy(async () => ({
  default: (await import('./approve-choices.tsx')).ApproveChoices,
}));

export function DecisionBar() {
  const { task, run, areFilesRemoved } = useReviewed();
  const mayDecide = useMayDecide();
  const mayMerge = useMay('maintainer') && isMergeable(run);
  const mergesByDefault = useView((view) => view.project.settings.merge.on_approve) && mayMerge;
  const unsent = useUnsentComments(run.id);
  const { approve, reject, isBusy } = useDecisions();
  const [asked, setAsked] = useState<'merge' | 'only' | 'changes' | null>(null);
  if (!mayDecide) {
    return task.status === 'needs_review' ? null : <Decided task={task} />;
  }
  const needsCare = areFilesRemoved || run.flags.length > 0 || summarize(run).isUnchecked;
  const approveOnly = () => {
    if (needsCare) setAsked('only');
    else approve(mayMerge ? { merge: false } : {});
  };
  const close = () => setAsked(null);
  return (
    <div className="flex shrink-0 flex-wrap gap-2">
      <Button disabled={isBusy} onClick={() => setAsked('changes')}>
        <MessageSquareWarning aria-hidden />
        {text.reject(unsent.length)}
      </Button>
      <div className="flex">
        <Button
          look="signal"
          isBusy={isBusy}
          onClick={mergesByDefault ? () => setAsked('merge') : approveOnly}
          className={mayMerge ? 'rounded-r-none' : ''}
        >
          {mergesByDefault ? <GitMerge aria-hidden /> : <Check aria-hidden />}
          {mergesByDefault ? text.approveAndMerge : text.approve}
        </Button>
        {mayMerge ? (
          <Menu
            trigger={
              <Button
                look="signal"
                disabled={isBusy}
                aria-label={text.more}
                title={text.more}
                className="rounded-l-none border-signal-ink/25 border-l px-1.5"
              >
                <ChevronDown aria-hidden />
              </Button>
            }
          >
            <Suspense>
              <ApproveChoices onMerge={() => setAsked('merge')} onOnly={approveOnly} />
            </Suspense>
          </Menu>
        ) : null}
      </div>
      {asked === 'merge' || asked === 'only' ? (
        <ApproveDialog
          withMerge={asked === 'merge'}
          onClose={close}
          onApprove={(comment) => approve({ ...(mayMerge ? { merge: asked === 'merge' } : {}), comment })}
        />
      ) : null}
      {asked === 'changes' ? <RequestChangesDialog onClose={close} onReject={reject} /> : null}
    </div>
  );
}
