import { newId } from '@overmind/db/database';
import { insertConversation, insertMessage } from '@overmind/db/queries/talk/conversations';
import { insertRecording } from '@overmind/db/queries/voice/recordings';
import { type MadeProject, makeProject } from '../../test-support/makers.ts';
import type { TestCore } from '../../test-support/start-test-core.ts';
import { type Search, searchProject } from '../search.ts';

/** A project with a conversation, to say things in and to search. */
export class Searched {
  readonly on: TestCore;
  readonly made: MadeProject;
  readonly conversationId: string;

  private constructor(on: TestCore, made: MadeProject, conversationId: string) {
    this.on = on;
    this.made = made;
    this.conversationId = conversationId;
  }

  static async open(on: TestCore): Promise<Searched> {
    const made = await makeProject(on.core, { repoPath: `/repositories/${newId()}` });
    const talk = { project_id: made.project.id, title: 'Login talk', mode: 'text' } as const;
    const { id } = await on.core.db
      .transaction()
      .execute((tx) => insertConversation(tx, { ...talk, created_by_user_id: null }));
    return new Searched(on, made, id);
  }

  say(content: string, related_task_id: string | null = null): Promise<{ id: string }> {
    const message = { conversation_id: this.conversationId, role: 'user', content, related_task_id } as const;
    return this.on.core.db.transaction().execute((tx) => insertMessage(tx, message));
  }

  record(title: string, transcript_text: string): Promise<{ id: string }> {
    return this.on.core.db.transaction().execute((tx) =>
      insertRecording(tx, {
        ...{ id: newId(), project_id: this.made.project.id, conversation_id: this.conversationId },
        ...{ title, source: 'voice', storage_path: '', mime_type: 'audio/wav', size_bytes: 1, sha256: '' },
        ...{ peaks: '[]', status: 'transcribed', transcript_text },
      }),
    );
  }

  search(q: string, more: Partial<Search> = {}) {
    return searchProject(this.on.core, this.made.project.id, { q, limit: 50, ...more });
  }

  async idsOf(q: string, more: Partial<Search> = {}): Promise<string[]> {
    return (await this.search(q, more)).items.map(({ id }) => id);
  }
}
