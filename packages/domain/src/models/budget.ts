/** A limit on what may be spent, in micro-units; reserved is what calls under way may yet take. */
export interface Budget {
  /** Shown to people, e.g. "the budget of the run". */
  name: string;
  /** No call begins that could break it; null: there is no such limit. */
  hardMicros: number | null;
  /** Beyond it calls go on with a warning; null: no warning. */
  softMicros: number | null;
  spentMicros: number;
  reservedMicros: number;
  /** Calls whose price nobody knows may take from it all the same. */
  takesUnknown?: boolean;
  /** What of the hard limit other calls are to find there later: this one may not take it. */
  kept?: { micros: number; for: string };
}

/** `isHeld`: there is room for it once calls that are under way have taken less than was set aside for them. */
export type Reserved =
  | { ok: true; budget: Budget; warning: string | null }
  | { ok: false; detail: string; isHeld: boolean };

/**
 * Sets aside what a call may take at most, before it begins. Where there is a hard limit, a call whose price nobody knows
 * is refused, unless the budget takes those: it could break it.
 */
export function reserve(budget: Budget, micros: number | null): Reserved {
  const { name, hardMicros, softMicros, spentMicros, kept } = budget;
  if (micros === null && hardMicros !== null && budget.takesUnknown !== true)
    return {
      ok: false,
      detail: `what it takes is not known, and ${name} has a limit; set its price`,
      isHeld: false,
    };
  const amount = micros ?? 0;
  const then = spentMicros + budget.reservedMicros + amount;
  // What is free breaks no limit, also one that is used up.
  const mostMicros = hardMicros === null ? null : hardMicros - (kept?.micros ?? 0);
  if (hardMicros !== null && mostMicros !== null && amount > 0 && then > mostMicros) {
    const part = kept === undefined ? '' : ` (of which ${inDollars(kept.micros)} is kept for ${kept.for})`;
    const isHeld = spentMicros + amount <= mostMicros;
    const held = isHeld ? `, of which calls under way hold ${inDollars(budget.reservedMicros)}` : '';
    return {
      ok: false,
      detail: `${name} of ${inDollars(hardMicros)}${part} would be broken: this call may bring it to ${inDollars(then)}${held}`,
      isHeld,
    };
  }
  const isBeyond = softMicros !== null && amount > 0 && then > softMicros;
  const warning = isBeyond ? `${name} is beyond ${inDollars(softMicros)}: ${inDollars(then)}` : null;
  return { ok: true, budget: { ...budget, reservedMicros: budget.reservedMicros + amount }, warning };
}

/** Puts what a call did take in the place of what was set aside for it. */
export function settle(budget: Budget, reservedMicros: number, takenMicros: number): Budget {
  return {
    ...budget,
    reservedMicros: Math.max(0, budget.reservedMicros - reservedMicros),
    spentMicros: budget.spentMicros + takenMicros,
  };
}

/** Whole micro-units as dollars, with as many digits as they have. */
export function inDollars(micros: number): string {
  const fraction = String(micros % 1_000_000)
    .padStart(6, '0')
    .replace(/0{1,4}$/, '');
  return `$${Math.floor(micros / 1_000_000)}.${fraction}`;
}
