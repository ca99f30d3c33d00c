/** Whether a runner with these labels may take what needs those. */
export const carries = (has: readonly string[], needed: readonly string[]): boolean =>
  needed.every((label) => has.includes(label));

/** Why work waits that no runner which is there has the labels for. */
export const nobodyCarries = (needed: readonly string[]): string =>
  `no connected runner carries the ${needed.length === 1 ? 'label' : 'labels'} ${needed.join(', ')}`;
