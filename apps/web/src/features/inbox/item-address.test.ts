import type { InboxItem } from '@overmind/contracts/entities/inbox';
import { describe, expect, it } from 'vitest';
import { ago, projectId } from '../../../test/mock/fixtures/ids.ts';
import { messages } from '../../../test/mock/fixtures/messages.ts';
import { runs } from '../../../test/mock/fixtures/runs.ts';
import { permission } from '../../../test/mock/fixtures/talk.ts';
import { tasks } from '../../../test/mock/fixtures/tasks.ts';
import { addressOfItem } from './item-address.ts';

const [task, run] = [tasks[0] ?? null, runs[0] ?? null];
const item = (patch: Partial<InboxItem>): InboxItem => ({
  ...{ id: 'i', kind: 'failed', project: { id: projectId, key: 'SHOP', name: 'Shop' }, task, run },
  ...{
    message: null,
    discussion: null,
    permission: null,
    merge: null,
    can_decide: true,
    since: ago(1),
    ...patch,
  },
});

describe('addressOfItem', () => {
  it('leads to the run that asks', () => {
    const asked = permission();
    expect(addressOfItem(item({ kind: 'permission', permission: asked }))).toBe(
      `/projects/${projectId}/runs/${asked.run_id}`,
    );
  });

  it('leads to the changes of a review, and to the task where there is no run to look at', () => {
    expect(addressOfItem(item({ kind: 'review' }))).toBe(`/projects/${projectId}/review/${run?.id}`);
    expect(addressOfItem(item({ kind: 'review', run: null }))).toBe(
      `/projects/${projectId}?task=${task?.id}`,
    );
  });

  it('leads to the discussion that asks', () => {
    const [asked] = messages;
    if (asked === undefined) throw new Error('There is a message.');
    const links = { ...asked.links, discussion_id: 'd' };
    const message = { ...asked, links, conversation_id: 'd' };
    expect(addressOfItem(item({ kind: 'question', task: null, run: null, message }))).toBe(
      `/projects/${projectId}/discussions/d`,
    );
  });

  it('leads to the chat in which the end of a discussion is told', () => {
    const [asked] = messages;
    if (asked === undefined) throw new Error('There is a message.');
    const links = { ...asked.links, discussion_id: 'd', relays: 'outcome' as const };
    const message = { ...asked, links };
    expect(addressOfItem(item({ kind: 'question', task: null, run: null, message }))).toBe(
      `/projects/${projectId}?chat=${asked.conversation_id}&view=chat`,
    );
  });

  it('leads to the task of what failed', () => {
    expect(addressOfItem(item({}))).toBe(`/projects/${projectId}?task=${task?.id}`);
  });
});
