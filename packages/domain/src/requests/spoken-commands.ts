/**
 * What people say to the product more often than elsewhere: a recogniser that expects them hears "merge it" where it
 * would write "merchant". Verbs and nouns alone, and the parts of sentences in which they come.
 */
export const spokenCommands: readonly string[] = [
  // How the utterances of the corpus begin most often.
  ...['add a', 'run the', 'fix the', 'show me', 'which tasks', 'how many', 'write a', 'give me', 'tell me'],
  ...['make the', 'cancel the'],
  ...['approve', 'reject', 'merge', 'retry', 'cancel', 'pause', 'resume', 'undo', 'reprioritize'],
  ...['task', 'run', 'runner', 'agent', 'orchestrator', 'cycle', 'diff', 'worktree', 'repository'],
  ...['run the tests', 'fix what fails', 'what is running', 'what is blocked', 'what changed', 'why did'],
  ...['the failed tasks', 'the last run', 'pause the project', 'resume the project', 'run the orchestrator'],
  ...[
    'approve it',
    'reject it',
    'merge it',
    'undo that',
    'retry it',
    'cancel it',
    'go ahead',
    'no wait',
    'stop',
  ],
  ...['cancel task', 'retry task', 'approve task', 'reject task', 'add a task', 'review the diff'],
  ...[
    'allow',
    'deny',
    'allow it',
    'deny it',
    'number one',
    'number two',
    'enable the agent',
    'disable the agent',
    'set the priority',
    'who wrote this line',
    'give it to',
    'turn the decision into tasks',
    'make a spec of the decision',
    'skip the questions',
  ],
];
