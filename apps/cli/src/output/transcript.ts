import type { TranscriptEntry } from '@overmind/contracts/entities/transcript';
import type { Colours } from '../terminal/colour.ts';
import { oneLine, plainText } from './table.ts';

const indented = (text: string): string => plainText(text).trimEnd().replaceAll('\n', '\n  ');

const who = { agent: 'agent', thought: 'thinks', user: 'said' } as const;

/** One entry of a coding agent's session for a terminal; nothing in it can steer the terminal. */
export function formatEntry(entry: TranscriptEntry, colours: Colours): string {
  switch (entry.kind) {
    case 'message': {
      const name = entry.author === null ? who[entry.role] : oneLine(entry.author);
      const text = indented(entry.text);
      return `${colours.bold(name)}: ${entry.role === 'thought' ? colours.dim(text) : text}`;
    }
    case 'tool_call': {
      const files = entry.diffs.map((diff) => `\n  ${colours.dim(oneLine(diff.path, 200))}`).join('');
      return `${colours.cyan(entry.tool)} ${oneLine(entry.title, 200)} (${entry.status.replace('_', ' ')})${files}`;
    }
    case 'plan':
      return `${colours.bold('plan')}${entry.items
        .map((item) => `\n  [${item.status === 'completed' ? 'x' : ' '}] ${oneLine(item.content, 200)}`)
        .join('')}`;
    case 'permission':
      return `${colours.yellow('asks')} ${oneLine(entry.title, 200)} (${entry.status})`;
    case 'usage':
      return colours.dim(`tokens: ${entry.input_tokens ?? '?'} in, ${entry.output_tokens ?? '?'} out`);
    case 'notice':
      return `${colours[entry.level === 'error' ? 'red' : 'dim'](entry.level)}: ${indented(entry.text)}`;
  }
}
