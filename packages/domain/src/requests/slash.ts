import type { UnderstoodRequest } from '@overmind/contracts/entities/request';
import type { UnderstandContext } from './context.ts';
import { agentRequest, controlRequest, readLevel, targetRequest } from './control.ts';
import { slashCommands } from './controls.ts';

export type SlashReading = { kind: 'request'; request: UnderstoodRequest } | { kind: 'text'; text: string };

/** A "/command", or null for a text that is none; "/task …" gives the text to read on. */
export function readSlashCommand(text: string, context: UnderstandContext): SlashReading | null {
  const [, name, rest = ''] = /^\/([a-z]+)(?:\s+([\s\S]*))?$/i.exec(text) ?? [];
  if (name === undefined) return null;
  const command = Object.hasOwn(slashCommands, name.toLowerCase())
    ? slashCommands[name.toLowerCase()]
    : undefined;
  if (command === undefined) {
    const needs_clarification = `There is no command /${name}. Say /help to see what there is.`;
    return { kind: 'request', request: controlRequest('help', { needs_clarification, confidence: 0.5 }) };
  }
  if (command.intent === 'create_tasks') return { kind: 'text', text: rest };
  const request = readArguments(command, rest.trim(), context);
  return {
    kind: 'request',
    request: { ...request, confidence: request.needs_clarification === null ? 1 : 0.5 },
  };
}

function readArguments(
  { intent, takes }: (typeof slashCommands)[string],
  rest: string,
  context: UnderstandContext,
): UnderstoodRequest {
  if (takes === 'agent') return agentRequest(intent, rest, context);
  const mayBeBare = intent === 'status' || intent === 'run_cycle';
  if (takes !== 'targets' || (rest === '' && mayBeBare)) return controlRequest(intent);
  const [, what = rest, level] = intent === 'reprioritize' ? (/^(.*?)\s+(\S+)$/.exec(rest) ?? []) : [];
  const priority = level === undefined ? null : readLevel({ level });
  return (
    targetRequest({ intent, match: 'loose', what, priority }, context) ?? controlRequest(intent, { priority })
  );
}
