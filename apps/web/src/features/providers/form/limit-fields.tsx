'use client';
import { Field, Input } from '#components/ui/field.tsx';
import { providerForm as text } from '#text/providers.ts';
import { type DraftErrors, type LimitName, limitNames, type ProviderDraft } from './provider-draft.ts';

const labels: Record<LimitName, string> = {
  requests_per_min: text.requests,
  tokens_per_min: text.tokens,
  concurrency: text.concurrency,
};

interface LimitFieldsProps {
  draft: ProviderDraft;
  errors: DraftErrors;
  onChange(patch: Partial<ProviderDraft>): void;
}

/** How much of a provider may be used at once, and how long Ollama keeps what it loaded. */
export const LimitFields = ({ draft, errors, onChange }: LimitFieldsProps) => (
  <>
    <div className="grid gap-3 sm:grid-cols-3">
      {limitNames.map((name) => (
        <Field key={name} label={labels[name]} hint={text.limitHint} error={errors[name]}>
          {(control) => (
            <Input
              {...control}
              type="number"
              min={1}
              value={draft.limits[name]}
              onChange={(event) => onChange({ limits: { ...draft.limits, [name]: event.target.value } })}
              className="tabular-nums"
            />
          )}
        </Field>
      ))}
    </div>
    {draft.kind === 'ollama' ? (
      <Field label={text.keepAlive} hint={text.keepAliveHint} error={errors.keep_alive}>
        {(control) => (
          <Input
            {...control}
            value={draft.keep_alive}
            onChange={(event) => onChange({ keep_alive: event.target.value })}
            className="w-36"
          />
        )}
      </Field>
    ) : null}
  </>
);
