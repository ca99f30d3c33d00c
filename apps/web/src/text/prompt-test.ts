import type { TestAnswer } from '@overmind/contracts/entities/prompt-test';
import type { PromptPlace } from '@overmind/domain/prompts/place';

const plural = (count: number, one: string, many: string): string =>
  `${count.toLocaleString('en')} ${count === 1 ? one : many}`;

export const promptTest = {
  title: 'Test on inputs',
  hints: {
    model:
      'Puts texts of this template to a model, on what it was really asked for or on values of your own. The rules and budgets of each input’s project hold; what it costs is in the ledger.',
    model_with_tools:
      'Puts texts of this template to a model, on what earlier runs were told. It is asked once and without tools: it reads no file, hands nothing in, and nothing is done. So it shows how the words are taken, not what would be found. The rules and budgets of each run’s project hold; what it costs is in the ledger.',
    coding_agent:
      'Shows what the coding agents of earlier runs would be told with texts of this template, beside what they were told. No agent is started, and nothing is done.',
  } satisfies Record<PromptPlace['reader'], string>,
  asksModel: 'Also ask a model, without tools',
  asksModelHint:
    'A model that is no coding agent gets the text once and says what it would do. It costs what a call costs, by the rules and budgets of the run’s project.',
  texts: 'What is tried',
  first: 'Text',
  second: 'Against',
  alone: 'nothing else',
  version: (number: number, isActive: boolean) => `Version ${number}${isActive ? ' (active)' : ''}`,
  draft: 'Your draft, not saved',
  draftBroken: 'Your draft has mistakes. Mend it in the tab “Text” to try it.',
  same: 'Choose two different texts.',
  inputs: 'On what',
  kinds: {
    latest: 'The latest inputs',
    chosen: 'Inputs that you choose',
    made: 'Values of your own',
  },
  count: 'How many',
  pastTitle: 'Past inputs, newest first',
  noPast:
    'In the projects that you maintain, no call was made with this template yet. Give values of your own, or come back when it was used.',
  pick: (number: number) => `Input ${number}`,
  chosen: (count: number, most: number) =>
    count === 0 ? `Choose at least one, at most ${most}.` : `${count} of at most ${most} chosen`,
  more: 'Show earlier inputs',
  cut: 'shortened',
  cutHint: 'A value was too long and is kept in part.',
  noProject: 'of no project',
  project: 'By the rules and budgets of',
  privacy: 'Where the data may go',
  noVariables: 'These texts have no variables: there is nothing to fill in.',
  model: 'Model',
  asBefore: 'The one that answered before, else by the router',
  noRuns:
    'In the projects that you maintain, no run has ended yet that was told this. Give values of your own, or come back when there was one.',
  run: 'Run the test',
  compare: 'Compare',
  stop: 'Stop',
  region: 'Results',
  progress: (done: number, all: number) => `${done} of ${plural(all, 'answer', 'answers')}`,
  done: (all: number) =>
    all === 1 ? 'The answer is there.' : `All ${all.toLocaleString('en')} answers are there.`,
  doneWithout: (missing: number, all: number) =>
    `It is over. ${missing.toLocaleString('en')} of ${plural(all, 'answer', 'answers')} did not come; why not stands below.`,
  stopped: 'Stopped. What was answered until then is shown.',
  broken: 'The connection broke off before the end. What was answered until then is shown.',
  input: (number: number) => `Input ${number}`,
  madeInput: 'Values of your own',
  of: (version: number) => `asked with version ${version}`,
  ofRun: (task: string, attempt: number) => `${task}, attempt ${attempt}`,
  told: 'What the agent was told',
  toldSame: 'It would be told the same.',
  toldThen: 'Told then, and told with this text',
  notKept:
    'What this agent was told is not kept. What its repository says and whether it could call the server is missing below, too.',
  otherwise: (side: string) => `What changes with: ${side}`,
  shown: 'What the agents would be told stands below. No model was asked.',
  values: 'Its values',
  rendered: 'The text as the model gets it',
  difference: 'What differs in the text',
  parts: { system: 'System', body: 'Body' },
  waiting: 'waits',
  asking: 'is being asked…',
  states: {
    answered: 'answered',
    failed: 'no answer',
    refused: 'not asked',
  } satisfies Record<TestAnswer['state'], string>,
  valid: 'valid',
  invalid: 'not valid',
  validHint: 'The answer fits what is read from it.',
  flaws: 'What does not fit',
  cutShort: 'cut off at the most tokens',
  empty: 'It said nothing.',
  tokens: (sent: string, received: string) => `${sent} in, ${received} out`,
  unknownCost: 'cost not known',
  sum: 'In sum',
  sumValid: (valid: number, all: number) => `${valid} of ${all} valid`,
  sumAnswered: (answered: number, all: number) => `${answered} of ${all} answered`,
  each: (ms: string) => `${ms} each`,
  otherModel: (chosen: string, answered: string) =>
    `${chosen} did not answer, so ${answered} did. The call in the ledger says why.`,
  call: 'in the ledger',
  toProviders: 'Providers of models',
} as const;
