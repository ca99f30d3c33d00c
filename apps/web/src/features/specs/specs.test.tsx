import { getSpec } from '@overmind/contracts/routes/specs';
import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it } from 'vitest';
import { Toaster } from '#features/shell/toaster.tsx';
import { routeKey } from '#lib/api/use-route.ts';
import { useConnection } from '#lib/live/connection-store.ts';
import { type LiveMock, startLiveMock } from '../../../test/live-mock.ts';
import { projectId } from '../../../test/mock/fixtures/ids.ts';
import { draftId, halfId, specs } from '../../../test/mock/fixtures/specs.ts';
import { goTo, renderInProject } from '../../../test/render-in-project.tsx';
import { SpecsPage } from './list/specs-page.tsx';
import { SpecPage } from './spec/spec-page.tsx';
import { applyToSpec } from './use-live-specs.ts';

let mock: LiveMock;
beforeEach(async () => {
  mock = await startLiveMock();
  return mock.close;
});

type Role = 'viewer' | 'operator';
function open(path: string, role: Role = 'operator') {
  goTo(`${mock.url}/projects/${projectId}/specs${path}`);
  const shown = renderInProject(path.startsWith('/') ? <SpecPage /> : <SpecsPage />, (view) => ({
    ...view,
    project: { ...view.project, my_role: role },
  }));
  return { user: userEvent.setup(), ...shown };
}
const editor = (name: string) => screen.findByRole('textbox', { name: `Text of ${name}` });
const button = (name: string | RegExp) => screen.getByRole('button', { name });

describe('the specs of a project', () => {
  it('are listed with how far each is, by status, and a new one is begun with its goal', async () => {
    const { user } = open('');
    const list = within(await screen.findByRole('list', { name: 'Specs' }));
    expect(list.getAllByRole('listitem')).toHaveLength(2);
    expect(
      list.getByRole('link', { name: /SPEC-2 Round the amounts.*1 of 5 phases approved/ }),
    ).toBeVisible();
    await user.selectOptions(screen.getByRole('combobox', { name: 'Status' }), 'completed');
    expect(await screen.findByText('No such spec')).toBeVisible();
    await user.click(button('Begin a spec'));
    const dialog = within(await screen.findByRole('dialog', { name: 'Begin a spec' }));
    expect(dialog.getByRole('button', { name: 'Begin' })).toBeDisabled();
    await user.type(dialog.getByRole('textbox', { name: 'Goal' }), 'Ship by sea');
    await user.click(dialog.getByRole('button', { name: 'Begin' }));
    await waitFor(() => expect(window.location.pathname).toMatch(/\/specs\/[0-9a-f-]{36}$/));
  });

  it('are begun by nobody who may only look', async () => {
    open('', 'viewer');
    await screen.findByRole('list', { name: 'Specs' });
    expect(button('Begin a spec')).toBeDisabled();
  });
});

describe('a spec that is put away', () => {
  it('is read only, stands in the archive, and is taken back', async () => {
    const { user } = open(`/${halfId}`);
    await user.click(await screen.findByRole('button', { name: 'Put away' }));
    expect(await screen.findByText(/This spec is in the archive/)).toBeVisible();
    expect(await editor('Requirements')).toHaveAttribute('readonly');
    for (const name of ['Approve', 'Send back…', 'Title and goal', 'Save as a new version'])
      expect(screen.queryByRole('button', { name })).toBeNull();
    await user.click(button('Take back'));
    await waitFor(() => expect(button('Title and goal')).toBeVisible());
    expect(await editor('Requirements')).not.toHaveAttribute('readonly');
  });

  it('shows what it says, and not what somebody has not saved, which is there when it is taken back', async () => {
    const { user } = open(`/${halfId}`);
    const saved = '# Requirements\n\n1. **R1.** Test the rounding';
    await user.type(await editor('Requirements'), ' and more');
    await user.click(button('Put away'));
    await screen.findByText(/This spec is in the archive/);
    await waitFor(async () => expect(await editor('Requirements')).toHaveValue(saved));
    const preview = () => screen.getByRole('region', { name: 'Preview' });
    await waitFor(() => expect(preview()).not.toHaveTextContent('and more'));
    await user.click(button('Take back'));
    await waitFor(async () => expect(await editor('Requirements')).toHaveValue(`${saved} and more`));
  });

  it('is listed there only', async () => {
    goTo(mock.url);
    await fetch(`/api/specs/${halfId}/archive`, { method: 'POST' });
    const { user } = open('');
    const list = async () => within(await screen.findByRole('list', { name: 'Specs' }));
    expect((await list()).getAllByRole('listitem')).toHaveLength(1);
    await user.click(button('Archive'));
    await waitFor(async () => expect((await list()).getByRole('link', { name: /SPEC-2/ })).toBeVisible());
    expect((await list()).getAllByRole('listitem')).toHaveLength(1);
    expect(window.location.search).toBe('?view=archive');
  });

  it('is put away by nobody who may only look', async () => {
    open(`/${halfId}`, 'viewer');
    await editor('Requirements');
    expect(screen.queryByRole('button', { name: 'Put away' })).toBeNull();
  });
});

describe('a spec', () => {
  it('opens at the phase that it has come to, with its text beside how it reads', async () => {
    const { user } = open(`/${halfId}`);
    expect(await editor('Requirements')).toHaveValue('# Requirements\n\n1. **R1.** Test the rounding');
    const preview = within(screen.getByRole('region', { name: 'Preview' }));
    expect(await preview.findByRole('heading', { name: 'Requirements' })).toBeVisible();
    expect(screen.getByRole('link', { name: 'The discussion it was made from' })).toBeVisible();
    const phases = within(screen.getByRole('navigation', { name: 'Phases' }));
    expect(phases.getAllByRole('listitem').map((each) => each.getAttribute('aria-current'))).toEqual([
      ...[null, 'step', null, null, null],
    ]);
    await user.click(phases.getByRole('button', { name: /^Explore/ }));
    expect(await editor('Explore')).toHaveValue('# Explore\n\nAmounts are kept in **cents**.');
    expect(window.location.search).toBe('?tab=explore');
  });

  it('says what has to be done before a phase can be approved, and then approves it', async () => {
    const { user } = open(`/${halfId}?tab=design`);
    const text = await editor('Design');
    expect(button('Approve')).toBeDisabled();
    expect(button('Approve')).toHaveAccessibleDescription('Write something first.');
    await user.type(text, 'One table.');
    expect(button('Approve')).toHaveAccessibleDescription('Save your changes first.');
    await user.click(button('Save as a new version'));
    await waitFor(() =>
      expect(button('Approve')).toHaveAccessibleDescription('Requirements comes first and is not approved.'),
    );
    await user.click(button(/^Requirements/));
    await editor('Requirements');
    await user.click(button('Approve'));
    await user.click(button(/^Design/));
    await editor('Design');
    await waitFor(() => expect(button('Approve')).toBeEnabled());
    await user.click(button('Approve'));
    expect(await screen.findByRole('button', { name: 'Design approved' })).toBeVisible();
  });

  it('opens later phases again when an approved one gets another text or is sent back', async () => {
    const { user } = open(`/${halfId}`);
    await editor('Requirements');
    await user.click(button('Approve'));
    await user.click(button(/^Explore/));
    await user.type(await editor('Explore'), ' And dollars.');
    await user.click(button('Save as a new version'));
    expect(await screen.findByRole('button', { name: 'Requirements to be approved again' })).toBeVisible();
    await user.click(button('Send back…'));
    const dialog = within(screen.getByRole('dialog', { name: 'Send Explore back?' }));
    await user.type(dialog.getByRole('textbox'), 'Too thin');
    await user.click(dialog.getByRole('button', { name: 'Send back' }));
    expect(await screen.findByText('Sent back: Too thin')).toBeVisible();
  });

  it('says when what was sent back would be approved with the very same text', async () => {
    const { user } = open(`/${halfId}`);
    render(<Toaster />);
    const text = await editor('Requirements');
    await user.click(button('Send back…'));
    const dialog = within(screen.getByRole('dialog', { name: 'Send Requirements back?' }));
    await user.click(dialog.getByRole('button', { name: 'Send back' }));
    const approve = await screen.findByRole('button', { name: 'Approve unchanged' });
    expect(approve).toHaveAccessibleDescription('Its text is unchanged since it was sent back.');
    await user.type(text, ' And more.');
    expect(button('Approve')).toHaveAccessibleDescription('Save your changes first.');
    await user.click(button('Drop my changes'));
    await user.click(await screen.findByRole('button', { name: 'Approve unchanged' }));
    expect(
      await screen.findByText('Requirements is approved, unchanged since it was sent back'),
    ).toBeVisible();
  });

  it('keeps why a phase is sent back until it was', async () => {
    const { user } = open(`/${halfId}`);
    render(<Toaster />);
    await editor('Requirements');
    await user.click(button('Send back…'));
    const dialog = within(screen.getByRole('dialog', { name: 'Send Requirements back?' }));
    await user.type(dialog.getByRole('textbox'), 'not to be stored');
    await user.click(dialog.getByRole('button', { name: 'Send back' }));
    expect(await screen.findByText('It could not be stored.')).toBeVisible();
    expect(dialog.getByRole('textbox')).toHaveValue('not to be stored');
  });

  it('tells what failed with one phase under no other', async () => {
    const { user } = open(`/${halfId}`);
    const text = await editor('Requirements');
    await user.clear(text);
    await user.type(text, 'not to be stored');
    await user.click(button('Save as a new version'));
    expect(await screen.findByText('It could not be stored.')).toBeVisible();
    await user.click(button(/^Design/));
    await editor('Design');
    expect(screen.queryByText('It could not be stored.')).toBeNull();
  });

  it('shows what somebody saved meanwhile, and saves on top of it only when asked', async () => {
    const { user } = open(`/${halfId}`);
    const text = await editor('Requirements');
    await user.clear(text);
    await user.type(text, 'somebody was faster');
    await user.click(button('Save as a new version'));
    const conflict = within(
      await screen.findByRole('region', { name: 'Somebody saved another text while you wrote' }),
    );
    expect(conflict.getByText('Theirs')).toBeVisible();
    expect(text).toHaveValue('somebody was faster');
    expect(button('Save as a new version')).toBeDisabled();
    await user.click(conflict.getByRole('button', { name: 'Go on with mine' }));
    await user.type(text, ' than me');
    await user.click(button('Save as a new version'));
    expect(await screen.findByText(/version 3/)).toBeVisible();
  });

  it('keeps unsaved words through a reload until they are dropped', async () => {
    const first = open(`/${draftId}`);
    await first.user.type(await editor('Explore'), 'Half a thought');
    first.unmount();
    const { user } = open(`/${draftId}`);
    expect(await editor('Explore')).toHaveValue('Half a thought');
    expect(screen.getByText('These are your unsaved changes from before.')).toBeVisible();
    await user.click(button('Drop my changes'));
    expect(await editor('Explore')).toHaveValue('');
  });

  it('puts an earlier text back into the editor', async () => {
    const { user } = open(`/${halfId}`);
    const text = await editor('Requirements');
    await user.clear(text);
    await user.type(text, 'New');
    await user.click(button('Save as a new version'));
    await screen.findByText(/version 2/);
    await user.click(button('Earlier versions'));
    await user.click(await screen.findByRole('button', { name: 'Show version 2' }));
    await screen.findByRole('region', { name: 'version 2' });
    expect(screen.queryByRole('button', { name: 'What changed since' })).toBeNull();
    await user.click(await screen.findByRole('button', { name: 'Show version 1' }));
    await user.click(await screen.findByRole('button', { name: 'What changed since' }));
    const changes = within(screen.getByRole('region', { name: 'version 1' })).getAllByRole('listitem');
    expect(changes.map(({ textContent }) => textContent)).toEqual([
      '−removed:# Requirements',
      '−removed:',
      '−removed:1. **R1.** Test the rounding',
      '+added:New',
    ]);
    await user.click(await screen.findByRole('button', { name: 'Put this text into the editor' }));
    expect(text).toHaveValue('# Requirements\n\n1. **R1.** Test the rounding');
  });

  it('takes another title and goal', async () => {
    const { user } = open(`/${halfId}`);
    await editor('Requirements');
    await user.click(button('Title and goal'));
    const dialog = within(await screen.findByRole('dialog', { name: 'Title and goal' }));
    const title = dialog.getByRole('textbox', { name: 'Title' });
    await user.clear(title);
    await user.type(title, 'Round up');
    await user.click(dialog.getByRole('button', { name: 'Save' }));
    expect(await screen.findByRole('heading', { name: 'SPEC-2 Round up' })).toBeVisible();
  });

  it('is only read by who may only look', async () => {
    open(`/${halfId}`, 'viewer');
    expect(await editor('Requirements')).toHaveAttribute('readonly');
    expect(screen.queryByRole('button', { name: 'Approve' })).toBeNull();
    expect(screen.queryByRole('button', { name: 'Save as a new version' })).toBeNull();
  });

  it('follows what others do with it', async () => {
    const { connection } = open(`/${draftId}`);
    mock.follow(connection);
    await editor('Explore');
    const [, spec] = specs;
    await waitFor(() => expect(useConnection.getState().state).toBe('open'));
    mock.feed.event('spec.updated', draftId, { ...spec, title: 'Renamed' });
    expect(await screen.findByRole('heading', { name: 'SPEC-1 Renamed' })).toBeVisible();
  });

  it.each([
    ['first', undefined],
    ['next', specs[1]],
  ])('is asked for again where its %s reply was on its way before something happened', async (_, known) => {
    const queries = new QueryClient();
    const replies: ((spec: unknown) => void)[] = [];
    const queryKey = routeKey(getSpec, { params: { id: draftId } });
    if (known !== undefined) queries.setQueryData(queryKey, known);
    const observer = new QueryObserver(queries, {
      queryKey,
      queryFn: () => new Promise((resolve) => replies.push(resolve)),
    });
    const leave = observer.subscribe(() => undefined);
    applyToSpec(queries, draftId, [
      {
        ...{ type: 'spec.updated', ts: '2026-01-16T16:10:00Z', project_id: projectId, seq: 1, actor: 'a' },
        entity: { id: draftId, patch: { title: 'Renamed' } },
      },
    ]);
    replies[0]?.(specs[1]);
    await expect.poll(() => replies).toHaveLength(2);
    replies[1]?.({ ...specs[1], title: 'Renamed' });
    await expect.poll(() => observer.getCurrentResult().data).toMatchObject({ title: 'Renamed' });
    leave();
  });

  it('that is not there is told of', async () => {
    open('/00000000-0000-4000-8000-000000000000');
    expect(await screen.findByText('There is no such spec')).toBeVisible();
  });
});
