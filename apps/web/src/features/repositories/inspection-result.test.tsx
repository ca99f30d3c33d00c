import { render, screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { InspectionResult } from './inspection-result.tsx';

type Inspected = Parameters<typeof InspectionResult>[0]['inspection'];

it('shows a command of a refusal as one, without the marks around it', () => {
  const data = {
    ok: false,
    reason: 'outside_roots',
    detail: '/code/shop is outside. Run `npx overmind runner allow` with it.',
  } as const;
  render(<InspectionResult inspection={{ data, error: null, isWaiting: false } as Inspected} />);
  expect(screen.getByText('npx overmind runner allow').tagName).toBe('CODE');
  expect(screen.getByText(/is outside/)).toHaveTextContent(
    '/code/shop is outside. Run npx overmind runner allow with it.',
  );
});
