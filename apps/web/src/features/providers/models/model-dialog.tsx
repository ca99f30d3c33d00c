'use client';
import { modelCapabilities } from '@overmind/contracts/entities/model';
import type { CatalogueModel } from '@overmind/contracts/entities/model-catalogue';
import { useState } from 'react';
import { FormError } from '#components/notice.tsx';
import { Button } from '#components/ui/button.tsx';
import { Dialog, DialogFooter } from '#components/ui/dialog.tsx';
import { Field, Input, Select } from '#components/ui/field.tsx';
import { WhatBlocks } from '#components/what-blocks.tsx';
import { SwitchLine } from '#features/project-settings/switch-line.tsx';
import { common } from '#text/common.ts';
import { models as text } from '#text/providers.ts';
import { saveProblem } from '../use-providers.ts';
import {
  checkDraft,
  draftOf,
  type ModelDraft,
  type ModelErrors,
  numberNames,
  priceNames,
} from './model-draft.ts';
import { useModelSettings } from './use-models.ts';

const labels: Record<keyof ModelErrors, string> = {
  quality: text.qualityLabel,
  context_tokens: text.contextLabel,
  max_output_tokens: text.outputLabel,
  input_micros: text.inputPrice,
  output_micros: text.outputPrice,
  cached_input_micros: text.cachedPrice,
};

/** What a person knows better of a model than its provider or the published prices. */
export function ModelDialog({ model, onClose }: { model: CatalogueModel; onClose(): void }) {
  const [draft, setDraft] = useState(() => draftOf(model));
  const save = useModelSettings(onClose);
  const check = checkDraft(model.ref, draft);
  const change = (patch: Partial<ModelDraft>) => setDraft({ ...draft, ...patch });
  return (
    <Dialog isOpen onOpenChange={onClose} title={text.editTitle(model.ref)} description={text.editHint}>
      <form
        noValidate
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (check.ok) save.mutate({ body: check.settings, ifMatch: model.override_version });
        }}
      >
        <SwitchLine
          label={text.isEnabled}
          hint={text.isEnabledHint}
          isOn={draft.is_enabled}
          onChange={(is_enabled) => change({ is_enabled })}
        />
        <div className="grid gap-3 sm:grid-cols-3">
          {[...numberNames, ...priceNames].map((name) => (
            <Field
              key={name}
              label={labels[name]}
              error={check.ok ? undefined : check.errors[name]}
              {...(name === 'quality' ? { hint: text.qualityHint } : {})}
            >
              {(control) => (
                <Input
                  {...control}
                  inputMode="decimal"
                  placeholder={knownOf(model, name)}
                  value={draft[name]}
                  onChange={(event) => change({ [name]: event.target.value })}
                  className="tabular-nums"
                />
              )}
            </Field>
          ))}
        </div>
        <Trains draft={draft} onChange={change} />
        <Capabilities draft={draft} model={model} onChange={change} />
        <FormError error={saveProblem(save.error)} />
        <WhatBlocks wrong={check.ok ? [] : wrongIn(check.errors)} />
        <DialogFooter>
          <Button look="quiet" onClick={onClose}>
            {common.cancel}
          </Button>
          <Button type="submit" look="primary" disabled={!check.ok} isBusy={save.isPending}>
            {common.save}
          </Button>
        </DialogFooter>
      </form>
    </Dialog>
  );
}

const wrongIn = (errors: ModelErrors): string[] =>
  [...numberNames, ...priceNames].filter((name) => errors[name] !== undefined).map((name) => labels[name]);

/** What holds while nothing is typed. */
function knownOf(model: CatalogueModel, name: keyof ModelErrors): string {
  if (name === 'quality' || name === 'context_tokens' || name === 'max_output_tokens')
    return model[name] === null ? text.asKnown : String(model[name]);
  const price = model.prices[name];
  return price === null ? text.asKnown : String(price / 1_000_000);
}

interface PartProps {
  draft: ModelDraft;
  onChange(patch: Partial<ModelDraft>): void;
}

const trains = ['no', 'yes', 'unknown'] as const;

const Trains = ({ draft, onChange }: PartProps) => (
  <Field label={text.trains}>
    {(control) => (
      <Select
        {...control}
        value={draft.trains_on_data ?? ''}
        onChange={({ target }) =>
          onChange({ trains_on_data: trains.find((each) => each === target.value) ?? null })
        }
      >
        <option value="">{text.asKnown}</option>
        {trains.map((each) => (
          <option key={each} value={each}>
            {text.trainsOptions[each]}
          </option>
        ))}
      </Select>
    )}
  </Field>
);

function Capabilities({ draft, model, onChange }: PartProps & { model: CatalogueModel }) {
  const own = draft.capabilities;
  const shown = own ?? model.capabilities;
  return (
    <fieldset className="space-y-1">
      <legend className="mb-1 font-medium text-ink-2 text-xs">{text.capabilitiesLabel}</legend>
      <label className="flex min-h-6 items-center gap-2 text-sm max-md:min-h-11">
        <input
          type="checkbox"
          className="size-4 accent-(--accent)"
          checked={own !== null}
          onChange={({ target }) =>
            onChange({ capabilities: target.checked ? [...model.capabilities] : null })
          }
        />
        {text.saySo}
      </label>
      <div className="flex flex-wrap gap-x-5">
        {modelCapabilities.map((capability) => (
          <label key={capability} className="flex min-h-6 items-center gap-2 text-sm max-md:min-h-11">
            <input
              type="checkbox"
              className="size-4 accent-(--accent)"
              disabled={own === null}
              checked={shown.includes(capability)}
              onChange={({ target }) =>
                onChange({
                  capabilities: modelCapabilities.filter((each) =>
                    each === capability ? target.checked : shown.includes(each),
                  ),
                })
              }
            />
            {text.capabilities[capability]}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
