import type { Choice, Remark } from '@overmind/contracts/entities/request';
import type { ActOutcome } from './acts.ts';
import type { BoardTopic } from './board.ts';
import type { DiscussionOutcome } from './discussion.ts';
import type { AgentFacts, BoardFacts, EndedRun, RunnerFacts, TaskFacts } from './facts.ts';
import type { PermissionOutcome } from './permission.ts';
import type { SentenceTopic } from './project.ts';
import type { Named } from './wording.ts';

/** One thing that was done or found out, as facts. */
export type ReplyOutcome =
  | {
      kind: 'tasks_created';
      tasks: readonly (Named & { agent: string | null; priority: number; waits_for: readonly string[] })[];
      duplicates: readonly Named[];
    }
  | ActOutcome
  | { kind: 'agent_toggled'; agent: string; is_enabled: boolean; hasChanged: boolean }
  | { kind: 'orchestration'; state: 'running' | 'paused'; hasChanged: boolean }
  | { kind: 'cycle_requested'; isPaused: boolean }
  /** `taskKey` is of a task of the project, or as its first one is called. */
  | { kind: 'help'; taskKey: string }
  | { kind: 'unknown' }
  /** Null where nothing was said before. */
  | { kind: 'said_again'; content: string | null }
  | { kind: 'board'; topic: BoardTopic; board: BoardFacts }
  | { kind: 'task' | 'when'; task: TaskFacts; now: Date }
  | { kind: 'why'; task: TaskFacts; isPaused: boolean }
  | { kind: 'who'; task: TaskFacts }
  /** `run` is its latest successful one, which need not be its latest. */
  | { kind: 'task_changes'; task: TaskFacts; run: EndedRun | null }
  /** Of one agent, or of all. */
  | { kind: 'last_run'; run: EndedRun | null; agent: string | null; now: Date }
  | { kind: 'changes'; runs: readonly EndedRun[]; agent: string | null; now: Date }
  | { kind: 'sentences'; topic: SentenceTopic; lines: readonly string[] }
  | { kind: 'agents'; agents: readonly AgentFacts[]; only: string | null }
  | { kind: 'runners'; runners: readonly RunnerFacts[] }
  | PermissionOutcome
  | DiscussionOutcome
  | { kind: 'remark'; remark: Remark }
  | { kind: 'clarify'; question: string; choices: readonly Choice[] }
  | { kind: 'refused'; detail: string }
  | { kind: 'discussing'; title: string; speakers: readonly string[] }
  | { kind: 'specified'; spec: { key: string; title: string } }
  | { kind: 'several'; outcomes: readonly ReplyOutcome[] }
  /** What was taken back and what could not be, a sentence each. */
  | { kind: 'undone'; lines: readonly string[]; choices: readonly Choice[] };
