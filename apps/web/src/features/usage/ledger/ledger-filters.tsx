'use client';
import { ListedCall, noProject, type UsageRow } from '@overmind/contracts/entities/model-call';
import { Field, Select } from '#components/ui/field.tsx';
import { callStatusWords } from '#text/model-calls.ts';
import { usage as text } from '#text/usage.ts';
import type { UsagePlace } from '../usage-place.ts';
import { useUsage } from '../use-usage.ts';
import { keepTo, type LedgerPlace } from './ledger-place.ts';

interface Option {
  value: string;
  label: string;
}

interface FiltersProps {
  place: UsagePlace;
  ledger: LedgerPlace;
}

/** What the list can be kept to: that which there were calls of in this time. */
export function LedgerFilters({ place, ledger }: FiltersProps) {
  const models = optionsOf(useUsage('model', place).data?.items);
  const providers = optionsOf(useUsage('provider', place).data?.items);
  return (
    <div className="mb-3 flex flex-wrap items-end gap-x-4 gap-y-3">
      <Choice
        label={text.status}
        options={statuses}
        value={ledger.status}
        onChange={(status) => keepTo({ status: statusOf(status) })}
      />
      <Choice
        label={text.groups.provider}
        options={providers}
        value={ledger.provider}
        onChange={(provider) => keepTo({ provider })}
      />
      <Choice
        label={text.groups.model}
        options={models}
        value={ledger.model}
        onChange={(model) => keepTo({ model })}
      />
      {place.project === noProject ? null : <WorkChoices place={place} ledger={ledger} />}
    </div>
  );
}

/** Who works, and for what, is of a project. */
function WorkChoices({ place, ledger }: FiltersProps) {
  const workers = useUsage('agent', place).data?.items ?? [];
  const agents = optionsOf(workers.filter(hasId));
  const personas = optionsOf(workers.filter((row) => !hasId(row)));
  const tasks = optionsOf(useUsage('task', place).data?.items.filter(hasId));
  return (
    <>
      <Choice
        label={text.groups.agent}
        options={agents}
        value={ledger.agent}
        onChange={(agent) => keepTo({ agent })}
      />
      <Choice
        label={text.groups.task}
        options={tasks}
        value={ledger.task}
        onChange={(task) => keepTo({ task })}
      />
      <Choice
        label={text.persona}
        options={personas}
        value={ledger.persona}
        onChange={(persona) => keepTo({ persona })}
      />
    </>
  );
}

const statuses: readonly Option[] = ListedCall.shape.status.options.map((value) => ({
  value,
  label: callStatusWords[value],
}));
const statusOf = (value: string | null) =>
  ListedCall.shape.status.options.find((status) => status === value) ?? null;

/** Who speaks in a discussion is known by name only. */
const hasId = ({ group }: UsageRow): boolean => group !== null && /^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(group);

const optionsOf = (rows: readonly UsageRow[] = []): Option[] =>
  rows
    .flatMap(({ group, label }) => (group === null ? [] : [{ value: group, label: label ?? group }]))
    .sort((one, other) => one.label.localeCompare(other.label, 'en', { numeric: true }));

interface ChoiceProps {
  label: string;
  options: readonly Option[];
  value: string | null;
  onChange(value: string | null): void;
}

function Choice({ label, options, value, onChange }: ChoiceProps) {
  // What the address names stays chosen where no call of this time is of it.
  const isListed = value === null || options.some((option) => option.value === value);
  return (
    <Field label={label} className="w-44">
      {(control) => (
        <Select
          {...control}
          value={value ?? ''}
          onChange={({ target }) => onChange(target.value === '' ? null : target.value)}
        >
          <option value="">{text.all}</option>
          {isListed ? null : <option value={value}>{text.noneInRange}</option>}
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}
