import type { LanguageModelV3StreamPart } from '@ai-sdk/provider';
import { hiderOf, SecretsHidden } from '@overmind/outbound/hide-secrets';

type Delta = Extract<
  LanguageModelV3StreamPart,
  { type: 'text-delta' | 'reasoning-delta' | 'tool-input-delta' }
>;

interface Block {
  hidden: SecretsHidden;
  last: Delta;
}

/** The parts of an answer, without the secrets that its provider was called with, however it repeats them. */
export function hideInAnswer(
  stream: ReadableStream<LanguageModelV3StreamPart>,
  secrets: readonly string[],
): ReadableStream<LanguageModelV3StreamPart> {
  if (secrets.length === 0) return stream;
  const hider = new PartHider(secrets);
  return stream.pipeThrough(
    new TransformStream({
      transform(part, controller) {
        for (const each of hider.take(part)) controller.enqueue(each);
      },
    }),
  );
}

/** Texts come in pieces, each of a block of its own; everything else comes whole. */
class PartHider {
  readonly #secrets: readonly string[];
  readonly #hide: (text: string) => string;
  readonly #blocks = new Map<string, Block>();

  constructor(secrets: readonly string[]) {
    this.#secrets = secrets;
    this.#hide = hiderOf(secrets);
  }

  take(part: LanguageModelV3StreamPart): LanguageModelV3StreamPart[] {
    switch (part.type) {
      case 'text-delta':
      case 'reasoning-delta':
      case 'tool-input-delta':
        return this.#push(part);
      case 'text-end':
      case 'reasoning-end':
      case 'tool-input-end':
        return [...this.#end(part.id), this.#whole(part)];
      case 'finish':
        return [...[...this.#blocks.keys()].flatMap((id) => this.#end(id)), this.#whole(part)];
      // Described without them where it is told.
      case 'error':
        return [part];
      default:
        return [this.#whole(part)];
    }
  }

  #push(part: Delta): Delta[] {
    const last = this.#whole(part);
    const { hidden } = this.#blocks.get(part.id) ?? { hidden: new SecretsHidden(this.#secrets) };
    this.#blocks.set(part.id, { hidden, last });
    const delta = hidden.push(part.delta);
    return delta === '' && part.delta !== '' ? [] : [{ ...last, delta }];
  }

  #end(id: string): Delta[] {
    const block = this.#blocks.get(id);
    this.#blocks.delete(id);
    const delta = block?.hidden.end() ?? '';
    return block === undefined || delta === '' ? [] : [{ ...block.last, delta }];
  }

  #whole<T>(value: T): T {
    return hideWithin(value, this.#hide) as T;
  }
}

/** Of plain JSON the same shape; bytes and errors stay as they are. */
function hideWithin(value: unknown, hide: (text: string) => string): unknown {
  if (typeof value === 'string') return hide(value);
  if (Array.isArray(value)) return value.map((each) => hideWithin(each, hide));
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype)
    return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [hide(name), hideWithin(each, hide)]),
  );
}
