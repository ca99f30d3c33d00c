'use client';
import type { StateVersion } from '@overmind/contracts/entities/state';
import { ChevronDown, ChevronRight } from 'lucide-react';
import { useMemo, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { state as text } from '#text/state.ts';
import { type Section, sectionsOf } from './sections.ts';
import { YamlLine } from './yaml-line.tsx';

/** The document in parts that fold, with a list of the parts beside it. */
export function StateDocument({ version }: { version: StateVersion }) {
  const sections = useMemo(() => sectionsOf(version.content), [version.content]);
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  const named = sections.filter(({ name }) => name !== '');
  const toggle = (name: string) => {
    const next = new Set(folded);
    if (!next.delete(name)) next.add(name);
    setFolded(next);
  };
  const show = (name: string) => {
    setFolded(new Set([...folded].filter((each) => each !== name)));
    document.getElementById(sectionId(name))?.scrollIntoView({ block: 'start' });
  };
  const isAllFolded = folded.size === named.length;
  return (
    <div className="flex min-h-0 flex-1">
      <section
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reachable by keyboard
        tabIndex={0}
        aria-label={text.document}
        className="min-w-0 flex-1 overflow-auto bg-surface py-2 font-mono text-xs leading-5 focus-visible:outline-offset-[-2px]"
      >
        {sections.map((section) => (
          <SectionLines
            key={`${section.name}:${section.firstLine}`}
            section={section}
            isFolded={folded.has(section.name)}
            onToggle={() => toggle(section.name)}
          />
        ))}
      </section>
      <nav aria-label={text.outline} className="w-40 shrink-0 overflow-y-auto border-l p-2 max-lg:hidden">
        <Button
          size="sm"
          look="quiet"
          className="w-full justify-start"
          onClick={() => setFolded(new Set(isAllFolded ? [] : named.map(({ name }) => name)))}
        >
          {isAllFolded ? text.unfoldAll : text.foldAll}
        </Button>
        <ul className="mt-1">
          {named.map(({ name, lines }) => (
            <li key={name}>
              <button
                type="button"
                onClick={() => show(name)}
                className="flex min-h-[24px] w-full items-baseline gap-2 rounded px-2 py-0.5 text-left text-ink-2 text-xs hover:bg-ink/5 hover:text-ink"
              >
                <span className="min-w-0 flex-1 truncate">{name}</span>
                <span className="text-2xs text-ink-3 tabular-nums">{lines.length}</span>
              </button>
            </li>
          ))}
        </ul>
      </nav>
    </div>
  );
}

const sectionId = (name: string): string => `state-${name}`;

interface SectionLinesProps {
  section: Section;
  isFolded: boolean;
  onToggle(): void;
}

function SectionLines({ section: { name, firstLine, lines }, isFolded, onToggle }: SectionLinesProps) {
  const isFoldable = name !== '' && lines.length > 1;
  const shown = isFolded ? lines.slice(0, 1) : lines;
  const Icon = isFolded ? ChevronRight : ChevronDown;
  return (
    <div
      id={name === '' ? undefined : sectionId(name)}
      className="[content-visibility:auto]"
      style={{ containIntrinsicSize: `auto ${shown.length * 20}px` }}
    >
      {shown.map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines of a version never change
        <div key={index} className="flex hover:bg-ink/4">
          <span className="w-[24px] shrink-0">
            {index === 0 && isFoldable ? (
              <button
                type="button"
                aria-expanded={!isFolded}
                aria-label={isFolded ? text.unfold(name) : text.fold(name)}
                onClick={onToggle}
                className="grid h-5 w-[24px] place-items-center text-ink-3 hover:text-ink"
              >
                <Icon className="size-3.5" aria-hidden />
              </button>
            ) : null}
          </span>
          <span className="w-9 shrink-0 select-none pr-3 text-right text-ink-3 tabular-nums" aria-hidden>
            {firstLine + index}
          </span>
          <code className="whitespace-pre-wrap pr-4 [overflow-wrap:anywhere]">
            <YamlLine line={line} />
            {isFolded ? (
              <span className="ml-2 text-ink-3">{`… ${text.foldedLines(lines.length - 1)}`}</span>
            ) : null}
            {'\n'}
          </code>
        </div>
      ))}
    </div>
  );
}
