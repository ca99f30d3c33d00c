import { Client } from '@overmind/client/http';
import type { Conversation } from '@overmind/contracts/entities/conversation';
import { expect, it } from 'vitest';
import { listChats } from './find.ts';

/** A server of as many pages, each of an archived chat and another one. */
function serverOf(pages: number) {
  const asked: (string | null)[] = [];
  const client = new Client({
    baseUrl: 'http://server',
    fetch: (address) => {
      const cursor = new URL(String(address)).searchParams.get('cursor');
      asked.push(cursor);
      const page = Number(cursor ?? 0);
      const items = [
        { id: `${page}a`, archived_at: '2026-01-16T16:10:00Z' },
        { id: `${page}b`, archived_at: null },
      ];
      return Promise.resolve(
        Response.json({ items, next_cursor: page + 1 < pages ? String(page + 1) : null }),
      );
    },
  });
  return { client, asked };
}
const isArchived = ({ archived_at }: Conversation) => archived_at !== null;
const idsOf = (chats: readonly Conversation[]) => chats.map(({ id }) => id);

it('asks for no more pages than hold the chats that are wanted', async () => {
  const { client, asked } = serverOf(5);
  expect(idsOf(await listChats(client, 'p', isArchived, 2))).toEqual(['0a', '1a']);
  expect(asked).toEqual([null, '1']);
});

it('takes no more than are wanted of a page, and all that there are where they are fewer', async () => {
  const { client } = serverOf(2);
  expect(idsOf(await listChats(client, 'p', () => true, 1))).toEqual(['0a']);
  expect(idsOf(await listChats(client, 'p', isArchived, 9))).toEqual(['0a', '1a']);
});
