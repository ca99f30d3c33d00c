export const projectDiscussions = {
  title: 'Discussions',
  hint: 'How long they are kept, and how long they wait for you.',
  keepDays: 'Days that ended discussions are kept',
  keepDaysHint:
    'From 1 to 3,650, counted from their end. Then they go with all that was said; those that tasks came from stay. Export what you want to keep.',
  answerHours: 'Hours that a question waits for an answer',
  answerHoursHint: 'After half of them you are reminded; after all of them the discussion goes on without.',
} as const;
