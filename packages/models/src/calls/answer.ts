import type {
  LanguageModelV3Content,
  LanguageModelV3FinishReason,
  LanguageModelV3StreamPart,
  LanguageModelV3Usage,
} from '@ai-sdk/provider';
import type { ProviderKind } from '@overmind/contracts/entities/model';
import type { TokenUse } from '@overmind/domain/models/cost';

/** All that a model answered, as plain JSON. */
export interface Answer {
  content: LanguageModelV3Content[];
  finishReason: LanguageModelV3FinishReason;
  usage: LanguageModelV3Usage;
}

type Finish = Extract<LanguageModelV3StreamPart, { type: 'finish' }>;

/** Puts together what comes in pieces. */
export class AnswerBuilder {
  readonly #content: LanguageModelV3Content[] = [];
  readonly #open = new Map<string, Extract<LanguageModelV3Content, { type: 'text' | 'reasoning' }>>();
  #finish: Finish | null = null;
  /** Of text, thought and calls, to estimate what an answer took that broke off. */
  chars = 0;

  add(part: LanguageModelV3StreamPart): void {
    switch (part.type) {
      case 'text-start':
      case 'reasoning-start':
        this.#start(part.id, part.type === 'text-start' ? 'text' : 'reasoning', part.providerMetadata);
        break;
      case 'text-delta':
      case 'reasoning-delta':
        this.#append(part.id, part.delta);
        break;
      case 'tool-input-delta':
        this.chars += part.delta.length;
        break;
      case 'tool-call':
      case 'tool-result':
      case 'source':
      case 'file':
      case 'tool-approval-request':
        this.#content.push(part);
        break;
      case 'finish':
        this.#finish = part;
        break;
      default:
    }
  }

  #start(id: string, type: 'text' | 'reasoning', providerMetadata?: Finish['providerMetadata']): void {
    const block = { type, text: '', ...(providerMetadata === undefined ? {} : { providerMetadata }) };
    this.#open.set(id, block);
    this.#content.push(block);
  }

  #append(id: string, delta: string): void {
    this.chars += delta.length;
    const block = this.#open.get(id);
    if (block !== undefined) block.text += delta;
  }

  get isFinished(): boolean {
    return this.#finish !== null;
  }

  /** Null while the model has not finished. */
  get answer(): Answer | null {
    if (this.#finish === null) return null;
    const { finishReason, usage } = this.#finish;
    const content = this.#content.filter((part) => part.type !== 'text' || part.text !== '');
    return { content, finishReason, usage };
  }
}

/** A kept answer as a stream, the way it would come from the model. */
export function* replay({ content, finishReason, usage }: Answer): Generator<LanguageModelV3StreamPart> {
  yield { type: 'stream-start', warnings: [] };
  for (const [index, part] of content.entries()) {
    const id = String(index);
    if (part.type === 'text') {
      yield { type: 'text-start', id };
      yield { type: 'text-delta', id, delta: part.text };
      yield { type: 'text-end', id };
    } else if (part.type === 'reasoning') {
      yield { type: 'reasoning-start', id };
      yield { type: 'reasoning-delta', id, delta: part.text };
      yield { type: 'reasoning-end', id };
    } else yield part;
  }
  yield { type: 'finish', finishReason, usage };
}

export const textOf = ({ content }: Answer): string =>
  content.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('');

/** A count may be whatever the provider wrote there. */
const countOf = (told: number | undefined): number =>
  told !== undefined && Number.isSafeInteger(told) && told >= 0 && told <= 1e9 ? told : 0;

export const tokensOf = ({ inputTokens, outputTokens }: LanguageModelV3Usage): TokenUse => ({
  input: countOf(inputTokens.total),
  cachedInput: countOf(inputTokens.cacheRead),
  output: countOf(outputTokens.total),
});

/**
 * What an answer took. Each number that is missing is guessed, as no request is empty and no words come from nothing;
 * `isWhole` says that none is.
 */
export function usedTokens(
  usage: LanguageModelV3Usage | null,
  guess: Pick<TokenUse, 'input' | 'output'>,
): TokenUse & { isWhole: boolean } {
  const told = usage === null ? { input: 0, cachedInput: 0, output: 0 } : tokensOf(usage);
  const input = told.input === 0 ? guess.input : told.input;
  const output = told.output === 0 ? guess.output : told.output;
  return {
    input,
    cachedInput: told.cachedInput,
    output,
    isWhole: input === told.input && output === told.output,
  };
}

/** OpenRouter tells the price of each answer, in US dollars. What any other server writes there may be anything. */
export function reportedMicros(kind: ProviderKind, { raw }: LanguageModelV3Usage): number | null {
  const cost = kind === 'openrouter' ? raw?.['cost'] : null;
  return typeof cost === 'number' && cost >= 0 && cost < 1_000_000 ? Math.round(cost * 1_000_000) : null;
}
