import type { TranscriptEntry } from '@overmind/contracts/entities/transcript';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { MessageEntry } from './message-entry.tsx';
import { Unfolded, UnfoldedContext } from './unfolded.ts';

const prompt = (text: string): Extract<TranscriptEntry, { kind: 'message' }> => ({
  ...{ kind: 'message', id: 'prompt-1', at: '2026-01-01T10:00:00Z', role: 'user', author: 'OvermindOps' },
  text,
});
const long = Array.from({ length: 30 }, (_, index) => `rule ${index}`).join('\n');

it('folds a long prompt to its first lines, and keeps it unfolded when it is drawn again', async () => {
  const unfolded = new Unfolded();
  const entry = () => (
    <UnfoldedContext value={unfolded}>
      <MessageEntry entry={prompt(long)} />
    </UnfoldedContext>
  );
  const { unmount } = render(entry());
  expect(screen.getByText(/rule 4/)).toBeVisible();
  expect(screen.queryByText(/rule 29/)).toBeNull();
  await userEvent.click(screen.getByRole('button', { name: 'Show the whole prompt, 30 lines' }));
  unmount();
  render(entry());
  expect(screen.getByText(/rule 29/)).toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: 'Fold the prompt' }));
  expect(screen.queryByText(/rule 29/)).toBeNull();
});

it('leaves a short prompt as it is', () => {
  render(<MessageEntry entry={prompt('Mend the roof.\n\nToday.')} />);
  expect(screen.getByText(/Today/)).toBeVisible();
  expect(screen.queryByRole('button')).toBeNull();
});
