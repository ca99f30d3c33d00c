'use client';
import type { SpecPhase } from '@overmind/contracts/entities/spec';
import { Button } from '#components/ui/button.tsx';
import { phase as text } from '#text/specs.ts';
import type { PhaseDrafting } from './use-phase-draft.ts';

/** What somebody saved meanwhile, beside what is being written; a person decides which goes on. */
export const PhaseConflict = ({ phase, draft }: { phase: SpecPhase; draft: PhaseDrafting }) => (
  <section aria-label={text.conflict} className="space-y-2 rounded-card border border-failed/40 p-3">
    <div role="alert">
      <h3 className="font-semibold text-sm">{text.conflict}</h3>
      <p className="text-ink-2 text-sm">{text.conflictHint(phase.version)}</p>
    </div>
    <section
      aria-label={text.theirs(phase.version)}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard
      tabIndex={0}
      className="max-h-56 overflow-auto whitespace-pre-wrap rounded-md border bg-raised p-3 font-mono text-xs leading-5"
    >
      {phase.output_markdown}
    </section>
    <div className="flex flex-wrap gap-2">
      <Button size="sm" onClick={draft.rebase}>
        {text.keepMine}
      </Button>
      <Button size="sm" look="quiet" onClick={draft.drop}>
        {text.takeTheirs}
      </Button>
    </div>
  </section>
);
