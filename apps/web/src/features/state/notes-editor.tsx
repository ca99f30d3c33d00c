'use client';
import type { StateVersion } from '@overmind/contracts/entities/state';
import { AppError } from '@overmind/contracts/errors';
import { type FormEvent, useState } from 'react';
import { Skeleton } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { Input, Textarea } from '#components/ui/field.tsx';
import { MessageText } from '#features/chat/message-text.tsx';
import { useMay, useProjectScope } from '#features/project/project-context.tsx';
import { errorWords } from '#lib/api/error-words.ts';
import { notes as text } from '#text/state.ts';
import { NotesConflictView } from './notes-conflict.tsx';
import { keptDraft, type NotesDraft } from './notes-draft.ts';
import { isNotesConflict, useEditNotes } from './use-edit-notes.ts';
import { useStateVersion } from './use-state-versions.ts';

/** The one section that people write; unsaved words go on from the version that they began from. */
export function NotesEditor({ latest }: { latest: StateVersion }) {
  const { projectId } = useProjectScope();
  const [kept] = useState(() => keptDraft(projectId));
  const [begunVersion] = useState(kept?.baseVersion ?? latest.version);
  const begun = useStateVersion(begunVersion);
  if (begun.isPending) return <Skeleton className="m-4 flex-1" />;
  return <NotesForm latest={latest} begun={begun.data ?? null} kept={kept} />;
}

interface NotesFormProps {
  latest: StateVersion;
  begun: StateVersion | null;
  kept: NotesDraft | null;
}

/** Markdown beside its preview, saved as a new version. */
function NotesForm({ latest, begun, kept }: NotesFormProps) {
  const mayWrite = useMay('maintainer');
  const edit = useEditNotes({ latest, begun, kept });
  const [reason, setReason] = useState('');
  const { save, conflict, words } = edit;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate({ on: edit.base, next: words, reason }, { onSuccess: () => setReason('') });
  };
  if (conflict !== null) {
    return (
      <NotesConflictView
        conflict={conflict}
        isSaving={save.isPending}
        error={isNotesConflict(save.error) ? null : save.error}
        onSave={(next) => save.mutate({ on: conflict.theirs, next, reason })}
      />
    );
  }
  return (
    <form aria-label={text.title} onSubmit={submit} className="flex min-h-0 flex-1 flex-col">
      <p className="border-b px-4 py-2 text-ink-2 text-xs">{mayWrite ? text.hint : text.readOnly}</p>
      {edit.isKept ? (
        <p className="bg-signal-soft px-4 py-1.5 text-review text-xs">{text.keptDraft}</p>
      ) : null}
      {edit.isBehind && edit.isChanged ? (
        <p role="status" className="bg-signal-soft px-4 py-1.5 text-review text-xs">
          {text.newer(latest.version)}
        </p>
      ) : null}
      <div className="grid min-h-0 flex-1 md:grid-cols-2">
        <Textarea
          aria-label={text.label}
          placeholder={text.empty}
          value={words}
          readOnly={!mayWrite}
          onChange={(event) => edit.change(event.target.value)}
          className="h-full min-h-40 resize-none rounded-none border-0 border-r bg-surface p-4 font-mono text-xs leading-5"
        />
        <section aria-label={text.preview} className="min-h-0 overflow-y-auto p-4 text-sm max-md:border-t">
          {words.trim() === '' ? (
            <p className="text-ink-3">{text.empty}</p>
          ) : (
            <MessageText text={words} isMarkdown />
          )}
        </section>
      </div>
      {save.error === null ? null : <Refusal error={save.error} />}
      {mayWrite ? (
        <div className="flex flex-wrap items-center gap-2 border-t px-3 py-2">
          <Input
            aria-label={text.reason}
            placeholder={text.reason}
            maxLength={200}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
            className="min-w-40 flex-1"
          />
          <Button look="quiet" disabled={!edit.isChanged} onClick={edit.discard}>
            {text.discard}
          </Button>
          <Button type="submit" look="primary" disabled={!edit.isChanged} isBusy={save.isPending}>
            {edit.isChanged ? text.save : text.unchanged}
          </Button>
        </div>
      ) : null}
    </form>
  );
}

/** Why an edit was not taken, with the places of the document that it may not touch. */
export function Refusal({ error }: { error: unknown }) {
  const fields = error instanceof AppError ? (error.errors ?? []) : [];
  return (
    <div role="alert" className="border-t bg-failed-soft px-4 py-2 text-failed text-sm">
      <p className="font-medium">{text.refusedTitle}</p>
      <p>{error instanceof AppError ? error.message : errorWords(error)}</p>
      <ul className="mt-1 space-y-0.5 text-xs">
        {fields.map(({ pointer, detail }) => (
          <li key={pointer}>
            <code className="font-mono">{pointer}</code> {detail}
          </li>
        ))}
      </ul>
    </div>
  );
}
