export const people = {
  you: 'you',
  someone: 'someone',
  former: 'someone who is no member any more',
  nobody: 'nobody',
} as const;
