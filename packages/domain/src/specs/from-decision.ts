import type { DecisionRecord } from '@overmind/contracts/entities/discussion';
import { document, line, quote, section } from '../discussions/outcome/lines.ts';
import { renderDecision } from '../discussions/outcome/markdown.ts';

/** What a discussion came to: its record, or the option that a person chose where nothing was decided. */
export interface DecisionToSpecify {
  title: string;
  decision: string;
  conditions: readonly string[];
  risks: readonly string[];
  next_actions: readonly string[];
  record: DecisionRecord | null;
}

export interface DiscussionNamed {
  title: string;
  /** Where it can be read. */
  address: string;
}

/** The first phase of a spec: what is known, which is what was decided. Agents' words are quoted or escaped. */
export const exploreOf = (decided: DecisionToSpecify, { title, address }: DiscussionNamed): string =>
  document([
    '# Explore',
    `Made from the discussion [${line(title)}](${address}). What its speakers said is quoted.`,
    demoted(decided.record === null ? renderChosen(decided) : renderDecision(decided.record)),
  ]);

const renderChosen = ({ title, decision, risks }: DecisionToSpecify): string =>
  document([
    `# Chosen: ${line(title)}`,
    'The discussion decided nothing; a person chose this of its proposals.',
    quote(decision),
    section('Objections', risks.map(line)),
  ]);

const demoted = (text: string): string => text.replace(/^#/gm, '##').trimEnd();

/** The second phase: one line for each condition and each next action, to be worked out by whoever writes on. */
export function requirementsOf({ title, conditions, next_actions }: DecisionToSpecify): string {
  const wanted = [
    ...conditions.map((text) => ({ text, origin: 'a condition of the decision' })),
    ...next_actions.map((text) => ({ text, origin: 'a next action of the decision' })),
  ];
  const all = wanted.length > 0 ? wanted : [{ text: title, origin: 'the decision' }];
  return document([
    '# Requirements',
    '**Draft.** These lines stand as the discussion left them. Put each in a form that can be tested ("When …, the ' +
      'system shall …"), say how it is told that it holds, and then approve this phase.',
    all
      .map(({ text, origin }, index) => `${index + 1}. **R${index + 1}.** ${line(text)} (${origin})`)
      .join('\n'),
  ]);
}
