'use client';
import { defaultBaseUrls, type Provider } from '@overmind/contracts/entities/provider';
import { useState } from 'react';
import { FormError } from '#components/notice.tsx';
import { Button } from '#components/ui/button.tsx';
import { Dialog, DialogFooter } from '#components/ui/dialog.tsx';
import { Field, Input, Select } from '#components/ui/field.tsx';
import { SwitchLine } from '#features/project-settings/switch-line.tsx';
import { ConfirmButton } from '#features/settings/confirm-button.tsx';
import { toast } from '#lib/toast.ts';
import { common } from '#text/common.ts';
import { providers, providerForm as text } from '#text/providers.ts';
import { saveProblem, useProviderActs } from '../use-providers.ts';
import { LimitFields } from './limit-fields.tsx';
import {
  checkDraft,
  draftOf,
  kinds,
  leavesItsOrigin,
  mayServeItself,
  type ProviderDraft,
} from './provider-draft.ts';

interface ProviderDialogProps {
  /** Null for a new one. */
  provider: Provider | null;
  taken: readonly string[];
  onClose(): void;
}

/** How a provider is reached and how much of it may be used at once. */
export function ProviderDialog({ provider, taken, onClose }: ProviderDialogProps) {
  const [draft, setDraft] = useState(() => draftOf(provider));
  const [isTried, setTried] = useState(false);
  const { put } = useProviderActs();
  const check = checkDraft(draft, provider === null ? taken : []);
  const errors = check.ok || !isTried ? {} : check.errors;
  const change = (patch: Partial<ProviderDraft>) => setDraft({ ...draft, ...patch });
  const submit = () => {
    setTried(true);
    if (!check.ok) return;
    const { name } = draft;
    put.mutate(
      { params: { provider: name }, body: check.settings, ifMatch: provider?.version ?? 0 },
      {
        onSuccess: () => {
          toast.success(providers.saved(name));
          onClose();
        },
      },
    );
  };
  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      title={provider === null ? text.addTitle : providers.editOf(provider.name)}
      description={provider === null ? text.addHint : providers.kindHints[provider.kind]}
    >
      <form
        noValidate
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        {provider === null ? <NewFields draft={draft} error={errors.name} onChange={change} /> : null}
        <AddressFields provider={provider} draft={draft} error={errors.base_url} onChange={change} />
        <SwitchLine
          label={text.isEnabled}
          hint={text.isEnabledHint}
          isOn={draft.is_enabled}
          onChange={(is_enabled) => change({ is_enabled })}
        />
        <LimitFields draft={draft} errors={errors} onChange={change} />
        <FormError error={saveProblem(put.error)} />
        <DialogFooter>
          {provider === null || provider.version === 0 ? null : (
            <Removal provider={provider} onDone={onClose} />
          )}
          <Button look="quiet" onClick={onClose}>
            {common.cancel}
          </Button>
          <Button type="submit" look="primary" isBusy={put.isPending}>
            {provider === null ? text.add : text.save}
          </Button>
        </DialogFooter>
      </form>
    </Dialog>
  );
}

interface PartProps {
  draft: ProviderDraft;
  error: string | undefined;
  onChange(patch: Partial<ProviderDraft>): void;
}

const NewFields = ({ draft, error, onChange }: PartProps) => (
  <>
    <Field label={text.name} hint={text.nameHint} error={error}>
      {(control) => (
        <Input
          {...control}
          autoFocus
          spellCheck={false}
          autoCapitalize="off"
          maxLength={64}
          value={draft.name}
          onChange={(event) => onChange({ name: event.target.value })}
          className="font-mono"
        />
      )}
    </Field>
    <Field label={text.kind}>
      {(control) => (
        <Select
          {...control}
          value={draft.kind}
          onChange={(event) =>
            onChange({
              kind: kinds.find((kind) => kind === event.target.value) ?? 'openai_compatible',
              ...undeclared,
            })
          }
        >
          {kinds.map((kind) => (
            <option key={kind} value={kind}>
              {providers.kinds[kind]}
            </option>
          ))}
        </Select>
      )}
    </Field>
  </>
);

/** What was declared was said of the server as it stood there. */
const undeclared = { serves_itself: false };

function AddressFields({ provider, draft, error, onChange }: PartProps & { provider: Provider | null }) {
  if (provider?.from_environment === true)
    return (
      <div className="space-y-3">
        <p className="text-ink-2 text-sm">{providers.environmentHint}</p>
        <DeclarationField draft={draft} onChange={onChange} />
      </div>
    );
  const usual = defaultBaseUrls[draft.kind];
  const isMoved = provider?.key?.source === 'stored' && leavesItsOrigin(provider, draft);
  return (
    <div className="space-y-3">
      <Field
        label={text.address}
        error={error}
        hint={isMoved ? text.addressMoved : usual === null ? text.addressNeeded : text.addressHint(usual)}
      >
        {(control) => (
          <Input
            {...control}
            type="url"
            spellCheck={false}
            value={draft.base_url}
            onChange={(event) => onChange({ base_url: event.target.value, ...undeclared })}
            className="font-mono"
          />
        )}
      </Field>
      {draft.base_url.trim() === '' ? null : (
        <>
          <SwitchLine
            label={text.isLocal}
            hint={text.isLocalHint}
            isOn={draft.is_local}
            onChange={(is_local) => onChange({ is_local, ...undeclared })}
          />
          <DeclarationField draft={draft} onChange={onChange} />
        </>
      )}
    </div>
  );
}

/** Only whoever runs a server knows whether it passes on what it is sent. */
const DeclarationField = ({ draft, onChange }: Omit<PartProps, 'error'>) =>
  mayServeItself(draft) ? (
    <SwitchLine
      label={text.servesItself}
      hint={text.servesItselfHint}
      isOn={draft.serves_itself}
      onChange={(serves_itself) => onChange({ serves_itself })}
    />
  ) : null;

function Removal({ provider, onDone }: { provider: Provider; onDone(): void }) {
  const { remove } = useProviderActs();
  // What is set goes, and this button with it, before the answer is told to it: so the promise is followed.
  const forget = () =>
    remove.mutateAsync({ params: { provider: provider.name } }).then(
      () => {
        toast.success(text.removed(provider.name));
        onDone();
      },
      () => undefined,
    );
  return (
    <span className="mr-auto">
      <ConfirmButton label={text.remove} words={text.remove} onConfirm={() => void forget()} />
    </span>
  );
}
