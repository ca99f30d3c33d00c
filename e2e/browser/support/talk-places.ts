import { expect, type Page } from '@playwright/test';
import { discussions } from '../../../apps/web/src/text/discussion-list.ts';
import { room } from '../../../apps/web/src/text/discussions.ts';
import { personas } from '../../../apps/web/src/text/personas.ts';
import { recordings } from '../../../apps/web/src/text/recordings.ts';
import { search } from '../../../apps/web/src/text/search.ts';
import { specs } from '../../../apps/web/src/text/specs.ts';
import { type Place, press, seen } from './place.ts';
import type { ProjectApi } from './project-api.ts';

const meeting = [
  ...['# Where sessions go', '', '**Ada:** Into a table, with an index on the expiry.', ''],
  ...[
    '**You:** And after a restart?',
    '',
    '**Bob:** They are there still:',
    '',
    '```sql',
    'select 1;',
    '```',
  ],
].join('\n');
const goal = 'Sessions outlive a restart';
const putAway = 'Sell by fax';

/** A second of silence: mono, 16 bits, 16 kHz. */
function silence(): Buffer {
  const rate = 16_000;
  const head = Buffer.alloc(44);
  head.write('RIFF');
  head.writeUInt32LE(36 + rate * 2, 4);
  head.write('WAVEfmt ', 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(rate, 24);
  head.writeUInt32LE(rate * 2, 28);
  head.writeUInt16LE(2, 32);
  head.writeUInt16LE(16, 34);
  head.write('data', 36);
  head.writeUInt32LE(rate * 2, 40);
  return Buffer.concat([head, Buffer.alloc(rate * 2)]);
}

/** What the places below show, with the ids that stand in their addresses. */
export async function addTalk(project: ProjectApi): Promise<Record<string, string>> {
  const of = `/projects/${project.id}`;
  const file = { format: 'markdown', content: meeting, as: 'discussion' };
  const discussion = await project.send<{ id: string }>(`${of}/conversations/import`, file);
  const spec = await project.send<{ id: string }>(`${of}/specs`, { goal });
  const away = await project.send<{ id: string }>(`${of}/specs`, { goal: putAway });
  await project.send(`/specs/${away.id}/archive`, {});
  const { conversation } = await project.read<{ conversation: { id: string } }>(`${of}/snapshot`);
  const recording = await project.upload<{ id: string }>(`/conversations/${conversation.id}/recordings`, {
    ...{ name: 'silence.wav', mimeType: 'audio/wav', buffer: silence() },
  });
  return { discussion: discussion.id, spec: spec.id, recording: recording.id };
}

const titled = (page: Page, name: string | RegExp) =>
  expect(page.getByRole('heading', { name, level: 1 })).toBeVisible();

/** What was said, looked for and written down. */
export const talkPlaces: Place[] = [
  {
    name: 'search-empty',
    path: '/projects/:project/search',
    arrive: (page) => expect(page.getByText(search.startTitle)).toBeVisible(),
  },
  {
    name: 'search',
    path: '/projects/:project/search?q=restart',
    arrive: (page) => expect(page.locator('mark').first()).toBeVisible(),
  },
  {
    name: 'discussions',
    path: '/projects/:project/discussions',
    arrive: (page) => expect(page.getByRole('list', { name: discussions.title })).toBeVisible(),
  },
  {
    name: 'discussion-figures',
    arrive: (page) => press(page, discussions.views.figures),
  },
  {
    name: 'discussion',
    path: '/projects/:project/discussions/:discussion',
    arrive: (page) => expect(page.getByRole('log', { name: room.log })).toContainText('after a restart'),
  },
  {
    name: 'personas',
    path: '/projects/:project/discussions/personas',
    arrive: (page) => titled(page, personas.title),
  },
  {
    name: 'recordings',
    path: '/projects/:project/recordings',
    arrive: (page) => expect(page.getByRole('link', { name: /silence/ }).first()).toBeVisible(),
  },
  {
    name: 'recording',
    path: '/projects/:project/recordings/:recording',
    arrive: (page) => expect(page.getByRole('slider', { name: recordings.position })).toBeVisible(),
  },
  {
    name: 'specs',
    path: '/projects/:project/specs',
    arrive: (page) =>
      expect(page.getByRole('list', { name: specs.title }).getByRole('link').first()).toBeVisible(),
  },
  {
    name: 'specs-archive',
    path: '/projects/:project/specs?view=archive',
    arrive: (page) => seen(page, putAway),
  },
  {
    name: 'spec',
    path: '/projects/:project/specs/:spec',
    arrive: (page) => expect(page.getByText(goal).first()).toBeVisible(),
  },
];
