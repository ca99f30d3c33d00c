'use client';
import { visibleWords } from '@overmind/domain/text/make-visible';
import { lazy, Suspense, useMemo } from 'react';
import { Skeleton } from '#components/ui/badge.tsx';
import { promptTest as text } from '#text/prompt-test.ts';
import { Folded, Words } from './folded.tsx';
import { sideWords } from './side-words.ts';
import type { InputResult, TestRun } from './use-prompt-test.ts';

const Difference = lazy(async () => ({ default: (await import('../versions/difference.tsx')).Difference }));

type Told = NonNullable<InputResult['rendered']>['told'];

interface ToldThenProps {
  told: Told;
  sides: TestRun['sides'];
  /** It is said where it is not kept. */
  isMissed: boolean;
}

/** What the coding agent of a run was told, and what each text would tell it otherwise. */
export function ToldThen({ told, sides, isMissed }: ToldThenProps) {
  const patches = useMemo(() => (told?.patches ?? []).map((each) => visibleWords(each ?? '')), [told]);
  if (told === null) return isMissed ? <p className="mt-2 text-review text-sm">{text.notKept}</p> : null;
  return (
    <div className="mt-2 space-y-2">
      {sides.map((side, at) =>
        told.patches[at] == null ? null : (
          <section key={side ?? 'draft'} aria-label={text.otherwise(sideWords(side))}>
            <h4 className="mb-1 font-medium text-xs">{text.otherwise(sideWords(side))}</h4>
            {patches[at] === '' ? (
              <p className="text-ink-2 text-sm">{text.toldSame}</p>
            ) : (
              <Suspense fallback={<Skeleton className="h-24" />}>
                <Difference patches={[[text.toldThen, patches[at] ?? '']]} view="split" />
              </Suspense>
            )}
          </section>
        ),
      )}
      <Folded title={text.told}>{() => <Words label={text.told} words={told.text} />}</Folded>
    </div>
  );
}
