export const board = {
  title: 'Board',
  overview: 'Columns',
  filter: 'Filter tasks',
  anyAgent: 'Any agent',
  anyType: 'Any type',
  clear: 'Clear filters',
  collapse: (column: string) => `Collapse ${column}`,
  expand: (column: string) => `Show ${column}`,
  empty: {
    queued: 'Nothing waits. Say what you want in the chat.',
    in_progress: 'No agent is at work.',
    blocked: 'Nothing is stuck.',
    needs_review: 'Nothing waits for you.',
    done: 'Nothing is done yet.',
    failed: 'Nothing failed.',
  },
  noMatch: 'No card matches the filters.',
  emptyTitle: 'No tasks yet',
  emptyHint:
    'Write what you want in the chat, such as “run the tests and fix what fails”, or add a task yourself.',
  more: (count: number) => `Show ${count} more`,
  lifted: (key: string) =>
    `${key} is lifted. Arrow keys choose a column, Space drops it, Escape puts it back.`,
  over: (key: string, column: string) => `${key} is over ${column}.`,
  overIllegal: (key: string, column: string, why: string) => `${key} cannot go to ${column}: ${why}`,
  dropped: (key: string, column: string) => `${key} was dropped on ${column}.`,
  putBack: (key: string) => `${key} is back where it was.`,
  dropHere: {
    run: 'Drop to run now',
    block: 'Drop to block',
    retry: 'Drop to queue again',
    approve: 'Drop to approve',
    reject: 'Drop to request changes',
    cancel: 'Drop to cancel',
  },
  instructions:
    'Press Space to lift a card, arrow keys to choose a column, Space to drop, Escape to cancel. Enter opens the card.',
} as const;
