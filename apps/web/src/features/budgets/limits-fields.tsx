'use client';
import { Field, Input } from '#components/ui/field.tsx';
import { budgets as text } from '#text/budgets.ts';
import { isMoney, type LimitsDraft } from './money.ts';

interface LimitsFieldsProps {
  name: string;
  draft: LimitsDraft;
  errors: { soft?: string | undefined; hard?: string | undefined };
  onChange(draft: LimitsDraft): void;
}

/** Where a budget warns and where it stops. */
export const LimitsFields = ({ name, draft, errors, onChange }: LimitsFieldsProps) => (
  <fieldset className="grid grid-cols-2 gap-3">
    <legend className="mb-1 font-medium text-sm">{name}</legend>
    {(['soft', 'hard'] as const).map((which) => (
      <Field key={which} label={text[which]} error={isMoney(draft[which]) ? errors[which] : text.notMoney}>
        {(control) => (
          <Input
            {...control}
            aria-label={which === 'soft' ? text.softOf(name) : text.hardOf(name)}
            inputMode="decimal"
            autoComplete="off"
            placeholder={text.noLimit}
            value={draft[which]}
            onChange={(event) => onChange({ ...draft, [which]: event.target.value })}
            className="tabular-nums"
          />
        )}
      </Field>
    ))}
  </fieldset>
);
