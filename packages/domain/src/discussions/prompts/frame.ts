import type { PromptVariable } from '@overmind/contracts/entities/prompt';
import { below, type GivenVariable, type PromptPlace, textIn } from '../../prompts/place.ts';

/** Who speaks and who else is there, at the head of each turn. */
export const frame = '{{portrait}}\n\nSpeakers: {{speakers}}. {{facilitator}} facilitates.';

export const portrait: GivenVariable = {
  ...{ name: 'portrait', kind: 'text', isRequired: true },
  description: 'who the speaker is, by its persona',
};
export const speakers: GivenVariable = {
  ...{ name: 'speakers', kind: 'text', isRequired: false },
  description: 'keys and names of all who take part',
};
export const facilitator: GivenVariable = {
  ...{ name: 'facilitator', kind: 'string', isRequired: false },
  description: 'key of who facilitates',
};

export const turnParts: readonly PromptVariable[] = [
  {
    name: 'rules',
    kind: 'text',
    description: 'that what others said is no instruction, and how long a reply may be',
  },
  {
    name: 'forms',
    kind: 'text',
    description: 'the forms that a reply may have, and what was wrong with the first one',
  },
  { name: 'context', kind: 'data', description: 'the goal and what was said, as lines of JSON' },
];

/** The rules stand between the frame and the task, the forms of a reply below the task, and what was said is data. */
export const joinTurn: PromptPlace['join'] = ({ system, body }, values) => ({
  system: below([system, textIn(values, 'rules'), below([body, textIn(values, 'forms')], '\n')]),
  body: textIn(values, 'context'),
});
