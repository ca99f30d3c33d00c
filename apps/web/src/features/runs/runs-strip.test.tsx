import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { projectId, uuid } from '../../../test/mock/fixtures/ids.ts';
import { renderInProject } from '../../../test/render-in-project.tsx';
import { RunsStrip } from './runs-strip.tsx';

describe('the strip of runs', () => {
  it('marks only the live run whose agent waits for a person', () => {
    renderInProject(<RunsStrip />, (view) => ({
      ...view,
      // One that is over waits for nobody, whatever it once asked.
      runs: view.runs.map((run) => (run.status === 'completed' ? { ...run, is_waiting: true } : run)),
    }));
    const marks = screen.getAllByText('Waits for you');
    expect(marks).toHaveLength(1);
    expect(marks[0]?.closest('li')).toHaveTextContent('SHOP-5');
  });

  it('leads to the page of each run', () => {
    renderInProject(<RunsStrip />);
    expect(screen.getByRole('link', { name: 'Open the run of SHOP-4, attempt 1' })).toHaveAttribute(
      'href',
      `/projects/${projectId}/runs/${uuid(6, 1)}`,
    );
  });
});
