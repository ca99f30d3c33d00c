import type { ControlTable } from '../control-table.ts';

/** A task run, when nothing else fits. */
export const lastControls: ControlTable = [
  [
    'run_cycle',
    'marked',
    `(run|start|execute|begin|work on|do|schedule|launch|kick off|continue|continue with|proceed with|go on with|pick up|tackle|go ahead with|start on|start working on|get going with|get started on|get started with|trigger|begin with|process) <task> [now|please|right away|next|right now|immediately|asap]`,
  ],
];
