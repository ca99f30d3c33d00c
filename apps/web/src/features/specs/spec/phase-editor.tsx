'use client';
import { maxPhaseText, type SpecPhase } from '@overmind/contracts/entities/spec';
import { type FormEvent, useDeferredValue } from 'react';
import { FormError } from '#components/notice.tsx';
import { Button } from '#components/ui/button.tsx';
import { Textarea } from '#components/ui/field.tsx';
import { MessageText } from '#features/chat/message-text.tsx';
import { isCode } from '#lib/api/error-words.ts';
import { phaseNames, phase as text } from '#text/specs.ts';
import type { SpecActs } from '../use-specs.ts';
import { PhaseConflict } from './phase-conflict.tsx';
import type { PhaseDrafting } from './use-phase-draft.ts';

interface PhaseEditorProps {
  phase: SpecPhase;
  draft: PhaseDrafting;
  acts: SpecActs;
  /** Why nobody writes here now; null where they may. */
  obstacle: string | null;
}

/** Markdown beside how it reads; saving is the next version of the phase. */
export function PhaseEditor({ phase, draft, acts, obstacle }: PhaseEditorProps) {
  const params = { id: phase.spec_id, phase: phase.phase };
  const name = phaseNames[phase.phase];
  const mayWrite = obstacle === null;
  // Unsaved words wait where they are until they can be saved.
  const value = mayWrite ? draft.text : phase.output_markdown;
  const shown = useDeferredValue(value);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    acts.save.mutate(
      { params, body: { output_markdown: draft.text }, ifMatch: draft.baseVersion },
      { onSuccess: draft.drop },
    );
  };
  // What was saved meanwhile is shown as such, and what failed with another phase belongs there.
  const isOwn = acts.save.variables?.params.phase === phase.phase;
  const failure = isOwn && !isCode(acts.save.error, 'version_mismatch') ? acts.save.error : null;
  return (
    <form aria-label={text.text(name)} onSubmit={submit} className="space-y-3">
      {mayWrite && draft.isKept ? (
        <p className="rounded-md bg-signal-soft px-3 py-1.5 text-review text-xs">{text.kept}</p>
      ) : null}
      {mayWrite && draft.isBehind ? <PhaseConflict phase={phase} draft={draft} /> : null}
      <div className="grid overflow-hidden rounded-card border bg-surface md:grid-cols-2">
        <Textarea
          aria-label={text.text(name)}
          value={value}
          // What is typed while it is saved would belong to neither version.
          readOnly={!mayWrite || acts.save.isPending}
          maxLength={maxPhaseText}
          placeholder={text.nothing}
          onChange={(event) => draft.change(event.target.value)}
          className="h-full min-h-72 resize-none rounded-none border-0 bg-surface p-4 font-mono text-xs leading-5 md:border-r"
        />
        <section
          aria-label={text.preview}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard
          tabIndex={0}
          className="max-h-[70vh] min-h-40 overflow-y-auto p-4 text-sm max-md:border-t"
        >
          {shown.trim() === '' ? (
            <p className="text-ink-3">{text.nothing}</p>
          ) : (
            <MessageText text={shown} isMarkdown />
          )}
        </section>
      </div>
      <FormError error={failure} />
      {mayWrite ? (
        <div className="flex flex-wrap items-center gap-2">
          {phase.status === 'approved' ? <p className="text-ink-2 text-xs">{text.reopens}</p> : null}
          <span className="flex-1" />
          <Button look="quiet" disabled={!draft.isChanged} onClick={draft.drop}>
            {text.discard}
          </Button>
          <Button
            type="submit"
            look="primary"
            disabled={!draft.isChanged || draft.isBehind}
            isBusy={acts.save.isPending}
          >
            {text.save}
          </Button>
        </div>
      ) : (
        <p className="text-ink-2 text-sm">{obstacle}</p>
      )}
    </form>
  );
}
