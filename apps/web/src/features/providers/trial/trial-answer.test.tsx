import { render, screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { TrialAnswer } from './trial-answer.tsx';

it('shows what a model says with nothing hidden in it', () => {
  const trial = {
    state: 'answered' as const,
    ref: 'one/model',
    words: 'a\u202eb',
    attempts: [],
    problem: null,
  };
  render(<TrialAnswer trial={trial} project={null} />);
  expect(screen.getByText('a⟨U+202E⟩b')).toBeVisible();
});
