import type { ModelMeasure } from '@overmind/domain/models/score';

interface Seen {
  latencyMs: number;
  isFailed: boolean;
}
const mostSeen = 20;

/** What the latest calls of this process have shown of each model. */
export class Measures {
  readonly #byRef = new Map<string, Seen[]>();

  note(ref: string, seen: Seen): void {
    this.#byRef.set(ref, [...(this.#byRef.get(ref) ?? []), seen].slice(-mostSeen));
  }

  of(ref: string): ModelMeasure | null {
    const seen = this.#byRef.get(ref);
    if (seen === undefined) return null;
    const good = seen.filter(({ isFailed }) => !isFailed);
    const sumMs = good.reduce((sum, { latencyMs }) => sum + latencyMs, 0);
    return {
      calls: seen.length,
      failures: seen.length - good.length,
      latencyMs: good.length === 0 ? 0 : Math.round(sumMs / good.length),
    };
  }
}
