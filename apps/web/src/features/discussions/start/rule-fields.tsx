'use client';
import { mostAnswerHours } from '@overmind/contracts/entities/answer-hours';
import { DecisionRule } from '@overmind/contracts/entities/discussion';
import { Field, Input, Select } from '#components/ui/field.tsx';
import { NumberField } from '#features/agents/form/number-field.tsx';
import { useView } from '#features/project/project-context.tsx';
import { startText as text } from '#text/discussion-list.ts';
import { ruleHints, ruleWords } from '#text/discussions.ts';
import { type DiscussionDraft, isHoursWrong } from './discussion-draft.ts';

interface RuleFieldsProps {
  draft: DiscussionDraft;
  onChange(patch: Partial<DiscussionDraft>): void;
}

/** What a proposal needs, and where the discussion ends at the latest. */
export function RuleFields({ draft, onChange }: RuleFieldsProps) {
  const { limits } = draft;
  const usualHours = useView((view) => view.project.settings.discussion_answer_hours);
  const limit = (patch: Partial<typeof limits>) => onChange({ limits: { ...limits, ...patch } });
  return (
    <>
      <div className="grid gap-3 sm:grid-cols-2">
        <Field label={text.rule} hint={ruleHints[draft.rule]}>
          {(control) => (
            <Select
              {...control}
              value={draft.rule}
              onChange={(event) => onChange({ rule: DecisionRule.parse(event.target.value) })}
            >
              {DecisionRule.options.map((each) => (
                <option key={each} value={each}>
                  {ruleWords[each]}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <NumberField
          label={text.quorum}
          {...{ value: draft.quorumPercent, min: 1, max: 100 }}
          onChange={(quorumPercent) => onChange({ quorumPercent })}
        />
      </div>
      <details className="rounded-md border px-3 py-2">
        <summary className="font-medium text-ink-2 text-xs">{text.limits}</summary>
        <p className="mt-1 mb-2 text-ink-3 text-xs">{text.limitsHint}</p>
        <div className="grid gap-3 sm:grid-cols-3">
          <NumberField
            label={text.turns}
            {...{ value: limits.turns, min: 1, max: 500 }}
            onChange={(turns) => limit({ turns })}
          />
          <NumberField
            label={text.rounds}
            {...{ value: limits.rounds, min: 1, max: 10 }}
            onChange={(rounds) => limit({ rounds })}
          />
          <NumberField
            label={text.minutes}
            {...{ value: limits.minutes, min: 1, max: 1_440 }}
            onChange={(minutes) => limit({ minutes })}
          />
          <NumberField
            label={text.tokens}
            {...{ value: limits.tokens, min: 1, max: 100_000_000 }}
            onChange={(tokens) => limit({ tokens })}
          />
          <NumberField
            label={text.cost}
            {...{ value: limits.dollars, min: 0, max: 1_000, step: 0.01 }}
            onChange={(dollars) => limit({ dollars })}
          />
          <NumberField
            label={text.questions}
            {...{ value: limits.user_questions, min: 0, max: 20 }}
            onChange={(questions) => limit({ user_questions: questions })}
          />
        </div>
        <div className="mt-3">
          <Field
            label={text.answerHours}
            hint={text.answerHoursHint(usualHours)}
            error={isHoursWrong(draft) ? text.answerHoursWrong : undefined}
          >
            {(control) => (
              <Input
                {...control}
                type="number"
                min={1}
                max={mostAnswerHours}
                placeholder={String(usualHours)}
                value={draft.answerHours}
                onChange={(event) => onChange({ answerHours: event.target.value })}
                className="w-36 tabular-nums"
              />
            )}
          </Field>
        </div>
      </details>
    </>
  );
}
