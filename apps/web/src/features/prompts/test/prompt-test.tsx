'use client';
import type { Prompt } from '@overmind/contracts/entities/prompt';
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

/** Texts of a template tried on inputs, side by side. */
export function PromptTestTab({ prompt }: { prompt: Prompt }) {
  const place = findPlace(prompt.key);
  const reader = place?.reader ?? 'model';
  const [draft] = useState(() => {
    const kept = keptDraft(prompt.id);
    return kept === null ? null : checkDraft(kept, place);
  });
  const [test, setTest] = useState(() => usualTest(prompt, reader, draft?.ok === true));
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
        <p className="max-w-[80ch] text-ink-2 text-sm">{text.hints[reader]}</p>
        <SidesChoice prompt={prompt} draft={draft} test={test} onChange={change} />
        <InputsChoice prompt={prompt} reader={reader} test={test} variables={variables} onChange={change} />
        {reader === 'coding_agent' ? (
          <SwitchLine
            label={text.asksModel}
            hint={text.asksModelHint}
            isOn={test.asksModel}
            onChange={(asksModel) => change({ asksModel })}
          />
        ) : null}
        {test.asksModel ? (
          <SwitchLine
            label={repeating.label}
            hint={repeating.hint}
            isOn={test.mayRepeat}
            onChange={(mayRepeat) => change({ mayRepeat })}
          />
        ) : null}
        <div className="flex flex-wrap gap-2">
          <Button type="submit" look="primary" disabled={asked === null} isBusy={isRunning}>
            <Play aria-hidden />
            {test.asksModel ? text.run : text.compare}
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
