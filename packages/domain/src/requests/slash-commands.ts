import type { Intent } from '@overmind/contracts/entities/request';

export interface SlashCommand {
  name: string;
  intent: Intent;
  /** What it does, in a few words. */
  summary: string;
  takes: 'nothing' | 'targets' | 'agent' | 'text';
  example: string;
}

type Row = readonly [name: string, Intent, SlashCommand['takes'], summary: string, example: string];

const rows: readonly Row[] = [
  ['status', 'status', 'targets', 'Says how things stand, or how a task is', '/status SHOP-12'],
  ['task', 'create_tasks', 'text', 'Adds work', '/task fix the login redirect'],
  ['run', 'run_cycle', 'targets', 'Runs the orchestrator, or a task', '/run SHOP-12'],
  ['cycle', 'run_cycle', 'nothing', 'Runs the orchestrator', '/cycle'],
  ['pause', 'pause', 'nothing', 'Starts nothing new until you say resume', '/pause'],
  ['resume', 'resume', 'nothing', 'Goes on after a pause', '/resume'],
  ['cancel', 'cancel', 'targets', 'Cancels tasks', '/cancel SHOP-12'],
  ['retry', 'retry', 'targets', 'Tries a failed or blocked task again', '/retry SHOP-12'],
  ['approve', 'approve', 'targets', 'Accepts a task in review', '/approve SHOP-12'],
  [
    'reject',
    'reject',
    'targets',
    'Sends a task in review back, with your reason',
    '/reject SHOP-12 the tests are missing',
  ],
  ['diff', 'what_changed', 'targets', 'Shows what a task changed', '/diff SHOP-12'],
  ['assign', 'assign', 'targets', 'Gives a task to an agent', '/assign SHOP-12 @qa'],
  ['comment', 'comment', 'targets', 'Adds a comment to a task', '/comment SHOP-12 wait for the logo'],
  ['block', 'block', 'targets', 'Holds a task, with your reason', '/block SHOP-12 we wait for the design'],
  [
    'priority',
    'reprioritize',
    'targets',
    'Sets the priority of a task, P1 the most urgent',
    '/priority SHOP-12 P1',
  ],
  ['enable', 'enable_agent', 'agent', 'Lets an agent take tasks', '/enable qa'],
  ['disable', 'disable_agent', 'agent', 'Keeps an agent from taking tasks', '/disable qa'],
  ['undo', 'undo', 'nothing', 'Takes back what was done last', '/undo'],
  ['discuss', 'discuss', 'text', 'Lets the agents discuss a question', '/discuss the database layout'],
  ['spec', 'spec', 'text', 'Takes a goal through a spec', '/spec payments by invoice'],
  ['help', 'help', 'nothing', 'Says what you can say', '/help'],
];

/** What can be said with a slash, in the order in which it is offered. */
export const slashCommands: readonly SlashCommand[] = rows.map(([name, intent, takes, summary, example]) => ({
  ...{ name, intent, takes, summary, example },
}));
