import type { InboxItem } from '@overmind/contracts/entities/inbox';
import { render } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ago, projectId } from '../../../test/mock/fixtures/ids.ts';
import { permission } from '../../../test/mock/fixtures/talk.ts';
import { tasks } from '../../../test/mock/fixtures/tasks.ts';
import { toggleAwayNotices, useAwayNotices, useTellWhenAway } from './away-notices.ts';

/** What the browser would show; tests have none. */
class Shown {
  static permission = 'granted';
  static answer = 'granted';
  static all: { title: string; body: string | undefined }[] = [];
  static requestPermission = async () => Shown.answer;
  constructor(title: string, options: { body?: string }) {
    Shown.all.push({ title, body: options.body });
  }
}
let hasFocus = false;
const focusBefore = document.hasFocus;
beforeEach(() => {
  Object.assign(window, { Notification: Shown });
  document.hasFocus = () => hasFocus;
  Shown.all = [];
  Shown.answer = 'granted';
  hasFocus = false;
  useAwayNotices.setState({ isWanted: true });
});
afterEach(() => {
  Reflect.deleteProperty(window, 'Notification');
  document.hasFocus = focusBefore;
});

const item = (id: string): InboxItem => ({
  ...{ id, kind: 'permission', project: { id: projectId, key: 'SHOP', name: 'Shop' }, run: null },
  ...{ task: tasks[4] ?? null, message: null, merge: null, permission: permission() },
  discussion: null,
  ...{ can_decide: true, since: ago(3) },
});
const first = item('a');
const Watch = ({ items }: { items: InboxItem[] }) => {
  useTellWhenAway(items, true);
  return null;
};

describe('notices while a person is away', () => {
  it('tell what is new once, not what waited already', () => {
    const { rerender } = render(<Watch items={[first]} />);
    expect(Shown.all).toEqual([]);
    const both = [first, item('b')];
    rerender(<Watch items={both} />);
    rerender(<Watch items={[...both]} />);
    expect(Shown.all).toEqual([
      { title: `Permission: ${tasks[4]?.key}`, body: 'Run npm install --save-dev sinon' },
    ]);
  });

  it('keep quiet while the page is looked at, and when nobody asked for them', () => {
    const { rerender } = render(<Watch items={[first]} />);
    hasFocus = true;
    rerender(<Watch items={[first, item('b')]} />);
    hasFocus = false;
    useAwayNotices.setState({ isWanted: false });
    rerender(<Watch items={[first, item('b'), item('c')]} />);
    expect(Shown.all).toEqual([]);
  });

  it('stay off where the browser refuses', async () => {
    useAwayNotices.setState({ isWanted: false });
    Shown.answer = 'denied';
    expect(await toggleAwayNotices()).toBe(false);
    expect(useAwayNotices.getState().isWanted).toBe(false);
    Shown.answer = 'granted';
    expect(await toggleAwayNotices()).toBe(true);
    expect(useAwayNotices.getState().isWanted).toBe(true);
  });
});
