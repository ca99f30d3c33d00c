import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { Toaster } from '#features/shell/toaster.tsx';
import { giveHeight } from '../../../../test/give-height.ts';
import { projectId, uuid } from '../../../../test/mock/fixtures/ids.ts';
import { permission } from '../../../../test/mock/fixtures/talk.ts';
import { startMock } from '../../../../test/mock/server.ts';
import { goTo, renderInProject } from '../../../../test/render-in-project.tsx';
import { RunPage } from './run-page.tsx';

let mock: Awaited<ReturnType<typeof startMock>>;
let takeHeight: () => void;
beforeEach(async () => {
  mock = await startMock();
  takeHeight = giveHeight(600);
});
afterEach(() => {
  takeHeight();
  mock.close();
});

const show = (runId: string, search = '', role: 'owner' | 'viewer' = 'owner') => {
  goTo(`${mock.url}/projects/${projectId}/runs/${runId}${search}`);
  renderInProject(
    <>
      <RunPage />
      <Toaster />
    </>,
    (view) => ({ ...view, project: { ...view.project, my_role: role } }),
  );
  return { user: userEvent.setup() };
};
const [commandsRun, liveRun, endedRun, failedRun] = [uuid(6, 1), uuid(6, 2), uuid(6, 3), uuid(6, 5)];

describe('a run that waits', () => {
  it('names the runners that are behind the server', async () => {
    goTo(`${mock.url}/projects/${projectId}/runs/${liveRun}`);
    renderInProject(<RunPage />, (view) => ({
      ...view,
      runs: view.runs.map((run) => (run.id === liveRun ? { ...run, status: 'queued' as const } : run)),
    }));
    expect(
      await screen.findByText(/Behind the server, which is 0\.1\.0: build-box \(0\.0\.9\)/),
    ).toBeVisible();
  });
});

describe('the page of a run', () => {
  it('says what the run is about, how it stands, how far it is shut in and what it took', async () => {
    show(liveRun);
    expect(await screen.findByRole('heading', { name: 'SHOP-5, attempt 1' })).toBeVisible();
    const head = screen.getByRole('region', { name: 'Run' });
    expect(within(head).getByRole('link', { name: 'Make all buttons blue' })).toHaveAttribute(
      'href',
      `/projects/${projectId}?task=${uuid(5, 5)}`,
    );
    expect(within(head).getByText('Waits for you')).toBeVisible();
    expect(within(head).getByText('Sandboxed')).toHaveAttribute(
      'title',
      expect.stringContaining('workspace'),
    );
    expect(within(head).getByText('84.2K tokens in, 3.9K out')).toBeVisible();
    expect(within(head).getByText('$0.4123')).toBeVisible();
  });

  it('tells why a run failed as a sentence, with what can be done', async () => {
    show(failedRun);
    expect(await screen.findByText(/Check “unit” failed with exit code 1/)).toBeVisible();
    expect(screen.getByText(/fix what it found, then retry/)).toBeVisible();
    expect(screen.getByRole('button', { name: 'Try again' })).toBeEnabled();
  });

  it('opens on what fits the run, and on what the address names', async () => {
    const { user } = show(failedRun, '?tab=attempts');
    expect(await screen.findByRole('tab', { name: 'Attempts' })).toHaveAttribute('aria-selected', 'true');
    expect(screen.queryByRole('tab', { name: 'Transcript' })).toBeNull();
    await user.click(screen.getByRole('tab', { name: 'Evidence' }));
    expect(window.location.search).toBe('?tab=evidence');
  });

  it('shows first what the run did to its own tests, then the failed tests unfolded', async () => {
    const { user } = show(failedRun);
    const flags = await screen.findByRole('region', { name: '2 things in this run need a look' });
    expect(within(flags).getByText('src/auth/session.test.ts:88')).toBeVisible();
    const report = await screen.findByRole('region', { name: 'unit' });
    expect(within(report).getByRole('img', { name: '146 passed, 3 failed, 2 skipped' })).toBeVisible();
    expect(within(report).getByText('Timeout of 5000 ms exceeded')).toBeVisible();
    expect(within(report).queryByText('adds up')).toBeNull();
    await user.click(within(report).getByRole('button', { name: 'Show 2 other tests' }));
    expect(within(report).getByText('adds up')).toBeVisible();
  });

  it('lists the files of a run with size and hash, each to be downloaded', async () => {
    show(failedRun, '?tab=files');
    expect(await screen.findByRole('link', { name: 'Download unit.json' })).toHaveAttribute(
      'href',
      expect.stringMatching(/^\/api\/artifacts\/.+\/content$/),
    );
    expect(screen.getByText('48.1 KB')).toBeVisible();
  });

  it('goes from a step to its lines in the console', async () => {
    const { user } = show(failedRun);
    await user.click(await screen.findByRole('button', { name: 'Show unit in the console' }));
    expect(window.location.search).toBe('?tab=console&line=1');
    expect(await screen.findByRole('log', { name: 'Log of the run' })).toBeVisible();
  });

  it('asks before it stops a run', async () => {
    const { user } = show(commandsRun);
    await user.click(await screen.findByRole('button', { name: 'Stop the run' }));
    expect(screen.getByRole('dialog', { name: 'Stop this run?' })).toBeVisible();
  });

  it('offers a viewer nothing to decide, and still shows what is asked', async () => {
    show(liveRun, '', 'viewer');
    expect(await screen.findByText('An operator decides this.')).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Stop the run' })).toBeNull();
    expect(screen.queryByRole('textbox')).toBeNull();
  });

  it.each([
    ['leads to the merge of what was approved', 'b'.repeat(40), true],
    ['says of an approved run that changed no file that nothing is to merge', 'a'.repeat(40), false],
  ])('%s', async (_, head_commit, isOffered) => {
    goTo(`${mock.url}/projects/${projectId}/runs/${endedRun}`);
    renderInProject(<RunPage />, (view) => ({
      ...view,
      tasks: view.tasks.map((task) =>
        task.latest_run_id === endedRun ? { ...task, status: 'done' as const } : task,
      ),
      runs: view.runs.map((run) =>
        run.id === endedRun ? { ...run, base_commit: 'a'.repeat(40), head_commit } : run,
      ),
    }));
    const said = 'It changed no file, so there is nothing to merge.';
    if (isOffered) expect(await screen.findByRole('link', { name: 'Merge it' })).toBeVisible();
    else expect(await screen.findByText(said)).toBeVisible();
    expect(screen.queryAllByRole('link', { name: 'Merge it' })).toHaveLength(isOffered ? 1 : 0);
  });

  it('tells that there is no such run', async () => {
    show(uuid(6, 99));
    expect(await screen.findByText('There is no such run')).toBeVisible();
  });
});

describe('a permission request on the page of its run', () => {
  const request = permission();
  const ask = () => screen.findByRole('article', { name: `Permission request: ${request.title}` });

  it('says what exactly is asked, by whom, for how long, and what happens without an answer', async () => {
    show(liveRun);
    const card = await ask();
    expect(within(card).getByText('qa asks')).toBeVisible();
    expect(within(card).getByRole('group', { name: 'What exactly' })).toHaveTextContent('in /srv/overmind');
    expect(within(card).getByRole('timer')).toHaveTextContent('left');
    expect(within(card).getByText('If nobody answers, it is denied.')).toBeVisible();
  });

  it('is gone as soon as it is answered, with the option that was chosen', async () => {
    const { user } = show(liveRun);
    await user.click(within(await ask()).getByRole('button', { name: 'Allow' }));
    await waitFor(() => expect(screen.queryByRole('article')).toBeNull());
    await waitFor(async () => expect(await statusOf(request.run_id)).toBe('allowed'));
  });

  it('says what was decided when someone was quicker', async () => {
    const { user } = show(liveRun);
    const card = await ask();
    await fetch(`${mock.url}/api/runs/${request.run_id}/permissions/${request.id}`, {
      ...{ method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"decision":"deny"}' },
    });
    await user.click(within(card).getByRole('button', { name: 'Allow' }));
    expect(await screen.findByText('Too late: it was denied before.')).toBeVisible();
    expect(screen.getByText('Grace Hopper denied it already.')).toBeVisible();
  });

  const statusOf = async (runId: string) => {
    const page = await (await fetch(`${mock.url}/api/runs/${runId}/permissions`)).json();
    return (page as { items: { status: string }[] }).items[0]?.status;
  };
});

describe('the transcript on the page of a run', () => {
  it('shows what the agent said as formatted text, with nothing in it that acts', async () => {
    show(liveRun);
    const log = await screen.findByRole('log', { name: 'Transcript of the coding agent' });
    expect(await within(log).findByText('rotate', { selector: 'strong' })).toBeVisible();
    await waitFor(() => expect(within(log).getByText('click')).toBeVisible());
    expect(within(log).queryByRole('link', { name: 'click' })).toBeNull();
    expect(log.querySelector('img')).toBeNull();
  });

  it('keeps the plan in sight while the session lives', async () => {
    show(liveRun);
    const plan = await screen.findByRole('region', { name: 'Plan' });
    expect(within(plan).getByText('2 of 4 done')).toBeVisible();
    expect(within(plan).getByText('Write a test for both').closest('li')).toHaveTextContent('under way');
  });

  it('folds tool calls to a line and unfolds what went in and came out, with tricks made visible', async () => {
    const { user } = show(liveRun);
    const call = await screen.findByRole('button', { name: /npm test -- auth/ });
    expect(call).toHaveTextContent('failed');
    await user.click(call);
    const output = await screen.findByRole('group', { name: 'Output' });
    expect(output).toHaveTextContent('AssertionError: expected 401 to be 200');
    expect(output).not.toHaveTextContent('pwned');
    expect(within(output).getByText('U+200B')).toBeVisible();
    expect(within(output).getByText('U+202E')).toBeVisible();
    expect(screen.getByRole('group', { name: 'Input' })).toHaveTextContent(/^npm test -- auth$/);
  });

  it('keeps thoughts folded until they are asked for', async () => {
    const { user } = show(liveRun);
    const thought = await screen.findByRole('button', { name: /^Thinking/ });
    expect(screen.queryByText(/whether two requests may race/)).toBeNull();
    await user.click(thought);
    expect(await screen.findByText(/whether two requests may race/)).toBeVisible();
  });

  it('says who decided what the agent asked for', async () => {
    show(liveRun);
    const asked = await screen.findByText('Write to package.json');
    expect(asked.closest('p')).toHaveTextContent('Write to package.json allowed by Ada Lovelace');
  });

  it('draws a few of five thousand entries', async () => {
    show(uuid(6, 6));
    const log = await screen.findByRole('log', { name: 'Transcript of the coding agent' });
    await within(log).findByText('file-0.ts');
    expect(log.querySelectorAll('[data-index]').length).toBeLessThan(40);
  });

  it('comes to the entry that the address names, however far away, and marks it', async () => {
    vi.spyOn(HTMLElement.prototype, 'scrollHeight', 'get').mockReturnValue(1e6);
    HTMLElement.prototype.scrollTo = function scrollTo(this: HTMLElement, to?: ScrollToOptions | number) {
      this.scrollTop = typeof to === 'object' ? (to.top ?? 0) : 0;
      queueMicrotask(() => this.dispatchEvent(new Event('scroll')));
    };
    onTestFinished(() => {
      vi.restoreAllMocks();
      Reflect.deleteProperty(HTMLElement.prototype, 'scrollTo');
    });
    show(uuid(6, 6), '?tab=transcript&entry=m3000');
    const step = await screen.findByText('3000', { selector: 'strong' });
    await waitFor(() => expect(step.closest('[aria-current=location]')).not.toBeNull());
    expect(document.querySelectorAll('[aria-current=location]')).toHaveLength(1);
  });

  it('says that nothing was said, and where else to look', async () => {
    const { user } = show(endedRun.replace(/3$/, '4'), '?tab=transcript');
    expect(screen.queryByRole('tab', { name: 'Transcript' })).toBeNull();
    await user.click(await screen.findByRole('tab', { name: 'Console' }));
    expect(await screen.findByRole('log')).toBeVisible();
  });
});

describe('saying something to a live agent', () => {
  it('sends by Ctrl and Enter, shows it on its way, and keeps a draft that was not sent', async () => {
    const { user } = show(liveRun);
    const box = await screen.findByRole('textbox', { name: 'Say something to the agent' });
    await user.type(box, 'Use the new API');
    expect(localStorage.getItem(`overmind:say:${liveRun}`)).toBe('Use the new API');
    await user.keyboard('{Control>}{Enter}{/Control}');
    expect(box).toHaveValue('');
    expect(await screen.findByText('“Use the new API”')).toBeVisible();
    expect(screen.getAllByText('on its way')).toHaveLength(2);
  });

  it('is not offered once the run is over', async () => {
    show(endedRun);
    await screen.findByRole('log', { name: 'Transcript of the coding agent' });
    expect(screen.queryByRole('textbox')).toBeNull();
  });
});
