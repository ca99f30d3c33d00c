/** What may come next: how likely each token is, as the logarithm of its probability. */
export interface Outlook {
  best: number;
  logProb(token: number): number;
}

/** The outlook after the last of the positions that `logits` holds, each of them `count` numbers. */
export function outlookOf(logits: Float32Array, count: number): Outlook {
  const row = logits.subarray(logits.length - count);
  let best = 0;
  for (let token = 1; token < count; token++) {
    if ((row[token] ?? 0) > (row[best] ?? 0)) best = token;
  }
  const highest = row[best] ?? 0;
  let sum = 0;
  for (const logit of row) sum += Math.exp(logit - highest);
  const total = highest + Math.log(sum);
  return { best, logProb: (token) => (row[token] ?? Number.NEGATIVE_INFINITY) - total };
}
