'use client';
import type { Prompt, PromptVersion } from '@overmind/contracts/entities/prompt';
import { findPlace } from '@overmind/domain/prompts/places';
import { FlaskConical } from 'lucide-react';
import { FormError } from '#components/notice.tsx';
import { Button } from '#components/ui/button.tsx';
import { Field, Input, Textarea } from '#components/ui/field.tsx';
import { promptEditor as text } from '#text/prompts.ts';
import { goToTab } from '../prompts-place.ts';
import { PromptPreview, type TypedValues } from './prompt-preview.tsx';
import { useVersionDraft } from './use-version-draft.ts';
import { VariablesEditor } from './variables-editor.tsx';

interface VersionEditorProps {
  prompt: Prompt;
  version: PromptVersion;
  typed: TypedValues;
  onType(typed: TypedValues): void;
}

/** The texts, their variables, and how they look with values in. */
export function VersionEditor({ prompt, version, typed, onType }: VersionEditorProps) {
  const editing = useVersionDraft(prompt, version);
  // What is typed while it is saved would belong to neither version.
  const { draft, check, change, isChanged, isSaving } = editing;
  return (
    <div className="grid items-start gap-6 xl:grid-cols-2">
      <form
        aria-label={text.from(version.number)}
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault();
          editing.save(false);
        }}
      >
        <p className="text-ink-2 text-xs">{text.from(version.number)}</p>
        <Field label={text.system} hint={text.systemHint}>
          {(control) => (
            <Textarea
              {...control}
              rows={5}
              readOnly={isSaving}
              maxLength={100_000}
              value={draft.system}
              onChange={(event) => change({ system: event.target.value })}
              className="font-mono"
            />
          )}
        </Field>
        <Field label={text.body} hint={text.bodyHint}>
          {(control) => (
            <Textarea
              {...control}
              rows={12}
              readOnly={isSaving}
              maxLength={100_000}
              value={draft.body}
              onChange={(event) => change({ body: event.target.value })}
              className="font-mono"
            />
          )}
        </Field>
        <VariablesEditor
          place={findPlace(prompt.key)}
          draft={draft}
          isSaving={isSaving}
          onChange={(variables) => change({ variables })}
        />
        <Field label={text.note}>
          {(control) => (
            <Input
              {...control}
              readOnly={isSaving}
              maxLength={1_000}
              placeholder={text.notePlaceholder}
              value={draft.note}
              onChange={(event) => change({ note: event.target.value })}
            />
          )}
        </Field>
        {check.ok ? null : <Problems problems={check.problems} />}
        <FormError error={editing.error} />
        {isChanged ? (
          <div className="flex flex-wrap items-center gap-2">
            <Button type="submit" look="primary" disabled={!check.ok} isBusy={isSaving}>
              {text.save}
            </Button>
            <Button disabled={!check.ok || isSaving} onClick={() => editing.save(true)}>
              {text.saveAndActivate}
            </Button>
            <Button look="quiet" onClick={editing.discard}>
              {text.discard}
            </Button>
            <Button look="quiet" disabled={!check.ok} onClick={() => goToTab('test')}>
              <FlaskConical aria-hidden />
              {text.test}
            </Button>
            <p className="text-ink-3 text-xs">{text.kept}</p>
          </div>
        ) : null}
      </form>
      <PromptPreview prompt={prompt} draft={draft} typed={typed} onType={onType} />
    </div>
  );
}

const Problems = ({ problems }: { problems: readonly string[] }) => (
  <ul role="status" className="list-disc space-y-0.5 pl-4 text-failed text-sm">
    {problems.map((problem) => (
      <li key={problem}>{problem}</li>
    ))}
  </ul>
);
