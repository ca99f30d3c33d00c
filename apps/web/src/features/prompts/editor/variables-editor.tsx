'use client';
import { type PromptVariable, variableKinds } from '@overmind/contracts/entities/prompt';
import type { PromptPlace } from '@overmind/domain/prompts/place';
import { Plus, X } from 'lucide-react';
import { Button } from '#components/ui/button.tsx';
import { Input, Select } from '#components/ui/field.tsx';
import { promptEditor as text } from '#text/prompts.ts';
import { GivenVariables } from './given-variables.tsx';
import { undeclaredIn } from './undeclared.ts';
import type { VersionDraft } from './version-draft.ts';

interface VariablesEditorProps {
  /** What uses the template; null where only people do. */
  place: PromptPlace | null;
  draft: VersionDraft;
  isSaving: boolean;
  onChange(variables: PromptVariable[]): void;
}

/** What the template asks for, each with its kind; what is used and not declared is offered. */
export function VariablesEditor({ place, draft, isSaving, onChange }: VariablesEditorProps) {
  const { variables } = draft;
  const missing = undeclaredIn(draft);
  const declare = (name: string) => {
    const { kind = 'data', description = '' } = place?.given.find((each) => each.name === name) ?? {};
    onChange([...variables, { name, kind, description }]);
  };
  return (
    <fieldset disabled={isSaving}>
      <legend className="mb-1 font-medium text-ink-2 text-xs">{text.variables}</legend>
      {variables.length === 0 && missing.length === 0 ? (
        <p className="text-ink-3 text-sm">{text.noVariables}</p>
      ) : null}
      <ul className="space-y-3">
        {variables.map((variable, index) => (
          <VariableRow
            // biome-ignore lint/suspicious/noArrayIndexKey: its name is being typed
            key={index}
            variable={variable}
            onChange={(next) => onChange(variables.with(index, next))}
            onRemove={() => onChange(variables.toSpliced(index, 1))}
          />
        ))}
      </ul>
      {missing.length === 0 ? null : (
        <p className="mt-2 flex flex-wrap gap-1.5">
          {missing.map((name) => (
            <Button key={name} size="sm" onClick={() => declare(name)}>
              <Plus aria-hidden />
              {text.declare(name)}
            </Button>
          ))}
        </p>
      )}
      {place === null ? null : <GivenVariables given={place.given} />}
      {variables.some(({ kind }) => kind === 'data') ? (
        <p className="mt-2 text-ink-3 text-xs">{text.dataHint}</p>
      ) : null}
    </fieldset>
  );
}

interface VariableRowProps {
  variable: PromptVariable;
  onChange(variable: PromptVariable): void;
  onRemove(): void;
}

const VariableRow = ({ variable, onChange, onRemove }: VariableRowProps) => (
  <li className="grid grid-cols-[minmax(0,1fr)_auto_auto] gap-1.5">
    <Input
      aria-label={text.variableName(variable.name)}
      value={variable.name}
      maxLength={40}
      spellCheck={false}
      autoCapitalize="off"
      onChange={(event) => onChange({ ...variable, name: event.target.value })}
      className="font-mono"
    />
    <Select
      aria-label={text.variableKind(variable.name)}
      value={variable.kind}
      onChange={(event) =>
        onChange({ ...variable, kind: variableKinds.find((kind) => kind === event.target.value) ?? 'data' })
      }
    >
      {variableKinds.map((kind) => (
        <option key={kind} value={kind}>
          {text.kinds[kind]}
        </option>
      ))}
    </Select>
    <Input
      aria-label={text.variableHint(variable.name)}
      value={variable.description}
      maxLength={500}
      placeholder={text.whatFor}
      onChange={(event) => onChange({ ...variable, description: event.target.value })}
      className="order-last col-span-3"
    />
    <Button look="quiet" size="icon" aria-label={text.removeVariable(variable.name)} onClick={onRemove}>
      <X aria-hidden />
    </Button>
  </li>
);
