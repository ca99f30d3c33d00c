import { startText as text } from '#text/discussion-list.ts';

interface Bounds {
  label: string;
  min: number;
  max: number;
  /** Whole numbers where it is absent. */
  step?: number;
}

/** The numbers of a discussion as people give them, by what the server calls them. */
export const numberBounds = {
  quorum: { label: text.quorum, min: 1, max: 100 },
  turns: { label: text.turns, min: 1, max: 500 },
  rounds: { label: text.rounds, min: 1, max: 10 },
  minutes: { label: text.minutes, min: 1, max: 1_440 },
  tokens: { label: text.tokens, min: 1, max: 100_000_000 },
  cost_micros: { label: text.cost, min: 0, max: 1_000, step: 0.01 },
  user_questions: { label: text.questions, min: 0, max: 20 },
  context_chars: { label: text.contextChars, min: 2_000, max: 1_000_000 },
} satisfies Record<string, Bounds>;

const byName = new Map<PropertyKey | undefined, Bounds>(Object.entries(numberBounds));

/** What is wrong with the number of that name, in words; null where there is none of that name. */
export function numberProblem(name: PropertyKey | undefined): string | null {
  const bounds = byName.get(name);
  if (bounds === undefined) return null;
  const { label, min, max, step } = bounds;
  return text.numberWrong(label, min, max, step === undefined);
}
