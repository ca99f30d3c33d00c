import type { UnderstoodRequest } from '@overmind/contracts/entities/request';
import { agentNamed } from './acts/agents.ts';
import type { Board } from './acts/board.ts';
import { clarifyAgent } from './acts/clarify.ts';
import { targetRequest } from './acts/control.ts';
import { controlRequest } from './acts/requests.ts';
import { levels } from './grammar/levels.ts';
import { isSymbol, render, type Token, trimMarks } from './language/tokens.ts';
import { type SlashCommand, slashCommands } from './slash-commands.ts';

export type SlashReading =
  | { kind: 'request'; request: UnderstoodRequest }
  | { kind: 'text'; tokens: readonly Token[] };

/** A "/command", or null for words that are none; "/task …" gives the words to read on. */
export function readSlashCommand(tokens: readonly Token[], board: Board): SlashReading | null {
  const [, name, more] = /^\/([a-z]{1,20})((?:\/[\s\S]*)?)$/i.exec(tokens[0]?.text ?? '') ?? [];
  if (name === undefined || more !== '') return null;
  const command = slashCommands.find((known) => known.name === name.toLowerCase());
  const rest = trimMarks(tokens.slice(1));
  if (command === undefined) {
    const needs_clarification = `There is no command /${name}. Say /help to see what there is.`;
    return { kind: 'request', request: controlRequest('help', { needs_clarification, confidence: 0.5 }) };
  }
  if (command.intent === 'create_tasks' && rest.length > 0) return { kind: 'text', tokens: rest };
  const request = readArguments(command, rest, board);
  return {
    kind: 'request',
    request: { ...request, confidence: request.needs_clarification === null ? 1 : 0.5 },
  };
}

function readArguments(
  { intent, takes }: SlashCommand,
  rest: readonly Token[],
  board: Board,
): UnderstoodRequest {
  if (intent === 'create_tasks')
    return controlRequest('help', { needs_clarification: 'What shall be done? Say it after /task.' });
  if (takes === 'agent') {
    const agent = agentNamed(rest, board.context.agents);
    return agent === null
      ? clarifyAgent(controlRequest(intent), render(rest), board)
      : controlRequest(intent, { agent });
  }
  if (takes === 'text') return controlRequest(intent, { words: rest.length === 0 ? null : render(rest) });
  const mayBeBare = intent === 'status' || intent === 'run_cycle';
  if (takes === 'nothing' || (rest.length === 0 && mayBeBare))
    return controlRequest(intent, intent === 'status' ? { topic: 'overview' } : {});
  return onTargets(intent, rest, board);
}

function onTargets(intent: SlashCommand['intent'], rest: readonly Token[], board: Board): UnderstoodRequest {
  const { agent, priority, words, what } = splitArguments(intent, rest, board);
  const topic = intent === 'status' ? ('task' as const) : null;
  const request = controlRequest(intent, { agent, priority, words, topic });
  if (intent === 'assign' && agent === null) return clarifyAgent(request, '', board);
  return targetRequest(request, what, 'plain', board) ?? request;
}

interface Arguments {
  what: readonly Token[];
  agent: string | null;
  priority: number | null;
  words: string | null;
}

const isList = (token: Token | undefined): boolean =>
  token?.kind === 'key' || isSymbol(token, ',') || token?.word === 'and';

/** What a command acts on, and with what: the agent or level at the end, the words after the keys. */
function splitArguments(intent: SlashCommand['intent'], rest: readonly Token[], board: Board): Arguments {
  const plain: Arguments = { what: rest, agent: null, priority: null, words: null };
  const last = rest.slice(-1);
  const isTo = rest.at(-2)?.word === 'to' ? 2 : 1;
  if (intent === 'assign') {
    const agent = agentNamed(last, board.context.agents);
    return agent === null ? plain : { ...plain, agent, what: rest.slice(0, -isTo) };
  }
  if (intent === 'reprioritize') {
    const priority = levels.get(render(last).toLowerCase());
    return { ...plain, priority: priority ?? 1, what: priority === undefined ? rest : rest.slice(0, -isTo) };
  }
  if (intent !== 'reject' && intent !== 'comment' && intent !== 'block') return plain;
  const end = rest.findIndex((token) => !isList(token));
  if (end <= 0) return plain;
  const words = render(trimMarks(rest.slice(end)));
  return { ...plain, what: rest.slice(0, end), words: words === '' ? null : words };
}
