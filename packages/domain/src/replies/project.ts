import type { Topic } from '@overmind/contracts/entities/request';
import type { AgentFacts, RunnerFacts } from './facts.ts';
import { plural, shorten } from './wording.ts';

const maxLines = 5;

function listed(heading: string, lines: readonly string[], none: string): string {
  const [only] = lines;
  if (only === undefined) return none;
  if (lines.length === 1) return `${heading}: ${only}`;
  const more = lines.length - maxLines;
  return [
    `${heading}:`,
    ...lines.slice(0, maxLines).map((line) => `- ${line}`),
    ...(more > 0 ? [`and ${more} more.`] : []),
  ].join('\n');
}

/** Topics that are answered with sentences of the project. */
export type SentenceTopic = Extract<Topic, 'focus' | 'risks' | 'decisions' | 'notes'>;

export function tellSentences(topic: SentenceTopic, lines: readonly string[]): string {
  const short = lines.map((line) => shorten(line)).filter((line) => line !== '');
  switch (topic) {
    case 'focus':
      return listed('The focus is on', short, 'Nothing is running, so there is no focus now.');
    case 'risks':
      return listed('Risks', short, 'I see no risk: nothing failed and nothing is blocked.');
    case 'decisions':
      return listed('Decisions', short, 'No decision is on record.');
    case 'notes':
      return listed('The notes say', short, 'There are no notes in the state document.');
  }
}

export function tellAgents(agents: readonly AgentFacts[], only: string | null): string {
  const shown = agents.filter((agent) => only === null || agent.name === only);
  const lines = shown.map((agent) => {
    const busy = [
      agent.running > 0 ? `${agent.running} running` : '',
      agent.queued > 0 ? `${agent.queued} queued` : '',
    ].filter((part) => part !== '');
    return `${agent.name} is ${agent.is_enabled ? 'enabled' : 'disabled'}, ${busy.join(', ') || 'nothing to do'}`;
  });
  return listed(`${plural(lines.length, 'agent')}`, lines, 'This project has no agent.');
}

export function tellRunners(runners: readonly RunnerFacts[]): string {
  const lines = runners.map(
    (runner) => `${runner.name} is ${runner.status}, ${runner.running} of ${runner.capacity} places taken`,
  );
  return listed(`${plural(lines.length, 'runner')}`, lines, 'There is no runner yet, so no run can start.');
}
