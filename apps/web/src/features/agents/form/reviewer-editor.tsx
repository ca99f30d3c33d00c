'use client';
import type { ReviewerCheck } from '@overmind/contracts/entities/agent';
import { Plus, Trash2 } from 'lucide-react';
import { Button } from '#components/ui/button.tsx';
import { Field, Input, Select } from '#components/ui/field.tsx';
import { useView } from '#features/project/project-context.tsx';
import { agentForm as text } from '#text/agent-form.ts';
import { agents } from '#text/agents.ts';

interface ReviewerEditorProps {
  /** The name of the agent whose work is reviewed; it cannot review itself. */
  reviewed: string;
  reviewers: ReviewerCheck[];
  onChange(reviewers: ReviewerCheck[]): void;
}

/** Which other agents of the project have to find the acceptance criteria met. */
export function ReviewerEditor({ reviewed, reviewers, onChange }: ReviewerEditorProps) {
  const all = useView((view) => view.agents);
  const able = all
    .filter(({ config, is_enabled, name }) => config.executor === 'model' && is_enabled && name !== reviewed)
    .map(({ name }) => name);
  const set = (index: number, patch: Partial<ReviewerCheck>) =>
    onChange(reviewers.map((each, position) => (position === index ? { ...each, ...patch } : each)));
  const add = () => {
    const name = `review-${reviewers.length + 1}`;
    onChange([
      ...reviewers,
      { name, reviewer: able.length === 1 ? (able[0] ?? '') : '', allow_failure: false },
    ]);
  };
  return (
    <fieldset className="space-y-2">
      <legend className="mb-1 font-semibold text-sm">{text.reviewers}</legend>
      <p className="text-ink-3 text-xs">{able.length === 0 ? text.noReviewers : text.reviewersHint}</p>
      {reviewers.map((reviewer, index) => (
        <ReviewerCard
          // biome-ignore lint/suspicious/noArrayIndexKey: a check has no id, and its name is being typed
          key={index}
          check={reviewer}
          able={able}
          onChange={(patch) => set(index, patch)}
          onRemove={() => onChange(reviewers.toSpliced(index, 1))}
        />
      ))}
      <Button size="sm" disabled={able.length === 0} onClick={add}>
        <Plus aria-hidden />
        {text.addReviewer}
      </Button>
    </fieldset>
  );
}

interface ReviewerCardProps {
  check: ReviewerCheck;
  able: readonly string[];
  onChange(patch: Partial<ReviewerCheck>): void;
  onRemove(): void;
}

const ReviewerCard = ({ check, able, onChange, onRemove }: ReviewerCardProps) => (
  <div className="flex flex-wrap items-end gap-3 rounded-card border bg-raised p-3">
    <Field label={agents.commandName} className="min-w-32 flex-1">
      {(control) => (
        <Input
          {...control}
          value={check.name}
          maxLength={80}
          onChange={(event) => onChange({ name: event.target.value })}
        />
      )}
    </Field>
    <Field label={text.reviewer} className="min-w-32 flex-1">
      {(control) => (
        <Select
          {...control}
          value={check.reviewer}
          onChange={(event) => onChange({ reviewer: event.target.value })}
        >
          <option value="">{text.pickReviewer}</option>
          {able.map((name) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
          {check.reviewer === '' || able.includes(check.reviewer) ? null : (
            <option value={check.reviewer}>{text.goneReviewer(check.reviewer)}</option>
          )}
        </Select>
      )}
    </Field>
    <label className="flex h-8 items-center gap-2 text-sm">
      <input
        type="checkbox"
        className="size-4 accent-(--done)"
        checked={check.allow_failure}
        onChange={(event) => onChange({ allow_failure: event.target.checked })}
      />
      {agents.allowFailure}
    </label>
    <Button look="quiet" size="icon" aria-label={agents.removeCommand(check.name)} onClick={onRemove}>
      <Trash2 aria-hidden />
    </Button>
  </div>
);
