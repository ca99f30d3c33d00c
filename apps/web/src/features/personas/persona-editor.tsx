'use client';
import type { ProjectPersona } from '@overmind/contracts/entities/persona';
import { getPersona } from '@overmind/contracts/routes/personas';
import { type FormEvent, useState } from 'react';
import { FormError } from '#components/notice.tsx';
import { Button } from '#components/ui/button.tsx';
import { Field, Input } from '#components/ui/field.tsx';
import { useMay, useProjectScope } from '#features/project/project-context.tsx';
import { api } from '#lib/api/client.ts';
import { isCode } from '#lib/api/error-words.ts';
import { personas as text } from '#text/personas.ts';
import { fieldWords, readDraft } from './persona-draft.ts';
import { IdentityFields, InstructionFields, JudgementFields, PolicyFields } from './persona-fields.tsx';
import { RemovalActs } from './removal-acts.tsx';
import { usePersonaDraft } from './use-persona-draft.ts';
import { usePersonaActs } from './use-personas.ts';

interface PersonaEditorProps {
  /** Null for a new one. */
  persona: ProjectPersona | null;
  /** Keys that a new one cannot have. */
  taken: readonly string[];
  onSaved(key: string): void;
  onRemoved(): void;
}

/** All that makes a persona; saving writes its next version. */
export function PersonaEditor({ persona, taken, onSaved, onRemoved }: PersonaEditorProps) {
  const { projectId } = useProjectScope();
  const mayEdit = useMay('maintainer');
  const edited = usePersonaDraft(persona);
  const acts = usePersonaActs();
  const [problem, setProblem] = useState<string | null>(null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const read = readDraft(edited.draft);
    const isTaken = persona === null && read.ok && taken.includes(read.key);
    setProblem(read.ok ? (isTaken ? text.keyTaken(read.key) : null) : read.problem);
    if (!read.ok || isTaken) return;
    const params = { id: projectId, key: read.key };
    acts.save.mutate(
      { params, body: read.edit, ifMatch: edited.version },
      {
        onSuccess: () => {
          edited.drop();
          onSaved(read.key);
        },
        onError: (error) => {
          if (isCode(error, 'version_mismatch')) void meetTheirs(params);
        },
      },
    );
  };
  /** Somebody else was faster: the next try goes over what they saved. */
  const meetTheirs = async (params: { id: string; key: string }) => {
    if (persona === null) return setProblem(text.keyTaken(params.key));
    try {
      const theirs = await api.call(getPersona, { params });
      const clashes = edited.clashesWith(theirs).map((field) => fieldWords[field]);
      edited.goOnFrom(theirs);
      setProblem(text.changedMeanwhile(clashes));
    } catch {
      setProblem(text.changedUnread);
    }
  };
  const part = { draft: edited.draft, onChange: edited.change };
  const failure = isCode(acts.save.error, 'version_mismatch') ? null : acts.save.error;
  return (
    <form noValidate onSubmit={submit}>
      {/* What is typed while it is saved would belong to neither version. */}
      <fieldset disabled={!mayEdit || acts.save.isPending} className="space-y-5">
        {edited.isKept ? (
          <p className="flex flex-wrap items-center gap-2 text-ink-2 text-sm">
            {text.kept}
            <Button size="sm" look="quiet" onClick={edited.drop}>
              {text.dropDraft}
            </Button>
          </p>
        ) : null}
        <IdentityFields {...part} isNew={persona === null} />
        <InstructionFields {...part} />
        <JudgementFields {...part} />
        <PolicyFields {...part} />
        {persona === null ? null : (
          <Field label={text.note}>
            {(control) => (
              <Input
                {...control}
                maxLength={500}
                value={edited.draft.note}
                onChange={(event) => edited.change({ note: event.target.value })}
              />
            )}
          </Field>
        )}
        <FormError error={problem ?? failure} />
        {mayEdit ? (
          <div className="flex flex-wrap items-center gap-2">
            <Button type="submit" look="primary" disabled={!edited.isChanged} isBusy={acts.save.isPending}>
              {persona === null ? text.create : text.save}
            </Button>
            {edited.isChanged ? null : <p className="text-ink-3 text-xs">{text.unchanged}</p>}
            <span className="flex-1" />
            {persona === null ? null : (
              <RemovalActs persona={persona} acts={acts} onReset={edited.drop} onRemoved={onRemoved} />
            )}
          </div>
        ) : (
          <p className="text-ink-2 text-sm">{text.viewerOnly}</p>
        )}
      </fieldset>
    </form>
  );
}
