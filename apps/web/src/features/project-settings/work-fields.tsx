'use client';
import { AutoAcceptable } from '@overmind/contracts/entities/project';
import { Field, Input } from '#components/ui/field.tsx';
import { projectSettings as text } from '#text/project-settings.ts';
import { NumberField } from './number-field.tsx';
import type { SettingsForm } from './use-project-settings.ts';

export function WorkFields({ form: { draft, errors, change } }: { form: SettingsForm }) {
  return (
    <div className="max-w-lg space-y-5">
      <fieldset className="space-y-1.5">
        <legend className="mb-1 font-medium text-ink-2 text-xs">{text.orchestration}</legend>
        {(['running', 'paused'] as const).map((each) => (
          <label key={each} className="flex min-h-6 items-center gap-2 text-sm max-md:min-h-11">
            <input
              type="radio"
              name="orchestration"
              className="size-4 accent-(--accent)"
              checked={draft.orchestration === each}
              onChange={() => change({ orchestration: each })}
            />
            {text[each]}
          </label>
        ))}
      </fieldset>
      <NumberField
        label={text.concurrency}
        hint={text.concurrencyHint}
        error={errors.concurrency}
        most={20}
        value={draft.concurrency}
        onChange={(concurrency) => change({ concurrency })}
      />
      <Field label={text.baseBranch} hint={text.baseBranchHint} error={errors.base_branch}>
        {(control) => (
          <Input
            {...control}
            value={draft.base_branch}
            placeholder="main"
            onChange={(event) => change({ base_branch: event.target.value })}
            className="font-mono"
          />
        )}
      </Field>
      <fieldset className="space-y-1">
        <legend className="mb-1 font-medium text-ink-2 text-xs">{text.autoAccept}</legend>
        <div className="flex flex-wrap gap-x-5 gap-y-1">
          {AutoAcceptable.options.map((type) => (
            <label key={type} className="flex min-h-6 items-center gap-2 text-sm max-md:min-h-11">
              <input
                type="checkbox"
                className="size-4 accent-(--accent)"
                checked={draft.auto_accept.includes(type)}
                onChange={(event) =>
                  change({ auto_accept: withType(draft.auto_accept, type, event.target.checked) })
                }
              />
              {text.autoAcceptTypes[type]}
            </label>
          ))}
        </div>
        <p className="text-ink-3 text-xs">{text.autoAcceptHint}</p>
      </fieldset>
    </div>
  );
}

/** In the contract's order, so that taking a type off and on again is no change. */
function withType<T extends (typeof AutoAcceptable.options)[number]>(
  list: readonly T[],
  type: T,
  isOn: boolean,
): T[] {
  const wanted = new Set<string>(list);
  if (isOn) wanted.add(type);
  else wanted.delete(type);
  return AutoAcceptable.options.filter((each): each is T => wanted.has(each));
}
