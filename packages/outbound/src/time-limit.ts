/**
 * As `AbortSignal.timeout`, for signals that are combined by `AbortSignal.any`: Node may collect one of its own as garbage
 * before its time, and the combined signal then never aborts. One that somebody listens to is kept.
 */
export function timeLimit(ms: number): AbortSignal {
  const signal = AbortSignal.timeout(ms);
  signal.addEventListener('abort', () => {}, { once: true });
  return signal;
}
