import type { ModelPrivacy } from '@overmind/contracts/entities/model';

export const planner = {
  title: 'Planning',
  hint: 'Rules turn what is said into tasks; they are enough on their own.',
  usesModel: 'A model helps',
  usesModelHint:
    'It writes titles, descriptions and criteria of tasks, and offers what may have been meant where the rules are unsure. Agents, priorities and acts stay with the rules, which go on alone after 8 seconds or on any failure.',
  wouldAsk: (model: string) => `${model} would be asked first.`,
  noModel: (why: string) => `No model may help as it is set, so the rules go on alone: ${why}`,
  privacy: 'Where what is said may go',
  privacies: {
    local_only: 'Only to models on this machine or in its network',
    no_training: 'Also to providers that are known to train on nothing',
    any: 'To any provider that is set up',
  } satisfies Record<ModelPrivacy, string>,
};
