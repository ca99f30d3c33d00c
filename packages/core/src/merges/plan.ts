import type { Evidence } from '@overmind/contracts/entities/run';
import type { QuestionOf, RunnerAnswer, RunnerQuestion } from '@overmind/contracts/frames/questions';

/** What a try that passed has made ready. */
export interface Plan {
  runnerId: string;
  baseCommit: string;
  /** What the branch becomes: all of the group in it. */
  tip: string;
  /** By the merge's id: the commit that brings it in, and what that was put upon. */
  places: Map<string, { commit: string; base: string }>;
  evidence: Evidence[];
}

/** A question of a group that a runner has answered. */
export interface Answered<K extends RunnerQuestion['kind']> {
  runnerId: string;
  question: QuestionOf<K>;
  answer: RunnerAnswer;
}
