import type { ControlTable } from './control-table.ts';
import { agentsControls } from './controls/agents.ts';
import { assignmentControls } from './controls/assignment.ts';
import { cancellationControls } from './controls/cancellation.ts';
import { changesControls } from './controls/changes.ts';
import { decisionControls } from './controls/decisions.ts';
import { notesControls } from './controls/notes.ts';
import { priorityControls } from './controls/priority.ts';
import { projectControls } from './controls/project.ts';
import { retryControls } from './controls/retry.ts';
import { reviewControls } from './controls/review.ts';
import { lastControls } from './controls/run-task.ts';
import { talkControls } from './controls/talk.ts';

/** Spoken acts on tasks, agents and the orchestrator, in the order they are tried. */
export const controls: ControlTable = [
  ...projectControls,
  ...decisionControls,
  ...talkControls,
  ...agentsControls,
  ...notesControls,
  ...assignmentControls,
  ...priorityControls,
  ...changesControls,
  ...reviewControls,
  ...retryControls,
  ...cancellationControls,
  ...lastControls,
];
