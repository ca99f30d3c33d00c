import type { Persona } from '@overmind/contracts/entities/persona';
import { lineChanges } from '#features/state/line-changes.ts';
import { cn } from '#lib/class-names.ts';
import { modelRules } from '#text/model-rules.ts';
import { personas as text } from '#text/personas.ts';
import { textsOf } from './persona-draft.ts';

interface PersonaChangesProps {
  title: string;
  /** Null for a persona that began with this version. */
  before: Persona | null;
  after: Persona;
}

const labels: Record<keyof ReturnType<typeof textsOf>, string> = {
  ...{ name: text.name, role: text.role, prompt: text.prompt, traits: text.traits, criteria: text.criteria },
  ...{ topics: text.topics, style: text.style, format: text.format, weight: text.weight },
  ...{ privacy: text.privacy, prefer: text.prefer, choice: modelRules.choice },
};

/** What one version says and the one before it did not, field by field and line by line. */
export function PersonaChanges({ title, before, after }: PersonaChangesProps) {
  const old = before === null ? {} : textsOf(before);
  const changed = Object.entries(textsOf(after)).filter(([field, words]) => (old[field] ?? '') !== words);
  return (
    <section aria-label={title} className="min-w-0 space-y-3">
      <h3 className="font-medium text-ink-2 text-xs tabular-nums">{title}</h3>
      {changed.length === 0 ? <p className="text-ink-2 text-sm">{text.same}</p> : null}
      {changed.map(([field, words]) => (
        <div key={field}>
          <h4 className="mb-0.5 text-ink-2 text-xs">{labels[field] ?? field}</h4>
          <FieldChange before={old[field] ?? ''} after={words} />
        </div>
      ))}
    </section>
  );
}

const marks = { same: ' ', removed: '−', added: '+' } as const;

const FieldChange = ({ before, after }: { before: string; after: string }) => (
  <ul className="overflow-hidden rounded-md border bg-raised font-mono text-xs leading-5">
    {lineChanges(before, after)
      .filter(({ kind, text: words }) => kind === 'same' || words !== '')
      .map(({ kind, text: words }, index) => (
        <li
          // biome-ignore lint/suspicious/noArrayIndexKey: a line has no id and keeps its place
          key={index}
          className={cn(
            'flex gap-2 px-2 [overflow-wrap:anywhere]',
            kind === 'removed' && 'bg-failed-soft',
            kind === 'added' && 'bg-done-soft',
          )}
        >
          <span aria-hidden className="select-none text-ink-2">
            {marks[kind]}
          </span>
          <span className="sr-only">{kind === 'same' ? '' : text.kinds[kind]}</span>
          <span className="min-w-0 whitespace-pre-wrap">{words}</span>
        </li>
      ))}
  </ul>
);
