import {
  type LanguageModel,
  type ModelMessage,
  stepCountIs,
  streamText,
  type TextStreamPart,
  type ToolSet,
} from 'ai';
import type { RunOutput } from '../../output/run-output.ts';
import type { Recorder } from '../../transcript/recorder.ts';
import { CallLog } from './call-log.ts';
import type { Spent } from './spent.ts';

export interface Conversation {
  model: LanguageModel;
  system: string;
  task: string;
  tools: ToolSet;
  /** What it was begun for is there, or will not come. */
  isOver: () => boolean;
  /** Said once to a model that stops before that. */
  reminder: string;
  record: Recorder;
  output: Pick<RunOutput, 'isOverLimit' | 'room'>;
  signal: AbortSignal;
  /** Tool calls are counted here; tokens are by whoever asks the model. */
  spent: Spent;
}

export interface ModelBounds {
  /** Nothing from the model for so long: it is given up. */
  silenceMs: number;
  /** How often a call is tried again that a provider could not answer. */
  retries: number;
}

const mostSteps = 80;
const mostCalls = 500;
const mostFaultyCalls = 20;
const mostOutputTokens = 16_000;
const mostReminders = 1;

/** Why a talk is broken off. */
export class TalkEnded extends Error {
  override readonly name = 'TalkEnded';
  readonly reason: 'agent_failed' | 'output_limit';

  constructor(reason: TalkEnded['reason'], message: string) {
    super(message);
    this.reason = reason;
  }
}

/** Lets the model look around until the talk is over, or it has said all it will. Throws what the provider throws. */
export async function converse(conversation: Conversation): Promise<void> {
  let messages: ModelMessage[] = [{ role: 'user', content: conversation.task }];
  const log = new CallLog(conversation.record);
  for (let reminders = 0; ; reminders++) {
    const said = await speak(conversation, messages, log);
    const isOver = conversation.isOver() || conversation.signal.aborted;
    if (isOver || reminders >= mostReminders) return;
    messages = [...messages, ...said, { role: 'user', content: conversation.reminder }];
  }
}

async function speak(
  conversation: Conversation,
  messages: ModelMessage[],
  log: CallLog,
): Promise<ModelMessage[]> {
  const { model, system, tools, isOver, signal } = conversation;
  const own = new AbortController();
  try {
    const stream = streamText({
      // What fails is tried again, and elsewhere, by the model layer.
      ...{ model, system, messages, tools, maxRetries: 0, maxOutputTokens: mostOutputTokens },
      stopWhen: [isOver, stepCountIs(mostSteps)],
      abortSignal: AbortSignal.any([signal, own.signal]),
      // It is thrown by the loop below; without this it would be printed as well.
      onError: () => {},
    });
    for await (const part of stream.fullStream) {
      if (part.type === 'error') throw part.error;
      if (part.type === 'abort') break;
      hear(part, conversation, log);
      await conversation.output.room();
    }
    return signal.aborted ? [] : (await stream.response).messages;
  } finally {
    // What is thrown above must not leave the provider talking.
    own.abort();
  }
}

function hear(part: TextStreamPart<ToolSet>, { record, output, spent }: Conversation, log: CallLog): void {
  switch (part.type) {
    case 'text-delta':
      record.say('agent', part.text);
      break;
    case 'reasoning-delta':
      record.say('thought', part.text);
      break;
    case 'tool-call':
      spent.toolCalls += 1;
      if (spent.toolCalls > mostCalls)
        throw new TalkEnded('agent_failed', `called tools more than ${mostCalls} times`);
      log.begin(part);
      break;
    case 'tool-result':
      log.end(part, String(part.output), 'completed');
      break;
    case 'tool-error':
      log.end(part, String(part.error), 'failed');
      if (log.failed > mostFaultyCalls)
        throw new TalkEnded('agent_failed', 'keeps calling tools that do not exist, or wrongly');
      break;
    default:
  }
  if (output.isOverLimit) throw new TalkEnded('output_limit', 'said more than the run may print');
}
