export const ratings = {
  ofDiscussion: 'How good was this discussion?',
  ofResult: 'How good is this result?',
  hint: 'Counts for the experiment with its prompts.',
  choice: (value: number) => `${value} of 5`,
  given: (value: number) => `Rated ${value} of 5.`,
  failed: 'The rating was not taken',
};
