import type { TaskEvent } from '@overmind/contracts/entities/task';

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
const spaced = (status: unknown): string => textOf(status).replaceAll('_', ' ');

/** What happened, in a line. */
export function describeEvent({ event_type: type, payload }: TaskEvent): string {
  const words = ['comment', 'text', 'message', 'reason', 'detail', 'name'].map((name) =>
    textOf(payload[name]),
  );
  const said = words.find((each) => each !== '') ?? '';
  if (type === 'status_changed') {
    const reason = textOf(payload['reason']);
    return `${spaced(payload['from'])} → ${spaced(payload['to'])}${reason === '' ? '' : `: ${reason}`}`;
  }
  return said === '' ? type : `${type}: ${said}`;
}
