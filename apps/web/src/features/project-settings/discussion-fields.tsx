'use client';
import { mostAnswerHours } from '@overmind/contracts/entities/answer-hours';
import { Field, Input } from '#components/ui/field.tsx';
import { projectDiscussions as text } from '#text/project-discussions.ts';
import type { SettingsForm } from './use-project-settings.ts';

export function DiscussionFields({ form: { draft, errors, change } }: { form: SettingsForm }) {
  return (
    <div className="max-w-lg space-y-5">
      <Field label={text.keepDays} hint={text.keepDaysHint} error={errors.discussion_keep_days}>
        {(control) => (
          <Input
            {...control}
            type="number"
            min={1}
            max={3_650}
            value={draft.discussion_keep_days}
            onChange={(event) => change({ discussion_keep_days: event.target.value })}
            className="w-36 tabular-nums"
          />
        )}
      </Field>
      <Field label={text.answerHours} hint={text.answerHoursHint} error={errors.discussion_answer_hours}>
        {(control) => (
          <Input
            {...control}
            type="number"
            min={1}
            max={mostAnswerHours}
            value={draft.discussion_answer_hours}
            onChange={(event) => change({ discussion_answer_hours: event.target.value })}
            className="w-36 tabular-nums"
          />
        )}
      </Field>
    </div>
  );
}
