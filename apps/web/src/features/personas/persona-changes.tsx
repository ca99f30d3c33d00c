import type { Persona } from '@overmind/contracts/entities/persona';
import { LineDiff } from '#components/line-diff.tsx';
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
          <LineDiff before={old[field] ?? ''} after={words} />
        </div>
      ))}
    </section>
  );
}
