'use client';
import { mostAnswerHours } from '@overmind/contracts/entities/answer-hours';
import { DecisionRule } from '@overmind/contracts/entities/discussion';
import { ChoiceSelect, optionsOf } from '#components/choice-select.tsx';
import { Field, Input } from '#components/ui/field.tsx';
import { NumberField } from '#features/agents/form/number-field.tsx';
import { useView } from '#features/project/project-context.tsx';
import { startText as text } from '#text/discussion-list.ts';
import { ruleHints, ruleWords } from '#text/discussions.ts';
import { type DiscussionDraft, isHoursWrong } from './discussion-draft.ts';
import { numberBounds } from './number-bounds.ts';

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
        <ChoiceSelect
          label={text.rule}
          hint={ruleHints[draft.rule]}
          options={optionsOf(DecisionRule.options, ruleWords)}
          value={draft.rule}
          onChange={(rule) => onChange({ rule })}
        />
        <NumberField
          {...numberBounds.quorum}
          value={draft.quorumPercent}
          onChange={(quorumPercent) => onChange({ quorumPercent })}
        />
      </div>
      <details className="rounded-md border px-3 py-2">
        <summary className="font-medium text-ink-2 text-xs">{text.limits}</summary>
        <p className="mt-1 mb-2 text-ink-3 text-xs">{text.limitsHint}</p>
        <div className="grid gap-3 sm:grid-cols-3">
          <NumberField {...numberBounds.turns} value={limits.turns} onChange={(turns) => limit({ turns })} />
          <NumberField
            {...numberBounds.rounds}
            value={limits.rounds}
            onChange={(rounds) => limit({ rounds })}
          />
          <NumberField
            {...numberBounds.minutes}
            value={limits.minutes}
            onChange={(minutes) => limit({ minutes })}
          />
          <NumberField
            {...numberBounds.tokens}
            value={limits.tokens}
            onChange={(tokens) => limit({ tokens })}
          />
          <NumberField
            {...numberBounds.cost_micros}
            value={limits.dollars}
            onChange={(dollars) => limit({ dollars })}
          />
          <NumberField
            {...numberBounds.user_questions}
            value={limits.user_questions}
            onChange={(questions) => limit({ user_questions: questions })}
          />
        </div>
        <div className="mt-3 grid items-start gap-3 sm:grid-cols-2">
          <NumberField
            {...numberBounds.context_chars}
            hint={text.contextCharsHint}
            value={draft.contextChars}
            onChange={(contextChars) => onChange({ contextChars })}
          />
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
