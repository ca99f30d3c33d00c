import type { ModelPrivacy } from '@overmind/contracts/entities/model';

export const projectModels = {
  title: 'What models may be sent',
  hint: 'Holds for every call that this server makes for the project, and for what hears and speaks in it. An agent may be held to less.',
  label: 'All of the project',
  options: {
    local_only: 'Nothing leaves the machine: only models on it or in its network',
    no_training: 'Also providers that are known not to train on what they get',
    any: 'Any model that is set up',
  } satisfies Record<ModelPrivacy, string>,
  repositories: 'Held to less',
  repositoriesHint: 'For work in one repository the stricter of the two rules holds.',
  asProject: 'As all of the project',
} as const;
