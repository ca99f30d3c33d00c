export const state = {
  title: 'Project state',
  hint: 'Generated from what is recorded; every change is a new version that stays.',
  versions: 'Versions',
  version: (version: number) => `v${version}`,
  latest: 'latest',
  emptyTitle: 'No version yet',
  emptyHint:
    'The first version is written when a cycle runs or a task changes. Run the orchestrator to make one now.',
  hash: 'SHA-256',
  copyDocument: 'Copy document',
  back: 'Back to the dashboard',
  document: 'State document',
} as const;
