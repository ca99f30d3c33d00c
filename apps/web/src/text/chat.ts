import type { Intent, UnderstoodRequest } from '@overmind/contracts/entities/request';

const plural = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

export const chat = {
  title: 'Chat',
  inDiscussion: 'This was said in a discussion',
  openDiscussion: 'Open the discussion',
  log: 'Conversation',
  placeholder: 'Say what you want done…',
  label: 'Message',
  send: 'Send',
  hint: 'Enter sends · / commands · @ agents · # tasks',
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
  failedBefore: 'It may not have been sent before the page was left.',
  sendAgain: 'Send again',
  discard: 'Discard',
  edit: 'Edit',
  earlier: 'Show earlier messages',
  loadingEarlier: 'Loading earlier messages…',
  toEnd: 'Newest messages',
  newMessages: (count: number) => plural(count, 'new message', 'new messages'),
  roles: { user: 'You', relayer: 'Relayer', orchestrator: 'Orchestrator', agent: 'Agent' },
  viewerOnly: 'You can read here. Ask an owner for the operator role to write.',
  archivedOnly: 'This conversation is archived.',
  slow: 'No answer yet. Your message is stored; the answer appears here when it comes.',
  question: 'Needs your answer',
  answered: 'Answered',
  choices: 'Answers',
  completions: { command: 'Commands', agent: 'Agents', task: 'Tasks' },
  completionKeys: '↑ ↓ choose · Tab takes',
  example: 'Like',
  agentOff: 'disabled',
  hear: 'Hear how it was said',
  openRun: (key: string) => `Open the latest run of ${key}`,
  tooLong: (count: number) =>
    `${count.toLocaleString('en')} ${count === 1 ? 'character' : 'characters'} more than fits in one message`,
} as const;

export const conversations = {
  menu: (title: string) => `Conversation: ${title}`,
  title: 'Conversations',
  create: 'New conversation',
  rename: 'Rename…',
  archive: 'Archive',
  remove: 'Delete…',
  archived: 'archived',
  renameTitle: 'Rename the conversation',
  nameLabel: 'Name',
  removeTitle: (title: string) => `Delete “${title}”?`,
  removeHint:
    'Its messages are gone for good. Tasks and runs that came from it stay, and so do its recordings.',
  removeSubmit: 'Delete the conversation',
  removed: 'The conversation is deleted.',
  archivedToast: (title: string) => `“${title}” is archived.`,
  gone: 'There is no such conversation. Choose another one above.',
  untitled: 'Untitled',
} as const;

const intentWords: Record<Intent, string> = {
  create_tasks: 'Creates tasks',
  status: 'Tells the status',
  cancel: 'Cancels',
  retry: 'Retries',
  approve: 'Approves',
  reject: 'Requests changes to',
  reprioritize: 'Changes the priority of',
  pause: 'Pauses the project',
  resume: 'Resumes the project',
  run_cycle: 'Runs the orchestrator',
  enable_agent: 'Enables',
  disable_agent: 'Disables',
  assign: 'Assigns',
  comment: 'Comments on',
  block: 'Blocks',
  what_changed: 'Shows the changes of',
  undo: 'Takes the last act back',
  discuss: 'Starts a discussion',
  spec: 'Starts a spec',
  answer_discussion: 'Answers the discussion that waits',
  waive_question: 'Lets the discussion go on without an answer',
  decision_tasks: 'Makes tasks of a decision',
  decision_spec: 'Makes a spec of a decision',
  ask: 'Answers a question',
  help: 'Tells what you can say',
};

function wordsOf(request: UnderstoodRequest): string {
  if (request.needs_clarification !== null) return `Asks back: ${request.needs_clarification}`;
  if (request.intent === 'create_tasks') {
    const agents = [...new Set(request.tasks.flatMap(({ agent }) => (agent === null ? [] : [agent])))];
    const made = `Creates ${plural(request.tasks.length, 'task', 'tasks')}`;
    return agents.length === 0 ? made : `${made} · ${agents.join(', ')}`;
  }
  if (request.remark !== null) return 'Asks for nothing';
  const what = [...request.targets, ...(request.agent === null ? [] : [`@${request.agent}`])].join(', ');
  const priority = request.priority === null ? '' : ` to P${request.priority}`;
  return `${intentWords[request.intent]}${what === '' ? '' : ` ${what}`}${priority}`;
}

/** One line that says what a text would be taken for; null when there is nothing to say. */
export function understandingWords(requests: readonly UnderstoodRequest[]): string | null {
  const work = requests.filter(
    ({ intent, needs_clarification }) => intent === 'create_tasks' && needs_clarification === null,
  );
  const rest = requests.filter((request) => !work.includes(request));
  const [first] = work;
  const joined = first === undefined ? [] : [{ ...first, tasks: work.flatMap(({ tasks }) => tasks) }];
  const parts = [...joined, ...rest].map(wordsOf);
  return parts.length === 0 ? null : [...new Set(parts)].join(' · ');
}
