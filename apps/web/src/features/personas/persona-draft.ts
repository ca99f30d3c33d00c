import { AgentName } from '@overmind/contracts/entities/agent';
import { ModelRules, modelPrivacies } from '@overmind/contracts/entities/model';
import { type Persona, PersonaEdit, type ProjectPersona } from '@overmind/contracts/entities/persona';
import { z } from 'zod';
import { choiceOf } from '#features/model-rules/choice-fields.tsx';
import { choiceWords } from '#features/model-rules/choice-words.ts';
import { modelRules } from '#text/model-rules.ts';
import { personas as text } from '#text/personas.ts';

/** A persona that is being edited; lists are lines, and no privacy means as the project says. */
export const PersonaDraft = z.object({
  ...{ key: z.string(), name: z.string(), role: z.string(), systemPrompt: z.string() },
  ...{ traits: z.array(z.string()), criteria: z.array(z.string()), topics: z.array(z.string()) },
  ...{ style: z.string(), format: z.string(), weight: z.number().nullable() },
  privacy: z.enum(modelPrivacies).nullable(),
  prefer: z.array(z.string()),
  choice: ModelRules.omit({ privacy: true, prefer: true }).default({}),
  ...{ isEnabled: z.boolean(), note: z.string() },
});
export type PersonaDraft = z.infer<typeof PersonaDraft>;

export const newDraft = (): PersonaDraft => ({
  ...{ key: '', name: '', role: '', systemPrompt: '', traits: [], criteria: [], topics: [] },
  ...{ style: '', format: '', weight: 1, privacy: null, prefer: [], choice: {}, isEnabled: true, note: '' },
});

export const draftOf = ({
  persona,
  is_enabled,
}: Pick<ProjectPersona, 'persona' | 'is_enabled'>): PersonaDraft => ({
  ...{ key: persona.key, name: persona.name, role: persona.role, systemPrompt: persona.system_prompt },
  ...{ traits: persona.traits, criteria: persona.decision_criteria, topics: persona.topics },
  ...{ style: persona.style, format: persona.format, weight: persona.weight },
  privacy: persona.model_policy?.privacy ?? null,
  prefer: persona.model_policy?.prefer ?? [],
  choice: choiceOf(persona.model_policy),
  ...{ isEnabled: is_enabled, note: '' },
});

type ReadDraft = { ok: true; key: string; edit: PersonaEdit } | { ok: false; problem: string };

/** The draft as the contract wants it, or the first thing that is wrong with it. */
export function readDraft(draft: PersonaDraft): ReadDraft {
  const key = AgentName.safeParse(draft.key);
  if (!key.success) return { ok: false, problem: problemOf('key', key.error) };
  const edit = PersonaEdit.safeParse({
    ...{ name: draft.name, role: draft.role, system_prompt: draft.systemPrompt },
    ...{ traits: filled(draft.traits), decision_criteria: filled(draft.criteria) },
    ...{ topics: filled(draft.topics), style: draft.style, format: draft.format },
    ...{ weight: draft.weight, is_enabled: draft.isEnabled, note: draft.note.trim() },
    ...(draft.privacy === null
      ? {}
      : { model_policy: { ...draft.choice, privacy: draft.privacy, prefer: filled(draft.prefer) } }),
  });
  return edit.success
    ? { ok: true, key: key.data, edit: edit.data }
    : { ok: false, problem: problemOf('', edit.error) };
}

const filled = (lines: readonly string[]): string[] =>
  lines.map((line) => line.trim()).filter((line) => line !== '');

function problemOf(field: string, { issues }: z.ZodError): string {
  const [issue] = issues;
  const place = issue?.path.join('/') ?? '';
  return `${(place === '' ? field : place).replaceAll('_', ' ')}: ${issue?.message ?? ''}`;
}

/** What people know the fields by. */
export const fieldWords: Record<keyof PersonaDraft, string> = {
  ...{ key: text.key, name: text.name, role: text.role, systemPrompt: text.prompt, traits: text.traits },
  ...{ criteria: text.criteria, topics: text.topics, style: text.style, format: text.format },
  ...{ weight: text.weight, privacy: text.privacy, prefer: text.prefer, choice: modelRules.choice },
  ...{ isEnabled: text.enabled, note: text.note },
};

/** Fields of a persona as texts, for people to compare. */
export const textsOf = (persona: Persona): Record<string, string> => ({
  name: persona.name,
  role: persona.role,
  prompt: persona.system_prompt,
  traits: persona.traits.join('\n'),
  criteria: persona.decision_criteria.join('\n'),
  topics: persona.topics.join('\n'),
  style: persona.style,
  format: persona.format,
  weight: String(persona.weight),
  privacy: persona.model_policy?.privacy ?? '',
  prefer: (persona.model_policy?.prefer ?? []).join('\n'),
  choice: choiceWords(choiceOf(persona.model_policy)).join('\n'),
});
