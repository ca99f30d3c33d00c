import type {
  NewPrompt,
  NewPromptVersion,
  PromptValue,
  PromptVariable,
} from '@overmind/contracts/entities/prompt';
import { type Rendering, renderTexts } from './render.ts';

export type Values = Readonly<Record<string, PromptValue>>;
export type Words = Pick<NewPromptVersion, 'system' | 'body' | 'variables'>;
export type Texts = Pick<NewPromptVersion, 'system' | 'body'>;

/** A variable that the program has a value for. */
export interface GivenVariable extends PromptVariable {
  /** Without it the words would not say what they are for. */
  isRequired: boolean;
}

/**
 * Where the program tells a model something. Its words are a template, which people may write anew; what an answer must
 * look like, the fences around what others wrote and the rules about those are the program's own, and stand beside the
 * words whatever they say.
 */
export interface PromptPlace {
  /** The words as they come: version 1. */
  prompt: NewPrompt;
  /** All that a version may ask for. */
  given: readonly GivenVariable[];
  /** What the program itself puts beside the words; it cannot be worded anew. */
  parts: readonly PromptVariable[];
  /** What an experiment gives its arms to. */
  subject: 'request' | 'discussion' | 'task';
  /** Who reads it: a model that answers at once, one that looks into files by tools first, or a coding agent. */
  reader: 'model' | 'model_with_tools' | 'coding_agent';
  /** Puts the parts, which stand among the values, beside the words; `boundary` is the mark of the rendering. */
  join(words: Texts, values: Values, boundary: string): Texts;
}

export interface Misfit {
  pointer: string;
  detail: string;
}

/** Why a version cannot be used in a place: variables that it does not have, or has otherwise, and those that must stand. */
export function findMisfits(
  { given }: Pick<PromptPlace, 'given'>,
  { variables }: Pick<Words, 'variables'>,
): Misfit[] {
  const named = (name: string): string => `{{${name}}}`;
  const known =
    given.length === 0 ? 'there are none' : `there are ${given.map(({ name }) => named(name)).join(', ')}`;
  const misfits = variables.flatMap(({ name, kind }, index) => {
    const pointer = `/variables/${index}`;
    const own = given.find((each) => each.name === name);
    if (own === undefined)
      return [
        { pointer: `${pointer}/name`, detail: `${named(name)} has no value in this prompt; ${known}.` },
      ];
    if (own.kind === kind) return [];
    return [
      { pointer: `${pointer}/kind`, detail: `${named(name)} is of the kind "${own.kind}" in this prompt.` },
    ];
  });
  const missing = given
    .filter(({ name, isRequired }) => isRequired && !variables.some((each) => each.name === name))
    .map(({ name, description }) => ({
      pointer: '/variables',
      detail: `${named(name)} must stand in this prompt: ${description}.`,
    }));
  return [...misfits, ...missing];
}

/** The words with those values in that they ask for. What is wrong with them, or does not fit the place, is told. */
export function renderWords(place: PromptPlace, words: Words, values: Values, boundary: string): Rendering {
  const problems = findMisfits(place, words);
  if (problems.length > 0) return { ok: false, problems };
  return renderTexts(words, valuesFor(words, values), boundary);
}

/** Those of the values that the words ask for: they may be older or newer. */
export const valuesFor = ({ variables }: Pick<Words, 'variables'>, values: Values): Values =>
  Object.fromEntries(
    variables.flatMap(({ name }) => {
      const value = Object.hasOwn(values, name) ? values[name] : undefined;
      return value === undefined ? [] : [[name, value] as const];
    }),
  );

/** A value that is text; none where there is no such. */
export function textIn(values: Values, name: string): string {
  const value = Object.hasOwn(values, name) ? values[name] : undefined;
  return typeof value === 'string' ? value : '';
}

/** The parts that say something, one below the other. */
export const below = (parts: readonly string[], between = '\n\n'): string =>
  parts.filter((part) => part !== '').join(between);
