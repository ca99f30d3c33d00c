import type { ModelCapability, ModelComplexity, ModelWeights } from '@overmind/contracts/entities/model';
import { type ModelWork, modelWork } from '@overmind/contracts/entities/model-work';
import { taskTypeWords } from './status.ts';

const turns = {
  'discussion.clarify': 'Discussions: clarifying',
  'discussion.explore': 'Discussions: exploring',
  'discussion.discuss': 'Discussions: talk',
  'discussion.answer_user': 'Discussions: answering you',
  'discussion.summarise': 'Discussions: summaries',
  'discussion.propose': 'Discussions: proposals',
  'discussion.amend': 'Discussions: amendments',
  'discussion.vote': 'Discussions: votes',
  'discussion.conclude': 'Discussions: decision records',
} satisfies Partial<Record<ModelWork, string>>;

export const modelRules = {
  choice: 'How a model is chosen',
  asUsual: 'As usual',
  capabilities: 'It has to be able to',
  capability: {
    tools: 'call tools',
    json: 'answer in JSON',
    vision: 'see pictures',
  } satisfies Record<ModelCapability, string>,
  context: 'Tokens it has to hold, at least',
  contextHint: 'Empty for as many as the work needs.',
  complexity: 'Complexity',
  complexities: {
    low: 'Simple work',
    medium: 'Usual work',
    high: 'Difficult work',
  } satisfies Record<ModelComplexity, string>,
  estimated: 'Estimated from the input',
  weights: 'What matters',
  weight: {
    cost: 'Low cost',
    quality: 'Quality',
    latency: 'Quick answers',
  } satisfies Record<keyof ModelWeights, string>,
  preferBy: 'Models it names are tried',
  preferred: { order: 'in the order of the list', score: 'the best by what matters first' },
  title: 'Models for kinds of work',
  hint: 'Laid over the rules of the project and of whoever works: they can only become stricter. An agent or persona chooses before them.',
  none: 'No kind of work has rules of its own.',
  add: 'Add rules for',
  choose: 'Choose a kind of work',
  remove: (work: string) => `Remove the rules for ${work}`,
  privacy: 'What models may be sent',
  asProject: 'As the project says',
  prefer: 'Models to try first, one a line',
  preferHint: 'For whoever names no models. Written provider/model.',
  onlyPreferred: 'No others',
  onlyPreferredHint: 'Where none of these can be asked, the rules plan alone.',
  noModel: (name: string) => `“${name}” names no model. Write it as provider/model, such as ollama/qwen3.`,
  addModel: 'Add one that is set up',
  chooseModel: 'Choose a model',
  work: Object.fromEntries(modelWork.map((work) => [work, nameOf(work)])) as Readonly<
    Record<ModelWork, string>
  >,
};

function nameOf(work: ModelWork): string {
  if (work === 'run.review') return 'Reviews by an agent';
  if (isTurn(work)) return turns[work];
  return `Tasks: ${taskTypeWords[work]}`;
}

function isTurn(work: ModelWork): work is keyof typeof turns {
  return work in turns;
}
