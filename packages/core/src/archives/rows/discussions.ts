import { DiscussionEvent } from '@overmind/contracts/entities/discussion-event';
import { DiscussionMessage } from '@overmind/contracts/entities/discussion-room';
import { Persona } from '@overmind/contracts/entities/persona';
import { z } from 'zod';
import { Id, Int, nullable, rowOf, Time } from './primitives.ts';

const { key: Key } = Persona.shape;

export const discussionRows = {
  personas: rowOf('personas', {
    ...{ project_id: Id, key: Key, config: Persona, is_enabled: z.boolean(), version: Int.min(1) },
    ...{ created_at: Time, updated_at: Time },
  }),
  persona_versions: rowOf('persona_versions', {
    ...{ project_id: Id, key: Key, number: Int.min(1), config: Persona, is_enabled: z.boolean() },
    ...{ note: z.string().max(500), created_by_user_id: nullable.id, created_at: Time },
  }),
  discussions: rowOf('discussions', {
    ...{ id: Id, project_id: Id, personas: z.array(Persona).min(1).max(20), request_id: nullable.id },
    ...{ origin_message_id: nullable.id.default(null), decision_message_id: nullable.id.default(null) },
    created_at: Time,
  }),
  discussion_events: rowOf('discussion_events', {
    ...{ discussion_id: Id, seq: Int.min(1), event: DiscussionEvent },
  }),
  discussion_messages: rowOf('discussion_messages', {
    ...{ message_id: Id, discussion_id: Id, seq: Int.min(1) },
    said: DiscussionMessage.shape.said.omit({ seq: true }),
  }),
};
