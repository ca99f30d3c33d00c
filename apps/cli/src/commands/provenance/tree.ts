import type { Provenance } from '@overmind/contracts/entities/provenance';
import { formatClock, formatDate } from '../../output/format.ts';
import { shortRunId } from '../../output/run-id.ts';
import { oneLine } from '../../output/table.ts';
import type { Colours } from '../../terminal/colour.ts';

type Step = [name: string, words: string];

const said = (text: string): string => `"${oneLine(text, 100)}"`;

/** Where it can be heard. */
export type AddressOf = (recording: { id: string; start_ms?: number }) => string;

function heardIn({ recording, recording_id: id }: Provenance, addressOf: AddressOf): Step[] {
  if (recording !== undefined) {
    const { start_ms: from, end_ms: to } = recording;
    return [['recording', `${formatClock(from)}–${formatClock(to)}  ${addressOf(recording)}`]];
  }
  return id === null ? [] : [['recording', addressOf({ id })]];
}

/** The steps of the walk, from the line back; those that are not known are left out. */
function stepsOf(found: Provenance, addressOf: AddressOf): Step[] {
  const { commit, merge, run, agent, task, request, discussion, message, ...people } = found;
  const steps: Step[] = [
    ['commit', `${commit.sha.slice(0, 10)}  ${oneLine(commit.subject)}  ${formatDate(commit.committed_at)}`],
  ];
  if (merge !== null) steps.push(['merged', oneLine(merge.detail ?? merge.status, 120)]);
  if (people.approved_by !== null) steps.push(['approved by', oneLine(people.approved_by)]);
  if (run !== null)
    steps.push(['run', `${shortRunId(run.id)}  attempt ${run.attempt} by ${oneLine(agent ?? '?')}`]);
  if (task !== null) steps.push(['task', `${task.key}  ${oneLine(task.title)}`]);
  if (request !== null)
    steps.push(['request', `${said(request.text)}  by ${request.source}, ${formatDate(request.created_at)}`]);
  if (discussion?.decided_with !== undefined) steps.push(['taken up', said(discussion.decided_with.content)]);
  if (discussion !== undefined) steps.push(['decided in', oneLine(discussion.title)]);
  if (message !== null && message.content !== request?.text) steps.push(['message', said(message.content)]);
  if (people.author !== null) steps.push(['asked by', oneLine(people.author)]);
  return [...steps, ...heardIn(found, addressOf)];
}

/** A small tree: each step below the one it leads to. */
export function renderProvenance(found: Provenance, colours: Colours, addressOf: AddressOf): string {
  const lines = [`${colours.bold(`${found.path}:${found.line}`)}  ${oneLine(found.text, 100)}`];
  for (const [depth, [name, words]] of stepsOf(found, addressOf).entries())
    lines.push(`${'   '.repeat(depth)}└─ ${colours.dim(name)} ${words}`);
  if (found.detail !== null) lines.push(colours.yellow(oneLine(found.detail, 300)));
  return lines.join('\n');
}
