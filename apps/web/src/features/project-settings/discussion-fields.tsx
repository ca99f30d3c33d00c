'use client';
import { mostAnswerHours } from '@overmind/contracts/entities/answer-hours';
import { projectDiscussions as text } from '#text/project-discussions.ts';
import { NumberField } from './number-field.tsx';
import type { SettingsForm } from './use-project-settings.ts';

export function DiscussionFields({ form: { draft, errors, change } }: { form: SettingsForm }) {
  return (
    <div className="max-w-lg space-y-5">
      <NumberField
        label={text.keepDays}
        hint={text.keepDaysHint}
        error={errors.discussion_keep_days}
        most={3_650}
        value={draft.discussion_keep_days}
        onChange={(days) => change({ discussion_keep_days: days })}
      />
      <NumberField
        label={text.answerHours}
        hint={text.answerHoursHint}
        error={errors.discussion_answer_hours}
        most={mostAnswerHours}
        value={draft.discussion_answer_hours}
        onChange={(hours) => change({ discussion_answer_hours: hours })}
      />
    </div>
  );
}
