import { cleanup, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { pastCycles } from '../../../test/mock/answers/cycles.ts';
import { startMock } from '../../../test/mock/server.ts';
import { goTo, renderInProject } from '../../../test/render-in-project.tsx';
import { countWords } from '../../text/cycles.ts';
import { CyclePanel } from './cycle-panel.tsx';
import { stepMarks } from './cycle-steps.tsx';
import { PreviewDialog } from './preview-dialog.tsx';

let mock: Awaited<ReturnType<typeof startMock>>;
beforeEach(async () => {
  mock = await startMock();
  goTo(`${mock.url}/`);
});
afterEach(() => {
  cleanup();
  mock.close();
});

describe('the cycle panel', () => {
  it('lists the last cycles with what each did, its state version, and why one failed', async () => {
    renderInProject(<CyclePanel onClose={() => undefined} />);
    const history = await screen.findByRole('list', { name: 'Orchestrator cycles' });
    const rows = await within(history).findAllByRole('listitem');
    expect(rows[0]).toHaveTextContent('1 run scheduled · 2 waiting');
    expect(within(rows[0] as HTMLElement).getByRole('link', { name: 'State v42' })).toHaveAttribute(
      'href',
      expect.stringContaining('/state?version=42'),
    );
    expect(rows[3]).toHaveTextContent('the field “summary” is missing');
  });

  it('shows how far the cycle is that runs now, and starts no second one', async () => {
    const [cycle] = pastCycles;
    renderInProject(<CyclePanel onClose={() => undefined} />, (view) => ({
      ...view,
      cycle: cycle === undefined ? null : { ...cycle, state: 'cycle.ingested_inputs' },
    }));
    const steps = within(screen.getByRole('list', { name: 'Progress of the cycle' })).getAllByRole(
      'listitem',
    );
    expect(steps).toHaveLength(8);
    expect(steps.find((step) => step.getAttribute('aria-current') === 'step')).toHaveTextContent(
      'Plan tasks',
    );
    expect(screen.getByRole('button', { name: 'Run orchestrator' })).toBeDisabled();
  });
});

describe('the preview', () => {
  it('tells what a cycle would do, and runs it when asked', async () => {
    const user = userEvent.setup();
    let isClosed = false;
    renderInProject(<PreviewDialog onClose={() => (isClosed = true)} />);
    const waiting = await screen.findByRole('region', { name: 'Leaves waiting' });
    expect(waiting).toHaveTextContent('Waits for SHOP-4');
    expect(screen.getByRole('region', { name: 'Schedules' })).toHaveTextContent('SHOP-1');
    expect(screen.getByText('Writes a new state version.')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Run it' }));
    expect(isClosed).toBe(true);
  });
});

describe('stepMarks', () => {
  it('works on the step after the state that was reached', () => {
    expect(stepMarks('cycle.queued').indexOf('now')).toBe(0);
    expect(stepMarks('cycle.updated_state').indexOf('now')).toBe(7);
    expect(stepMarks('cycle.completed')).toEqual(new Array(8).fill('done'));
  });
});

it('says nothing of counts that are zero', () => {
  const [cycle] = pastCycles;
  expect(
    cycle === undefined ? '' : countWords({ ...cycle.counts, runs_scheduled: 0, tasks_waiting: 0 }),
  ).toBe('');
});
