import type { InboxItem } from '@overmind/contracts/entities/inbox';
import { ownWords } from '#features/permissions/option-words.ts';
import { permissions } from '#text/permissions.ts';
import type { Decision } from './decisions.ts';

export interface NumberedWay {
  label: string;
  decision: Decision;
}

/** What the item itself offers: answers of a question, and ways to answer a request that go beyond this once. */
export const numberedWays = ({ message, permission }: InboxItem): NumberedWay[] => [
  ...(message?.links.choices ?? []).map(({ label, say }) => ({
    label,
    decision: { act: 'answer', words: say } satisfies Decision,
  })),
  ...(permission?.options ?? [])
    .filter(({ kind }) => kind === 'allow_always' || kind === 'reject_always')
    .map((option) => ({
      label: [permissions.options[option.kind], ownWords(option)].filter(Boolean).join(': '),
      decision: { act: 'option', words: option.id } satisfies Decision,
    })),
];
