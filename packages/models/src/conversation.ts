import type { LanguageModelV3CallOptions, LanguageModelV3Message } from '@ai-sdk/provider';
import type { CatalogueEntry } from '@overmind/contracts/entities/model';
import { fitHistory, type History, type Turn } from '@overmind/domain/models/history';
import { estimateTokens } from '@overmind/domain/models/tokens';
import type { CallSpec, CallTerms } from './calls/call-spec.ts';
import { outputTokensOf, usualOutputTokens } from './calls/fixed-sending.ts';
import { contextOf } from './providers/settings-of-kind.ts';

/** A call in words. */
export interface ModelRequest extends CallTerms {
  history: History;
  /** The history in less words, for a model that has no room for what may not be left out of it. */
  tighter?: (roomTokens: number) => History;
  /** How long the answer may be. */
  maxOutputTokens?: number;
  temperature?: number;
}

interface Words {
  request: ModelRequest;
  /** Said after the history, not to be left out: what was wrong with an answer. */
  more: readonly Turn[];
  /** Stands under the system's words. */
  rules: string;
  responseFormat?: NonNullable<LanguageModelV3CallOptions['responseFormat']>;
  reAsk: number;
}

/** What is sent for a conversation: of its older turns as much as each model has room for. */
export function conversationSpec({ request, more, rules, responseFormat, reAsk }: Words): CallSpec {
  const { history, tighter, maxOutputTokens, temperature, isDeterministic } = request;
  const wholeOf = (said: History): History => ({
    ...said,
    system: [said.system, rules].filter((part) => part !== '').join('\n\n'),
    turns: [...said.turns, ...more],
  });
  const least = leastOf(wholeOf(tighter?.(0) ?? history), Math.max(1, more.length));
  const whole = wholeOf(history);
  const fit = (room: number) => {
    const fitted = fitHistory(whole, room);
    return fitted.ok || tighter === undefined ? fitted : fitHistory(wholeOf(tighter(room)), room);
  };
  return {
    ...{ ...request, reAsk, text: history.task },
    need: { inputTokens: least, outputTokens: maxOutputTokens ?? usualOutputTokens },
    sendingFor(entry, kind) {
      const outputTokens = outputTokensOf(maxOutputTokens, entry);
      const fitted = fit((contextOf(kind, entry) ?? Number.MAX_SAFE_INTEGER) - outputTokens);
      if (!fitted.ok) return fitted;
      const asked = isDeterministic ? 0 : temperature;
      const options: LanguageModelV3CallOptions = {
        ...{ prompt: promptOf(fitted.system, fitted.messages), maxOutputTokens: outputTokens },
        ...(asked === undefined ? {} : { temperature: asked }),
        ...(responseFormat !== undefined && mayAskForJson(entry) ? { responseFormat } : {}),
      };
      return { ok: true, sending: { options, inputTokens: fitted.tokens, outputTokens } };
    },
  };
}

/** Where the catalogue does not say so, the rules alone ask for it, as a server may refuse what it does not know. */
const mayAskForJson = ({ capabilities }: CatalogueEntry): boolean => capabilities.includes('json');

/** What cannot be left out. */
function leastOf({ system, task, decisionRecord, turns }: History, last: number): number {
  const texts = [system, task, decisionRecord ?? '', ...turns.slice(-last).map(({ text }) => text)];
  return texts.reduce((sum, text) => sum + estimateTokens(text), 0);
}

/** Several in a row of one role are one message: some providers refuse them otherwise. */
function promptOf(system: string, turns: readonly Turn[]): LanguageModelV3Message[] {
  const joined: Turn[] = [];
  for (const turn of turns) {
    const last = joined.at(-1);
    if (last?.role === turn.role)
      joined[joined.length - 1] = { ...last, text: `${last.text}\n\n${turn.text}` };
    else joined.push(turn);
  }
  const messages = joined.map(
    ({ role, text }): LanguageModelV3Message => ({ role, content: [{ type: 'text', text }] }),
  );
  return system === '' ? messages : [{ role: 'system', content: system }, ...messages];
}
