import type { DiscussionMessage } from '@overmind/contracts/entities/discussion-room';
import type { Page, PageQuery } from '@overmind/contracts/entities/primitives';
import { decodeIdCursor, toPage } from '../../cursor.ts';
import { type Db, type Tx, toJson } from '../../database.ts';
import { toMessage } from '../talk/conversations.ts';

type Said = DiscussionMessage['said'];

/** Says what a message is in its discussion. */
export async function insertSaid(
  tx: Tx,
  message: { message_id: string; discussion_id: string; said: Said },
): Promise<void> {
  const { seq, ...said } = message.said;
  const { message_id, discussion_id } = message;
  await tx
    .insertInto('discussion_messages')
    .values({ message_id, discussion_id, seq, said: toJson(said) })
    .execute();
}

/** What the relayer says of the tasks that a decision became stands at the end, too. */
export async function listDiscussionMessagePage(
  db: Db,
  discussionId: string,
  page: PageQuery,
): Promise<Page<DiscussionMessage>> {
  let query = db
    .selectFrom('messages as m')
    .innerJoin('discussions as d', 'd.id', 'm.conversation_id')
    .leftJoin('discussion_messages as s', 's.message_id', 'm.id')
    .selectAll('m')
    .select(['s.seq', 's.said', 'd.seq as last_seq', 'd.phase', 'd.rounds'])
    .where('m.conversation_id', '=', discussionId)
    .orderBy('m.id', 'desc')
    .limit(page.limit + 1);
  if (page.cursor !== undefined) query = query.where('m.id', '<', decodeIdCursor(page.cursor));
  return toPage(
    await query.execute(),
    page.limit,
    (row) => [row.id],
    (row): DiscussionMessage => ({
      ...toMessage(row),
      said:
        row.said === null || row.seq === null
          ? unsaid({ seq: row.last_seq, phase: row.phase, round: row.rounds })
          : { seq: row.seq, ...row.said },
    }),
  );
}

const unsaid = (place: Pick<Said, 'seq' | 'phase' | 'round'>): Said => ({
  ...place,
  ...{ turn: null, purpose: null, ref: null, body: null, asked: null },
});
