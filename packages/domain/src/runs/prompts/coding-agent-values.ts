import type { RunJob } from '@overmind/contracts/entities/run';
import { below, type Values } from '../../prompts/place.ts';
import { shownCommand } from '../shown-command.ts';
import { calling, conflictsWords, interrupted, type ToldBeside } from './told-beside.ts';

type Job = Pick<RunJob, 'task' | 'agent' | 'origin' | 'checks' | 'feedback'>;

/** What the words of a coding agent are filled in with, and what stands beside them. */
export function codingAgentValues(job: Job, beside: ToldBeside): Values {
  const { task, agent, feedback } = job;
  const { text, more } = beside.instructions;
  return {
    ...{ task_key: task.key, task_type: task.type, checks: `- ${checksWords(job)}` },
    change_rule: task.type === 'code_change' ? `- ${changeRule}` : '',
    calling: beside.mayCall ? `- ${calling}` : '',
    interrupted: beside.isResumed ? interrupted : '',
    task: below([
      `# ${task.key}: ${task.title}`,
      task.description.trim(),
      list('## It is done when', task.acceptance_criteria),
      list('## What reviewers asked for, oldest first', feedback),
      originWords(job, beside),
    ]),
    maintainers: agent.config.prompt?.trim() ?? '',
    ...{ instructions: text, more_instructions: more },
  };
}

function list(title: string, items: readonly string[]): string {
  if (items.length === 0) return '';
  return `${title}\n\n${items.map((item) => `- ${item.trim().replaceAll('\n', '\n  ')}`).join('\n')}`;
}

function originWords({ origin }: Job, { conflicts }: ToldBeside): string {
  if (origin === null) return '';
  const commit = origin.commit.slice(0, 12);
  const what =
    origin.kind === 'rebase'
      ? `The change of commit ${commit} was approved and no longer fits its base branch. It has been put on top of ` +
        'the present base in your workspace; make it fit, and keep what it was meant to do.'
      : `The change of commit ${commit} was merged and is to be undone. That has been done in your workspace as ` +
        'far as it could be; finish it, and keep what came after it.';
  return `## Where this starts\n\n${what}\n${conflictsWords(conflicts)}`;
}

const changeRule = 'A task like this one is not done without a change to files.';

function checksWords({ checks }: Job): string {
  const commands = checks.map(
    ({ run, cwd }) => `  - \`${shownCommand(run)}\`${cwd === '.' ? '' : ` in ${cwd}`}`,
  );
  return commands.length === 0
    ? 'Show that your work does what was asked, with tests where there are any.'
    : `When you stop, these are run, and the work counts only when all of them pass:\n${commands.join('\n')}`;
}
