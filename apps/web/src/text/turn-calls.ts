/** What the calls of models for the turns of a discussion are told as. */
export const turnCalls = {
  why: (model: string, turn: number) => `${model} for turn ${turn}: why this model`,
  failedOver: 'after another failed',
  calls: (count: number) => `${count} calls`,
  title: (turn: number) => `Calls of models for turn ${turn}`,
} as const;
