import { z } from 'zod';
import { textOf } from '../../transcript/content.ts';
import { unifiedHunks } from '../../transcript/hunks.ts';
import { ToolDiff, type ToolUpdate } from '../../transcript/read-update.ts';

const Call = z.looseObject({ command: z.union([z.string(), z.array(z.string())]) });
/** Words about a command, not of it. */
const beside = ['description', 'title', 'call_id', 'turn_id'];

/**
 * What a person must see before deciding: the command that is to run, or the change that is to be made, else the
 * arguments as they are. Paths of the workspace are given relative to it.
 */
export function permissionDetail(
  call: ToolUpdate,
  input: string,
  relative: (path: string) => string,
): string {
  const changes = (call.content ?? [])
    .map((item) => ToolDiff.safeParse(item).data)
    .filter((diff) => diff !== undefined);
  if (changes.length > 0) {
    return changes
      .map((diff) => `${relative(diff.path)}\n${unifiedHunks(diff.oldText ?? '', diff.newText)}`)
      .join('\n\n');
  }
  const shown = (call.content ?? []).map((item) =>
    typeof item === 'object' && item !== null && 'content' in item ? textOf(item.content) : '',
  );
  return [argumentsOf(input), ...shown].filter((text) => text !== '').join('\n\n');
}

function argumentsOf(input: string): string {
  const value = parsed(input);
  const call = Call.safeParse(value);
  if (!call.success) return value === undefined ? input : JSON.stringify(value, null, 2);
  const { command, ...rest } = call.data;
  const others = Object.entries(rest).filter(([name]) => !beside.includes(name));
  const line = typeof command === 'string' ? command : command.map(quoted).join(' ');
  return others.length === 0 ? line : `${line}\n\n${JSON.stringify(Object.fromEntries(others), null, 2)}`;
}

const quoted = (part: string): string => (/^[\w@%+=:,./-]+$/.test(part) ? part : JSON.stringify(part));

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // Cut at its bound, or no JSON.
  }
}
