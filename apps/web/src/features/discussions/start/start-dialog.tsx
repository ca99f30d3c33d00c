'use client';
import { maxGoal } from '@overmind/contracts/entities/discussion';
import { NewDiscussion } from '@overmind/contracts/entities/discussion-room';
import { startDiscussion } from '@overmind/contracts/routes/discussions';
import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import { FormError } from '#components/notice.tsx';
import { Button } from '#components/ui/button.tsx';
import { Dialog, DialogFooter } from '#components/ui/dialog.tsx';
import { Field, Textarea } from '#components/ui/field.tsx';
import { useDraft } from '#features/chat/draft.ts';
import { useMay, useProjectScope } from '#features/project/project-context.tsx';
import { useSend } from '#lib/api/use-route.ts';
import { common } from '#text/common.ts';
import { startText as text } from '#text/discussion-list.ts';
import { discussionPath } from '../discussions-path.ts';
import { refreshDiscussions } from '../live/discussion-caches.ts';
import { type DiscussionDraft, inputOf, newDraft } from './discussion-draft.ts';
import { numberProblem } from './number-bounds.ts';
import { ProviderNotice } from './provider-notice.tsx';
import { RuleFields } from './rule-fields.tsx';
import { SpeakerFields } from './speaker-fields.tsx';

/** A goal, who takes part, how it is decided; everything but the goal has a sensible answer already. */
export function StartDialog({ onClose }: { onClose(): void }) {
  const { projectId } = useProjectScope();
  const router = useRouter();
  const queries = useQueryClient();
  const mayStart = useMay('operator');
  const [goal, keepGoal] = useDraft(`discussion-goal:${projectId}`);
  const [rest, setRest] = useState(() => newDraft(''));
  const draft: DiscussionDraft = { ...rest, goal };
  const change = (patch: Partial<DiscussionDraft>) => setRest((before) => ({ ...before, ...patch }));
  const send = useSend(startDiscussion, {
    onSuccess: ({ id }) => {
      keepGoal('');
      refreshDiscussions(queries);
      router.push(discussionPath(projectId, id));
    },
  });
  const checked = NewDiscussion.safeParse(inputOf(draft));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (checked.success) send.mutate({ params: { id: projectId }, body: checked.data });
  };
  return (
    <Dialog isOpen onOpenChange={onClose} title={text.title} className="max-w-2xl">
      <form noValidate className="space-y-4" onSubmit={submit}>
        <ProviderNotice />
        <Field label={text.goal} hint={text.goalHint}>
          {(control) => (
            <Textarea
              {...control}
              autoFocus
              rows={4}
              maxLength={maxGoal}
              placeholder={text.goalPlaceholder}
              value={goal}
              onChange={(event) => keepGoal(event.target.value)}
            />
          )}
        </Field>
        <SpeakerFields draft={draft} onChange={change} />
        <RuleFields draft={draft} onChange={change} />
        {mayStart ? null : <p className="text-ink-2 text-sm">{text.viewerOnly}</p>}
        <FormError error={send.error ?? problemOf(checked, goal)} />
        <DialogFooter>
          <Button look="quiet" onClick={onClose}>
            {common.cancel}
          </Button>
          <Button
            type="submit"
            look="primary"
            disabled={!checked.success || !mayStart}
            isBusy={send.isPending}
          >
            {text.submit}
          </Button>
        </DialogFooter>
      </form>
    </Dialog>
  );
}

/** An empty goal is no mistake yet. */
function problemOf(checked: ReturnType<typeof NewDiscussion.safeParse>, goal: string): string | null {
  if (checked.success || goal.trim() === '') return null;
  const [issue] = checked.error.issues;
  if (issue?.path[0] === 'agents') return text.noPersona;
  // Said here as well: its field may be folded away.
  if (issue?.path.at(-1) === 'answer_hours') return text.answerHoursWrong;
  return issue === undefined ? null : (numberProblem(issue.path.at(-1)) ?? issue.message);
}
