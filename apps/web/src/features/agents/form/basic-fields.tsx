'use client';
import { executors } from '@overmind/contracts/entities/agent';
import { taskTypes } from '@overmind/contracts/entities/task';
import { Field, Input } from '#components/ui/field.tsx';
import { cn } from '#lib/class-names.ts';
import { agentForm as text } from '#text/agent-form.ts';
import { agents } from '#text/agents.ts';
import { taskTypeWords } from '#text/status.ts';
import { ChoiceCards } from './choice-cards.tsx';
import type { PartProps } from './part-props.ts';

const executorChoices = executors.map((value) => ({ value, ...text.executors[value] }));

/** Who it is, what it takes, and what does the work. */
export function BasicFields({ draft, change, changeConfig, isNew }: PartProps & { isNew: boolean }) {
  return (
    <>
      <div className="grid gap-3 sm:grid-cols-2">
        {isNew ? (
          <Field label={text.name} hint={text.nameHint}>
            {(control) => (
              <Input
                {...control}
                autoFocus
                value={draft.name}
                maxLength={32}
                autoCapitalize="off"
                spellCheck={false}
                onChange={(event) => change({ name: event.target.value })}
              />
            )}
          </Field>
        ) : null}
        <Field label={agents.role}>
          {(control) => (
            <Input
              {...control}
              value={draft.role}
              maxLength={64}
              onChange={(event) => change({ role: event.target.value })}
            />
          )}
        </Field>
        <Field label={agents.repoPath} hint={agents.repoPathHint}>
          {(control) => (
            <Input
              {...control}
              value={draft.repoPath}
              spellCheck={false}
              className="font-mono"
              onChange={(event) => change({ repoPath: event.target.value })}
            />
          )}
        </Field>
      </div>
      <Handles draft={draft} change={change} changeConfig={changeConfig} />
      <ChoiceCards
        label={text.executor}
        choices={executorChoices}
        value={draft.config.executor}
        onChange={(executor) => changeConfig({ executor })}
        className="sm:grid-cols-3"
      />
    </>
  );
}

function Handles({ draft, changeConfig }: PartProps) {
  const { handles } = draft.config;
  return (
    <fieldset>
      <legend className="mb-1 font-medium text-ink-2 text-xs">{text.handles}</legend>
      <div className="flex flex-wrap gap-1.5">
        {taskTypes.map((type) => {
          const isOn = handles.includes(type);
          return (
            <label
              key={type}
              className={cn(
                'flex min-h-7 cursor-pointer items-center gap-1.5 rounded-full border px-2.5 text-xs has-focus-visible:outline-2 has-focus-visible:outline-accent max-md:min-h-11',
                isOn ? 'border-ink bg-raised font-medium' : 'text-ink-2',
              )}
            >
              <input
                type="checkbox"
                className="size-3.5 accent-(--ink)"
                checked={isOn}
                onChange={() =>
                  changeConfig({
                    handles: isOn ? handles.filter((each) => each !== type) : [...handles, type],
                  })
                }
              />
              {taskTypeWords[type]}
            </label>
          );
        })}
      </div>
    </fieldset>
  );
}
