import type { Permission, PermissionOption } from '@overmind/contracts/entities/permission';

export const permissions = {
  title: 'Permission request',
  asks: (agent: string) => (agent === '' ? 'An agent asks' : `${agent} asks`),
  inTask: 'in',
  detail: 'What exactly',
  allow: 'Allow',
  deny: 'Deny',
  otherwise: 'If nobody answers, it is denied.',
  left: (time: string) => `${time} left`,
  over: 'The time is over',
  overHint: 'Nobody answered in time, so it is being denied.',
  allowed: 'Allowed.',
  denied: 'Denied.',
  lookOnly: 'An operator decides this.',
  region: 'Requests that wait for an answer',
  decidedBefore: (words: string) => `Too late: it was ${words} before.`,
  options: {
    allow_once: 'Allow',
    allow_always: 'Allow always',
    reject_once: 'Deny',
    reject_always: 'Deny always',
  } satisfies Record<PermissionOption['kind'], string>,
  optionHints: {
    allow_once: 'this time only',
    allow_always: 'and all like it in this run',
    reject_once: 'this time only',
    reject_always: 'and all like it in this run',
  } satisfies Record<PermissionOption['kind'], string>,
  status: {
    pending: 'still open',
    allowed: 'allowed',
    denied: 'denied',
    expired: 'denied, as nobody answered',
    withdrawn: 'withdrawn',
  } satisfies Record<Permission['status'], string>,
  by: (status: string, who: string) => `${status} by ${who}`,
  answers: {
    pending: 'Being answered…',
    allowed: 'Allowed',
    denied: 'Denied',
    expired: 'Nobody answered in time, so it was denied.',
    withdrawn: 'The agent does not ask for this any more.',
  } satisfies Record<Permission['status'], string>,
  answerBy: (who: string) => `by ${who}`,
  notAllowed: {
    expired: {
      what: 'Nobody answered in time, so the agent was not allowed to:',
      remedy:
        'Try again and answer while it asks, or choose in the settings of the agent that it need not ask, or may wait longer.',
    },
    denied: {
      what: 'The agent was denied to:',
      remedy: 'Try again and allow it, or say in the task how it is to be done without.',
    },
  },
  andMore: (count: number) => `and ${count} more`,
  answered: (key: string) => `Answered request of ${key}`,
} as const;
