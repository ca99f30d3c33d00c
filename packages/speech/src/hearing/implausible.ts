/** What is known of a text besides the text itself. */
export interface TextFacts {
  text: string;
  confidence: number;
  tokens: number;
  durationS: number;
}

/** What the model writes for noise: the commonest ends of the films it was trained on. */
const fillers =
  /^(you|thank you|thanks for watching|thank you for watching|bye|so|uh|um|hmm|the|i|oh)[.!? ]*$/i;
const alwaysNoise = /^you[.!?]*$/i;
const mostTokensPerSecond = 11;

/** Whether a text is rather what a model writes for noise than what somebody said. */
export function isImplausible({ text, confidence, tokens, durationS }: TextFacts): boolean {
  if (!/[\p{L}\p{N}]/u.test(text) || /[♪♫]/u.test(text)) return true;
  if (alwaysNoise.test(text)) return true;
  if (fillers.test(text) && confidence < 0.5) return true;
  if (durationS > 1 && tokens / durationS > mostTokensPerSecond) return true;
  return confidence < 0.25;
}
