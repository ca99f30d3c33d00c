'use client';
import { modelPrivacies } from '@overmind/contracts/entities/model';
import { Play, Route, Square } from 'lucide-react';
import { useState } from 'react';
import { ChoiceSelect, optionsOf } from '#components/choice-select.tsx';
import { Button } from '#components/ui/button.tsx';
import { Field, Select, Textarea } from '#components/ui/field.tsx';
import { WhatBlocks } from '#components/what-blocks.tsx';
import { SwitchLine } from '#features/project-settings/switch-line.tsx';
import { useProjects } from '#features/projects/use-projects.ts';
import { useMe } from '#features/session/use-session.ts';
import { privacyWords, repeating } from '#text/model-calls.ts';
import { trial as text } from '#text/providers.ts';
import { useModels } from '../models/use-models.ts';
import { Explained } from './explained.tsx';
import { TrialAnswer } from './trial-answer.tsx';
import { policyOf, type TrialDraft, usualDraft } from './trial-draft.ts';
import { useTrial } from './use-trial.ts';

/** What is asked where it is not typed here, such as a prompt with its values in. */
interface GivenTexts {
  system: string;
  body: string;
}

/** A real call, streamed; and beforehand where it would go. */
export function TrialPanel({ given }: { given?: GivenTexts }) {
  const { trial, ask, stop } = useTrial();
  const [draft, setDraft] = useState(usualDraft);
  const [isExplained, setExplained] = useState(false);
  const project = useChosenProject(draft);
  const change = (patch: Partial<TrialDraft>) => {
    setDraft({ ...draft, ...patch });
    setExplained(false);
  };
  const prompt = given?.body ?? draft.prompt;
  const isReady = prompt.trim() !== '';
  const question = { policy: policyOf(draft), project_id: project };
  const submit = () =>
    ask({ ...question, prompt, system: given?.system ?? '', is_deterministic: draft.mayRepeat });
  return (
    <form
      className="space-y-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady) submit();
      }}
    >
      {given === undefined ? (
        <Field label={text.prompt}>
          {(control) => (
            <Textarea
              {...control}
              rows={3}
              maxLength={100_000}
              placeholder={text.promptPlaceholder}
              value={draft.prompt}
              onChange={(event) => change({ prompt: event.target.value })}
            />
          )}
        </Field>
      ) : null}
      <Choices draft={draft} project={project} onChange={change} />
      <SwitchLine
        label={repeating.label}
        hint={repeating.hint}
        isOn={draft.mayRepeat}
        onChange={(mayRepeat) => change({ mayRepeat })}
      />
      {given === undefined ? <WhatBlocks missing={isReady ? [] : [text.prompt]} /> : null}
      <div className="flex flex-wrap gap-2">
        <Button type="submit" look="primary" disabled={!isReady} isBusy={trial?.state === 'asking'}>
          <Play aria-hidden />
          {text.run}
        </Button>
        {trial?.state === 'asking' ? (
          <Button onClick={stop}>
            <Square aria-hidden />
            {text.stop}
          </Button>
        ) : null}
        <Button look="quiet" aria-expanded={isExplained} onClick={() => setExplained(!isExplained)}>
          <Route aria-hidden />
          {text.explain}
        </Button>
      </div>
      {isExplained ? <Explained question={{ ...question, text: prompt }} /> : null}
      {trial === null ? null : <TrialAnswer trial={trial} project={project} />}
    </form>
  );
}

/** The first project unless a person chose: its ledger then shows the call. */
function useChosenProject({ project }: TrialDraft): string | null {
  const first = useProjects().data?.items[0]?.id;
  if (project === null) return first ?? null;
  return project === '' ? null : project;
}

interface ChoicesProps {
  draft: TrialDraft;
  project: string | null;
  onChange(patch: Partial<TrialDraft>): void;
}

function Choices({ draft, project, onChange }: ChoicesProps) {
  const { models } = useModels();
  const projects = useProjects().data?.items ?? [];
  const mayDoWithout = useMe().data?.user.is_admin === true;
  return (
    <div className="grid gap-3 sm:grid-cols-3">
      <Field label={text.model}>
        {(control) => (
          <Select {...control} value={draft.ref} onChange={({ target }) => onChange({ ref: target.value })}>
            <option value="">{text.routed}</option>
            {models
              .filter(({ is_enabled }) => is_enabled)
              .map(({ ref }) => (
                <option key={ref} value={ref}>
                  {ref}
                </option>
              ))}
          </Select>
        )}
      </Field>
      <ChoiceSelect
        label={text.privacy}
        options={optionsOf(modelPrivacies, privacyWords)}
        value={draft.privacy}
        onChange={(privacy) => onChange({ privacy })}
      />
      <Field label={text.project}>
        {(control) => (
          <Select
            {...control}
            value={project ?? ''}
            onChange={({ target }) => onChange({ project: target.value })}
          >
            {mayDoWithout ? <option value="">{text.noProject}</option> : null}
            {projects.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Select>
        )}
      </Field>
    </div>
  );
}
