'use client';
import type { StateDiff } from '@overmind/contracts/entities/state';
import { Minus, Pencil, Plus } from 'lucide-react';
import { cn } from '#lib/class-names.ts';
import { lineChanges } from '#lib/line-changes.ts';
import { compare as text } from '#text/state.ts';

export type StateChange = StateDiff['changes'][number];

const marks = {
  added: { icon: Plus, tone: 'text-done' },
  removed: { icon: Minus, tone: 'text-failed' },
  changed: { icon: Pencil, tone: 'text-running' },
} as const;

/** Changes under the section that they are in, both in the order of the document. */
export function changesBySection(changes: readonly StateChange[]): [string, StateChange[]][] {
  const groups = new Map<string, StateChange[]>();
  for (const change of changes) {
    const section = partsOf(change.path)[0] ?? '';
    groups.set(section, [...(groups.get(section) ?? []), change]);
  }
  return [...groups];
}

const partsOf = (pointer: string): string[] =>
  pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));

export const SemanticChanges = ({ changes }: { changes: readonly StateChange[] }) => (
  <div className="space-y-4">
    {changesBySection(changes).map(([section, group]) => (
      <section key={section} aria-label={section}>
        <h4 className="mb-1.5 font-semibold text-ink-2 text-xs">{section}</h4>
        <ul className="divide-y rounded-card border bg-raised">
          {group.map((change) => (
            <Change key={`${change.path}:${change.kind}`} change={change} />
          ))}
        </ul>
      </section>
    ))}
  </div>
);

function Change({ change }: { change: StateChange }) {
  const { icon: Icon, tone } = marks[change.kind];
  const path = partsOf(change.path).slice(1).join(' › ');
  return (
    <li className="flex gap-2.5 px-3 py-2 text-sm">
      <Icon className={cn('mt-[3px] size-3.5 shrink-0', tone)} aria-hidden />
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-baseline gap-x-2">
          <span className="sr-only">{text.kinds[change.kind]}</span>
          {path === '' ? null : <span className="font-medium font-mono text-xs">{path}</span>}
        </p>
        <Values change={change} />
      </div>
    </li>
  );
}

function Values({ change: { kind, before, after } }: { change: StateChange }) {
  const isLong = kind === 'changed' && [before, after].some((each) => valueWords(each).includes('\n'));
  if (isLong) return <LineChanges before={valueWords(before)} after={valueWords(after)} />;
  return (
    <>
      {kind === 'added' ? null : <Value value={before} isOld />}
      {kind === 'removed' ? null : <Value value={after} isOld={false} />}
    </>
  );
}

const lineTones = { same: 'text-ink-2', removed: 'bg-failed-soft line-through', added: 'bg-done-soft' };

/** A long text line by line, so that one added sentence does not look like another text. */
const LineChanges = ({ before, after }: { before: string; after: string }) => (
  <div className="max-h-72 overflow-y-auto rounded text-xs leading-[18px]">
    {lineChanges(before, after).map((line, index) => (
      <p
        // biome-ignore lint/suspicious/noArrayIndexKey: lines of a difference never change
        key={index}
        className={cn('whitespace-pre-wrap px-1.5 [overflow-wrap:anywhere]', lineTones[line.kind])}
      >
        {line.kind === 'same' ? null : <span className="sr-only">{text.kinds[line.kind]} </span>}
        {line.text === '' ? '\u00a0' : line.text}
      </p>
    ))}
  </div>
);

function Value({ value, isOld }: { value: unknown; isOld: boolean }) {
  const words = valueWords(value);
  return (
    <p
      className={cn(
        'max-h-60 overflow-y-auto whitespace-pre-wrap rounded px-1.5 text-xs leading-[18px] [overflow-wrap:anywhere]',
        isOld ? 'bg-failed-soft text-ink-2 line-through decoration-ink-3/50' : 'bg-done-soft',
        words === '' && 'italic',
      )}
    >
      {words === '' ? text.nothing : words}
    </p>
  );
}

/** A value as a person would read it: an entry of a list by its fields, the rest as it stands. */
export function valueWords(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map(valueWords).join('\n');
  if (typeof value !== 'object') return String(value);
  return Object.entries(value)
    .filter(([, each]) => each !== null && each !== '')
    .map(([name, each]) => `${name}: ${valueWords(each)}`)
    .join(' · ');
}
