import type { DecisionRecord } from '@overmind/contracts/entities/discussion';
import type {
  Discussion,
  DiscussionDetail,
  DiscussionMessage,
} from '@overmind/contracts/entities/discussion-room';
import { oneLine, plainText } from '../../output/table.ts';
import type { Colours } from '../../terminal/colour.ts';

export const shortId = (id: string): string => id.slice(0, 13);

/** How it stands, in a word or two. */
export function statusWords({ status, waits_for }: Pick<Discussion, 'status' | 'waits_for'>): string {
  if (status === 'paused' && waits_for === 'user') return 'waits for you';
  return status.replaceAll('_', ' ');
}

const indented = (text: string): string =>
  plainText(text)
    .split('\n')
    .map((line) => `  ${line}`.trimEnd())
    .join('\n');

/** One message, as a person reads it. */
export function renderMessage(
  { role, sender_id, content, message_type, said }: DiscussionMessage,
  nameOf: (key: string) => string,
  colours: Colours,
): string {
  const who = role === 'agent' ? nameOf(sender_id ?? '') : role === 'user' ? 'You' : 'To you';
  const kind = [message_type.replaceAll('_', ' '), said.ref ?? ''].join(' ').trim();
  const body =
    said.body?.type === 'vote'
      ? said.body.ballots.map(
          ({ proposal, choice, reason }) => `${proposal} ${choice.replaceAll('_', ' ')}: ${reason}`,
        )
      : [content];
  return `${colours.bold(oneLine(who))} ${colours.dim(kind)}\n${body.map(indented).join('\n')}`;
}

const listed = (title: string, items: readonly string[]): string[] =>
  items.length === 0 ? [] : [`${title}:`, ...items.map((item) => `  - ${oneLine(item, 300)}`)];

function renderRecord(record: DecisionRecord): string {
  const { approve, reject, abstain } = record.votes;
  return [
    `Decided: ${oneLine(record.title, 200)} (${approve} for, ${reject} against, ${abstain} abstained)`,
    indented(record.decision),
    ...listed('Reasons', record.reasons),
    ...listed('Conditions', record.conditions),
    ...listed(
      'Dissent',
      record.dissent.map(({ by, choice, reason }) => `${by} (${choice.replaceAll('_', ' ')}): ${reason}`),
    ),
    ...listed('Risks', record.risks),
    ...listed('Next', record.next_actions),
  ].join('\n');
}

/** How it stands, or what it came to and what can be done with that. */
export function renderStanding(detail: DiscussionDetail): string {
  const { record, options, reason, id, used, settings } = detail;
  const head = [
    `${oneLine(detail.title, 200)}  ${statusWords(detail)}, ${detail.phase}`,
    `${used.turns} of ${settings.limits.turns} turns, ${used.tokens} tokens, $${(used.cost_micros / 1_000_000).toFixed(4)}`,
    ...(reason === null ? [] : [`It ended: ${oneLine(reason, 500)}`]),
    ...listed(
      'It asks you',
      detail.asked.map(({ question }) => question),
    ),
  ];
  if (record !== null)
    return [
      ...head,
      '',
      renderRecord(record),
      ...nextStep(detail, `overmind discussions decide ${shortId(id)}`),
    ].join('\n');
  const chosen = options.map(({ proposal, title }) => `${proposal}  ${title}`);
  const choose = `overmind discussions decide ${shortId(id)} --option ${options[0]?.proposal ?? ''}`;
  return [
    ...head,
    ...listed('To choose from', chosen),
    ...(options.length === 0 ? [] : nextStep(detail, choose)),
  ].join('\n');
}

const nextStep = (
  { request_id, actions_left_out = [], spec }: DiscussionDetail,
  command: string,
): string[] => [
  '',
  request_id === null ? `Make tasks of it: ${command}` : 'Tasks were made of it.',
  ...listed('Left out of them, as it asks for no new work', actions_left_out),
  spec === null
    ? `Write a spec of it: ${command} --spec`
    : `A spec was made of it: overmind specs show ${spec.key}`,
];
