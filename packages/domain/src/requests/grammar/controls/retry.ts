import type { ControlTable } from '../control-table.ts';

/** Tasks tried again. */
export const retryControls: ControlTable = [
  [
    'retry',
    'known',
    `(kick off|fire off|fire up|start|launch|kick) <task> [off|up] (again|once more|over|over again|anew|afresh|one more time)`,
  ],
  [
    'retry',
    'known',
    `(kick|start|begin|spin|fire) <task> (off again|up again|over|over again|from scratch|afresh)`,
  ],
  [
    'retry',
    'known',
    `(give|have) [it to] <task> (one more|another|a second|a new|a fresh) (try|go|run|chance|shot|attempt|round|start|time)`,
  ],
  [
    'retry',
    'known',
    `(retry|rerun|re-run|restart|requeue|re-queue|redo|re-do|repeat|relaunch|reopen|re-open|revive|reschedule|re-try|re-execute) <task> [again|now|please|once more|from scratch|one more time|from the start]`,
  ],
  ['retry', 'known', `(unblock|un-block|unstick|unpark|release|free up) <task> [again|now|please]`],
  [
    'retry',
    'known',
    `(try|do|run|start|execute|launch|attempt|queue) <task> (again|once more|one more time|another time|a second time|anew|from scratch|over again)`,
  ],
  ['retry', 'known', `(try|run|start) again [with|on] <task>`],
  [
    'retry',
    'known',
    `(give <task> another (go|try|run|chance|shot|attempt|round)|give another (go|try|run|chance|shot|attempt) to <task>|another (go|try|attempt|run|shot) (at|for|with|on) <task>|have another (go|try|attempt) at <task>|put <task> back (in the queue|into the queue|on the queue|to the queue|in queue|on the board|in|on)|take <task> off hold|<task> (can go on|can continue|is not blocked anymore|is unblocked|is no longer blocked|again|needs a retry|again [please|now]|needs another (run|try|go)|should be retried|should run again|deserves another try)|have <task> run again)`,
  ],
  [
    'retry',
    'plain',
    `(retry|try again|again|run again|once more|another go|one more time|try once more|do it again|try it again|run it again|rerun|re-run|please retry|do that again|try that again)`,
  ],
];
