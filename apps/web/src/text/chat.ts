export const chat = {
  title: 'Chat',
  log: 'Conversation',
  placeholder: 'Say what you want done…',
  label: 'Message',
  send: 'Send',
  hint: 'Enter sends, Shift+Enter makes a new line, / lists commands',
  emptyTitle: 'What should be done?',
  emptyHint: 'Write it as you would to a colleague. Work becomes tasks; questions are answered.',
  examples: [
    'Run the tests and fix what fails',
    'What is running?',
    'Add a dark mode to the settings page (urgent)',
  ],
  typing: 'The relayer is answering…',
  sending: 'sending…',
  failed: 'It was not sent.',
  sendAgain: 'Send again',
  earlier: 'Show earlier messages',
  toEnd: 'Newest messages',
  roles: { user: 'You', relayer: 'Relayer', orchestrator: 'Orchestrator', agent: 'Agent' },
  viewerOnly: 'You can read here. Ask an owner for the operator role to write.',
  commands: 'Commands',
  slow: 'No answer yet. Your message is stored; the answer appears here when it comes.',
} as const;

export const slashCommands = [
  { name: '/status', words: 'What is going on' },
  { name: '/run', words: 'Run the orchestrator, or a task: /run SHOP-12' },
  { name: '/cancel', words: 'Cancel a task: /cancel SHOP-12' },
  { name: '/retry', words: 'Try a failed task again: /retry SHOP-12' },
  { name: '/approve', words: 'Accept a reviewed task: /approve SHOP-12' },
  { name: '/help', words: 'What you can say' },
] as const;
