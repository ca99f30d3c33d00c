'use client';
import type { Prompt } from '@overmind/contracts/entities/prompt';
import type { PromptPlace } from '@overmind/domain/prompts/place';
import { findPlace } from '@overmind/domain/prompts/places';
import { Play, Square } from 'lucide-react';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { SwitchLine } from '#features/project-settings/switch-line.tsx';
import { repeating } from '#text/model-calls.ts';
import { promptTest as text } from '#text/prompt-test.ts';
import { checkDraft, keptDraft } from '../editor/version-draft.ts';
import { InputsChoice } from './inputs-choice.tsx';
import { SidesChoice } from './sides-choice.tsx';
import { type TestDraft, testOf, usualTest } from './test-draft.ts';
import { TestResults } from './test-results.tsx';
import { usePromptTest } from './use-prompt-test.ts';
import { useVariablesOf } from './use-variables.ts';

/** Texts of a template tried on inputs, side by side; that only a runner can put together is said. */
export function PromptTestTab({ prompt }: { prompt: Prompt }) {
  const place = findPlace(prompt.key);
  if (place?.join === null) return <p className="max-w-[80ch] text-ink-2 text-sm">{text.onlyOnRunners}</p>;
  return <PromptTest prompt={prompt} place={place} />;
}

function PromptTest({ prompt, place }: { prompt: Prompt; place: PromptPlace | null }) {
  const [draft] = useState(() => {
    const kept = keptDraft(prompt.id);
    return kept === null ? null : checkDraft(kept, place);
  });
  const [test, setTest] = useState(() => usualTest(prompt, draft?.ok === true));
  const { run, start, stop } = usePromptTest(prompt.id);
  const asking = useVariablesOf(prompt.id, [test.first, test.second], draft);
  const variables = [...asking, ...(place?.parts ?? [])];
  const change = (patch: Partial<TestDraft>) => setTest({ ...test, ...patch });
  const asked = testOf(test, { draft, variables });
  const isRunning = run?.state === 'running';
  return (
    <div className="space-y-6">
      <form
        aria-label={text.title}
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (asked !== null && !isRunning) start(asked);
        }}
      >
        <p className="max-w-[80ch] text-ink-2 text-sm">{text.hint}</p>
        <SidesChoice prompt={prompt} draft={draft} test={test} onChange={change} />
        <InputsChoice promptId={prompt.id} test={test} variables={variables} onChange={change} />
        <SwitchLine
          label={repeating.label}
          hint={repeating.hint}
          isOn={test.mayRepeat}
          onChange={(mayRepeat) => change({ mayRepeat })}
        />
        <div className="flex flex-wrap gap-2">
          <Button type="submit" look="primary" disabled={asked === null} isBusy={isRunning}>
            <Play aria-hidden />
            {text.run}
          </Button>
          {isRunning ? (
            <Button onClick={stop}>
              <Square aria-hidden />
              {text.stop}
            </Button>
          ) : null}
        </div>
      </form>
      {run === null ? null : <TestResults run={run} />}
    </div>
  );
}
