import type { Remark } from '@overmind/contracts/entities/request';

/** One line for words that ask for nothing. */
export const remarkReplies: Record<Remark, string> = {
  hush: 'All right, I am quiet.',
  stop_listening: 'All right, the microphone goes off.',
  greeting: 'Hello! Tell me what to do, or ask how things stand.',
  thanks: 'You are welcome.',
  farewell: 'Goodbye. The work goes on without you, and what needs you will wait here.',
  praise: 'Thank you, I pass it on.',
  acknowledgement: 'Good.',
  negation: 'All right, I leave it. Nothing was changed.',
  shell:
    'I run no shell commands. Nothing was run; tell me in words what shall be done, and I make a task of it.',
  override: 'My rules stay as they are, and nothing was changed. Tell me what you need done.',
  noise: 'I did not understand that. Nothing was changed; say it in other words, or say help.',
};
