import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { recordings, terminal as text } from '#text/terminal.ts';
import { projectId, uuid } from '../../../test/mock/fixtures/ids.ts';
import { recordingId } from '../../../test/mock/fixtures/terminals.ts';
import { startMock } from '../../../test/mock/server.ts';
import { goTo, renderInProject } from '../../../test/render-in-project.tsx';
import { RunPage } from '../runs/page/run-page.tsx';

let mock: Awaited<ReturnType<typeof startMock>>;
beforeEach(async () => {
  mock = await startMock();
});
afterEach(() => mock.close());

const [liveRun, goneRun, keptRun] = [uuid(6, 2), uuid(6, 3), uuid(6, 5)];
const show = (runId: string, role: 'maintainer' | 'viewer' = 'maintainer', terminal = true) => {
  goTo(`${mock.url}/projects/${projectId}/runs/${runId}?tab=terminal`);
  renderInProject(<RunPage />, (view) => ({
    ...view,
    project: { ...view.project, my_role: role, settings: { ...view.project.settings, terminal } },
  }));
};
const panel = () => screen.findByRole('tabpanel', { name: 'Terminal' });

describe('the terminals of a run', () => {
  it('can be opened while it works', async () => {
    show(liveRun);
    expect(await within(await panel()).findByRole('button', { name: text.open })).toBeVisible();
  });

  it('can be opened in what it left, while that is kept', async () => {
    show(keptRun);
    expect(await within(await panel()).findByText(text.kept)).toBeVisible();
    expect(within(await panel()).getByRole('button', { name: text.open })).toBeVisible();
  });

  it('cannot be opened in what is not there any more', async () => {
    show(goneRun);
    expect(await within(await panel()).findByText(text.gone)).toBeVisible();
    expect(within(await panel()).queryByRole('button', { name: text.open })).toBeNull();
  });

  it('can be opened by maintainers alone', async () => {
    show(liveRun, 'viewer');
    expect(await within(await panel()).findByText(text.needsRole)).toBeVisible();
  });

  it('are listed with who was there, for how long, and the recording', async () => {
    show(keptRun, 'viewer', false);
    const list = await screen.findByRole('region', { name: recordings.title });
    const [waiting, recorded] = within(list).getAllByRole('listitem');
    expect(waiting).toHaveTextContent(recordings.onItsWay);
    expect(recorded).toHaveTextContent('1 min 25 s');
    expect(recorded).toHaveTextContent('The shell ended.');
    const link = within(list).getByRole('link', { name: recordings.download });
    expect(link).toHaveAttribute('href', expect.stringContaining(`/artifacts/${recordingId}/content`));
  });

  it('are played in the page, and left again', async () => {
    const user = userEvent.setup();
    show(keptRun, 'viewer');
    const list = await screen.findByRole('region', { name: recordings.title });
    await user.click(within(list).getByRole('button', { name: /Play the recording of/ }));
    const player = await screen.findByRole('region', { name: recordings.player });
    const position = await within(player).findByRole('slider', { name: recordings.position });
    await waitFor(() => expect(position).toBeEnabled());
    await waitFor(() => expect(position).toHaveAttribute('aria-valuetext', '0:00 of 0:00'));
    expect(await within(player).findByRole('button', { name: recordings.play })).toBeEnabled();
    await user.click(within(player).getByRole('button', { name: recordings.close }));
    expect(await screen.findByRole('region', { name: recordings.title })).toBeVisible();
  });
});
