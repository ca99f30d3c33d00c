'use client';
import type { TestInput } from '@overmind/contracts/entities/prompt-test';
import { visibleWords } from '@overmind/domain/text/make-visible';
import { lazy, Suspense, useMemo } from 'react';
import { Skeleton } from '#components/ui/badge.tsx';
import { promptTest as text } from '#text/prompt-test.ts';
import { Folded, Words } from './folded.tsx';
import { sideWords } from './side-words.ts';
import type { InputResult, TestRun } from './use-prompt-test.ts';

const Difference = lazy(async () => ({ default: (await import('../versions/difference.tsx')).Difference }));

interface RenderedTextsProps {
  input: TestInput;
  rendered: InputResult['rendered'];
  sides: TestRun['sides'];
}

/** The values of an input, the texts that were made of them, and what differs between these; each opened when asked for. */
export const RenderedTexts = ({ input, rendered, sides }: RenderedTextsProps) => (
  <div className="mt-1 space-y-1">
    <Folded title={text.values}>
      {() => (
        <dl className="space-y-1 text-xs">
          {Object.entries(input.values).map(([name, value]) => (
            <div key={name}>
              <dt className="font-medium font-mono text-ink-2">{name}</dt>
              <dd>
                <Words label={name} words={Array.isArray(value) ? value.join('\n') : String(value)} />
              </dd>
            </div>
          ))}
        </dl>
      )}
    </Folded>
    {rendered === null ? null : (
      <Folded title={text.rendered}>
        {() =>
          rendered.texts.map((each, at) =>
            each === null ? null : (
              <div key={sides[at] ?? 'draft'} className="mb-2">
                <p className="mb-1 font-medium text-ink-2 text-xs">{sideWords(sides[at] ?? null)}</p>
                {each.system === '' ? null : <Words label={text.parts.system} words={each.system} />}
                <Words label={text.parts.body} words={each.body} />
              </div>
            ),
          )
        }
      </Folded>
    )}
    {rendered?.patch == null ? null : (
      <Folded title={text.difference}>{() => <Differs patch={rendered.patch} />}</Folded>
    )}
  </div>
);

function Differs({ patch }: { patch: NonNullable<InputResult['rendered']>['patch'] }) {
  const patches = useMemo(
    () =>
      (['system', 'body'] as const).map(
        (part) => [text.parts[part], visibleWords(patch?.[part] ?? '')] as const,
      ),
    [patch],
  );
  return (
    <Suspense fallback={<Skeleton className="h-24" />}>
      <Difference patches={patches} view="split" />
    </Suspense>
  );
}
