import { render, screen, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import { calls, listed, newProvider } from '../../../test/mock/fixtures/models.ts';
import { TurnCallLine } from '../discussions/said/turn-call-line.tsx';
import { TurnCallsContext } from '../discussions/said/turn-calls.ts';
import { CallPanel } from './call-panel.tsx';
import { CallRow } from './call-row.tsx';
import { ScriptedMark } from './scripted-mark.tsx';
import { RouterReasons } from './why-model.tsx';

const [call] = calls;
if (call === undefined) throw new Error('there is no call');
const scripted = { ...call, answered_by: 'scripted/transcripts' };

it('stands at each call that a script answered, and at no other', () => {
  const { rerender } = render(<CallRow call={listed(scripted)} onOpen={() => {}} />);
  expect(screen.getByText('scripted')).toHaveAttribute('title', expect.stringContaining('no model answered'));
  rerender(<CallPanel call={scripted} onClose={() => {}} />);
  expect(screen.getByText('scripted')).toBeVisible();
  rerender(<CallRow call={listed(call)} onOpen={() => {}} />);
  expect(screen.queryByText('scripted')).toBeNull();
});

it('stands at each of the models that the router weighed, taken or left out', () => {
  const of = (ref: string) => ({ ref, score: 1, reasons: ['It is preferred'] });
  const models = ['scripted/transcripts', 'ollama/qwen3'];
  render(
    <RouterReasons
      candidates={models.map(of)}
      excluded={models.map((ref) => ({ ref, reason: 'disabled' as const, detail: 'It is off.' }))}
      answeredBy={null}
    />,
  );
  for (const shown of screen.getAllByText(/^(scripted\/transcripts|ollama\/qwen3)$/)) {
    const marks = within(shown.parentElement as HTMLElement).queryAllByText('scripted');
    expect(marks).toHaveLength(shown.textContent === 'scripted/transcripts' ? 1 : 0);
  }
});

it('stands at what was said in a discussion by a script', () => {
  const turn = { ...scripted, turn: 1, is_failed_over: false };
  const line = (answered_by: string | null) => (
    <TurnCallsContext value={{ of: () => [{ ...turn, answered_by }], open: () => {} }}>
      <TurnCallLine turn={1} />
    </TurnCallsContext>
  );
  const { rerender } = render(line('scripted/transcripts'));
  expect(screen.getByText('scripted')).toHaveAttribute('title', expect.stringContaining('no model answered'));
  rerender(line('ollama/qwen3'));
  expect(screen.queryByText('scripted')).toBeNull();
});

it.each([
  [newProvider('scripted').name, 1],
  ['scripted-by-me/model', 0],
  [null, 0],
])('is of the provider of that name only: %s', (name, marks) => {
  render(<ScriptedMark name={name} />);
  expect(screen.queryAllByText('scripted')).toHaveLength(marks);
});
