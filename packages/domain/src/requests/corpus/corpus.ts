import type { Intent, Remark, Topic } from '@overmind/contracts/entities/request';
import type { TaskType } from '@overmind/contracts/entities/task';
import type { SceneName } from './scenes.ts';

/** What a person says and what it shall be taken for. Fields that are left out are not checked. */
export interface Utterance {
  text: string;
  /** `chat` unless stated. */
  source?: 'chat' | 'voice';
  /** `shop` unless stated. */
  scene?: SceneName;
  /** Intents of the requests, in order. Several pieces of work in one utterance are one `create_tasks`. */
  intents: Intent[];
  /** The pieces of work, in order. */
  tasks?: {
    type?: TaskType;
    agent?: string | null;
    /** A part of the title, without regard to case. */
    title?: string;
    priority?: number;
    depends_on?: number[];
    waits_for?: string[];
    after?: 'done' | 'ended' | 'failed';
  }[];
  /** Of the first request that has any. */
  targets?: string[];
  /** Agent of an enable, disable or assign. */
  agent?: string;
  priority?: number;
  topic?: Topic;
  remark?: Remark;
  /** Whether a question back is right. */
  asks_back?: boolean;
}
