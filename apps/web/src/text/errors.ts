export const errors = {
  unexpected: 'Something unexpected went wrong in this page. Try again, or load the page anew.',
  rateLimited: (seconds: number) => `Too many tries. Wait ${seconds} s and try again.`,
} as const;
