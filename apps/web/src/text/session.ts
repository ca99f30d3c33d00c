export const session = {
  signInTitle: 'Sign in',
  signInHint: 'to your own OvermindOps',
  email: 'E-mail',
  password: 'Password',
  signIn: 'Sign in',
  needsSetupTitle: 'Nobody has set this up yet',
  needsSetupHint:
    'The terminal in which OvermindOps was started shows a one-time link. Open it in this browser to make the first administrator. It is valid for 15 minutes; start again for a new one.',
  linkLooksLike: 'It looks like this',
  checkAgain: 'Check again',
} as const;

export const setup = {
  title: 'Set up OvermindOps',
  steps: ['You', 'Your repository', 'Your agents'],
  stepOf: (step: number) => `Step ${step} of 3`,
  noTokenTitle: 'This link has no key',
  noTokenHint: 'Open the whole one-time link from the terminal, up to its last character.',
  doneTitle: 'OvermindOps is set up',
  doneHint: 'There is an administrator already. Go on with your account, or ask them for one.',
  goOn: 'Go to your projects',
  youTitle: 'Who are you?',
  youHint: 'You become the first administrator. Nothing leaves this machine.',
  displayName: 'Your name',
  newPassword: 'Choose a password',
  passwordHint: 'At least 8 characters; 15 or more are advised. A sentence works well.',
  create: 'Make my account',
  repositoryTitle: 'Which repository shall agents work in?',
  repositoryHint: 'Agents work in copies of it, on branches of their own. Your checkout is never touched.',
  agentsTitle: 'Your agents',
  agentsHint:
    'These commands were found in the repository. Switch off what you do not want; all of it can be changed later.',
  found: 'Found in the repository',
  open: 'Open the dashboard',
  strength: ['Too short', 'Weak', 'Fair', 'Good', 'Strong'],
} as const;
