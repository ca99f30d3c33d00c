'use client';
import { useState } from 'react';
import { FormError } from '#components/notice.tsx';
import { Button } from '#components/ui/button.tsx';
import { Field, Textarea } from '#components/ui/field.tsx';
import { notes as text } from '#text/state.ts';
import type { NotesConflict } from './use-edit-notes.ts';

interface NotesConflictViewProps {
  conflict: NotesConflict;
  isSaving: boolean;
  error: unknown;
  onSave(words: string): void;
}

/** Both texts side by side; a person decides what stands there in the end. */
export function NotesConflictView({ conflict, isSaving, error, onSave }: NotesConflictViewProps) {
  const { mine, theirNotes, theirs } = conflict;
  const [words, setWords] = useState(mine);
  const both = `${theirNotes.trimEnd()}\n\n${mine}`;
  return (
    <section
      aria-label={text.conflictTitle}
      className="flex min-h-0 flex-1 flex-col gap-3 overflow-y-auto p-4"
    >
      <div>
        <h2 className="font-semibold">{text.conflictTitle}</h2>
        <p className="text-ink-2 text-sm">{text.conflictHint}</p>
      </div>
      <div className="grid gap-3 md:grid-cols-2">
        <Side title={text.mine} words={mine} action={text.takeMine} onTake={() => setWords(mine)} />
        <Side
          title={text.theirs(theirs.version, theirs.author)}
          words={theirNotes}
          action={text.takeTheirs}
          onTake={() => setWords(theirNotes)}
        />
      </div>
      <Field label={text.merged}>
        {(control) => (
          <Textarea
            {...control}
            rows={10}
            value={words}
            onChange={(event) => setWords(event.target.value)}
            className="font-mono text-xs leading-5"
          />
        )}
      </Field>
      <FormError error={isSaving ? null : error} />
      <div className="flex justify-end gap-2">
        <Button look="quiet" onClick={() => setWords(both)}>
          {text.takeBoth}
        </Button>
        <Button look="primary" isBusy={isSaving} onClick={() => onSave(words)}>
          {text.saveMerged}
        </Button>
      </div>
    </section>
  );
}

interface SideProps {
  title: string;
  words: string;
  action: string;
  onTake(): void;
}

const Side = ({ title, words, action, onTake }: SideProps) => (
  <section aria-label={title} className="flex flex-col rounded-card border bg-raised">
    <header className="flex items-center gap-2 border-b px-3 py-1.5 text-xs">
      <h3 className="min-w-0 flex-1 truncate font-semibold">{title}</h3>
      <Button size="sm" onClick={onTake}>
        {action}
      </Button>
    </header>
    <pre className="max-h-56 overflow-auto whitespace-pre-wrap p-3 font-mono text-xs leading-5">{words}</pre>
  </section>
);
