export const agentTrial = {
  start: 'Try it',
  startFor: (name: string) => `Try ${name} without giving it work`,
  title: (name: string) => `A dry run of ${name}`,
  hint: 'Looks whether all that it needs is on its runner, and that it starts. It is given no work and changes nothing.',
  running: 'Asking the runner… this takes up to a minute.',
  allGood: 'All that it needs is there.',
  missing: (count: number) => (count === 1 ? 'One thing is missing.' : `${count} things are missing.`),
  again: 'Try again',
  isFine: 'Fine',
  isMissing: 'Missing',
} as const;
